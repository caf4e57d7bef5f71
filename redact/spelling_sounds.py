"""Words of the spelling alphabet as recognisers mishear them: "fox start" for foxtrot, "why ski" for whiskey.

Two words sound alike when they have as many vowels and the same consonants, written as they are spoken ("x" as "ks",
voiced and voiceless "t" alike, no "r" behind a vowel). A spelling word of one or two consonants has too many neighbours
among the everyday ones (sierra: "sorry", kilo: "color"): their likely manglings are listed. Those of three must agree
sound by sound; in longer ones a sound may be wrong.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from redact.cues import edit_distance
from redact.name_words import NOT_NAMES
from redact.number_words import SPELLING_ALPHABET
from redact.word_set import word_set

_MANGLED = word_set(
    "alfer alphas bravos sharley sharlie charley charly deltas deltour ecko eko ekko echoes goff gulf golfs hotels "
    "indias indi indeo keelo kilos keylo killo leema lema leemer limas mick mic mikes mics auscar oska oscars "
    "pappa poppa popper pappas quebeck kebec quebecs romero romio roamio romeos sarah sara sera serra siera sierras "
    "ciara cierra tangos uniforms victors whiskeys exray xrays yankees yanky sulu zula zulus"
)
_MANGLED_PAIRS = frozenset(
    {("see", "era"), ("sea", "era"), ("key", "low"), ("lee", "ma"), ("row", "me"), ("ask", "her"), ("poor", "pa"),
     ("pop", "a"), ("x", "ray"), ("ex", "ray"), ("axe", "ray"), ("zoo", "lou"), ("in", "dia"), ("al", "far")}
)  # fmt: skip
_FEWEST_SOUNDS = 3
"""Consonants from which on a word is known by them, ..."""
_FEWEST_FOR_AN_EDIT = 4
"""... and from which on one of them may be another, or missing."""
_VOWEL_BEFORE = "@"
_SPOKEN = tuple(
    (re.compile(wording), sound)
    for wording, sound in (
        (r"^x(?=r)", "eks"), (r"tch|ch|sh|sch", "C"), (r"ph|v", "f"), (r"ck|qu?", "k"), (r"x", "ks"),
        (r"[cs](?=[eiy])|z", "s"), (r"c", "k"), (r"wh", "w"), (r"th|d", "t"), (r"^kn", "n"), (r"^wr", "r"),
        (r"(?<=[aeiouy])gh", ""), (r"(.)\1+", r"\1"), (r"(?<=[aeiouy])r(?![aeiouy])", ""), (r"(?<=[aeiouy])w", "u"),
        (r"(?<=[aeiouy])h", ""), (r"(?<=[^aeiouy])h", ""), (r"(?<=[aeiouy])(.)e$", r"\1"), (r"^y(?=[aeiou])", "Y"),
    )
)  # fmt: skip
_VOWELS = re.compile("[aeiouy]+")


def spelling_words_at(lows: Sequence[str], k: int, step: int = 1) -> int:
    """How many words from word `k` on in this direction, one or two of them, are one misheard spelling word; 0 if none
    are. A courtesy or another word that sentences are made of is none alone."""
    if not 0 <= k < len(lows):
        return 0
    other = k + step
    if 0 <= other < len(lows) and _sounds_spelled(*((lows[k], lows[other]) if step > 0 else (lows[other], lows[k]))):
        return 2
    return 1 if _sounds_spelled(lows[k]) else 0


@lru_cache(maxsize=8_192)
def _sounds_spelled(*words: str) -> bool:
    if words in _MANGLED_PAIRS or (len(words) == 1 and words[0] in SPELLING_ALPHABET | _MANGLED):
        return True
    if all(word in NOT_NAMES for word in words) or not all(word.isalpha() and len(word) > 1 for word in words):
        return False
    heard, n_vowels = _sounds_of("".join(words))
    return any(n_vowels == vowels and _is_near(heard, sounds) for sounds, vowels in _alphabet())


def _is_near(heard: str, meant: str) -> bool:
    if heard == meant:
        return True
    return len(meant.strip(_VOWEL_BEFORE)) >= _FEWEST_FOR_AN_EDIT and edit_distance(heard, meant, 1) <= 1


@lru_cache(maxsize=1)
def _alphabet() -> frozenset[tuple[str, int]]:
    spoken = map(_sounds_of, SPELLING_ALPHABET)
    return frozenset(one for one in spoken if len(one[0].strip(_VOWEL_BEFORE)) >= _FEWEST_SOUNDS)


def _sounds_of(word: str) -> tuple[str, int]:
    """Its consonants, with a mark before them where a vowel begins it, and how many vowels it has."""
    for wording, sound in _SPOKEN:
        word = wording.sub(sound, word)
    begins = _VOWEL_BEFORE if _VOWELS.match(word) else ""
    return begins + _VOWELS.sub("", word), len(_VOWELS.findall(word))
