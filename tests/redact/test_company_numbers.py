"""A company's own customer numbers are hidden by their form, in whatever way they are said."""

from pathlib import Path

import pytest

from calls.errors import BadSettings
from calls.finding import Kind
from redact.company_numbers import CompanyNumbers, NumberForms, read_number_forms
from redact.find_secrets import find_secrets, rule_detectors
from redact.mask_text import mask_text
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
    ("caller: it says KD1234567 here", "it says KD1234567 here", "a digit more"),
    ("caller: it says XKD123456 here", "it says XKD123456 here", "another code that ends so"),
    ("caller: the old one, not that", "the old one, not that", "no number at all"),
]


@pytest.mark.parametrize(("line", "expected", "remark"), SAID, ids=[row[2] for row in SAID])
def test_a_number_of_such_a_form_is_hidden(line: str, expected: str, remark: str) -> None:
    turns = turns_of(line)
    found = find_secrets(turns, [CompanyNumbers(FORMS)])
    assert mask_text(turns, found)[0][0].text == expected, remark
    assert {finding.kind for finding in found} <= {Kind.CUSTOMER_ID}


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
