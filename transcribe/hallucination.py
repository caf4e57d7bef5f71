"""Words that nobody said: what Whisper writes over music, tones and noise.

Rules as a table; any that holds drops the chunk: its speech is heard again span by span, and what is dropped once more
is unwritten, so the redaction silences it. Music has no rule of its own: voice activity takes none of it for speech but
singing, and what Whisper writes over that runs in circles.
Figures are whisper's own (`transcribe.py`: no speech 0.6 with mean log probability −1.0, compression ratio 2.4).
Digits, yes and no are spared by the repetition rules: "1111 1111" is a card number, "no, no, no, no" an answer.
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
_ANSWERS = frozenset(
    {"yes", "yeah", "yep", "yup", "no", "nope", "nah", "not", "okay", "ok", "hello", "stop", "please", "don't"}
)
"""What people say again and again: answers, whether anybody is there, and that it shall end. Whisper makes none of them
out of nothing."""
_MADE_OF_NOTHING = {
    "you": 3,
    "thank you": 4,
    "thanks": 4,
    "thank you very much": 3,
    "thank you so much": 3,
    "thanks for watching": 1,
    "thank you for watching": 1,
}
"""What Whisper writes over noise, hum and music, and from how many times on in a row, and nothing else, nobody has said
it. Once or twice, people say most of it."""


def _sounds_like_no_speech(heard: Heard) -> bool:
    return heard.no_speech > _NO_SPEECH and heard.mean_logprob < _UNSURE


def _is_hopeless(heard: Heard) -> bool:
    return heard.mean_logprob < _HOPELESS


def _is_no_word(heard: Heard) -> bool:
    return not re.search(r"\w", heard.text)


def _words(heard: Heard) -> list[str]:
    """In small letters, without punctuation."""
    return re.findall(r"\w+(?:['’]\w+)*", heard.text.lower())


def _words_but_answers(heard: Heard) -> list[str]:
    """Neither numbers nor answers."""
    kept = NUMBER_WORDS | _ANSWERS
    return [word for word in _words(heard) if word.replace("’", "'") not in kept and not re.search(r"\d", word)]


def _compresses_too_well(heard: Heard) -> bool:
    text = " ".join(_words_but_answers(heard)).encode()
    return len(text) > 40 and len(text) / len(zlib.compress(text)) > _COMPRESSES_BY


def _runs_in_circles(heard: Heard) -> bool:
    """The same three words again and again, numbers and answers left out."""
    words = _words_but_answers(heard)
    triples = Counter(zip(words, words[1:], words[2:], strict=False))
    return bool(triples) and triples.most_common(1)[0][1] >= _REPEATS


def _is_made_of_nothing(heard: Heard) -> bool:
    """One phrase of the table and nothing else, as many times as it says."""
    words = _words(heard)
    for phrase, fewest in _MADE_OF_NOTHING.items():
        said = phrase.split()
        times, rest = divmod(len(words), len(said))
        if times >= fewest and not rest and words == said * times:
            return True
    return False


RULES: dict[str, Callable[[Heard], bool]] = {
    "no_word": _is_no_word,
    "no_speech": _sounds_like_no_speech,
    "hopeless": _is_hopeless,
    "compression": _compresses_too_well,
    "circles": _runs_in_circles,
    "made_of_nothing": _is_made_of_nothing,
}


def why_not_heard(heard: Heard) -> str | None:
    """The first rule by which these words are no speech, or None when they are to be believed."""
    return next((name for name, holds in RULES.items() if holds(heard)), None)
