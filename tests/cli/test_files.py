"""redact-text, redact-audio, transcribe: files of the user's own; nothing is stored."""

import json
import os
import subprocess
import sys
import wave
from pathlib import Path

import numpy as np
import pytest

from redact.mask_sound import NOISE_PEAK
from tests.cli.command_line import COMMAND, CommandLine
from tests.fixtures_manifest import fixture

pytestmark = [pytest.mark.needs_models, pytest.mark.xdist_group("cli")]

ASKED = {"channel": "agent", "text": "What is your card number?"}
CARD = "5425 2334 3010 9903"
TOLD = {"channel": "caller", "text": f"Sure, it is {CARD}, thank you."}


def conversation(number: int) -> str:
    return json.dumps({"id": f"b{number}", "turns": [ASKED, TOLD]}) + "\n"


def test_a_thousand_lines_are_answered_one_by_one_as_they_come(command_line: CommandLine) -> None:
    process = subprocess.Popen(
        [*COMMAND, "redact-text", "-"],
        cwd=command_line.work,
        env=command_line.environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(conversation(0))
    process.stdin.flush()
    first = json.loads(process.stdout.readline())  # answered although the stream goes on
    rest, _ = process.communicate("".join(conversation(number) for number in range(1, 1000)))
    assert process.returncode == 0
    assert first.keys() == {"id", "turns", "findings"}
    assert first["turns"] == [ASKED, {"channel": "caller", "text": "Sure, it is [CARD_NUMBER], thank you."}]
    (finding,) = first["findings"]
    assert finding.keys() == {"turn", "start", "end", "kind", "confidence", "reason"}
    assert (finding["turn"], finding["kind"]) == (1, "CARD_NUMBER")
    assert TOLD["text"][finding["start"] : finding["end"]] == CARD
    assert CARD not in finding["reason"]
    assert [json.loads(line)["id"] for line in rest.splitlines()] == [f"b{number}" for number in range(1, 1000)]
    assert not command_line.home.exists()


def test_a_malformed_line_is_named_by_its_number_after_the_good_ones(command_line: CommandLine) -> None:
    odd = json.dumps({"id": "odd", "turns": [{"channel": "agent", "text": "a\u2028b"}]}, ensure_ascii=False)
    lines = command_line.work / "lines.jsonl"
    lines.write_text(f'{odd}\n\n{{"id": "x", "turns": [{{"channel": "robot", "text": "hi"}}]}}\n', encoding="utf-8")
    answer = command_line.run("redact-text", lines)
    assert answer.status == 2
    assert [json.loads(line)["turns"] for line in answer.out.split("\n")[:1]] == [json.loads(odd)["turns"]]
    assert answer.err.startswith("hushtape: line 3: ")
    assert "channel" in answer.err
    assert len(answer.err.splitlines()) == 1


@pytest.mark.parametrize(
    "line",
    ['{"id": "x", "turns": [', "[" * 100_000, r'{"id": "x", "turns": "\ud83d"}'],
    ids=["half", "deep", "no text"],
)
def test_a_line_that_is_no_json_is_named(command_line: CommandLine, line: str) -> None:
    answer = command_line.run("redact-text", "-", stdin="\n" + line + "\n")
    assert answer.status == 2
    assert answer.err == "hushtape: line 2: this is not JSON (one object a line, in UTF-8)\n"


def test_a_companys_own_lists_hide_names_and_keep_words(command_line: CommandLine) -> None:
    (command_line.work / "agents.txt").write_text("# the desk\nZbigniewa\n", encoding="utf-8")
    (command_line.work / "products.txt").write_text("Mercury Jade\n", encoding="utf-8")
    line = json.dumps(
        {"id": "1", "turns": [{"channel": "agent", "text": "zbigniewa here, your Mercury Jade has come"}]}
    )
    lists = {"hidden_names_file": "agents.txt", "kept_words_file": "products.txt"}
    answer = command_line.run("redact-text", "-", stdin=line + "\n", **lists)
    assert answer.json["turns"][0]["text"] == "[PERSON] here, your Mercury Jade has come"
    refused = command_line.run("redact-text", "-", stdin=line + "\n", hidden_names_file="nowhere.txt")
    assert refused.status == 2
    assert refused.is_one_line_of_complaint()


def test_a_companys_own_customer_numbers_are_hidden_however_they_are_said(command_line: CommandLine) -> None:
    (command_line.work / "numbers.txt").write_text('"KD" 9999  # since 2019\n', encoding="utf-8")
    line = json.dumps({"id": "1", "turns": [{"channel": "caller", "text": "the lamp, kilo delta one seven two two"}]})
    answer = command_line.run("redact-text", "-", stdin=line + "\n", customer_numbers_file="numbers.txt")
    assert answer.json["turns"][0]["text"] == "the lamp, [CUSTOMER_ID]"


def test_a_recording_is_transcribed_and_masked_by_that_transcript(command_line: CommandLine) -> None:
    call = fixture("payment_call")
    written = command_line.run("transcribe", call.path, "--json")
    assert (written.status, written.err) == (0, "")
    raw = written.json
    assert raw.keys() == {"file", "duration_ms", "language", "engine", "model", "turns"}
    assert (raw["file"], raw["language"], raw["duration_ms"]) == (call.path.name, "en", call.duration_ms)
    assert all(turn.keys() == {"channel", "start_ms", "end_ms", "text", "words"} for turn in raw["turns"])
    assert {turn["channel"] for turn in raw["turns"]} == {"caller", "agent"}
    words = [word for turn in raw["turns"] for word in turn["words"]]
    assert all(word.keys() == {"text", "start_ms", "end_ms", "confidence", "time_source"} for word in words)
    assert "[" not in "".join(turn["text"] for turn in raw["turns"])

    transcript, masked = command_line.work / "call.json", command_line.work / "masked.wav"
    transcript.write_text(written.out, encoding="utf-8")
    answer = command_line.run("redact-audio", call.path, "--transcript", transcript, "--out", masked, "--json")
    assert (answer.status, answer.err) == (0, "")
    assert {mask["kind"] for mask in answer.json} == {"CARD_NUMBER", "CARD_EXPIRY", "CARD_CVV"}
    before, after = samples_of(call.path), samples_of(masked)
    assert before.shape == after.shape
    for mask in answer.json:
        middle = (mask["start_ms"] + mask["end_ms"]) * 4
        assert not np.array_equal(before[middle : middle + 400], after[middle : middle + 400])
    assert np.array_equal(before[: 8 * 2000], after[: 8 * 2000])
    assert not command_line.home.exists()

    def masked_by(*chosen: str, **settings: str) -> np.ndarray:
        given = ("redact-audio", call.path, "--transcript", transcript, "--out", masked, "--quiet", *chosen)
        assert command_line.run(*given, **settings).status == 0
        sound, mask = samples_of(masked), answer.json[0]
        return sound[mask["start_ms"] * 8 : mask["end_ms"] * 8, ["caller", "agent"].index(mask["channel"])]

    assert not masked_by(mask_sound="silence").any()
    noise = masked_by("--mask-sound", "noise", mask_sound="silence")
    assert noise.any()
    assert np.abs(noise).max() <= NOISE_PEAK


def samples_of(path: Path) -> np.ndarray:
    with wave.open(str(path), "rb") as sound:
        return np.frombuffer(sound.readframes(sound.getnframes()), "<i2").reshape(-1, sound.getnchannels())


@pytest.mark.parametrize(
    "content",
    ["", "[" * 100_000, '{"turns": 5}', '{"turns": [{"channel": "agent"}]}'],
    ids=["empty", "deep", "no list", "no text"],
)
def test_what_is_no_transcript_is_refused_before_anything_is_written(command_line: CommandLine, content: str) -> None:
    transcript, masked = command_line.work / "call.json", command_line.work / "masked.wav"
    transcript.write_text(content, encoding="utf-8")
    answer = command_line.run(
        "redact-audio", fixture("objection_call").path, "--transcript", transcript, "--out", masked
    )
    assert answer.status == 2
    assert answer.is_one_line_of_complaint()
    assert not masked.exists()


def test_a_model_that_cannot_be_had_without_a_network_is_told_soon(command_line: CommandLine) -> None:
    (command_line.work / "sitecustomize.py").write_text(
        "import socket\n\n\ndef refuse(*_, **__):\n    raise socket.gaierror('no network')\n\n\n"
        "socket.getaddrinfo = refuse\nsocket.create_connection = refuse\n",
        encoding="utf-8",
    )
    environment = command_line.environment(model_cache=command_line.work / "models")
    environment["PYTHONPATH"] = os.pathsep.join([str(command_line.work), environment["PYTHONPATH"]])
    done = subprocess.run(
        [*COMMAND, "transcribe", str(fixture("silence").path)],
        cwd=command_line.work,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    last = done.stderr.splitlines()[-1]
    assert last.startswith("hushtape: no source delivered the weights of Whisper base")
    assert "check the network" in last
    assert sys.executable not in done.stderr
