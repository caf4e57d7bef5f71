"""The model as it is run: how likely a caller objects, by some of their words. One thread, no torch."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from redact.committed_model import open_committed
from redact.objection_model.pieces import PADDING, pieces_of

MODEL_SHA256 = "5c30658105e9827b2ab40fbfc13c94d1130f5cd0511c3a5c2e3e0277718b42dc"
TOKENIZER_SHA256 = "714df528f1a8fb1d57cbaf1f7b27e70ff6e0e1ca5098f74f7bef455a73296882"
_BATCH = 8
"""Stretches read at once: more are no faster on one thread."""


class ObjectionClassifier:
    def __init__(
        self, folder: Path, *, model_sha256: str = MODEL_SHA256, tokenizer_sha256: str = TOKENIZER_SHA256
    ) -> None:
        """`folder`: where model.onnx and tokenizer.json lie. Raises ModelMissing unless both have these sums."""
        self._tokenizer, self._session = open_committed(
            folder, "objection model", model_sha256=model_sha256, tokenizer_sha256=tokenizer_sha256
        )

    def chances(self, said: Sequence[tuple[str, str]]) -> list[float]:
        """For each (words of the agent before, words of the caller) how likely the caller objects, between 0 and 1:
        that of its likeliest stretch; 0 without words. Time grows with the words."""
        stretches = [(index, piece) for index, pair in enumerate(said) for piece in pieces_of(self._tokenizer, *pair)]
        stretches.sort(key=lambda stretch: len(stretch[1]))
        chances = [0.0] * len(said)
        for first in range(0, len(stretches), _BATCH):
            batch = stretches[first : first + _BATCH]
            answers = self._read([piece for _, piece in batch])
            for (index, _), chance in zip(batch, answers, strict=True):
                chances[index] = max(chances[index], chance)
        return chances

    def _read(self, pieces: Sequence[Sequence[int]]) -> list[float]:
        longest = max(map(len, pieces))
        tokens = np.full((len(pieces), longest), PADDING, dtype=np.int64)
        mask = np.zeros((len(pieces), longest), dtype=np.float32)
        for row, piece in enumerate(pieces):
            tokens[row, : len(piece)] = piece
            mask[row, : len(piece)] = 1.0
        answer: list[float] = self._session.run(["chances"], {"tokens": tokens, "mask": mask})[0].tolist()
        return answer
