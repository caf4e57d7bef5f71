"""Every way in which a call in path can end, played by SIPp: what each party is told, and what is kept."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest
from numpy.typing import NDArray

from audio_fixtures.g711 import alaw_encode, mulaw_encode
from calls.audio import RawRecording
from calls.call import Channel
from calls.consent import Means, Outcome
from tests.recorder.telephone_lab import NOTICE_S, TelephoneLab, tone, wait_for
from tests.sipp.sipp_party import SERVICE, SippParty
from tests.telephones.voices import Voice, Voices

pytestmark = [pytest.mark.needs_sip, pytest.mark.xdist_group("sipp")]

TALK = ("-d", "1500")
PCMA = 8
TONE_HZ = 500
"""Whole periods in a frame of 20 ms."""


def agent(lab: TelephoneLab, scenario: str, *options: str) -> SippParty:
    party = SippParty(scenario, lab.home, *options, port=lab.agent_port)
    party.wait_until_listening()
    return party


def caller(lab: TelephoneLab, scenario: str, *options: str) -> SippParty:
    target = (f"127.0.0.1:{lab.port}", "-s", SERVICE, "-key", "caller", "+12125550147")
    return SippParty(scenario, lab.home, *target, *options)


@contextmanager
def voice_of(party: SippParty) -> Iterator[Voice]:
    """Sound at the port that the party's SDP names; it speaks to wherever the recorder sends from."""
    voices = Voices()
    try:
        yield voices.add(Voice(port=party.sound_port))
    finally:
        voices.close()


def assert_nothing_is_kept(lab: TelephoneLab) -> None:
    wait_for(lambda: not lab.live.list())
    assert lab.spool.waiting() == []
    assert lab.files_of_calls() == []


def kept_ms(lab: TelephoneLab) -> int:
    captured = lab.the_captured_call()
    assert captured.call.consent.outcome is Outcome.RECORDED
    assert captured.call.consent.notice_played
    assert not captured.call.truncated
    return captured.call.duration_ms


def callers_sound(lab: TelephoneLab) -> NDArray[np.int16]:
    recording = lab.spool.open(lab.the_captured_call().call_id)
    assert isinstance(recording, RawRecording)
    return recording.audio.channel(Channel.CALLER)


def purity(samples: NDArray[np.int16]) -> float:
    """Share of the sound that is the caller's tone, within 30 Hz; 0 for silence."""
    power = np.abs(np.fft.rfft(samples.astype(float))) ** 2
    near = np.abs(np.fft.rfftfreq(len(samples), 1 / 8000) - TONE_HZ) < 30
    return float(power[near].sum() / max(power.sum(), 1.0))


@pytest.mark.parametrize(
    ("at_the_agent", "code"),
    [("agent_is_busy", 486), ("agent_declines", 603), ("agent_is_unknown", 404), ("agent_fails", 503)],
)
def test_a_refusal_by_the_agent_reaches_the_caller_as_what_it_is(
    lab: TelephoneLab, at_the_agent: str, code: int
) -> None:
    refusing = agent(lab, at_the_agent)
    assert caller(lab, "caller_is_refused").finished().answers() == [code]
    refusing.finished()
    assert_nothing_is_kept(lab)
    assert lab.spool.endings() == []


def test_an_agent_who_does_not_answer_is_cancelled_and_the_caller_hears_480(lab: TelephoneLab) -> None:
    ringing = agent(lab, "agent_rings")
    assert caller(lab, "caller_is_refused").finished().answers() == [480]
    assert "CANCEL" in ringing.finished().asked()
    assert_nothing_is_kept(lab)


def test_a_caller_who_gives_up_while_it_rings_cancels_the_agent_too(lab: TelephoneLab) -> None:
    ringing = agent(lab, "agent_rings")
    given_up = caller(lab, "caller_cancels", "-d", "200").finished()
    assert (given_up.answers(), given_up.answers("CANCEL")) == ([487], [200])
    assert "CANCEL" in ringing.finished().asked()
    assert_nothing_is_kept(lab)


def test_an_agent_who_answers_just_after_the_caller_gave_up_is_hung_up_on(lab: TelephoneLab) -> None:
    late = agent(lab, "agent_answers_too_late")
    assert caller(lab, "caller_cancels", "-d", "200").finished().answers() == [487]
    assert {"CANCEL", "ACK", "BYE"} <= late.finished().asked()
    assert_nothing_is_kept(lab)
    assert lab.spool.endings() == []


def test_a_caller_who_hangs_up_in_the_notice_ends_the_agents_call_and_leaves_no_sound(lab: TelephoneLab) -> None:
    answering = agent(lab, "agent_answers")
    assert caller(lab, "caller_talks", "-d", "100").finished().answers("BYE") == [200]
    assert "BYE" in answering.finished().asked()
    assert_nothing_is_kept(lab)
    assert wait_for(lab.spool.endings)[0].outcome is Outcome.POLICY


def test_a_call_that_the_caller_ends_is_kept_whole(lab: TelephoneLab) -> None:
    answering = agent(lab, "agent_answers")
    assert caller(lab, "caller_talks", *TALK).finished().answers() == [200]
    assert "BYE" in answering.finished().asked()
    assert 700 <= kept_ms(lab) <= 1500 - NOTICE_S * 1000 + 200


def test_a_call_that_the_agent_ends_is_kept_whole(lab: TelephoneLab) -> None:
    ending = agent(lab, "agent_hangs_up", *TALK)
    assert "BYE" in caller(lab, "caller_waits").finished().asked()
    assert ending.finished().answers("BYE") == [200]
    assert 700 <= kept_ms(lab) <= 1500 - NOTICE_S * 1000 + 200


def test_P2_the_objection_key_in_the_notice_by_info_keeps_nothing_and_the_call_goes_on(lab: TelephoneLab) -> None:
    answering = agent(lab, "agent_answers")
    talked = caller(lab, "caller_presses_by_info", "-d", "2000", "-key", "key", "9").finished()
    assert (talked.answers("INFO"), talked.answers("BYE")) == ([200], [200])
    answering.finished()
    assert_nothing_is_kept(lab)
    (ending,) = wait_for(lab.spool.endings)
    assert (ending.outcome, ending.how, ending.actor) == (Outcome.OBJECTED, Means.SIP, "caller")


def test_P2_the_objection_key_in_the_notice_by_rfc_4733_keeps_nothing_and_the_call_goes_on(lab: TelephoneLab) -> None:
    answering = agent(lab, "agent_answers")
    talking = caller(lab, "caller_talks", "-d", "2400")
    with voice_of(talking) as voice:
        voice.press("9")
        assert talking.finished().answers("BYE") == [200]
    answering.finished()
    assert_nothing_is_kept(lab)
    (ending,) = wait_for(lab.spool.endings)
    assert (ending.outcome, ending.how, ending.actor) == (Outcome.OBJECTED, Means.DTMF, "caller")


def test_a_call_goes_on_and_is_kept_whole_over_hold_and_unhold(lab: TelephoneLab) -> None:
    answering = agent(lab, "agent_answers")
    held = caller(lab, "caller_holds", "-d", "900").finished()
    assert (held.answers(), held.answers("BYE")) == ([200], [200])
    answering.finished()
    assert 2000 <= kept_ms(lab) <= 2700 - NOTICE_S * 1000 + 300


def test_a_call_goes_on_and_is_kept_whole_over_a_change_of_codec(lab: TelephoneLab) -> None:
    frame = tone(0.02, TONE_HZ)
    in_mu_law, in_a_law = mulaw_encode(frame).tobytes(), alaw_encode(frame).tobytes()
    answering = agent(lab, "agent_answers")
    changing = caller(lab, "caller_changes_codec", "-d", "1500")
    with voice_of(changing) as voice:
        voice.sound = lambda _: in_mu_law
        wait_for(lambda: len([line for line in changing.ladder().sent if line.startswith("ACK")]) == 2)
        voice.payload_type, voice.sound = PCMA, lambda _: in_a_law
        changed = changing.finished()
    assert (changed.answers(), changed.answers("BYE")) == ([200], [200])
    answering.finished()
    assert 2300 <= kept_ms(lab) <= 3000 - NOTICE_S * 1000 + 300
    samples = callers_sound(lab)
    assert purity(samples[300 * 8 : 700 * 8]) > 0.9
    assert purity(samples[-700 * 8 : -300 * 8]) > 0.9


def test_a_session_timer_is_agreed_on_and_refreshed(lab: TelephoneLab) -> None:
    answering = agent(lab, "agent_answers")
    refreshed = caller(lab, "caller_keeps_session_alive", "-d", "500").finished()
    assert (refreshed.answers(), refreshed.answers("UPDATE")) == ([200], [200])
    answering.finished()
    assert kept_ms(lab) >= 800


def test_a_transfer_is_declined_and_the_call_goes_on(lab: TelephoneLab) -> None:
    answering = agent(lab, "agent_answers")
    stayed = caller(lab, "caller_transfers", "-d", "600").finished()
    assert (stayed.answers("REFER"), stayed.answers("BYE")) == ([603], [200])
    answering.finished()
    assert kept_ms(lab) >= 400


def test_an_agent_whose_telephone_is_record_aware_is_told_when_recording_begins(lab: TelephoneLab) -> None:
    aware = agent(lab, "agent_is_record_aware")
    assert caller(lab, "caller_talks", *TALK).finished().answers("BYE") == [200]
    assert "BYE" in aware.finished().asked()
    assert aware.logged() == ["off", "on"]
    assert kept_ms(lab) >= 700


def test_who_offered_something_at_the_same_time_is_told_again(lab: TelephoneLab) -> None:
    aware = agent(lab, "agent_offers_at_the_same_time")
    talking = caller(lab, "caller_talks", "-d", "5000")
    assert talking.finished().answers("BYE") == [200]
    assert "BYE" in aware.finished().asked()
    assert aware.logged() == ["off", "on"]
