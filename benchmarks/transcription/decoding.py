"""What decoding takes beside the file and its sound, for long, wide and lying files.

`python -m benchmarks.transcription.decoding`: each file is made, decoded in a process of its own and removed. Extra is
that process's peak without the file, the sound, and what a file of one second takes. `… FILE kept|refused` decodes one
file as a worker does, and fails where something else comes of it.
"""

import io
import struct
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import soundfile

from benchmarks.transcription.measure import measure
from calls.call import Channel
from calls.errors import BadInput
from transcribe.decode import decode_audio
from transcribe.kept_memory import keep_freed_memory

MOST_EXTRA_MIB = 256
MOST_S = 7200.0
_MIB = 1 << 20
_BLOCK_S = 10
_KEPT, _REFUSED = "kept", "refused"


@dataclass(frozen=True, slots=True)
class Subject:
    """`sound_s` at `kept_hz`, stereo: what is decoded of it, before it is refused too. `write` makes the file."""

    name: str
    sound_s: int
    kept_hz: int
    write: Callable[[Path], None]
    ends: str = _KEPT

    @property
    def sound_mib(self) -> float:
        return self.sound_s * self.kept_hz * 4 / _MIB


def sound(container: str, subtype: str, rate_hz: int, seconds: int) -> Callable[[Path], None]:
    """Stereo noise."""

    def write(path: Path) -> None:
        block = _noise(rate_hz, min(seconds, _BLOCK_S))
        with soundfile.SoundFile(str(path), "w", rate_hz, 2, format=container, subtype=subtype) as file:
            for _ in range(max(1, seconds // _BLOCK_S)):
                file.write(block)

    return write


def compressed(container: str, codec: str, rate_hz: int, seconds: int) -> Callable[[Path], None]:
    """Ten seconds of noise by `codec`, over and over."""

    def write(path: Path) -> None:
        with av.open(str(path), "w", format=container) as target:
            stream = target.add_stream(codec, rate=rate_hz, layout="stereo")
            packets = list(_encoded(stream, rate_hz))
            at = 0
            for _ in range(seconds // _BLOCK_S):
                for packet in packets:
                    again = av.Packet(bytes(packet))
                    again.pts = again.dts = at
                    again.time_base, again.stream = packet.time_base, stream
                    at += packet.duration or 0
                    target.mux(again)

    return write


def claiming(hours: int) -> Callable[[Path], None]:
    """A WAV of a second whose header says hours."""

    def write(path: Path) -> None:
        sound("WAV", "PCM_16", 8000, 1)(path)
        payload = bytearray(path.read_bytes())
        payload[40:44] = struct.pack("<I", hours * 3600 * 8000 * 4)
        path.write_bytes(payload)

    return write


def silence(claimed_s: int, seconds: int) -> Callable[[Path], None]:
    """A FLAC of silence, small as a bomb is, that claims another length (36 bits, RFC 9639 §8.2)."""

    def write(path: Path) -> None:
        buffer = io.BytesIO()
        with soundfile.SoundFile(buffer, "w", 8000, 2, format="FLAC") as file:
            for _ in range(seconds // 60):
                file.write(np.zeros((8000 * 60, 2), np.int16))
        flac = bytearray(buffer.getvalue())
        fields = int.from_bytes(flac[18:26], "big")
        flac[18:26] = ((fields >> 36 << 36) | claimed_s * 8000).to_bytes(8, "big")
        path.write_bytes(flac)

    return write


ONE_SECOND = Subject("one second", 1, 8000, sound("WAV", "PCM_16", 8000, 1))
SUBJECTS = (
    Subject("192 kHz WAV of 24 bits, 10 min", 600, 16_000, sound("WAV", "PCM_24", 192_000, 600)),
    Subject("16 kHz WAV, 2 h", 7200, 16_000, sound("WAV", "PCM_16", 16_000, 7200)),
    Subject("8 kHz mu-law WAV, 2 h", 7200, 8000, sound("WAV", "ULAW", 8000, 7200)),
    Subject("16 kHz MP3, almost 2 h", 7056, 16_000, compressed("mp3", "libmp3lame", 16_000, 7000)),
    Subject("48 kHz Opus, almost 2 h", 7000, 16_000, compressed("ogg", "libopus", 48_000, 7000)),
    Subject("a second of WAV, claims 10 h", 0, 8000, claiming(10), _REFUSED),
    Subject("a minute of FLAC, claims 10 h", 0, 8000, silence(36_000, 60), _REFUSED),
    Subject("a minute of FLAC, claims 2 h", 60, 8000, silence(7200, 60), _REFUSED),
    Subject("3 h of silence in FLAC, claims 2 h", 7200, 8000, silence(7200, 10_800), _REFUSED),
)


@dataclass(frozen=True, slots=True)
class Taken:
    """MiB of the file, and of the decoding process at its peak."""

    file_mib: float
    peak_mib: int


def taken_by(subject: Subject, folder: Path) -> Taken:
    """Raises SubjectFailed."""
    path = folder / "sound"
    subject.write(path)
    try:
        command = [sys.executable, "-m", "benchmarks.transcription.decoding", str(path), subject.ends]
        cost = measure(command, threads=1)
        return Taken(path.stat().st_size / _MIB, cost.peak_mb)
    finally:
        path.unlink()


def extra_mib(subject: Subject, taken: Taken, one_second: Taken) -> float:
    return taken.peak_mib - one_second.peak_mib - taken.file_mib - subject.sound_mib


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="hushtape-bench-") as name:
        folder = Path(name)
        one_second = taken_by(ONE_SECOND, folder)
        print(f"{'':36} {'file':>6} {'sound':>6} {'peak':>6} {'extra':>6}   MiB; goal: extra ≤ {MOST_EXTRA_MIB}")
        extras = []
        for subject in SUBJECTS:
            taken = taken_by(subject, folder)
            extras.append(extra_mib(subject, taken, one_second))
            figures = (taken.file_mib, subject.sound_mib, taken.peak_mib, extras[-1])
            print(f"{subject.name:36} " + " ".join(f"{figure:6.0f}" for figure in figures))
    return int(max(extras) > MOST_EXTRA_MIB)


def decode(path: Path) -> str:
    """As a worker does, whose freed memory is kept. Whether the sound is kept or refused."""
    keep_freed_memory()
    try:
        decode_audio(path.read_bytes(), (Channel.CALLER, Channel.AGENT), max_duration_s=MOST_S)
    except BadInput:
        return _REFUSED
    return _KEPT


def _noise(rate_hz: int, seconds: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.random.default_rng(1).normal(0, 0.05, (rate_hz * seconds, 2)).astype(np.float32)


def _encoded(stream: av.AudioStream, rate_hz: int) -> Iterator[av.Packet]:
    pcm = np.ascontiguousarray((_noise(rate_hz, _BLOCK_S) * 32767).astype(np.int16).reshape(1, -1))
    frame = av.AudioFrame.from_ndarray(pcm, format="s16", layout="stereo")
    frame.sample_rate = rate_hz
    context = stream.codec_context
    context.open()
    resampler = av.AudioResampler(context.format.name, "stereo", rate_hz, context.frame_size)
    for piece in [*resampler.resample(frame), None]:
        yield from stream.encode(piece)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        ended = decode(Path(sys.argv[1]))
        sys.exit(None if ended == sys.argv[2] else f"the sound was {ended}")
    else:
        sys.exit(main())
