"""The encoder that is fine-tuned: the lowest layers of a published BERT with a vocabulary of the commoner words, and a
head that answers for the whole stretch. Plain torch."""

import json
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from redact.name_model.training.encoder import HIDDEN, Layer, TokenClassifier, load_published

LAYERS = 3
POSITIONS = 128
_DROPPED = 0.1
_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
_COMMON = 9_000
"""The published vocabulary is in order of frequency; what comes later is read in smaller pieces."""


def small_vocabulary(published: Path) -> tuple[str, ...]:
    """Of the published words, in their order: the ASCII ones among the first, and every ASCII sign."""
    words = json.loads(published.read_text("utf-8"))["model"]["vocab"]
    kept = [
        word
        for word, rank in sorted(words.items(), key=lambda pair: pair[1])
        if word not in _SPECIAL
        and not word.startswith("[")
        and word.isascii()
        and (rank < _COMMON or len(word.removeprefix("##")) == 1)
    ]
    return (*_SPECIAL, *kept)


def small_tokenizer(published: Path) -> Tokenizer:
    """The published tokeniser with the smaller vocabulary; ids count anew."""
    about = json.loads(published.read_text("utf-8"))
    about["model"]["vocab"] = {word: number for number, word in enumerate(small_vocabulary(published))}
    about["added_tokens"] = []
    about["post_processor"] = about["truncation"] = about["padding"] = None
    return Tokenizer.from_str(json.dumps(about))


class ObjectionClassifier(nn.Module):
    """One score (logit) for each stretch: how likely the caller objects. Word vectors stay as published."""

    def __init__(self, n_words: int) -> None:
        super().__init__()
        self.words = nn.Embedding(n_words, HIDDEN)
        self.places = nn.Embedding(POSITIONS, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.dropped = nn.Dropout(_DROPPED)
        self.head = nn.Linear(2 * HIDDEN, 1)
        for kept in (self.words, self.places, self.norm):
            kept.requires_grad_(False)

    def forward(self, tokens: Tensor, mask: Tensor) -> Tensor:
        """`tokens`: ids (batch, tokens). `mask`: 1 for a token, 0 for padding. Answers (batch,)."""
        states = self.norm(self.words(tokens) + self.places.weight[: tokens.shape[1]])
        bias = (1.0 - mask[:, None, None, :].to(states.dtype)) * -10_000.0
        for layer in self.layers:
            states = layer(states, bias)
        there = mask[:, :, None].to(states.dtype)
        mean = (states * there).sum(1) / there.sum(1)
        highest = (states + (there - 1.0) * 10_000.0).amax(1)
        scores: Tensor = self.head(self.dropped(torch.cat((mean, highest), dim=1)))[:, 0]
        return scores


def begin_as_published(model: ObjectionClassifier, folder: Path) -> None:
    """Put the published weights into the layers and, for the words that are kept, into the word vectors."""
    whole = TokenClassifier(1)
    load_published(whole, folder / "model.safetensors")
    ids = json.loads((folder / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
    rows = torch.tensor([ids[word] for word in small_vocabulary(folder / "tokenizer.json")])
    model.words.weight.data.copy_(whole.words.weight[rows])
    model.places.weight.data.copy_(whole.places.weight[:POSITIONS])
    model.norm.load_state_dict(whole.norm.state_dict())
    for own, theirs in zip(model.layers, whole.layers, strict=False):
        own.load_state_dict(theirs.state_dict())
