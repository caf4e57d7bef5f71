"""What decoding takes beside a file and its sound, measured in a process of its own."""

from pathlib import Path

import pytest

from benchmarks.transcription.decoding import (
    MOST_EXTRA_MIB,
    ONE_SECOND,
    Subject,
    extra_mib,
    silence,
    sound,
    taken_by,
)
from benchmarks.transcription.measure import SubjectFailed

SUBJECTS = [
    Subject("a minute in 192 kHz", 60, 16_000, sound("WAV", "PCM_24", 192_000, 60)),
    Subject("ten minutes of mu-law", 600, 8000, sound("WAV", "ULAW", 8000, 600)),
    Subject("a minute that claims two hours", 60, 8000, silence(7200, 60), "refused"),
]


def test_F12_decoding_takes_little_beside_the_file_and_its_sound(tmp_path: Path) -> None:
    one_second = taken_by(ONE_SECOND, tmp_path)
    for subject in SUBJECTS:
        assert extra_mib(subject, taken_by(subject, tmp_path), one_second) < MOST_EXTRA_MIB / 8, subject.name
    assert not list(tmp_path.iterdir())


def test_a_file_of_which_something_else_comes_fails_the_benchmark(tmp_path: Path) -> None:
    with pytest.raises(SubjectFailed, match="the sound was kept"):
        taken_by(Subject("one second", 1, 8000, ONE_SECOND.write, "refused"), tmp_path)
