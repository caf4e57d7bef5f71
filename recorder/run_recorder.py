"""The recorder process: takes calls, keeps what may be kept, and hands it over sealed.

Holds no database, store or private key. Prints nothing; log lines carry ids only.
"""

import math
import os
import resource
import signal
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

import structlog

from calls.call import CallId, is_call_id
from calls.consent import Capture, Means, RecordingPolicy, Standing
from calls.errors import BadMetadata, BadSettings, HushtapeError, NotAllowed, NotFound, RecorderError, Unavailable
from calls.pseudonym import pseudonym_of_sip_call_id
from recorder.agenda import Agenda
from recorder.announcement import Announcements, NoticeFile
from recorder.bridge import UNAVAILABLE, Bridge, BridgeOptions
from recorder.call_detail import DetailWriter
from recorder.call_record import CallFacts, refused, why_rejected
from recorder.caller_identity import identify_caller
from recorder.capture import CallCapture, make_silence, mute_tones
from recorder.containment import contained, place_of
from recorder.control import Answer, ControlServer, live_call_fields
from recorder.disk_watch import DiskWatch, WhenFull
from recorder.durable_files import make_private_folder
from recorder.huge_pages import prefer_huge_pages
from recorder.invite import Invite
from recorder.keys import KeyRingFile, load_public_keys
from recorder.live_call import CaptureTools, LiveRecording
from recorder.objected_contacts import ObjectedContacts
from recorder.objection import AGREEMENT_KEY, Wishes
from recorder.ram_disk import RamFolder
from recorder.readiness import Readiness
from recorder.record_awareness import told_as
from recorder.recorder_settings import RecorderSettings
from recorder.recording_server import RecordingServer, is_recording_session
from recorder.rekeys import note_rekey
from recorder.rules import RulesFile
from recorder.salvage import salvage
from recorder.sip_call import SipCall
from recorder.sip_endpoint import FAILED, SipEndpoint
from recorder.sip_events import Rejected
from recorder.sip_sound import FilePlayer
from recorder.tink_seals import PublicWrap

BAD_REQUEST, FORBIDDEN = 400, 403
IMPATIENT_MS = 20
"""How long the line is listened to at a time while something is going on in a call; while all are calm it is
`SipEndpoint.patient_ms`. With hundreds of calls each look costs more than it seems: the sound of the others has emptied
the caches."""
FAREWELL_S = 3.0
"""How long running calls get to be handed over after SIGTERM."""

_log = structlog.get_logger("recorder")


def run_recorder(settings: RecorderSettings) -> int:
    """Take calls until SIGTERM or SIGINT; running calls are then handed over. Returns 0.

    Raises BadSettings, PortInUse, BindRefused, RecorderError.
    """
    settings.check()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.umask(0o077)
    prefer_huge_pages()
    stopping = _StopOnSignals()
    recorder = Recorder(settings)
    try:
        while not stopping.wanted:
            recorder.run_once()
        recorder.bid_farewell()
    finally:
        recorder.close()
    return 0


class _StopOnSignals:
    def __init__(self) -> None:
        self.wanted = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._note)

    def _note(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002
        self.wanted = True


class Recorder:
    """The parts of one recorder process and the calls on its line."""

    def __init__(self, settings: RecorderSettings) -> None:
        self._settings = settings
        self._announcements = Announcements(NoticeFile(settings.notice_wav, settings.notice), settings.notices)
        self._keys = KeyRingFile(settings.rules_key_file)
        self._rules = RulesFile(settings.rules_file, self._keys.ring, partial(note_rekey, settings.spool_dir))
        keyed = partial(pseudonym_of_sip_call_id, key=self._keys.ring().signing_key)
        self._contacts = ObjectedContacts(settings.spool_dir, keyed)
        self._server = RecordingServer(
            settings.siprec,
            self._rules,
            self._keys.ring,
            self._contacts,
            country_code=settings.default_country_code,
            silent_leg_s=settings.silent_leg_s,
        )
        wrap = load_public_keys(settings.public_keyset_file)
        self._name = f"recorder-{settings.sip_port}"
        self._live: list[LiveRecording] = []
        self._agenda: Agenda[LiveRecording] = Agenda()
        self._counts: Counter[str] = Counter()
        self._parts = ExitStack()
        """Closed in reverse order: pjsua2 aborts the process when one of its objects outlives the endpoint."""
        try:
            self._prepare(settings, wrap)
        except BaseException:
            self._parts.close()
            raise

    def _prepare(self, settings: RecorderSettings, wrap: PublicWrap) -> None:
        self._endpoint = SipEndpoint(settings.sip_host, settings.sip_port, line=settings.line)
        self._parts.callback(self._endpoint.close)
        self._most_calls = min(settings.most_calls, self._endpoint.most_legs // 2)
        make_private_folder(settings.spool_dir)
        salvage(settings.spool_dir, settings.ram_dir)
        self._contacts.tick(time.monotonic())
        self._details = self._open_details(settings.spool_dir)
        ram = RamFolder(settings.ram_dir)
        self._parts.callback(ram.remove)
        silence = FilePlayer(make_silence(ram.path), loop=True)
        self._parts.callback(silence.close)
        folders = {"spool": settings.spool_dir, "RAM disk": ram.path}
        self._disks = DiskWatch(folders, full_percent=settings.disk_full_percent, counts=self._counts)
        self._disks.tick(time.monotonic())
        self._tools = CaptureTools(
            settings.spool_dir,
            self._endpoint.sinks_in(ram.path),
            self._disks,
            wrap,
            silence,
            self._name,
            self._counts,
        )
        self._control = ControlServer(
            settings.control_dir,
            self._name,
            remote=settings.remote_control,
            take_rules=self._rules.replace,
            asked=self._endpoint.wake_up,
        )
        self._parts.callback(self._control.close)
        self._endpoint.on_failure = self._fail
        self._endpoint.on_incoming = self._take
        self._endpoint.on_rejected = self._note_rejected
        self._endpoint.first_sdp_attribute = told_as(Capture.NOTHING)
        self._readiness = Readiness(
            self._rules,
            self._disks,
            (settings.spool_dir, ram.path),
            self._lines_free,
            lambda: self._endpoint.registered,
        )
        _log.info("recorder_ready", recorder=self._name, port=settings.sip_port)

    def _open_details(self, spool_dir: Path) -> DetailWriter:
        try:
            details = DetailWriter(spool_dir, self._counts)
        except OSError as error:
            raise BadSettings(f"cannot write {spool_dir}: {error.strerror}", hint="check its owner") from error
        self._parts.callback(details.close)
        return details

    def _lines_free(self) -> int:
        return self._most_calls - len(self._live)

    def run_once(self) -> None:
        self._endpoint.run_once(self._wait_ms())
        self._control.serve_waiting(self._answer)
        now_s = time.monotonic()
        self._disks.tick(now_s)
        self._contacts.tick(now_s)
        self._readiness.tick(now_s)
        self._endpoint.say_ready(self._readiness.is_ready)
        due = self._agenda.take_due(now_s)
        for live in due:
            with contained(partial(self._end, live)):
                live.tick(now_s)
                if (capture := live.unsealed) is not None and not capture.may_hold_tones:
                    live.seal()  # while its sound is in the cache
        self._seal([(live, capture) for live in due if (capture := live.unsealed) is not None])
        for live in due:
            if live.is_done:
                self._agenda.forget(live)
                self._live.remove(live)
                self._tell_detail(live)
            else:
                self._agenda.note(live)

    def _wait_ms(self) -> int:
        """Until the next call is due. What SIP brings ends the wait; so do keys and commands, or they are seen after
        it."""
        due_in_s = self._agenda.next_at_s() - time.monotonic()
        return IMPATIENT_MS if due_in_s <= 0 else math.ceil(min(1000 * due_in_s, self._endpoint.patient_ms))

    def _seal(self, unsealed: Sequence[tuple[LiveRecording, CallCapture]]) -> None:
        """All of them are searched for tones at once; should that fail, each is on its own (`CallCapture.seal`)."""
        with contained(partial(self._note_failure, None)):
            mute_tones(capture for _, capture in unsealed)
        for live, _ in unsealed:
            with contained(partial(self._end, live)):
                live.seal()

    def bid_farewell(self) -> None:
        """Hang up running calls and hand them over."""
        self._endpoint.on_incoming = lambda call: self._refuse(call, "leaving", "the recorder is being stopped")
        self._readiness.leave()
        for live in self._live:
            with contained(partial(self._end, live)):
                live.hang_up()
        until_s = time.monotonic() + FAREWELL_S
        while self._live and time.monotonic() < until_s:
            self.run_once()
        for live in self._live:
            with contained(partial(self._end, live)):
                live.close()

    def close(self) -> None:
        for live in self._live:
            with contained(partial(self._end, live)):
                live.hang_up()
                live.close()
            self._tell_detail(live)
        self._live.clear()
        self._parts.close()
        _log.info("recorder_stopped", recorder=self._name)

    def _tell_detail(self, live: LiveRecording) -> None:
        with contained(partial(self._note_failure, live.call_id)):
            self._details.end(live.detail())

    def _take(self, caller: SipCall) -> None:
        """An INVITE. What may be recorded is decided here, from rules read for this call."""
        if self._lines_free() < 1:
            self._refuse(caller, "busy", "all lines are in use")
            return
        if self._disks.full and self._settings.when_disk_full == WhenFull.REFUSE:
            self._refuse(caller, "disk_full", "a disk is nearly full")
            return
        if caller.invite is not None and is_recording_session(caller.invite):
            self._take_recording_session(caller, caller.invite)
            return
        facts = self._facts_of(caller)
        policy, standing = self._rules.look_up(
            queue=facts.queue, caller_codes=facts.caller_codes, now=datetime.now(UTC)
        )
        if not facts.caller_is_readable:
            _log.warning("caller_unreadable")
            standing = Standing.UNKNOWN
        keys = self._settings.keys
        wishes = Wishes(policy, standing, keys.objection, keys.agent_objection, keys.agent_pause, keys.agent_resume)
        live = LiveRecording(self._tools, facts, wishes)
        announcement = self._announcements.for_queue(facts.queue)
        bridge = Bridge(live.call_id, self._endpoint, caller, announcement, self._options_under(policy))
        live.follow(bridge)
        self._enlist(live)
        bridge.start(self._settings.agent_uri, ring_for_s=self._settings.ring_timeout_s)

    def _take_recording_session(self, leg: SipCall, invite: Invite) -> None:
        """An INVITE of a recording client (RFC 7866 §6.2). Not recording is no reason to refuse it: `siprec.py`."""
        try:
            asked = self._server.read(invite)
        except (NotAllowed, BadMetadata) as error:
            self._counts["refused_siprec"] += 1
            _log.warning("refused", error=error.code, reason=error.message)
            status = FORBIDDEN if isinstance(error, NotAllowed) else BAD_REQUEST
            leg.hang_up(status)
            self._details.refuse(refused(self._facts_of(leg), status, error.code))
            return
        facts = self._server.facts(self._facts_of(leg), asked)
        policy, standing = self._server.look_up(asked, facts.queue)
        live = LiveRecording(self._tools, facts, Wishes(policy, standing, self._settings.objection_key))
        session = self._server.session(live.call_id, leg, asked)
        live.follow(session)
        self._enlist(live)
        session.start()

    def _enlist(self, live: LiveRecording) -> None:
        self._live.append(live)
        self._agenda.note(live)
        self._details.begin(live.call_id, live.sip_call_id_hmac, live.started_at)
        policy, standing = live.wishes.policy, live.wishes.standing
        _log.info("call_began", call_id=live.call_id, policy=policy.value, standing=standing.value)

    def _refuse(self, caller: SipCall, reason: str, why: str) -> None:
        self._counts[f"refused_{reason}"] += 1
        _log.warning("refused", error=why)
        caller.hang_up(UNAVAILABLE)
        self._details.refuse(refused(self._facts_of(caller), UNAVAILABLE, reason))

    def _note_rejected(self, rejected: Rejected) -> None:
        """pjsip has answered already; what is left is to put it on record."""
        reason = why_rejected(rejected.sip_status)
        self._counts["refused_by_sip"] += 1
        _log.warning("refused", error=reason, status=rejected.sip_status)
        self._details.refuse(refused(self._facts_of(rejected), rejected.sip_status, reason))

    def _options_under(self, policy: RecordingPolicy) -> BridgeOptions:
        """A caller who has answered the notice need not hear the rest of it."""
        answers = {self._settings.objection_key} | ({AGREEMENT_KEY} if policy is RecordingPolicy.ASK else set())
        return BridgeOptions(
            notice_ends_at=answers.union(self._settings.notice_skip_keys),
            early_media=self._settings.early_media,
            transfer=self._settings.transfer,
            agent_may_object=bool(self._settings.agent_objection_key),
            tell_record_aware=self._settings.tell_record_aware,
            silent_leg_s=self._settings.silent_leg_s,
        )

    def _fail(self, leg: SipCall | None, error: Exception) -> None:
        """Serving a leg raised something unforeseen: its call ends, the others go on."""
        live = next((live for live in self._live if leg is not None and live.has_leg(leg)), None)
        if live is not None:
            self._end(live, error)
            return
        self._note_failure(None, error)
        if leg is not None:
            with contained(partial(self._note_failure, None)):
                leg.hang_up(FAILED)
            with contained(partial(self._note_failure, None)):
                self._details.refuse(refused(self._facts_of(leg), FAILED, "call_failed"))

    def _end(self, live: LiveRecording, error: Exception) -> None:
        self._note_failure(live.call_id, error)
        with contained(partial(self._let_go, live)):
            live.fail()

    def _let_go(self, live: LiveRecording, error: Exception) -> None:
        self._note_failure(live.call_id, error)
        with contained(partial(self._note_failure, live.call_id)):
            live.let_go()

    def _note_failure(self, call_id: CallId | None, error: Exception) -> None:
        self._counts["failed"] += 1
        _log.error("call_failed", call_id=call_id, error=type(error).__name__, place=place_of(error))

    def _facts_of(self, caller: SipCall | Rejected) -> CallFacts:
        asserted = caller.invite.asserted_users if caller.invite is not None else ()
        keys = self._keys.ring()
        who = identify_caller(caller.remote_user, asserted, keys, country_code=self._settings.default_country_code)
        return CallFacts(
            sip_call_id_hmac=keys.codes_of_sip_call_id(caller.sip_call_id)[0],
            caller_codes=who.codes,
            caller_is_readable=who.is_readable,
            queue=self._settings.queues.get(caller.local_user, self._settings.default_queue),
            agent_id=self._settings.agent_id,
        )

    def _answer(self, request: dict[str, Any]) -> Answer:
        match request.get("verb"):
            case "ready":
                return {
                    "ok": True,
                    "recorder": self._name,
                    "full": sorted(self._disks.full),
                    "lack": self._readiness.lack,
                    "registered": self._endpoint.registered,
                }
            case "counts":
                ready = {"ready": int(self._readiness.is_ready)}
                return {"ok": True, "counts": dict(self._counts) | self._endpoint.counts() | ready}
            case "list":
                return {"ok": True, "calls": [live_call_fields(live.as_live_call()) for live in self._live]}
            case "object" | "pause" | "resume" as verb:
                return self._control_call(verb, request)
        return {"ok": False, "error": "bad-input"}

    def _lies_sealed(self, call_id: object) -> bool:
        """Whether a call has ended and waits here: it is the pipeline's then, but no objector may be told that there
        is no such call (P1)."""
        return isinstance(call_id, str) and is_call_id(call_id) and (self._settings.spool_dir / call_id).is_dir()

    def _control_call(self, verb: str, request: dict[str, Any]) -> Answer:
        live = next((live for live in self._live if live.call_id == request.get("call_id") and live.is_on_line), None)
        if live is None:
            waits = verb == "object" and self._lies_sealed(request.get("call_id"))
            return {"ok": False, "error": Unavailable.code if waits else NotFound.code}
        with contained(partial(self._end, live)):
            return _tell(live, verb, request)
        return {"ok": False, "error": RecorderError.code}


def _tell(live: LiveRecording, verb: str, request: dict[str, Any]) -> Answer:
    try:
        how = Means(str(request.get("how"))) if verb == "object" else Means.API
    except ValueError:
        return {"ok": False, "error": "bad-input"}
    try:
        if verb == "object":
            live.object_to(how, str(request.get("actor")))
        elif verb == "pause":
            live.pause()
        else:
            live.resume()
    except HushtapeError as error:
        return {"ok": False, "error": error.code}
    return {"ok": True}
