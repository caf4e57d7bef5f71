"""Words that nobody said: what Whisper writes over music, tones and noise.

Rules as a table; any that holds drops the chunk.
Figures are whisper's own (`transcribe.py`: no speech 0.6 with mean log probability −1.0, compression ratio 2.4).
Digits are spared by the repetition rules: "1111 1111" is a card number, not a loop.
"""

import re
import zlib
from collections import Counter
from collections.abc import Callable

from transcribe.speech_engine import Heard
from transcribe.spoken_words import NUMBER_WORDS

_NO_SPEECH = 0.6
_UNSURE = -1.0
_HOPELESS = -1.5
_COMPRESSES_BY = 2.4
_REPEATS = 6


def _sounds_like_no_speech(heard: Heard) -> bool:
    return heard.no_speech > _NO_SPEECH and heard.mean_logprob < _UNSURE


def _is_hopeless(heard: Heard) -> bool:
    return heard.mean_logprob < _HOPELESS


def _is_no_word(heard: Heard) -> bool:
    return not re.search(r"\w", heard.text)


def _words_but_numbers(heard: Heard) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]+", heard.text.lower()) if word not in NUMBER_WORDS]


def _compresses_too_well(heard: Heard) -> bool:
    text = " ".join(_words_but_numbers(heard)).encode()
    return len(text) > 40 and len(text) / len(zlib.compress(text)) > _COMPRESSES_BY


def _runs_in_circles(heard: Heard) -> bool:
    """The same three words again and again, numbers left out."""
    words = _words_but_numbers(heard)
    triples = Counter(zip(words, words[1:], words[2:], strict=False))
    return bool(triples) and triples.most_common(1)[0][1] >= _REPEATS


RULES: dict[str, Callable[[Heard], bool]] = {
    "no_word": _is_no_word,
    "no_speech": _sounds_like_no_speech,
    "hopeless": _is_hopeless,
    "compression": _compresses_too_well,
    "circles": _runs_in_circles,
}


def why_not_heard(heard: Heard) -> str | None:
    """The first rule by which these words are no speech, or None when they are to be believed."""
    return next((name for name, holds in RULES.items() if holds(heard)), None)
