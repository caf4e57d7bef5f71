"""What changes while a recording session goes on: streams and parties come and go."""

import pytest

from audio_fixtures.g711 import alaw_encode
from calls.call import Channel
from tests.recorder.recording_client import Line
from tests.recorder.siprec_documents import (
    SUPERVISOR,
    attending,
    document,
    partial,
    participant,
    sending,
)
from tests.recorder.siprec_line import (
    AGENT_HZ,
    CALLER_HZ,
    SECONDS,
    THIRD_HZ,
    Begin,
    log_of,
    opened,
    pitch_hz,
    sound_for,
    start,
    steady,
)
from tests.recorder.telephone_lab import TelephoneLab, loud_stretches, tone

pytestmark = [pytest.mark.needs_sip, pytest.mark.needs_production_sip]


def test_streams_and_parties_come_and_go_and_the_timeline_runs_on(lab: TelephoneLab, begin: Begin) -> None:
    start(lab)
    caller, agent = Line("1", steady(CALLER_HZ)), Line("2", steady(AGENT_HZ))
    client = begin(caller, agent)
    client.invite(document())
    sound_for(lab, 1_000)
    agent.direction = "inactive"  # hold
    assert client.invite(None).attributes("inactive") == [None, "inactive"]
    sound_for(lab, 1_000)
    client.lines.append(Line("3", steady(THIRD_HZ)))
    agent.direction = "sendonly"
    agent.codec, agent.plays = 8, alaw_encode(tone(SECONDS, AGENT_HZ)).tobytes()
    assert client.invite(partial(SUPERVISOR)).attributes("recvonly") == ["recvonly"] * 3
    sound_for(lab, 1_000)
    leaving = attending("par-a", left=True) + participant("par-b", "sip:1044@desk.example") + sending("par-b", "str-2")
    assert client.update(partial(leaving, attending("par-s", left=True))).code == 200
    sound_for(lab, 1_000)
    for line in client.lines:
        line.label = None  # and a client that forgets to label them
    assert client.invite(None).code == 200
    sound_for(lab, 500)
    client.bye()
    assert not lab.the_captured_call().call.truncated
    audio = opened(lab)
    ((begun_ms, ended_ms),) = loud_stretches(audio.channel(Channel.CALLER), bridging_ms=300)
    assert ended_ms - begun_ms >= 3_900
    first, *rest = loud_stretches(audio.channel(Channel.AGENT), bridging_ms=300)
    assert 900 <= rest[0][0] - first[1] <= 2_500
    assert pitch_hz(audio, Channel.CALLER) == {CALLER_HZ}
    assert pitch_hz(audio, Channel.AGENT) == {AGENT_HZ, THIRD_HZ}
    assert ended_ms <= audio.duration_ms - 400  # nobody knows whose the unlabelled lines are


@pytest.mark.parametrize(
    ("update", "again"),
    [
        (b"<recording><!DOCTYPE", document()),
        (partial(participant("par-x", "sip:somebody@carrier.example")), partial(attending("par-x", left=True))),
    ],
    ids=["an update that nobody can read", "a party from outside whose number is not known"],
)
def test_while_nobody_knows_who_is_there_silence_is_kept(
    lab: TelephoneLab, begin: Begin, update: bytes, again: bytes
) -> None:
    recorder = start(lab)
    client = begin(Line("1", steady(CALLER_HZ)), Line("2", steady(AGENT_HZ)))
    client.invite(document())
    sound_for(lab, 1_000)
    assert client.update(update).code == 200
    sound_for(lab, 1_500)
    assert client.update(again).code == 200
    sound_for(lab, 1_000)
    client.bye()
    before, after = loud_stretches(opened(lab).channel(Channel.CALLER), bridging_ms=300)
    assert after[0] - before[1] >= 1_400
    assert "somebody" not in log_of(recorder)


def test_rules_that_were_stale_when_somebody_joined_are_asked_again(lab: TelephoneLab, begin: Begin) -> None:
    recorder = start(lab)
    client = begin(Line("1", steady(CALLER_HZ)), Line("2", steady(AGENT_HZ)))
    client.invite(document())
    sound_for(lab, 500)
    lab.write_rules(age_s=120)
    client.update(partial(SUPERVISOR))
    sound_for(lab, 1_000)
    lab.write_rules()
    sound_for(lab, 3_500)
    client.bye()
    before, after = loud_stretches(opened(lab).channel(Channel.CALLER), bridging_ms=300)
    assert after[0] - before[1] >= 900
    assert '"muted"' in (log := log_of(recorder))
    assert '"unmuted"' in log
