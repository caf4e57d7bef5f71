"""Fine-tune the second opinion on spoken objections.

    python -m redact.objection_model.training.train --encoder FOLDER --out FILE [--without third_test] [--seed 7]

FOLDER holds `model.safetensors` and `tokenizer.json` of the package in redact/name_model/training/encoder.lock. The
author of a split that is named by `--without` is unknown to the model: so levels are chosen.
"""

import argparse
import random
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from redact.objection_model.context import is_plausible
from redact.objection_model.pieces import LONGEST_OWN, PADDING, pieces_of
from redact.objection_model.training.encoder import ObjectionClassifier, begin_as_published, small_tokenizer
from redact.objection_model.training.wordings import (
    Example,
    call_wordings,
    examples,
    ordinary_wordings,
    own_wordings,
    split_wordings,
)

READ_SPLITS = (
    "tune",
    "second_test",
    "third_test",
    "fourth_test",
    "fifth_test",
    "sixth_test",
    "eleventh_test",
    "twelfth_test",
    "thirteenth_test",
    "fourteenth_test",
    "fifteenth_test",
    "sixteenth_test",
    "seventeenth_test",
    "eighteenth_test",
    "nineteenth_test",
)
_BATCH, _SORTED = 16, 20
_LONGEST = 64
"""Word pieces of a wording with what stands around it."""
_HIGHEST_RATE, _WARM_UP = 2e-4, 60
_ORDINARY = 12_000
"""Made-up turns an epoch, of which an eighth may be an objection by single words; the model reads no others."""

Stretch = tuple[list[int], float]


def main() -> None:
    arguments = _arguments()
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)
    rng = random.Random(arguments.seed)
    tokenizer = small_tokenizer(arguments.encoder / "tokenizer.json")
    model = ObjectionClassifier(tokenizer.get_vocab_size())
    begin_as_published(model, arguments.encoder)
    splits = [split for split in READ_SPLITS if split not in arguments.without]
    wordings = own_wordings() + [wording for split in splits for wording in split_wordings(split)]
    print(f"{len(wordings)} wordings, {sum(w.objects for w in wordings)} of them objections", flush=True)  # noqa: T201
    talk = [wording for split in splits for wording in call_wordings(split)]
    epochs = []
    for epoch in range(arguments.epochs):
        ordinary = talk + ordinary_wordings(arguments.seed + epoch, _ORDINARY)
        stretches = [
            (piece, float(example.objects))
            for example in examples(wordings + ordinary, rng)
            if is_plausible(example.before, example.own)
            for piece in _stretches(tokenizer, example, rng)
        ]
        epochs.append(list(_batches(stretches, rng)))
    fit(model, epochs, arguments.out)


def _stretches(tokenizer: Tokenizer, example: Example, rng: random.Random) -> Iterator[list[int]]:
    """Of an objection a wide one, as nobody knows in which words it lies; of other talk every one."""
    if example.objects:
        return islice(pieces_of(tokenizer, example.before, example.own, _LONGEST), 1)
    return pieces_of(tokenizer, example.before, example.own, rng.choice((LONGEST_OWN, _LONGEST)))


def fit(model: ObjectionClassifier, epochs: list[list[list[Stretch]]], out: Path) -> None:
    optimiser = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=0.0, weight_decay=0.01)
    steps, step, began = sum(map(len, epochs)), 0, time.monotonic()
    model.train()
    for epoch, batches in enumerate(epochs):
        total = 0.0
        for batch in batches:
            for group in optimiser.param_groups:
                group["lr"] = _HIGHEST_RATE * min(1.0, (step + 1) / _WARM_UP) * max(0.01, 1.0 - step / steps)
            tokens, mask = padded([ids for ids, _ in batch])
            objects = torch.tensor([objects for _, objects in batch])
            loss = nn.functional.binary_cross_entropy_with_logits(model(tokens, mask), objects)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            step, total = step + 1, total + loss.item()
        print(f"epoch {epoch} {total / len(batches):.4f} {time.monotonic() - began:.0f} s", flush=True)  # noqa: T201
        torch.save(model.state_dict(), out)


def padded(stretches: list[list[int]]) -> tuple[Tensor, Tensor]:
    longest = max(map(len, stretches))
    tokens = torch.full((len(stretches), longest), PADDING, dtype=torch.long)
    mask = torch.zeros((len(stretches), longest))
    for row, ids in enumerate(stretches):
        tokens[row, : len(ids)] = torch.tensor(ids)
        mask[row, : len(ids)] = 1.0
    return tokens, mask


def _batches(stretches: list[Stretch], rng: random.Random) -> Iterator[list[Stretch]]:
    """Stretches of like length together, in an order by chance."""
    rng.shuffle(stretches)
    batches: list[list[Stretch]] = []
    for first in range(0, len(stretches), _BATCH * _SORTED):
        some = sorted(stretches[first : first + _BATCH * _SORTED], key=lambda stretch: len(stretch[0]))
        batches += [some[at : at + _BATCH] for at in range(0, len(some), _BATCH)]
    rng.shuffle(batches)
    return iter(batches)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--without", nargs="*", choices=READ_SPLITS, default=())
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
