"""The pieces that were tried beside the ensemble: without their packages they say so, and they change nothing else."""

import sys

import pytest

from benchmarks.redaction.pieces import ROWS, SPLITS, sample
from benchmarks.redaction.tried_pieces import (
    PieceMissing,
    Usaddress,
    _stretches,
    _tokens,
    caser_of_frequencies,
    caser_of_lists,
    truecased,
)
from redact.dialogue_context import read_turns
from tests.redact.conversation import turns_of


def test_without_its_package_a_piece_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for package in ("usaddress", "truecase", "truecase.TrueCaser"):
        monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(PieceMissing, match="pip install usaddress"):
        Usaddress(needs_type=True)
    with pytest.raises(PieceMissing, match="pip install truecase"):
        caser_of_frequencies()


def test_the_newest_splits_stay_out_of_the_trial() -> None:
    newest = {
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
    }
    assert not newest & set(SPLITS)
    assert len(sample(200)) >= len(SPLITS)
    assert {"as wired", "+ usaddress", "+ truecase"} <= set(ROWS)


def test_a_spoken_number_is_one_token_of_digits_at_its_place() -> None:
    (read,) = read_turns(turns_of("caller: it's fourteen twenty-two, Maple Street ."))
    tokens = _tokens(read.turn, [(run.text, run.start, run.end) for run in read.runs])
    assert [text for text, _, _ in tokens] == ["it's", "1422,", "Maple", "Street"]
    assert read.turn.text[slice(*tokens[1][1:])] == "fourteen twenty-two,"


@pytest.mark.parametrize(
    ("labels", "needs_type", "expected"),
    [
        (["NotAddress", "AddressNumber", "StreetName", "StreetNamePostType"], True, [(5, 30)]),
        (["NotAddress", "AddressNumber", "StreetName", "PlaceName"], True, []),
        (["NotAddress", "AddressNumber", "StreetName", "PlaceName"], False, [(5, 30)]),
        (["AddressNumber", "Recipient", "StreetName", "StreetNamePostType"], False, []),
    ],
)
def test_a_number_and_a_street_make_an_address(
    labels: list[str], needs_type: bool, expected: list[tuple[int, int]]
) -> None:
    tokens = [("it's", 0, 4), ("1422", 5, 13), ("Maple", 14, 19), ("Street", 20, 30)]
    assert list(_stretches(tokens, labels, needs_type=needs_type)) == expected


def test_capitals_are_put_back_in_turns_without_any_and_move_nothing() -> None:
    bare, cased = turns_of("so this is shanice williams and i rang before", "So this is shanice williams")
    put = truecased(bare, caser_of_lists())
    assert put.text.lower() == bare.text
    assert put.text.startswith("So this is Shanice Williams")
    assert " I rang" in put.text
    assert truecased(cased, caser_of_lists()) == cased
