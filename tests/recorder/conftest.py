import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.recorder.beeping_calls import BEEPS
from tests.recorder.recording_client import Line, RecordingClient
from tests.recorder.siprec_line import AGENT_BEEPS, CALLER_BEEPS, Begin
from tests.recorder.telephone_lab import BRIDGED_S, ROOT, TelephoneLab, write_wav
from tests.servers import require_or_skip


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[TelephoneLab]:
    laboratory = TelephoneLab(tmp_path)
    yield laboratory
    laboratory.close()


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made by the script that is shipped: ours, and those of a stranger's CA."""
    if shutil.which("openssl") is None:
        require_or_skip("openssl is not installed")
    folder = tmp_path_factory.mktemp("certificates")
    for whose in ("ours", "strangers"):
        for what in (("ca",), ("recorder", "127.0.0.1"), ("recorder", "other.example"), ("api",)):
            command = ["sh", str(ROOT / "deploy/control/make-certificates.sh"), str(folder / whose), *what]
            subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.fixture
def beeps(lab: TelephoneLab) -> tuple[str, ...]:
    """What a party is told to play: beeps, once the two surely hear each other."""
    return ("--play", str(write_wav(lab.home / "beeps.wav", BEEPS)), "--play-after", str(BRIDGED_S))


@pytest.fixture
def begin(lab: TelephoneLab) -> Iterator[Begin]:
    """Makes a client that will be closed; the caller's line first, unless others are given."""
    clients: list[RecordingClient] = []

    def make(*lines: Line, **more: Any) -> RecordingClient:
        chosen = lines or (Line("1", CALLER_BEEPS), Line("2", AGENT_BEEPS))
        clients.append(RecordingClient(lab.port, chosen, **more))
        return clients[-1]

    yield make
    for client in clients:
        client.close()
