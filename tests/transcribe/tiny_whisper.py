"""A Whisper model of random numbers, small enough for a test, in a folder as CTranslate2's converters write it."""

import json
from base64 import b64decode
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from ctranslate2.specs import WhisperSpec
from numpy.typing import NDArray

N_STATE = 64
N_AUDIO_LAYERS, N_TEXT_LAYERS = 2, 3
N_AUDIO_HEADS, N_TEXT_HEADS = 2, 4
HEADS = ((1, 3), (2, 0), (2, 2))
"""Layer and head by which it tells times: neither base's nor those that openai-whisper takes unasked."""
_N_TEXT_PIECES = 50_257
_N_TIMES = 1501
_ENDS_AT = 14
"""From this token on the end of the text is likeliest: tests need not wait for the longest text."""


def write_tiny_whisper(folder: Path, *, n_languages: int = 99, n_mels: int = 80, kind: str = "float16") -> Path:
    """Every file of a model; `n_languages` 99 for those until large-v2, 100 for large-v3. `kind`: of its numbers."""
    specials = _specials(n_languages)
    spec = _random_spec(_N_TEXT_PIECES + len(specials), n_mels)
    spec.config.lang_ids = list(range(_N_TEXT_PIECES + 2, _N_TEXT_PIECES + 2 + n_languages))
    spec.register_vocabulary([*_text_pieces(), *specials])
    spec.validate()
    spec.optimize(quantization=kind)
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))
    (folder / "tokenizer.json").write_text(json.dumps(_tokenizer(specials)), encoding="utf-8")
    if n_mels != 80:
        (folder / "preprocessor_config.json").write_text(json.dumps({"feature_size": n_mels}), encoding="utf-8")
    return folder


def edit_json(file: Path, **changes: Any) -> None:
    """Some keys of a JSON file set to other values."""
    file.write_text(json.dumps(json.loads(file.read_text(encoding="utf-8")) | changes), encoding="utf-8")


def _specials(n_languages: int) -> list[str]:
    from whisper.tokenizer import LANGUAGES

    languages = [f"<|{tag}|>" for tag in list(LANGUAGES)[:n_languages]]
    six = [
        f"<|{name}|>" for name in ("translate", "transcribe", "startoflm", "startofprev", "nospeech", "notimestamps")
    ]
    times = [f"<|{number * 0.02:.2f}|>" for number in range(_N_TIMES)]
    return ["<|endoftext|>", "<|startoftranscript|>", *languages, *six, *times]


def _text_pieces() -> list[str]:
    """openai-whisper's own, written as GPT-2 writes bytes: printable ones as they are, others moved up."""
    shown = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    moved = {byte: 256 + at for at, byte in enumerate(byte for byte in range(256) if byte not in shown)}
    letters = [chr(moved.get(byte, byte)) for byte in range(256)]
    lines = (files("whisper") / "assets" / "multilingual.tiktoken").read_bytes().splitlines()
    return ["".join(letters[byte] for byte in b64decode(line.split()[0])) for line in lines]


def _tokenizer(specials: list[str]) -> dict[str, Any]:
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    return {
        "version": "1.0",
        "added_tokens": [
            {"id": _N_TEXT_PIECES + number, "content": piece} | flags for number, piece in enumerate(specials)
        ],
        "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True},
        "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
        "model": {"type": "BPE", "vocab": {piece: at for at, piece in enumerate(_text_pieces())}, "merges": []},
    }


def _random_spec(n_vocab: int, n_mels: int) -> WhisperSpec:
    draw = np.random.default_rng(7)

    def numbers(*shape: int) -> NDArray[np.float32]:
        return (draw.standard_normal(shape) / 8).astype(np.float32)

    def set_dense(layer: Any, *shape: int, zeros: slice | None = None) -> None:
        layer.weight, layer.bias = numbers(*shape), numbers(shape[0])
        if zeros is not None:
            layer.bias[zeros] = 0  # Whisper's keys have no bias

    def set_norm(layer: Any) -> None:
        layer.gamma, layer.beta = 1 + numbers(N_STATE), numbers(N_STATE)

    def set_layer(layer: Any) -> None:
        keys = slice(N_STATE, 2 * N_STATE)
        set_dense(layer.self_attention.linear[0], 3 * N_STATE, N_STATE, zeros=keys)
        set_dense(layer.self_attention.linear[1], N_STATE, N_STATE)
        set_dense(layer.ffn.linear_0, 4 * N_STATE, N_STATE)
        set_dense(layer.ffn.linear_1, N_STATE, 4 * N_STATE)
        set_norm(layer.self_attention.layer_norm)
        set_norm(layer.ffn.layer_norm)

    spec = WhisperSpec(N_AUDIO_LAYERS, N_AUDIO_HEADS, N_TEXT_LAYERS, N_TEXT_HEADS)
    spec.config.suppress_ids, spec.config.suppress_ids_begin = [220, 50_257], [220, 50_257]
    spec.config.alignment_heads = [list(head) for head in HEADS]
    set_dense(spec.encoder.conv1, N_STATE, n_mels, 3)
    set_dense(spec.encoder.conv2, N_STATE, N_STATE, 3)
    spec.encoder.position_encodings.encodings = numbers(1500, N_STATE)
    spec.decoder.position_encodings.encodings = numbers(448, N_STATE)
    spec.decoder.embeddings.weight = numbers(n_vocab, N_STATE)
    end = numbers(N_STATE)
    spec.decoder.position_encodings.encodings[_ENDS_AT:] += 30 * end
    spec.decoder.embeddings.weight[_N_TEXT_PIECES] = 4 * end
    spec.decoder.projection.weight = spec.decoder.embeddings.weight
    for norm in (spec.encoder.layer_norm, spec.decoder.layer_norm):
        set_norm(norm)
    for layer in (*spec.encoder.layer, *spec.decoder.layer):
        set_layer(layer)
    for layer in spec.decoder.layer:
        set_dense(layer.attention.linear[0], N_STATE, N_STATE)
        set_dense(layer.attention.linear[1], 2 * N_STATE, N_STATE, zeros=slice(N_STATE))
        set_dense(layer.attention.linear[2], N_STATE, N_STATE)
        set_norm(layer.attention.layer_norm)
    return spec
