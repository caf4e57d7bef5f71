"""The trained classifier as the files that production reads.

    python -m redact.name_model.training.export --encoder FOLDER --trained FOLDER/classifier.pt […]

Several are exported as their mean. Writes model.onnx and tokenizer.json beside the detector and prints their SHA-256.
"""

from pathlib import Path

import torch
from torch import Tensor, nn

from redact.name_model.training import onnx_file
from redact.name_model.training.encoder import TokenClassifier, mean_weights
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
    arguments = onnx_file.read_arguments(__doc__, HERE)
    model = TokenClassifier(len(LABELS))
    model.load_state_dict(mean_weights(arguments.trained))
    tokenizer = plain_tokenizer(arguments.encoder)
    onnx_file.write(_Shares(model), tokenizer, arguments.out, "shares", {0: "windows", 1: "tokens"})


if __name__ == "__main__":
    main()
