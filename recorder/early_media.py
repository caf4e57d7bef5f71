"""What the agent's side plays before it answers (ringback, "please wait"), for the caller to hear.

One way, and never recorded: capture begins with the talk, after the notice (RFC 3960 on early media; ours is the
application server's model of §4: the caller's early session is with us).
"""

from recorder.sip_call import SipCall
from recorder.sip_sound import connect, disconnect


class EarlyMedia:
    def __init__(self, caller: SipCall, agent: SipCall) -> None:
        """Answers the caller 183 with SDP. Raises RecorderError."""
        self._caller, self._agent = caller, agent
        self._heard = False
        caller.send_early_media()
        self.connect()

    def connect(self) -> None:
        """Again after each change of either leg's media."""
        if self._caller.has_sound and self._agent.has_sound:
            connect(self._agent, self._caller)
            self._heard = True

    def stop(self) -> None:
        """The notice begins, or the agent's side is another. Twice is no error."""
        if self._heard and self._caller.has_sound and self._agent.has_sound:
            disconnect(self._agent, self._caller)
        self._heard = False
