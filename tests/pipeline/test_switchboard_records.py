"""Call records of switchboards: the shapes they come in, and what is said of a row that is none."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from calls.errors import BadInput
from calls.reconciliation import SwitchboardCall
from pipeline.switchboard_records import Columns, read_switchboard_calls

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECRET = "+12125550147"
USUAL = Columns()


def read(tmp_path: Path, text: str | bytes, named: Columns = USUAL, zone: str = "UTC") -> list[SwitchboardCall]:
    path = tmp_path / "cdr.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(read_switchboard_calls(path, named, zone=ZoneInfo(zone)))


SHAPES = [
    # a file of one answered call at noon UTC, its line                                          remark
    ('calldate,clid,src,disposition,billsec,sip_call_id\n2026-03-01 12:00:00,"A ""B"" <1>",1,ANSWERED,5,x@h\n'),
    ("start,answer,duration,SIP Call-ID\n2026-03-01T12:00:00Z,2026-03-01T12:00:02Z,5,x@h\n"),  # FreeSWITCH-like
    ("method,from_tag,to_tag,callid,sip_code,sip_reason,time\nINVITE,f,t,x@h,200,OK,2026-03-01 12:00:00\n"),  # acc
    ("\ufeffStart_Stamp,Answer_Stamp,SIP-Call-ID\r\n2026-03-01 12:00:00,2026-03-01 12:00:01,x@h\r\n"),  # BOM, CRLF
    ("time,call_id,billsec\n1772366400,x@h,3.5\n"),  # seconds since 1970
]


@pytest.mark.parametrize("text", SHAPES)
def test_usual_shapes_are_read_without_naming_a_column(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == [SwitchboardCall(2, "x@h", NOON, True)]


ANSWERS = [
    ("disposition", "ANSWERED", True),
    ("disposition", "answered", True),
    ("disposition", "NO ANSWER", False),
    ("disposition", "BUSY", False),
    ("disposition", "", False),
    ("sip_code", "200", True),
    ("sip_code", "202", True),
    ("sip_code", "487", False),
    ("sip_code", "2000000", False),
    ("answer", "2026-03-01 12:00:01", True),
    ("answer", "", False),
    ("answer", "0000-00-00 00:00:00", False),  # MySQL's way to say never
    ("billsec", "1", True),
    ("billsec", "0", False),
    ("duration", "0.0", False),
]


@pytest.mark.parametrize(("column", "value", "answered"), ANSWERS)
def test_whether_a_call_was_answered(tmp_path: Path, column: str, value: str, answered: bool) -> None:
    (call,) = read(tmp_path, f"start,callid,{column}\n2026-03-01 12:00:00,x,{value}\n")
    assert call.answered is answered


def test_rows_of_a_bye_are_no_calls_and_lines_are_counted_as_an_editor_does(tmp_path: Path) -> None:
    text = 'method,callid,sip_code,time\nBYE,x,200,2026-03-01 12:00:00\n\nINVITE,"y\nz",200,2026-03-01 12:00:00\n'
    assert [(call.line, call.sip_call_id) for call in read(tmp_path, text)] == [(5, "y\nz")]


def test_a_call_that_nobody_answered_may_lack_its_call_id(tmp_path: Path) -> None:
    text = "start,disposition,sip_call_id\n2026-03-01 12:00:00,BUSY,\n2026-03-01 12:00:00,ANSWERED,x@h\n"
    assert read(tmp_path, text) == [SwitchboardCall(3, "x@h", NOON, True)]


def test_times_without_an_offset_are_in_the_zone_that_was_named(tmp_path: Path) -> None:
    (call,) = read(tmp_path, "start,callid,billsec\n2026-03-01 13:00:00,x,1\n", zone="Europe/Berlin")
    assert call.started_at == NOON


def test_columns_of_other_names_are_named(tmp_path: Path) -> None:
    named = Columns(call_id="Leg", start="When", disposition="End")
    (call,) = read(tmp_path, "leg,when,end,start\nx,2026-03-01 12:00:00,ANSWERED,nonsense\n", named)
    assert call == SwitchboardCall(2, "x", NOON, True)


HEAD = "start,callid,billsec\n"
BAD = [
    ("", "cdr.csv is empty"),
    ("a,b\n", "no column holds the SIP Call-ID"),
    ("callid\n", "no column holds the time at which a call began"),
    ("callid,start\n", "no column says whether a call was answered"),
    (HEAD + f"{SECRET},x,1\n", "line 2: the start is no time"),
    (HEAD + "2026-03-01 12:00:00,x,1\n" + f"2026-03-01 12:00:00,x,{SECRET} s\n", "line 3: the duration is no number"),
    (HEAD + f"{SECRET}\n", "line 2 has fewer fields than the header"),
    (HEAD + "2026-03-01 12:00:00,,1\n", "line 2 has no SIP Call-ID"),
    (HEAD + "99999999999999999999,x,1\n", "line 2: the start is no time"),
    (HEAD + '2026-03-01 12:00:00,"' + "x" * 70_000 + '",1\n', "line 2 is no CSV"),
]


@pytest.mark.parametrize(("text", "said"), BAD)
def test_a_bad_file_is_one_line_that_names_the_line_and_quotes_nothing(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        read(tmp_path, text)
    assert caught.value.message == said
    assert SECRET not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_bytes_that_are_no_utf_8_are_read_as_they_came_off_the_wire(tmp_path: Path) -> None:
    (call,) = read(tmp_path, HEAD.encode() + b"2026-03-01 12:00:00,x\xff@h,1\n")
    assert call.sip_call_id.encode("utf-8", "surrogateescape") == b"x\xff@h"


def test_a_column_that_is_not_there_and_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no column Leg"):
        read(tmp_path, HEAD, Columns(call_id="Leg"))
    with pytest.raises(BadInput, match="cannot be read"):
        list(read_switchboard_calls(tmp_path / "missing.csv", Columns()))


def test_a_call_does_not_show_its_call_id() -> None:
    assert SECRET not in repr(SwitchboardCall(2, SECRET, NOON, True))
