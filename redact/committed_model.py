"""The small models that lie in the repository: opened by their sums, run on one thread, without torch.

Beside `transcribe/voice_activity.py` and the training the only file that imports onnxruntime.
"""

import hashlib
from pathlib import Path

import onnxruntime
from tokenizers import Tokenizer

from calls.errors import ModelMissing


def open_committed(
    folder: Path, name: str, *, model_sha256: str, tokenizer_sha256: str
) -> tuple[Tokenizer, onnxruntime.InferenceSession]:
    """`folder`: where model.onnx and tokenizer.json lie. Raises ModelMissing unless both are the pinned ones."""
    model = _pinned(folder / "model.onnx", name, model_sha256)
    tokenizer = Tokenizer.from_str(_pinned(folder / "tokenizer.json", name, tokenizer_sha256).decode())
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    return tokenizer, onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _pinned(file: Path, name: str, sha256: str) -> bytes:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise ModelMissing(f"{file.name} of the {name} cannot be read", hint="install Hushtape again") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ModelMissing(f"{file.name} of the {name} is not the one it should be", hint="install Hushtape again")
    return content
