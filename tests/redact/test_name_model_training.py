"""What the name model learns from: one set of calls a seed, exchanges that can be said, secrets marked to the word."""

import json
import random
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from calls.finding import Kind
from redact.name_model.token_classifier import TokenClassifier as RunClassifier
from redact.name_model.training import written_calls as written
from redact.name_model.training.committed import committed_state
from redact.name_model.training.encoder import TokenClassifier, mean_weights, read_safetensors
from redact.name_model.training.exchanges import all_exchanges, exchanges, reading
from redact.name_model.training.export import SOFTENED
from redact.name_model.training.made_calls import INNOCENT, SECRET, made_calls
from redact.name_model.training.made_turns import MadeTurn, made_turn
from redact.name_model.training.sayings import Style
from redact.name_model.training.slot_table import say
from redact.name_model.training.slots import Slots
from redact.name_model.training.worn_talk import in_turns
from redact.name_model.training.written_calls import DIALOGUES, read_calls, read_split, written_calls
from redact.name_model.windows import AGENT, CALLER, windows_of

MODEL = Path(written.__file__).parent.parent
WORDS = ["lantern", "copper", "window", "button", "garden", "velvet"]


def made(seed: int, count: int = 40) -> list[list[MadeTurn]]:
    return list(islice(made_calls(seed, WORDS), count))


def test_one_seed_makes_one_set_of_calls() -> None:
    assert made(5) == made(5)
    assert made(5) != made(6)


def test_every_word_has_a_kind_and_some_calls_have_no_secret() -> None:
    known = {"O", *(kind.value for kind in Kind)}
    calls = made(5, 120)
    for turn in (turn for call in calls for turn in call):
        assert len(turn.words) == len(turn.kinds)
        assert known.issuperset(turn.kinds)
    innocent = [call for call in calls if all(kind == "O" for turn in call for kind in turn.kinds)]
    assert 10 <= len(innocent) <= 60


@pytest.mark.parametrize("part", [*SECRET, *INNOCENT, "asides", "openings", "goodbyes"])
def test_every_exchange_can_be_said(part: str) -> None:
    for number, exchange in enumerate(exchanges(part)):
        for style in Style:
            rng = random.Random(number)
            said = " ".join(reading(exchange, Slots(rng, style, WORDS), rng))
            assert not set(said) & set("<>|"), f"{part}, exchange {number}"


def test_exchanges_without_secrets_have_none() -> None:
    for number, exchange in enumerate(all_exchanges(INNOCENT)):
        rng = random.Random(number)
        assert "{" not in " ".join(reading(exchange, Slots(rng, Style.CLEAN, WORDS), rng)), f"exchange {number}"


def test_fillers_within_a_number_are_no_part_of_it() -> None:
    turn = made_turn(is_agent=False, said="it's {PHONE:oh one two, um, and then four five}, um.", style=Style.CLEAN)
    assert turn.words == tuple("it's oh one two, um, and then four five, um.".split())
    assert [word for word, kind in zip(turn.words, turn.kinds, strict=True) if kind == "PHONE"] == (
        "oh one two, four five,".split()
    )


def test_a_number_that_is_taken_up_again_is_marked_on_both_sides() -> None:
    line = "C: it's {PHONE:one two three four five six}"
    said = {text for seed in range(400) for _, text in in_turns(line, random.Random(seed))}
    assert any(text.count("{PHONE:") == 2 for text in said)
    assert all(text.count("{") == text.count("}") for text in said)


def test_houses_and_births_said_again_are_the_same() -> None:
    slots = Slots(random.Random(3), Style.CLEAN, WORDS)
    house, again = say(slots, "house.name"), say(slots, "house.name.again")
    assert house == again
    say(slots, "dob")
    born = slots.values["dob"]
    say(slots, "dob.again")
    assert slots.values["dob"] == born


def test_several_trainings_become_their_mean(tmp_path: Path) -> None:
    files = [tmp_path / "one.pt", tmp_path / "two.pt"]
    for file, number in zip(files, (1.0, 3.0), strict=True):
        torch.save({"head.bias": torch.full((2,), number)}, file)
    assert torch.equal(mean_weights(files)["head.bias"], torch.full((2,), 2.0))


def test_padding_changes_no_answer() -> None:
    torch.manual_seed(1)
    model = TokenClassifier(20).eval()
    tokens = torch.tensor([[101, 1, 2026, 2171, 102]])
    padded = torch.nn.functional.pad(tokens, (0, 7))
    with torch.no_grad():
        alone = model(tokens, torch.ones(1, 5))
        beside = model(padded, torch.tensor([[1.0] * 5 + [0.0] * 7]))
    assert torch.allclose(alone, beside[:, :5], atol=1e-4)


def test_published_weights_are_read_without_their_library(tmp_path: Path) -> None:
    numbers = np.arange(6, dtype="<f4")
    header = json.dumps({"a": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}}).encode()
    file = tmp_path / "weights.safetensors"
    file.write_bytes(len(header).to_bytes(8, "little") + header + numbers.tobytes())
    assert torch.equal(read_safetensors(file)["a"], torch.arange(6.0).reshape(2, 3))


def test_the_calls_written_by_hand_are_read_in_one_order_a_seed_and_marked_with_known_kinds() -> None:
    known = {"O", *(kind.value for kind in Kind)}
    first, again, other = (list(islice(written_calls(seed), 60)) for seed in (3, 3, 4))
    assert first == again
    assert first != other
    for turn in (turn for call in first for turn in call):
        assert len(turn.words) == len(turn.kinds)
        assert known.issuperset(turn.kinds)
        assert not set("{}") & set("".join(turn.words))


def test_names_and_digits_in_the_marks_become_others_alike_through_the_call(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    number = "{PHONE:two oh two}"
    (tmp_path / "calls.txt").write_text(
        f"== l us\nA: is that {{PERSON:dana}}\nC: yes {{PERSON:dana}} and it's {number} ten\nA: {number}\n"
    )
    read = _readings(monkeypatch, tmp_path, 40)
    names = {(call[0].words[-1], call[1].words[1]) for call in read}
    numbers = {(call[1].words[-4:-1], call[2].words) for call in read}
    assert all(first == second for first, second in names | numbers)
    assert len(names) > 5
    assert len(numbers) > 5
    assert {call[1].words[-1] for call in read} == {"ten"}


def test_a_name_that_is_spelled_in_the_call_stays_what_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "calls.txt").write_text("== l us\nC: {PERSON:dana}\nA: {PERSON:d a n a}\n")
    assert {call[0].words for call in _readings(monkeypatch, tmp_path, 20)} == {("dana",)}


def test_every_file_of_calls_written_by_hand_is_read() -> None:
    blocks = [
        block
        for file in DIALOGUES.glob("*.txt")
        for block in file.read_text("utf-8").split("\n\n")
        if block.strip() and not block.lstrip().startswith("#")
    ]
    assert len(blocks) > 900
    assert all(block.lstrip().startswith(("== l ", "== c ")) for block in blocks)


def _readings(monkeypatch: pytest.MonkeyPatch, folder: Path, count: int) -> list[list[MadeTurn]]:
    """Those in which nothing is blanked."""
    monkeypatch.setattr(written, "DIALOGUES", folder)
    monkeypatch.setattr(written, "_BLANKED", 0.0)
    written.read_calls.cache_clear()
    try:
        return list(islice(written_calls(1), count))
    finally:
        written.read_calls.cache_clear()


def test_the_committed_model_is_read_back_as_it_is_run() -> None:
    turns = [(AGENT, "thanks for calling who am i speaking to".split()), (CALLER, "this is dana from leeds".split())]
    (window,) = windows_of(Tokenizer.from_file(str(MODEL / "tokenizer.json")), turns)
    read_back = TokenClassifier(len(Kind) + 1).eval()
    read_back.load_state_dict(committed_state(MODEL / "model.onnx"))
    with torch.no_grad():
        scores = read_back(torch.tensor([window.tokens]), torch.ones(1, len(window.tokens)))[0]
    words = np.array(window.words) >= 0
    mine = torch.softmax(scores / SOFTENED, dim=-1).numpy()[words]
    theirs = RunClassifier(MODEL).shares(turns)
    assert np.abs(mine - theirs).max() < 0.2
    assert (mine.argmax(axis=1) == theirs.argmax(axis=1)).all()


def test_a_split_that_is_given_up_is_learnt_with_its_marks_and_look_alikes(tmp_path: Path) -> None:
    gold = [{"turn": 1, "start": 5, "end": 9, "kind": "PERSON"}, {"turn": 1, "start": 13, "end": 17, "kind": "PHONE"}]
    turns = [{"channel": "agent", "text": "Who is it?"}, {"channel": "caller", "text": "It's Mika on 0199."}]
    innocent = [{"channel": "caller", "text": "two of the four forty fives"}]
    call, look_alike = {"style": "clean", "turns": turns, "gold": gold}, {"style": "lower", "turns": innocent}
    (tmp_path / "dialogues.jsonl").write_text(json.dumps(call) + "\n", "utf-8")
    (tmp_path / "lookalikes.jsonl").write_text(json.dumps(look_alike) + "\n", "utf-8")
    assert list(read_split(tmp_path)) == [
        (Style.CLEAN, ("A: Who is it?", "C: It's {PERSON:Mika} on {PHONE:0199}.")),
        (Style.LOWER, ("C: two of the four forty fives",)),
    ]
    read = [turn for call in islice(written_calls(3, [tmp_path]), len(read_calls()) + 2) for turn in call]
    assert any(turn.words == tuple("two of the four forty fives".split()) for turn in read)
