"""Sound files to samples: WAV, FLAC, MP3, Opus, M4A, bounded while decoding, never trusting a header.

The only file that imports av (PyAV). The container is told by its first bytes and named to the decoder, so that no
playlist or network format is ever tried. What a header claims is checked twice: a claim beyond the limit is refused
at once, and what is decoded must be what was claimed.
"""

import io
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import av
import numpy as np

from calls.audio import RawAudio
from calls.call import Channel
from calls.errors import AudioTooLong, UnreadableAudio

NARROW_HZ, WIDE_HZ = 8000, 16_000
_MEDIA_KINDS = {"wav": "WAV", "flac": "FLAC", "mp3": "MP3", "ogg": "Ogg", "mov": "M4A"}
_GUESSES_ITS_LENGTH = frozenset({"mp3"})
_LENGTH_SLACK_S = 1.0
_LENGTH_SLACK = 0.02
_HIGHEST_RATE_HZ = 768_000
_PACKET_BYTES = "65536"
"""How much of a WAV is read at once: 4,096 bytes by itself, which makes a two-hour call 100,000 frames."""
_MOST_MOV_SAMPLES = 2_000_000
"""Frames of sound that an M4A may list: ten hours of 20 ms are 1,800,000. FFmpeg indexes all of them when it opens the
file, 24 bytes each, whether they are there or not."""
_MOV_COUNTS = {b"stsz": 12, b"stz2": 12, b"trun": 8}
"""Boxes that list frames, and where behind its name each says how many (ISO/IEC 14496-12, 8.7.3 and 8.8.8)."""
_HINT = "play it in an audio editor and export it again as WAV or FLAC"


@dataclass(frozen=True, slots=True)
class SoundFacts:
    """What a file's header claims; nothing of it is believed before it is decoded. `duration_ms` None: not said."""

    container: str
    codec: str
    rate_hz: int
    n_channels: int
    duration_ms: int | None


def probe(payload: bytes) -> SoundFacts:
    """What the header claims, without decoding. Raises UnreadableAudio."""
    kind = _kind_of(payload)
    _check_container(payload, kind)
    with _opened(payload, kind) as container:
        return _facts(container, kind)


def decode_audio(payload: bytes, channels: tuple[Channel, ...], *, max_duration_s: float) -> RawAudio:
    """The file as int16 at 8 kHz (if it has no more) or 16 kHz. Stereo: one party a channel, in the order of
    `channels`; mono: one channel, UNKNOWN.

    Raises UnreadableAudio (empty, corrupt, lying, unsupported), AudioTooLong. Beyond the file and its sound takes a few
    megabytes, whatever the header says (`make bench-decoding`).
    """
    pcm = bytearray()
    facts = _decode(payload, pcm.extend, max_duration_s)
    samples = np.frombuffer(pcm, np.int16).reshape(-1, facts.n_channels)
    return RawAudio(samples, _kept_rate_hz(facts), (Channel.UNKNOWN,) if facts.n_channels == 1 else channels[:2])


def check_audio(payload: bytes, *, max_duration_s: float) -> SoundFacts:
    """Decodes all of the file and keeps nothing of it: what its header claims is so. Raises as `decode_audio`."""
    return _decode(payload, lambda _: None, max_duration_s)


def _decode(payload: bytes, keep: Callable[[memoryview], None], max_duration_s: float) -> SoundFacts:
    """The sound goes to `keep` piece by piece, int16 [n_samples, n_channels] as bytes. Raises as `decode_audio`."""
    kind = _kind_of(payload)
    _check_container(payload, kind)
    with _opened(payload, kind) as container:
        facts = _facts(container, kind)
        if facts.duration_ms is None or kind in _GUESSES_ITS_LENGTH:
            _count_packets(payload, kind, max_duration_s)
        else:
            _check_limit(facts.duration_ms / 1000, max_duration_s)
        bytes_a_second = _kept_rate_hz(facts) * facts.n_channels * 2
        most_bytes = int(_most_seconds(facts, kind, max_duration_s) * bytes_a_second)
        n_bytes = 0
        for piece in _pieces(container, facts):
            n_bytes += len(piece)
            if n_bytes > most_bytes:
                _check_limit(n_bytes / bytes_a_second, max_duration_s)
                raise UnreadableAudio("the file holds more sound than it says", hint=_HINT)
            keep(piece)
    _check_decoded(n_bytes / bytes_a_second, facts, kind)
    return facts


def _kept_rate_hz(facts: SoundFacts) -> int:
    return NARROW_HZ if facts.rate_hz <= NARROW_HZ else WIDE_HZ


def _kind_of(payload: bytes) -> str:
    """The container by its first bytes; anything else is not tried."""
    if not payload:
        raise UnreadableAudio("the file is empty", hint="send the recording itself")
    head = payload[:12]
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return "wav"
    if head[:4] == b"fLaC":
        return "flac"
    if head[:4] == b"OggS":
        return "ogg"
    if head[4:8] == b"ftyp":
        return "mov"
    if head[:3] == b"ID3" or (head[0] == 0xFF and len(head) > 1 and head[1] & 0xE6 == 0xE2):
        return "mp3"
    raise UnreadableAudio("this is no audio file that can be read", hint="WAV, FLAC, MP3, Opus and M4A can")


def _check_container(payload: bytes, kind: str) -> None:
    """What must not wait until FFmpeg has opened the file."""
    if kind == "wav":
        _check_wav_length(payload)
    if kind == "mov":
        _check_mov_counts(payload)


def _check_mov_counts(payload: bytes) -> None:
    for name, behind in _MOV_COUNTS.items():
        at = payload.find(name)
        while at >= 0:
            count = payload[at + behind : at + behind + 4]
            if len(count) == 4 and int.from_bytes(count) > _MOST_MOV_SAMPLES:
                raise UnreadableAudio("the M4A lists more frames than any recording has", hint=_HINT)
            at = payload.find(name, at + 4)


def _check_wav_length(payload: bytes) -> None:
    """A WAV's chunks must fill the file exactly; a data chunk that claims more or less is a lie."""
    at, has_data = 12, False
    while at + 8 <= len(payload):
        name, size = struct.unpack_from("<4sI", payload, at)
        if not all(32 <= letter < 127 for letter in name):
            raise UnreadableAudio("the WAV says it is shorter than it is", hint=_HINT)
        has_data = has_data or (name == b"data" and size > 0)
        at += 8 + size + size % 2
    if at > len(payload) + 1:  # one: the pad byte after an odd last chunk is often left out
        raise UnreadableAudio("the WAV says it is longer than it is", hint=_HINT)
    if not has_data:
        raise UnreadableAudio("the WAV holds no samples", hint="send a recording with sound in it")


def _opened(payload: bytes, kind: str) -> Any:
    try:
        return av.open(io.BytesIO(payload), format=kind, metadata_errors="replace", options={"max_size": _PACKET_BYTES})
    except (av.FFmpegError, ValueError, OSError) as error:
        raise UnreadableAudio(f"the {_MEDIA_KINDS[kind]} file cannot be read", hint=_HINT) from error


def _facts(container: Any, kind: str) -> SoundFacts:
    streams = container.streams.audio
    if not streams:
        raise UnreadableAudio("the file holds no sound", hint=_HINT)
    stream = streams[0]
    if stream.codec_context is None:
        raise UnreadableAudio("its sample format cannot be read", hint=_HINT)
    rate_hz, n_channels = stream.codec_context.sample_rate or 0, stream.codec_context.channels or 0
    if not 0 < rate_hz <= _HIGHEST_RATE_HZ:
        raise UnreadableAudio(f"a sample rate of {rate_hz} Hz cannot be read", hint=_HINT)
    if n_channels not in (1, 2):
        raise UnreadableAudio(
            f"the file has {n_channels} channels", hint="one or two can be read: mono, or one party a channel"
        )
    seconds = container.duration / av.time_base if container.duration else None
    if stream.duration and stream.time_base:
        seconds = float(stream.duration * stream.time_base)
    return SoundFacts(
        kind, stream.codec_context.name, rate_hz, n_channels, None if seconds is None else round(seconds * 1000)
    )


def _count_packets(payload: bytes, kind: str, max_duration_s: float) -> None:
    """Where the header does not say how long the sound is: add the packets up, without decoding one."""
    seconds = 0.0
    with _opened(payload, kind) as container:
        try:
            for packet in container.demux(audio=0):
                seconds += float((packet.duration or 0) * packet.time_base) if packet.time_base else 0.0
                _check_limit(seconds, max_duration_s)
        except (av.FFmpegError, ValueError) as error:
            raise UnreadableAudio("the file is damaged: it cannot be decoded", hint=_HINT) from error


def _check_limit(seconds: float, max_duration_s: float) -> None:
    if seconds > max_duration_s:
        raise AudioTooLong(
            f"the recording lasts more than the limit of {max_duration_s / 60:g} minutes",
            hint="split it, or raise the limit in the settings",
        )


def _most_seconds(facts: SoundFacts, kind: str, max_duration_s: float) -> float:
    """How much is decoded at most: what the header claims and a little, and never more than the limit."""
    if facts.duration_ms is None or kind in _GUESSES_ITS_LENGTH:
        return max_duration_s
    claimed_s = facts.duration_ms / 1000
    return min(max_duration_s, claimed_s * (1 + _LENGTH_SLACK) + _LENGTH_SLACK_S)


def _pieces(container: Any, facts: SoundFacts) -> Iterator[memoryview]:
    """The sound at the kept rate, a decoded frame at a time. Raises UnreadableAudio."""
    rate_hz = _kept_rate_hz(facts)
    layout = "mono" if facts.n_channels == 1 else "stereo"
    resampler = av.AudioResampler(format="s16", layout=layout, rate=rate_hz)
    try:
        for frame in _frames(container, facts):
            is_ready = frame.format.name == "s16" and facts.rate_hz == rate_hz
            yield from map(_bytes_of, [frame] if is_ready else resampler.resample(frame))
        yield from map(_bytes_of, resampler.resample(None))
    except (av.FFmpegError, ValueError, MemoryError) as error:
        raise UnreadableAudio("the file is damaged: it cannot be decoded", hint=_HINT) from error


def _bytes_of(frame: Any) -> memoryview:
    """The samples of an interleaved frame, without what its buffer holds after them."""
    return memoryview(frame.planes[0])[: frame.samples * len(frame.layout.channels) * frame.format.bytes]


def _frames(container: Any, facts: SoundFacts) -> Iterator[Any]:
    """Decoded frames of the first audio stream, whose rate and channels must not change on the way."""
    for frame in container.decode(audio=0):
        if frame.sample_rate != facts.rate_hz or len(frame.layout.channels) != facts.n_channels:
            raise UnreadableAudio("the file changes its rate or channels on the way", hint=_HINT)
        if frame.format.name.startswith(("flt", "dbl")) and not np.isfinite(frame.to_ndarray()).all():
            raise UnreadableAudio("the file holds samples that are no numbers", hint=_HINT)
        yield frame


def _check_decoded(seconds: float, facts: SoundFacts, kind: str) -> None:
    if seconds == 0:
        raise UnreadableAudio("the file holds no samples", hint="send a recording with sound in it")
    if facts.duration_ms is None or kind in _GUESSES_ITS_LENGTH:
        return
    claimed_s = facts.duration_ms / 1000
    if seconds < claimed_s * (1 - _LENGTH_SLACK) - _LENGTH_SLACK_S:
        raise UnreadableAudio("the file ends before it should: it is cut off", hint=_HINT)
