"""A low tone, silence or noise: whichever it is, a mask tells nothing of what was said in its place (P11)."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from calls.audio import MaskSound, RawAudio, RawRecording, RedactedAudio
from calls.call import Channel, new_call_id
from calls.finding import Finding, Kind
from calls.redacted import MASK_SOUND, RedactedCall, Verdict
from calls.review import Widening
from calls.transcript import Transcript, Turn, Window
from redact.find_secrets import find_secrets, rule_detectors
from redact.look_and_mask import WIDENED_CHECK, look_and_mask
from redact.mask_further import mask_further
from redact.mask_sound import NOISE_PEAK, mask_samples
from redact.redact_call import redact_call
from redact.second_look import second_look
from redact.widen_masks import widen_masks
from tests.redact.conversation import timed_turn
from tests.redact.looked_at import CALL, Clock, Hears
from tests.redact.test_look_and_mask import MISHEARD, UNDERSTOOD, HearsWhatIsBare
from tests.redact.test_second_look import failed, left_to_hear

RATE_HZ = 8_000
EACH = pytest.mark.parametrize("sound", list(MaskSound))
CALLERS_NAME = Widening(Channel.CALLER, 8_000, 8_900, Kind.PERSON)


def spoken(seed: int) -> np.ndarray:
    """Twelve seconds of two parties whose sound is nobody's mask: int16 [n_samples, 2], from 1,000 up."""
    return np.random.default_rng(seed).integers(1_000, 8_000, (12_000 * 8, 2)).astype(np.int16)


def redacted_call(
    samples: np.ndarray, sound: MaskSound, turns: Sequence[Turn] = CALL, hidden: Sequence[Finding] | None = None
) -> RedactedCall:
    audio = RawAudio(samples, RATE_HZ, (Channel.CALLER, Channel.AGENT))
    transcript = Transcript(tuple(turns), "en", 12_000, unwritten=(Window(Channel.AGENT, 10_000, 10_700),))
    findings = find_secrets(tuple(turns), rule_detectors()) if hidden is None else hidden
    return redact_call(RawRecording(new_call_id(), audio), transcript, findings, mask_sound=sound)


def sound_of(call: RedactedCall) -> RedactedAudio:
    assert call.audio is not None
    return call.audio


def masked_samples(call: RedactedCall) -> np.ndarray:
    """Which samples of which channel are hidden, bool [n_samples, n_channels]."""
    audio = sound_of(call)
    hidden = np.zeros(audio.samples.shape, bool)
    for one in (*call.masks, *call.unwritten):
        assert one.start_ms is not None
        assert one.end_ms is not None
        hidden[one.start_ms * 8 : one.end_ms * 8, audio.channels.index(one.channel)] = True
    return hidden


def is_heard_throughout(sound: MaskSound, call: RedactedCall) -> bool:
    """Whether all that is hidden in a call sounds as it must, and by nothing but its place."""
    audio, hidden = sound_of(call), masked_samples(call)
    due = mask_samples(sound, 0, len(audio.samples), RATE_HZ)[:, None].repeat(2, axis=1)
    return bool(hidden.any()) and np.array_equal(audio.samples[hidden], due[hidden])


@EACH
def test_P11_a_mask_is_bit_identical_whatever_was_said_and_all_else_is_untouched(sound: MaskSound) -> None:
    one, two = (redacted_call(spoken(seed), sound) for seed in (1, 2))
    assert one.masks == two.masks
    hidden = masked_samples(one)
    assert np.array_equal(sound_of(one).samples[hidden], sound_of(two).samples[hidden])
    assert is_heard_throughout(sound, one)
    assert np.array_equal(sound_of(one).samples[~hidden], spoken(1)[~hidden])


@EACH
def test_P11_what_comes_later_is_masked_by_the_sound_that_the_call_has(sound: MaskSound) -> None:
    widened = widen_masks(redacted_call(spoken(1), sound), CALLERS_NAME)
    assert len(widened.masks) > len(redacted_call(spoken(1), sound).masks)
    assert is_heard_throughout(sound, widened)

    class FindsDollars:
        name = "dollars"

        def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
            at = turns[1].text.find("dollars")
            return [Finding(Kind.PERSON, 1, at, at + 7, 0.9, "t", "t")] if at >= 0 else []

    further = mask_further(redacted_call(spoken(1), sound), [FindsDollars()])
    assert further.kinds == (Kind.PERSON,)
    assert is_heard_throughout(sound, further.redacted)


@EACH
def test_P11_the_second_look_passes_it_masks_by_it_and_certifies_it(sound: MaskSound) -> None:
    clean = second_look(redacted := redacted_call(spoken(1), sound), Hears(*left_to_hear(redacted)), (), clock=Clock())
    assert (clean.verdict, failed(clean)) == (Verdict.CLEAN, [])
    assert dict(clean.versions)[MASK_SOUND] == sound.value
    assert clean.mask_sound is sound

    bare = redacted_call(np.full((12_000 * 8, 2), 500, np.int16), sound, MISHEARD, hidden=())
    call, certificate = look_and_mask(bare, HearsWhatIsBare(CALL[0], UNDERSTOOD), rule_detectors(), clock=Clock())
    assert WIDENED_CHECK in [check.name for check in certificate.checks]
    assert (certificate.verdict, certificate.mask_sound) == (Verdict.CLEAN, sound)
    assert call.masks
    assert is_heard_throughout(sound, call)


@pytest.mark.parametrize(
    ("due", "heard"), [(due, heard) for due in MaskSound for heard in MaskSound if due is not heard]
)
def test_P12_another_sound_than_the_calls_own_is_not_taken_for_a_mask(due: MaskSound, heard: MaskSound) -> None:
    """Silence where a tone is due is what a mask beside the value looks like."""
    redacted = redacted_call(spoken(1), heard)
    taken_for = replace(redacted, audio=replace(sound_of(redacted), mask_sound=due))
    certificate = second_look(taken_for, Hears(*left_to_hear(taken_for)), (), clock=Clock())
    assert failed(certificate) == ["masks"]


@EACH
def test_a_stretch_sounds_the_same_from_wherever_it_is_made(sound: MaskSound) -> None:
    whole = mask_samples(sound, 0, 20_000, RATE_HZ)
    assert whole.dtype == np.int16
    assert np.array_equal(mask_samples(sound, 12_345, 17_000, RATE_HZ), whole[12_345:17_000])
    assert len(mask_samples(sound, 10, 10, RATE_HZ)) == len(mask_samples(sound, 10, 9, RATE_HZ)) == 0


def test_silence_is_digital_and_noise_is_soft_even_and_of_no_pitch() -> None:
    assert not mask_samples(MaskSound.SILENCE, 0, 8_000, RATE_HZ).any()
    noise = mask_samples(MaskSound.NOISE, 0, 80_000, RATE_HZ).astype(float)
    assert np.abs(noise).max() == NOISE_PEAK
    assert abs(noise.mean()) < NOISE_PEAK / 50
    power = (np.abs(np.fft.rfft(noise.reshape(-1, 800))) ** 2).mean(axis=0)[1:-1]
    assert power.max() < 2 * power.mean()


def test_the_noise_of_today_is_that_of_archived_calls() -> None:
    """Calls are masked further with what they were masked with: it may never change."""
    assert mask_samples(MaskSound.NOISE, 0, 4, RATE_HZ).tolist() == [-400, -85, 379, -354]
    assert mask_samples(MaskSound.NOISE, 4, 8, 48_000).tolist() == [69, 131, 330, 118]


def test_a_text_conversation_has_no_mask_sound_to_certify() -> None:
    silent = replace(redacted_call(spoken(1), MaskSound.NOISE), audio=None)
    assert MASK_SOUND not in dict(second_look(silent, Hears(), (), clock=Clock()).versions)


def test_a_name_in_mono_is_masked_by_it_too() -> None:
    turns = (timed_turn(Channel.UNKNOWN, "okay my social is 219 09 9999 thank you", 1_000),)
    audio = RawAudio(spoken(3)[:, :1], RATE_HZ, (Channel.UNKNOWN,))
    recording = RawRecording(new_call_id(), audio)
    transcript = Transcript(turns, "en", 12_000)
    redacted = redact_call(recording, transcript, find_secrets(turns, rule_detectors()), mask_sound=MaskSound.SILENCE)
    (mask,) = redacted.masks
    assert mask.start_ms is not None
    assert mask.end_ms is not None
    assert not sound_of(redacted).samples[mask.start_ms * 8 : mask.end_ms * 8].any()
