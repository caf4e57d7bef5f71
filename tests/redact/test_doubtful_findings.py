"""What is believed of doubtful names, addresses and codes, with the name model's word given here rather than asked."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.dialogue_context import read_turns
from redact.doubtful_findings import Belief
from redact.find_secrets import rule_detectors
from redact.name_model.marks import NAME, POSSIBLE_REASON, WEIGHT
from redact.talk_of_things import turns_about_things
from tests.redact.conversation import turns_of


def model(turns: Sequence[Turn], turn: int, said: str, share: float, kind: Kind = Kind.PERSON) -> Finding:
    """What the name model would say of `said`: found from a half on, possible below."""
    start = turns[turn].text.index(said)
    reason = "name model: likely by context" if share >= 0.5 else POSSIBLE_REASON
    return Finding(kind, turn, start, start + len(said), share * WEIGHT, NAME, reason)


def hidden(turns: Sequence[Turn], *said_by_model: Finding, with_model: bool = True) -> list[str]:
    found = [finding for detector in rule_detectors() for finding in detector.find(turns)]
    belief = Belief(turns, [*found, *said_by_model], with_model=with_model)
    kept = belief.trimmed(belief.believed())
    return sorted({turns[finding.turn].text[finding.start : finding.end] for finding in kept})


def test_a_listed_name_of_a_plant_is_believed_only_where_the_model_sees_a_person() -> None:
    turns = turns_of("caller: My hydrangea Annabelle is drooping.", "agent: Water it twice a week.")
    assert hidden(turns) == []
    assert hidden(turns, model(turns, 0, "Annabelle", 0.95)) == ["Annabelle"]


def test_without_the_name_model_everything_is_believed() -> None:
    turns = turns_of("caller: My hydrangea Annabelle is drooping.", "agent: Water it twice a week.")
    assert hidden(turns, with_model=False) == ["Annabelle"]


def test_an_introduced_name_needs_a_trace_of_confirming_where_something_is_surely_personal() -> None:
    turns = turns_of("caller: My name is Declan Farrow.", "agent: One moment.", "agent: I'll transfer you to Olu.")
    declan = model(turns, 0, "Declan Farrow", 0.99)
    assert "Olu" in hidden(turns, declan, model(turns, 2, "Olu", 0.03))
    assert "Olu" not in hidden(turns, declan)
    assert "Olu" in hidden(turns_of("caller: My name is … .", "agent: I'll transfer you to Olu.")), "a redacted call"


def test_digits_that_the_model_half_believes_are_hidden_in_a_personal_call_alone() -> None:
    lines = ("caller: My name is Declan Farrow.", "agent: And then?", "caller: it might be 4 4 0 over there")
    turns = turns_of(*lines)
    seen = [model(turns, 2, "4 4 0"[k], 0.49, Kind.CREDENTIAL) for k in (0, 4)]
    sure = model(turns, 0, "Declan Farrow", 0.99)
    likely = [replace(one, confidence=0.55 * WEIGHT) for one in seen]
    assert {"4", "0"} <= set(hidden(turns, sure, *likely))
    assert not {"4", "0"} & set(hidden(turns, sure, *seen)), "below a half"
    assert not {"4", "0"} & set(hidden(turns_of("caller: My order.", *lines[1:]), *likely)), "nothing personal"


def test_a_code_in_groups_that_the_model_half_believes_is_hidden_in_a_personal_call() -> None:
    turns = turns_of("caller: My name is Declan Farrow.", "caller: Yes. B-14-0-8-8-2, and the X-1O-A2 too.")
    sure = model(turns, 0, "Declan Farrow", 0.99)
    seen = [
        replace(model(turns, 1, said, 0.4, Kind.CREDENTIAL), confidence=0.8 * WEIGHT)
        for said in ("B-14-0-8-8-2", "X-1O-A2")
    ]
    assert hidden(turns, sure, *seen) == ["B-14-0-8-8-2", "Declan Farrow"]


@pytest.mark.parametrize(
    ("text", "word", "is_hidden"),
    [
        ("She's in Duluth.", "Duluth.", True),
        ("iona mackay in lochinver", "lochinver", True),
        ("We have you in Denmark.", "Denmark.", False),
        ("Ask Bethan in planning.", "planning.", False),
        ("She went to Duluth.", "Duluth.", False),
    ],
)
def test_a_town_that_the_model_half_believes_is_hidden_in_a_personal_call(
    text: str, word: str, is_hidden: bool
) -> None:
    turns = turns_of("caller: My name is Declan Farrow.", f"caller: {text}")
    seen = replace(model(turns, 1, word, 0.4, Kind.ADDRESS), confidence=0.6 * WEIGHT)
    assert (word in hidden(turns, model(turns, 0, "Declan Farrow", 0.99), seen)) is is_hidden


def test_a_price_and_a_measure_that_the_model_half_believes_stay() -> None:
    turns = turns_of("caller: My name is Declan Farrow.", "agent: That's 38.60, for 12 months, from $45 on.")
    seen = [
        replace(model(turns, 1, said, 0.4, Kind.CARD_NUMBER), confidence=0.8 * WEIGHT) for said in ("38.60", "12", "45")
    ]
    assert hidden(turns, model(turns, 0, "Declan Farrow", 0.99), *seen) == ["Declan Farrow"]


def test_a_long_number_that_nothing_explains_proves_no_call_personal() -> None:
    turns = turns_of("caller: It says build 2263 1416 9.", "agent: Try Annabelle, the other one.")
    build = model(turns, 0, "2263 1416 9", 0.97, Kind.BANK_ACCOUNT)
    assert hidden(turns, build) == ["2263 1416 9"]


def test_numbers_that_nobody_lives_at_are_no_address_of_the_model_alone() -> None:
    turns = turns_of("caller: What is the dye lot?", "agent: eighteen twenty off peak twenty four oh five")
    said = "eighteen twenty off peak twenty four oh five"
    assert hidden(turns, model(turns, 1, said, 0.99, Kind.ADDRESS)) == []
    street = turns_of("caller: It was seen.", "agent: 312 Tamarack. Got it.")
    assert hidden(street, model(street, 1, "312 Tamarack", 0.99, Kind.ADDRESS)) == ["312 Tamarack"]


def test_a_short_number_needs_a_fifth_of_a_belief_where_nothing_is_surely_personal() -> None:
    turns = turns_of("agent: what's the code", "caller: it says p c eighteen thirty two")
    said = "eighteen thirty two"
    assert said in hidden(turns, model(turns, 1, said, 0.3, Kind.CREDENTIAL))
    assert not [one for one in hidden(turns, model(turns, 1, said, 0.1, Kind.CREDENTIAL)) if said in one]


def test_a_listed_name_needs_nearly_all_belief_where_nothing_is_surely_personal() -> None:
    turns = turns_of("caller: is saint anthony's the same", "agent: yes")
    assert hidden(turns, model(turns, 0, "anthony's", 0.85)) == []
    assert hidden(turns, model(turns, 0, "anthony's", 0.95)) == ["anthony's"]


def test_names_in_talk_of_things_are_the_things() -> None:
    turns = turns_of("caller: Do you have Norah Jones on vinyl?", "agent: Yes, 24.99.")
    assert hidden(turns, model(turns, 0, "Norah Jones", 0.9)) == []


def test_talk_of_things_ends_where_people_are_spoken_of() -> None:
    reads = read_turns(turns_of("caller: Do you sell lamps?", "agent: Yes, 20 dollars.", "caller: My name is Ada."))
    assert turns_about_things(reads) == {0, 1}


def test_an_address_that_nobody_spoke_of_is_not_believed_of_the_model_alone() -> None:
    turns = turns_of("caller: what time is it on", "agent: twelve forty three ten and six fifteen")
    seen = model(turns, 1, "twelve forty three ten", 0.88, Kind.ADDRESS)
    assert hidden(turns, seen) == []
    asked = turns_of("agent: what's your address", "caller: twelve forty three ten")
    assert "twelve forty three ten" in hidden(asked, model(asked, 1, "twelve forty three ten", 0.88, Kind.ADDRESS))


def test_the_company_s_own_address_is_not_believed_of_the_model_alone() -> None:
    turns = turns_of("caller: where are you guys located", "agent: we're at four twenty north main")
    assert hidden(turns, model(turns, 1, "four twenty north main", 0.99, Kind.ADDRESS)) == []


def test_a_secret_number_stays_hidden_whatever_the_model_says() -> None:
    turns = turns_of("agent: What's the card number?", "caller: 4111 1111 1111 1111.")
    assert hidden(turns) == ["4111 1111 1111 1111"]
    turns = turns_of("agent: Read me the code we sent you.", "caller: Yes. It says 331 907.")
    assert hidden(turns) == ["331 907"]


def test_a_long_row_of_digits_stays_hidden_in_talk_of_things_too() -> None:
    turns = turns_of("caller: Do you sell lamps?", "agent: Yes, 20 dollars.", "caller: 837 462 918 2", "agent: Fine.")
    assert turns_about_things(read_turns(turns)) >= {0, 1}
    assert hidden(turns, model(turns, 2, "837", 0.01, Kind.DEVICE_SERIAL)) == ["837 462 918 2"]
    parts = turns_of("caller: Do you sell lamps, 20 dollars?", "caller: 837 462", "agent: Yes.", "caller: 918 227")
    assert hidden(parts) == hidden(parts, with_model=False) == ["837 462", "918 227"]


def test_a_price_is_no_code() -> None:
    turns = turns_of("agent: What's the serial number?", "caller: I don't know.", "agent: A new one is 14.95.")
    assert hidden(turns) == []


def test_everyday_words_at_the_ends_go_where_the_model_is_sure_of_the_rest() -> None:
    turns = turns_of("agent: What's the e-mail?", "caller: it says ada dot frith at fastpost dot example")
    seen = model(turns, 1, "ada dot frith at fastpost dot example", 0.99, Kind.EMAIL)
    assert max(hidden(turns, seen), key=len) == "ada dot frith at fastpost dot example"


def test_what_is_hidden_already_makes_a_call_personal() -> None:
    """The second look reads "…" where secrets stood: what is left is doubted no more than it was beside them."""
    turns = turns_of("caller: My name is ….", "caller: You can leave it with Gretchen next door.")
    assert hidden(turns, model(turns, 1, "Gretchen", 0.2)) == ["Gretchen"]


def test_a_listed_name_that_the_model_takes_for_a_place_is_judged_as_a_place() -> None:
    turns = turns_of("caller: does it stop at milton keynes bedford", "agent: yes and then in london")
    assert hidden(turns, model(turns, 0, "milton keynes bedford", 0.82, Kind.ADDRESS)) == []


def test_an_address_that_nobody_asks_for_needs_near_certainty() -> None:
    turns = turns_of("caller: Where does the walk begin?", "agent: Outside 48 Doughty Street, at two.")
    said = "48 Doughty Street"
    assert hidden(turns, model(turns, 1, said, 0.93, Kind.ADDRESS)) == []
    assert hidden(turns, model(turns, 1, said, 0.98, Kind.ADDRESS)) == [said]
    home = turns_of("agent: Which hall are you in?", "caller: 48 Doughty Street.")
    assert said in hidden(home, model(home, 1, said, 0.93, Kind.ADDRESS)), "somebody says where they are"
    again = turns_of("agent: So that's 48 Doughty Street?", "caller: Eighty four, not forty eight.")
    assert said in hidden(again, model(again, 0, said, 0.93, Kind.ADDRESS)), "it is read back"


def test_the_word_behind_the_first_name_of_somebody_who_is_introduced_is_their_family_name() -> None:
    turns = turns_of("caller: hello this is sukhdeep pal i need a card")
    first, last = model(turns, 0, "sukhdeep", 0.95), replace(model(turns, 0, "pal", 0.4), confidence=0.48 * WEIGHT)
    assert hidden(turns, first, last) == ["pal", "sukhdeep"]
    need = replace(model(turns, 0, "need", 0.4), confidence=0.48 * WEIGHT)
    assert hidden(turns, first, need) == ["sukhdeep"], "a word further on"


@pytest.mark.parametrize(
    ("line", "word", "kind", "is_hidden"),
    [
        ("on beech road yeah", "beech", Kind.ADDRESS, True),
        ("on beech trees yeah", "beech", Kind.ADDRESS, False),
        ("starts with XLQ", "XLQ", Kind.DEVICE_SERIAL, True),
        ("made of tin", "tin", Kind.DEVICE_SERIAL, False),
    ],
)
def test_streets_and_codes_need_half_a_belief_in_a_personal_call(
    line: str, word: str, kind: Kind, is_hidden: bool
) -> None:
    turns = turns_of("caller: My name is Declan Farrow.", line)
    seen = replace(model(turns, 1, word, 0.4, kind), confidence=0.6 * WEIGHT)
    assert (word in hidden(turns, model(turns, 0, "Declan Farrow", 0.99), seen)) is is_hidden
