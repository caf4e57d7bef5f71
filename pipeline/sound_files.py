"""Sound files at the edge: reading recordings of any container, writing WAV."""

import io
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np

from calls.audio import RawAudio, RedactedAudio, Samples
from calls.call import Channel
from calls.errors import BadInput
from pipeline.import_call import channels_of
from pipeline.settings import Settings
from transcribe.decode import check_audio, decode_audio, probe

_A_DAY_S = 86_400.0


def decoder(settings: Settings) -> Callable[[bytes, tuple[Channel, ...]], RawAudio]:
    """Reads imported sound for the spool. The decoder raises UnreadableAudio, AudioTooLong."""

    def decode(payload: bytes, channels: tuple[Channel, ...]) -> RawAudio:
        return decode_audio(payload, channels, max_duration_s=settings.max_audio_minutes * 60)

    return decode


def probe_channels(file: Path, settings: Settings) -> int:
    """How many channels the file's sound has, after reading all of it: a header may lie. Raises UnreadableAudio,
    AudioTooLong, BadInput."""
    return check_audio(_read(file), max_duration_s=settings.max_audio_minutes * 60).n_channels


def read_sound(file: Path, settings: Settings, *, caller_channel: int) -> RawAudio:
    """A recording of the user's own. Raises UnreadableAudio, AudioTooLong, BadInput."""
    payload = _read(file)
    return decoder(settings)(payload, channels_of(probe(payload).n_channels, caller_channel))


def write_wav(path: Path, audio: RedactedAudio) -> None:
    """Raises BadInput when the path cannot be written."""
    try:
        path.write_bytes(_wav(audio.samples, audio.rate_hz))
    except OSError as error:
        raise BadInput(f"{path} cannot be written ({error.strerror})") from error


def flac_to_wav(flac: bytes) -> bytes:
    """Redacted FLAC as 16-bit WAV, sample by sample the same."""
    audio = decode_audio(flac, channels_of(probe(flac).n_channels, 0), max_duration_s=_A_DAY_S)
    return _wav(audio.samples, audio.rate_hz)


def split_channels(stereo: Path, into: Path) -> tuple[Path, Path]:
    """A stereo WAV as two mono ones, caller and agent: what two telephones play."""
    with wave.open(str(stereo), "rb") as reader:
        rate_hz = reader.getframerate()
        samples = np.frombuffer(reader.readframes(reader.getnframes()), dtype="<i2").reshape(-1, 2)
    into.mkdir(parents=True, exist_ok=True)
    paths = (into / "caller.wav", into / "agent.wav")
    for column, path in enumerate(paths):
        path.write_bytes(_wav(samples[:, column : column + 1], rate_hz))
    return paths


def _wav(samples: Samples, rate_hz: int) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as writer:
        writer.setnchannels(samples.shape[1])
        writer.setsampwidth(2)
        writer.setframerate(rate_hz)
        writer.writeframes(np.ascontiguousarray(samples, dtype="<i2").tobytes())
    return buffer.getvalue()


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise BadInput(f"{file.name} cannot be read ({error.strerror})") from error
