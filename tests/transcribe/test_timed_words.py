"""Words of a chunk that cannot be aligned as a whole are placed span by span, or left to be heard again."""

from collections.abc import Sequence

import numpy as np

from transcribe.chunk import Chunk, Placed
from transcribe.resample import Samples16k
from transcribe.speech_engine import Heard, HeardWord
from transcribe.timed_words import align_by_span
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


def heard(*words: tuple[str, int, int], attention: bool = True) -> Heard:
    return Heard(tuple(HeardWord(*word, 0.9) for word in words), {"en": 1.0}, "en", 0.1, -0.3, attention)


def test_each_span_gets_the_words_that_attention_puts_there() -> None:
    words, doubtful = align_by_span(heard(("yes", 50, 200), ("please", 3_000, 3_300)), CHUNK, Places())
    assert [(word.text, word.start_ms, word.end_ms) for word in words] == [
        ("yes", 5_000, 5_100),
        ("please", 60_000, 60_100),
    ]
    assert doubtful == []


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


def test_a_word_well_inside_two_spans_leaves_both_in_doubt() -> None:
    words, doubtful = align_by_span(heard(("well", 1_700, 3_300)), CHUNK, Places())
    assert words == []
    assert doubtful == [FIRST, SECOND]


def test_without_attention_every_span_is_heard_again() -> None:
    assert align_by_span(heard(("yes", 50, 200), attention=False), CHUNK, Places()) == ([], [FIRST, SECOND])
