"""A control path whose main loop the test plays."""

import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from calls.call import new_call_id
from calls.ports.live_calls import LiveCall
from recorder.control import ControlServer, RemoteControl, live_call_fields

CALL = LiveCall(new_call_id(), datetime(2026, 3, 1, tzinfo=UTC), "talking", "write", False, "r", "returns")


class FakeLoop:
    """Answers like a recorder with one call; notes what it was asked."""

    def __init__(self, control_dir: Path, name: str, remote: RemoteControl | None = None) -> None:
        self.name = name
        self.asked: list[dict[str, Any]] = []
        self.rules: list[bytes] = []
        self.server = ControlServer(control_dir, name, remote=remote, take_rules=self._take_rules)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def close(self) -> None:
        self._stop.set()
        self._thread.join()
        self.server.close()

    def _take_rules(self, signed: bytes) -> bool:
        self.rules.append(signed)
        return signed == b"good rules"

    def _run(self) -> None:
        while not self._stop.wait(0.005):
            self.server.serve_waiting(self._answer)

    def _answer(self, request: dict[str, Any]) -> dict[str, Any]:
        self.asked.append(request)
        match request.get("verb"):
            case "ready":
                return {"ok": True, "recorder": self.name}
            case "list":
                return {"ok": True, "calls": [live_call_fields(CALL)]}
            case "object" | "pause" | "resume" if request["call_id"] == CALL.call_id:
                return {"ok": True}
            case "object" | "pause" | "resume":
                return {"ok": False, "error": "not-found"}
        return {"ok": False, "error": "bad-input"}
