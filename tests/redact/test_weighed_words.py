"""The name model's last word: it hides what it is sure enough of, and frees the plain words that it denies."""

import pytest

from calls.call import Channel
from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.mask_text import BLANK
from redact.model_shares import Shares
from redact.name_model.marks import NAME, POSSIBLE_REASON, WEIGHT
from redact.weighed_words import (
    LEAST_BESIDE_NUMBERS,
    LEAST_BY_MODEL,
    LEAST_BY_RULE,
    LEAST_WHERE_NOTHING_IS_SURE,
    SURELY,
    TURNS_OF_A_CALL,
    weigh_words,
)


def hidden(text: str, ruled: str, shares: dict[str, float], kind: Kind = Kind.PERSON, *, n_turns: int = 1) -> list[str]:
    """What is hidden of `text`, the first turn, where a rule has found `ruled` and the model gives such shares."""
    turns = [Turn.of_text(Channel.CALLER, text), *[Turn.of_text(Channel.AGENT, "well")] * (n_turns - 1)]
    by_rule = [_finding(text, ruled, kind, 0.9, "a rule")] if ruled else []
    by_model = [_finding(text, word, kind, share * WEIGHT, NAME) for word, share in shares.items()]
    weighed = weigh_words(turns, by_rule, Shares(by_model))
    return [text[finding.start : finding.end] for finding in weighed]


def test_what_the_model_is_sure_enough_of_is_hidden_though_no_rule_found_it() -> None:
    for share, found in ((LEAST_BY_MODEL, ["dana", "wren"]), (LEAST_BY_MODEL - 0.01, ["dana"])):
        sure = {"dana": SURELY, "wells": SURELY}
        assert hidden("dana said it was wren who called about wells", "", {**sure, "wren": share}) == [*found, "wells"]


def test_in_what_is_left_of_a_blanked_text_and_beside_mere_codes_the_model_must_be_surer() -> None:
    shares = {"dana": SURELY, "wells": SURELY, "wren": LEAST_BESIDE_NUMBERS - 0.01}
    assert hidden("dana wells said it was wren", "", shares) == ["dana wells", "wren"]
    assert hidden(f"dana wells said {BLANK} was wren", "", shares) == ["dana wells"]
    assert hidden("dana wells said it was wren", "", shares, Kind.CUSTOMER_ID) == ["dana wells"]
    assert hidden("dana wells said it was wren", "", {**shares, "wren": LEAST_BESIDE_NUMBERS}, Kind.SSN, n_turns=9) == [
        "dana wells",
        "wren",
    ]


def test_in_a_whole_call_a_code_alone_may_be_an_orders() -> None:
    shares = {"K 4 0": SURELY, "wren": LEAST_BESIDE_NUMBERS}
    talk = "K 4 0 and it was wren"
    assert hidden(talk, "", shares, Kind.CUSTOMER_ID, n_turns=TURNS_OF_A_CALL - 1) == ["K 4 0", "wren"]
    assert hidden(talk, "", shares, Kind.CUSTOMER_ID, n_turns=TURNS_OF_A_CALL) == ["K 4 0"]


def test_one_sure_name_alone_may_be_somebody_famous() -> None:
    shares = {"dana": SURELY, "wren": LEAST_BESIDE_NUMBERS - 0.01}
    assert hidden("dana said it was wren", "", shares) == ["dana"]


def test_where_nothing_is_surely_a_secret_the_model_must_be_surer() -> None:
    for share, found in ((LEAST_WHERE_NOTHING_IS_SURE, ["wren"]), (LEAST_WHERE_NOTHING_IS_SURE - 0.01, [])):
        assert hidden("it was wren who called", "", {"wren": share}) == found


def test_a_plain_word_that_a_rule_hid_and_the_model_denies_stays_readable() -> None:
    shares = {"wren": 0.9, "parker": LEAST_BY_RULE}
    assert hidden("wren parker speaking now", "wren parker speaking", shares) == ["wren parker"]
    assert hidden("wren said parker", "wren said parker", shares) == ["wren", "parker"]
    assert hidden("speaking of it", "speaking", {}) == []


@pytest.mark.parametrize("number", ["4111 1111", "four one one one", "F 7 double 2", "November 4 oh"])
def test_digits_and_letters_that_a_rule_hid_stay_hidden_whatever_the_model_thinks(number: str) -> None:
    assert hidden(f"it is {number} I think", number, {}, Kind.CARD_NUMBER) == [number]


def _finding(text: str, part: str, kind: Kind, confidence: float, detector: str) -> Finding:
    start = text.index(part)
    reason = POSSIBLE_REASON if detector == NAME else "a rule's"
    return Finding(kind, 0, start, start + len(part), confidence, detector, reason)
