"""Which stretches of the masked sound the other engine hears again.

Around every mask, with a margin; where a personal number was announced and nothing was hidden after; the other
channel where it was left open inside a mask. Stretches close together are one, because an engine pays for 30 s whatever
it is given.
"""

from collections.abc import Iterable

from calls.call import Channel
from calls.finding import Kind
from calls.redacted import MaskedSpan, RedactedCall, RedactedTurn
from calls.transcript import Turn, Window
from redact.cues import CueHit
from redact.dialogue_context import read_turns

MARGIN_MS = 2_000
"""Heard on both sides of a mask."""
AFTER_CUE_MS = 10_000
LONGEST_WINDOW_MS = 28_000
"""Just under the 30 s that a Whisper encoder takes in at once."""

_WATCHED = frozenset(
    {Kind.CARD_NUMBER, Kind.CARD_CVV, Kind.SSN, Kind.BANK_ACCOUNT, Kind.IBAN, Kind.CREDENTIAL, Kind.DATE_OF_BIRTH}
)


def choose_windows(redacted: RedactedCall) -> tuple[Window, ...]:
    """Disjoint windows, at most 28 s each, by channel and time."""
    wanted = [*_around_masks(redacted), *_after_silent_cues(redacted)]
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


def _after_silent_cues(redacted: RedactedCall) -> Iterable[Window]:
    """After a cue for a watched kind without a mask nearby: perhaps the writing engine heard nothing there."""
    reads = read_turns([Turn.of_text(turn.channel, turn.text) for turn in redacted.turns])
    masked_starts = [mask.start_ms for mask in redacted.masks if mask.start_ms is not None]
    for read, turn in zip(reads, redacted.turns, strict=True):
        if turn.end_ms is None or not any(_is_watched(hit) for hit in read.cues):
            continue
        if not any((turn.start_ms or 0) - MARGIN_MS <= start <= turn.end_ms + AFTER_CUE_MS for start in masked_starts):
            yield from _both_channels(redacted, turn)


def _both_channels(redacted: RedactedCall, turn: RedactedTurn) -> Iterable[Window]:
    channels = redacted.audio.channels if redacted.audio is not None else ()
    for channel in channels:
        yield _window(redacted, channel, turn.start_ms or 0, (turn.end_ms or 0) + AFTER_CUE_MS)


def _is_watched(hit: CueHit) -> bool:
    return hit.topic in _WATCHED


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
