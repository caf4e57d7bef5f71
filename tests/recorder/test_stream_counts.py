"""The short way to a stream's counters and pjsua2's own say the same."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from recorder.stream_counts import StreamCounts

pytestmark = [pytest.mark.needs_sip, pytest.mark.needs_production_sip]

ROOT = Path(__file__).parents[2]
CALL_OF_OURS = """
import json, sys, time
import pjsua2 as pj
from recorder import stream_counts
from recorder.sip_endpoint import SipEndpoint
from tests.ports import free_port
port = free_port()
endpoint = SipEndpoint("127.0.0.1", port)
endpoint.on_incoming = lambda call: call.answer()
leg = endpoint.dial(f"sip:echo@127.0.0.1:{port}")
until = time.monotonic() + 10
while time.monotonic() < until and not (leg.has_sound and leg.count_packets() > 50):
    endpoint.run_once(20)
ways = stream_counts._long_way, stream_counts.count_stream, stream_counts._long_way
told = [way(leg._leg, 0) for way in ways]
try:
    stream_counts.count_stream(leg._leg, 7)
    told.append("counted a line that there is not")
except pj.Error:
    pass
endpoint.close()
sys.stderr.write(json.dumps(told))
"""


def test_counters_read_in_one_call_are_pjsua2s() -> None:
    found = subprocess.run(
        [sys.executable, "-c", CALL_OF_OURS], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    before, short, after = (StreamCounts(*told) for told in json.loads(found.stderr.splitlines()[-1]))
    assert short.packets > 50
    assert short.size_bytes > 50 * short.packets
    assert all(low <= one <= high for low, one, high in zip(before, short, after, strict=True))
