"""Word errors of Hushtape's transcribe step by voice and telephone line: `make bench-voices` (WORDS=150 a voice).

Every synthetic voice says the same turns, of the calls that `make bench-transcribe` speaks, and each is heard on
every line. Word error rate by openai-whisper's own normaliser, as it comes and with digits apart. The same each time.
"""

import argparse
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate

from audio_fixtures.g711 import Samples
from benchmarks.transcription.bad_lines import Worsen, as_it_is, heard_on_each, louder, with_losses, with_noise_below
from benchmarks.transcription.heard_by import base_weights
from benchmarks.transcription.long_call import _conversations
from benchmarks.transcription.measure import SubjectFailed
from benchmarks.transcription.spoken_numbers import VOICES, check_voices, spoken
from benchmarks.transcription.word_errors import WordErrors, word_errors
from calls.whole_numbers import with_whole_numbers
from transcribe.faster_whisper_engine import FasterWhisperEngine
from transcribe.transcribe_call import CallTranscriber

CONDITIONS: dict[str, Worsen] = {
    "clean": as_it_is,
    "noise, SNR 15 dB": partial(with_noise_below, snr_db=15),
    "3 % lost, gaps": partial(with_losses, share=0.03),
    "3 % lost, concealed": partial(with_losses, share=0.03, concealed=True),
    "20 dB too quiet": partial(louder, gain_db=-20),
    "20 dB too loud": partial(louder, gain_db=20),
}
"""All are 8 kHz mu-law; what is too loud is clipped."""
ALL = "all"
_SEED = 6


@dataclass(frozen=True, slots=True)
class Said:
    """What one voice says, and its sound: int16 [n_samples] at 8 kHz."""

    text: str
    samples: Samples


@dataclass(frozen=True, slots=True)
class Row:
    voice: str
    condition: str
    errors: WordErrors
    errors_digits_apart: WordErrors


def main() -> int:
    wanted = _arguments()
    try:
        check_voices()
    except SubjectFailed as error:
        print(f"{error.message}: {error.hint}", file=sys.stderr)
        return 1
    turns = some_turns(wanted.words)
    said = {voice: Said(" ".join(turns), spoken(voice, turns)) for voice in wanted.voice or VOICES}
    transcriber = CallTranscriber(FasterWhisperEngine(base_weights()))
    print(f"{transcriber.model}\n{'voice':6} {'condition':20} {'words':>6} {'WER':>8} {'digits apart':>20}")
    rows = []
    for row in heard_rows(transcriber, said, CONDITIONS):
        rows.append(row)
        _print_row(row)
    for row in totals(rows):
        _print_row(row)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Word errors by voice and telephone line.")
    parser.add_argument("--words", type=int, default=150, help="of each voice, at least; 150 take about four minutes")
    parser.add_argument("--voice", choices=VOICES, action="append")
    return parser.parse_args()


def some_turns(n_words: int) -> list[str]:
    """Turns drawn from all calls, the same each time, that hold so many words together; all where they hold fewer."""
    turns = [turn.text for call in _conversations() for turn in call]
    random.Random(_SEED).shuffle(turns)
    n_before = accumulate((len(turn.split()) for turn in turns), initial=0)
    return [turn for turn, before in zip(turns, n_before, strict=False) if before < n_words]


def heard_rows(
    transcriber: CallTranscriber, said: Mapping[str, Said], conditions: Mapping[str, Worsen]
) -> Iterator[Row]:
    """One for each voice on each line."""
    sounds = {voice: one.samples for voice, one in said.items()}
    for voice, condition, transcript in heard_on_each(transcriber, sounds, conditions):
        heard = with_whole_numbers(" ".join(turn.text for turn in transcript.turns))
        as_it_comes, apart = (word_errors(said[voice].text, heard, digits_apart=apart) for apart in (False, True))
        yield Row(voice, condition, as_it_comes, apart)


def totals(rows: Sequence[Row]) -> list[Row]:
    """Of each voice over all lines, of each line over all voices, of everything."""
    voices, conditions = (dict.fromkeys(getattr(row, field) for row in rows) for field in ("voice", "condition"))
    return [
        *(_total(voice, ALL, [row for row in rows if row.voice == voice]) for voice in voices),
        *(_total(ALL, condition, [row for row in rows if row.condition == condition]) for condition in conditions),
        _total(ALL, ALL, rows),
    ]


def _total(voice: str, condition: str, rows: Sequence[Row]) -> Row:
    return Row(
        voice,
        condition,
        sum((row.errors for row in rows), start=WordErrors()),
        sum((row.errors_digits_apart for row in rows), start=WordErrors()),
    )


def _print_row(row: Row) -> None:
    plain, apart = row.errors, row.errors_digits_apart
    told = f"{apart.rate:.2%} of {apart.n_words}"
    print(f"{row.voice:6} {row.condition:20} {plain.n_words:6} {plain.rate:8.2%} {told:>20}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
