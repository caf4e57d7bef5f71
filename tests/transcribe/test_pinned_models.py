"""The pins of the sizes whose files no test fetches: what of them follows from files that we have."""

import base64
import gzip
import hashlib
import json

import numpy as np
import pytest

from transcribe.models import WhisperWeights
from transcribe.pinned_models import BASE, MODELS

LAYERS_AND_HEADS = {
    "tiny": (4, 6),
    "base": (6, 8),
    "small": (12, 12),
    "medium": (24, 16),
    "large-v3": (32, 20),
    "large-v3-turbo": (4, 20),
}
"""Of the decoder (Radford et al. 2022, table 1; openai-whisper's model cards). large-v2 was converted otherwise."""


@pytest.mark.needs_models
@pytest.mark.parametrize("name", LAYERS_AND_HEADS)
def test_a_pinned_config_is_that_of_base_with_the_alignment_heads_of_openai_whisper(
    weights: WhisperWeights, name: str
) -> None:
    import whisper

    config = json.loads((weights.folder / "config.json").read_bytes())
    flags = gzip.decompress(base64.b85decode(whisper._ALIGNMENT_HEADS[name]))
    heads = np.argwhere(np.frombuffer(flags, np.bool_).reshape(LAYERS_AND_HEADS[name]))
    config["alignment_heads"] = heads.tolist()
    if name.startswith("large-v3"):  # one language more, and what comes after the languages moves up
        last = config["lang_ids"][-1]
        config["lang_ids"].append(last + 1)
        config["suppress_ids"] = [piece + 1 if piece > last else piece for piece in config["suppress_ids"]]
    text = json.dumps(config, indent=2) + "\n"
    assert hashlib.sha256(text.encode()).hexdigest() == MODELS[name].sha256["config.json"]


def test_every_pin_has_its_own_weights_and_all_files_that_an_engine_needs() -> None:
    assert len({model.sha256["model.bin"] for model in MODELS.values()}) == len(MODELS)
    for name, model in MODELS.items():
        assert model.name == name
        assert model.sha256.keys() >= {"model.bin", "config.json", "tokenizer.json"}
        assert {"vocabulary.txt", "vocabulary.json"} & model.sha256.keys()
        assert all(len(sha256) == 64 for sha256 in model.sha256.values())
        assert model.hub_url.startswith("https://")


@pytest.mark.parametrize("name", ["tiny", "small", "medium", "large-v2"])
def test_models_of_the_same_vocabulary_share_its_sums_with_base(name: str) -> None:
    for file in ("tokenizer.json", "vocabulary.txt"):
        assert MODELS[name].sha256[file] == BASE.sha256[file]
