"""A party's clock, told from sound of which it is known by what clock it was sent."""

import random

import pytest

from recorder.capture import LOOK_EVERY_S
from recorder.clock_drift import GOOD_TO_MS, ClockDrift, Received

PACKET_MS = 20


def looked_at(
    clock: ClockDrift, *, ppm: float, looks: int, from_s: float = 1000.0, before_ms: float = 0.0, ran_dry: int = 4
) -> None:
    """Whole packets of a clock that is so much fast, each up to 5 ms late on its way."""
    late_s = random.Random(7)
    for number in range(looks):
        at_s = from_s + number * LOOK_EVERY_S + late_s.uniform(0, 0.02)
        arrived_ms = (at_s - late_s.uniform(0, 0.005) - 1000.0) * 1000 * (1 + ppm / 1e6)
        clock.look(at_s, Received(ran_dry=ran_dry, sent_ms=before_ms + arrived_ms // PACKET_MS * PACKET_MS))


@pytest.mark.parametrize(
    ("ppm", "minutes", "expected_ms"),
    [(0, 10, 0), (100, 25, 150), (-100, 25, -150), (50, 120, 360), (1000, 1, 60), (0, 0.2, 0)],
)
def test_the_drift_is_what_the_clock_gained_or_lost_in_the_call(ppm: float, minutes: float, expected_ms: int) -> None:
    clock = ClockDrift()
    looked_at(clock, ppm=ppm, looks=int(minutes * 60 / LOOK_EVERY_S))
    assert clock.drift_ms(minutes * 60) == pytest.approx(expected_ms, abs=GOOD_TO_MS)


def test_a_pause_in_what_was_sent_is_no_drift() -> None:
    clock = ClockDrift()
    looked_at(clock, ppm=0, looks=40)
    looked_at(clock, ppm=0, looks=40, from_s=1200.0, before_ms=-30_000, ran_dry=3004)
    assert clock.drift_ms(320) == pytest.approx(0, abs=GOOD_TO_MS)


def test_stretches_between_pauses_tell_the_clock_together() -> None:
    clock = ClockDrift()
    for number in range(10):
        looked_at(clock, ppm=100, looks=40, from_s=1000.0 + 130 * number, before_ms=-500 * number, ran_dry=number)
    assert clock.drift_ms(1300) == pytest.approx(130, abs=GOOD_TO_MS)
    assert clock.drift_ms(3600) is None  # too little of it was heard to tell


@pytest.mark.parametrize("looks", [0, 1, 2])
def test_of_a_few_seconds_no_drift_is_told(looks: int) -> None:
    clock = ClockDrift()
    looked_at(clock, ppm=100, looks=looks)
    assert clock.drift_ms(8.0) is None


def test_a_codec_whose_packets_do_not_tell_has_no_drift() -> None:
    clock = ClockDrift()
    for at_s in range(0, 600, 2):
        clock.look(at_s, Received(sent_ms=None))
    assert clock.drift_ms(600) is None


def test_streams_that_are_over_count_on() -> None:
    before, after = Received(40, 4, 1000.0), Received(10, 1, 500.0)
    assert before.and_then(after) == Received(50, 5, 1500.0)
    assert Received(40, 4, None).and_then(after) == Received(50, 5, 500.0)
    assert before.and_then(Received(10, 1, None)).sent_ms is None
