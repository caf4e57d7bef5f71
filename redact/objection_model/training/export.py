"""The trained second opinion as the file that production reads: ONNX, weights in eight bits.

    python -m redact.objection_model.training.export --encoder FOLDER --trained FILE

Writes model.onnx and tokenizer.json beside the classifier and prints their SHA-256. Needs the package `onnx`, which
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

from redact.objection_model.training.encoder import ObjectionClassifier, small_tokenizer

HERE = Path(__file__).parent.parent


class _Chances(nn.Module):
    """The classifier with its scores made chances between 0 and 1."""

    def __init__(self, classifier: ObjectionClassifier) -> None:
        super().__init__()
        self.classifier = classifier

    def forward(self, tokens: Tensor, mask: Tensor) -> Tensor:
        return torch.sigmoid(self.classifier(tokens, mask))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--trained", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=HERE)
    arguments = parser.parse_args()
    tokenizer = small_tokenizer(arguments.encoder / "tokenizer.json")
    model = ObjectionClassifier(tokenizer.get_vocab_size())
    model.load_state_dict(torch.load(arguments.trained, weights_only=True))
    tokenizer.save(str(arguments.out / "tokenizer.json"), pretty=False)
    export(model, arguments.out / "model.onnx")
    for name in ("model.onnx", "tokenizer.json"):
        content = (arguments.out / name).read_bytes()
        print(f"{hashlib.sha256(content).hexdigest()}  {name}  {len(content):,} bytes")  # noqa: T201


def export(model: ObjectionClassifier, file: Path) -> None:
    example = torch.ones((2, 8), dtype=torch.long), torch.ones((2, 8))
    names = {0: "stretches", 1: "tokens"}
    logging.getLogger().setLevel(logging.ERROR)
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            _Chances(model).eval(),
            example,
            whole,
            input_names=["tokens", "mask"],
            output_names=["chances"],
            dynamic_axes={"tokens": names, "mask": names, "chances": {0: "stretches"}},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(whole, file, weight_type=QuantType.QUInt8, per_channel=True)


if __name__ == "__main__":
    main()
