"""Which stretches of the masked sound the other engine hears again.

Around every mask, with a margin; after whatever asks for a secret or announces one, but for what is masked there
anyway; what the writing engine was least sure of; the other channel where it was left open inside a mask. Stretches
close together are one, because an engine pays for 30 s whatever it is given.
"""

from collections.abc import Iterable, Iterator

from calls.call import Channel
from calls.finding import KEPT_IN_ARCHIVE, Kind
from calls.redacted import MaskedSpan, RedactedCall, RedactedTurn
from calls.transcript import Turn, Window
from redact.archived_labels import blanked
from redact.asked_for import asked_for
from redact.cues import Fragment, Topic
from redact.dialogue_context import read_turns
from redact.unsure_stretches import unsure_stretches

MARGIN_MS = 2_000
"""Heard on both sides of a mask."""
AFTER_CUE_MS = 10_000
LONGEST_WINDOW_MS = 28_000
"""Just under the 30 s that a Whisper encoder takes in at once."""

SHORTEST_OPEN_MS = 150
"""Between two masks; shorter sound is no word."""
_WATCHED: frozenset[Topic] = frozenset(Kind) - KEPT_IN_ARCHIVE | frozenset(Fragment)


def choose_windows(redacted: RedactedCall) -> tuple[Window, ...]:
    """Disjoint windows, at most 28 s each, by channel and time."""
    wanted = [*_around_masks(redacted), *_after_cues(redacted), *_unsure(redacted)]
    windows: list[Window] = []
    for channel in sorted({window.channel for window in wanted}):
        own = sorted((w for w in wanted if w.channel is channel), key=lambda w: w.start_ms)
        windows.extend(_packed(own))
    return tuple(windows)


def readable_words(redacted: RedactedCall, window: Window) -> int:
    """How many redacted words lie wholly inside a window, clear of every mask and of what was silenced."""
    stretches: list[MaskedSpan | Window] = [*redacted.masks, *redacted.unwritten]
    hidden = [(one.start_ms or 0, one.end_ms or 0) for one in stretches if one.channel is window.channel]
    return sum(
        window.start_ms <= (word.start_ms or 0)
        and (word.end_ms or 0) <= window.end_ms
        and not any((word.start_ms or 0) < end and (word.end_ms or 0) > start for start, end in hidden)
        for turn in redacted.turns
        if turn.channel is window.channel
        for word in turn.words
        if word.masked is None and word.start_ms is not None
    )


def _around_masks(redacted: RedactedCall) -> Iterable[Window]:
    for mask in redacted.masks:
        if mask.start_ms is None or mask.end_ms is None:
            continue
        is_echo = mask.channel is not redacted.turns[mask.turn].channel
        if not is_echo:
            yield _window(redacted, mask.channel, mask.start_ms - MARGIN_MS, mask.end_ms + MARGIN_MS)
    yield from _open_other_channel(redacted)


def _open_other_channel(redacted: RedactedCall) -> Iterable[Window]:
    """The other party's words inside a mask were left to be heard: they may be an echo after all."""
    for mask in redacted.masks:
        if mask.start_ms is None or mask.end_ms is None:
            continue
        for turn in redacted.turns:
            if turn.channel is mask.channel or turn.start_ms is None or turn.end_ms is None:
                continue
            if turn.start_ms < mask.end_ms and turn.end_ms > mask.start_ms:
                yield _window(redacted, turn.channel, mask.start_ms - MARGIN_MS, mask.end_ms + MARGIN_MS)


def _after_cues(redacted: RedactedCall) -> Iterable[Window]:
    """After a cue for anything that is hidden, and after a question for what has none (names, security answers):
    perhaps the writing engine heard nothing there, or something else. A mask nearby may hide another value than the one
    that was asked for, so only what it covers is left out."""
    turns = [blanked(Turn.of_text(turn.channel, turn.text)).turn for turn in redacted.turns]
    for read, turn in zip(read_turns(turns), redacted.turns, strict=True):
        if turn.end_ms is not None and (any(hit.topic in _WATCHED for hit in read.cues) or _asks(read.turn)):
            yield from _both_channels(redacted, turn)


def _asks(turn: Turn) -> bool:
    asked = asked_for(turn)
    return asked is not None and asked.kind in _WATCHED


def _both_channels(redacted: RedactedCall, turn: RedactedTurn) -> Iterable[Window]:
    channels = redacted.audio.channels if redacted.audio is not None else ()
    for channel in channels:
        yield from _open_parts(
            redacted, _window(redacted, channel, turn.start_ms or 0, (turn.end_ms or 0) + AFTER_CUE_MS)
        )


def _unsure(redacted: RedactedCall) -> Iterable[Window]:
    for stretch in unsure_stretches(redacted):
        yield from _open_parts(redacted, stretch)


def _open_parts(redacted: RedactedCall, window: Window) -> Iterator[Window]:
    """What of a window neither masks nor silence cover."""
    stretches: list[MaskedSpan | Window] = [*redacted.masks, *redacted.unwritten]
    hidden = sorted(
        (one.start_ms, one.end_ms)
        for one in stretches
        if one.channel is window.channel and one.start_ms is not None and one.end_ms is not None
    )
    at = window.start_ms
    for start_ms, end_ms in [*hidden, (window.end_ms, window.end_ms)]:
        until = min(start_ms, window.end_ms)
        if until - at >= SHORTEST_OPEN_MS:
            yield Window(window.channel, at, until)
        at = max(at, end_ms)


def _window(redacted: RedactedCall, channel: Channel, start_ms: int, end_ms: int) -> Window:
    return Window(channel, max(0, start_ms), min(redacted.duration_ms, end_ms))


def _packed(windows: list[Window]) -> list[Window]:
    """Neighbours joined while they fit into one window; what is longer than a window is cut."""
    packed: list[Window] = []
    for window in windows:
        last = packed[-1] if packed else None
        if last is not None and window.end_ms <= last.end_ms:
            continue
        if last is not None and window.end_ms - last.start_ms <= LONGEST_WINDOW_MS:
            packed[-1] = Window(last.channel, last.start_ms, window.end_ms)
            continue
        start = max(window.start_ms, last.end_ms) if last is not None else window.start_ms
        while window.end_ms - start > LONGEST_WINDOW_MS:
            packed.append(Window(window.channel, start, start + LONGEST_WINDOW_MS))
            start += LONGEST_WINDOW_MS
        packed.append(Window(window.channel, start, window.end_ms))
    return packed
