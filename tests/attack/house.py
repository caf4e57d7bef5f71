"""Hushtape as an operator starts it, workers and page apart: a data folder, a recorder, and the housekeeping."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from calls.call_detail import CallDetail
from calls.errors import HushtapeError
from calls.pseudonym import pseudonym_of_sip_call_id
from pipeline.settings import PREFIX, Settings
from pipeline.wiring import make_housekeeper, make_live_calls, make_spool, open_kept
from recorder.keys import load_pseudonym_key
from tests.ports import free_port
from tests.recorder.telephone_lab import NOTICE_S, ROOT, tone, wait_for, write_wav

QUEUES = ("returns", "sales")


class House:
    """A data folder, its recorder, and the housekeeping in a thread of this process."""

    def __init__(self, home: Path) -> None:
        self._beside = home / "beside"
        self._beside.mkdir(parents=True)
        self.agent_port = free_port()
        self.sip_port = free_port()
        notice = write_wav(self._beside / "notice.wav", tone(NOTICE_S, 350))
        chosen: dict[str, Any] = {
            "home": home / "home",
            "sip_bind": f"127.0.0.1:{self.sip_port}",
            "agent_uri": f"sip:agent@127.0.0.1:{self.agent_port}",
            "queues": {queue: queue for queue in QUEUES},
            "notices": {queue: {"wav": str(notice), "version": "test-1", "language": "en"} for queue in QUEUES},
            "database_url": "",
            "object_store": "file",
        }
        self.settings = Settings(**chosen)
        self.kept = open_kept(self.settings)
        self.live = make_live_calls(self.settings)
        self.spool = make_spool(self.settings)
        self.environment = {
            PREFIX + name.upper(): json.dumps(value) if isinstance(value, dict) else str(value)
            for name, value in chosen.items()
        }
        self._stop = threading.Event()
        self._housekeeper = make_housekeeper(self.settings, self.kept)

    @contextmanager
    def at_work(self) -> Iterator["subprocess.Popen[bytes]"]:
        """The recorder, once it is ready; both end with the context."""
        keeping = threading.Thread(target=self._housekeeper.run_until, args=(self._stop,))
        keeping.start()
        wait_for(self.settings.rules_file.exists)
        log = self.settings.home / "log" / "recorder.log"
        log.parent.mkdir(exist_ok=True)
        with log.open("ab") as file:
            recorder = subprocess.Popen(
                [sys.executable, "-m", "pipeline.recorder_process"], env=self._environment(), cwd=ROOT, stderr=file
            )
        try:
            wait_for(self._is_ready, within_s=30)
            yield recorder
        finally:
            recorder.terminate()
            recorder.wait()
            self._stop.set()
            keeping.join()
            self._housekeeper.tidy()

    def reconcile(self, records: Path) -> dict[str, Any]:
        """What `hushtape reconcile` says. AssertionError unless its exit status fits its words."""
        answer = subprocess.run(
            [sys.executable, "-m", "cli", "reconcile", str(records), "--json"],
            env=self._environment(),
            cwd=self._beside,
            capture_output=True,
            check=False,
        )
        told: dict[str, Any] = json.loads(answer.stdout)
        assert answer.returncode == (1 if told["unexplained"] else 0), answer.stderr
        return told

    def details(self) -> list[CallDetail]:
        now = datetime.now(UTC)
        return list(self.kept.details.received_between(now - timedelta(days=1), now + timedelta(days=1)))

    def code_of(self, sip_call_id: str) -> str:
        return pseudonym_of_sip_call_id(sip_call_id, load_pseudonym_key(self.settings.pseudonym_key_file))

    def is_silent(self) -> bool:
        """Nobody is on the line, says the recorder."""
        try:
            return not self.live.list()
        except HushtapeError:
            return False

    def _is_ready(self) -> bool:
        try:
            return bool(self.live.ready())
        except HushtapeError:
            return False

    def _environment(self) -> dict[str, str]:
        usual = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        return usual | self.environment | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
