"""A conversation as the model reads it: word pieces in overlapping windows, each turn begun by a mark of who speaks."""

from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

LENGTH = 192
"""Tokens in a window, with its first and last mark."""
OVERLAP = 64
"""Tokens that neighbouring windows share, so that every word is read with something before and after it."""
PADDING, OPEN, CLOSE = 0, 101, 102
AGENT, CALLER, UNKNOWN = 1, 2, 3
"""Ids that the published vocabulary leaves unused: who speaks from here on."""
_ROOM = LENGTH - 2


@dataclass(frozen=True, slots=True)
class Window:
    tokens: tuple[int, ...]
    words: tuple[int, ...]
    """For each token the number of its word in the conversation, -1 for a mark."""
    weights: tuple[float, ...]
    """For each token how far it stands from the window's edges that are not the conversation's, more is better."""


def windows_of(tokenizer: Tokenizer, turns: Sequence[tuple[int, Sequence[str]]]) -> list[Window]:
    """`turns`: (AGENT, CALLER or UNKNOWN, words). Words are numbered through all turns."""
    tokens, words, first = [], [], 0
    encoded = tokenizer.encode_batch([list(said) for _, said in turns], is_pretokenized=True, add_special_tokens=False)
    for (speaker, said), pieces in zip(turns, encoded, strict=True):
        tokens += [speaker, *pieces.ids]
        words += [-1, *(-1 if number is None else first + number for number in pieces.word_ids)]
        first += len(said)
    return [_window(tokens, words, start) for start in _starts(len(tokens))]


def _starts(count: int) -> list[int]:
    if count <= _ROOM:
        return [0]
    return [*range(0, count - _ROOM, _ROOM - OVERLAP), count - _ROOM]


def _window(tokens: Sequence[int], words: Sequence[int], start: int) -> Window:
    end = min(start + _ROOM, len(tokens))
    before = [k - start if start else LENGTH for k in range(start, end)]
    after = [end - 1 - k if end < len(tokens) else LENGTH for k in range(start, end)]
    return Window(
        (OPEN, *tokens[start:end], CLOSE),
        (-1, *words[start:end], -1),
        (0.0, *(min(a, b) + 1.0 for a, b in zip(before, after, strict=True)), 0.0),
    )
