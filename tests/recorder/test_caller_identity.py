"""Whose standing objection counts, and when nobody can tell."""

import pytest

from calls.consent import Outcome
from calls.pseudonym import KeyRing
from recorder.caller_identity import identify_caller
from tests.recorder.telephone_lab import TelephoneLab, result_of, wait_for

KEYS = KeyRing({1: b"k" * 32, 2: b"n" * 32})
NUMBER = "+12125550147"
OTHER = "+12125550199"


@pytest.mark.parametrize(
    ("from_user", "asserted", "number", "readable", "remark"),
    [
        (NUMBER, (), NUMBER, True, "From is all there is"),
        (OTHER, (NUMBER,), NUMBER, True, "what the network asserts counts before From"),
        ("anonymous", (NUMBER,), NUMBER, True, "withheld from us, known to the network"),
        (None, (NUMBER,), NUMBER, True, "From cannot be read, the network vouches"),
        (OTHER, ("alice", NUMBER), NUMBER, True, "a SIP and a tel URI are asserted"),
        ("anonymous", (), None, True, "withheld: a caller without a number"),
        ("", (), None, True, "From without a user part"),
        ("alice", (), None, True, "a name"),
        ("+1212abc", (), None, False, "garbled: nobody can tell whose number it is"),
        (None, (), None, False, "no address at all"),
        (NUMBER, ("+1212abc",), None, False, "what counts is garbled"),
    ],
)
def test_who_is_calling(
    from_user: str | None, asserted: tuple[str, ...], number: str | None, readable: bool, remark: str
) -> None:
    who = identify_caller(from_user, asserted, KEYS, country_code="1")
    assert who.codes == (KEYS.codes_of_number(number) if number else ()), remark
    assert who.is_readable is readable, remark


def test_a_number_without_a_country_code_is_the_houses_own() -> None:
    who = identify_caller("030901820", (), KEYS, country_code="49")
    assert who.codes == KEYS.codes_of_number("+4930901820")


@pytest.mark.needs_sip
def test_a_caller_whose_number_is_garbled_is_served_and_not_recorded(lab: TelephoneLab) -> None:
    lab.start_recorder()
    lab.agent()
    assert result_of(lab.caller("--hangup-after", "1.2", user="+1212abc"))["as_scripted"]
    assert wait_for(lab.spool.endings)[0].outcome is Outcome.POLICY
    assert lab.files_of_calls() == []
