"""Which words of a finding go because the name model takes them for none, with its word given here."""

import pytest

from calls.finding import Finding, Kind
from redact.doubted_words import is_everyday_word, without_doubted_words
from redact.model_shares import Shares
from redact.name_model.marks import NAME, POSSIBLE_REASON, WEIGHT
from redact.name_titles import without_titles
from redact.regions import without_regions
from tests.redact.conversation import turns_of

ANSWERED = "answers a question for an address"
TALK = "said while an address is spoken of"
ASKED = "answers a question of the dialogue"
LISTED = "a first name, and what belongs to it"

CUT = [
    ("Siobhan Hale, and the postcode's LS6 2AB", Kind.ADDRESS, ANSWERED, {}, ["Siobhan Hale", "LS6 2AB"], "a sentence"),
    ("12 Fernbank Close", Kind.ADDRESS, TALK, {}, ["12 Fernbank Close"], "a street's last word stays with it"),
    ("Bramham, near Wetherby", Kind.ADDRESS, ANSWERED, {}, ["Bramham, near Wetherby"], "a word between two towns"),
    ("Fifty", Kind.ADDRESS, TALK, {"Fifty": 0.05}, ["Fifty"], "a number of which the model sees a trace"),
    ("Noted", Kind.ADDRESS, TALK, {"Noted": 0.25}, [], "an everyday word below its level"),
    ("Noted", Kind.ADDRESS, TALK, {"Noted": 0.35}, ["Noted"], "the same above it"),
    ("8 8 8 8 no, hang on, 8 8 8", Kind.CARD_NUMBER, ASKED, {}, ["8 8 8 8", "8 8 8"], "a correction within a number"),
    ("8 8 8 8 and then 8 8", Kind.CARD_NUMBER, ASKED, {}, ["8 8 8 8 and then 8 8"], "what joins its parts"),
    ("Hartley Solicitors", Kind.PERSON, LISTED, {}, ["Hartley"], "a trade behind a name"),
    ("Rose Baker", Kind.PERSON, LISTED, {}, ["Rose Baker"], "words that are names as well"),
    ("and then some", Kind.EMAIL, "spelled letter by letter", {}, ["and then some"], "a rule that stands in no table"),
]


@pytest.mark.parametrize(("text", "kind", "reason", "shares", "left", "remark"), CUT, ids=[row[5] for row in CUT])
def test_words_that_the_model_takes_for_none_are_cut_out(
    text: str, kind: Kind, reason: str, shares: dict[str, float], left: list[str], remark: str
) -> None:
    turns = turns_of(text)
    seen = [
        Finding(kind, 0, text.index(word), text.index(word) + len(word), share * WEIGHT, NAME, POSSIBLE_REASON)
        for word, share in shares.items()
    ]
    names = [
        word
        for word in ("Siobhan", "Hale", "LS6", "2AB", "Bramham", "Wetherby", "12", "Fernbank", "Hartley")
        if word in text
    ]
    seen += [
        Finding(kind, 0, text.index(word), text.index(word) + len(word), 0.9 * WEIGHT, NAME, POSSIBLE_REASON)
        for word in names
    ]
    found = without_doubted_words(turns, [Finding(kind, 0, 0, len(text), 0.7, "a rule", reason)], Shares(seen))
    assert [text[one.start : one.end].strip(",") for one in found] == left, remark


def test_what_the_model_itself_finds_stays_whole() -> None:
    turns = turns_of("it is the house by the mill")
    whole = Finding(Kind.ADDRESS, 0, 0, 27, 0.6, NAME, "name model: likely by context")
    assert without_doubted_words(turns, [whole], Shares([whole])) == [whole]


@pytest.mark.parametrize(
    ("word", "expected"), [("postcode's", True), ("noted", True), ("seven", False), ("march", False), ("x", False)]
)
def test_everyday_words_are_no_parts_of_numbers_and_dates(word: str, expected: bool) -> None:
    assert is_everyday_word(word) is expected


TITLED = [
    ("Staff Sergeant Delroy Penn", {}, "Delroy Penn"),
    ("Uncle Basil", {}, "Basil"),
    ("Frau Lindenmeyer", {"Frau": 0.99}, "Lindenmeyer"),
    ("Judge Amponsah", {"Judge": 0.6}, "Amponsah"),
    ("Judge Amponsah", {"Judge": 0.98}, "Judge Amponsah"),
    ("Big Mike", {}, "Big Mike"),
    ("Nurse", {}, "Nurse"),
]


@pytest.mark.parametrize(("text", "shares", "left"), TITLED)
def test_titles_before_a_name_stay_readable(text: str, shares: dict[str, float], left: str) -> None:
    seen = [
        Finding(Kind.PERSON, 0, 0, len(word), share * WEIGHT, NAME, POSSIBLE_REASON) for word, share in shares.items()
    ]
    (kept,) = without_titles(
        turns_of(text), [Finding(Kind.PERSON, 0, 0, len(text), 0.8, "a rule", "named")], Shares(seen)
    )
    assert text[kept.start : kept.end] == left


REGIONS = [
    ("We've moved to Spain.", ["Spain"], {}, [], "a country alone"),
    ("Well, she's in New Jersey.", ["New Jersey"], {}, [], "a state alone"),
    ("Georgia.", ["Georgia"], {"Georgia": 0.97}, ["Georgia"], "one that the model is sure of: the end of an address"),
    ("Muncie, Indiana", ["Muncie", "Indiana"], {}, ["Muncie", "Indiana"], "a state behind its town"),
    ("Go north.", ["north"], {}, ["north"], "a direction is no state"),
]


@pytest.mark.parametrize(("text", "said", "shares", "left", "remark"), REGIONS, ids=[row[4] for row in REGIONS])
def test_a_state_or_a_country_alone_is_no_address(
    text: str, said: list[str], shares: dict[str, float], left: list[str], remark: str
) -> None:
    def place(word: str, sure: float, detector: str) -> Finding:
        start = text.index(word)
        return Finding(Kind.ADDRESS, 0, start, start + len(word), sure, detector, POSSIBLE_REASON)

    seen = Shares([place(word, share * WEIGHT, NAME) for word, share in shares.items()])
    kept = without_regions(turns_of(text), [place(word, 0.7, "a rule") for word in said], seen)
    assert [text[one.start : one.end] for one in kept] == left, remark
