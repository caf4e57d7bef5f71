"""The trained classifier as the file that production reads: ONNX, weights in eight bits.

    python -m redact.name_model.training.export --encoder FOLDER --trained FOLDER/classifier.pt

Writes model.onnx and tokenizer.json beside the detector and prints their SHA-256. Needs the package `onnx`, which
production does not: pip install -e '.[training]'.
"""

import argparse
import hashlib
import logging
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from redact.name_model.training.encoder import TokenClassifier
from redact.name_model.training.train import LABELS, plain_tokenizer

HERE = Path(__file__).parent.parent
SOFTENED = 2.0
"""Scores are divided by this: long training makes them surer than right on calls that are unlike the made-up ones."""


class _Shares(nn.Module):
    """The classifier with its scores made shares that add up to one."""

    def __init__(self, classifier: TokenClassifier) -> None:
        super().__init__()
        self.classifier = classifier

    def forward(self, tokens: Tensor, mask: Tensor) -> Tensor:
        return torch.softmax(self.classifier(tokens, mask) / SOFTENED, dim=-1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--trained", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=HERE)
    arguments = parser.parse_args()
    model = TokenClassifier(len(LABELS))
    model.load_state_dict(torch.load(arguments.trained, weights_only=True))
    plain_tokenizer(arguments.encoder).save(str(arguments.out / "tokenizer.json"), pretty=False)
    export(model, arguments.out / "model.onnx")
    for name in ("model.onnx", "tokenizer.json"):
        content = (arguments.out / name).read_bytes()
        print(f"{hashlib.sha256(content).hexdigest()}  {name}  {len(content):,} bytes")  # noqa: T201


def export(model: TokenClassifier, file: Path) -> None:
    example = torch.ones((2, 8), dtype=torch.long), torch.ones((2, 8))
    names = {0: "windows", 1: "tokens"}
    logging.getLogger().setLevel(logging.ERROR)
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            _Shares(model).eval(),
            example,
            whole,
            input_names=["tokens", "mask"],
            output_names=["shares"],
            dynamic_axes={"tokens": names, "mask": names, "shares": names},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(whole, file, weight_type=QuantType.QUInt8, per_channel=True)


if __name__ == "__main__":
    main()
