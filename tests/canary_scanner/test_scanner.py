"""The scanner finds a secret in every form and place we know of, and nothing where there is none."""

import gzip
import io
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
import soundfile

from calls.call import Channel
from calls.transcript import Transcript, Turn, Word
from tests.canary_scanner import Needles, prove_scanner, scan
from tests.canary_scanner.__main__ import main
from tests.canary_scanner.matcher import Matcher
from tests.fixtures_manifest import fixture, load_manifest

CARD = "5425233430109903"
SSN = "078051120"

WRITTEN = [
    ("raw/utf-8", CARD, "as a form holds it"),
    ("raw/utf-8", "call_" + CARD[3:12] + "xyz", "nine of its digits"),
    ("spaced/utf-8", "5425 2334 3010 9903", "as it stands on the card"),
    ("spaced/utf-8", "5 4 2 5 2 3 3 4 3", "digit by digit"),
    ("dashed/utf-8", "5425-2334-3010-9903", "as Whisper groups it"),
    ("dashed/utf-8", "(2334-3010)", "two of its groups"),
    ("dotted/utf-8", "5425.2334.3010.9903", "with dots"),
    ("spelled/utf-8", "Five Four Two Five Two Three", "the first six digits, spelled out, other case"),
    ("spelled/utf-8", "three four three oh one oh nine", "with oh for zero"),
    ("raw/json", r"\u0035\u0034\u0032\u0035\u0032\u0033\u0033\u0034\u0033\u0030", "JSON escapes"),
    ("spaced/url", "q=5425%202334%203010%209903", "a query string"),
    ("spaced/url", "q=5425+2334+3010+9903", "a form body"),
    ("raw/url", "".join(f"%{ord(digit):X}" for digit in CARD), "every letter escaped"),
    ("raw/html", "".join(f"&#{ord(digit)};" for digit in CARD), "decimal references"),
    ("spaced/html", "5425&nbsp;2334&nbsp;3010&nbsp;9903", "no-break spaces"),
    ("raw/hex", "35343235323333343330313039393033", "hexadecimal"),
    ("raw/base64+0", "NTQyNTIzMzQzMDEwOTkwMw==", "base64 of the value alone"),
    ("raw/base64+1", "eDU0MjUyMzM0MzAxMDk5MDM=", "base64 after one other letter"),
    ("raw/base64+2", "eHg1NDI1MjMzNDMwMTA5OTAz", "base64 after two other letters"),
    ("raw/utf-16le", CARD.encode("utf-16-le"), "Windows text"),
    ("raw/utf-16be", CARD.encode("utf-16-be"), "network text"),
]

INNOCENT = [
    ("the card [CARD_NUMBER] was declined", "a label"),
    ("5425 233", "eight characters, under the nine that are looked for"),
    ("five four two", "three digit words"),
    ("4242424242424242", "another card"),
    ("c_9f31aa54252334b1c2d3e4f5", "a random id that has eight of the digits in a row"),
]


def labels(folder: Path, needles: Needles) -> set[str]:
    return {label for _, label in scan([folder], needles).found}


@pytest.mark.parametrize(("form", "text", "_remark"), WRITTEN, ids=[remark for *_, remark in WRITTEN])
def test_a_card_number_is_found_however_it_is_written(
    tmp_path: Path, form: str, text: str | bytes, _remark: str
) -> None:
    data = text if isinstance(text, bytes) else text.encode()
    (tmp_path / "file.bin").write_bytes(b"before " + data + b" after")
    assert f"secret/{form}" in labels(tmp_path, Needles.of_text("secret", CARD))


@pytest.mark.parametrize(("text", "_remark"), INNOCENT, ids=[remark for _, remark in INNOCENT])
def test_innocent_text_is_not_reported(tmp_path: Path, text: str, _remark: str) -> None:
    (tmp_path / "file.txt").write_text(text)
    assert scan([tmp_path], Needles.of_text("secret", CARD)).is_clean


def test_an_ssn_is_found_as_it_is_commonly_written(tmp_path: Path) -> None:
    (tmp_path / "file.txt").write_text("her number is 078-05-1120.")
    assert labels(tmp_path, Needles.of_text("secret", SSN)) == {"secret/dashed/utf-8"}


def test_spoken_text_is_found_without_its_punctuation_too(tmp_path: Path) -> None:
    (tmp_path / "file.txt").write_text("FORTY TWO MAPLE AVENUE SPRINGFIELD")
    needles = Needles.of_text("secret", "forty two Maple Avenue, Springfield.")
    assert "secret/raw/utf-8" in labels(tmp_path, needles)


def test_words_that_a_recogniser_wrote_inside_a_secret_are_needles(tmp_path: Path) -> None:
    card = fixture("demo_call").secrets[0]
    inside = Word("zufallsworte", card.start_ms + 10, card.start_ms + 500)
    outside = Word("nebenbeigesagt", card.end_ms + 100, card.end_ms + 400)
    transcript = Transcript((Turn.of_words(Channel.CALLER, (inside, outside)),), "en", 20_000)
    (tmp_path / "file.txt").write_text("zufallsworte nebenbeigesagt")
    found = labels(tmp_path, Needles.of_transcript(fixture("demo_call"), transcript))
    assert found == {"demo_call/CARD_NUMBER#1/heard/raw/utf-8"}


@pytest.mark.parametrize("container", ["WAV", "FLAC"])
@pytest.mark.parametrize("shift", [0, 1, 77])
def test_the_sound_of_a_secret_is_found_in_a_recording_however_it_is_shifted(
    tmp_path: Path, container: str, shift: int
) -> None:
    samples, _ = soundfile.read(fixture("demo_call").path, dtype="int16")
    shifted = np.pad(samples[:, 0], (shift, 0))
    soundfile.write(tmp_path / "sound", shifted, 8000, format=container, subtype="PCM_16")
    assert "demo_call/CARD_NUMBER#1/l16le" in labels(tmp_path, Needles.of_fixture(fixture("demo_call")))


def test_masked_sound_is_clean_and_one_secret_left_unmasked_is_not(tmp_path: Path) -> None:
    demo = fixture("demo_call")
    samples, _ = soundfile.read(demo.path, dtype="int16")
    for secret in demo.secrets:
        samples[secret.start_ms * 8 : secret.end_ms * 8] = 0
    soundfile.write(tmp_path / "masked.flac", samples, 8000)
    assert scan([tmp_path], Needles.of_fixture(demo)).is_clean
    whole, _ = soundfile.read(demo.path, dtype="int16")
    last = demo.secrets[-1]
    samples[last.start_ms * 8 : last.end_ms * 8] = whole[last.start_ms * 8 : last.end_ms * 8]
    soundfile.write(tmp_path / "masked.flac", samples, 8000)
    assert labels(tmp_path, Needles.of_fixture(demo)) == {"demo_call/ADDRESS#3/l16le"}


def test_a_hundredth_of_a_second_of_a_secret_is_enough(tmp_path: Path) -> None:
    demo = fixture("demo_call")
    samples, _ = soundfile.read(demo.path, dtype="int16")
    start = demo.secrets[0].start_ms * 8
    loudest = start + int(np.argmax(np.abs(samples[start : start + 8000, 0])))
    (tmp_path / "chunk").write_bytes(b"x" + samples[loudest - 40 : loudest + 40, 0].astype("<i2").tobytes())
    assert "demo_call/CARD_NUMBER#1/l16le" in labels(tmp_path, Needles.of_fixture(demo))


def test_interleaved_samples_without_a_header_are_found(tmp_path: Path) -> None:
    demo = fixture("demo_call")
    (tmp_path / "chunk").write_bytes(demo.path.read_bytes()[44 + 7 :])
    assert "demo_call/SSN#2/l16le-stereo" in labels(tmp_path, Needles.of_fixture(demo))


def test_of_an_objected_call_every_phrase_is_looked_for(tmp_path: Path) -> None:
    call = fixture("objection_demo")
    samples, _ = soundfile.read(call.path, dtype="int16")
    last = call.phrases[-1]
    soundfile.write(tmp_path / "rest.wav", samples[last.start_ms * 8 : last.end_ms * 8, 1], 8000)
    (tmp_path / "rest.json").write_text('{"text": "please do not record me. i object."}')
    found = labels(tmp_path, Needles.of_whole_call(call))
    assert found >= {"objection_demo/said#2/l16le", "objection_demo/said#1/raw/utf-8"}
    assert not any(label.startswith("objection_demo/said#2/raw") for label in found)


@pytest.mark.parametrize("objected", ["objection_demo", "objection_call"])
def test_what_is_said_in_an_objected_call_is_said_in_no_kept_one(tmp_path: Path, objected: str) -> None:
    for kept in load_manifest().values():
        if not kept.name.startswith("objection"):
            (tmp_path / kept.path.name).write_bytes(kept.path.read_bytes())
            (tmp_path / f"{kept.name}.txt").write_text("\n".join(phrase.text for phrase in kept.phrases))
    assert scan([tmp_path], Needles.of_whole_call(fixture(objected))).is_clean


def test_another_call_in_the_same_voices_is_clean(tmp_path: Path) -> None:
    (tmp_path / "other.wav").write_bytes(fixture("trade_in_call").path.read_bytes())
    assert scan([tmp_path], Needles.of_fixture(fixture("demo_call"))).is_clean


def test_a_deleted_row_that_sqlite_still_holds_is_found(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "calls.db")) as connection:
        connection.execute("PRAGMA secure_delete=OFF")
        connection.execute("CREATE TABLE calls (words TEXT)")
        connection.execute("INSERT INTO calls VALUES (?)", (CARD,))
        connection.commit()
        connection.execute("DELETE FROM calls")
        connection.commit()
    assert "secret/raw/utf-8" in labels(tmp_path, Needles.of_text("secret", CARD))


def test_a_database_in_use_is_read_and_left_as_it_was(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "calls.db")) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE calls (words TEXT)")
        connection.execute("INSERT INTO calls VALUES (?)", (CARD,))
        connection.commit()
        before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
        report = scan([tmp_path], Needles.of_text("secret", CARD))
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert f"{tmp_path.name}/calls.db!rows" in {haystack for haystack, _ in report.found}


def test_a_secret_in_a_zip_in_a_gzip_is_found(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/b.json", f'{{"said": "{CARD}"}}')
    (tmp_path / "backup.gz").write_bytes(gzip.compress(inner.getvalue()))
    report = scan([tmp_path], Needles.of_text("secret", CARD))
    assert {haystack for haystack, _ in report.found} == {f"{tmp_path.name}/backup.gz!gunzipped!a/b.json"}


def test_a_secret_in_a_file_name_is_found_and_not_repeated_in_the_report(tmp_path: Path) -> None:
    (tmp_path / f"call-{CARD}.txt").write_text(SSN)
    report = scan([tmp_path], Needles.of_text("card", CARD) + Needles.of_text("ssn", SSN))
    assert {label for _, label in report.found} == {"card/raw/utf-8", "ssn/raw/utf-8"}
    assert CARD not in str(report)


def test_an_archive_that_cannot_be_opened_is_searched_as_bytes_and_named(tmp_path: Path) -> None:
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 no zip " + CARD.encode())
    report = scan([tmp_path], Needles.of_text("secret", CARD))
    assert report.unopened == (f"{tmp_path.name}/broken.zip",)
    assert not report.is_clean


def test_a_needle_on_the_border_of_two_blocks_is_found(tmp_path: Path) -> None:
    for at in (1 << 20) - 15, (1 << 20) - 8, (1 << 20) - 1:
        (tmp_path / "file.bin").write_bytes(bytes(at) + CARD.encode() + bytes(100))
        assert "secret/raw/utf-8" in labels(tmp_path, Needles.of_text("secret", CARD))


def test_a_folder_that_is_not_there_is_no_clean_scan(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError):
        scan([tmp_path / "missing"], Needles.of_text("secret", CARD))


def test_needles_do_not_show_what_they_look_for() -> None:
    needles = Needles.of_text("secret", CARD)
    assert CARD not in repr(needles)
    assert all(CARD not in repr(needle) and "5425" not in needle.label for needle in needles.needles)


def test_planted_canaries_of_every_form_are_found_and_removed(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    proof = prove_scanner([tmp_path], Needles.of_fixture(fixture("demo_call")))
    assert proof.holds, proof.missed
    assert proof.planted == proof.found > 400
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_blind_scanner_proves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Matcher, "find", lambda _self, _data: set())
    proof = prove_scanner([tmp_path], Needles.of_text("secret", CARD))
    assert not proof.holds
    assert proof.found == 0


def test_the_command_tells_a_clean_folder_from_one_that_holds_a_secret(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "innocent.txt").write_text("a refund")
    assert main([str(tmp_path), "--fixture", "demo_call"]) == 0
    assert "clean" in capsys.readouterr().out
    (tmp_path / "leak.txt").write_text(CARD)
    assert main([str(tmp_path), "--fixture", "demo_call"]) == 1
    shown = capsys.readouterr().out
    assert "FOUND demo_call/CARD_NUMBER#1/raw/utf-8 in" in shown
    assert CARD not in shown


def test_the_command_needs_something_to_look_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([str(tmp_path)])
    assert ended.value.code == 2
    assert "nothing to look for" in capsys.readouterr().err
