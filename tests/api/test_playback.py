"""Listening: ranges, and P6: witnessed before the first byte, or not at all."""

import io

import numpy as np
import pytest
import soundfile

from api.byte_range import asked_range
from api.peaks import peaks_of
from api.problems import RangeNotSatisfiable
from calls.access import Role
from calls.audit import Did
from calls.errors import UnreadableAudio
from tests.api.builders import House, publish

HUNDRED = 100

RANGES = [
    # header, first, last, remark
    ("bytes=0-0", 0, 0, "one byte"),
    ("bytes=0-", 0, 99, "open end: what a player asks first"),
    ("bytes=10-19", 10, 19, ""),
    ("bytes=90-1000", 90, 99, "an end behind the end is cut"),
    ("bytes=99-99", 99, 99, "the last byte"),
    ("bytes=-1", 99, 99, "the last byte, from behind"),
    ("bytes=-1000", 0, 99, "more than there is, from behind"),
    ("BYTES=5-6", 5, 6, "units are case-insensitive"),
    ("bytes= 5-6 ", 5, 6, "blanks are allowed"),
]
WHOLE = [
    (None, "no header"),
    ("", "empty"),
    ("bytes=", "no range"),
    ("bytes=-", "neither end"),
    ("bytes=20-10", "backwards is invalid, so ignored"),
    ("bytes=0-1,5-6", "several ranges: the whole"),
    ("bytes=0-0,-1", "several ranges: the whole"),
    ("items=0-5", "another unit"),
    ("bytes=a-b", "no numbers"),
    ("bytes=+1-5", "a sign is no digit"),
    ("bytes=٣-٥", "digits of other scripts are no digits"),
    ("bytes=" + "9" * 5000 + "-", "a number nobody needs"),
    ("bytes=" + "0-1," * 50_000, "a long list costs no more than reading it"),
]
OUTSIDE = ["bytes=100-", "bytes=100-200", "bytes=999999999999999999-", "bytes=-0"]


@pytest.mark.parametrize(("header", "first", "last", "remark"), RANGES)
def test_a_range_means_these_bytes(header: str, first: int, last: int, remark: str) -> None:
    assert asked_range(header, HUNDRED) == (first, last), remark


@pytest.mark.parametrize(("header", "remark"), WHOLE)
def test_what_is_no_single_range_means_the_whole(header: str | None, remark: str) -> None:
    assert asked_range(header, HUNDRED) is None, remark


@pytest.mark.parametrize("header", OUTSIDE)
def test_a_range_behind_the_end_is_refused(header: str) -> None:
    with pytest.raises(RangeNotSatisfiable):
        asked_range(header, HUNDRED)


def test_an_empty_recording_satisfies_no_range() -> None:
    with pytest.raises(RangeNotSatisfiable):
        asked_range("bytes=-5", 0)


def test_the_whole_recording_is_flac_and_is_not_kept_by_anybody(house: House) -> None:
    call_id = publish(house)
    answer = house.get(f"/v1/calls/{call_id}/audio")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "audio/flac"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["accept-ranges"] == "bytes"
    samples, rate_hz = soundfile.read(io.BytesIO(answer.content), dtype="int16")
    assert (samples.shape, rate_hz) == ((17_000 * 8, 2), 8000)


def test_parts_put_together_are_the_whole(house: House) -> None:
    call_id = publish(house)
    whole = house.get(f"/v1/calls/{call_id}/audio").content
    half = len(whole) // 2
    parts = [
        house.get(f"/v1/calls/{call_id}/audio", headers={"Range": asked})
        for asked in (f"bytes=0-{half - 1}", f"bytes={half}-")
    ]
    assert [part.status_code for part in parts] == [206, 206]
    assert parts[1].headers["content-range"] == f"bytes {half}-{len(whole) - 1}/{len(whole)}"
    assert b"".join(part.content for part in parts) == whole


def test_a_range_behind_the_end_says_how_long_it_is(house: House) -> None:
    call_id = publish(house)
    length = len(house.get(f"/v1/calls/{call_id}/audio").content)
    answer = house.get(f"/v1/calls/{call_id}/audio", headers={"Range": f"bytes={length}-"})
    assert answer.status_code == 416
    assert answer.headers["content-range"] == f"bytes */{length}"
    assert answer.json()["type"] == "urn:hushtape:problem:range-not-satisfiable"


def test_with_if_range_the_whole_comes_since_we_gave_no_validator(house: House) -> None:
    call_id = publish(house)
    answer = house.get(f"/v1/calls/{call_id}/audio", headers={"Range": "bytes=0-9", "If-Range": '"x"'})
    assert answer.status_code == 200


def test_P6_every_part_that_is_heard_is_on_record(house: House) -> None:
    call_id = publish(house)
    for first in range(5):
        house.get(f"/v1/calls/{call_id}/audio", headers={"Range": f"bytes={first}-{first}"})
    house.get(f"/v1/calls/{call_id}/peaks")
    heard = house.audited(Did.LISTENED)
    assert [event["call_id"] for event in heard] == [call_id] * 6
    assert {event["actor"] for event in heard} == {"a qa_manager"}


@pytest.mark.parametrize("path", ["", "/audio", "/peaks", ".vtt", ".srt", ".txt", ".vcon.json"])
def test_P6_without_an_audit_row_not_one_byte_is_served(house: House, path: str) -> None:
    call_id = publish(house)
    house.audit.broken = True
    answer = house.get(f"/v1/calls/{call_id}{path}", headers={"Range": "bytes=0-9"})
    _is_refused_for_want_of_an_audit(answer.status_code, answer.headers.get("retry-after"), answer.json())


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("/v1/calls", Role.QA_MANAGER),
        ("/v1/search?q=refund", Role.QA_MANAGER),
        ("/v1/samples", Role.TRAINER),
        ("/v1/samples/pulls", Role.TRAINER),
        ("/v1/audit", Role.AUDITOR),
    ],
)
def test_P6_lists_searches_samples_and_the_audit_log_too(house: House, path: str, role: Role) -> None:
    publish(house)
    assert house.tokens[role]
    house.audit.broken = True
    if path == "/v1/samples":  # witnessed in the same transaction as its ledger, so the switch does not reach it
        with house.database.writing() as connection:
            connection.exec_driver_sql("DROP TABLE audit_events")
    answer = house.get(path, role=role)
    assert answer.status_code == 503
    assert b"refund" not in answer.content


def test_P6_the_page_shows_nothing_either(house: House) -> None:
    call_id = publish(house)
    house.audit.broken = True
    for path in ("/", f"/calls/{call_id}", "/search?q=refund"):
        answer = house.get(path, headers={"Accept": "text/html"})
        assert answer.status_code == 503
        assert "order" not in answer.text


def test_a_text_conversation_has_no_sound(house: House) -> None:
    call_id = publish(house, audio_ms=None)
    assert house.get(f"/v1/calls/{call_id}/audio").status_code == 404


def test_peaks_follow_the_loudness_of_each_channel() -> None:
    samples = np.zeros((8000, 2), np.int16)
    samples[4000:, 0] = 16384
    samples[:4000, 1] = -32768
    flac = io.BytesIO()
    soundfile.write(flac, samples, 8000, format="FLAC")
    answer = peaks_of(flac.getvalue(), n=4)
    assert answer == {"duration_ms": 1000, "channels": [[0, 0, 50, 50], [100, 100, 0, 0]]}


def test_a_call_shorter_than_its_peaks_can_be_drawn() -> None:
    flac = io.BytesIO()
    soundfile.write(flac, np.full((3, 1), 32767, np.int16), 8000, format="FLAC")
    channels = peaks_of(flac.getvalue(), n=6)["channels"]
    assert channels == [[100, 0, 100, 0, 100, 0]]


def test_damaged_sound_cannot_be_drawn() -> None:
    with pytest.raises(UnreadableAudio):
        peaks_of(b"fLaC and no more")


def _is_refused_for_want_of_an_audit(status: int, retry_after: str | None, body: dict[str, object]) -> None:
    assert status == 503
    assert retry_after == "5"
    assert body["type"] == "urn:hushtape:problem:audit-unavailable"
    assert set(body) == {"type", "title", "status", "detail", "hint"}
