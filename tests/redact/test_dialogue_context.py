"""What was asked arms the answer; back-channels change nothing; what is known is hidden again."""

from calls.finding import Kind
from redact.dialogue_context import read_turns, reading_once
from tests.redact.conversation import findings_of, redacted, turns_of


def test_a_card_split_over_turns_by_okays_is_one_value() -> None:
    found = findings_of(
        "agent: Can I have your card number?",
        "caller: Sure, it's 4111 1111",
        "agent: mm-hmm, okay",
        "caller: 1111",
        "agent: go ahead",
        "caller: 1111.",
    )
    assert [finding.kind for finding in found] == [Kind.CARD_NUMBER] * 3
    assert len({finding.group for finding in found}) == 1
    assert found[0].group is not None


def test_a_question_for_three_things_is_answered_by_length() -> None:
    assert redacted(
        "agent: I need the card number, the expiration date and the security code please.",
        "caller: Okay. 4111 1111 1111 1111.",
        "caller: It's 04 27.",
        "caller: And it's 123.",
    )[1:] == ["Okay. [CARD_NUMBER].", "It's [CARD_EXPIRY].", "And it's [CARD_CVV]."]


def test_what_the_agent_reads_back_is_masked_too() -> None:
    lines = redacted(
        "agent: What's the best number to reach you?",
        "caller: 202-555-0147.",
        "agent: I have 202 555 0147, is that right?",
        "caller: Yes.",
        "agent: So the last bit is 0147. Thank you.",
    )
    assert lines[2] == "I have [PHONE], is that right?"
    assert "0147" not in lines[4]


def test_the_last_four_take_the_kind_that_was_spoken_of() -> None:
    lines = redacted(
        "agent: What is your social security number?",
        "caller: 219-09-9999.",
        "agent: Could you repeat the last four digits of your social?",
        "caller: 9999.",
    )
    assert lines[3] == "[SSN]."


def test_a_question_is_forgotten_after_a_few_turns() -> None:
    lines = [
        "agent: Do you have your card number with you?",
        "caller: No, I left the wallet in the office.",
        "agent: That is fine, we do without it then.",
        "caller: The screen broke when it fell from the table.",
        "agent: How tall is that table of yours, roughly speaking?",
        "caller: It is 724 and made of oak.",
    ]
    assert redacted(*lines)[5] == "It is 724 and made of oak."


def test_an_order_number_after_a_card_stays() -> None:
    lines = redacted(
        "agent: Please read me the card number.",
        "caller: 4263 9826 4026 9299.",
        "agent: Thank you. And the order number?",
        "caller: It's 447291.",
    )
    assert lines[1] == "[CARD_NUMBER]."
    assert lines[3] == "It's 447291."


def test_a_name_that_is_known_is_hidden_everywhere_in_the_call() -> None:
    lines = redacted(
        "agent: May I have your name?",
        "caller: My name is Katarzyna Wojciechowska.",
        "agent: One moment, Katarzyna, I will look that up.",
    )
    assert lines[1:] == ["My name is [PERSON].", "One moment, [PERSON], I will look that up."]


def test_a_lower_case_answer_to_a_question_for_a_name_is_hidden() -> None:
    assert redacted("agent: can i have your full name", "caller: jane miller")[1] == "[PERSON]"


def test_within_reading_once_every_rule_gets_the_same_reading_and_nothing_is_kept_behind_it() -> None:
    turns = turns_of("agent: What's your name?", "caller: Ada.")
    with reading_once(turns):
        first = read_turns(turns)
        assert read_turns(turns) is first
        assert read_turns(list(turns)) == first, "another list of turns is read anew"
    assert read_turns(turns) is not first
    assert read_turns(turns) == first
