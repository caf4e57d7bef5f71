"""Letters of a code that the recogniser took for words, and was sure of: "… one, Zulu, fox start" for foxtrot.

What is misheard with confidence cannot be told by doubt. So beside a code that was found a word is taken for a letter
when it sounds like one of the spelling alphabet, and in a short answer to a question for a code so is a word or two
that no sentence is made of.
"""

from collections.abc import Iterator, Mapping, Sequence

from calls.finding import Finding, Kind
from calls.transcript import Word
from redact.hidden_words import Hidden, Said, covered_in, found_at
from redact.name_words import NOT_NAMES
from redact.number_words import NUMERALS, SPELLING_ALPHABET
from redact.spelling_sounds import spelling_words_at
from redact.utterances import PAUSE_MS, Utterance, low, spoken_ms
from redact.word_set import word_set
from redact.word_timeline import end_of, start_of

_CODES = frozenset({Kind.DEVICE_SERIAL, Kind.ID_DOCUMENT, Kind.IBAN, Kind.CUSTOMER_ID, Kind.CREDENTIAL})
"""Kinds whose values have letters."""
_FEWEST_CHARS = 2
"""So many letters or digits beside which a word may be a letter."""
_MOST_LETTER_WORDS = 6
_MOST_PAUSE_MS = 2 * PAUSE_MS
_MOST_REST_WORDS, _MOST_REST_MS = 3, 1_500
_FEWEST_ITEMS, _SPELLED_SHARE = 4, 0.75
_MOST_SPELLED_WORDS, _MOST_SPELLED_MS = 40, 20_000
_LETTERS_AS_WORDS = word_set("you are see be oh why to too for in ex")


def misheard_letters(said: Said, hidden: Hidden) -> Iterator[Finding]:
    """Words beside a code, on both sides of it, that sound like letters."""
    for utterances in said:
        if utterances and any(one.kind in _CODES for one in hidden.get(utterances[0].index, {}).values()):
            whole = utterances[0].turn
            yield from _beside(Utterance(utterances[0].index, whole, 0, len(whole.words)), hidden)


def _beside(turn: Utterance, hidden: Hidden) -> Iterator[Finding]:
    covered = covered_in(turn, hidden)
    codes = {k: one for k, one in covered.items() if one.kind in _CODES}
    lows = [low(word) for word in turn.words]
    for edge, one in codes.items():
        if sum(_chars(turn.words[k]) for k, other in codes.items() if other is one) < _FEWEST_CHARS:
            continue
        for step in (-1, 1):
            reach = _reach(turn.words, lows, edge, step, covered)
            if reach != edge:
                first, end = min(edge, reach), max(edge, reach) + 1
                yield found_at(turn, one.kind, first, end, "sounds like letters of a code")


def _reach(words: Sequence[Word], lows: Sequence[str], edge: int, step: int, covered: Mapping[int, Finding]) -> int:
    """How far from a code's word on the words beside it sound like letters."""
    reach = edge
    while abs(reach - edge) < _MOST_LETTER_WORDS and (n_words := spelling_words_at(lows, reach + step, step)):
        taken = range(reach + step, reach + step * (n_words + 1), step)
        if any(k in covered or _is_apart(words, k, step) for k in taken):
            break
        reach += step * n_words
    return reach


def _is_apart(words: Sequence[Word], k: int, step: int) -> bool:
    one, two = sorted((k, k - step))
    return start_of(words[two]) - end_of(words[one]) > _MOST_PAUSE_MS


def is_rest_of_code(utterance: Utterance, first: int, end: int, covered: Mapping[int, Finding]) -> bool:
    """Whether what is left of an answer [first, end) that holds a code can be nothing but more of it: few words behind
    its beginning, and none that sentences are made of."""
    words = utterance.turn.words
    inside = [k for k in covered if first <= k < end and covered[k].kind in _CODES]
    rest = [words[k] for k in range(first, end) if k not in covered]
    is_little = len(rest) <= _MOST_REST_WORDS and sum(spoken_ms([word]) for word in rest) <= _MOST_REST_MS
    if not is_little or sum(_chars(words[k]) for k in inside) < _FEWEST_CHARS:
        return False
    if any(k not in covered for k in range(first, inside[0])):
        return False  # "Passport, 09 …": what leads in is no letter, unless it sounds like one
    lows = {low(word) for word in rest}
    return not lows & (NOT_NAMES - _LETTERS_AS_WORDS) and bool(lows - NOT_NAMES)


def is_spelled_out(utterance: Utterance, first: int, end: int, asked: Kind) -> bool:
    """Whether the words [first, end) that answer a question for this kind are a code, letter by letter and digit by
    digit, however they were written; whatever a part of it was taken for ("Charlie Mike")."""
    words = utterance.turn.words[first:end]
    if asked not in _CODES or len(words) > _MOST_SPELLED_WORDS or spoken_ms(words) > _MOST_SPELLED_MS:
        return False
    lows = [low(word) for word in words]
    items = letters = k = n_words = 0
    while k < len(words):
        n_words = spelling_words_at(lows, k) or int(_chars(words[k]) > 0 or lows[k] in _LETTERS_AS_WORDS)
        items += n_words
        letters += n_words if lows[k] not in NUMERALS | _LETTERS_AS_WORDS else 0
        k += n_words or 1
    ends = n_words > 0  # "… are you ready?" does not
    return ends and letters >= _FEWEST_CHARS and items >= max(_FEWEST_ITEMS, _SPELLED_SHARE * len(words))


def _chars(word: Word) -> int:
    """Letters and digits of a code in a word: "F", "Foxtrot" and "nine" are one."""
    said = low(word)
    if said in SPELLING_ALPHABET or said in NUMERALS:
        return 1
    is_mixed = any(char.isdigit() for char in said) or word.text.isupper()
    return sum(char.isalnum() for char in said) if is_mixed else 0
