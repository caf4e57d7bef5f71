"""Numbers said digit by digit are written as one; what may be something else stays as it was heard."""

import pytest

from calls.transcript import TimeSource, Word
from transcribe.written_numbers import with_digits_joined


def written(text: str) -> str:
    word = Word(text, 100, 900, 0.7, TimeSource.ALIGNED)
    (joined,) = with_digits_joined([word])
    assert (joined.start_ms, joined.end_ms, joined.confidence, joined.time_source) == (
        100,
        900,
        0.7,
        TimeSource.ALIGNED,
    )
    return joined.text


@pytest.mark.parametrize(
    ("heard", "joined"),
    [
        ("5-3-3-1-1", "53311"),
        ("8-9-4-4-1-1-2-0.", "89441120."),
        ("(5–0–3–5–5)", "(50355)"),
        ("“7-7-0-1-4,”", "“77014,”"),
    ],
)
def test_digits_with_dashes_between_them_become_one_number(heard: str, joined: str) -> None:
    assert written(heard) == joined


@pytest.mark.parametrize(
    "heard",
    [
        "3-1",
        "2-0-2-4",
        "202-555-0147",
        "5-3-3-1-1A",
        "1-800-5-5",
        "9-1-1-0-12",
        "0.5-1-1-1-1",
        "$5-0-0-0-0x",
        "D-E-8-9-3-7",
        "1-2-3-4-5-6",
        "5-4-3-2-1.",
    ],
)
def test_results_years_groups_codes_and_counting_stay_as_they_were_heard(heard: str) -> None:
    assert written(heard) == heard
