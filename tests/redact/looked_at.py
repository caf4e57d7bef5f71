"""A call that has been masked, and twins of who looks at it again."""

from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np

from calls.audio import RawAudio, RawRecording, RedactedAudio
from calls.call import Channel, new_call_id
from calls.finding import Finding
from calls.ports.transcribers import Watch, unwatched
from calls.redacted import RedactedCall
from calls.transcript import Transcript, Turn, Window
from redact.find_secrets import find_secrets, rule_detectors
from redact.redact_call import redact_call
from tests.redact.conversation import timed_turn


class Clock:
    def now(self) -> datetime:
        return datetime(2026, 11, 22, tzinfo=UTC)


class Hears:
    """A checking transcriber that hears these turns, whatever it is given."""

    engine, model = "twin", "none"

    def __init__(self, *turns: Turn) -> None:
        self._turns = turns
        self.windows: tuple[Window, ...] = ()

    def listen_again(
        self,
        audio: RedactedAudio,  # noqa: ARG002
        windows: Sequence[Window],
        watch: Watch = unwatched,  # noqa: ARG002
    ) -> Sequence[Turn]:
        self.windows = tuple(windows)
        return self._turns


CALL = (
    timed_turn(Channel.AGENT, "What is your social security number?", 500),
    timed_turn(Channel.CALLER, "okay it is 219 09 9999 thank you, I paid 45 dollars", 4000),
)


def redacted_call(turns: tuple[Turn, ...] = CALL, hidden: Sequence[Finding] | None = None) -> RedactedCall:
    audio = RawAudio(np.full((12_000 * 8, 2), 500, np.int16), 8000, (Channel.CALLER, Channel.AGENT))
    findings = find_secrets(turns, rule_detectors()) if hidden is None else hidden
    return redact_call(RawRecording(new_call_id(), audio), Transcript(turns, "en", 12_000), findings)
