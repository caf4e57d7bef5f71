"""A character that is asked back of a code is hidden with it, and the one that is chosen; beside no code both stay."""

import pytest

from tests.redact.conversation import redacted

ASKED = "agent: What's the serial number?"
OFFERED = [
    (
        (ASKED, "LKH3 0927 55. Is that a C or a G?"),
        "[DEVICE_SERIAL]. Is that [DEVICE_SERIAL]?",
        "both",
    ),
    ((ASKED, "LKH3 0927 55", "agent: Is that a zero or the letter O?", "Zero."), "[DEVICE_SERIAL].", "the chosen"),
    (
        (ASKED, "LKH3 0927 55", "agent: is that b for bravo or d"),
        "is that [DEVICE_SERIAL]",
        "words",
    ),
    ((ASKED, "LKH3 0927 55", "agent: is that b for bravo or d", "d for delta"), "[DEVICE_SERIAL]", "lower"),
    ((ASKED, "LKH3 0927 55, is that an A? A."), "[DEVICE_SERIAL], is that [DEVICE_SERIAL].", "one"),
    ((ASKED, "lkh3 0927 55 t or is that an f"), "[DEVICE_SERIAL] or is that [DEVICE_SERIAL]", "an afterthought"),
]
STAYS = [
    ((ASKED, "LKH3 0927 55", "agent: Is that a C or a G?", "Oh, let me look."), "no answer"),
    (("Is that a one or a two?",), "no code"),
    (("agent: Is it a 4 or a 5 star hotel?", "Five."), "stars"),
    ((ASKED, "LKH3 0927 55", "agent: Is that a one or a two bedroom flat?"), "bedrooms"),
]


@pytest.mark.parametrize(("lines", "expected", "remark"), OFFERED, ids=[row[2] for row in OFFERED])
def test_what_is_offered_for_a_code_is_hidden(lines: tuple[str, ...], expected: str, remark: str) -> None:
    assert redacted(*lines)[-1] == expected, remark


@pytest.mark.parametrize(("lines", "remark"), STAYS, ids=[row[1] for row in STAYS])
def test_what_is_offered_for_anything_else_stays(lines: tuple[str, ...], remark: str) -> None:
    assert redacted(*lines)[-1] == lines[-1].removeprefix("agent: "), remark
