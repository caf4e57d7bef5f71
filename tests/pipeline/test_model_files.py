"""Which model a name in the settings means."""

from pathlib import Path

import pytest

from pipeline.model_files import present_models
from pipeline.settings import Settings


def test_a_folder_that_happens_to_be_called_like_a_model_is_not_taken_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "base").mkdir()
    settings = Settings(home=tmp_path / "home", model_cache=tmp_path / "models", whisper_model="base")
    whisper, _ = present_models(settings)
    assert whisper.name == "Whisper base"
    assert whisper.path.is_relative_to(tmp_path / "models")


def test_a_path_to_weights_is_taken_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "weights").mkdir()
    settings = Settings(home=tmp_path / "home", whisper_model=str(tmp_path / "weights"))
    assert present_models(settings)[0].path == tmp_path / "weights" / "model.bin"
