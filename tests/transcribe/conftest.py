"""Models for these tests, loaded once a test process; the fixtures' sound."""

import os
import wave
from pathlib import Path

import numpy as np
import pytest

from calls.audio import RawAudio
from calls.errors import ModelMissing
from tests.fixtures_manifest import CHANNEL_ORDER, fixture
from tests.servers import require_or_skip
from transcribe.faster_whisper_engine import FasterWhisperEngine
from transcribe.models import WhisperWeights, find_weights
from transcribe.openai_whisper_engine import OpenaiWhisperEngine
from transcribe.transcribe_call import CallTranscriber


@pytest.fixture(scope="session")
def weights() -> WhisperWeights:
    """Whisper base from the user's cache, fetched if need be."""
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    try:
        return find_weights("base", cache_dir=caches / "hushtape" / "models")
    except ModelMissing as error:
        require_or_skip(f"the Whisper weights are missing: {error.message}")
        raise


@pytest.fixture(scope="session")
def faster(weights: WhisperWeights) -> FasterWhisperEngine:
    return FasterWhisperEngine(weights)


@pytest.fixture(scope="session")
def reference(weights: WhisperWeights) -> OpenaiWhisperEngine:
    return OpenaiWhisperEngine(weights)


@pytest.fixture(scope="session")
def transcriber(faster: FasterWhisperEngine) -> CallTranscriber:
    return CallTranscriber(faster)


def sound_of(name: str) -> RawAudio:
    """A recording of audio_fixtures."""
    with wave.open(str(fixture(name).path), "rb") as reader:
        samples = np.frombuffer(reader.readframes(reader.getnframes()), np.int16).reshape(-1, 2)
        return RawAudio(samples, reader.getframerate(), CHANNEL_ORDER)
