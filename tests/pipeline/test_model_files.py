"""Which model a name in the settings means."""

from pathlib import Path

import pytest

from pipeline.doctor import examine
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


def test_the_doctor_sees_that_a_file_beside_the_weights_is_damaged(tmp_path: Path) -> None:
    kept = present_models(Settings())[0].path.parent
    for file in kept.iterdir():
        (tmp_path / file.name).symlink_to(file)
    assert present_models(Settings(whisper_model=str(tmp_path)))[0].is_whole
    (tmp_path / "tokenizer.json").unlink()
    (tmp_path / "tokenizer.json").write_text("{}")
    settings = Settings(home=tmp_path / "home", whisper_model=str(tmp_path))
    assert not present_models(settings)[0].is_whole
    whisper = next(found for found in examine(settings) if found.name == "Whisper base")
    assert (whisper.ok, whisper.hint) == (False, "remove that folder, then run: hushtape models")
