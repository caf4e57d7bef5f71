"""One data folder with archived calls for all who only read; an empty one for everybody else."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command_line import SPANISH, Answer, CommandLine
from tests.fixtures_manifest import fixture

CALLER_NUMBER = "+1 (212) 555-0147"
CHAT = {
    "id": "chat-1",
    "turns": [
        {"channel": "agent", "text": "What is your card number, please?"},
        {"channel": "caller", "text": "It is 5425 2334 3010 9903, I want a refund."},
    ],
}
FACTS = ("--caller-number", CALLER_NUMBER, "--agent", "a-17", "--queue", "support", "--caller-channel", "0")
FACTS += ("--started-at", "2026-11-01T12:00:00+0200", "--basis", "notice of 2026-01")
DEAD_STORE = {
    "object_store": "s3://hushtape-calls",
    "s3_endpoint": "http://127.0.0.1:9",
    "s3_access_key": "nobody",
    "s3_secret_key": "nothing",
}


@dataclass(frozen=True, slots=True)
class Shelf:
    """What became of five files: a conversation that met a dead store, then four files of which one is bad."""

    command_line: CommandLine
    interrupted: Answer
    imported: Answer
    first_chat: str
    payment: dict[str, Any]
    chat: dict[str, Any]
    spanish: dict[str, Any]


@pytest.fixture
def command_line(tmp_path: Path) -> CommandLine:
    (tmp_path / "work").mkdir()
    return CommandLine(tmp_path / "home", tmp_path / "work")


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    folder = tmp_path_factory.mktemp("shelf")
    line = CommandLine(folder / "home", folder)
    (folder / "chat.json").write_text(json.dumps(CHAT), encoding="utf-8")
    (folder / "empty.wav").touch()
    interrupted = line.run_until_said("waits:", "import", "chat.json", "--wait", **DEAD_STORE)
    (first_chat,) = line.sealed_calls()
    files = (fixture("payment_call").path, "empty.wav", "chat.json", SPANISH)
    imported = line.run("import", *files, "--wait", "--json", *FACTS)
    payment, chat, spanish = imported.json
    return Shelf(line, interrupted, imported, first_chat, payment, chat, spanish)
