"""The trained second opinion as the files that production reads.

    python -m redact.objection_model.training.export --encoder FOLDER --trained FILE

Writes model.onnx and tokenizer.json beside the classifier and prints their SHA-256.
"""

from pathlib import Path

import torch
from torch import Tensor, nn

from redact.name_model.training import onnx_file
from redact.name_model.training.encoder import mean_weights
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
    arguments = onnx_file.read_arguments(__doc__, HERE)
    tokenizer = small_tokenizer(arguments.encoder / "tokenizer.json")
    model = ObjectionClassifier(tokenizer.get_vocab_size())
    model.load_state_dict(mean_weights(arguments.trained))
    onnx_file.write(_Chances(model), tokenizer, arguments.out, "chances", {0: "stretches"})


if __name__ == "__main__":
    main()
