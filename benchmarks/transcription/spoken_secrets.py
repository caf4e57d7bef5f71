"""How the model writes spoken secrets: `make bench-secrets` writes docs/spoken_secrets.md anew.

Card numbers are the yardstick: is every digit of them written, in order? Each setting of the model is measured on the
same sound, together with what it must not do: leave digits where the rules of the redaction do not find them, hear
ordinary speech worse, or let a word of its prompt into a transcript of silence.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import soundfile

from audio_fixtures.telephone import RATE_HZ
from benchmarks.redaction.verbalise import DIGITS
from benchmarks.transcription.heard_by import base_weights
from benchmarks.transcription.long_call import LongCall, long_call
from benchmarks.transcription.measure import SubjectFailed
from benchmarks.transcription.spoken_numbers import (
    SECRETS,
    VOICES,
    SpokenCard,
    cards_heard,
    check_voices,
    secret_heard,
    spoken_cards,
)
from benchmarks.transcription.word_errors import WordErrors, word_errors
from benchmarks.transcription.wordless import WORDLESS, wordless_sound
from calls.call import Channel
from calls.transcript import Turn
from redact.find_secrets import find_secrets, rule_detectors
from transcribe.chunk import Chunk, cut_chunks
from transcribe.faster_whisper_engine import AS_HEARD, FasterWhisperEngine, Wording
from transcribe.hallucination import why_not_heard
from transcribe.resample import to_model_rate
from transcribe.speech_engine import Heard
from transcribe.voice_activity import VoiceActivity

PAGE = Path(__file__).parent.parent.parent / "docs" / "spoken_secrets.md"
SPEECH_MINUTES = 4
_WORDLESS_S = 29
_ONE_BY_ONE = "Numbers are read out digit by digit: 1 2 3 4 5 6 7 8 9 0."
_IN_FOURS = "The card number is 1234 5678 9012 3456."
_HOTWORDS = "card number, CVV, IBAN, sort code, routing number, social security number"
BETTER_BY = 0.05
"""So much larger a share of numbers must be written whole before a setting is worth the change."""


@dataclass(frozen=True, slots=True)
class Setting:
    name: str
    beam_size: int = 5
    wording: Wording = AS_HEARD

    def engine(self) -> FasterWhisperEngine:
        return FasterWhisperEngine(base_weights(), beam_size=self.beam_size, wording=self.wording)


SETTINGS = (
    Setting("beam 5 (the default)"),
    Setting("beam 1", 1),
    Setting("beam 10", 10),
    Setting("temperature 0.4", 1, Wording(temperature=0.4)),
    Setting("prompt: digits one by one", wording=Wording(prompt=_ONE_BY_ONE)),
    Setting("prompt: a number in fours", wording=Wording(prompt=_IN_FOURS)),
    Setting("hotwords", wording=Wording(hotwords=_HOTWORDS)),
    Setting("one digit a piece", wording=Wording(digits_one_by_one=True)),
    Setting("one digit a piece, prompt", wording=Wording(prompt=_ONE_BY_ONE, digits_one_by_one=True)),
)
DEFAULT = SETTINGS[0]


@dataclass(frozen=True, slots=True)
class Measured:
    """What one setting did. `written`: the numbers whose every digit stands in the text, in order."""

    cards: Sequence[SpokenCard]
    written: frozenset[SpokenCard]
    n_digits: int
    n_digits_left: int
    """Digits that no finding of the rules covers."""
    speech: WordErrors
    wordless_words: int
    """Words over sound in which nobody speaks, straight from the model."""
    wordless_believed: int
    """Those that the guards of the transcription let pass."""
    leaked: int
    """Those that stand in the prompt or the hotwords."""

    @property
    def share(self) -> float:
        return len(self.written) / len(self.cards)


def main() -> int:
    try:
        check_voices()
    except SubjectFailed as error:
        print(f"{error.message}: {error.hint}", file=sys.stderr)
        return 1
    speech = long_call(SPEECH_MINUTES)
    results = {}
    for setting in SETTINGS:
        results[setting] = measured = measure_setting(setting, speech)
        print(_row(setting, measured), flush=True)
    PAGE.write_text(page(results, list(_list_of_secrets()), DEFAULT.engine().model), "utf-8")
    return 0


def measure_setting(setting: Setting, speech: LongCall) -> Measured:
    engine = setting.engine()
    cards = [card for voice in VOICES for card in spoken_cards(voice)]
    texts = {voice: _texts(engine, cards_heard(voice)) for voice in VOICES}
    written = frozenset(card for card in cards if is_written(card.value, " ".join(texts[card.voice])))
    n_digits, n_left = map(sum, zip(*(digits_left(text) for heard in texts.values() for text in heard), strict=True))
    over_nothing = list(_wordless(engine))
    words = [word for heard in over_nothing for word in _words(heard.text)]
    bent_by = {*_words(setting.wording.prompt), *_words(setting.wording.hotwords)}
    return Measured(
        cards,
        written,
        n_digits,
        n_left,
        _speech_errors(engine, speech),
        len(words),
        sum(len(_words(heard.text)) for heard in over_nothing if why_not_heard(heard) is None),
        sum(word in bent_by for word in words),
    )


def is_written(value: str, text: str) -> bool:
    """Whether every digit of `value` stands in `text`, in order and with none between, however they are grouped."""
    return value in digits_of(text)


def digits_of(text: str) -> str:
    """Its digits and digit words, without what parts them."""
    return "".join(_DIGIT_OF.get(piece, piece) for piece in re.findall(r"\d|[a-z]+", text.lower()) if _is_digit(piece))


def digits_left(text: str) -> tuple[int, int]:
    """How many digits a caller's turn holds, and how many of them the rules of the redaction would leave."""
    turns = [Turn.of_text(Channel.AGENT, "What is your card number?"), Turn.of_text(Channel.CALLER, text)]
    places = {at for at, char in enumerate(turns[1].text) if char.isdigit()}
    hidden = {
        at
        for finding in find_secrets(turns, rule_detectors())
        if finding.turn == 1
        for at in range(finding.start, finding.end)
    }
    return len(places), len(places - hidden)


_DIGIT_OF = {word: str(digit) for digit, word in enumerate(DIGITS)} | {"oh": "0"}


def _is_digit(piece: str) -> bool:
    return piece.isdigit() or piece in _DIGIT_OF


def _texts(engine: FasterWhisperEngine, chunks: Iterable[Chunk]) -> list[str]:
    heard = engine.hear([chunk.samples for chunk in chunks], language="en", with_times=False)
    return [one.text for one in heard if why_not_heard(one) is None]


def _speech_errors(engine: FasterWhisperEngine, call: LongCall) -> WordErrors:
    total = WordErrors()
    for party, file in call.mono.items():
        samples, _ = soundfile.read(file, dtype="int16")
        chunks = cut_chunks(samples, RATE_HZ, VoiceActivity().speech(samples, RATE_HZ))
        total += word_errors(call.texts[party], " ".join(_texts(engine, chunks)), digits_apart=True)
    return total


def _wordless(engine: FasterWhisperEngine) -> Iterator[Heard]:
    """Straight to the model; voice activity would keep it from every one of these."""
    for name in WORDLESS:
        sound = to_model_rate(wordless_sound(name, _WORDLESS_S), RATE_HZ)
        yield from engine.hear([sound], language="en", with_times=False)


def _list_of_secrets() -> Iterator[tuple[str, ...]]:
    engine = DEFAULT.engine()
    for kind, sentence in SECRETS:
        yield kind, sentence, *(" ".join(_texts(engine, secret_heard(voice, sentence))) for voice in ("joe", "slt"))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def better_settings(results: dict[Setting, Measured]) -> list[Setting]:
    """Those that find more and cost nothing: more numbers written whole, no more digits left, no word heard worse, and
    no word of a prompt over silence."""
    today = results[DEFAULT]
    return [
        setting
        for setting, measured in results.items()
        if measured.share >= today.share + BETTER_BY
        and measured.n_digits_left <= today.n_digits_left
        and measured.speech.rate <= today.speech.rate
        and measured.leaked == 0
    ]


def page(results: dict[Setting, Measured], secrets: Sequence[Sequence[str]], model: str) -> str:
    """The page as Markdown. `model`: which wrote it, and how exactly it computes, as its engine tells."""
    today = results[DEFAULT]
    better = ", ".join(setting.name for setting in better_settings(results))
    verdict = f"Better than today's default: {better}." if better else "No setting meets that, so the default stays."
    return "\n".join(
        [
            "# How the model writes spoken secrets",
            "",
            "Generated by `make bench-secrets` (`benchmarks/transcription/spoken_secrets.py`).",
            f"Model: {model}; 8 kHz mu-law; voices {', '.join(VOICES)}.",
            "",
            "## Card numbers, by setting",
            "",
            f"{len(today.cards)} spoken card numbers of 15 or 16 digits. *Written whole*: every digit stands in the",
            "text, in order, however they are grouped. *Left*: digits that the rules of the redaction alone would",
            "leave readable; what they hide is more than what is written right. *WER*: ordinary speech, digits apart,",
            f"on {SPEECH_MINUTES} minutes of stereo. *Over nothing*: words that the model writes over {_WORDLESS_S} s",
            f"each of {', '.join(WORDLESS)}, without the voice activity that keeps it from them / those that the",
            "transcription's guards let pass / those of the prompt or the hotwords.",
            "",
            "| Setting | Written whole | Left | WER | Over nothing |",
            "|---|---|---|---|---|",
            *(_row(setting, measured) for setting, measured in results.items()),
            "",
            f"A setting becomes the default when it writes at least {BETTER_BY:.0%} more of the numbers whole, leaves",
            "no more digits, hears ordinary speech no worse, and leaks no word of its prompt.",
            verdict,
            "",
            "## Card numbers, by voice and by how they are said (the default)",
            "",
            "| | Written whole |",
            "|---|---|",
            *_shares(today),
            "",
            "## One of each kind (the default)",
            "",
            "| Kind | Said | joe | slt |",
            "|---|---|---|---|",
            *(f"| {' | '.join(cell.replace('|', ' ') for cell in row)} |" for row in secrets),
            "",
        ]
    )


def _row(setting: Setting, measured: Measured) -> str:
    return (
        f"| {setting.name} | {len(measured.written)} of {len(measured.cards)} | "
        f"{measured.n_digits_left} of {measured.n_digits} | {measured.speech.rate:.2%} | "
        f"{measured.wordless_words} / {measured.wordless_believed} / {measured.leaked} |"
    )


def _shares(measured: Measured) -> Iterator[str]:
    for subject in ("voice", "way"):
        said = Counter(getattr(card, subject) for card in measured.cards)
        written = Counter(getattr(card, subject) for card in measured.written)
        yield from (f"| {name} | {written[name]} of {n} |" for name, n in said.items())


if __name__ == "__main__":
    sys.exit(main())
