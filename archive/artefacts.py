"""The two objects of an archived call: its redacted sound as FLAC and its redacted transcript as JSON.

The only file of the archive that imports soundfile.
"""

import hashlib
import io
import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import soundfile

from archive.storable import storable
from calls.access import Role
from calls.audio import MaskSound, RedactedAudio
from calls.call import Channel
from calls.errors import ArtefactDamaged
from calls.finding import Kind
from calls.instants import instant
from calls.redacted import Certificate, CertifiedSpan, Check, MaskedSpan, RedactedCall, RedactedTurn, Release, Verdict
from calls.transcript import Window

AUDIO_NAME = "audio.flac"
TRANSCRIPT_NAME = "transcript.json"


@dataclass(frozen=True, slots=True)
class Artefact:
    """An object to be: `name` below the attempt's prefix."""

    name: str
    body: bytes
    content_type: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


def artefacts_of(redacted: RedactedCall) -> tuple[Artefact, ...]:
    """The transcript, and the audio where there is any (a text conversation has none)."""
    transcript = Artefact(TRANSCRIPT_NAME, transcript_json(redacted), "application/json")
    if redacted.audio is None:
        return (transcript,)
    return (transcript, Artefact(AUDIO_NAME, flac_of(redacted.audio), "audio/flac"))


def certified(certificate: Certificate, redacted: RedactedCall, artefacts: tuple[Artefact, ...]) -> Certificate:
    """The certificate with the checksums of what it certifies, and all that is hidden in it."""
    sums = {artefact.name: artefact.sha256 for artefact in artefacts}
    listing = certificate.listing(redacted.masks)
    return replace(listing, audio_sha256=sums.get(AUDIO_NAME), transcript_sha256=sums[TRANSCRIPT_NAME])


def flac_of(audio: RedactedAudio) -> bytes:
    """Lossless FLAC, 16 bit, in memory: nothing passes a temporary file."""
    file = io.BytesIO()
    soundfile.write(file, audio.samples, audio.rate_hz, format="FLAC", subtype="PCM_16")
    return file.getvalue()


def sound_of(flac: bytes, channels: tuple[Channel, ...], mask_sound: MaskSound = MaskSound.TONE) -> RedactedAudio:
    """What `flac_of` wrote, read back. Raises ArtefactDamaged when it is no such sound."""
    try:
        samples, rate_hz = soundfile.read(io.BytesIO(flac), dtype="int16", always_2d=True)
        return RedactedAudio(samples, rate_hz, channels, mask_sound)
    except (ValueError, soundfile.SoundFileError) as error:
        raise ArtefactDamaged("the stored audio cannot be read", hint="restore it from a backup") from error


def transcript_json(redacted: RedactedCall) -> bytes:
    document = {
        "call_id": redacted.call_id,
        "language": redacted.language,
        "duration_ms": redacted.duration_ms,
        "turns": [turn_document(turn) for turn in redacted.turns],
        "masks": [mask_document(mask) for mask in redacted.masks],
    }
    return json.dumps(document, ensure_ascii=True, separators=(",", ":")).encode()


def turn_document(turn: RedactedTurn) -> dict[str, Any]:
    """The contract's turn."""
    return {
        "channel": turn.channel.value,
        "start_ms": turn.start_ms,
        "end_ms": turn.end_ms,
        "text": storable(turn.text),
        "words": [
            {
                "text": storable(word.text),
                "start_ms": word.start_ms,
                "end_ms": word.end_ms,
                "confidence": float(word.confidence),
                "masked": word.masked.value if word.masked else None,
            }
            for word in turn.words
        ],
    }


def mask_document(mask: MaskedSpan) -> dict[str, Any]:
    """The contract's mask, with the number of its value besides."""
    return {
        "kind": mask.kind.value,
        "channel": mask.channel.value,
        "start_ms": mask.start_ms,
        "end_ms": mask.end_ms,
        "turn": mask.turn,
        "start": mask.start,
        "end": mask.end,
        "value_number": mask.value_number,
    }


def certificate_document(certificate: Certificate) -> dict[str, Any]:
    """The contract's certificate, with versions, checksums and what a review decided besides."""
    return {
        "verdict": certificate.verdict.value,
        "checked_at": instant(certificate.checked_at),
        "checks": [_check_document(check) for check in certificate.checks],
        "versions": dict(certificate.versions),
        "audio_sha256": certificate.audio_sha256,
        "transcript_sha256": certificate.transcript_sha256,
        "review": _release_document(certificate.release) if certificate.release else None,
        "spans": [_span_document(span) for span in certificate.spans],
    }


def certificate_of(document: dict[str, Any]) -> Certificate:
    return Certificate(
        verdict=Verdict(document["verdict"]),
        checked_at=datetime.fromisoformat(document["checked_at"]),
        checks=tuple(_check_of(check) for check in document["checks"]),
        versions=tuple(document["versions"].items()),
        audio_sha256=document["audio_sha256"],
        transcript_sha256=document["transcript_sha256"],
        release=_release_of(document["review"]) if document.get("review") else None,
        spans=tuple(map(_span_of, document.get("spans", ()))),
    )


def _span_document(span: CertifiedSpan) -> dict[str, Any]:
    return {
        "kind": span.kind.value,
        "channel": span.channel.value,
        "start_ms": span.start_ms,
        "end_ms": span.end_ms,
        "detector": span.detector,
        "confidence": span.confidence,
    }


def _span_of(document: dict[str, Any]) -> CertifiedSpan:
    kind, channel = Kind(document["kind"]), Channel(document["channel"])
    place = (document["start_ms"], document["end_ms"])
    return CertifiedSpan(kind, channel, *place, document["detector"], document["confidence"])


def _release_document(release: Release) -> dict[str, str]:
    return {"outcome": "released", "by": release.by.value, "at": instant(release.at)}


def _release_of(document: dict[str, str]) -> Release:
    return Release(Role(document["by"]), datetime.fromisoformat(document["at"]))


def _check_document(check: Check) -> dict[str, Any]:
    """The contract's check; `where` besides for one that failed in known places."""
    fields: dict[str, Any] = {"name": check.name, "passed": bool(check.passed), "detail": check.detail}
    if check.where:
        fields["where"] = [
            {"channel": window.channel.value, "start_ms": window.start_ms, "end_ms": window.end_ms}
            for window in check.where
        ]
    return fields


def _check_of(document: dict[str, Any]) -> Check:
    where = tuple(Window(Channel(one["channel"]), one["start_ms"], one["end_ms"]) for one in document.get("where", ()))
    return Check(document["name"], document["passed"], document["detail"], where)
