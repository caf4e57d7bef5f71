"""Which engine writes and which checks."""

import pytest

from pipeline.settings import Settings
from pipeline.wiring import make_engines


@pytest.mark.parametrize(
    ("engine", "parts"),
    [
        ("faster-whisper", ["faster-whisper", "openai-whisper"]),
        ("openai-whisper", ["openai-whisper", "faster-whisper"]),
    ],
)
def test_the_one_that_is_set_writes_and_the_other_checks_each_frame_by_itself(engine: str, parts: list[str]) -> None:
    writes, checks = make_engines(Settings.model_validate({"whisper_engine": engine}))
    assert [writes.engine, checks.engine] == parts
    assert "merged" not in checks.model
