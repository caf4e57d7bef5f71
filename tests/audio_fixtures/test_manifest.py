"""The fixtures are what their manifest says: every test that reads milliseconds from it stands on this."""

import hashlib
import re
import tomllib
import wave
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from audio_fixtures.g711 import alaw_decode, alaw_encode, mulaw_decode, mulaw_encode
from calls.call import Channel
from calls.finding import Kind
from tests.fixtures_manifest import CHANNEL_ORDER, FOLDER, Fixture, fixture, load_manifest, load_notice

FIXTURES = load_manifest().values()
SAMPLES_PER_MS = 8
EDGE_MS = 60

TEST_VALUES = {
    Kind.CARD_NUMBER: r"5425233430109903|4263982640269299",
    Kind.CARD_EXPIRY: r"\d\d/\d\d",
    Kind.CARD_CVV: r"\d{3}",
    Kind.SSN: r"078051120|219099999|9999",
    Kind.PHONE: r"\d{3}55501\d\d",
    Kind.ADDRESS: r"42 Maple Avenue, Springfield|815 Cherry Street, Riverdale",
}
"""Nothing else may be spoken as a secret. 555-01xx numbers are reserved for fiction; the rest are known test values."""

DIGIT_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def read(call: Fixture) -> NDArray[np.int16]:
    """int16 [n_samples, 2]; checks the format on the way."""
    with wave.open(str(call.path)) as sound:
        assert (sound.getframerate(), sound.getsampwidth(), sound.getnchannels()) == (8000, 2, 2)
        return np.frombuffer(sound.readframes(sound.getnframes()), "<i2").reshape(-1, 2)


every_fixture = pytest.mark.parametrize("call", FIXTURES, ids=lambda call: call.name)


@every_fixture
def test_a_fixture_is_the_file_that_the_manifest_names(call: Fixture) -> None:
    assert hashlib.sha256(call.path.read_bytes()).hexdigest() == call.sha256
    assert len(read(call)) == call.duration_ms * SAMPLES_PER_MS
    assert call.path.stat().st_size < 1_000_000


@every_fixture
def test_every_phrase_is_heard_on_its_channel_from_its_first_to_its_last_ms(call: Fixture) -> None:
    samples = read(call)
    for phrase in call.phrases:
        own = samples[:, CHANNEL_ORDER.index(phrase.channel)].astype(float)
        start, end = phrase.start_ms * SAMPLES_PER_MS, phrase.end_ms * SAMPLES_PER_MS
        edge = EDGE_MS * SAMPLES_PER_MS
        assert np.sqrt(np.mean(own[start:end] ** 2)) > 300
        assert np.abs(own[start : start + edge]).max() > 50
        assert np.abs(own[end - edge : end]).max() > 50


@every_fixture
def test_a_channel_is_silent_outside_its_phrases(call: Fixture) -> None:
    samples = read(call).copy()
    for phrase in call.phrases:
        own = slice(phrase.start_ms * SAMPLES_PER_MS, phrase.end_ms * SAMPLES_PER_MS)
        samples[own, CHANNEL_ORDER.index(phrase.channel)] = 0
    assert not samples.any()


@every_fixture
def test_nobody_speaks_over_themselves(call: Fixture) -> None:
    for channel in CHANNEL_ORDER:
        own = [phrase for phrase in call.phrases if phrase.channel == channel]
        assert all(one.end_ms <= other.start_ms for one, other in pairwise(own))


@every_fixture
def test_the_sound_has_passed_a_telephone_line(call: Fixture) -> None:
    samples = read(call)
    assert np.array_equal(mulaw_decode(mulaw_encode(samples)), samples)


@every_fixture
def test_secrets_are_test_values_only(call: Fixture) -> None:
    for secret in call.secrets:
        assert re.fullmatch(TEST_VALUES[secret.kind], secret.value), f"{call.name}: {secret.kind} is not a test value"


@every_fixture
def test_the_spoken_digits_are_the_written_ones(call: Fixture) -> None:
    for secret in call.secrets:
        if secret.kind not in (Kind.ADDRESS, Kind.CARD_EXPIRY):
            words = re.findall(r"\w+", secret.spoken)
            assert "".join(str(DIGIT_WORDS.index(word)) for word in words) == secret.value


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("demo_call", ["CARD_NUMBER", "SSN", "ADDRESS"]),
        ("payment_call", ["CARD_NUMBER", "CARD_EXPIRY", "CARD_CVV"]),
        ("trade_in_call", ["SSN", "SSN", "PHONE", "ADDRESS"]),
        ("order_call", []),
        ("objection_call", []),
        ("objection_demo", []),
    ],
)
def test_each_call_holds_the_secrets_it_is_for(name: str, kinds: list[str]) -> None:
    assert [secret.kind for secret in fixture(name).secrets] == kinds


def test_the_demo_call_takes_twenty_seconds_and_asks_for_a_refund() -> None:
    demo = fixture("demo_call")
    assert demo.duration_ms <= 20_000
    assert any("refund" in phrase.text for phrase in demo.phrases if phrase.channel is Channel.CALLER)


def test_every_fixture_speaks_secrets_of_its_own() -> None:
    values = [secret.value for call in FIXTURES for secret in call.secrets]
    assert len(values) == len(set(values))


def test_in_overlapping_speech_a_secret_is_spoken_over() -> None:
    call = fixture("overlapping_speech")
    (secret,) = call.secrets
    assert any(
        phrase.channel is Channel.AGENT and phrase.start_ms < secret.end_ms and phrase.end_ms > secret.start_ms
        for phrase in call.phrases
    )


def test_in_the_long_pause_nobody_speaks_for_ten_seconds() -> None:
    phrases = fixture("long_pause").phrases
    assert max(after.start_ms - before.end_ms for before, after in pairwise(phrases)) >= 10_000


def test_the_notice_is_short_mono_and_says_how_to_object() -> None:
    notice = load_notice()
    assert hashlib.sha256(notice.path.read_bytes()).hexdigest() == notice.sha256
    with wave.open(str(notice.path)) as sound:
        assert (sound.getframerate(), sound.getsampwidth(), sound.getnchannels()) == (8000, 2, 1)
        assert sound.getnframes() == notice.duration_ms * SAMPLES_PER_MS
    assert notice.duration_ms <= 6_000
    assert notice.text.endswith("Press 9 at any time if you object.")


def test_every_voice_states_its_licence() -> None:
    manifest = tomllib.loads((FOLDER / "manifest.toml").read_text())
    assert all(manifest["voices"][channel]["licence"] for channel in manifest["channels"])
    assert manifest["licence"].startswith("GPL-2.0-or-later")


def test_no_recording_lies_about_without_being_in_the_manifest() -> None:
    assert {path.name for path in FOLDER.glob("*.wav")} == {call.path.name for call in FIXTURES}


def test_g711_decodes_the_corner_values_of_the_standard() -> None:
    assert mulaw_decode(np.array([0x00, 0x7F, 0x80, 0xFF], np.uint8)).tolist() == [-32124, 0, 32124, 0]
    assert alaw_decode(np.array([0x2A, 0x55, 0xAA, 0xD5], np.uint8)).tolist() == [-32256, -8, 32256, 8]


def test_g711_encodes_what_it_decoded_to_the_same_sample() -> None:
    codes = np.arange(256, dtype=np.uint8)
    assert np.array_equal(mulaw_decode(mulaw_encode(mulaw_decode(codes))), mulaw_decode(codes))
    assert np.array_equal(alaw_encode(alaw_decode(codes)), codes)
