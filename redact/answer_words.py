"""The words of an utterance that answer what was asked."""

from redact.confidence_levels import level
from redact.misheard_wordings import COURTESIES, GOES_ON, OPENERS
from redact.utterances import Utterance, confidence_of, low

SURE = level("answer_words", "sure")
"""Words of this confidence (geometric mean) are taken for what they say."""
_CLAUSE_WORDS = 20


def answer_in(utterance: Utterance, *, is_spelled: bool = False) -> tuple[int, int]:
    """The words that answer: without "sure, it's" before and "thanks" behind, and up to a clause that goes on."""
    words = utterance.turn.words
    first, end = utterance.first, utterance.end
    if not is_spelled:
        while first < end and low(words[first]) in OPENERS:
            first += 1
    elif all(low(word) in OPENERS for word in utterance.words):
        return end, end
    for k in range(first + 1, end - 1):
        if low(words[k]) in GOES_ON and confidence_of(words[k : min(end, k + _CLAUSE_WORDS)]) >= SURE:
            end = k
            break
    while end > first and low(words[end - 1]) in COURTESIES:
        end -= 1
    return first, end
