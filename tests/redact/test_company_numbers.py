"""A company's own customer numbers are hidden by their form, in whatever way they are said."""

import random
from collections.abc import Sequence
from pathlib import Path
from time import process_time

import pytest

from calls.errors import BadSettings
from calls.finding import Kind
from calls.transcript import Turn
from redact.company_numbers import CompanyNumbers, NumberForms, read_number_forms
from redact.find_secrets import find_secrets, rule_detectors
from redact.mask_text import mask_text
from redact.merge_findings import merge_findings
from redact.name_model.detector import NameModelDetector
from tests.redact.conversation import turns_of

FORMS = NumberForms(('"KD" 999-999', "A9999A"))

SAID = [
    ("caller: it says KD123456 here", "it says [CUSTOMER_ID] here", "as written"),
    ("caller: it says kd 12-34-56 here", "it says [CUSTOMER_ID] here", "in lower case, in groups"),
    ("caller: it says K D one two three four five six", "it says [CUSTOMER_ID]", "letters and digits said"),
    ("caller: kilo delta double one, um, three four five six, it says", "[CUSTOMER_ID], it says", "spelled out"),
    ("caller: it says B4471C here", "it says [CUSTOMER_ID] here", "letters that may be any"),
    ("caller: it says KD12345 here", "it says KD12345 here", "a digit short"),
    ("caller: it says XKD123456 here", "it says XKD123456 here", "another code that ends so"),
    ("caller: the old one, not that", "the old one, not that", "no number at all"),
]


@pytest.mark.parametrize(("line", "expected", "remark"), SAID, ids=[row[2] for row in SAID])
def test_a_number_of_such_a_form_is_hidden(line: str, expected: str, remark: str) -> None:
    turns = turns_of(line)
    found = find_secrets(turns, [CompanyNumbers(FORMS)])
    assert mask_text(turns, found)[0][0].text == expected, remark
    assert {finding.kind for finding in found} <= {Kind.CUSTOMER_ID}


HITS = [
    ('"KD"999999', "I have a KD123456", "I have a [CUSTOMER_ID]", "behind a word that is a letter"),
    ('"KD"999999', "This is Mike, KD123456", "This is Mike, [CUSTOMER_ID]", "behind a word that spells a letter"),
    ('"KD"999999', "KD123456, 2 boxes", "[CUSTOMER_ID], 2 boxes", "before another number"),
    ('"KD"999999', "it's KD123456 2 boxes", "it's [CUSTOMER_ID] 2 boxes", "the same without a comma"),
    ('"KD"999999', "K as in kilo, D as in delta, 1 2 3 4 5 6", "[CUSTOMER_ID]", "spelled by examples"),
    ('"KD"999999', "K for kilo D for delta one two three four five six", "[CUSTOMER_ID]", "by shorter ones"),
    ('"KD"999999', "K, as in king, D like dog, 123456", "[CUSTOMER_ID]", "by any words"),
    ('"KD"999999', "kay as in kilo T as in delta 123456", "[CUSTOMER_ID]", "letters misheard before examples"),
    ('"KD"999999', "it's K like KD123456", "it's K like [CUSTOMER_ID]", "in the place of an example"),
    ('"KD"999999', "K kilo, D delta, 1 2 3 4 5 6", "[CUSTOMER_ID]", "each letter said twice"),
    ('"KD"999999', "KD1234567 it says", "[CUSTOMER_ID] it says", "a digit too many behind the letters"),
    ('"KD"999999', "12KD123456 it says", "[CUSTOMER_ID] it says", "digits before the letters"),
    ('"KD"999999', "KD123456B it says", "[CUSTOMER_ID] it says", "a letter behind it"),
    ('"KD"999999', "ref:KD123456.", "[CUSTOMER_ID].", "joined by a mark"),
    ('"KD"999999', "KD: 123456 and (KD) #654321", "[CUSTOMER_ID] and ([CUSTOMER_ID]", "marks before the digits"),
    ('"KD"999999', "KD number 123456", "[CUSTOMER_ID]", "a word for the digits before them"),
    ('"KD"999999', "capital K capital D and then 123456", "capital [CUSTOMER_ID]", "what the letters are"),
    ('"KD"999999', "it is KD123457, not KD123456", "it is [CUSTOMER_ID], not [CUSTOMER_ID]", "one ruled out"),
    ('"KD"999999', "KD 12345, sorry, 123456", "[CUSTOMER_ID]", "corrected"),
    ('"KD"999999', "KD 12, no, 13, 34 56", "[CUSTOMER_ID]", "corrected in the middle"),
    ('"KD"999999', "K D O 1 2 3 4 5", "[CUSTOMER_ID]", "the letter for a zero"),
    ('"KD"999999', "the card K\u200bD１２３４５６", "the card [CUSTOMER_ID]", "written with other characters"),
    ('"KO"9999', "K O 1 2 3 4", "[CUSTOMER_ID]", "a zero for the letter"),
    ('"ER"9999', "on it er 1234", "on it [CUSTOMER_ID]", "letters that are a word of hesitation"),
    ("999999", "This is Mike, 482913", "This is Mike, [CUSTOMER_ID]", "digits behind a spelling word"),
    ("999999", "I have a 482913, 2 boxes", "I have a [CUSTOMER_ID], 2 boxes", "digits between others"),
    ("999999", "one two three four five six seven", "[CUSTOMER_ID]", "more digits, said apart"),
    ('"KD7"9999', "kd 7 1234", "[CUSTOMER_ID]", "fixed letters and a fixed digit apart"),
    ('"KD7"9999', "kilo delta seven one two three four", "[CUSTOMER_ID]", "the same spelled out"),
    ('"77"9999', "7712345 it says", "[CUSTOMER_ID] it says", "a digit too many behind fixed digits"),
    ("AA9999", "it's ab1234", "it's [CUSTOMER_ID]", "any letters in lower case"),
    ("AA9999", "it's ab-1234 or xq 1234", "it's [CUSTOMER_ID] or [CUSTOMER_ID]", "with a stroke, and apart"),
    ("AA9999", "double A 1 2 3 4", "[CUSTOMER_ID]", "a letter doubled"),
    ("9999A", "1234 B as in bravo, yes", "[CUSTOMER_ID], yes", "an example at the end is a part of it"),
    ("9999AA", "it's 1234ab", "it's [CUSTOMER_ID]", "letters behind digits"),
    ("AAAAAA9999", "it's ABCDEF1234", "it's [CUSTOMER_ID]", "many letters"),
]
NEAR_MISSES = [
    ('"KD"999999', "XKD123456", "one word with a letter before it"),
    ('"KD"999999', "KDX123456", "a letter between"),
    ('"KD"999999', "the kd player and 123456 more", "words between"),
    ('"KD"999999', "KD12345, that's it", "a digit short"),
    ('"KD"999999', "KB123456 and K 123456 and D 123456", "other letters"),
    ('"KD"999999', "it sold for dollars, 123456 of them", "an example for no letter"),
    ('"KD"9999', "KD was 1999 pounds", "a word between"),
    ("999999", "my order 48291355", "a longer number in one word"),
    ("999999", "K482913", "digits behind letters in one word"),
    ("999999", "it costs £1,299.50 or $482,913", "prices in figures"),
    ("9999", "1299 pounds, two thousand two hundred dollars, 1,200%", "prices in words"),
    ("999999", "at 10:30, and at 11:45 and 12", "times of day"),
    ('"IT"9999', "bit 1234, it's 1234, its 1234", "words that contain the letters"),
    ("AA9999", "it is 2024, up to 2000 or 1984ml", "words and units before or behind years"),
    ("9999AA", "a 1500kg car, 2024 is near", "units"),
    ("A9999A", "b4471", "a letter short"),
]

AROUND = (
    "a I K D kd KD kilo delta as in for like O oh one twenty-six hundred and 12 1234 KD123456 , . - ? £ : x-ray sorry "
    "no not mean it's Ünder number capital ab1234 1234ab kg 1,299.50 K9"
).split()
"""Words, marks and numbers that a reader of codes may stumble over."""


@pytest.mark.parametrize(("form", "line", "expected", "remark"), HITS, ids=[row[3] for row in HITS])
def test_a_number_is_hidden_whatever_stands_around_it(form: str, line: str, expected: str, remark: str) -> None:
    assert masked(form, line) == expected, remark


@pytest.mark.parametrize(("form", "line", "remark"), NEAR_MISSES, ids=[row[2] for row in NEAR_MISSES])
def test_what_only_looks_like_one_stays(form: str, line: str, remark: str) -> None:
    assert masked(form, line) == line, remark


def masked(form: str, line: str) -> str:
    """What the form alone hides; the rules for parts of codes would hide more beside it."""
    turns = turns_of(f"caller: {line}")
    return mask_text(turns, merge_findings(turns, CompanyNumbers(NumberForms((form,))).find(turns)))[0][0].text


@pytest.mark.parametrize("number", ["KD482913", "kd 48-29-13", "K D 4 8 2 9 1 3", "kilo delta, 482 913", "KD: 482913"])
def test_a_number_is_found_among_any_words(number: str) -> None:
    draw = random.Random(7)
    detector = CompanyNumbers(NumberForms(('"KD"999999',)))
    for _ in range(300):
        before, behind = (" ".join(draw.choices(AROUND, k=draw.randint(0, 6))) for _ in range(2))
        line = f"{before} {number} {behind}".strip()
        start = line.index(number, len(before))
        spans = [(one.start, one.end) for one in detector.find(turns_of(f"caller: {line}"))]
        assert any(first <= start and start + len(number) <= end for first, end in spans), line


_TRIES, _MOST_TIMES = 4, 8
"""Four times the text takes four times as long; with its square it took sixteen."""


@pytest.mark.parametrize("piece", ["KD12345 ", "K as in kilo, ", "1 2 3 4 5 6 7 ", "KD123456", "K kilo ", "no, KD12 "])
def test_a_long_turn_takes_time_that_grows_with_its_length(piece: str) -> None:
    detector = CompanyNumbers(NumberForms(('"KD"999999', "A9999A", "999999", "AAAA9999")))
    few, many = (turns_of("caller: " + piece * (size // len(piece))) for size in (6_000, 24_000))
    ratios: list[float] = []  # a processor that others use, too, makes single ones unsure
    while len(ratios) < _TRIES and (not ratios or ratios[-1] >= _MOST_TIMES):
        ratios.append(seconds_of(detector, many) / seconds_of(detector, few))
    assert min(ratios) < _MOST_TIMES


def seconds_of(detector: CompanyNumbers, turns: Sequence[Turn]) -> float:
    """Of this process; the least of three."""
    times = []
    for _ in range(3):
        began = process_time()
        detector.find(turns)
        times.append(process_time() - began)
    return min(times)


def test_no_rule_and_no_model_overrules_the_form() -> None:
    call = ["agent: Hello.", "caller: The sofa KD 471 200 in grey, is it in stock?", "agent: It is, at 300 pounds."] * 3
    turns = turns_of(*call)
    detectors = [*rule_detectors(), NameModelDetector(), CompanyNumbers(FORMS)]
    texts = [turn.text for turn in mask_text(turns, find_secrets(turns, detectors))[0]]
    assert texts[1] == "The sofa [CUSTOMER_ID] in grey, is it in stock?"


def test_forms_are_read_without_remarks_and_none_finds_nothing(tmp_path: Path) -> None:
    file = tmp_path / "numbers.txt"
    file.write_text('# shop\n"KD"   999999  # since May\n\nA9999A\nA9999A\n', encoding="utf-8")
    assert read_number_forms(file).forms == ('"KD" 999999', "A9999A")
    assert CompanyNumbers(NumberForms(())).find(turns_of("caller: KD123456")) == []


@pytest.mark.parametrize("line", ['"ZZ"', "909", '"9999"AA', "KD999999", '"KD999999', "99.99?", ".*9999"])
def test_a_line_that_is_no_form_is_refused_without_quoting_it(tmp_path: Path, line: str) -> None:
    file = tmp_path / "numbers.txt"
    file.write_text(f"999999\n{line}\n", encoding="utf-8")
    with pytest.raises(BadSettings) as refused:
        read_number_forms(file)
    assert "line 2" in str(refused.value)
    assert refused.value.hint
    assert line not in str(refused.value)


def test_the_detectors_name_tells_the_forms_by_their_digest_alone() -> None:
    one, two = CompanyNumbers(FORMS), CompanyNumbers(NumberForms(("9999A",)))
    assert one.name != two.name
    assert "KD" not in one.name
