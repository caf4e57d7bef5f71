"""What stands beside a call's sealed chunks: the state noted when capture starts, the manifest that hands it over.

Both are JSON of named, non-personal fields, authenticated by a seal over an empty text under the call's key. A call
that is salvaged after its recorder died has no key at hand: its manifest is the sealed state plus unsealed counts,
and it is flagged truncated.
"""

import base64
import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from calls.call import Call, CallId, CapturedCall, Channel, Source
from calls.consent import ConsentDecision, Means, Notice, Outcome
from calls.errors import SealBroken
from recorder.tink_seals import CallSeal

PCM = "pcm"
"""Samples of 16 bits at 8 kHz: in each chunk a stretch of every channel, one after the other, equally long."""
AUDIO = "audio"
CONVERSATION = "conversation"
PAYLOADS = (PCM, AUDIO, CONVERSATION)


@dataclass(frozen=True, slots=True)
class CallState:
    """What must be known of a call to hand it over, or to bury it, should its recorder die."""

    call: Call
    payload: str
    sip_call_id_hmac: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The hand-over. `chunks` counts the sealed chunks; the last is final unless the call is truncated."""

    state: CallState
    captured_at: datetime
    chunks: int

    @property
    def captured(self) -> CapturedCall:
        return CapturedCall(self.state.call, self.captured_at)


def seal_state(state: CallState, seal: CallSeal) -> bytes:
    return _envelope(_state_fields(state), seal, state.call.call_id, "state")


def seal_manifest(manifest: Manifest, seal: CallSeal) -> bytes:
    fields = _state_fields(manifest.state) | {
        "captured_at": manifest.captured_at.isoformat(),
        "chunks": manifest.chunks,
    }
    return _envelope(fields, seal, manifest.state.call.call_id, "manifest")


def salvaged_manifest(state_json: bytes, *, captured_at: datetime, duration_ms: int, chunks: int) -> bytes:
    """A manifest made without the key: the sealed state as it is, and what was found on the disk."""
    salvaged = {"captured_at": captured_at.isoformat(), "duration_ms": duration_ms, "chunks": chunks}
    return json.dumps({"state": json.loads(state_json), "salvaged": salvaged}).encode()


def read_state(state_json: bytes) -> CallState:
    """Without checking its seal. Raises ValueError when it is no state."""
    return _parse_state(_body(json.loads(state_json)))


def read_manifest(manifest_json: bytes) -> Manifest:
    """Without checking its seal. Raises ValueError when it is no manifest."""
    envelope = json.loads(manifest_json)
    try:
        if "salvaged" not in envelope:
            fields = _body(envelope)
            return Manifest(_parse_state(fields), datetime.fromisoformat(fields["captured_at"]), int(fields["chunks"]))
        salvaged = envelope["salvaged"]
        state = _parse_state(_body(envelope["state"]))
        call = replace(state.call, truncated=True, duration_ms=int(salvaged["duration_ms"]))
        captured_at = datetime.fromisoformat(salvaged["captured_at"])
        return Manifest(replace(state, call=call), captured_at, int(salvaged["chunks"]))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a manifest") from error


def open_manifest(manifest_json: bytes, seal: CallSeal, call_id: CallId) -> Manifest:
    """Checks the seal. Raises SealBroken."""
    try:
        manifest = read_manifest(manifest_json)
        envelope = json.loads(manifest_json)
        if "salvaged" in envelope:
            _check(envelope["state"], seal, call_id, "state")
        else:
            _check(envelope, seal, call_id, "manifest")
    except (ValueError, KeyError, TypeError) as error:
        raise SealBroken(f"the manifest of {call_id} is damaged", hint="the call cannot be used") from error
    if manifest.state.call.call_id != call_id:
        raise SealBroken(f"the manifest in {call_id} is another call's", hint="the call cannot be used")
    return manifest


def _envelope(fields: dict[str, Any], seal: CallSeal, call_id: CallId, role: str) -> bytes:
    body = json.dumps(fields, sort_keys=True)
    proof = seal.seal(b"", _context(call_id, role, body))
    return json.dumps({"body": body, "seal": base64.b64encode(proof).decode()}).encode()


def _check(envelope: dict[str, Any], seal: CallSeal, call_id: CallId, role: str) -> None:
    seal.open(base64.b64decode(envelope["seal"], validate=True), _context(call_id, role, envelope["body"]))


def _context(call_id: CallId, role: str, body: str) -> bytes:
    return f"{call_id}|{role}|{body}".encode()


def _body(envelope: Any) -> dict[str, Any]:
    try:
        fields = json.loads(envelope["body"])
    except (KeyError, TypeError) as error:
        raise ValueError("no sealed body") from error
    if not isinstance(fields, dict):
        raise ValueError("no sealed body")
    return fields


def _state_fields(state: CallState) -> dict[str, Any]:
    """The only fields of a call that stand on the disk in the clear: none tells who called or what was said."""
    call = state.call
    return {
        "call_id": call.call_id,
        "source": call.source.value,
        "started_at": call.started_at.isoformat(),
        "channels": [channel.value for channel in call.channels],
        "consent": _consent_fields(call.consent),
        "duration_ms": call.duration_ms,
        "agent_id": call.agent_id,
        "queue": call.queue,
        "caller_pseudonym": call.caller_pseudonym,
        "references": dict(call.references),
        "truncated": call.truncated,
        "payload": state.payload,
        "sip_call_id_hmac": state.sip_call_id_hmac,
    }


def _consent_fields(consent: ConsentDecision) -> dict[str, Any]:
    notice = consent.notice
    return {
        "outcome": consent.outcome.value,
        "notice_played": consent.notice_played,
        "notice": {"version": notice.version, "language": notice.language} if notice else None,
        "how": consent.how.value if consent.how else None,
        "basis": consent.basis,
    }


def _parse_state(fields: dict[str, Any]) -> CallState:
    try:
        call = Call(
            call_id=CallId(fields["call_id"]),
            source=Source(fields["source"]),
            started_at=datetime.fromisoformat(fields["started_at"]),
            channels=tuple(Channel(name) for name in fields["channels"]),
            consent=_parse_consent(fields["consent"]),
            duration_ms=int(fields["duration_ms"]),
            agent_id=fields["agent_id"],
            queue=fields["queue"],
            caller_pseudonym=fields["caller_pseudonym"],
            references=tuple(sorted(dict(fields.get("references", {})).items())),
            truncated=bool(fields["truncated"]),
        )
        return CallState(call, fields["payload"], fields["sip_call_id_hmac"])
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a call's state") from error


def _parse_consent(fields: dict[str, Any]) -> ConsentDecision:
    notice = fields["notice"]
    return ConsentDecision(
        outcome=Outcome(fields["outcome"]),
        notice_played=bool(fields["notice_played"]),
        notice=Notice(notice["version"], notice["language"]) if notice else None,
        how=Means(fields["how"]) if fields["how"] else None,
        basis=fields["basis"],
    )
