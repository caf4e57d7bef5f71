"""What the caller's keys and the control path say about this call's recording. Pure: instants come in, no clock.

Keys that follow one another within `QUIET_S` are one *run*. A run means something only when it holds one key alone:
the objection key (objection) or, under policy "ask", the 1 (agreement); anything mixed is a keyed number. What it
means holds when it has been quiet for `QUIET_S`. The objection key suspends capture at once, and a different key in
its run lifts that again; the objection key pressed twice is still an objection, since phones that send a key both by
RFC 4733 and by SIP INFO, and people in a hurry, do so. While paused, keys never object or agree, though they still
make a run a number. Whoever hangs up while an objection is pending has objected.

During the notice nobody keys a number: there the objection key, and the 1 under "ask", hold at once.

An agent whom the caller asks to object can have a key of their own (`agent_objection_key`), read by the same rules; so
can one who pauses before a card number is said (`agent_pause_key`) and goes on after it (`agent_resume_key`). The pause
key silences at once; the resume key lets nothing be heard before the quiet, and ends the agents' own pause alone. Both
mean the same however often they are pressed, paused or not, and of both in one run the last one counts.
"""

from dataclasses import dataclass, replace

from calls.call import Channel
from calls.consent import Capture, Means, Outcome, RecordingPolicy, Standing, decide_capture, outcome_of

QUIET_S = 1.5
AGREEMENT_KEY = "1"
KEYS = frozenset("0123456789*#ABCD")


@dataclass(frozen=True, slots=True)
class KeyRun:
    """Keys in quick succession."""

    keys: frozenset[str]
    last: str
    how: Means
    last_at_s: float
    in_pause: bool = False
    """Some of it was pressed while paused: it neither objects nor agrees."""

    def is_only(self, key: str) -> bool:
        return self.keys == {key}


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is wanted of this call's recording at one instant. Instants are seconds of one monotonic clock."""

    policy: RecordingPolicy
    standing: Standing
    objection_key: str = "9"
    agent_objection_key: str = ""
    agent_pause_key: str = ""
    agent_resume_key: str = ""
    """"" = agents have none."""
    paused_by: frozenset[Channel | None] = frozenset()
    """The parties whose telephones or keys asked for it; None = somebody by command."""
    agreed: bool = False
    objected_by: str | None = None
    """Actor: "caller", "agent" or whoever else objected for them."""
    objected_how: Means | None = None
    run: KeyRun | None = None
    """The caller's keys."""
    agent_run: KeyRun | None = None

    @property
    def objected(self) -> bool:
        return self.objected_by is not None

    @property
    def paused(self) -> bool:
        return bool(self.paused_by)

    @property
    def is_settled(self) -> bool:
        """Nobody's keys wait for their meaning."""
        return self.run is None and self.agent_run is None

    def is_pending(self, by: Channel) -> bool:
        """This party has pressed their objection key, and it may yet turn out to begin a keyed number."""
        run, key = (self.agent_run, self.agent_objection_key) if by is Channel.AGENT else (self.run, self.objection_key)
        return not self.objected and run is not None and not run.in_pause and run.is_only(key)

    @property
    def pending(self) -> bool:
        return self.pending_from is not None

    @property
    def pending_from(self) -> tuple[Means, str] | None:
        """How and from whom an objection is pending: "caller" or "agent"."""
        if self.run is not None and self.is_pending(Channel.CALLER):
            return self.run.how, Channel.CALLER.value
        if self.agent_run is not None and self.is_pending(Channel.AGENT):
            return self.agent_run.how, Channel.AGENT.value
        return None

    @property
    def is_pausing(self) -> bool:
        """The agent has pressed the pause key, and it may yet turn out to begin a keyed number."""
        run = self.agent_run
        return self._agents_word is not None and run is not None and self.agent_pause_key in run.keys

    def holds_key_of(self, by: Channel) -> bool:
        """This party's last key may be meant for us, so it must not reach the other party yet."""
        return self.is_pending(by) or (by is Channel.AGENT and self._agents_word is not None)

    @property
    def _agents_word(self) -> str | None:
        """The last of the agents' two keys for pausing, where the run holds nothing but them."""
        run, both = self.agent_run, {self.agent_pause_key, self.agent_resume_key}
        return run.last if run is not None and run.keys <= both and not self.objected else None

    @property
    def capture(self) -> Capture:
        """What to do with the sound of this instant."""
        wanted = decide_capture(
            self.policy, self.standing, objected=self.objected, paused=self.paused, caller_agreed=self.agreed
        )
        return Capture.SILENCE if (self.pending or self.is_pausing) and wanted is Capture.WRITE else wanted

    @property
    def outcome(self) -> Outcome:
        return outcome_of(self.policy, self.standing, objected=self.objected, caller_agreed=self.agreed)

    def press(self, key: str, how: Means, at_s: float, *, by: Channel = Channel.CALLER) -> "Wishes":
        """A party pressed a key; what is no telephone key is ignored."""
        now = self.settle(at_s)
        if key not in KEYS or now.objected:
            return now
        if by is Channel.AGENT:
            return replace(now, agent_run=_extend(now.agent_run, key, how, at_s, paused=now.paused))
        return replace(now, run=_extend(now.run, key, how, at_s, paused=now.paused))

    def press_in_notice(self, key: str, how: Means) -> "Wishes":
        """The caller pressed a key while the notice is played: it is an answer to it, or nothing."""
        if key == self.objection_key:
            return self.object_to(how, Channel.CALLER.value)
        return replace(self, agreed=self.agreed or (key == AGREEMENT_KEY and self.policy is RecordingPolicy.ASK))

    def settle(self, at_s: float) -> "Wishes":
        """Time has passed: a run that has been quiet long enough means what it means."""
        now = self
        if now.run is not None and at_s - now.run.last_at_s >= QUIET_S:
            now = now._settle_pending(Channel.CALLER)
            alone = now.run is not None and now.run.is_only(AGREEMENT_KEY) and not now.run.in_pause
            now = replace(now, run=None, agreed=now.agreed or (alone and now.policy is RecordingPolicy.ASK))
        if now.agent_run is not None and at_s - now.agent_run.last_at_s >= QUIET_S:
            now = replace(now._settle_pending(Channel.AGENT)._settle_word(), agent_run=None)
        return now

    def hang_up(self) -> "Wishes":
        """The call is over: a pending objection or pause counts, a pending agreement or resumption does not."""
        settled = self._settle_pending(Channel.CALLER)._settle_pending(Channel.AGENT)
        settled = settled.pause(Channel.AGENT) if settled.is_pausing else settled
        return replace(settled, run=None, agent_run=None)

    def _settle_pending(self, by: Channel) -> "Wishes":
        run = self.agent_run if by is Channel.AGENT else self.run
        return self.object_to(run.how, by.value) if run is not None and self.is_pending(by) else self

    def _settle_word(self) -> "Wishes":
        if self._agents_word is None:
            return self
        pauses = self._agents_word == self.agent_pause_key
        return self.pause(Channel.AGENT) if pauses else self.resume(Channel.AGENT)

    def object_to(self, how: Means, actor: str) -> "Wishes":
        """Idempotent: the first objection is the one on record."""
        if self.objected:
            return self
        return replace(self, run=None, agent_run=None, objected_by=actor, objected_how=how)

    def pause(self, party: Channel | None = None) -> "Wishes":
        """By a party's telephone or key, or by command."""
        return replace(self, paused_by=self.paused_by | {party})

    def resume(self, party: Channel | None = None) -> "Wishes":
        """A command ends every pause, a party's telephone or key only the one that this party asked for."""
        return replace(self, paused_by=frozenset() if party is None else self.paused_by - {party})


def _extend(run: KeyRun | None, key: str, how: Means, at_s: float, *, paused: bool) -> KeyRun:
    if run is None:
        return KeyRun(frozenset({key}), key, how, at_s, paused)
    return KeyRun(run.keys | {key}, key, run.how, at_s, run.in_pause or paused)
