"""The second look: detectors read the redacted text again, and another engine listens to the masked sound again.

Whatever is still found makes the verdict `quarantined`. The checks carry counts and milliseconds, never words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from calls.audio import RedactedAudio
from calls.consent import SpokenWish
from calls.finding import KEPT_IN_ARCHIVE, Finding, Kind
from calls.ports.clock import Clock
from calls.ports.detector import Detector
from calls.ports.transcribers import CheckingTranscriber, Watch, unwatched
from calls.redacted import (
    LANGUAGE_CHECK,
    MASK_SOUND,
    OBJECTION_CHECK,
    Certificate,
    Check,
    MaskedSpan,
    RedactedCall,
    RedactedTurn,
)
from calls.review import Widening
from calls.transcript import TimeSource, Turn, Window
from redact.callers_wish import DOUBTFUL_BEFORE, CallersWish, callers_wish
from redact.certificate import write_certificate
from redact.confidence_levels import level
from redact.find_secrets import find_secrets
from redact.heard_again import Heard, digits_left, heard_turns, unexplained
from redact.listening_windows import choose_windows, readable_words
from redact.mask_audio import is_masked
from redact.mask_text import BLANK, bracketed

SUPPORTED_LANGUAGES = frozenset({"en"})
FEWEST_DIGITS_LEFT = 3
"""So many digits still heard inside a mask, and written nowhere near it, are a leak."""
DIGITS_CHECK, SOUND_CHECK = "digits inside masks", "sound read again"
HEARD_MARGIN_MS, LOOSE_MARGIN_MS = 300, 1_200
"""Around a word that was heard again: with times by forced alignment, and with guessed ones."""
FEWEST_READABLE_WORDS = 3
LEAST_HEARD_SHARE = level("second_look", "least_heard_share")
"""The engines differ in words, and windows cut some in two; silence where words stand is another matter."""


@dataclass(frozen=True, slots=True)
class Look:
    """`heard`: what was still heard, of which kind and when, for whoever wants to mask that as well."""

    certificate: Certificate
    heard: tuple[Widening, ...] = ()


def second_look(
    redacted: RedactedCall,
    checking_transcriber: CheckingTranscriber,
    detectors: Sequence[Detector],
    *,
    clock: Clock,
    watch: Watch = unwatched,
) -> Certificate:
    """Check a redacted call; the certificate is clean only if every check passed.

    A text conversation has no sound to listen to. A detector's or the engine's failure is raised, not swallowed, and
    so is what `watch` raises, which is told how much of the sound has been listened to.
    """
    return look(redacted, checking_transcriber, detectors, clock=clock, watch=watch).certificate


def look(
    redacted: RedactedCall,
    checking_transcriber: CheckingTranscriber,
    detectors: Sequence[Detector],
    *,
    clock: Clock,
    watch: Watch = unwatched,
) -> Look:
    """The same, with what was heard."""
    checks = [_language(redacted), _nobody_objects(redacted), _nothing_left_in_text(redacted, detectors)]
    versions = [*redacted.written_with]
    heard: tuple[Widening, ...] = ()
    if redacted.audio is not None:
        checks.append(_every_finding_is_masked(redacted, redacted.audio))
        in_sound, heard = _nothing_left_in_sound(redacted, redacted.audio, checking_transcriber, detectors, watch)
        checks.extend(in_sound)
        versions.append((f"checked by {checking_transcriber.engine}", checking_transcriber.model))
        versions.append((MASK_SOUND, redacted.audio.mask_sound.value))
    return Look(write_certificate(checks, versions, detectors, checked_at=clock.now()), heard)


def blanked(text: str) -> str:
    """Redacted text without its labels, which must neither be found again nor announce what follows them."""
    for kind in Kind:
        text = text.replace(bracketed(kind), BLANK)
    return text


def _language(redacted: RedactedCall) -> Check:
    passed = redacted.language in SUPPORTED_LANGUAGES
    return Check(LANGUAGE_CHECK, passed, "supported" if passed else "outside the supported set")


def _nobody_objects(redacted: RedactedCall) -> Check:
    """What may be an objection waits for a person; what surely is one never comes so far."""
    said = _doubt_of(redacted)
    where = _stretches(redacted.turns[index] for index in said.turns)
    detail = f"{said.wish.value}: {said.why}" if said.why else said.wish.value
    return Check(OBJECTION_CHECK, said.wish is SpokenWish.NONE, detail, where)


def _doubt_of(redacted: RedactedCall) -> CallersWish:
    """By the raw words where they were read; else by what is left of them."""
    if redacted.doubted is not None and not redacted.doubted:
        return CallersWish(SpokenWish.NONE)
    said = callers_wish([Turn.of_text(turn.channel, blanked(turn.text)) for turn in redacted.turns])
    if redacted.doubted is None:
        return said
    return CallersWish(SpokenWish.DOUBTFUL, redacted.doubted, said.why or DOUBTFUL_BEFORE)


def _nothing_left_in_text(redacted: RedactedCall, detectors: Sequence[Detector]) -> Check:
    turns = [Turn.of_text(turn.channel, blanked(turn.text)) for turn in redacted.turns]
    left = [finding for finding in find_secrets(turns, detectors) if finding.kind not in KEPT_IN_ARCHIVE]
    where = _stretches(redacted.turns[finding.turn] for finding in left)
    return Check("text read again", not left, _counted(len(left), "finding", left), where)


def _every_finding_is_masked(redacted: RedactedCall, audio: RedactedAudio) -> Check:
    """As many masks as values, none of them empty, and in each nothing but what is heard in the call's masks."""
    hidden = [finding for finding in redacted.findings if finding.kind not in KEPT_IN_ARCHIVE]
    own = [mask for mask in redacted.masks if mask.start_ms is not None and mask.end_ms is not None]
    empty = sum(1 for mask in own if (mask.end_ms or 0) <= (mask.start_ms or 0))
    stretches: list[MaskedSpan | Window] = [*own, *redacted.unwritten]
    sounding = [stretch for stretch in stretches if not is_masked(audio, stretch)]
    is_as_long = abs(audio.duration_ms - redacted.duration_ms) <= 1
    passed = len(own) >= len(hidden) and not empty and not sounding and is_as_long
    masked_ms = sum((mask.end_ms or 0) - (mask.start_ms or 0) for mask in own)
    silenced_ms = sum(window.end_ms - window.start_ms for window in redacted.unwritten)
    detail = (
        f"{len(hidden)} values, {len(own)} masks, {masked_ms} ms; {silenced_ms} ms of speech without words silenced"
    )
    where = tuple(Window(one.channel, one.start_ms or 0, one.end_ms or 0) for one in sounding)
    return Check("masks", passed, detail, where)


def _nothing_left_in_sound(
    redacted: RedactedCall,
    audio: RedactedAudio,
    engine: CheckingTranscriber,
    detectors: Sequence[Detector],
    watch: Watch,
) -> tuple[list[Check], tuple[Widening, ...]]:
    windows = choose_windows(redacted)
    turns = engine.listen_again(audio, windows, watch) if windows else ()
    heard = heard_turns(redacted, turns)
    digits = [
        (one.turn, run) for one in heard for run in digits_left(redacted, one) if len(run.digits) >= FEWEST_DIGITS_LEFT
    ]
    found = _found_in_sound(redacted, heard, detectors)
    findings = [finding for finding, _ in found]
    left = [turn for turn, _ in digits]
    checks = [
        _checker_heard_the_call(redacted, windows, turns),
        Check(DIGITS_CHECK, not left, f"{len(_stretches(left))} stretches in {_listened(windows)}", _stretches(left)),
        Check(
            SOUND_CHECK,
            not found,
            _counted(len(found), "finding", findings),
            _stretches(turn for _, turn in found),
        ),
    ]
    places = [
        *(_place(turn, run.start, run.end, Kind.CREDENTIAL) for turn, run in digits),
        *(_place(turn, finding.start, finding.end, finding.kind) for finding, turn in found),
    ]
    return checks, tuple(dict.fromkeys(place for place in places if place is not None))


def _place(heard: Turn, start: int, end: int, kind: Kind) -> Widening | None:
    """When characters [start, end) of a turn were heard; None where nobody knows."""
    words = [heard.words[k] for k in heard.words_in(start, end)]
    starts = [word.start_ms for word in words if word.start_ms is not None]
    ends = [word.end_ms for word in words if word.end_ms is not None]
    if not starts or not ends:
        return None
    is_aligned = all(word.time_source is TimeSource.ALIGNED for word in words)
    margin_ms = HEARD_MARGIN_MS if is_aligned else LOOSE_MARGIN_MS
    return Widening(heard.channel, max(0, min(starts) - margin_ms), max(ends) + margin_ms, kind)


def _checker_heard_the_call(redacted: RedactedCall, windows: Sequence[Window], heard: Sequence[Turn]) -> Check:
    """A deaf checker proves nothing: where innocent words stand beside the masks, it must have heard some of them."""
    deaf = []
    for channel in sorted({window.channel for window in windows}):
        n_readable = sum(readable_words(redacted, window) for window in windows if window.channel is channel)
        n_heard = sum(len(turn.words) for turn in heard if turn.channel is channel)
        if n_readable >= FEWEST_READABLE_WORDS and n_heard < n_readable * LEAST_HEARD_SHARE:
            deaf.append(f"{n_heard} of about {n_readable} words on the {channel.value}'s channel")
    return Check("checker heard the call", not deaf, "; ".join(deaf) or "words beside the masks were heard")


def _found_in_sound(
    redacted: RedactedCall, heard: Sequence[Heard], detectors: Sequence[Detector]
) -> list[tuple[Finding, Turn]]:
    """Findings in what is still heard, read in its place in the dialogue, that the text does not account for, each
    with the turn in which it was heard."""
    written = [(turn.start_ms or 0, 0, Turn.of_text(turn.channel, blanked(turn.text)), None) for turn in redacted.turns]
    again = [(one.turn.start_ms or 0, 1, Turn.of_text(one.turn.channel, one.turn.text), one) for one in heard]
    dialogue = sorted([*written, *again], key=lambda entry: entry[:2])
    findings = find_secrets([entry[2] for entry in dialogue], detectors)
    return [
        (finding, one.turn)
        for finding in findings
        if finding.kind not in KEPT_IN_ARCHIVE
        and (one := dialogue[finding.turn][3]) is not None
        and unexplained(one, finding)
    ]


def _stretches(turns: Iterable[RedactedTurn | Turn]) -> tuple[Window, ...]:
    """When those turns were spoken, each stretch once; none for turns without times."""
    timed = ((t.channel, t.start_ms, t.end_ms) for t in turns)
    return tuple(
        dict.fromkeys(Window(c, start, end) for c, start, end in timed if start is not None and end is not None)
    )


def _listened(windows: Sequence[Window]) -> str:
    return f"{sum(w.end_ms - w.start_ms for w in windows)} ms listened to again"


def _counted(count: int, noun: str, findings: Sequence[Finding]) -> str:
    kinds = ", ".join(sorted({finding.kind.value for finding in findings}))
    return f"{count} {noun}s" + (f" ({kinds})" if kinds else "")
