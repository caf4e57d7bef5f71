"""Fine-tune the token classifier on made-up calls and on calls written by hand.

    python -m redact.name_model.training.train --encoder FOLDER --out FOLDER [--steps 900] [--seed 7]

FOLDER is the folder `model` out of the package that `encoder.lock` names. On two cores with AMX about 3,000 tokens a
second: the committed model took the time that its card states. Nothing here runs in production.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from calls.finding import Kind
from redact.name_model.training.committed import committed_state
from redact.name_model.training.encoder import TokenClassifier, load_published
from redact.name_model.training.invented import everyday_words
from redact.name_model.training.made_calls import made_calls
from redact.name_model.training.made_turns import MadeTurn
from redact.name_model.training.written_calls import written_calls
from redact.name_model.windows import AGENT, CALLER, LENGTH, PADDING, UNKNOWN, windows_of

LABELS = ("O", *(kind.value for kind in Kind))
_NOT_LEARNT = -100
_BATCH = 16
_HIGHEST_RATE, _HEAD_RATE = 2.5e-4, 1.5e-3
_MASK, _HIDE_WORD = 103, 0.08


def main() -> None:
    arguments = _arguments()
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)
    tokenizer = plain_tokenizer(arguments.encoder)
    arguments.out.mkdir(parents=True, exist_ok=True)
    model = TokenClassifier(len(LABELS))
    if arguments.go_on:
        model.load_state_dict(_state_of(arguments.go_on))
    else:
        load_published(model, arguments.encoder / "model.safetensors")
        _name_the_speakers(model, tokenizer)
    words = everyday_words(arguments.encoder / "vocab.txt")
    rng = random.Random(arguments.seed)
    calls = _mixed(
        made_calls(arguments.seed, words), written_calls(arguments.seed, arguments.split), arguments.written, rng
    )
    batches = _batches(tokenizer, calls, rng)
    _fit(model, batches, arguments)


def plain_tokenizer(encoder: Path) -> Tokenizer:
    """The published tokeniser without its cutting and padding."""
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--go-on", type=Path, help="a classifier.pt or model.onnx in place of the published encoder")
    parser.add_argument("--written", type=float, default=0.5, help="the share of calls that were written by hand")
    parser.add_argument("--split", type=Path, action="append", default=[], help="a split of the benchmark to learn too")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=900)
    parser.add_argument("--warm-up", type=int, default=60, help="steps in which the rates rise")
    parser.add_argument("--cool-down", type=int, default=150, help="last steps, in which they fall to nothing")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def _state_of(file: Path) -> dict[str, Tensor]:
    state: dict[str, Tensor] = torch.load(file, weights_only=True) if file.suffix == ".pt" else committed_state(file)
    return state


def _mixed(
    made: Iterator[list[MadeTurn]], written: Iterator[list[MadeTurn]], share: float, rng: random.Random
) -> Iterator[list[MadeTurn]]:
    while True:
        yield next(written if rng.random() < share else made)


def _name_the_speakers(model: TokenClassifier, tokenizer: Tokenizer) -> None:
    """The marks of who speaks begin as the words for them."""
    with torch.no_grad():
        for mark, word in ((AGENT, "agent"), (CALLER, "customer"), (UNKNOWN, "person")):
            model.words.weight[mark] = model.words.weight[tokenizer.token_to_id(word)]


def _batches(
    tokenizer: Tokenizer, calls: Iterator[list[MadeTurn]], rng: random.Random
) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    """(tokens, mask, labels), windows of like length together."""
    pool: list[tuple[list[int], list[int]]] = []
    for call in calls:
        pool += _examples(tokenizer, call, rng)
        if len(pool) < 16 * _BATCH:
            continue
        pool.sort(key=lambda example: len(example[0]))
        groups = [pool[k : k + _BATCH] for k in range(0, len(pool) - _BATCH + 1, _BATCH)]
        rng.shuffle(groups)
        yield from (_padded(group) for group in groups)
        pool = []


def _examples(tokenizer: Tokenizer, call: list[MadeTurn], rng: random.Random) -> list[tuple[list[int], list[int]]]:
    kinds = [kind for turn in call for kind in turn.kinds]
    is_unknown = rng.random() < 0.1  # mono recordings: nobody knows who speaks
    turns = [(UNKNOWN if is_unknown else AGENT if turn.is_agent else CALLER, turn.words) for turn in call]
    examples = []
    for window in windows_of(tokenizer, turns):
        labels = [_NOT_LEARNT if word < 0 else LABELS.index(kinds[word]) for word in window.words]
        tokens = [
            _MASK if word >= 0 and rng.random() < _HIDE_WORD else token
            for token, word in zip(window.tokens, window.words, strict=True)
        ]
        examples.append((tokens, labels))
    return examples


def _padded(group: list[tuple[list[int], list[int]]]) -> tuple[Tensor, Tensor, Tensor]:
    longest = max(len(tokens) for tokens, _ in group)
    assert longest <= LENGTH
    tokens = torch.tensor([row + [PADDING] * (longest - len(row)) for row, _ in group])
    labels = torch.tensor([row + [_NOT_LEARNT] * (longest - len(row)) for _, row in group])
    mask = torch.tensor([[1.0] * len(row) + [0.0] * (longest - len(row)) for row, _ in group])
    return tokens, mask, labels


def _fit(
    model: TokenClassifier, batches: Iterator[tuple[Tensor, Tensor, Tensor]], arguments: argparse.Namespace
) -> None:
    steps = arguments.steps
    learnt = [weights for weights in model.parameters() if weights.requires_grad]
    head = {id(weights) for weights in model.head.parameters()}
    body = [weights for weights in learnt if id(weights) not in head]
    groups = [{"params": body, "peak": _HIGHEST_RATE}, {"params": list(model.head.parameters()), "peak": _HEAD_RATE}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    started, seen, mean = time.monotonic(), 0, 0.0
    for step, (tokens, mask, labels) in enumerate(batches, start=1):
        share = min(1.0, step / arguments.warm_up, (steps + 1 - step) / arguments.cool_down)
        for group in optimiser.param_groups:
            group["lr"] = group["peak"] * share
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = model(tokens, mask)
        loss = nn.functional.cross_entropy(scores.float().flatten(0, 1), labels.flatten(), ignore_index=_NOT_LEARNT)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(learnt, 1.0)
        optimiser.step()
        optimiser.zero_grad()
        seen += int(mask.sum())
        mean = loss.item() if step == 1 else 0.97 * mean + 0.03 * loss.item()
        if step % 10 == 0:
            progress = {"step": step, "of": steps, "loss": round(mean, 4), "tokens": seen}
            print(json.dumps({**progress, "s": round(time.monotonic() - started)}), flush=True)  # noqa: T201
        if step % 20 == 0 or step == steps:
            save(model, arguments.out)
        if step == steps:
            break


def save(model: TokenClassifier, out: Path) -> None:
    torch.save(model.state_dict(), out / "classifier.pt")


if __name__ == "__main__":
    main()
