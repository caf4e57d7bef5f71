"""Recording clients that may not, lie, vanish or break off, and a recorder that is killed or stopped (F2, F13, F15)."""

import signal
from typing import Any

import pytest

from calls.call import Source
from tests.recorder.recording_client import BOUNDARY
from tests.recorder.siprec_documents import (
    SUPERVISOR,
    document,
    partial,
)
from tests.recorder.siprec_line import (
    SETTINGS,
    Begin,
    log_of,
    opened,
    sound_for,
    start,
)
from tests.recorder.telephone_lab import TelephoneLab, result_of, wait_for

pytestmark = [pytest.mark.needs_sip, pytest.mark.needs_production_sip]


@pytest.mark.parametrize(
    ("changes", "metadata", "code"),
    [
        ({"peers": {}}, document(), 403),
        ({"peers": {"192.0.2.0/24": "2026-11/en"}}, document(), 403),
        ({}, None, 400),
        ({}, b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><recording>&x;</recording>', 400),
        ({}, b"no XML", 400),
    ],
    ids=["no server", "no peer", "no metadata", "an external entity", "no XML"],
)
def test_F15_a_session_that_cannot_be_is_refused_and_nothing_is_recorded(
    lab: TelephoneLab, begin: Begin, changes: Any, metadata: bytes | None, code: int
) -> None:
    recorder = start(lab, **changes)
    assert begin().invite(metadata).code == code
    assert lab.live.list() == []
    assert lab.files_of_calls() == []
    assert "passwd" not in log_of(recorder)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--wrong\r\n\r\n--wrong--",
        f"--{BOUNDARY}\r\nContent-Type: application/rs-metadata+xml\r\n\r\n".encode() + document(),
        f"--{BOUNDARY}--\r\n--{BOUNDARY}\r\n".encode(),
        b"\x00" * 500,
    ],
    ids=["empty", "another boundary", "never closed", "closed before it began", "zeros"],
)
def test_F13_a_body_in_pieces_is_refused_and_the_next_session_is_recorded(
    lab: TelephoneLab, begin: Begin, body: bytes
) -> None:
    start(lab)
    assert 400 <= begin().invite(None, body=body).code < 600
    good = begin()
    assert good.invite(document()).code == 200
    assert lab.the_live_call().capture == "write"


HEAD = "v=0\r\no=SRC 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
HOSTILE_OFFERS = {
    "no lines": HEAD,
    "fewer lines": HEAD + "m=audio 4000 RTP/AVP 0\r\na=sendonly\r\n",
    "every line off": HEAD + "m=audio 0 RTP/AVP 0\r\n" * 2,
    "sixteen lines": HEAD + "m=audio 4000 RTP/AVP 0\r\na=label:x\r\na=sendonly\r\n" * 16,
    "forty lines": HEAD + "m=audio 4000 RTP/AVP 0\r\n" * 40,
    "another medium": HEAD + "m=video 4000 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n" * 2,
    "no codec of ours": HEAD + "m=audio 4000 RTP/AVP 99\r\na=label:1\r\n" * 2,
    "a huge label": HEAD + f"m=audio 4000 RTP/AVP 0\r\na=label:{'x' * 3000}\r\n" * 2,
    "many labels": HEAD + ("m=audio 4000 RTP/AVP 0\r\n" + "a=label:1\r\n" * 100) * 2,
    "a label with a path": HEAD + "m=audio 4000 RTP/AVP 0\r\na=label:../../etc/passwd\r\n" * 2,
    "half a line": "m=audio",
}


def test_F13_whatever_a_client_offers_later_the_recorder_lives_and_other_sessions_are_whole(
    lab: TelephoneLab, begin: Begin
) -> None:
    recorder = start(lab)
    good = begin()
    good.invite(document())
    for what, offer in HOSTILE_OFFERS.items():
        client = begin()
        assert client.invite(document().replace(b"grp-1", b"grp-2")).code == 200
        body = f"--{BOUNDARY}\r\nContent-Type: application/sdp\r\n\r\n{offer}\r\n--{BOUNDARY}--\r\n"
        assert client.invite(None, body=body.encode(), aim=False).code in (200, 400, 415, 488, 500), what
        client.bye()
    assert recorder.poll() is None
    sound_for(lab, 300)
    good.bye()
    wait_for(lambda: len(lab.spool.waiting()) == len(HOSTILE_OFFERS) + 1)
    assert not any(captured.call.truncated for captured in lab.spool.waiting())
    assert "passwd" not in log_of(recorder)


@pytest.mark.parametrize(
    "place",
    [
        "recorder.recording_server:RecordingServer.read",
        "recorder.siprec:SiprecSession._begin",
        "recorder.siprec:SiprecSession._update",
        "recorder.siprec:SiprecSession.recording_is",
        "recorder.sip_call:labels_in",
    ],
)
def test_F13_whatever_goes_wrong_in_one_session_ends_that_session_and_no_other(
    lab: TelephoneLab, begin: Begin, place: str
) -> None:
    recorder = start(lab, breaks={place: 1})
    first, second = begin(), begin()
    if first.invite(document()).code == 200:
        first.update(partial(SUPERVISOR))
        assert first.was_hung_up()
    wait_for(lambda: not lab.live.list())
    for captured in lab.spool.waiting():
        lab.spool.destroy(captured.call_id)
    assert second.invite(document()).code == 200
    assert second.update(partial(SUPERVISOR)).code == 200
    sound_for(lab, 300)
    second.bye()
    assert not lab.the_captured_call().call.truncated
    log = log_of(recorder)
    assert '"error": "ZeroDivisionError"' in log
    assert "must not be logged" not in log


def test_a_client_that_vanishes_leaves_a_call_that_is_handed_over(lab: TelephoneLab, begin: Begin) -> None:
    lab.start_recorder(siprec=SETTINGS, silent_leg_s=1.5)
    client = begin()
    client.invite(document())
    sound_for(lab, 500)
    client.close()
    assert lab.the_captured_call().call.source is Source.SIPREC


def test_a_call_in_path_is_bridged_as_ever(lab: TelephoneLab) -> None:
    start(lab)
    lab.agent()
    assert result_of(lab.caller("--hangup-after", "1.5"))["as_scripted"]
    assert lab.the_captured_call().call.source is Source.IN_PATH


def test_F2_a_recorder_killed_mid_session_loses_less_than_a_second_and_takes_the_next(
    lab: TelephoneLab, begin: Begin
) -> None:
    recorder = start(lab)
    client = begin()
    client.invite(document())
    sound_for(lab, 2_000)
    recorder.send_signal(signal.SIGKILL)
    recorder.communicate()
    start(lab)
    captured = lab.the_captured_call()
    assert captured.call.truncated
    assert opened(lab).duration_ms >= 1_900
    lab.spool.destroy(captured.call_id)
    assert begin().invite(document()).code == 200
    assert lab.the_live_call().capture == "write"


def test_a_recorder_that_stops_hangs_up_and_hands_over(lab: TelephoneLab, begin: Begin) -> None:
    recorder = start(lab)
    client = begin()
    client.invite(document())
    sound_for(lab, 500)
    log_of(recorder)
    assert client.was_hung_up()
    assert not lab.the_captured_call().call.truncated
