"""The architecture is a test: who may import whom."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("calls", "recorder", "transcribe", "redact", "archive", "pipeline", "api", "cli")

HOME_OF = {
    "pjsua2": {f"recorder/{name}.py" for name in ("sip_endpoint", "sip_call", "sip_sound", "stream_counts")},
    "whisper": {"transcribe/openai_whisper_engine.py"},
    "faster_whisper": {"transcribe/faster_whisper_engine.py"},
    "pocketsphinx": {"transcribe/word_timing.py"},
    "presidio_analyzer": {"redact/presidio_detector.py"},
    "presidio_anonymizer": {"redact/placeholder_operators.py"},
    "minio": {"archive/object_store_s3.py"},
    "phonenumbers": {"calls/phone_numbers.py", "redact/name_model/training/invented.py"},
    "names": {"redact/name_lists.py"},
    "spacy": {"redact/presidio_detector.py"},
    "tink": {"recorder/tink_seals.py"},
}


def test_the_walls_between_the_rooms_stand() -> None:
    linted = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert linted.returncode == 0, linted.stdout


@pytest.mark.parametrize("vendor", sorted(HOME_OF))
def test_each_vendor_lives_in_its_own_file(vendor: str) -> None:
    importing = {
        str(path.relative_to(ROOT))
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if any(_imports(line, vendor) for line in path.read_text(encoding="utf-8").splitlines())
    }
    assert importing == HOME_OF[vendor]


def _imports(line: str, vendor: str) -> bool:
    words = line.split()
    return len(words) > 1 and words[0] in {"import", "from"} and words[1].split(".")[0] == vendor
