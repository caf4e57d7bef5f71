"""A Whisper model of one's own in a folder: which files it needs, and whether they belong together.

No pin vouches for such a model; its SHA-256 is computed and told. What is looked at here is what both engines rely on,
so that a damaged or incomplete folder is told in one line, before a call waits for it. The numbers are not read.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from calls.errors import ModelMissing
from transcribe.ctranslate2_file import Tensors, read_tensors
from transcribe.weight_conversion import openai_dims, openai_state

_MELS_UNLESS_SAID = 80
_AUDIO_STATES, _TEXT_TOKENS = 1500, 448
"""Of every Whisper model: 30 s of 20 ms, and the longest text. Both engines rely on them."""
_SPECIALS_AFTER_LANGUAGES, _TIMESTAMPS = 6, 1501
_START = "<|startoftranscript|>"
_NO_TIMES = "<|notimestamps|>"
_FIRST_SPECIAL = 50_257
_MULTILINGUAL_FROM = 51_865
"""So many pieces a vocabulary has at the least that knows languages (openai-whisper's `is_multilingual`)."""
_LONGEST_NAME = 40
_ONE_CONVERSION = "all files must come from one conversion"


def name_of_own(folder: Path) -> str:
    """What a transcript calls it: the folder's name, never its path."""
    cleaned = re.sub(r"[^A-Za-z0-9._-]+", "-", folder.absolute().name).strip("-.")[:_LONGEST_NAME]
    return f"own-{cleaned or 'model'}"


def check_own_model(folder: Path) -> None:
    """Raises ModelMissing, one line, for a file that is missing, damaged, or of another model."""
    vocabulary_file = _vocabulary_file(folder)
    for file in (folder / "model.bin", folder / "config.json", folder / "tokenizer.json", vocabulary_file):
        if not file.is_file():
            raise ModelMissing(
                f"{file.name} is missing from the folder of the Whisper model",
                hint="it needs model.bin, config.json, tokenizer.json and vocabulary.txt or vocabulary.json",
            )
    dims = dims_of(read_tensors(folder / "model.bin"))
    _check_dims(dims)
    _check_vocabulary(_read_vocabulary(vocabulary_file), dims["n_vocab"], vocabulary_file.name)
    _check_tokenizer(_read_json(folder / "tokenizer.json"), dims["n_vocab"])
    _check_config(_read_json(folder / "config.json"), dims)
    alignment_heads(folder, dims)
    _check_mels(folder / "preprocessor_config.json", dims["n_mels"])


def dims_of(tensors: Tensors) -> dict[str, int]:
    """openai-whisper's dimensions, read from the weights. Raises ModelMissing unless they are a whole Whisper model."""
    return openai_dims(tensors, openai_state(tensors))


def alignment_heads(folder: Path, dims: Mapping[str, int]) -> list[tuple[int, int]]:
    """Layer and head of the attention that tells times, from `config.json`. Raises ModelMissing."""
    heads = _read_json(folder / "config.json").get("alignment_heads")
    n_layers, n_heads = dims["n_text_layer"], dims["n_text_head"]
    if not (isinstance(heads, list) and heads and all(_is_head(head, n_layers, n_heads) for head in heads)):
        raise ModelMissing("config.json names no alignment_heads of this model", hint=_ONE_CONVERSION)
    return [(layer, head) for layer, head in heads]


def _is_head(head: object, n_layers: int, n_heads: int) -> bool:
    match head:
        case [int(layer), int(number)]:
            return 0 <= layer < n_layers and 0 <= number < n_heads
    return False


def _check_dims(dims: Mapping[str, int]) -> None:
    if dims["n_vocab"] < _MULTILINGUAL_FROM:
        raise ModelMissing(
            "this Whisper model knows English alone: nobody would notice a call in another language",
            hint="take one of many languages (without .en in its name)",
        )
    if (dims["n_audio_ctx"], dims["n_text_ctx"]) != (_AUDIO_STATES, _TEXT_TOKENS):
        raise ModelMissing(
            f"this model hears {dims['n_audio_ctx']} states and writes {dims['n_text_ctx']} tokens at the most",
            hint=f"Whisper has {_AUDIO_STATES} and {_TEXT_TOKENS}",
        )


def _vocabulary_file(folder: Path) -> Path:
    as_json = folder / "vocabulary.json"
    return as_json if as_json.is_file() else folder / "vocabulary.txt"


def _read_vocabulary(file: Path) -> list[Any]:
    if file.suffix == ".json":
        pieces = _load_json(file)
        return pieces if isinstance(pieces, list) else []
    try:
        return file.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    except (OSError, ValueError) as error:
        raise ModelMissing(f"{file.name} cannot be read", hint=_ONE_CONVERSION) from error


def _check_vocabulary(pieces: list[Any], n_vocab: int, file_name: str) -> None:
    """Both engines count on the order of openai-whisper's `get_encoding`: text, start, languages, six more, times."""
    no_times = n_vocab - _TIMESTAMPS - 1
    if len(pieces) != n_vocab or (pieces[_FIRST_SPECIAL + 1], pieces[no_times]) != (_START, _NO_TIMES):
        raise ModelMissing(f"{file_name} does not belong to model.bin", hint=_ONE_CONVERSION)


def _check_tokenizer(tokenizer: Mapping[str, Any], n_vocab: int) -> None:
    ids = {
        piece.get("content"): piece.get("id")
        for piece in tokenizer.get("added_tokens") or ()
        if isinstance(piece, dict)
    }
    if (ids.get(_START), ids.get(_NO_TIMES)) != (_FIRST_SPECIAL + 1, n_vocab - _TIMESTAMPS - 1):
        raise ModelMissing("tokenizer.json does not belong to model.bin", hint=_ONE_CONVERSION)


def _check_config(config: Mapping[str, Any], dims: Mapping[str, int]) -> None:
    """What CTranslate2 takes from it unasked."""
    n_languages = dims["n_vocab"] - _FIRST_SPECIAL - 2 - _SPECIALS_AFTER_LANGUAGES - _TIMESTAMPS
    for key in ("lang_ids", "suppress_ids", "suppress_ids_begin"):
        ids = config.get(key)
        if not (isinstance(ids, list) and all(isinstance(i, int) and 0 <= i < dims["n_vocab"] for i in ids)):
            raise ModelMissing(f"config.json names no {key} of this model", hint=_ONE_CONVERSION)
    if len(config["lang_ids"]) != n_languages:
        raise ModelMissing("config.json names other languages than model.bin has", hint=_ONE_CONVERSION)


def _check_mels(file: Path, n_mels: int) -> None:
    said = _read_json(file).get("feature_size", _MELS_UNLESS_SAID) if file.is_file() else _MELS_UNLESS_SAID
    if said != n_mels:
        missing = "" if file.is_file() else ": the file is missing"
        raise ModelMissing(
            f"model.bin hears {n_mels} bands of sound, preprocessor_config.json says {said}{missing}",
            hint=_ONE_CONVERSION,
        )


def _read_json(file: Path) -> dict[str, Any]:
    content = _load_json(file)
    if not isinstance(content, dict):
        raise ModelMissing(f"{file.name} cannot be read", hint=_ONE_CONVERSION)
    return content


def _load_json(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ModelMissing(f"{file.name} cannot be read", hint=_ONE_CONVERSION) from error
