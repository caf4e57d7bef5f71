import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.recorder.telephone_lab import ROOT, TelephoneLab
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
