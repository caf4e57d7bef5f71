"""Keys heard as tones (F19 in band): how many are muted whole, how often speech is: `make bench-tones`.

Tones at the edges of what receivers must take (ITU-T Q.24), in noise, through mu-law, cut into chunks anywhere; speech
is every channel of the fixtures, played at eleven speeds so that pitch and formants fall elsewhere each time. Exits 1
when a goal was missed.
"""

import sys
import time
import wave
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from recorder.inband_dtmf import HIGHER_HZ, LOWER_HZ, RATE_HZ, Samples, ToneGuard

FIXTURES = Path(__file__).resolve().parents[1] / "audio_fixtures"
SPEEDS = np.linspace(0.75, 1.25, 11)
TRIALS = 320
CASES = (  # ms, share of the frequency off, twist in dB, amplitude, signal to noise in dB
    (40, 0.015, (-8.0, 4.0), 3000, 30),
    (40, 0.015, (-8.0, 4.0), 3000, 15),
    (50, 0.015, (-8.0, 4.0), 400, 20),
    (100, 0.015, (-8.0, 4.0), 3000, 12),
)
GOAL_WHOLE, GOAL_FALSE_AN_HOUR = 0.999, 1.0


def main() -> int:
    draw = np.random.default_rng(19)
    print(f"{'tone ms':>7} {'off %':>6} {'level':>6} {'noise dB':>8} {'muted whole':>12}")
    worst = 1.0
    for ms, off, twist_db, level, noise_db in CASES:
        whole = np.mean([_is_muted(draw, ms, off, twist_db, level, noise_db) for _ in range(TRIALS)])
        print(f"{ms:7} {100 * off:6.1f} {level:6} {noise_db:8} {100 * whole:11.1f} %")
        worst = min(worst, float(whole))
    hours, false, cpu_s = _talk_off()
    print(
        f"speech: {hours:.2f} h, {false} false mutes ({false / hours:.2f} an hour), "
        f"{100 * cpu_s / (3600 * hours):.4f} % of a core a channel"
    )
    good = worst >= GOAL_WHOLE and false / hours <= GOAL_FALSE_AN_HOUR
    print("all goals met" if good else f"MISSED: goals {100 * GOAL_WHOLE} % whole, {GOAL_FALSE_AN_HOUR} an hour")
    return 0 if good else 1


def _is_muted(
    draw: np.random.Generator, ms: int, off: float, twist_db: tuple[float, float], level: int, noise_db: int
) -> bool:
    at_s = np.arange(ms * RATE_HZ // 1000) / RATE_HZ
    lower, higher = (draw.choice(group) * (1 + draw.uniform(-off, off)) for group in (LOWER_HZ, HIGHER_HZ))
    ratio = 10 ** (draw.uniform(*twist_db) / 20)
    tone = level * (_wave(draw, lower, at_s) + ratio * _wave(draw, higher, at_s))
    sound = draw.normal(0, np.sqrt(np.mean(tone**2)) * 10 ** (-noise_db / 20), 2 * RATE_HZ)
    begin = int(draw.integers(RATE_HZ // 4, RATE_HZ))
    sound[begin : begin + len(tone)] += tone
    guard, through = ToneGuard(), b""
    cuts = np.cumsum(draw.integers(2000, 6500, 8))
    for piece in np.split(_through_mu_law(sound), cuts[cuts < len(sound)]):
        through += guard.take(piece.tobytes())
    heard = np.frombuffer(through + guard.finish(), dtype="<i2")
    return not heard[begin : begin + len(tone)].any()


def _wave(draw: np.random.Generator, hz: float, at_s: NDArray[np.float64]) -> NDArray[np.float64]:
    sine: NDArray[np.float64] = np.sin(2 * np.pi * hz * at_s + draw.uniform(0, 2 * np.pi))
    return sine


def _through_mu_law(sound: NDArray[np.float64]) -> Samples:
    """What 8 bits of ITU-T G.711 leave of it."""
    magnitude = np.minimum(np.abs(sound), 32_635).astype(np.int64) + 132
    exponent = np.clip(np.floor(np.log2(magnitude)).astype(np.int64) - 7, 0, 7)
    kept = ((((magnitude >> (exponent + 3)) & 0xF) << 3) + 132 << exponent) - 132
    return np.where(sound < 0, -kept, kept).astype("<i2")


def _talk_off() -> tuple[float, int, float]:
    """Hours of speech heard, tones found in it, CPU seconds spent."""
    n_samples = false = 0
    began_s = time.process_time()
    for speech, speed in product(_speech(), SPEEDS):
        sound = np.interp(np.arange(0, len(speech) - 1, speed), np.arange(len(speech)), speech).astype("<i2")
        guard = ToneGuard()
        for at in range(0, len(sound), RATE_HZ // 2):
            guard.take(sound[at : at + RATE_HZ // 2].tobytes())
        guard.finish()
        n_samples += len(sound)
        false += guard.tones
    return n_samples / RATE_HZ / 3600, false, time.process_time() - began_s


def _speech() -> Iterator[Samples]:
    for path in sorted(FIXTURES.glob("*.wav")):
        with wave.open(str(path), "rb") as file:
            sound = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2").reshape(-1, file.getnchannels())
        yield from (sound[:, channel] for channel in range(sound.shape[1]))


if __name__ == "__main__":
    sys.exit(main())
