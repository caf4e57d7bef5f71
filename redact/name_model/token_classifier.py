"""The model as it is run: for every word of a conversation how likely it is of each kind. One thread, no torch."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from calls.finding import Kind
from redact.committed_model import open_committed
from redact.name_model.windows import Window, windows_of

LABELS: tuple[Kind | None, ...] = (None, *Kind)
"""What the columns of the model's answer mean; None is no secret."""
MODEL_SHA256 = "687a016909adb6cbda5a145eb1dc09996ded1ef9c80a4c1610917dff9c68d11b"
TOKENIZER_SHA256 = "9114256b104cca80e04367526f03f46aa3c443c2ed174904142a73bbf13b9fbb"
Shares = np.ndarray[Any, np.dtype[np.float32]]


class TokenClassifier:
    def __init__(self, folder: Path) -> None:
        """`folder`: where model.onnx and tokenizer.json lie. Raises ModelMissing unless both are the pinned ones."""
        self._tokenizer, self._session = open_committed(
            folder, "name model", model_sha256=MODEL_SHA256, tokenizer_sha256=TOKENIZER_SHA256
        )

    def shares(self, turns: Sequence[tuple[int, Sequence[str]]]) -> Shares:
        """(words, LABELS): each word's shares add up to one. `turns`: see `windows.windows_of`."""
        count = sum(len(words) for _, words in turns)
        sums = np.zeros((count, len(LABELS)), dtype=np.float32)
        weights = np.zeros((count, 1), dtype=np.float32)
        for window in windows_of(self._tokenizer, turns):
            words = np.array(window.words)
            inside = words >= 0
            weight = np.array(window.weights, dtype=np.float32)[inside, None]
            np.add.at(sums, words[inside], self._read(window)[inside] * weight)
            np.add.at(weights, words[inside], weight)
        unread = weights[:, 0] == 0  # a word without a letter, digit or sign that the tokeniser knows
        sums[unread, 0], weights[unread] = 1.0, 1.0
        shares: Shares = sums / weights
        return shares

    def _read(self, window: Window) -> Shares:
        """One window at a time: several at once are no faster on one thread and take their memory, and the model, which
        rounds by what it is given at once, would let them bend each other's shares."""
        tokens = np.array([window.tokens], dtype=np.int64)
        given = {"tokens": tokens, "mask": np.ones(tokens.shape, dtype=np.float32)}
        answer: Shares = self._session.run(["shares"], given)[0][0]
        return answer
