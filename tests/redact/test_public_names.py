"""Famous names and names of businesses: public where nobody bears them in the call, hidden where somebody does."""

import pytest

from redact.find_secrets import find_secrets, rule_detectors
from redact.mask_text import mask_text
from tests.redact.conversation import turns_of

HIDDEN = [
    (("agent: And the name on the account, please?", "caller: Sam Smith."), "Smith"),
    (("caller: My policy holder is Mr. Stan Smith. He was born in May.",), "Stan"),
    (("agent: Who is the account holder?", "caller: Emily Watson Water account."), "Watson"),
    (("agent: Who am I speaking with?", "caller: My name is Priya Raman Surgery."), "Raman"),
    (("agent: What's the access code for the flat?", "caller: in the new build it's 4471."), "4471"),
    (("caller: The house is newly built, call me on 447 199 2833.",), "2833"),
    (
        ("agent: Your sort code?", "caller: 20", "agent: next one?", "caller: 45", "agent: next one?", "caller: 67"),
        "45",
    ),
]
READABLE = [
    (("caller: Is the Sam Smith concert sold out?",), "Sam Smith"),
    (("caller: The screen says build 2263 on it.",), "2263"),
]


@pytest.mark.parametrize(("said", "what"), HIDDEN, ids=[what for _, what in HIDDEN])
def test_what_is_somebodys_own_is_hidden_though_it_looks_public(said: tuple[str, ...], what: str) -> None:
    assert what not in " / ".join(redacted(said))


@pytest.mark.parametrize(("said", "what"), READABLE, ids=[what for _, what in READABLE])
def test_what_is_public_stays_readable(said: tuple[str, ...], what: str) -> None:
    assert what in " / ".join(redacted(said))


def redacted(said: tuple[str, ...]) -> list[str]:
    turns = turns_of(*said)
    masked, _ = mask_text(turns, find_secrets(turns, rule_detectors()))
    return [turn.text for turn in masked]
