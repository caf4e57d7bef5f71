"""Bad input: a typed error in one line with a hint, the right status, nothing lost, nothing published."""

import json
import struct
import wave
from pathlib import Path

import pytest

from tests.cli.command_line import CommandLine
from tests.fixtures_manifest import fixture

GOOD = fixture("objection_call").path


def changed(chunk: bytes, offset: int, layout: str, value: int) -> bytes:
    """A good WAV with one field of one chunk overwritten."""
    sound = bytearray(GOOD.read_bytes())
    struct.pack_into(layout, sound, sound.index(chunk) + offset, value)
    return bytes(sound)


def silence(path: Path, seconds: float, *, n_channels: int = 1) -> Path:
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(n_channels)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(round(seconds * 8000) * 2 * n_channels))
    return path


BAD_FILES = {
    "empty.wav": (b"", "empty"),
    "words.wav": (b"this is no sound at all", "no audio file"),
    "cut.wav": (GOOD.read_bytes()[:5000], "longer than it is"),
    "claims_more.wav": (changed(b"data", 4, "<I", 0x7FFFFFF0), "longer than it is"),
    "claims_less.wav": (changed(b"data", 4, "<I", 1000), "shorter than it is"),
    "no_rate.wav": (changed(b"fmt ", 12, "<I", 0), "cannot be read"),
    "format.wav": (changed(b"fmt ", 8, "<H", 0x9999), "sample format"),
    "half.json": (b'{"turns": [', "no conversation"),
    "deep.json": (b"[" * 100_000, "no conversation"),
    "no_turns.json": (b'{"id": "x", "turns": []}', "no turns"),
    "robot.json": (b'{"id": "x", "turns": [{"channel": "robot", "text": "beep"}]}', "no conversation"),
    "latin.json": ('{"turns": [{"channel": "agent", "text": "caf\xe9"}]}'.encode("latin-1"), "no conversation"),
}


def test_every_bad_file_is_refused_by_name_and_the_good_one_beside_them_is_sealed(command_line: CommandLine) -> None:
    for name, (content, _) in BAD_FILES.items():
        (command_line.work / name).write_bytes(content)
    answer = command_line.run("import", *BAD_FILES, "missing.wav", ".", GOOD, "--json", "--quiet")
    assert answer.status == 2
    complaints = answer.err.splitlines()
    assert len(complaints) == len(BAD_FILES) + 2
    for (name, (_, says)), complaint in zip(BAD_FILES.items(), complaints, strict=False):
        assert complaint.startswith(f"hushtape: {name}")
        assert says in complaint
        assert complaint.endswith(")")
    (sealed,) = answer.json
    assert sealed["state"] == "captured"
    assert command_line.sealed_calls() == [sealed["call_id"]]


@pytest.mark.parametrize("command", [("transcribe",), ("redact-audio", "--transcript", "t.json", "--out", "o.wav")])
def test_bad_sound_is_refused_before_a_model_is_loaded(command_line: CommandLine, command: tuple[str, ...]) -> None:
    (command_line.work / "cut.wav").write_bytes(BAD_FILES["cut.wav"][0])
    answer = command_line.run(*command, "cut.wav", whisper_model="none at all")
    assert answer.status == 2
    assert answer.is_one_line_of_complaint()


@pytest.mark.parametrize(
    ("arguments", "settings", "says"),
    [
        (("import", "long.wav"), {"max_audio_minutes": 1}, "limit of 1 minutes (split it, or raise the limit"),
        (("import", "three.wav"), {}, "3 channels"),
        (("import", "short.wav", "--caller-number", "unknown"), {}, "no number (such as --caller-number +1"),
        (("import", "short.wav"), {"import_needs_basis": "true"}, 'without a basis (add --basis "why'),
    ],
)
def test_what_may_not_come_in_is_not_sealed(
    command_line: CommandLine, arguments: tuple[str, ...], settings: dict[str, object], says: str
) -> None:
    silence(command_line.work / "long.wav", 61)
    silence(command_line.work / "three.wav", 1, n_channels=3)
    silence(command_line.work / "short.wav", 1)
    answer = command_line.run(*arguments, **settings)
    assert answer.status == 2
    assert answer.is_one_line_of_complaint()
    assert says in answer.err
    assert command_line.sealed_calls() == []


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"sipbind": "127.0.0.1:5060"}, "unknown setting HUSHTAPE_SIPBIND (is HUSHTAPE_SIP_BIND meant?"),
        ({"sip_bind": "nowhere"}, "HUSHTAPE_SIP_BIND"),
        ({"max_audio_minutes": "many"}, "HUSHTAPE_MAX_AUDIO_MINUTES"),
        ({"whisper_engine": "guesswork"}, "HUSHTAPE_WHISPER_ENGINE"),
        ({"retention_days": '{"curiosity": 3}'}, "HUSHTAPE_RETENTION_DAYS"),
    ],
)
def test_a_wrong_setting_stops_the_command_and_is_named(
    command_line: CommandLine, settings: dict[str, object], says: str
) -> None:
    answer = command_line.run("config", "check", **settings)
    assert answer.status == 2
    assert answer.is_one_line_of_complaint()
    assert says in answer.err
    assert not command_line.home.exists()


@pytest.mark.parametrize(
    ("settings", "says", "status"),
    [
        ({"database_url": "postgresql://u:secret@127.0.0.1:1/x"}, "database does not answer", 1),
        ({"database_url": "mysql://u:secret@127.0.0.1/x"}, "HUSHTAPE_DATABASE_URL", 2),
        ({"object_store": "s3://hushtape-calls", "s3_endpoint": "nowhere"}, "HUSHTAPE_S3_ENDPOINT", 2),
    ],
)
def test_a_database_or_store_that_cannot_be_used_is_told_without_its_password(
    command_line: CommandLine, settings: dict[str, object], says: str, status: int
) -> None:
    answer = command_line.run("import", GOOD, **settings)
    assert answer.status == status
    assert answer.is_one_line_of_complaint()
    assert says in answer.err
    assert "secret" not in answer.err
    assert command_line.sealed_calls() == []


@pytest.mark.parametrize("command", [("calls",), ("import", str(GOOD)), ("token", "create", "--role", "auditor")])
def test_a_data_folder_that_cannot_be_written_is_told(command_line: CommandLine, command: tuple[str, ...]) -> None:
    command_line.home.write_text("a file stands in its place", encoding="utf-8")
    answer = command_line.run(*command)
    assert answer.status == 2
    assert answer.is_one_line_of_complaint()
    assert "set HUSHTAPE_HOME to a folder of yours" in answer.err


@pytest.mark.parametrize("wrong", ["nonsense", "folder"])
def test_P12_without_its_model_nothing_is_published_and_the_call_lies_sealed(
    command_line: CommandLine, wrong: str
) -> None:
    folder = command_line.work / "folder"
    folder.mkdir()
    for name in ("model.bin", "config.json", "tokenizer.json", "vocabulary.txt"):
        (folder / name).write_text("other bytes", encoding="utf-8")
    answer = command_line.run("import", GOOD, "--wait", "--json", whisper_model=wrong)
    assert answer.status == 1
    assert answer.json["state"] == "captured"
    missing, waits = answer.err.splitlines()
    assert missing.startswith(("hushtape: no weights are pinned", "hushtape: model.bin cannot be read"))
    assert waits.endswith("captured (it lies sealed; hushtape serve goes on with it)")
    assert command_line.sealed_calls() == [answer.json["call_id"]]


def test_doctor_names_each_thing_that_is_wrong(command_line: CommandLine) -> None:
    folder = command_line.work / "folder"
    folder.mkdir()
    (folder / "model.bin").write_text("other bytes", encoding="utf-8")
    answer = command_line.run(
        "doctor", "--json", whisper_model=folder, object_store="s3://hushtape-calls", s3_endpoint="http://127.0.0.1:9"
    )
    assert answer.status == 1
    assert all(row.keys() == {"name", "ok", "detail", "hint"} for row in answer.json)
    wrong = {row["name"] for row in answer.json if not row["ok"]}
    assert {"Whisper own-folder", "object store"} <= wrong
    assert not {"database", "master key", "SQLite full-text search"} & wrong


def test_the_settings_are_shown_with_origin_and_without_secrets(command_line: CommandLine) -> None:
    url = "postgresql://hushtape:sesame@db.example/hushtape"
    answer = command_line.run("config", "show", "--json", database_url=url, s3_secret_key="sesame")
    shown = {row["name"]: row for row in answer.json}
    assert answer.status == 0
    assert "sesame" not in answer.out
    assert shown["HUSHTAPE_DATABASE_URL"]["value"] == "postgresql://hushtape:**********@db.example/hushtape"
    assert shown["HUSHTAPE_HOME"]["origin"] == "environment"
    assert shown["HUSHTAPE_OBJECTION_KEY"] == {
        "name": "HUSHTAPE_OBJECTION_KEY",
        "value": "9",
        "origin": "default",
        "meaning": shown["HUSHTAPE_OBJECTION_KEY"]["meaning"],
    }


def test_a_token_is_shown_once_and_kept_only_as_its_hash(command_line: CommandLine) -> None:
    made = command_line.run("token", "create", "--role", "qa_manager", "--name", "desk 2", "--json")
    assert made.status == 0
    assert made.json.keys() == {"token", "role", "name", "expires_at"}
    plain = command_line.run("token", "create", "--role", "trainer", "--quiet")
    assert (plain.err, len(plain.out.splitlines())) == ("", 1)
    kept = b"".join(path.read_bytes() for path in command_line.home.rglob("*") if path.is_file())
    assert json.dumps(made.json["token"]).strip('"').encode() not in kept
    assert plain.out.strip().encode() not in kept
