"""What is left around secrets that were found, and sentences of which nothing was understood: words that the recogniser
doubts belong to what it did not understand."""

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import chain, pairwise

from calls.finding import Finding, Kind
from calls.transcript import Turn, Word
from redact.answer_words import SURE, answer_in
from redact.confidence_levels import level
from redact.hidden_words import Hidden, Said, covered_in, found_at
from redact.misheard_wordings import FAREWELLS, FORMULAS, GREETING_FORMULAS, LEAD_INS, OPENERS
from redact.objection_model.context import is_plausible
from redact.utterances import Utterance, confidence_of, low, spoken_ms, stands_at
from redact.word_set import word_set

_MOSTLY = 0.6
_MOST_LEFT_WORDS, _MOST_LEFT_MS = 4, 1_500
_MOST_BESIDE = 2
_MOST_DOUBTED_AROUND = 3
_SIGNS_OF_MAILBOXES = word_set("dash hyphen underscore dot")
_MOST_OF_A_MAILBOX = 7
"""Words behind what is hidden of it."""
_DOUBTED = level("misheard_sentences", "doubted")
_DOUBTED_ALONE = level("misheard_sentences", "doubted_alone")
"""Words beside a secret that are doubted so far, together and the outermost of them, belong to it."""
_FEWEST_LOST_WORDS, _LOST = 4, level("misheard_sentences", "lost")


def doubted_words_around(said: Said, hidden: Hidden) -> Iterator[Finding]:
    for utterance in chain.from_iterable(said):
        yield from _left_over(utterance, hidden)
        yield from _beside(utterance, hidden)


def _left_over(utterance: Utterance, hidden: Hidden) -> Iterator[Finding]:
    """A few doubted words at the ends of an utterance that is secret for the most part, and between two secrets."""
    covered = covered_in(utterance, hidden)
    first, end = answer_in(utterance)
    if not covered or first == end:
        return
    words = utterance.turn.words
    left = [words[k] for k in range(first, end) if k not in covered]
    hidden_ms = sum(spoken_ms([words[k]]) for k in covered if first <= k < end)
    if hidden_ms >= _MOSTLY * sum(spoken_ms([word]) for word in words[first:end]) and _is_little(left):
        kind = max(covered.values(), key=lambda one: one.end - one.start).kind
        yield found_at(utterance, kind, first, end, "what is left of an utterance that is mostly secret")
    places = sorted(covered)
    for one, two in pairwise(places):
        if two - one > 1 and _is_little(words[one + 1 : two]):
            yield found_at(utterance, covered[two].kind, one + 1, two, "doubted words between two secrets")


def _is_little(words: Sequence[Word]) -> bool:
    if not 0 < len(words) <= _MOST_LEFT_WORDS:
        return False
    return sum(spoken_ms([word]) for word in words) <= _MOST_LEFT_MS and confidence_of(words) < SURE


def _beside(utterance: Utterance, hidden: Hidden) -> Iterator[Finding]:
    """A doubted word or two behind a name, a few before any secret; a house number and doubted words before an
    address."""
    covered = covered_in(utterance, hidden)
    words = utterance.turn.words
    for first, end in _stretches(covered):
        last = end - 1
        until = end
        while covered[last].kind is Kind.PERSON and until < utterance.end and until - last <= _MOST_BESIDE:
            if words[until].confidence >= SURE or stands_at(words, until, (*FORMULAS, *FAREWELLS)):
                break
            until += 1
        if until > end:
            yield found_at(utterance, Kind.PERSON, last, until, "doubted words behind a name")
        begins, until = _doubted_around(utterance, first, end)
        if (tail := _end_of_mailbox(utterance, end, until)) > until:
            yield found_at(utterance, Kind.EMAIL, until - 1, tail, "the end of a mailbox that was not understood")
        if begins < first or until > end:
            yield found_at(utterance, covered[first].kind, begins, until, "doubted words around a secret")
        near = range(first - 1, max(utterance.first, first - 1 - _MOST_BESIDE) - 1, -1)
        number = next((at for at in near if words[at].text.strip(",.").isdigit()), None)
        is_place = any(covered[k].kind is Kind.ADDRESS for k in range(first, end))
        if is_place and number is not None and confidence_of(words[number + 1 : first]) < SURE:
            yield found_at(
                utterance, Kind.ADDRESS, number, first + 1, "a house number and doubted words before an address"
            )


def _end_of_mailbox(utterance: Utterance, end: int, until: int) -> int:
    """Where a mailbox ends of which the beginning is hidden before word `end`, and perhaps more of it to `until`: a
    sign of one follows at once, and the few words to the end of the utterance are doubted ("… dash plumbing got
    met")."""
    words = utterance.turn.words
    has_sign = any(low(word) in _SIGNS_OF_MAILBOXES for word in words[end : until + _MOST_BESIDE])
    rest = words[until : utterance.end]
    return utterance.end if has_sign and len(rest) <= _MOST_OF_A_MAILBOX and confidence_of(rest) < SURE else until


def _stretches(covered: Mapping[int, Finding]) -> Iterator[tuple[int, int]]:
    """Words [first, end) that are hidden one after the other."""
    for k in covered:
        if k - 1 not in covered:
            end = k + 1
            while end in covered:
                end += 1
            yield k, end


def _doubted_around(utterance: Utterance, first: int, end: int) -> tuple[int, int]:
    """The hidden words [first, end) with the doubted ones on both sides: more of them where what is hidden was not
    understood either."""
    words = utterance.turn.words
    below = _DOUBTED if confidence_of(words[first:end]) >= SURE else _DOUBTED_ALONE
    begins, until = first, end
    for k in range(first - 1, max(utterance.first, first - _MOST_DOUBTED_AROUND) - 1, -1):
        is_lead_in = low(words[k]) in OPENERS or low(words[k]) in LEAD_INS
        if not is_lead_in and words[k].confidence < _DOUBTED_ALONE and confidence_of(words[k:first]) < below:
            begins = k
    for k in range(end, min(utterance.end, end + _MOST_DOUBTED_AROUND)):
        if stands_at(words, k, (*FORMULAS, *FAREWELLS)):
            break
        if words[k].confidence < _DOUBTED_ALONE and confidence_of(words[end : k + 1]) < below:
            until = k + 1
    return begins, until


def lost_sentences(
    turns: Sequence[Turn], said: Said, hidden: Hidden, placed: Set[tuple[int, int]]
) -> Iterator[Finding]:
    """A sentence of which next to nothing was understood, and in which nothing is hidden: a name in it was written as
    something else. `placed`: turns and first characters of what other rules hide.

    One that may be an objection stays as it is: the second look reads it, and lets a person decide.
    """
    for utterance in chain.from_iterable(said):
        words = utterance.words
        if len(words) < _FEWEST_LOST_WORDS or confidence_of(words) >= _LOST or covered_in(utterance, hidden):
            continue
        spans = utterance.turn.word_spans()
        if placed & {(utterance.index, spans[k][0]) for k in range(utterance.first, utterance.end)}:
            continue
        before = turns[utterance.index - 1].text if utterance.index else ""
        is_usual = any(stands_at(words, k, GREETING_FORMULAS) for k in range(len(words)))
        if not is_usual and not is_plausible(before, " ".join(word.text for word in words)):
            yield found_at(utterance, Kind.PERSON, utterance.first, utterance.end, "a sentence not understood")
