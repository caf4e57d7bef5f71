"""Hiding more of a call that is redacted already: what a person who reviewed it has read or heard.

The sound gets what is heard in every mask of the call, at the same length (P11). Text and sound hide the same: a word
that the span touches is hidden whole, and so is its sound; a word of which only the turn's times are known is said all
through the turn, and one of which nobody knows when it was said counts as touched.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from calls.audio import RedactedAudio
from calls.errors import BadInput, WrongState
from calls.finding import Finding
from calls.redacted import MaskedSpan, RedactedCall, RedactedTurn, RedactedWord
from calls.review import Widening
from calls.transcript import Turn, Word
from redact.mask_audio import AudioMask, Sound, echo_masks, mask_audio
from redact.mask_text import mask_text
from redact.word_timeline import OWN_TIMES, has_sound

_BY = "review"


@dataclass(frozen=True, slots=True)
class Place:
    """Characters [start, end) of a turn's text; `start_ms`, `end_ms` bound the words in it where they are known."""

    turn: int
    start: int
    end: int
    start_ms: int | None = None
    end_ms: int | None = None


def widen_masks(call: RedactedCall, widening: Widening) -> RedactedCall:
    """`call` with the widening hidden in text, words, masks and sound; nothing that was hidden becomes readable.

    The other party's channel is masked too where it may carry an echo. The masks that came stand behind the others.

    Raises WrongState for a text conversation, BadInput for a span that is not in the call.
    """
    if call.audio is None:
        raise WrongState("a text conversation has no milliseconds to hide", hint="release or erase it as it is")
    widening = _clipped(widening, call.audio)
    turns = [_as_spoken(turn) for turn in call.turns]
    came = [place for number in range(len(turns)) for place in _new_places(call, turns, number, widening)]
    findings = _findings(call, turns, came, widening)
    new_turns, labels = mask_text(turns, findings, kept=())
    sound_masks = _sound_masks(call.audio, turns, came, widening)
    moved = [_moved(mask, findings, labels) for mask in call.masks]
    return replace(
        call,
        turns=new_turns,
        masks=(*moved, *_spans_that_came(sound_masks, came or _wordless(call, widening), findings, labels)),
        findings=(),
        audio=mask_audio(call.audio, sound_masks),
    )


def _clipped(widening: Widening, audio: RedactedAudio) -> Widening:
    """The widening, ending with the call. Raises BadInput."""
    if widening.channel not in audio.channels:
        known = ", ".join(channel.value for channel in audio.channels)
        raise BadInput(f"this call has no channel {widening.channel.value}", hint=f"it has: {known}")
    if not 0 <= widening.start_ms < min(widening.end_ms, audio.duration_ms):
        raise BadInput(
            f"{widening.start_ms} to {widening.end_ms} ms is no stretch of this call",
            hint=f"it lasts from 0 to {audio.duration_ms} ms, and a stretch ends after it starts",
        )
    return replace(widening, end_ms=min(widening.end_ms, audio.duration_ms))


# ── text ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _new_places(call: RedactedCall, turns: Sequence[Turn], number: int, widening: Widening) -> Iterator[Place]:
    """Where readable words that the span touches stand, in rows between what is hidden already and what stays."""
    redacted, turn = call.turns[number], turns[number]
    if redacted.channel is not widening.channel:
        return
    labels = _label_places(call, turns, number)
    row: list[int] = []
    for k, (word, (start, end)) in enumerate(zip(redacted.words, turn.word_spans(), strict=True)):
        is_hidden = any(label.start < end and label.end > start for label in labels)
        if _touches(widening, word, redacted) and not is_hidden:
            row.append(k)
            continue
        if row:
            yield _place_of(number, redacted, turn, row)
        row = []
    if row:
        yield _place_of(number, redacted, turn, row)


def _place_of(number: int, redacted: RedactedTurn, turn: Turn, row: Sequence[int]) -> Place:
    start, end = _to_blanks(turn, row[0], row[-1])
    times = [time for k in row if (time := _when(redacted.words[k], redacted)) is not None]
    if not times:
        return Place(number, start, end)
    return Place(number, start, end, min(first for first, _ in times), max(last for _, last in times))


def _label_places(call: RedactedCall, turns: Sequence[Turn], number: int) -> list[Place]:
    """Labels that stand in a turn: every masked word, and every mask's place."""
    words = call.turns[number].words
    of_words = {
        Place(number, *span)
        for word, span in zip(words, turns[number].word_spans(), strict=True)
        if word.masked is not None
    }
    of_masks = {Place(number, mask.start, mask.end) for mask in call.masks if mask.turn == number}
    return [place for place in of_words | of_masks if place.start < place.end]


def _findings(call: RedactedCall, turns: Sequence[Turn], came: Sequence[Place], widening: Widening) -> list[Finding]:
    """Every label there was, and every one that came, disjoint and in reading order, for `mask_text` to put anew."""
    kinds = {(mask.turn, mask.start): mask.kind for mask in call.masks if mask.start < mask.end}
    places = {(place.turn, place.start, place.end): widening.kind for place in came}
    for number, (redacted, turn) in enumerate(zip(call.turns, turns, strict=True)):
        for k, (word, (start, end)) in enumerate(zip(redacted.words, turn.word_spans(), strict=True)):
            kind = word.masked or kinds.get((number, start))
            if kind is not None:
                is_touched = redacted.channel is widening.channel and _touches(widening, word, redacted)
                first, last = _to_blanks(turn, k, k) if is_touched else (start, end)
                places[number, first, last] = kind
    findings: list[Finding] = []
    for (number, start, end), kind in sorted(places.items(), key=lambda item: item[0]):
        last_one = findings[-1] if findings else None
        if last_one is not None and last_one.turn == number and start < last_one.end:
            findings[-1] = replace(last_one, end=max(end, last_one.end))
        else:
            findings.append(Finding(kind, number, start, end, 1.0, _BY, "hidden by a person, or before"))
    return findings


def _to_blanks(turn: Turn, first: int, last: int) -> tuple[int, int]:
    """The characters of words `first` … `last` with what hangs on them without a blank: quotes, the rest of a word of
    which only a part was hidden. Never another word."""
    spans, text = turn.word_spans(), turn.text
    start, end = spans[first][0], spans[last][1]
    before = spans[first - 1][1] if first > 0 else 0
    after = spans[last + 1][0] if last + 1 < len(spans) else len(text)
    while start > before and not text[start - 1].isspace():
        start -= 1
    while end < after and not text[end].isspace():
        end += 1
    return start, end


def _touches(widening: Widening, word: RedactedWord, turn: RedactedTurn) -> bool:
    time = _when(word, turn)
    return time is None or (time[0] < widening.end_ms and max(time[1], time[0] + 1) > widening.start_ms)


def _when(word: RedactedWord, turn: RedactedTurn) -> tuple[int, int] | None:
    """A word's own milliseconds where they can be trusted, or else its turn's; None where nobody knows."""
    is_trusted = word.time_source in OWN_TIMES or not has_sound(word.text)
    if is_trusted and word.start_ms is not None and word.end_ms is not None:
        return word.start_ms, word.end_ms
    return (turn.start_ms, turn.end_ms) if turn.start_ms is not None and turn.end_ms is not None else None


def _as_spoken(turn: RedactedTurn) -> Turn:
    """The turn as the masking functions read it. Raises ValueError when its words do not stand in its text."""
    words = tuple(Word(word.text, word.start_ms, word.end_ms, word.confidence, word.time_source) for word in turn.words)
    return Turn(turn.channel, turn.text, words, turn.start_ms, turn.end_ms)


# ── sound and masks ──────────────────────────────────────────────────────────────────────────────────────────────


def _sound_masks(
    audio: Sound, turns: Sequence[Turn], came: Sequence[Place], widening: Widening
) -> tuple[AudioMask, ...]:
    """The span and the whole of every word that it hides, then the other party's echo of it."""
    start_ms = min([widening.start_ms, *(place.start_ms for place in came if place.start_ms is not None)])
    end_ms = max([widening.end_ms, *(place.end_ms for place in came if place.end_ms is not None)])
    own = AudioMask(widening.channel, max(0, start_ms), min(end_ms, audio.duration_ms), widening.kind, 0)
    return (own, *echo_masks(audio, turns, [own]))


def _spans_that_came(
    masks: Sequence[AudioMask], came: Sequence[Place], findings: Sequence[Finding], labels: Sequence[MaskedSpan]
) -> Iterator[MaskedSpan]:
    """The span once for each label it brought; an echo has the first one's place."""
    for mask in masks:
        for place in came[:1] if mask.echoes else came:
            span = MaskedSpan(mask.kind, mask.channel, mask.start_ms, mask.end_ms, place.turn, place.start, place.end)
            yield _moved(span, findings, labels)


def _moved(mask: MaskedSpan, findings: Sequence[Finding], labels: Sequence[MaskedSpan]) -> MaskedSpan:
    """The mask with its label's place in the new text; one without a label has none there either."""
    for finding, label in zip(findings, labels, strict=True):
        if finding.turn == mask.turn and finding.start <= mask.start < min(mask.end, finding.end):
            return replace(mask, start=label.start, end=label.end)
    return replace(mask, start=0, end=0)


def _wordless(call: RedactedCall, widening: Widening) -> list[Place]:
    """For a span in which no readable word stands: an empty place in the channel's last turn before it. In a call
    without any turn there is none: its sound alone is masked."""
    before = [
        number
        for number, turn in enumerate(call.turns)
        if turn.channel is widening.channel and (turn.start_ms or 0) <= widening.start_ms
    ]
    return [Place(before[-1] if before else 0, 0, 0)] if call.turns else []
