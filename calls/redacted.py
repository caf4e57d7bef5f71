"""What may be kept: text and sound without their secrets, and the proof that somebody looked twice."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from calls.access import Role
from calls.audio import MaskSound, RedactedAudio
from calls.call import CallId, Channel
from calls.finding import Finding, Kind
from calls.transcript import TimeSource, Window


@dataclass(frozen=True, slots=True)
class RedactedWord:
    """A word of the redacted text. A masked value is one word, whose text is its label ("[CARD_NUMBER]").

    `time_source` decides how much must be hidden around it; of a masked value it is its words' least trusted one. Calls
    archived without it count as timed by attention.
    """

    text: str
    start_ms: int | None
    end_ms: int | None
    confidence: float
    masked: Kind | None = None
    time_source: TimeSource = TimeSource.ATTENTION


@dataclass(frozen=True, slots=True)
class RedactedTurn:
    channel: Channel
    start_ms: int | None
    end_ms: int | None
    text: str
    words: tuple[RedactedWord, ...]


@dataclass(frozen=True, slots=True)
class MaskedSpan:
    """One hidden stretch. Times in ms (None in a text conversation); [start, end) is the label in the turn's
    redacted text. A span that only silences the other party's echo has `turn`, `start` and `end` of the value
    it echoes, and its own channel. `value_number` says which value of its kind in this call is hidden there: 1, 2, … by
    first mention (`redact.value_numbers`); None where nobody knows any more. `detector` found it, so sure (0 … 1): that
    goes on the certificate and nowhere else; None where a person or the second look hid it."""

    kind: Kind
    channel: Channel
    start_ms: int | None
    end_ms: int | None
    turn: int
    start: int
    end: int
    value_number: int | None = None
    detector: str | None = field(default=None, compare=False)
    confidence: float | None = field(default=None, compare=False)


class Verdict(StrEnum):
    CLEAN = "clean"
    QUARANTINED = "quarantined"


LANGUAGE_CHECK = "language"
OBJECTION_CHECK = "spoken objection"
"""Checks that decide about a release: `calls.review` asks for them by name."""
MASK_SOUND = "mask sound"
"""Among a certificate's versions: what is heard in the masks."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check of the second look. `detail` holds counts and milliseconds, never words.

    `where`: the stretches that made it fail, for the person who reviews the call; none in a text conversation.
    """

    name: str
    passed: bool
    detail: str
    where: tuple[Window, ...] = ()


@dataclass(frozen=True, slots=True)
class Release:
    """A person's word, against the second look's doubt: in which role, and when (aware)."""

    by: Role
    at: datetime


@dataclass(frozen=True, slots=True)
class CertifiedSpan:
    """One hidden stretch as a certificate lists it: what it hides, where (ms; None in a text conversation), who found
    it, and how sure that was. Never a value."""

    kind: Kind
    channel: Channel
    start_ms: int | None
    end_ms: int | None
    detector: str | None = field(default=None, compare=False)
    confidence: float | None = field(default=None, compare=False)

    @classmethod
    def of(cls, mask: MaskedSpan) -> "CertifiedSpan":
        return cls(mask.kind, mask.channel, mask.start_ms, mask.end_ms, mask.detector, mask.confidence)


@dataclass(frozen=True, slots=True)
class Certificate:
    """The second look's signed-off answer: clean only if every check passed. What a person decided later stands beside
    it and changes neither."""

    verdict: Verdict
    checked_at: datetime
    checks: tuple[Check, ...]
    versions: tuple[tuple[str, str], ...] = ()
    """(part, version): who wrote it down and who checked it, with their models; rules, detectors and their models; what
    is heard in the masks."""
    audio_sha256: str | None = None
    transcript_sha256: str | None = None
    release: Release | None = None
    spans: tuple[CertifiedSpan, ...] = ()
    """All that is hidden in what was archived, as the masks stand in it."""

    @property
    def mask_sound(self) -> MaskSound:
        """What is heard in the call's masks; certificates from before there was a choice do not say."""
        return MaskSound(dict(self.versions).get(MASK_SOUND, MaskSound.TONE))

    def listing(self, masks: Iterable[MaskedSpan]) -> "Certificate":
        """The same with the spans of `masks`. Who found what an earlier list had stays known, for an archive's masks do
        not tell."""
        known = {span: span for span in self.spans}
        return replace(self, spans=tuple(known.get(span, span) for span in map(CertifiedSpan.of, masks)))


@dataclass(frozen=True, slots=True)
class RedactedCall:
    """The only form of a call that the archive accepts. `audio` is None for a text conversation."""

    call_id: CallId
    language: str
    duration_ms: int
    turns: tuple[RedactedTurn, ...]
    masks: tuple[MaskedSpan, ...]
    findings: tuple[Finding, ...]
    """Positions in the *raw* text, kept in memory for the second look; never stored."""
    audio: RedactedAudio | None
    unwritten: tuple[Window, ...] = ()
    """Speech without believable words; silenced in `audio`."""
    doubted: tuple[int, ...] | None = None
    """Turns whose raw words may refuse the recording, in memory for the second look: masks may hide such words, or
    leave others that look like them. None where the raw words were not read for it."""
    written_with: tuple[tuple[str, str], ...] = ()
    """(part, version) of the engine that wrote it down, for the certificate."""
