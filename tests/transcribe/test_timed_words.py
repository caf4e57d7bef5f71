"""Words of a chunk that cannot be aligned as a whole are placed span by span, or left to be heard again; digits last to
their ends."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from calls.transcript import TimeSource, Word
from redact.mask_audio import PADDING_MS
from transcribe.chunk import Chunk, Placed
from transcribe.resample import Samples16k
from transcribe.speech_engine import Heard, HeardWord
from transcribe.timed_words import align_by_span, align_words, with_whole_digits
from transcribe.voice_activity import SpeechSpan
from transcribe.word_timing import Piece, WordAligner

FIRST, SECOND = SpeechSpan(5_000, 7_000), SpeechSpan(60_000, 62_000)
CHUNK = Chunk((Placed(0, FIRST), Placed(3_000, SECOND)), np.zeros(16 * 5_000, np.float32))


class Places(WordAligner):
    """Puts every word 100 ms after the one before; fails where a word is "unsayable"."""

    def align(self, words: Sequence[str], samples: Samples16k) -> list[Piece] | None:
        assert len(samples) == 16 * 2_000
        if "unsayable" in words:
            return None
        return [Piece(number, 0, 100 * number, 100 * number + 100) for number in range(len(words))]


class Answers(WordAligner):
    """Has one answer to everything."""

    def __init__(self, pieces: list[Piece]) -> None:
        super().__init__()
        self._pieces = pieces

    def align(self, _words: Sequence[str], _samples: Samples16k) -> list[Piece]:
        return self._pieces


def heard(*words: tuple[str, int, int], attention: bool = True) -> Heard:
    return Heard(tuple(HeardWord(*word, 0.9) for word in words), {"en": 1.0}, "en", 0.1, -0.3, attention)


def test_each_span_gets_the_words_that_attention_puts_there() -> None:
    words, doubtful = align_by_span(heard(("yes", 50, 200), ("please", 3_000, 3_300)), CHUNK, Places())
    assert [(word.text, word.start_ms, word.end_ms) for word in words] == [
        ("yes", 5_000, 5_100),
        ("please", 60_000, 60_100),
    ]
    assert doubtful == []


def test_words_of_a_language_without_an_aligner_are_hidden_with_as_much_room_as_unaligned_ones() -> None:
    english = heard(("no", 50, 200), ("cuatro", 300, 600))
    spanish = replace(english, languages={"es": 1.0}, spoken_as="es")
    part = CHUNK.part(0, 0)
    sources = [{word.time_source for word in align_words(one, part, Places()) or []} for one in (english, spanish)]
    assert sources == [{TimeSource.ALIGNED}, {TimeSource.ATTENTION}]
    assert PADDING_MS[TimeSource.ATTENTION] > PADDING_MS[TimeSource.ALIGNED]


def test_a_word_stretched_over_the_pause_belongs_to_the_span_that_holds_most_of_it() -> None:
    words, doubtful = align_by_span(heard(("please", 1_900, 3_300)), CHUNK, Places())
    assert [word.start_ms for word in words] == [60_000]
    assert doubtful == []


def test_only_the_span_whose_words_do_not_fit_is_heard_again() -> None:
    words, doubtful = align_by_span(heard(("unsayable", 50, 200), ("please", 3_000, 3_300)), CHUNK, Places())
    assert [word.text for word in words] == ["please"]
    assert doubtful == [FIRST]


def test_a_span_with_a_number_in_it_is_heard_again() -> None:
    for number in ("411-22", "Seven,"):
        words, doubtful = align_by_span(heard((number, 50, 200), ("please", 3_000, 3_300)), CHUNK, Places())
        assert [word.text for word in words] == ["please"]
        assert doubtful == [FIRST]


def test_a_span_whose_alignment_contradicts_the_attention_is_heard_again() -> None:
    words, doubtful = align_by_span(heard(("yes", 900, 1_200), ("please", 3_000, 3_300)), CHUNK, Places())
    assert [word.text for word in words] == ["please"]
    assert doubtful == [FIRST]


def test_a_digit_that_nobody_wrote_hides_no_contradiction() -> None:
    written, extra = Piece(0, 0, 4_000, 4_900), Piece(0, 0, 300, 600, is_extra=True)
    number = heard(("4111", 100, 700))
    assert align_words(number, CHUNK, Answers([extra, written])) is None
    assert align_words(number, CHUNK, Answers([replace(extra, is_extra=False), written])) is not None


def test_a_word_well_inside_all_spans_leaves_all_in_doubt() -> None:
    words, doubtful = align_by_span(heard(("well", 1_700, 3_300)), CHUNK, Places())
    assert words == []
    assert doubtful == [FIRST, SECOND]


class PlacesTogether(WordAligner):
    """Knows where each word lies; counts the milliseconds of sound that it was given."""

    def __init__(self, **places_ms: int) -> None:
        super().__init__()
        self._places_ms = places_ms
        self.given_ms: list[int] = []

    def align(self, words: Sequence[str], samples: Samples16k) -> list[Piece] | None:
        self.given_ms.append(len(samples) // 16)
        return [Piece(at, 0, self._places_ms[word], self._places_ms[word] + 200) for at, word in enumerate(words)]


THIRD = SpeechSpan(70_000, 71_000)
LONGER = Chunk((*CHUNK.placed, Placed(6_000, THIRD)), np.zeros(16 * 7_000, np.float32))


def test_spans_that_share_a_word_are_placed_together() -> None:
    aligner = PlacesTogether(well=1_700, then=3_500, thanks=300)
    said = heard(("well", 1_700, 3_300), ("then", 3_500, 3_700), ("thanks", 6_300, 6_500))
    words, doubtful = align_by_span(said, LONGER, aligner)
    assert aligner.given_ms == [5_000, 1_000]
    assert [(word.text, word.start_ms) for word in words] == [("well", 6_700), ("then", 60_500), ("thanks", 70_300)]
    assert doubtful == []


def test_spans_that_share_a_word_are_doubted_together() -> None:
    aligner = PlacesTogether(well=1_700, then=4_500, thanks=300)
    said = heard(("well", 1_700, 3_300), ("then", 3_500, 3_700), ("thanks", 6_300, 6_500))
    words, doubtful = align_by_span(said, LONGER, aligner)
    assert [word.text for word in words] == ["thanks"]
    assert doubtful == [FIRST, SECOND]


def test_without_attention_every_span_is_heard_again() -> None:
    assert align_by_span(heard(("yes", 50, 200), attention=False), CHUNK, Places()) == ([], [FIRST, SECOND])


class PlacesAt(WordAligner):
    """Puts the first word's pieces where it is told."""

    def __init__(self, *pieces: Piece) -> None:
        super().__init__()
        self._pieces = list(pieces)

    def align(self, *_: Any, **__: Any) -> list[Piece] | None:
        return self._pieces


def test_a_digit_left_out_in_writing_belongs_to_what_follows_its_pause() -> None:
    pieces = Piece(0, 0, 0, 200), Piece(0, 1, 200, 400), Piece(0, 1, 3_000, 3_200), Piece(0, 3, 3_200, 3_400)
    words = align_words(heard(("99-2", 0, 3_400)), CHUNK, PlacesAt(*pieces))
    assert words is not None
    assert [(word.text, word.start_ms, word.end_ms) for word in words] == [
        ("99", 5_000, 5_400),
        ("2", 60_000, 60_400),
    ]


def test_a_digit_left_out_at_the_end_parts_nothing() -> None:
    pieces = Piece(0, 0, 0, 200), Piece(0, 1, 200, 400), Piece(0, 1, 3_000, 3_200)
    words = align_words(heard(("99", 0, 3_400)), CHUNK, PlacesAt(*pieces))
    assert words is not None
    assert [(word.text, word.start_ms, word.end_ms) for word in words] == [("99", 5_000, 60_200)]


def ends(*words: tuple[str, int, int], source: TimeSource = TimeSource.ALIGNED) -> list[int | None]:
    return [word.end_ms for word in with_whole_digits([Word(*word, 0.9, source) for word in words])]


def test_a_digit_lasts_over_a_short_silence_until_the_next_one() -> None:
    assert ends(("9", 0, 200), ("nine,", 400, 600)) == [400, 600]


def test_a_pause_between_digits_stays_a_pause() -> None:
    assert ends(("9", 0, 200), ("9", 600, 800)) == [200, 800]


def test_a_word_beside_a_number_keeps_its_own_end() -> None:
    assert ends(("is", 0, 200), ("9", 400, 600), ("please", 800, 1000)) == [200, 600, 1000]


def test_the_hiss_of_a_six_goes_on_into_silence_but_never_into_the_next_word() -> None:
    assert ends(("Six.", 0, 200)) == [300]
    assert ends(("1236", 0, 200), ("please", 250, 400)) == [250, 400]
    assert ends(("6", 0, 200), ("please", 150, 400)) == [200, 400]
    assert ends(("6-2", 0, 200), ("please", 900, 1000)) == [200, 1000]


def test_times_that_no_alignment_gave_stay_as_they_are() -> None:
    assert ends(("6", 0, 200), ("9", 400, 600), source=TimeSource.ATTENTION) == [200, 600]
