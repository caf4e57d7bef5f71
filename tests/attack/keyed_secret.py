"""A card number keyed in by RFC 4733, by INFO and in band (F19): it must not be anywhere afterwards."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable

import numpy as np
from numpy.typing import NDArray

from audio_fixtures.g711 import mulaw_encode
from calls.audio import RawRecording
from calls.call import Channel
from calls.errors import HushtapeError
from tests.attack.field import Field
from tests.attack.good_calls import until
from tests.attack.onslaught import Volley
from tests.canary_scanner.needles import Needles
from tests.canary_scanner.positive_controls import prove_scanner
from tests.canary_scanner.scan import scan
from tests.recorder.telephone_lab import NOTICE_S
from tests.telephones.callers import Script, Talk
from tests.telephones.voices import FRAME_SAMPLES, Sound

ROWS_HZ, COLUMNS_HZ = (697, 770, 852, 941), (1209, 1336, 1477, 1633)
_PAD = ("123A", "456B", "789C", "*0#D")
PRESS_S, GAP_S = 0.1, 0.1
RATE_HZ = 8000
Way = Callable[[Talk, str], Awaitable[None]]


async def key_in(ground: Field) -> tuple[Volley, list[str]]:
    """Three more callers key in a number each, another way each."""
    ground.agents.most = None
    ways = (_by_event, _by_info, _in_band)
    numbers = ["".join(secrets.choice("012345678") for _ in range(16)) for _ in ways]

    def script(way: Way, number: str) -> Script:
        async def follow(talk: Talk) -> None:
            await asyncio.sleep(NOTICE_S + 0.5)
            await way(talk, number)
            await asyncio.sleep(0.5)

        return follow

    scripts = [script(way, number) for way, number in zip(ways, numbers, strict=True)]
    placed = await asyncio.gather(*(ground.callers.place(one, user="+12125550148") for one in scripts))
    faults = [f"a keying caller heard {one.code}" for one in placed if one.code != 200]
    await ground.good.end()
    await until(lambda: not ground.lab.live.list())
    return Volley(len(ways) * 16, 0), faults + _found(ground, numbers)


async def _by_event(talk: Talk, number: str) -> None:
    for key in number:
        talk.voice.press(key)
        await asyncio.sleep(PRESS_S + 2 * GAP_S)


async def _by_info(talk: Talk, number: str) -> None:
    for key in number:
        await talk.press_by_info(key)
        await asyncio.sleep(GAP_S)


async def _in_band(talk: Talk, number: str) -> None:
    usual = talk.voice.sound
    talk.voice.sound = tones(number)
    await asyncio.sleep(len(number) * (PRESS_S + GAP_S) + GAP_S)
    talk.voice.sound = usual


def tones(number: str) -> Sound:
    """ITU-T Q.23 pairs of 100 ms with 100 ms of silence, from the first frame asked for."""
    pieces = [piece for key in number for piece in (tone_pair(key), np.zeros(round(GAP_S * RATE_HZ), np.int16))]
    codes = mulaw_encode(np.concatenate(pieces)).tobytes()
    frames = iter(range(0, len(codes), FRAME_SAMPLES))

    def sound(_number: int) -> bytes:
        at = next(frames, len(codes))
        return codes[at : at + FRAME_SAMPLES].ljust(FRAME_SAMPLES, b"\xff")

    return sound


def tone_pair(key: str) -> NDArray[np.int16]:
    row = next(row for row, keys in enumerate(_PAD) if key in keys)
    at_s = np.arange(round(PRESS_S * RATE_HZ)) / RATE_HZ
    both = sum(np.sin(2 * np.pi * hz * at_s) for hz in (ROWS_HZ[row], COLUMNS_HZ[_PAD[row].index(key)]))
    return (5000 * np.asarray(both)).astype(np.int16)


def _found(ground: Field, numbers: list[str]) -> list[str]:
    folders = [ground.lab.home, ground.lab.ram_dir]
    needles = Needles.of_text("keyed", *numbers)
    report, proof = scan(folders, needles), prove_scanner(folders, needles)
    faults = [f"{label} in {haystack}" for haystack, label in report.found]
    faults += [] if proof.holds else ["the scan is void"]
    log = ground.recorder.log()
    faults += ["keyed digits in the log" for number in numbers if number in log]
    heard = [heard_keys(recording.audio.channel(Channel.CALLER)) for recording in _recordings(ground)]
    return faults + [f"{len(keys)} tones can be heard in a recording" for keys in heard if len(keys) >= 3]


def _recordings(ground: Field) -> list[RawRecording]:
    opened = []
    for captured in ground.lab.spool.waiting():
        try:
            recording = ground.lab.spool.open(captured.call_id)
        except HushtapeError:
            continue
        if isinstance(recording, RawRecording):
            opened.append(recording)
    return opened


def heard_keys(samples: NDArray[np.int16]) -> str:
    """Keys whose tone pair holds most of a 20 ms frame's energy in two frames running."""
    frames = samples[: len(samples) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES).astype(float)
    at_s = np.arange(FRAME_SAMPLES) / RATE_HZ
    waves = {hz: np.exp(-2j * np.pi * hz * at_s) for hz in (*ROWS_HZ, *COLUMNS_HZ)}
    power = {hz: 2 * np.abs(frames @ wave) ** 2 / FRAME_SAMPLES for hz, wave in waves.items()}
    energy = np.maximum((frames**2).sum(axis=1), 1e6)
    rows, columns = np.stack([power[hz] for hz in ROWS_HZ]), np.stack([power[hz] for hz in COLUMNS_HZ])
    is_key = rows.max(axis=0) + columns.max(axis=0) > 0.8 * energy
    keys = [_PAD[row][column] for row, column in zip(rows.argmax(axis=0), columns.argmax(axis=0), strict=True)]
    told = ""
    for index in range(1, len(keys)):
        begins = is_key[index] and is_key[index - 1] and not (index > 1 and is_key[index - 2])
        told += keys[index] if begins else ""
    return told
