"""What the model reads at a time: some of a caller's words, and the end of what the agent said before them."""

from collections.abc import Iterator

from tokenizers import Tokenizer

PADDING, BEGIN, SEPARATOR = 0, 2, 3
"""Ids in the committed tokenizer.json."""
LONGEST_OWN, STEP = 32, 16
"""Word pieces: longer speech is read in stretches that overlap by half, short enough that one sentence weighs."""
LONGEST_BEFORE = 32


def pieces_of(tokenizer: Tokenizer, before: str, own: str, longest: int = LONGEST_OWN) -> Iterator[list[int]]:
    """Ids of each stretch of `own`, `longest` at most, with the end of `before` in front; nothing without words."""
    context = _ids(tokenizer, before)[-LONGEST_BEFORE:]
    said = _ids(tokenizer, own)
    if not said:
        return
    for start in range(0, max(1, len(said) - STEP), STEP):
        yield [BEGIN, *context, SEPARATOR, *said[start : start + longest], SEPARATOR]


def _ids(tokenizer: Tokenizer, text: str) -> list[int]:
    ids: list[int] = tokenizer.encode(text, add_special_tokens=False).ids
    return ids
