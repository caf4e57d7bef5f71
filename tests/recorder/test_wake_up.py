"""The line's wait ends when another thread has something for the main one (bootstrap/wake_up.c)."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.needs_sip, pytest.mark.needs_production_sip]

ROOT = Path(__file__).parents[2]
WAITS = """
import sys, threading, time
from recorder.sip_endpoint import SipEndpoint
from tests.ports import free_port
endpoint = SipEndpoint("127.0.0.1", free_port())
waited = []
for calls in {calls}:
    endpoint.run_once(0)
    began = time.monotonic()
    for delay_s in calls:
        threading.Timer(delay_s, endpoint.wake_up).start() if delay_s else endpoint.wake_up()
    endpoint.run_once(5000)
    waited.append(time.monotonic() - began)
endpoint.close()
endpoint.wake_up()  # of a line that is closed: nothing
sys.stderr.write(" ".join(map(str, waited)))
"""


def waited_s(*calls: tuple[float, ...]) -> list[float]:
    """How long the line listened, at most five seconds, when it was called after so many seconds, once or oftener."""
    command = [sys.executable, "-c", WAITS.format(calls=calls)]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    return [float(word) for word in found.stderr.splitlines()[-1].split()]


def test_a_call_from_another_thread_ends_the_wait_and_each_later_wait_anew() -> None:
    assert all(0.2 <= one_s < 4 for one_s in waited_s((0.2,), (0.2,), (0.2,)))


def test_a_call_before_the_wait_ends_it_at_once_and_many_end_one() -> None:
    first_s, second_s = waited_s((0.0,) * 20, (1.0,))
    assert first_s < 0.5
    assert second_s > 0.5


def test_nobody_calls_and_the_line_is_listened_to_for_as_long_as_was_asked() -> None:
    (only_s,) = waited_s(())
    assert only_s >= 4.5
