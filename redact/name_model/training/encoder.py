"""The encoder that is fine-tuned: BERT (Devlin et al., 2019) in the size of MiniLM-L6-H384, with a head that gives
every token a score a label. Plain torch; the names of the parameters lead to those of the published weights."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

DROPPED = 0.1
"""The share of what each step adds that is left out at random while learning: made-up calls have few wordings."""
HIDDEN, LAYERS, HEADS, INNER, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30_522, 512


class Layer(nn.Module):
    """Self-attention, then two dense steps, each added to what came in and normalised."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(HIDDEN, HIDDEN) for _ in range(3))
        self.attended = nn.Linear(HIDDEN, HIDDEN)
        self.attended_norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.inner, self.outer = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.outer_norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.drop = nn.Dropout(DROPPED)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """`states`: (batch, tokens, HIDDEN). `bias`: (batch, 1, 1, tokens), very negative where there is no token."""
        batch, tokens, _ = states.shape
        query, key, value = (
            dense(states).view(batch, tokens, HEADS, -1).transpose(1, 2) for dense in (self.query, self.key, self.value)
        )
        # written out: torch's fused attention learns at half the speed in 16 bits on a CPU
        scores = (query * (HIDDEN // HEADS) ** -0.5) @ key.transpose(2, 3) + bias.to(query.dtype)
        mixed = torch.softmax(scores, dim=-1).to(value.dtype) @ value
        flat = mixed.transpose(1, 2).reshape(batch, tokens, HIDDEN)
        states = self.attended_norm(states + self.drop(self.attended(flat)))
        out: Tensor = self.outer_norm(states + self.drop(self.outer(nn.functional.gelu(self.inner(states)))))
        return out


class TokenClassifier(nn.Module):
    """Scores (logits) of every label for every token. Embeddings stay as published."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN)
        self.places = nn.Embedding(POSITIONS, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.head = nn.Linear(HIDDEN, labels)
        for kept in (self.words, self.places, self.norm):
            kept.requires_grad_(False)

    def forward(self, tokens: Tensor, mask: Tensor) -> Tensor:
        """`tokens`: ids (batch, tokens). `mask`: 1 for a token, 0 for padding. Answers (batch, tokens, labels)."""
        states = self.norm(self.words(tokens) + self.places.weight[: tokens.shape[1]])
        bias = (1.0 - mask[:, None, None, :].to(states.dtype)) * -10_000.0
        for layer in self.layers:
            states = layer(states, bias)
        scores: Tensor = self.head(states)
        return scores


def mean_weights(files: Sequence[Path]) -> dict[str, Tensor]:
    """What one training learnt, or the mean of several that began as one: it errs less than any of them."""
    learnt = [torch.load(file, weights_only=True) for file in files]
    return {name: torch.stack([weights[name] for weights in learnt]).mean(dim=0) for name in learnt[0]}


def load_published(model: TokenClassifier, file: Path) -> None:
    """Put the published weights (a .safetensors file of a BERT) into the encoder; the head stays as it is."""
    tensors = read_safetensors(file)
    state = model.state_dict()
    state["words.weight"] = tensors["embeddings.word_embeddings.weight"]
    segment = tensors["embeddings.token_type_embeddings.weight"][0]
    state["places.weight"] = tensors["embeddings.position_embeddings.weight"] + segment
    state["norm.weight"] = tensors["embeddings.LayerNorm.weight"]
    state["norm.bias"] = tensors["embeddings.LayerNorm.bias"]
    for number in range(LAYERS):
        for ours, published in _PARTS.items():
            for what in ("weight", "bias"):
                state[f"layers.{number}.{ours}.{what}"] = tensors[f"encoder.layer.{number}.{published}.{what}"]
    model.load_state_dict(state)


_PARTS = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "attended": "attention.output.dense",
    "attended_norm": "attention.output.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "outer_norm": "output.LayerNorm",
}


def read_safetensors(file: Path) -> dict[str, Tensor]:
    """Tensors of 32-bit floats: eight bytes of header length, a JSON header, the numbers (the safetensors format)."""
    raw = file.read_bytes()
    length = int.from_bytes(raw[:8], "little")
    tensors = {}
    for name, about in json.loads(raw[8 : 8 + length]).items():
        if name == "__metadata__" or about["dtype"] != "F32":
            continue
        start, end = (8 + length + offset for offset in about["data_offsets"])
        numbers = np.frombuffer(raw[start:end], dtype="<f4").reshape(about["shape"])
        tensors[name] = torch.from_numpy(numbers.copy())
    return tensors
