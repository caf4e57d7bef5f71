"""The name model's last word on each word: what it takes for a secret is hidden though no rule found it, and what a
rule hid stays readable where the model is all but sure that it is none.

Rules know forms and cues, the model knows how people talk (`docs/decisions/0034-the-name-model-has-the-last-word.md`).
Digits that a rule hid stay hidden whatever the model thinks of them: a number is checked by its form, and the model
errs where talk is odd.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from calls.finding import Finding
from calls.transcript import Turn
from redact.confidence_levels import level
from redact.mask_text import BLANK
from redact.merge_findings import merge_findings
from redact.model_shares import Shares
from redact.number_words import JOINERS, NUMERALS, SPELLING_ALPHABET

SURELY = level("weighed_words", "surely")
"""The share of a word that the model is sure of."""
LEAST_BY_MODEL = level("weighed_words", "least_by_model")
"""The share from which a word is hidden by the model's word alone, where two words of names, addresses or mailboxes are
sure."""
LEAST_BESIDE_NUMBERS = level("weighed_words", "least_beside_numbers")
"""The same where less is sure, but something that a thing has not: a card's number, one name. In a piece of a call, and
in a text whose secrets are blanked already, anything will do."""
LEAST_WHERE_NOTHING_IS_SURE = level("weighed_words", "least_where_nothing_is_sure")
"""The same in a whole call in which nothing is sure but codes, which an order or a part has as well, and everywhere
where nothing is."""
TURNS_OF_A_CALL = 7
"""In so many somebody whose call it is has as a rule said a name that the model is sure of. Fewer are a piece of a
call, or a line or two that somebody reads out."""
LEAST_BY_RULE = level("weighed_words", "least_by_rule")
"""The share below which a word that bears no digit is left readable, whatever rule hid it."""

_OF_CODES = NUMERALS | SPELLING_ALPHABET | JOINERS


def weigh_words(turns: Sequence[Turn], merged: Sequence[Finding], shares: Shares) -> tuple[Finding, ...]:
    """`merged` with the model's own words and without those that it denies; disjoint findings in reading order."""
    kept = [part for finding in merged for part in _without_denied(turns[finding.turn].text, finding, shares)]
    return merge_findings(turns, (*kept, *shares.words(_least(turns, shares))))


def _least(turns: Sequence[Turn], shares: Shares) -> float:
    if not shares.is_sure_of_any(SURELY):
        return LEAST_WHERE_NOTHING_IS_SURE
    if any(BLANK in turn.text for turn in turns):
        return LEAST_BESIDE_NUMBERS
    if shares.n_sure_names(SURELY) > 1:
        return LEAST_BY_MODEL
    is_piece = len(turns) < TURNS_OF_A_CALL
    is_somebodys = is_piece or shares.is_sure_of_more_than_codes(SURELY)
    return LEAST_BESIDE_NUMBERS if is_somebodys else LEAST_WHERE_NOTHING_IS_SURE


def _without_denied(text: str, finding: Finding, shares: Shares) -> Iterator[Finding]:
    """The stretches of a finding between the words that the model denies."""
    start = end = None
    for first, last in _words(text, finding.start, finding.end):
        if _is_number_like(text[first:last]) or shares.of_word(finding.turn, first) >= LEAST_BY_RULE:
            start, end = (first if start is None else start), last
        elif start is not None and end is not None:
            yield replace(finding, start=start, end=end)
            start = end = None
    if start is not None and end is not None:
        yield replace(finding, start=start, end=end)


def _words(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for word in text[start:end].split():
        first = text.index(word, at)
        at = first + len(word)
        yield first, at


def _is_number_like(word: str) -> bool:
    """Whether it may be a part of a number or a code: digits, letters, and the words that they are said with."""
    plain = word.lower().strip(".,;:!?-\"'")
    return len(plain) == 1 or any(char.isdigit() for char in plain) or plain in _OF_CODES
