"""What the command line shows of archived calls, field by field as the contract says; no server runs."""

import json
import re
import wave
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from redact.objection_model.levels import NAME as OBJECTION_MODEL
from tests.cli.conftest import CALLER_NUMBER, Shelf
from tests.fixtures_manifest import fixture

pytestmark = [pytest.mark.needs_models, pytest.mark.xdist_group("cli")]

CALL = {
    "call_id",
    "state",
    "started_at",
    "duration_ms",
    "agent_id",
    "queue",
    "language",
    "channels",
    "consent",
    "tags",
    "held",
    "turns",
    "masks",
    "certificate",
}


def test_several_files_are_taken_although_one_is_bad(shelf: Shelf) -> None:
    assert shelf.imported.status == 2
    bad, quarantined = shelf.imported.err.splitlines()
    assert bad == "hushtape: empty.wav: the file is empty (send the recording itself)"
    assert quarantined.startswith(f"hushtape: {shelf.spanish['call_id']}: quarantined")
    assert [shelf.payment["state"], shelf.chat["state"]] == ["archived", "archived"]


def test_F7_a_call_whose_store_is_dead_waits_and_is_archived_later(shelf: Shelf) -> None:
    assert shelf.interrupted.status == 130
    assert f"{shelf.first_chat} waits: the object store does not answer" in shelf.interrupted.err
    assert "HUSHTAPE_S3_ENDPOINT" in shelf.interrupted.err
    assert shelf.command_line.run("show", shelf.first_chat, "--json").json["state"] == "archived"
    assert shelf.command_line.sealed_calls() in ([], [shelf.spanish["call_id"]])


def test_P12_a_language_outside_the_supported_set_is_quarantined(shelf: Shelf) -> None:
    assert shelf.spanish["state"] == "quarantined"
    assert shelf.spanish["certificate"]["verdict"] == "quarantined"
    assert "language" in {check["name"] for check in shelf.spanish["certificate"]["checks"] if not check["passed"]}
    assert shelf.spanish["channels"] == ["unknown"]


def test_a_call_is_shown_as_the_contract_says(shelf: Shelf) -> None:
    call = shelf.payment
    assert call.keys() >= CALL
    assert re.fullmatch(r"c_[0-9a-f]{24}", call["call_id"])
    assert datetime.fromisoformat(call["started_at"]) == datetime(2026, 11, 1, 10, tzinfo=UTC)
    assert (call["agent_id"], call["queue"], call["language"], call["held"]) == ("a-17", "support", "en", False)
    assert call["channels"] == ["caller", "agent"]
    assert call["consent"] == {
        "notice_played": False,
        "notice": None,
        "outcome": "imported",
        "how": None,
        "basis": "notice of 2026-01",
    }
    assert {tag["purpose"] for tag in call["tags"]} == {"agent_training", "service_quality"}
    assert all(datetime.fromisoformat(tag["expires_at"]) > datetime.now(UTC) for tag in call["tags"])
    assert call["certificate"].keys() >= {"verdict", "checked_at", "checks"}
    assert call["certificate"]["verdict"] == "clean"
    assert all(check.keys() == {"name", "passed", "detail"} for check in call["certificate"]["checks"])


def test_the_certificate_names_every_engine_model_and_rule_book(shelf: Shelf) -> None:
    versions = shelf.payment["certificate"]["versions"]
    of_every_call = {"rules", "detectors", "presidio-analyzer", "spaCy model", "name model", OBJECTION_MODEL}
    of_sound = {"written by faster-whisper", "aligner", "checked by openai-whisper", "mask sound"}
    assert versions.keys() == of_every_call | of_sound
    assert versions["spaCy model"].startswith("en_core_web_md 3.8.0, spaCy ")
    assert versions["mask sound"] == "tone"
    for engine in ("written by faster-whisper", "checked by openai-whisper"):
        assert re.fullmatch(r"whisper-base .* sha256:[0-9a-f]{12}", versions[engine])
    assert shelf.chat["certificate"]["versions"].keys() == of_every_call
    shown = shelf.command_line.run("show", shelf.payment["call_id"])
    assert f"name model: {versions['name model']}" in shown.out


def test_turns_words_and_masks_are_shown_as_the_contract_says(shelf: Shelf) -> None:
    turns, masks = shelf.payment["turns"], shelf.payment["masks"]
    assert all(turn.keys() == {"channel", "start_ms", "end_ms", "text", "words"} for turn in turns)
    words = [word for turn in turns for word in turn["words"]]
    assert all(word.keys() == {"text", "start_ms", "end_ms", "confidence", "masked"} for word in words)
    assert {word["masked"] for word in words} == {None, "CARD_NUMBER", "CARD_EXPIRY", "CARD_CVV"}
    assert all(mask.keys() == {"kind", "channel", "start_ms", "end_ms", "turn", "start", "end"} for mask in masks)
    for mask in masks:
        assert turns[mask["turn"]]["text"][mask["start"] : mask["end"]] == f"[{mask['kind']}]"
    for secret in fixture("payment_call").secrets:
        assert any(
            mask["kind"] == secret.kind
            and mask["start_ms"] <= secret.start_ms
            and mask["end_ms"] >= secret.end_ms - 250
            for mask in masks
            if mask["channel"] == secret.channel
        )


def test_a_conversation_is_masked_and_has_no_times(shelf: Shelf) -> None:
    assert shelf.chat["turns"][1]["text"] == "It is [CARD_NUMBER], I want a refund."
    assert shelf.chat["turns"][1]["start_ms"] is None
    answer = shelf.command_line.run("audio", shelf.chat["call_id"], "--out", "none.wav")
    assert answer.status == 4
    assert answer.is_one_line_of_complaint()


def test_P3_the_callers_number_stands_nowhere_on_disk(shelf: Shelf) -> None:
    digits = "".join(filter(str.isdigit, CALLER_NUMBER))
    needles = [
        CALLER_NUMBER.encode(),
        digits.encode(),
        digits[1:].encode(),
        b"5425233430109903",
        b"5425 2334 3010 9903",
    ]
    files = [path for path in shelf.command_line.home.rglob("*") if path.is_file()]
    assert len(files) > 10
    assert [path.name for path in files if any(needle in path.read_bytes() for needle in needles)] == []


def test_show_answers_what_import_answered(shelf: Shelf) -> None:
    assert shelf.command_line.run("show", shelf.payment["call_id"], "--json").json == shelf.payment
    quiet = shelf.command_line.run("show", shelf.payment["call_id"], "--quiet")
    assert "[CARD_NUMBER]" in quiet.out
    assert len(quiet.out.splitlines()) == len(shelf.payment["turns"])


def test_the_list_names_whole_ids_on_a_narrow_screen(shelf: Shelf) -> None:
    listed = shelf.command_line.run("calls")
    assert (listed.status, listed.err) == (0, "")
    assert {shelf.payment["call_id"], shelf.chat["call_id"]} <= set(listed.out.split())
    assert "…" not in listed.out
    assert max(len(line) for line in listed.out.splitlines()) <= 80


def test_the_list_is_filtered_and_paged(shelf: Shelf) -> None:
    run = shelf.command_line.run
    only = run("calls", "--kind", "CARD_CVV", "--agent", "a-17", "--from", "2026-11-01", "--to", "2026-11-02", "--json")
    assert [call["call_id"] for call in only.json["calls"]] == [shelf.payment["call_id"]]
    first = run("calls", "--limit", "1", "--json").json
    second = run("calls", "--limit", "500", "--cursor", first["next_cursor"], "--json").json
    ids = [call["call_id"] for call in first["calls"] + second["calls"]]
    assert len(ids) == len(set(ids)) == 4
    assert second["next_cursor"] is None


def test_search_finds_redacted_words_and_no_secret(shelf: Shelf) -> None:
    found = shelf.command_line.run("search", "refund", "--agent", "a-17", "--json").json
    assert all(
        row.keys() == {"call_id", "turn", "channel", "start_ms", "snippet", "started_at"} and "refund" in row["snippet"]
        for row in found
    )
    assert {row["started_at"] for row in found} == {shelf.payment["started_at"], shelf.chat["started_at"]}
    assert {row["call_id"] for row in found} == {shelf.payment["call_id"], shelf.chat["call_id"]}
    nothing = shelf.command_line.run("search", "5425 2334 3010 9903")
    assert (nothing.status, nothing.err) == (0, "nothing found\n")


def test_audio_is_saved_as_wav_and_as_flac(shelf: Shelf, tmp_path: Path) -> None:
    wav, flac = tmp_path / "call.wav", tmp_path / "call.flac"
    saved = shelf.command_line.run("audio", shelf.payment["call_id"], "--out", wav)
    assert (saved.status, saved.out) == (0, "")
    with wave.open(str(wav), "rb") as sound:
        assert (sound.getnchannels(), sound.getframerate()) == (2, 8000)
        assert sound.getnframes() / 8 == pytest.approx(shelf.payment["duration_ms"], abs=1)
    answer = shelf.command_line.run("audio", shelf.payment["call_id"], "--out", flac, "--json").json
    assert answer == {"call_id": shelf.payment["call_id"], "file": str(flac), "bytes": flac.stat().st_size}
    assert flac.read_bytes()[:4] == b"fLaC"


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("show", "c_000000000000000000000000"), 4),
        (("show", "../../etc/passwd"), 4),
        (("audio", "c_000000000000000000000000", "--out", "x.wav"), 4),
        (("audio", "CALL", "--out", "x.mp3"), 2),
        (("audio", "CALL", "--out", "missing/folder/x.wav"), 2),
        (("live", "object", "c_000000000000000000000000"), 1),
    ],
)
def test_what_cannot_be_read_is_one_line_with_its_status(shelf: Shelf, arguments: tuple[str, ...], status: int) -> None:
    answer = shelf.command_line.run(*(shelf.payment["call_id"] if a == "CALL" else a for a in arguments))
    assert answer.status == status
    assert answer.is_one_line_of_complaint()


def test_P6_every_look_is_in_the_audit_log_which_is_intact(shelf: Shelf) -> None:
    run = shelf.command_line.run
    run("show", shelf.chat["call_id"])
    rows: list[dict[str, Any]] = run("audit", "list", "--limit", "1000", "--json").json
    assert (rows[0]["did"], rows[0]["actor"], rows[0]["call_id"]) == ("read", "operator", shelf.chat["call_id"])
    assert {"imported", "archived", "quarantined", "read"} <= {row["did"] for row in rows}
    table = run("audit", "list", "--limit", "5").out
    assert shelf.chat["call_id"] in table
    assert "…" not in table
    verified = run("audit", "verify", "--json")
    assert (verified.status, verified.json["intact"], verified.json["faults"]) == (0, True, [])


def test_P13_samples_carry_neither_agent_nor_day(shelf: Shelf, tmp_path: Path) -> None:
    pulled = shelf.command_line.run("samples", "pull", "--out", tmp_path / "new", "--seed", "7", "--json")
    assert (pulled.status, pulled.json["samples"], pulled.json["seed"]) == (0, 3, 7)
    lines = (tmp_path / "new" / "samples.jsonl").read_text(encoding="utf-8")
    assert [json.loads(line).keys() >= {"id", "month", "turns"} for line in lines.splitlines()] == [True] * 3
    assert not any(word in lines for word in ("a-17", "2026-11-01", shelf.payment["call_id"], "5425"))
    again = shelf.command_line.run("samples", "pull", "--out", tmp_path / "again", "--seed", "7", "--json")
    assert (again.status, (tmp_path / "again" / "samples.jsonl").read_text(encoding="utf-8")) == (0, lines)
    assert "It is [CARD_NUMBER 1], I want a refund." in lines


def test_P13_a_withdrawn_call_is_told_for_the_pull_that_holds_it(shelf: Shelf, tmp_path: Path) -> None:
    run = shelf.command_line.run
    run("samples", "pull", "--out", tmp_path, "--seed", "11")
    ids = {json.loads(line)["id"] for line in (tmp_path / "samples.jsonl").read_text(encoding="utf-8").splitlines()}
    withdrawn = run("samples", "withdraw", shelf.first_chat, "--json")
    assert (withdrawn.status, withdrawn.json["withdrawn"]) == (0, shelf.first_chat)
    newest = withdrawn.json["pulls"][0]
    assert (newest["by"], newest["purpose"], newest["samples"]) == ("operator", "agent_training", len(ids))
    assert newest["withdrawn"][0]["because"] == "withdrawn"
    assert newest["withdrawn"][0]["sample_id"] in ids
    listed = run("samples", "pulls", "--limit", "1")
    assert {newest["pull_id"], newest["withdrawn"][0]["sample_id"], "withdrawn"} <= set(listed.out.split())
    assert run("samples", "pulls", "--limit", "1", "--json").json["pulls"] == [newest]
    unknown = run("samples", "withdraw", "s_" + "0" * 24)
    assert unknown.status == 4
    assert unknown.is_one_line_of_complaint()


def test_a_dry_sweep_counts_and_deletes_nothing(shelf: Shelf) -> None:
    swept = shelf.command_line.run("retention", "sweep", "--dry-run", "--json").json
    assert (swept["expired"], swept["dry_run"]) == ([], True)
    assert "expired" in shelf.command_line.run("retention", "sweep", "--dry-run", "--quiet").out


def test_an_objection_reaches_an_archived_call_without_a_server(shelf: Shelf) -> None:
    answer = shelf.command_line.run("live", "object", shelf.first_chat, "--json")
    assert (answer.status, answer.json) == (0, {"call_id": shelf.first_chat, "state": "erased"})
    assert list((shelf.command_line.home / "objects").rglob(f"*{shelf.first_chat}*/*")) == []
