"""What `hushtape doctor` looks at: each finding says what was found and what to do about it."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from calls.errors import BadSettings, HushtapeError, ModelMissing, RecorderUnavailable
from pipeline.model_files import ModelFile, present_models
from pipeline.settings import Settings
from pipeline.wiring import make_remote_lines, open_kept, precision_of
from recorder.control_tls import TlsLine

_RAM_DISK_NEEDED_MB = 64
_DISK_NEEDED_GB = 2


@dataclass(frozen=True, slots=True)
class Examined:
    name: str
    ok: bool
    detail: str
    hint: str = ""
    advice: bool = False
    """A finding that is worth knowing but does not make the examination fail."""


def examine(settings: Settings) -> list[Examined]:
    """Look at one thing after another; what cannot be looked at is a finding, too."""
    return [
        _python(),
        _guarded("database", lambda: _database(settings)),
        _guarded("object store", lambda: _store(settings)),
        *_remote_recorders(settings),
        _engines(settings),
        *_models(settings),
        _ram_disk(settings.ram_dir),
        _swap(),
        _disk(settings.home),
        _keys(settings),
    ]


def _guarded(name: str, look: Callable[[], str]) -> Examined:
    try:
        return Examined(name, True, look())
    except HushtapeError as error:
        return Examined(name, False, error.message, error.hint)


def _python() -> Examined:
    options = sqlite3.connect(":memory:").execute(
        "SELECT 1 FROM pragma_compile_options WHERE compile_options = 'ENABLE_FTS5'"
    )
    has_search = options.fetchone() is not None
    return Examined("SQLite full-text search", has_search, sqlite3.sqlite_version, "use a Python whose SQLite has FTS5")


def _database(settings: Settings) -> str:
    open_kept(settings).database.check()
    return settings.database.split(":", 1)[0]


def _remote_recorders(settings: Settings) -> list[Examined]:
    """Those on other hosts, by a question that their main loop answers."""
    try:
        lines = make_remote_lines(settings)
    except BadSettings as error:
        return [Examined("recorders", False, error.message, error.hint)]
    return [_remote_recorder(line) for line in lines]


def _remote_recorder(line: TlsLine) -> Examined:
    what = f"recorder {line.name}"
    try:
        answer = line.ask({"verb": "ready"})
    except RecorderUnavailable as error:
        return Examined(what, False, error.message, "is it up, and do the certificates belong together?")
    return Examined(what, bool(answer.get("ok")), str(answer.get("recorder", "its main loop is silent")), "restart it")


def _store(settings: Settings) -> str:
    open_kept(settings).objects.check()
    return settings.object_store


def _engines(settings: Settings) -> Examined:
    """Which recognisers a worker loads at its start, for what, and on what they compute."""
    try:
        precision = precision_of(settings)
    except BadSettings as error:
        return Examined("recognisers", False, error.message, error.hint)
    writes = settings.whisper_engine
    checks = "openai-whisper" if writes == "faster-whisper" else "faster-whisper"
    where = f"on the CPU, {settings.whisper_threads} threads" if precision.device == "cpu" else "on the GPU"
    told = f"{writes} writes ({precision.of(writes)}), {checks} checks ({precision.of(checks)}), {where}"
    return Examined("recognisers", True, told)


def _models(settings: Settings) -> list[Examined]:
    try:
        return [_model(model, offline=settings.models_offline) for model in present_models(settings)]
    except ModelMissing as error:
        return [Examined("models", False, error.message, error.hint)]


def _model(model: ModelFile, *, offline: bool) -> Examined:
    if model.is_pinned and not model.path.exists():
        copied = f"copy it to {model.path}, or unset HUSHTAPE_MODELS_OFFLINE"
        return Examined(model.name, False, "missing", copied if offline else "run: hushtape models")
    if model.problem is None:
        whose = "" if model.is_pinned else ", which nobody but you vouches for"
        return Examined(model.name, True, f"{model.path}, sha256 {model.sha256[:16]}{whose}")
    if model.is_pinned:
        again = "remove that folder, then run: hushtape models"
        return Examined(model.name, False, f"{model.path}: not the pinned files", again)
    return Examined(model.name, False, f"{model.path.parent}: {model.problem.message}", model.problem.hint)


def _ram_disk(folder: Path) -> Examined:
    """The recorder writes the last second of sound here, in the clear: it must be memory, not disk."""
    mounts = [line.split() for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
    kinds = {parts[1]: parts[2] for parts in mounts}
    kind = next((kinds[str(p)] for p in (folder, *folder.parents) if str(p) in kinds), "none")
    free_mb = shutil.disk_usage(folder).free >> 20 if folder.exists() else 0
    ok = kind in {"tmpfs", "ramfs"} and free_mb >= _RAM_DISK_NEEDED_MB
    return Examined("RAM disk", ok, f"{folder}: {kind}, {free_mb} MB free", "set HUSHTAPE_RAM_DIR to a tmpfs with room")


def _swap() -> Examined:
    """P4: what lies on a RAM disk can be swapped out to a real one."""
    lines = Path("/proc/swaps").read_text(encoding="utf-8").splitlines()[1:]
    return Examined(
        "swap",
        not lines,
        f"{len(lines)} active",
        "turn swap off or encrypt it: the RAM disk may be swapped out",
        advice=True,
    )


def _disk(home: Path) -> Examined:
    nearest = next(p for p in (home.absolute(), *home.absolute().parents) if p.exists())
    free_gb = shutil.disk_usage(nearest).free >> 30
    return Examined("disk", free_gb >= _DISK_NEEDED_GB, f"{free_gb} GB free", "make room in the data folder")


def _keys(settings: Settings) -> Examined:
    path = settings.master_key
    if not path.exists():
        return Examined("master key", True, "made at the first start", advice=True)
    private = (path.stat().st_mode & 0o077) == 0 and os.access(path, os.R_OK)
    return Examined("master key", private, f"{path}", "chmod 600 the master key file; only the worker may read it")
