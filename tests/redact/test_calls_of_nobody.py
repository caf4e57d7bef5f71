"""Where the name model is sure of nothing a call is nobody's: findings in it must be likely, or stand by their form."""

import random

import pytest

from calls.call import Channel
from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.calls_of_nobody import LEAST_UNEXPLAINED, MOST_OF_A_THING, MOST_OF_ANYBODYS, without_nobodys
from redact.find_secrets import find_secrets, rule_detectors
from redact.mask_text import BLANK
from redact.model_shares import Shares
from redact.name_model.detector import NameModelDetector
from redact.name_model.marks import NAME, POSSIBLE_REASON, WEIGHT
from redact.passwords import ANSWERED, CHOSEN_CODE, SAID_TO_BE
from redact.signs_of_somebody import SURELY_A_NAME, SURELY_SOMEBODYS
from redact.spoken_dates import AGE_ON_A_DAY
from redact.weighed_words import LEAST_WHERE_NOTHING_IS_SURE, SURELY, TURNS_OF_A_CALL

TALK = "the form is S T 556 I think"
CODE = "S T 556"
LONG = "550 019 482 731"


def left(
    text: str,
    part: str,
    shares: dict[str, float],
    *,
    n_turns: int = 1,
    reason: str = "a rule's",
    others: str = "well",
    kind: Kind = Kind.DEVICE_SERIAL,
    sure_of: Kind = Kind.DEVICE_SERIAL,
) -> list[str]:
    """What stays hidden of `text`, of which a rule has hidden `part`, in a call of `n_turns`. The model takes the words
    of `shares` for `sure_of`."""
    turns = [Turn.of_text(Channel.CALLER, text), *[Turn.of_text(Channel.AGENT, others)] * (n_turns - 1)]
    start = text.index(part)
    ruled = Finding(kind, 0, start, start + len(part), 0.9, "a rule", reason)
    words = [
        Finding(sure_of, 0, text.index(word), text.index(word) + len(word), share * WEIGHT, NAME, POSSIBLE_REASON)
        for word, share in shares.items()
    ]
    return [text[one.start : one.end] for one in without_nobodys(turns, [ruled], Shares(words))]


def kinds_left(
    text: str,
    part: str,
    shares: dict[str, float],
    *,
    n_turns: int = TURNS_OF_A_CALL,
    others: str = "well",
    kind: Kind = Kind.DEVICE_SERIAL,
    reason: str = "a rule's",
) -> list[Kind]:
    """As which kinds `part` of `text` stays hidden."""
    turns = [Turn.of_text(Channel.CALLER, text), *[Turn.of_text(Channel.AGENT, others)] * (n_turns - 1)]
    start = text.index(part)
    ruled = Finding(kind, 0, start, start + len(part), 0.9, "a rule", reason)
    words = [
        Finding(kind, 0, text.index(word), text.index(word) + len(word), share * WEIGHT, NAME, POSSIBLE_REASON)
        for word, share in shares.items()
    ]
    return [one.kind for one in without_nobodys(turns, [ruled], Shares(words))]


def test_where_the_model_is_sure_of_another_word_everything_stays_hidden() -> None:
    levels = {Kind.PERSON: SURELY_A_NAME, Kind.ADDRESS: SURELY_A_NAME, Kind.PHONE: SURELY_SOMEBODYS}
    for kind in (Kind.PERSON, Kind.ADDRESS, Kind.PHONE, Kind.CARD_NUMBER, Kind.CREDENTIAL):
        least = levels.get(kind, SURELY)
        for share, hidden in ((least, [CODE]), (least - 0.01, [])):
            assert left(TALK, CODE, {"think": share}, n_turns=TURNS_OF_A_CALL, sure_of=kind) == hidden


def test_where_it_is_sure_of_nothing_what_is_unlikely_is_left_readable() -> None:
    for share, hidden in ((LEAST_WHERE_NOTHING_IS_SURE, [CODE]), (LEAST_WHERE_NOTHING_IS_SURE - 0.01, [])):
        assert left(TALK, CODE, {"556": share}) == hidden


def test_in_a_whole_call_nothing_is_likely_enough() -> None:
    likely = {"556": SURELY - 0.01}
    assert left(TALK, CODE, likely, n_turns=TURNS_OF_A_CALL - 1, kind=Kind.PHONE) == [CODE]
    assert left(TALK, CODE, likely, n_turns=TURNS_OF_A_CALL, kind=Kind.PHONE) == []


def test_in_a_whole_call_a_likely_code_stays_hidden_in_samples() -> None:
    for share, kinds in ((LEAST_WHERE_NOTHING_IS_SURE, [Kind.ORDER_NUMBER]), (LEAST_WHERE_NOTHING_IS_SURE - 0.01, [])):
        assert kinds_left(TALK, CODE, {"556": share}) == kinds


def test_in_a_whole_call_an_orders_number_stays_one() -> None:
    assert kinds_left(TALK, CODE, {}, kind=Kind.ORDER_NUMBER) == [Kind.ORDER_NUMBER]


def test_nine_digits_that_the_model_does_not_explain_stay_hidden_and_so_does_the_rest_of_the_call() -> None:
    text = f"it says {LONG} there"
    for share, hidden in ((LEAST_UNEXPLAINED, [LONG]), (LEAST_UNEXPLAINED - 0.01, [])):
        assert left(text, LONG, {"482": share}, n_turns=TURNS_OF_A_CALL) == hidden


@pytest.mark.parametrize("reason", [ANSWERED, SAID_TO_BE, CHOSEN_CODE, AGE_ON_A_DAY])
def test_what_stands_by_what_was_asked_or_announced_stays_hidden(reason: str) -> None:
    assert left("it is pineapple", "pineapple", {}, n_turns=TURNS_OF_A_CALL, reason=reason) == ["pineapple"]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("192.168.4.77", Kind.IP_ADDRESS),
        ("ninety one dot eighty two dot four dot nine", Kind.IP_ADDRESS),
        ("wren at example dot org", Kind.EMAIL),
    ],
)
def test_addresses_of_mailboxes_and_machines_stay_hidden(said: str, kind: Kind) -> None:
    assert left(f"it says {said} there", said, {}, n_turns=TURNS_OF_A_CALL, kind=kind) == [said]


def test_a_version_that_looks_like_a_machines_address_is_nobodys() -> None:
    assert left("it says 1.0.4.11 there", "1.0.4.11", {}, n_turns=TURNS_OF_A_CALL, kind=Kind.IP_ADDRESS) == []


def test_an_orders_number_alone_makes_a_call_nobodys() -> None:
    turns = [Turn.of_text(Channel.CALLER, "it is K 4 4 for wren"), *[Turn.of_text(Channel.AGENT, "well")] * 6]
    order = Finding(Kind.ORDER_NUMBER, 0, 6, 11, SURELY * WEIGHT, NAME, POSSIBLE_REASON)
    name = Finding(Kind.PERSON, 0, 16, 20, 0.9, "a rule", "a rule's")
    assert without_nobodys(turns, [name], Shares([order])) == ()


def test_a_value_over_two_turns_is_weighed_as_one() -> None:
    turns = [Turn.of_text(Channel.CALLER, "S T 55"), Turn.of_text(Channel.CALLER, "61 is it")]
    parts = [
        Finding(Kind.DEVICE_SERIAL, turn, 0, end, 0.9, "a rule", "a rule's", group=1) for turn, end in ((0, 6), (1, 2))
    ]
    likely = Finding(Kind.DEVICE_SERIAL, 0, 4, 6, LEAST_WHERE_NOTHING_IS_SURE * WEIGHT, NAME, POSSIBLE_REASON)
    assert list(without_nobodys(turns, parts, Shares([likely]))) == parts
    assert list(without_nobodys(turns, parts, Shares([]))) == []


def test_a_text_whose_secrets_are_blanked_was_somebodys() -> None:
    assert left(TALK, CODE, {}, n_turns=TURNS_OF_A_CALL, others=f"thank you {BLANK}") == [CODE]


_DIGITS = ("oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def _pair(tens: int, ones: int) -> str:
    if tens == 1:
        return _TEENS[ones]
    return f"{_TENS[tens] or _DIGITS[0]} {_DIGITS[ones] if ones or tens < 2 else ''}".strip()


def _spoken(digits: list[int]) -> dict[str, str]:
    plain = "".join(map(str, digits))
    even = [*digits, *([1] if len(digits) % 2 else [])]
    return {
        "words": " ".join(_DIGITS[digit] for digit in digits),
        "pairs": " ".join(_pair(*pair) for pair in zip(even[::2], even[1::2], strict=True)),
        "figures": plain,
        "groups": " ".join(plain[at : at + 4] for at in range(0, len(plain), 4)),
        "hyphens": "-".join(plain),
    }


@pytest.fixture(scope="module")
def name_model() -> NameModelDetector:
    return NameModelDetector()


@pytest.mark.parametrize("way", ["words", "pairs", "figures", "groups", "hyphens"])
@pytest.mark.parametrize("around", ["{}", "it's {}", "so the thing says {} on it"])
def test_nine_digits_or_more_that_nothing_explains_are_hidden_however_they_are_said(
    way: str, around: str, name_model: NameModelDetector
) -> None:
    rng = random.Random(f"{way} {around}")
    for _ in range(12):
        number = _spoken([rng.randrange(10) for _ in range(rng.randint(9, 19))])[way]
        text = around.format(number)
        turns = [
            Turn.of_text(Channel.AGENT, "go ahead"),
            Turn.of_text(Channel.CALLER, text),
            *[Turn.of_text(Channel.AGENT, "okay one moment"), Turn.of_text(Channel.CALLER, "sure")] * 3,
        ]
        hidden = [one for one in find_secrets(turns, (*rule_detectors(), name_model)) if one.turn == 1]
        first, last = text.index(number), text.index(number) + len(number)
        bare = [
            at
            for at in range(first, last)
            if text[at].isalnum() and not any(one.start <= at < one.end for one in hidden)
        ]
        assert not bare, f"{len(bare)} characters stay readable"


PARTS = "have you got the part number"


def test_in_talk_of_parts_a_short_code_is_the_things_however_sure_the_model_is() -> None:
    assert kinds_left(TALK, CODE, {"556": 0.99}, others=PARTS) == [Kind.ORDER_NUMBER]
    assert kinds_left(TALK, CODE, {"556": 0.99}, others="well") == [Kind.DEVICE_SERIAL]
    assert kinds_left(TALK, CODE, {"556": 0.99}, others=PARTS, n_turns=TURNS_OF_A_CALL - 1) == [Kind.DEVICE_SERIAL]


@pytest.mark.parametrize(
    "others",
    [
        "what is the serial number",
        "your account please",
        "can I call you back",
        "what's your postcode",
        "a PIN",
        "which policy is it",
        "what's your membership",
        "which card is it",
        "when were you born",
        "read your badge",
        "the plate",
        "the plate on the truck",
    ],
)
def test_where_anything_of_somebody_is_spoken_of_talk_of_parts_explains_nothing(others: str) -> None:
    assert kinds_left(TALK, CODE, {"556": 0.99}, others=f"{PARTS}, and {others}") == [Kind.DEVICE_SERIAL]


@pytest.mark.parametrize(
    "kind", sorted(frozenset(Kind) - {Kind.DEVICE_SERIAL, Kind.CUSTOMER_ID, Kind.CREDENTIAL, Kind.ORDER_NUMBER})
)
def test_what_no_thing_has_stays_hidden_in_talk_of_parts(kind: Kind) -> None:
    assert kinds_left(TALK, CODE, {"556": 0.99}, others=PARTS, kind=kind) == [kind]


def test_nine_digits_and_more_stay_hidden_in_talk_of_parts() -> None:
    assert kinds_left(f"it says {LONG} there", LONG, {"482": 0.99}, others=PARTS) == [Kind.DEVICE_SERIAL]


def test_a_password_that_was_asked_for_is_no_part() -> None:
    assert kinds_left(TALK, CODE, {"556": 0.99}, others=PARTS, kind=Kind.CREDENTIAL) == [Kind.ORDER_NUMBER]
    assert kinds_left(TALK, CODE, {}, others=PARTS, kind=Kind.CREDENTIAL, reason=ANSWERED) == [Kind.CREDENTIAL]


def test_a_plate_heat_exchanger_is_nobodys_plate() -> None:
    assert kinds_left(TALK, CODE, {"556": 0.99}, others=f"{PARTS}, the plate heat exchanger") == [Kind.ORDER_NUMBER]


LONG_PART = "87161424190"


def part_left(
    read_out: str,
    *said: str,
    number: str = LONG_PART,
    talk: str = PARTS,
    kind: Kind = Kind.PHONE,
    share: float = MOST_OF_A_THING - 0.01,
) -> bool:
    """Whether a long number stays hidden that the caller says in the end, behind what the agent reads out and the
    caller says before that."""
    texts = [(Channel.CALLER, one) for one in said] + [(Channel.AGENT, read_out)]
    texts += [(Channel.AGENT, talk)] * (TURNS_OF_A_CALL - 1) + [(Channel.CALLER, f"so {number} then")]
    turns, last = [Turn.of_text(*one) for one in texts], len(texts) - 1
    ruled = Finding(kind, last, 3, 3 + len(number), 0.9, "a rule", "a rule's")
    weighed = Finding(kind, last, 3, 3 + len(number), share * WEIGHT, NAME, POSSIBLE_REASON)
    return ruled in without_nobodys(turns, [ruled], Shares([weighed]))


def test_a_long_number_that_the_agent_reads_out_first_in_talk_of_parts_is_a_parts() -> None:
    assert not part_left("that's 8-7-1-6-1-4-2-4-1-9-0")
    assert not part_left("the version is 8-7-1-6-1-4-2-4-1-9-0", talk="it's firmware")
    assert part_left("that's in stock")
    assert part_left("that's 8716-1424-190", talk="well")
    assert part_left("that's 8716-1424-190", "mine is 1424190")


def test_a_long_number_that_the_agent_says_of_the_caller_stays_hidden() -> None:
    for read_out in (
        "I have you down with 87161424190",
        "is that 87161424190?",
        "your 87161424190",
        "on file 87161424190",
    ):
        assert part_left(read_out)


def test_a_long_number_of_which_the_model_is_surer_stays_hidden() -> None:
    assert part_left("that's 87161424190", share=MOST_OF_A_THING)


@pytest.mark.parametrize(
    "number",
    [
        "07700900318",
        "202 555 0143",
        "2025550143",
        "12025550143",
        "020 7946 0018",
        "7700900318",
        "447700900318",
        "353861234567",
    ],
)
def test_what_could_be_rung_stays_hidden_though_the_agent_reads_it_out(number: str) -> None:
    assert part_left(f"that's {number}", number=number)


def test_another_kind_of_long_number_stays_hidden_though_the_agent_reads_it_out() -> None:
    for kind in (Kind.CARD_NUMBER, Kind.IBAN, Kind.IMEI):
        assert part_left("that's 87161424190", kind=kind)


def test_the_surest_famous_name_makes_no_call_somebodys() -> None:
    text = "is it the Elgar or Frida Kahlo and what is S T 556 for"
    sure = {"Frida": 0.99, "Kahlo": 0.99}
    assert left(text, CODE, sure, n_turns=TURNS_OF_A_CALL, sure_of=Kind.PERSON) == []
    assert left(text, CODE, sure | {"for": 0.99}, n_turns=TURNS_OF_A_CALL, sure_of=Kind.PERSON) == [CODE]


def test_an_orders_code_is_hidden_as_one_where_nothing_else_is_anybodys() -> None:
    said = "the order number is S T 556 I think"
    assert kinds_left(said, CODE, {"556": 0.99}) == [Kind.ORDER_NUMBER]
    assert kinds_left(said, CODE, {"556": 0.99, "think": 0.99}) == [Kind.DEVICE_SERIAL]


def test_a_version_makes_no_call_somebodys_unless_a_network_is_spoken_of() -> None:
    said = "it says 24.8.10.1 and S T 556"
    sure = {"24.8.10.1": 0.99}
    for others, hidden in (("the software", []), ("the software of the router", [CODE]), ("well", [CODE])):
        assert left(said, CODE, sure, n_turns=TURNS_OF_A_CALL, others=others, sure_of=Kind.IP_ADDRESS) == hidden


def test_a_part_of_which_the_model_sees_next_to_nothing_is_a_parts_whoever_says_it() -> None:
    unsaid, low = "that's in stock", MOST_OF_ANYBODYS - 0.01
    assert not part_left(unsaid, share=low)
    assert part_left(unsaid, share=MOST_OF_ANYBODYS)
    assert part_left(unsaid, share=low, talk="well")
    assert part_left(unsaid, share=low, talk=f"{PARTS}, and your account")
    assert part_left(unsaid, number="07700900318", share=low)


def test_a_greeting_with_parts_is_talk_of_parts() -> None:
    assert not part_left("mower parts, that's 8-7-1-6-1-4-2-4-1-9-0", talk="well")
    assert part_left("parts of it, that's 8-7-1-6-1-4-2-4-1-9-0", talk="well")


def test_the_number_of_a_desk_makes_no_call_somebodys() -> None:
    number = "01632960174"
    assert not part_left(f"the ferry desk is {number}", number=number, talk="well")
    assert part_left(f"it's {number}", number=number, talk="well")


def test_an_agents_own_place_makes_no_call_somebodys() -> None:
    said, sure = "We're Unit 7 Foundry Lane and the code is S T 556", {"Foundry": 0.99}
    turns = [Turn.of_text(Channel.AGENT, said), *[Turn.of_text(Channel.CALLER, "well")] * (TURNS_OF_A_CALL - 1)]
    start = said.index(CODE)
    ruled = Finding(Kind.DEVICE_SERIAL, 0, start, start + len(CODE), 0.9, "a rule", "a rule's")
    words = [
        Finding(Kind.ADDRESS, 0, said.index(word), said.index(word) + len(word), share * WEIGHT, NAME, POSSIBLE_REASON)
        for word, share in sure.items()
    ]
    assert without_nobodys(turns, [ruled], Shares(words)) == ()
    turns[0] = Turn.of_text(Channel.CALLER, said)
    assert without_nobodys(turns, [ruled], Shares(words)) == (ruled,)
