"""A call as a person at the terminal reads it."""

from typing import Any

import pytest

from cli.recordings import print_call

CALL: dict[str, Any] = {
    "call_id": "c_0123456789abcdef01234567",
    "state": "archived",
    "duration_ms": 61_000,
    "consent": {"outcome": "recorded", "notice_played": True},
    "tags": [],
    "certificate": None,
    "turns": [],
}


@pytest.mark.parametrize(
    ("measured", "expected"),
    [
        ({"gap_ms": 40, "drift_ms": -120}, "40 ms lost on the way, clocks apart -120 ms"),
        ({"gap_ms": 0, "drift_ms": 6}, "0 ms lost on the way, clocks apart +6 ms"),
        ({"gap_ms": 0, "drift_ms": None}, "0 ms lost on the way, clocks apart not known"),
    ],
)
def test_a_call_says_what_its_recorder_measured(
    capsys: pytest.CaptureFixture[str], measured: dict[str, object], expected: str
) -> None:
    print_call(CALL | measured)
    assert expected in capsys.readouterr().out


@pytest.mark.parametrize("unmeasured", [{}, {"gap_ms": None, "drift_ms": None}])
def test_a_call_that_no_recorder_took_says_nothing_of_it(
    capsys: pytest.CaptureFixture[str], unmeasured: dict[str, object]
) -> None:
    print_call(CALL | unmeasured)
    assert "lost on the way" not in capsys.readouterr().out
