"""Samples for training: surrogates that hold within one call and mean nothing outside it (P13)."""

import re
from typing import Any

import pytest

from calls.call import CallId, Channel
from calls.finding import Kind
from calls.ports.spool import RawConversation
from calls.transcript import Transcript
from redact.find_secrets import find_secrets, rule_detectors
from redact.mask_text import Placeholders, put_labels
from redact.placeholder_operators import put_labels_by_presidio
from redact.redact_call import redact_call
from redact.sample_text import hide_for_training
from redact.surrogates import MAILBOXES, STREETS, TOWNS, surrogates_of
from tests.redact.conversation import turns_of

CALL = (
    "agent: Thank you for calling, this is Robert, may I have your name please?",
    "caller: Yes, my name is Jane Milorad.",
    "agent: Thank you, Ms Milorad, and the card number?",
    "caller: It is 4111 1111 1111 1111, and the other one is 5425 2334 3010 9903.",
    "agent: So 4111 1111 1111 1111, is that right?",
    "caller: Yes. My e-mail is jane.milorad@example.org, and Robert, my order number is 447291.",
)


def archived(*lines: str) -> list[dict[str, Any]]:
    """A text conversation as the archive's rows have it."""
    turns = turns_of(*lines)
    findings = find_secrets(turns, rule_detectors())
    redacted = redact_call(RawConversation(CallId("c_1"), turns), Transcript(turns, "en", 0), findings)
    return [
        {
            "channel": turn.channel.value,
            "text": turn.text,
            "masks": [
                {"kind": mask.kind.value, "start": mask.start, "end": mask.end, "value_number": mask.value_number}
                for mask in redacted.masks
                if mask.turn == number
            ],
        }
        for number, turn in enumerate(redacted.turns)
    ]


def sample(*lines: str, draw: str = "s_1", placeholders: Placeholders = put_labels) -> list[str]:
    hidden = hide_for_training(archived(*lines), rule_detectors(), draw=draw, placeholders=placeholders)
    assert all(set(turn) == {"channel", "text"} for turn in hidden)
    return [turn["text"] for turn in hidden]


def test_P13_order_numbers_are_hidden_and_everything_has_a_surrogate() -> None:
    texts = sample(*CALL)
    assert texts[:5] == [
        "Thank you for calling, this is Agent, may I have your name please?",
        "Yes, my name is Caller.",
        "Thank you, Ms Caller, and the card number?",
        "It is [CARD_NUMBER 1], and the other one is [CARD_NUMBER 2].",
        "So [CARD_NUMBER 1], is that right?",
    ]
    assert re.fullmatch(
        r"Yes\. My e-mail is [a-z]+@example\.com, and Agent, my order number is \[ORDER_NUMBER 1\]\.", texts[5]
    )


def test_both_ways_to_put_surrogates_agree() -> None:
    assert sample(*CALL) == sample(*CALL, placeholders=put_labels_by_presidio)


def test_P13_a_surrogate_is_the_same_all_through_the_call_and_another_one_for_another_value() -> None:
    first, second, third, fourth = sample(
        "caller: I live at 42 Maple Street, Springfield.",
        "caller: Send it to 17 Oak Avenue, Denver.",
        "agent: So not to 42 Maple Street?",
        "caller: No, to 17 Oak Avenue, Denver.",
    )
    one, other = (text.split(" ", 3)[3].removesuffix(".") for text in (first, second))
    assert one != other
    assert all(street in STREETS and town in TOWNS for street, town in (one.split(", "), other.split(", ")))
    assert (third, fourth) == (f"So not to {one}?", f"No, to {other}.")


def test_P13_the_same_draw_gives_the_same_text_and_another_draw_other_surrogates() -> None:
    lines = ("caller: I live at 42 Maple Street, Springfield.", "caller: My e-mail is jane@example.org.")
    assert sample(*lines) == sample(*lines)
    drawn = {tuple(sample(*lines, draw=f"s_{number}")) for number in range(20)}
    assert len(drawn) > 10


def test_P13_two_calls_with_one_value_share_no_surrogate_by_it() -> None:
    """The surrogate depends on the draw and the order of mention alone: nothing of the value goes into it."""
    assert sample("caller: I live at 42 Maple Street.") == sample("caller: I live at 17 Oak Avenue.")
    assert sample("caller: My card is 4111 1111 1111 1111.") == sample("caller: My card is 5425 2334 3010 9903.")


def test_P13_no_surrogate_holds_more_digits_than_its_number_in_the_call() -> None:
    surrogate = surrogates_of("s_1")
    for kind in Kind:
        assert re.findall(r"\d+", surrogate(kind, 7)) in ([], ["7"]), kind
    for names in (STREETS, TOWNS, MAILBOXES):
        assert not re.search(r"\d", "".join(names))


def test_more_values_than_invented_names_are_still_told_apart() -> None:
    surrogate = surrogates_of("s_1")
    for kind in (Kind.ADDRESS, Kind.EMAIL, Kind.PERSON):
        assert len({surrogate(kind, number) for number in range(1, 301)}) == 300


def test_a_third_person_is_numbered_and_a_party_has_a_name() -> None:
    assert sample(
        "agent: Hello, my name is Robert, who am I speaking with?",
        "caller: Jane Milorad. I'm calling for my husband Peter.",
        "agent: Is Peter there?",
        "caller: Peter is out. Robert, can you help?",
    ) == [
        "Hello, my name is Agent, who am I speaking with?",
        "Caller. I'm calling for my husband Person 3.",
        "Is Person 3 there?",
        "Person 3 is out. Agent, can you help?",
    ]


def test_nobody_is_a_party_where_the_channels_have_no_names() -> None:
    hidden = [turn | {"channel": Channel.UNKNOWN.value} for turn in archived("caller: Hello, my name is Jane Milorad.")]
    assert hide_for_training(hidden, rule_detectors(), draw="s_1")[0]["text"] == "Hello, my name is Person 1."


def test_a_label_from_before_values_had_numbers_stays_a_label() -> None:
    rows = archived("caller: Hello, my name is Jane Milorad and my order number is 447291.")
    rows[0]["masks"][0]["value_number"] = None
    assert hide_for_training(rows, rule_detectors(), draw="s_1")[0]["text"] == (
        "Hello, my name is [PERSON] and my order number is [ORDER_NUMBER 1]."
    )


def test_text_that_only_looks_like_a_label_is_left_alone() -> None:
    assert sample("caller: I typed [PERSON] into the form.") == ["I typed [PERSON] into the form."]


@pytest.mark.parametrize("draw", ["s_1", "s_2"])
def test_P13_what_is_found_only_now_gets_the_next_number(draw: str) -> None:
    rows = archived("caller: My card is 4111 1111 1111 1111.")
    rows.append({"channel": "caller", "text": "My other card is 5425 2334 3010 9903.", "masks": []})
    assert [turn["text"] for turn in hide_for_training(rows, rule_detectors(), draw=draw)] == [
        "My card is [CARD_NUMBER 1].",
        "My other card is [CARD_NUMBER 2].",
    ]
