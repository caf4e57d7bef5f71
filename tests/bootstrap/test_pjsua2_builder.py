"""What the builder of pjsua2 refuses, and when it builds anew. Nothing is fetched or compiled here."""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

BOOTSTRAP = Path(__file__).parents[2] / "bootstrap"
OURS = sorted(path.name for path in BOOTSTRAP.iterdir() if path.suffix in {".c", ".patch"})

Load = Callable[[Path], ModuleType]


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Load:
    """The builder that lies in a folder; its cache is empty."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    def load_script(path: Path) -> ModuleType:
        spec = importlib.util.spec_from_file_location(path.stem, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    def load_builder(folder: Path) -> ModuleType:
        monkeypatch.setitem(sys.modules, "pjproject_patches", load_script(folder / "pjproject_patches.py"))
        return load_script(folder / "pjsua2.py")

    return load_builder


@pytest.fixture
def builder(load: Load) -> ModuleType:
    return load(BOOTSTRAP)


def a_tree(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def version_mak(major: int, minor: int) -> dict[str, str]:
    return {"version.mak": f"export PJ_VERSION_MAJOR := {major}\nexport PJ_VERSION_MINOR := {minor}\n"}


# What is in the tarball


def test_a_pjproject_that_is_too_old_is_refused(builder: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(builder.Failed, match=r"the source is pjproject 2\.16; 2\.17 is needed"):
        builder._version_of(a_tree(tmp_path, version_mak(2, 16)))


def test_the_oldest_pjproject_that_will_do_is_taken(builder: ModuleType, tmp_path: Path) -> None:
    assert builder._version_of(a_tree(tmp_path, version_mak(2, 17))) == "2.17"


def test_what_is_no_pjproject_is_refused(builder: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(builder.Failed, match="the source is no pjproject"):
        builder._version_of(tmp_path)


def test_each_text_to_be_exchanged_is_missed_by_its_file(builder: ModuleType, tmp_path: Path) -> None:
    for missing, (file, _, _) in enumerate(builder.PATCHES):
        with pytest.raises(builder.Failed, match=f": {file} is not as it was expected"):
            builder._configure(a_pjproject(tmp_path / str(missing), builder, without=missing), tmp_path / "log")


def test_a_file_that_is_gone_is_missed_like_its_text(builder: ModuleType, tmp_path: Path) -> None:
    file = builder.PATCHES[0][0]
    tree = a_pjproject(tmp_path, builder)
    (tree / file).unlink()
    with pytest.raises(builder.Failed, match=f": {file} is not as it was expected"):
        builder._configure(tree, tmp_path / "log")


def test_a_source_with_every_text_is_configured(
    builder: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles: list[str] = []
    monkeypatch.setattr(builder, "_step", lambda title, *_: titles.append(title))
    builder._configure(a_pjproject(tmp_path, builder), tmp_path / "log")
    assert titles == ["making it fast", "configuring"]
    assert '"sip_gate.c"' in (tmp_path / "pjsip-apps/src/swig/python/setup.py").read_text()


def a_pjproject(folder: Path, builder: ModuleType, without: int | None = None) -> Path:
    """Of every file no more than the texts that are exchanged in it, and one of them left out."""
    files: dict[str, str] = {"pjlib/include/pj/config_site.h": ""}
    for number, (file, old, _) in enumerate(builder.PATCHES):
        files[file] = files.get(file, "") + ("" if number == without else f"{old}\n")
    return a_tree(folder, files)


# Which build of the cache is taken


@pytest.mark.parametrize("name", OURS)
def test_a_change_in_any_file_of_ours_asks_for_another_build(name: str, load: Load, tmp_path: Path) -> None:
    changed = Path(shutil.copytree(BOOTSTRAP, tmp_path / "changed"))
    assert load(changed)._key(None) == load(BOOTSTRAP)._key(None)
    with (changed / name).open("a") as file:
        file.write("\n")
    assert load(changed)._key(None) != load(BOOTSTRAP)._key(None)


def test_another_text_to_exchange_asks_for_another_build(load: Load, tmp_path: Path) -> None:
    changed = Path(shutil.copytree(BOOTSTRAP, tmp_path / "changed"))
    with (changed / "pjproject_patches.py").open("a") as file:
        file.write('PATCHES += (("a file", "its old text", "its new one"),)\n')
    assert load(changed)._key(None) != load(BOOTSTRAP)._key(None)


def test_every_c_file_of_ours_is_compiled_into_the_extension(builder: ModuleType) -> None:
    setup = next(new for file, _, new in builder.PATCHES if file.endswith("setup.py"))
    compiled = [name for name in OURS if name.endswith(".c")]
    assert sorted(path.name for path in builder.OURS) == compiled
    assert all(f'"{name}"' in setup for name in compiled)


def test_the_build_goes_by_the_sum_of_its_source(builder: ModuleType, tmp_path: Path) -> None:
    one, same, other = (tmp_path / name for name in ("one.tar.gz", "same.tar.gz", "other.tar.gz"))
    one.write_bytes(b"one")
    same.write_bytes(b"one")
    other.write_bytes(b"other")
    assert builder._key(one) == builder._key(same)
    assert len({builder._key(source) for source in (one, other, None)}) == 3


# Whether the tarball is the one that was published


class Tarball:
    """Offered to the builder where it finds no other program, so neither apt nor tar."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "pjproject.tar.gz"
        self.path.write_bytes(b"no tarball at all")
        self.sha256 = hashlib.sha256(self.path.read_bytes()).hexdigest()
        self._folder = folder

    def offer(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        alone = {**os.environ, "PATH": str(self._folder / "nothing"), "XDG_CACHE_HOME": str(self._folder / "cache")}
        command = [sys.executable, "-B", str(BOOTSTRAP / "pjsua2.py"), *map(str, arguments)]
        return subprocess.run(command, env=alone, capture_output=True, text=True, timeout=60)

    @property
    def was_begun_with(self) -> bool:
        """The first thing made is the cache's folder; what is unpacked lies in it."""
        return (self._folder / "cache").exists()


@pytest.fixture
def tarball(tmp_path: Path) -> Tarball:
    return Tarball(tmp_path)


def test_a_tarball_with_another_sum_is_refused_before_it_is_unpacked(tarball: Tarball) -> None:
    found = tarball.offer("--source", tarball.path, "--sha256", "0" * 64)
    assert found.returncode == 1
    assert found.stderr.startswith(f"wrong-sum: {tarball.path} has the sha256 {tarball.sha256} (")
    assert found.stderr.count("\n") == 1
    assert not tarball.was_begun_with


@pytest.mark.parametrize("sha256", ["", "cafe", "g" * 64, "0" * 63, "0" * 65, "0" * 64 + "\n"])
def test_a_malformed_sum_is_refused_in_one_line(sha256: str, tarball: Tarball) -> None:
    found = tarball.offer("--source", tarball.path, "--sha256", sha256)
    assert found.returncode == 2
    assert found.stderr.startswith(f"no-sum: --sha256 {sha256!r} is no SHA-256 sum (")
    assert found.stderr.count("\n") == 1
    assert not tarball.was_begun_with


def test_a_tarball_without_a_sum_is_refused(tarball: Tarball) -> None:
    found = tarball.offer("--source", tarball.path)
    assert found.returncode == 2
    assert "pass --sha256 HEX" in found.stderr
    assert not tarball.was_begun_with


def test_a_sum_without_a_tarball_is_refused(tarball: Tarball) -> None:
    found = tarball.offer("--sha256", tarball.sha256)
    assert found.returncode == 2
    assert "pass --source TARBALL" in found.stderr


@pytest.mark.parametrize("written", [str.lower, str.upper])
def test_a_tarball_with_its_sum_is_taken(written: Callable[[str], str], tarball: Tarball) -> None:
    found = tarball.offer("--source", tarball.path, "--sha256", written(tarball.sha256))
    assert found.stderr.startswith("not-debian: ")  # the next step: it looks for apt
    assert tarball.was_begun_with


# Whether what was built has all its parts


def test_a_build_without_opus_fails_its_smoke_test(builder: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builder, "SMOKE", f"print('smoke 2.17 8 {builder.LEGS} lacks Opus')")
    with pytest.raises(builder.Failed, match=r"smoke-test-failed: the build lacks Opus \("):
        builder._smoke()


def test_a_build_that_says_another_word_fails_its_smoke_test(
    builder: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builder, "SMOKE", f"print('hello'); print('smoke 2.17 8 {builder.LEGS} lacks nothing')")
    with pytest.raises(builder.Failed, match="smoke-test-failed: "):
        builder._smoke()


def test_the_smoke_test_asks_for_a_function_of_each_file_of_ours(builder: ModuleType) -> None:
    for function, path in zip(builder.FUNCTIONS, builder.OURS, strict=True):
        assert f"{function}(" in path.read_text()


@pytest.mark.needs_sip
@pytest.mark.needs_production_sip
def test_the_build_in_the_environment_passes_its_smoke_test(builder: ModuleType) -> None:
    version, tried, allowed = builder._smoke()
    assert (tried, allowed) == ("8", str(builder.LEGS))
    assert version.startswith("2.17")


@pytest.mark.needs_sip
@pytest.mark.needs_production_sip
def test_a_part_that_the_build_lacks_is_named(builder: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builder, "FUNCTIONS", (*builder.FUNCTIONS, "hushtape_nowhere"))
    monkeypatch.setattr(builder, "SMOKE", builder.SMOKE.replace('"opus/"', '"no such codec/"'))
    with pytest.raises(builder.Failed, match="the build lacks Opus, hushtape_nowhere"):
        builder._smoke()
