"""What bad telephone lines do to one party's sound, the same each time: noise, lost packets, too quiet, too loud.

Sound is int16 [n_samples] at 8 kHz, before and after as mu-law carries it; its length does not change.
"""

from collections.abc import Callable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from audio_fixtures.g711 import Samples, mulaw_decode, mulaw_encode
from audio_fixtures.telephone import RATE_HZ
from calls.audio import RawAudio
from calls.call import Channel
from calls.transcript import Transcript
from transcribe.transcribe_call import CallTranscriber

Worsen = Callable[[Samples], Samples]
PACKET_MS = 20
_PACKET = RATE_HZ * PACKET_MS // 1000
_SEED = 5
_SPEAKS_ABOVE = 0.1
"""Of the loudest packet's level: what is quieter is a pause."""


def as_it_is(samples: Samples) -> Samples:
    return samples


def with_noise(samples: Samples, level: float) -> Samples:
    """White noise of this root mean square under all of it, the pauses too."""
    return _over_mulaw(samples + np.random.default_rng(_SEED).normal(0, level, len(samples)))


def with_noise_below(samples: Samples, snr_db: float) -> Samples:
    """White noise so many dB below the speech."""
    return with_noise(samples, speech_level(samples) * 10 ** (-snr_db / 20))


def speech_level(samples: Samples) -> float:
    """Root mean square of the packets in which somebody speaks."""
    power = (_packets(samples).astype(np.float64) ** 2).mean(axis=1)
    return float(np.sqrt(power[power > _SPEAKS_ABOVE**2 * power.max()].mean()))


def with_losses(samples: Samples, share: float, *, concealed: bool = False) -> Samples:
    """Packets of 20 ms lost by chance: silence, or `concealed` by the one before, half as loud each time it is used."""
    packets = _packets(samples)
    for number in np.flatnonzero(are_lost(len(samples), share)):
        packets[number] = packets[number - 1] // 2 if concealed and number else 0
    return packets.reshape(-1)[: len(samples)]


def are_lost(n_samples: int, share: float) -> NDArray[np.bool_]:
    """Which packets `with_losses` loses: bool [n_packets]."""
    return np.random.default_rng(_SEED).random(-(-n_samples // _PACKET)) < share


def louder(samples: Samples, gain_db: float) -> Samples:
    """So many dB louder, clipped at full scale; quieter where they are negative."""
    return _over_mulaw(samples * 10 ** (gain_db / 20))


def heard_on_each(
    transcriber: CallTranscriber, spoken: Mapping[str, Samples], conditions: Mapping[str, Worsen]
) -> Iterator[tuple[str, str, Transcript]]:
    """Each voice's sound on each line, as one channel of an unknown party: (voice, condition, what was heard)."""
    for voice, samples in spoken.items():
        for condition, worsen in conditions.items():
            audio = RawAudio(worsen(samples)[:, None], RATE_HZ, (Channel.UNKNOWN,))
            yield voice, condition, transcriber.transcribe(audio)


def _packets(samples: Samples) -> Samples:
    """A copy, [n_packets, samples of one], the last one filled with silence."""
    return np.pad(samples, (0, -len(samples) % _PACKET)).reshape(-1, _PACKET).copy()


def _over_mulaw(wave: NDArray[np.float64]) -> Samples:
    return mulaw_decode(mulaw_encode(np.clip(np.round(wave), -32768, 32767).astype(np.int16)))
