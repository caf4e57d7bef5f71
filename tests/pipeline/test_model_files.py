"""Which model a name in the settings means."""

import hashlib
from pathlib import Path

import pytest

from calls.errors import ModelMissing
from pipeline.doctor import examine
from pipeline.model_files import present_models
from pipeline.settings import Settings
from tests.transcribe.tiny_whisper import write_tiny_whisper


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
    given = present_models(Settings(whisper_model=str(tmp_path)))[0]
    assert (given.name, given.is_whole, given.is_pinned) == ("Whisper base", True, True)
    (tmp_path / "tokenizer.json").unlink()
    (tmp_path / "tokenizer.json").write_text("{}")
    settings = Settings(home=tmp_path / "home", whisper_model=str(tmp_path))
    assert not present_models(settings)[0].is_whole
    whisper = next(found for found in examine(settings) if found.name == "Whisper base")
    assert (whisper.ok, whisper.hint) == (False, "remove that folder, then run: hushtape models")


def test_the_doctor_shows_the_sha256_of_a_model_of_ones_own_and_that_nobody_vouches_for_it(tmp_path: Path) -> None:
    folder = write_tiny_whisper(tmp_path / "ours")
    settings = Settings(home=tmp_path / "home", whisper_model=str(folder))
    found = next(found for found in examine(settings) if found.name == "Whisper own-ours")
    sha256 = hashlib.sha256((folder / "model.bin").read_bytes()).hexdigest()
    assert found.ok
    assert found.detail == f"{folder / 'model.bin'}, sha256 {sha256[:16]}, which nobody but you vouches for"


def test_the_doctor_says_what_a_folder_lacks_and_sends_nobody_to_fetch_it(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", whisper_model=str(tmp_path / "nowhere"))
    found = next(found for found in examine(settings) if found.name == "Whisper own-nowhere")
    assert not found.ok
    assert "model.bin is missing" in found.detail
    assert "hushtape models" not in found.hint


@pytest.mark.parametrize(
    ("name", "says", "hint"),
    [
        ("small.en", "knows English alone", "use one of: tiny, base, small"),
        ("large-v1", "no weights are pinned for a Whisper model called 'large-v1'", "path of a folder"),
    ],
)
def test_a_name_without_a_pin_says_what_to_do_instead(name: str, says: str, hint: str) -> None:
    with pytest.raises(ModelMissing, match=says) as missing:
        present_models(Settings(whisper_model=name))
    assert hint in missing.value.hint


@pytest.mark.parametrize("name", ["tiny", "small", "medium", "large-v2", "large-v3", "large-v3-turbo"])
def test_every_size_by_name_has_its_place_and_sha256(tmp_path: Path, name: str) -> None:
    whisper, _ = present_models(Settings(model_cache=tmp_path, whisper_model=name))
    assert whisper.name == f"Whisper {name}"
    assert whisper.path == tmp_path / f"whisper-{name}-{whisper.sha256[:12]}" / "model.bin"
    assert not whisper.is_whole
