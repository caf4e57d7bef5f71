"""Sound files of others: what can be read, and everything that is refused in one line."""

import io
import struct
import time
import wave
from functools import cache

import av
import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from calls.call import Channel
from calls.errors import AudioTooLong, UnreadableAudio
from transcribe.decode import check_audio, decode_audio, probe

PARTIES = (Channel.CALLER, Channel.AGENT)
SECONDS = 2
RATE_HZ = 8000
DATA_SIZE_AT = 40


def tones(rate_hz: int = RATE_HZ, seconds: float = SECONDS) -> NDArray[np.float64]:
    """A louder tone left, a softer one right: float [n_samples, 2]."""
    at_s = np.arange(int(rate_hz * seconds)) / rate_hz
    return np.stack([0.5 * np.sin(2 * np.pi * 300 * at_s), 0.25 * np.sin(2 * np.pi * 500 * at_s)], axis=1)


def written(container: str, subtype: str | None = None, rate_hz: int = RATE_HZ, *, seconds: float = SECONDS) -> bytes:
    buffer = io.BytesIO()
    soundfile.write(buffer, tones(rate_hz, seconds), rate_hz, format=container, subtype=subtype)
    return buffer.getvalue()


def encoded(container: str, codec: str, rate_hz: int, *, seconds: float = SECONDS) -> bytes:
    """What soundfile cannot write, by PyAV."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format=container) as target:
        stream = target.add_stream(codec, rate=rate_hz, layout="stereo")
        pcm = (tones(rate_hz, seconds) * 32767).astype(np.int16).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(pcm), format="s16", layout="stereo")
        frame.sample_rate = rate_hz
        resampler = av.AudioResampler(stream.codec_context.format.name, "stereo", rate_hz, stream.frame_size)
        for piece in [*resampler.resample(frame), *resampler.resample(None)]:
            target.mux(stream.encode(piece))
        target.mux(stream.encode(None))
    return buffer.getvalue()


def wav_claiming(data_bytes: int) -> bytes:
    honest = written("WAV")
    return honest[:DATA_SIZE_AT] + struct.pack("<I", data_bytes) + honest[DATA_SIZE_AT + 4 :]


def silent_flac(seconds: int, *, claimed_s: int) -> bytes:
    """Silence, small as a bomb is; the header's total is overwritten (36 bits, RFC 9639 §8.2)."""
    flac = bytearray(_silence(seconds))
    fields = int.from_bytes(flac[18:26], "big")
    flac[18:26] = ((fields >> 36 << 36) | claimed_s * RATE_HZ).to_bytes(8, "big")
    return bytes(flac)


@cache
def _silence(seconds: int) -> bytes:
    buffer = io.BytesIO()
    with soundfile.SoundFile(buffer, "w", RATE_HZ, 2, format="FLAC") as file:
        for _ in range(seconds // 60):
            file.write(np.zeros((RATE_HZ * 60, 2), np.int16))
    return buffer.getvalue()


def noise(n_bytes: int) -> bytes:
    return np.random.default_rng(0).bytes(n_bytes)


def wav_with_nan() -> bytes:
    samples = tones()
    samples[1000] = np.nan
    buffer = io.BytesIO()
    soundfile.write(buffer, samples, RATE_HZ, format="WAV", subtype="FLOAT")
    return buffer.getvalue()


def floats(samples: NDArray[np.float64], rate_hz: int = RATE_HZ, subtype: str = "FLOAT") -> bytes:
    """A WAV of numbers as they are, in 32 or 64 bits."""
    buffer = io.BytesIO()
    soundfile.write(buffer, samples, rate_hz, format="WAV", subtype=subtype)
    return buffer.getvalue()


def with_one(number: float, *, at: int) -> NDArray[np.float64]:
    samples = tones()
    samples[at, 1] = number
    return samples


def without_samples(container: str) -> bytes:
    buffer = io.BytesIO()
    soundfile.write(buffer, np.zeros((0, 2)), RATE_HZ, format=container)
    return buffer.getvalue()


def six_channels() -> bytes:
    buffer = io.BytesIO()
    soundfile.write(buffer, np.repeat(tones(), 3, axis=1), RATE_HZ, format="WAV")
    return buffer.getvalue()


READABLE = [
    ("wav", written("WAV"), RATE_HZ),
    ("mu-law wav", written("WAV", "ULAW"), RATE_HZ),
    ("24-bit wav", written("WAV", "PCM_24"), RATE_HZ),
    ("float wav", written("WAV", "FLOAT"), RATE_HZ),
    ("192 kHz wav", written("WAV", None, 192_000), 16_000),
    ("44.1 kHz flac", written("FLAC", None, 44_100), 16_000),
    ("mp3", written("MP3", None, 16_000), 16_000),
    ("vorbis", written("OGG", None, 16_000), 16_000),
    ("opus", encoded("ogg", "libopus", 48_000), 16_000),
    ("m4a", encoded("ipod", "aac", 16_000), 16_000),
    ("wav with a chunk behind", written("WAV") + b"LIST" + struct.pack("<I", 4) + b"INFO", RATE_HZ),
]


def with_frames(m4a: bytes, n_frames: int) -> bytes:
    """An M4A that says it has so many."""
    at = m4a.index(b"stsz") + 12
    return m4a[:at] + n_frames.to_bytes(4) + m4a[at + 4 :]


UNREADABLE = [
    ("empty", b""),
    ("not sound", b"hello, I am a text"),
    ("noise", noise(5000)),
    ("a playlist", b"#EXTM3U\nhttp://127.0.0.1/secret.wav\n"),
    ("wav of noise", b"RIFF\0\0\0\0WAVE" + noise(5000)),
    ("wav cut in half", written("WAV")[:10_000]),
    ("wav with a header only", written("WAV")[:44]),
    ("wav that claims ten hours", wav_claiming(10 * 3600 * RATE_HZ * 4)),
    ("wav that claims less", wav_claiming(4000)),
    ("wav that claims nothing", wav_claiming(0)),
    ("wav with NaN", wav_with_nan()),
    ("wav with NaN in its last sample", floats(with_one(np.nan, at=-1))),
    ("wav with infinity in 64 bits", floats(with_one(-np.inf, at=0), subtype="DOUBLE")),
    ("wav without samples", without_samples("WAV")),
    ("flac without samples", without_samples("FLAC")),
    ("six channels", six_channels()),
    ("flac cut off", written("FLAC")[:3000]),
    ("flac of noise", b"fLaC" + noise(4000)),
    ("mp3 of noise", b"\xff\xfb" + noise(4000)),
    ("m4a that lists 100 million frames", with_frames(encoded("ipod", "aac", 16_000), 100_000_000)),
    ("m4a of noise", b"\0\0\0\x18ftypisom" + noise(4000)),
    ("ogg of noise", b"OggS" + noise(4000)),
    ("flac that holds an hour and says a minute", silent_flac(3600, claimed_s=60)),
]


@pytest.mark.parametrize(("payload", "rate_hz"), [case[1:] for case in READABLE], ids=[case[0] for case in READABLE])
def test_sound_of_this_kind_is_read_one_party_a_channel(payload: bytes, rate_hz: int) -> None:
    audio = decode_audio(payload, PARTIES, max_duration_s=60)
    assert (audio.rate_hz, audio.channels) == (rate_hz, PARTIES)
    assert audio.duration_ms == pytest.approx(SECONDS * 1000, abs=120)
    assert np.abs(audio.channel(Channel.CALLER)).max() > 1.5 * np.abs(audio.channel(Channel.AGENT)).max()
    assert probe(payload).n_channels == 2


@pytest.mark.parametrize("payload", [case[1] for case in UNREADABLE], ids=[case[0] for case in UNREADABLE])
def test_F12_sound_that_cannot_be_trusted_is_refused_at_once_in_one_line(payload: bytes) -> None:
    started_s = time.process_time()  # on shared cores the clock on the wall says nothing
    with pytest.raises(UnreadableAudio) as refused:
        decode_audio(payload, PARTIES, max_duration_s=7200)
    assert time.process_time() - started_s < 2
    assert refused.value.hint
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("claimed_s", [36_000, 0], ids=["honest", "says nothing"])
def test_F12_ten_hours_of_silence_are_too_long(claimed_s: int) -> None:
    bomb = silent_flac(36_000, claimed_s=claimed_s)
    started_s = time.process_time()  # on shared cores the clock on the wall says nothing
    with pytest.raises(AudioTooLong):
        decode_audio(bomb, PARTIES, max_duration_s=7200)
    assert time.process_time() - started_s < 2


def test_a_recording_of_exactly_the_limit_passes_and_a_little_more_does_not() -> None:
    payload = written("WAV")
    assert decode_audio(payload, PARTIES, max_duration_s=SECONDS).duration_ms == SECONDS * 1000
    with pytest.raises(AudioTooLong):
        decode_audio(payload, PARTIES, max_duration_s=SECONDS - 0.1)


@pytest.mark.parametrize("payload", [case[1] for case in UNREADABLE], ids=[case[0] for case in UNREADABLE])
def test_F12_what_cannot_be_decoded_does_not_pass_the_check_either(payload: bytes) -> None:
    with pytest.raises(UnreadableAudio):
        check_audio(payload, max_duration_s=7200)


@pytest.mark.parametrize("payload", [case[1] for case in READABLE], ids=[case[0] for case in READABLE])
def test_what_can_be_decoded_passes_the_check(payload: bytes) -> None:
    assert check_audio(payload, max_duration_s=60) == probe(payload)
    with pytest.raises(AudioTooLong):
        check_audio(payload, max_duration_s=SECONDS - 0.5)


@pytest.mark.parametrize("rate_hz", [RATE_HZ, 48_000, 192_000])
@pytest.mark.parametrize("subtype", ["FLOAT", "DOUBLE"])
def test_what_is_louder_than_full_scale_is_clipped_and_never_turned_over(rate_hz: int, subtype: str) -> None:
    loud = 20 * tones(rate_hz)
    decoded = decode_audio(floats(loud, rate_hz, subtype), PARTIES, max_duration_s=60)
    caller = decoded.channel(Channel.CALLER)
    assert (caller.min(), caller.max()) == (-32768, 32767)
    at_s = np.arange(len(caller)) / decoded.rate_hz
    is_clear = np.abs(np.sin(2 * np.pi * 300 * at_s)) > 0.3
    assert np.mean((np.sign(caller) == np.sign(np.sin(2 * np.pi * 300 * at_s)))[is_clear]) > 0.99


def test_a_channel_on_which_nothing_is_said_stays_silent() -> None:
    one_sided = tones() * [1, 0]
    decoded = decode_audio(floats(one_sided), PARTIES, max_duration_s=60)
    assert not decoded.channel(Channel.AGENT).any()
    assert decoded.channel(Channel.CALLER).any()


def test_mono_is_one_unknown_party() -> None:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as writer:
        writer.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
        writer.writeframes(b"\1\0" * RATE_HZ)
    assert decode_audio(buffer.getvalue(), PARTIES, max_duration_s=60).channels == (Channel.UNKNOWN,)


def test_parties_may_be_swapped() -> None:
    swapped = (Channel.AGENT, Channel.CALLER)
    audio = decode_audio(written("WAV"), swapped, max_duration_s=60)
    assert np.abs(audio.channel(Channel.AGENT)).max() > np.abs(audio.channel(Channel.CALLER)).max()


def test_samples_of_a_plain_wav_are_taken_as_they_are() -> None:
    payload = written("WAV")
    expected, _ = soundfile.read(io.BytesIO(payload), dtype="int16")
    assert np.array_equal(decode_audio(payload, PARTIES, max_duration_s=60).samples, expected)
