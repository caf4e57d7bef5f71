"""Homes of residents, towns where relatives live, keys in groups, letters of codes, birthdays with slashes."""

import pytest

from calls.finding import Finding, Kind
from redact.care_homes import CareHomeDetector
from redact.grouped_keys import GroupedKeyDetector
from redact.merge_findings import merge_findings
from tests.redact.conversation import findings_of, redacted, turns_of

HOMES = [
    ("the larches care home room six please", ["the larches care home room six"], "a home by its name"),
    ("she's in room 118 now", ["room 118"], "a resident's room"),
    ("are you still at the sunny banks in room nine", ["the sunny banks in room nine"], "still at"),
    ("he's at the gables now", ["the gables"], "a house in lower case"),
    ("you're in room two fourteen, check in is at three", [], "a guest's room"),
    ("she's in room 4 of the museum", [], "a room with an exhibition"),
    ("I left it in room 12", [], "no resident"),
    ("we met at the willows pub", [], "an inn"),
]


@pytest.mark.parametrize(("text", "expected", "remark"), HOMES, ids=[row[2] for row in HOMES])
def test_rooms_and_homes_of_residents(text: str, expected: list[str], remark: str) -> None:
    assert [text[one.start : one.end] for one in CareHomeDetector().find(turns_of(text))] == expected, remark


KEYS = [
    ("It's QX4T-0091-XLZZ-77P0.", ["QX4T-0091-XLZZ-77P0"], "letters and digits in fours"),
    ("A1B2C-D3E4F-G5H6J", ["A1B2C-D3E4F-G5H6J"], "in fives"),
    ("1234-5678-9012-3456", [], "digits alone are the numbers' detector's"),
    ("WORD-LIKE-ONES", [], "words"),
    ("AB12-CD34", [], "two groups"),
    ("the X-2000-B-4000", [], "a model of a thing"),
]


@pytest.mark.parametrize(("text", "expected", "remark"), KEYS, ids=[row[2] for row in KEYS])
def test_keys_in_groups(text: str, expected: list[str], remark: str) -> None:
    assert [text[one.start : one.end] for one in GroupedKeyDetector().find(turns_of(text))] == expected, remark


TOWNS = [
    ("I'd like to send money to my sister in Lublin.", "Lublin", True),
    ("I've relocated to Grenoble.", "Grenoble", True),
    ("He's retired, he's in Sarasota now.", "Sarasota", True),
    ("She's in Sarasota for the weekend.", "Sarasota", False),
    ("My sister in law is here.", "law", False),
    ("The conference in Grenoble was nice.", "Grenoble", False),
]


@pytest.mark.parametrize(("text", "town", "is_hidden"), TOWNS)
def test_a_town_is_hidden_where_somebody_lives(text: str, town: str, is_hidden: bool) -> None:
    assert (town not in redacted(f"caller: {text}")[0]) is is_hidden


BIRTHDAYS = [
    ("caller: It's Wendell Pike, 5/5/55, I need a refill.", "5/5/55", True),
    ("caller: She's nine. She's 2-2-2016.", "2-2-2016", True),
    ("caller: It came on 5/5/25.", "5/5/25", False),
    ("caller: The manual says 2-2-2016.", "2-2-2016", False),
    ("caller: It's 45/60/70 by size.", "45/60/70", False),
]


@pytest.mark.parametrize(("line", "date", "is_hidden"), BIRTHDAYS)
def test_a_date_of_long_ago_is_a_birthday(line: str, date: str, is_hidden: bool) -> None:
    kinds = {one.kind for one in findings_of(line) if line[8:][one.start : one.end].strip(".,") == date}
    assert (Kind.DATE_OF_BIRTH in kinds) is is_hidden


@pytest.mark.parametrize(
    ("question", "answer", "left"),
    [
        ("What's the member number?", "um w t eight eight two oh three nine b", "um [CUSTOMER_ID]"),
        ("What's the member number?", "h l seven seven double one", "[CUSTOMER_ID]"),
        ("What's the card number?", "Eight noughts.", "[CARD_NUMBER]."),
    ],
)
def test_letters_and_repeated_digits_belong_to_a_code(question: str, answer: str, left: str) -> None:
    assert redacted(f"agent: {question}", f"caller: {answer}")[1] == left


NAMES = [
    ("caller: hi this is april calling about my order", "april", True),
    ("caller: it may be here by april", "april", False),
    ("caller: it's from wilhelmina and violet and basil", "violet", True),
    ("caller: some roses and violet paint", "violet", False),
    ("agent: Hello, Mr. Lord. Is it about the will?", "Lord", True),
    ("caller: It's Gene Lord.", "Lord", True),
    ("agent: Did I reach the Underhill residence?", "Underhill", True),
    ("agent: Garden hire, this is Thom with a TH.", "TH", True),
    ("caller: I want the one with a CH on it.", "CH", False),
    ("agent: Hello, Ms. St. Clair.", "Clair", True),
    ("caller: Thank the Lord it works.", "Lord", False),
    ("agent: Maple Grove Pediatric Dentistry, how can I help?", "Maple", False),
    ("agent: Good evening, Kestrel Mobile.", "Kestrel", False),
]


@pytest.mark.parametrize(("line", "name", "is_hidden"), NAMES)
def test_family_names_that_are_words_and_companies_that_read_as_names(line: str, name: str, is_hidden: bool) -> None:
    assert (name not in redacted(line)[0]) is is_hidden


ADDRESSES = [
    ("agent: your address? caller: The Old Creamery, Nether Lane, Stockbridge.", "The Old Creamery", True),
    ("caller: The Old Creamery sells cheese.", "Creamery", False),
    ("caller: thirty two fore street it's always been fore street", "fore street", True),
    ("caller: is there parking on fore street", "fore street", False),
    ("caller: we've moved to a hundred and three marsh lane", "a hundred", True),
    ("caller: Number 3, The Cloisters, Wells.", "Number 3", True),
    ("caller: Take the 62 to Broad Street.", "62", False),
    ("caller: It needs five point six metres at point seven.", "five", False),
]


@pytest.mark.parametrize(("line", "part", "is_hidden"), ADDRESSES)
def test_where_a_street_begins(line: str, part: str, is_hidden: bool) -> None:
    assert (part not in redacted(line)[0]) is is_hidden


@pytest.mark.parametrize(
    ("text", "count"), [("M. As in Mary", 1), ("M as in Mary", 1), ("M. For Mary", 2), ("Em. As in Mary", 2)]
)
def test_the_word_of_an_example_joins_its_letter(text: str, count: int) -> None:
    letter, word = text.index("M" if text[1] != "m" else "Em"), text.index("Mary")
    end = 2 if text.startswith("Em") else 1
    found = [
        Finding(Kind.IBAN, 0, start, stop, 0.8, "a rule", "spelled")
        for start, stop in ((letter, end), (word, len(text)))
    ]
    assert len(merge_findings(turns_of(text), found)) == count


PASSWORDS = [
    ("jam-and-jelly, all lower case, with the dashes.", "jam-and-jelly", True),
    ("It is a jam and jelly, all lovely.", "jelly", False),
    ("31st of May. That's why. 1948.", "31st of May", True),
]


@pytest.mark.parametrize(("text", "value", "is_hidden"), PASSWORDS)
def test_how_a_value_is_written_tells_that_it_is_one(text: str, value: str, is_hidden: bool) -> None:
    said = redacted("agent: What's your date of birth, and the Wi-Fi?", f"caller: {text}")[1]
    assert (value not in said) is is_hidden
