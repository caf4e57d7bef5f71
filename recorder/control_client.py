"""Whoever controls calls on the line, from this host or another: `calls.ports.live_calls` over the control path."""

import json
import socket
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import structlog

from calls.call import CallId
from calls.consent import Means
from calls.errors import NotFound, RecorderError, RecorderUnavailable, Unavailable
from calls.ports.live_calls import LiveCall
from recorder.control import ANSWER_WITHIN_S, Answer, short_name

MOST_ASKED_AT_ONCE = 64

Answered = Answer | RecorderUnavailable | None
"""What came of asking one recorder: its answer, its silence, or nothing where its process is gone."""

_log = structlog.get_logger("recorder.control")


class Line(Protocol):
    """The way to one recorder."""

    @property
    def name(self) -> str: ...

    def ask(self, request: dict[str, Any]) -> Answer | None:
        """None when nobody can be there any more. Raises RecorderUnavailable when somebody may be, and is silent."""
        ...


class LiveCallsOverSockets:
    """`calls.ports.live_calls.LiveCalls` over every recorder that listens in a control folder and those on other hosts.

    All are asked at once, so that a silent one keeps no order from the others. An order that found no call is "not
    found" only when every recorder has said so: a silent one may hold the call.
    """

    def __init__(
        self, control_dir: Path, remotes: Sequence[Line] = (), *, timeout_s: float = ANSWER_WITHIN_S + 1
    ) -> None:
        self._dir = control_dir
        self._remotes = tuple(remotes)
        self._asking = ThreadPoolExecutor(MOST_ASKED_AT_ONCE, thread_name_prefix="control")
        self._timeout_s = timeout_s

    def list(self) -> Sequence[LiveCall]:
        """Oldest first; a silent recorder hides nobody else's calls. Raises RecorderUnavailable when none answers."""
        found = [_live_call(fields) for answer in self._ask_all({"verb": "list"}) for fields in answer["calls"]]
        return sorted(found, key=lambda call: (call.started_at, call.call_id))

    def object_to(self, call_id: CallId, *, how: Means, actor: str) -> None:
        self._tell({"verb": "object", "call_id": call_id, "how": how.value, "actor": actor})

    def pause(self, call_id: CallId, *, actor: str) -> None:
        self._tell({"verb": "pause", "call_id": call_id, "actor": actor})

    def resume(self, call_id: CallId, *, actor: str) -> None:
        self._tell({"verb": "resume", "call_id": call_id, "actor": actor})

    def ready(self) -> Sequence[str]:
        """The names of the recorders whose main loop answers. Raises RecorderUnavailable when there is none."""
        return [answer["recorder"] for answer in self._ask_all({"verb": "ready"})]

    def full_disks(self) -> Sequence[str]:
        """Disks that are nearly full, as "recorder: disk". Raises RecorderUnavailable when no recorder answers."""
        answers = self._ask_all({"verb": "ready"})
        return [f"{answer['recorder']}: {disk}" for answer in answers for disk in answer["full"]]

    def counts(self) -> Sequence[dict[str, int]]:
        """Each recorder's counters since its start."""
        return [answer["counts"] for answer in self._ask_all({"verb": "counts"})]

    def _tell(self, request: dict[str, Any]) -> None:
        """Returns as soon as the recorder that has the call has done it."""
        silent: list[str] = []
        ended = answered = False
        for line, answer in self._answers(request):
            if answer is None:
                continue
            if isinstance(answer, RecorderUnavailable):
                silent.append(line.name)
                continue
            answered = True
            if answer["ok"]:
                return
            if answer["error"] == Unavailable.code:
                ended = True
            elif answer["error"] != NotFound.code:
                raise RecorderError(f"the recorder refused: {answer['error']}", hint="see the recorder's log")
        if ended:
            raise RecorderUnavailable(
                "the call has ended, and its recorder has not seen it taken over yet", hint="try again in a moment"
            )
        if silent:
            raise RecorderUnavailable(
                f"{', '.join(sorted(silent))} did not answer and may hold the call: nothing was done",
                hint="try again; `hushtape live list` shows which recorders answer",
            )
        if not answered:
            raise _nobody()
        raise NotFound(f"no call {request['call_id']} is on the line", hint="`hushtape live list` shows those that are")

    def _ask_all(self, request: dict[str, Any]) -> Sequence[Answer]:
        answers = [answer for _, answer in self._answers(request) if isinstance(answer, dict)]
        if not answers:
            raise _nobody()
        return answers

    def _answers(self, request: dict[str, Any]) -> Iterator[tuple[Line, Answered]]:
        """Each recorder's answer as it comes in; all are asked at the same time."""
        line_of = {self._asking.submit(_answer_of, line, request): line for line in self._lines()}
        for answered in as_completed(line_of):
            line, answer = line_of[answered], answered.result()
            if isinstance(answer, RecorderUnavailable):
                _log.warning("recorder_silent", recorder=line.name, reason=answer.message)
            yield line, answer

    def _lines(self) -> Sequence[Line]:
        here = [_UnixLine(path, self._timeout_s) for path in sorted(self._dir.glob("*.sock"))]
        return [*here, *self._remotes]


@dataclass(frozen=True, slots=True)
class _UnixLine:
    """A recorder on this host."""

    path: Path
    timeout_s: float

    @property
    def name(self) -> str:
        return self.path.stem

    def ask(self, request: dict[str, Any]) -> Answer | None:
        """None when its process is gone: a socket that nobody listens on is removed."""
        try:
            seen = self.path.stat().st_ino
            with short_name(self.path) as short, socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
                line.settimeout(self.timeout_s)
                line.connect(short)
                line.sendall(json.dumps(request).encode() + b"\n")
                answer = json.loads(line.makefile("rb").readline())
        except FileNotFoundError:
            return None
        except ConnectionRefusedError:
            _remove_stale(self.path, seen)
            return None
        except (OSError, ValueError) as error:
            raise RecorderUnavailable(f"{self.name} does not answer ({type(error).__name__})") from error
        return answer if isinstance(answer, dict) else {}


def _nobody() -> RecorderUnavailable:
    return RecorderUnavailable("no recorder answers", hint="start one with `hushtape serve`")


def _answer_of(line: Line, request: dict[str, Any]) -> Answered:
    try:
        answer = line.ask(request)
    except RecorderUnavailable as silent:
        return silent
    if answer is not None and ("ok" not in answer or answer.get("error") == RecorderUnavailable.code):
        return RecorderUnavailable(f"the main loop of {line.name} does not answer")
    return answer


def _live_call(fields: dict[str, Any]) -> LiveCall:
    return LiveCall(
        call_id=CallId(fields["call_id"]),
        started_at=datetime.fromisoformat(fields["started_at"]),
        phase=fields["phase"],
        capture=fields["capture"],
        paused=fields["paused"],
        recorder=fields["recorder"],
        queue=fields["queue"],
    )


def _remove_stale(path: Path, inode: int) -> None:
    """Unless a restarted recorder has put its own socket there meanwhile."""
    with suppress(FileNotFoundError):
        if path.stat().st_ino == inode:
            path.unlink()
