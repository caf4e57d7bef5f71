"""What `make run` shows: a call on its way to the archive, then a caller who objects."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

from calls.access import Role
from calls.audit import AuditEvent, Did
from calls.call import CallId
from calls.errors import RecorderError, RecorderUnavailable
from calls.finding import Kind
from calls.lifecycle import IN_WORK, State
from calls.redacted import Verdict
from cli.output import FetchProgress, print_json, results
from cli.ports import check_http_port, check_sip_port
from cli.recordings import print_call
from pipeline.home import prepare_home
from pipeline.model_files import ensure_models
from pipeline.settings import Settings
from pipeline.sound_files import split_channels
from pipeline.wiring import OPERATOR, Kept, make_live_calls, open_kept

FIXTURES = Path(__file__).parent.parent / "audio_fixtures"
MUST_BE_HIDDEN = (Kind.CARD_NUMBER, Kind.SSN, Kind.ADDRESS)
_AFTER_NOTICE_S = "6.2"
"""The notice takes 5.7 s; both parties speak once it is over."""
_STARTING_S = 60.0
_PROCESSING_S = 240.0
_TOKEN_LASTS = timedelta(hours=1)


@dataclass(slots=True)
class Story:
    """Tells what happens, with the seconds since the demo began."""

    quiet: bool
    begun: float
    last_state: State | None = None

    def tell(self, text: str) -> None:
        if not self.quiet:
            results.print(f"{time.monotonic() - self.begun:6.1f} s  {text}")


def run_demo(settings: Settings, *, once: bool, as_json: bool, quiet: bool) -> int:
    """Returns 0 only if both calls ended as they must. Raises HushtapeError when the stage cannot be set."""
    story = Story(quiet or as_json, time.monotonic())
    progress = FetchProgress(quiet=story.quiet)
    ensure_models(settings, progress=progress)
    progress.close()
    prepare_home(settings)
    settings.rules_file.unlink(missing_ok=True)  # an old one would be stale: the recorder would record nothing
    kept = open_kept(settings)
    agent_port = _free_port()
    with _serving(settings, agent_port):
        _wait_until_ready(settings)
        story.tell(f"Hushtape takes calls at sip:{settings.sip_bind}; page and API at http://{settings.http_bind}")
        archived_id, objected_id = _place_both_calls(settings, kept, agent_port, story)
        archived = _await_outcome(kept, archived_id, story)
        good = _archived_as_it_must(settings, kept, archived_id, story, as_json=as_json)
        good &= _left_nothing(settings, kept, objected_id, story)
        if as_json:
            print_json({"archived": archived_id, "objected": objected_id, "state": archived.value, "good": good})
        if not once:
            _stay_up(settings, kept, story)
    story.tell("both calls ended as they must" if good else "NOT as it must be")
    return 0 if good else 1


# ── the stage ────────────────────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def _serving(settings: Settings, agent_port: int) -> Iterator[None]:
    check_http_port(settings)
    check_sip_port(settings)
    log_file = settings.home / "log" / "serve.log"
    log_file.parent.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {"HUSHTAPE_AGENT_URI": f"sip:agent@127.0.0.1:{agent_port}"}
    with log_file.open("ab") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "cli", "serve", "--quiet"], env=environment, stdout=log, stderr=log
        )
    try:
        yield
    finally:
        server.terminate()
        server.wait()


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(settings: Settings) -> None:
    deadline = time.monotonic() + _STARTING_S
    while time.monotonic() < deadline:
        if _api_is_ready(settings) and _recorder_is_ready(settings) and settings.rules_file.exists():
            return
        time.sleep(0.1)
    raise RecorderError("Hushtape did not come up", hint=f"see {settings.home / 'log' / 'serve.log'}")


def _api_is_ready(settings: Settings) -> bool:
    try:
        with urllib.request.urlopen(f"http://{settings.http_bind}/readyz", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _recorder_is_ready(settings: Settings) -> bool:
    try:
        make_live_calls(settings).list()
    except RecorderUnavailable:
        return False
    return True


# ── the calls ────────────────────────────────────────────────────────────────────────────────────────────────────


def _place_both_calls(settings: Settings, kept: Kept, agent_port: int, story: Story) -> tuple[CallId, CallId]:
    with tempfile.TemporaryDirectory(prefix="hushtape-demo-") as folder:  # what is said is no part of the data folder
        caller_wav, agent_wav = split_channels(FIXTURES / "demo_call.wav", Path(folder) / "one")
        talk_s = float(_AFTER_NOTICE_S) + _seconds_of(caller_wav) + 0.3
        story.tell("call one: a customer calls, hears the notice, speaks with an agent")
        speaks = ("--play", str(caller_wav), "--play-after", _AFTER_NOTICE_S, "--hangup-after", str(talk_s))
        first = _place_call(settings, agent_port, agent_wav, speaks, known=frozenset())
        story.tell(f"call one: {first} hung up; sealed, on its way through the pipeline")

        caller_wav, agent_wav = split_channels(FIXTURES / "objection_demo.wav", Path(folder) / "two")
        story.tell("call two: this customer presses 9 during the notice")
        objects = ("--play", str(caller_wav), "--play-after", _AFTER_NOTICE_S, "--keys", "9@2.0", "--hangup-after", "9")
        watch = partial(_tell_new_state, kept, first, story)
        second = _place_call(settings, agent_port, agent_wav, objects, known=frozenset({first}), meanwhile=watch)
        story.tell(f"call two: {second} went on unrecorded, and hung up")
    return first, second


def _place_call(
    settings: Settings,
    agent_port: int,
    agent_wav: Path,
    script: tuple[str, ...],
    *,
    known: frozenset[CallId],
    meanwhile: Callable[[], object] = lambda: None,
) -> CallId:
    with _agent(agent_port, agent_wav), _caller(settings, script) as caller:
        call_id = _newest_live_call(settings, known)
        while caller.poll() is None:
            meanwhile()
            time.sleep(0.1)
        if caller.returncode != 0:
            raise RecorderError("the demo's caller was not served", hint="see log/serve.log in the data folder")
    return call_id


@contextmanager
def _agent(port: int, wav: Path) -> Iterator[None]:
    with _softphone("--port", str(port), "--answer", "--play", str(wav), "--play-after", _AFTER_NOTICE_S):
        yield


@contextmanager
def _caller(settings: Settings, script: tuple[str, ...]) -> Iterator["subprocess.Popen[bytes]"]:
    target = f"sip:support@{settings.sip_bind}"
    with _softphone("--port", str(_free_port()), "--call", target, *script) as phone:
        yield phone


def _seconds_of(wav: Path) -> float:
    with wave.open(str(wav), "rb") as sound:
        return sound.getnframes() / sound.getframerate()


@contextmanager
def _softphone(*arguments: str) -> Iterator["subprocess.Popen[bytes]"]:
    phone = subprocess.Popen(
        [sys.executable, "-m", "recorder.softphone", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield phone
    finally:
        if phone.poll() is None:
            phone.terminate()
        phone.wait()


def _newest_live_call(settings: Settings, known: frozenset[CallId]) -> CallId:
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        for call in make_live_calls(settings).list():
            if call.call_id not in known:
                return call.call_id
        time.sleep(0.05)
    raise RecorderError("the call did not come up", hint="see log/serve.log in the data folder")


# ── the outcome ──────────────────────────────────────────────────────────────────────────────────────────────────


def _tell_new_state(kept: Kept, call_id: CallId, story: Story) -> State | None:
    """The call's state; told when it is another than last time."""
    state = kept.work.state_of(call_id)
    if state is not None and state is not story.last_state:
        story.last_state = state
        story.tell(f"call one: {state.value}")
    return state


def _await_outcome(kept: Kept, call_id: CallId, story: Story) -> State:
    deadline = time.monotonic() + _PROCESSING_S
    while time.monotonic() < deadline:
        state = _tell_new_state(kept, call_id, story)
        if state is not None and state not in IN_WORK:
            return state
        time.sleep(0.1)
    raise RecorderError("the call was not processed in time", hint="see log/serve.log in the data folder")


def _archived_as_it_must(settings: Settings, kept: Kept, call_id: CallId, story: Story, *, as_json: bool) -> bool:
    document = kept.reading_room.show(OPERATOR, call_id)
    if not as_json:
        print_call(document)
    verdict = (document["certificate"] or {}).get("verdict")
    hidden = {mask["kind"] for mask in document["masks"]}
    missing = [kind.value for kind in MUST_BE_HIDDEN if kind.value not in hidden]
    clean = document["state"] == State.ARCHIVED and verdict == Verdict.CLEAN
    spool_destroyed = _eventually(lambda: not (settings.spool_dir / call_id).exists())
    story.tell(f"call one: {document['state']}, certificate {verdict}")
    story.tell(f"call one: hidden: {', '.join(sorted(hidden))}" + "".join(f"; MISSING: {kind}" for kind in missing))
    story.tell("call one: spool destroyed" if spool_destroyed else "call one: raw audio is STILL in the spool")
    return clean and not missing and spool_destroyed


def _left_nothing(settings: Settings, kept: Kept, call_id: CallId, story: Story) -> bool:
    noted = _eventually(lambda: kept.work.state_of(call_id) is State.OBJECTED)
    in_spool = (settings.spool_dir / call_id).exists()
    objects = list(kept.objects.list(f"calls/{call_id}/"))
    nothing = noted and not in_spool and not objects
    story.tell(
        "call two: objected; nothing is kept: no audio, no text, no object; only the note that somebody objected"
        if nothing
        else f"call two: NOT as it must be (noted {noted}, in spool {in_spool}, objects {len(objects)})"
    )
    return nothing


def _eventually(holds: Callable[[], bool], within_s: float = 15.0) -> bool:
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.1)
    return False


def _stay_up(settings: Settings, kept: Kept, story: Story) -> None:
    """Print a short-lived token for each role, once, and stay until interrupted."""
    results.print(f"\nThe page: http://{settings.http_bind}   (Ctrl-C ends)\nTokens for the next hour:")
    for role in Role:
        event = AuditEvent(Did.TOKEN_CREATED, OPERATOR.name, detail={"role": role.value, "hours": 1})
        secret = kept.tokens.create(role, name=f"demo {role.value}", lasts=_TOKEN_LASTS, audit=event)
        results.print(f"  {role.value:<16} {secret}")
    try:
        while True:
            time.sleep(1)
    except KeyboardInterrupt:
        story.tell("stopping")
