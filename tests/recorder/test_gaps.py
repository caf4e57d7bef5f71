"""What the network did not bring is counted with the call."""

import signal
import time

from recorder.call_detail import detail_batches
from tests.recorder.telephone_lab import TelephoneLab, result_of, wait_for


def test_a_stretch_that_never_came_is_counted_with_its_call(lab: TelephoneLab) -> None:
    lab.start_recorder()
    lab.agent()
    caller = lab.caller("--hangup-after", "5")
    lab.the_live_call()
    caller.send_signal(signal.SIGSTOP)
    time.sleep(0.6)  # the stretch itself
    caller.send_signal(signal.SIGCONT)
    assert result_of(caller)["as_scripted"]
    counts = wait_for(lambda: (seen := lab.live.counts()[0]).get("captured") and seen)
    assert counts["calls_with_gaps"] == 1
    assert counts["gap_ms"] >= 200  # the softphone goes on with a burst, of which the jitter buffer keeps some
    ((_, (detail,)),) = wait_for(lambda: list(detail_batches(lab.spool_dir)))
    assert detail.gap_ms == counts["gap_ms"]
