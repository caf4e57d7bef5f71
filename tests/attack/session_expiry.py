"""`python -m tests.attack.session_expiry`: a caller agrees to refresh its session and never does (RFC 4028).

SIPp plays both parties. The recorder must hang up on both before the session has expired, and hand the call over whole.
Exit 1 otherwise. Takes as long as the shortest session that may be agreed on: 90 seconds at most.
"""

import sys
import tempfile
import time
from pathlib import Path

from tests.recorder.telephone_lab import TelephoneLab
from tests.sipp.sipp_party import SERVICE, SippParty

SESSION_S = 90
"""RFC 4028 §4: no session may be shorter."""
REFRESHED_BEFORE_S = 60
"""§10: whoever does not refresh hangs up by expiry, and not before two thirds have passed."""


def let_expire(folder: Path) -> tuple[float, list[str]]:
    """After how many seconds the caller was hung up on, and what was wrong."""
    lab = TelephoneLab(folder)
    try:
        lab.start_recorder(silent_leg_s=0.0, ring_timeout_s=5.0)
        agent = SippParty("agent_answers", folder, port=lab.agent_port, gives_up_after_s=2 * SESSION_S)
        agent.wait_until_listening()
        target = (f"127.0.0.1:{lab.port}", "-s", SERVICE, "-key", "caller", "+12125550147")
        caller = SippParty("caller_lets_session_expire", folder, *target, gives_up_after_s=2 * SESSION_S)
        began_s = time.monotonic()
        was_asked = caller.finished().asked()
        took_s = time.monotonic() - began_s
        captured = lab.the_captured_call()
        wrong = {
            f"the caller was asked {was_asked}": "BYE" not in was_asked,
            "the agent was not hung up on": "BYE" not in agent.finished().asked(),
            f"it took {took_s:.0f} s": not REFRESHED_BEFORE_S - 5 <= took_s <= SESSION_S + 5,
            "the recording is not whole": captured.call.truncated or captured.call.duration_ms < (took_s - 10) * 1000,
        }
        return took_s, [fault for fault, is_so in wrong.items() if is_so]
    finally:
        lab.close()


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="hushtape-expiry-") as folder:
        took_s, faults = let_expire(Path(folder))
    sys.stdout.write(f"hung up after {took_s:.0f} s of a session of {SESSION_S} s\n")
    for fault in faults:
        sys.stdout.write(f"FAULT {fault}\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
