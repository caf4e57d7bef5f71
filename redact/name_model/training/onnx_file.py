"""A trained model as the two files that production reads: ONNX with its weights in eight bits, and the tokeniser.

Needs the package `onnx`, which production does not: pip install -e '.[training]'.
"""

import argparse
import hashlib
import logging
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import nn


def read_arguments(about: str | None, out: Path) -> argparse.Namespace:
    """`encoder`, `trained` (one file or several) and `out`, which is `out` unless the caller names another folder."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--trained", type=Path, required=True, nargs="+")
    parser.add_argument("--out", type=Path, default=out)
    return parser.parse_args()


def write(model: nn.Module, tokenizer: Tokenizer, folder: Path, answers: str, axes: dict[int, str]) -> None:
    """Write model.onnx and tokenizer.json into `folder` and print their SHA-256.

    `model` takes tokens and mask, (rows, tokens); `axes` names those axes of `answers` whose length varies.
    """
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    _write_onnx(model, folder / "model.onnx", answers, axes)
    for name in ("model.onnx", "tokenizer.json"):
        content = (folder / name).read_bytes()
        print(f"{hashlib.sha256(content).hexdigest()}  {name}  {len(content):,} bytes")  # noqa: T201


def _write_onnx(model: nn.Module, file: Path, answers: str, axes: dict[int, str]) -> None:
    example = torch.ones((2, 8), dtype=torch.long), torch.ones((2, 8))
    asked = {0: axes[0], 1: "tokens"}
    logging.getLogger().setLevel(logging.ERROR)
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            model.eval(),
            example,
            whole,
            input_names=["tokens", "mask"],
            output_names=[answers],
            dynamic_axes={"tokens": asked, "mask": asked, answers: axes},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(whole, file, weight_type=QuantType.QUInt8, per_channel=True)
