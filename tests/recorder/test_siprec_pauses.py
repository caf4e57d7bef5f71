"""A recording client pauses by making all its lines inactive (RFC 7866 §7.1.1.1)."""

import pytest

from calls.call import Channel
from calls.consent import Means, Outcome
from tests.recorder.recording_client import Line, RecordingClient
from tests.recorder.siprec_documents import document
from tests.recorder.siprec_line import AGENT_HZ, CALLER_HZ, Begin, opened, sound_for, start, steady
from tests.recorder.telephone_lab import TelephoneLab, loud_stretches, wait_for

pytestmark = [pytest.mark.needs_sip, pytest.mark.needs_production_sip]


def turn(client: RecordingClient, *directions: str, by: str = "INVITE") -> None:
    """Offer the client's lines anew, each in its direction."""
    for line, direction in zip(client.lines, directions, strict=True):
        line.direction = direction
    answer = client.invite(None) if by == "INVITE" else client.update()
    wanted = [("recvonly" if one == "sendonly" else one) for one in directions]
    assert [answer.attributes(one)[number] for number, one in enumerate(wanted)] == wanted


def talking(lab: TelephoneLab, begin: Begin) -> RecordingClient:
    """A session of two steady tones, of which something is kept by now."""
    start(lab)
    client = begin(Line("1", steady(CALLER_HZ)), Line("2", steady(AGENT_HZ)))
    client.invite(document())
    sound_for(lab, 800)
    return client


def noted(lab: TelephoneLab) -> list[tuple[bool, Channel, Means]]:
    return [(note.paused, note.by, note.how) for note in lab.spool.pauses()]


@pytest.mark.parametrize("by", ["INVITE", "UPDATE"])
def test_while_all_lines_are_inactive_the_call_is_paused_and_both_ends_of_it_are_on_record(
    lab: TelephoneLab, begin: Begin, by: str
) -> None:
    client = talking(lab, begin)
    turn(client, "inactive", "inactive", by=by)
    assert wait_for(lambda: lab.the_live_call().paused)
    assert lab.the_live_call().capture == "silence"
    turn(client, "inactive", "inactive", by=by)  # a refresh: the same pause
    sound_for(lab, 1_500)
    turn(client, "inactive", "sendonly", by=by)
    assert wait_for(lambda: not lab.the_live_call().paused)
    turn(client, "sendonly", "sendonly", by=by)
    sound_for(lab, 800)
    client.bye()
    captured = lab.the_captured_call()
    assert captured.call.consent.outcome is Outcome.RECORDED
    assert {note.call_id for note in lab.spool.pauses()} == {captured.call_id}
    assert noted(lab) == [(True, Channel.AGENT, Means.SIP), (False, Channel.AGENT, Means.SIP)]
    audio = opened(lab)
    assert captured.call.duration_ms == audio.duration_ms
    for channel in audio.channels:
        before, after = loud_stretches(audio.channel(channel), bridging_ms=300)
        assert 1_300 <= after[0] - before[1] <= 4_000


def test_one_inactive_line_of_two_is_no_pause(lab: TelephoneLab, begin: Begin) -> None:
    client = talking(lab, begin)
    for directions in (("sendonly", "inactive"), ("inactive", "sendonly"), ("sendonly", "sendonly")):
        turn(client, *directions)
        sound_for(lab, 300)
        assert not lab.the_live_call().paused
    client.bye()
    lab.the_captured_call()
    assert noted(lab) == []


def test_lines_that_begin_inactive_are_no_pause(lab: TelephoneLab, begin: Begin) -> None:
    start(lab)
    client = begin(Line("1", steady(CALLER_HZ), direction="inactive"), Line("2", b"", direction="inactive"))
    client.invite(document())
    assert not lab.the_live_call().paused
    turn(client, "sendonly", "sendonly")
    sound_for(lab, 500)
    assert not lab.the_live_call().paused
    client.bye()
    lab.the_captured_call()
    assert noted(lab) == []


def test_a_clients_lines_end_no_pause_of_the_desk(lab: TelephoneLab, begin: Begin) -> None:
    client = talking(lab, begin)
    lab.live.pause(lab.the_live_call().call_id, actor="desk")
    turn(client, "inactive", "inactive")
    turn(client, "sendonly", "sendonly")
    sound_for(lab, 800)
    assert lab.the_live_call().paused
    client.bye()
    (stretch,) = loud_stretches(opened(lab).channel(Channel.CALLER), bridging_ms=300)
    assert stretch[1] - stretch[0] <= 2_000
    assert noted(lab) == []


def test_lines_that_we_want_no_more_are_no_pause(lab: TelephoneLab, begin: Begin) -> None:
    client = talking(lab, begin)
    assert client.info("9").code == 200
    assert client.was_told_inactive()
    for line in client.lines:
        line.direction = "inactive"
    wait_for(lambda: client.invite(None).code == 200)  # 491 while the recorder's own offer is under way
    assert not lab.the_live_call().paused
    client.bye()
    wait_for(lab.spool.endings)
    assert noted(lab) == []
