"""Sound from elsewhere than the negotiated address never reaches a recording."""

import random
import socket
import struct
import threading
from collections.abc import Iterator

import numpy as np
import pytest

from calls.audio import RawRecording
from calls.call import Channel
from tests.ports import free_ports
from tests.recorder.telephone_lab import BRIDGED_S, TelephoneLab, loud_stretches, result_of, tone, wait_for, write_wav

pytestmark = [pytest.mark.needs_sip, pytest.mark.needs_production_sip]

LOUD = bytes([0x00, 0x80] * 80)
"""20 ms of mu-law at full scale: nothing that a party of ours plays is as loud."""
FOREIGN_LEVEL = 20_000


class Injector:
    """Sends bursts of 50 packets at every port of a range, from two addresses, until it is stopped."""

    def __init__(self, ports: range) -> None:
        self._ports = ports
        self._stop = threading.Event()
        self._random = random.Random(18)
        self._lines = []
        for host in ("127.0.0.1", "127.0.0.2"):
            line = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            line.bind((host, 0))
            self._lines.append(line)
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        while not self._stop.wait(0.05):
            for line in self._lines:
                for port in self._ports:
                    self._burst(line, port)

    def _burst(self, line: socket.socket, port: int) -> None:
        """RFC 3550 §5.1: version 2, payload type 0, one SSRC a burst."""
        ssrc, first = self._random.getrandbits(32), self._random.getrandbits(16)
        for number in range(50):
            header = struct.pack("!BBHII", 0x80, 0, (first + number) & 0xFFFF, 160 * number, ssrc)
            line.sendto(header + LOUD, ("127.0.0.1", port))

    def stop(self) -> None:
        self._stop.set()
        self._thread.join()
        for line in self._lines:
            line.close()


@pytest.fixture
def ports() -> range:
    """Exactly as many as one call needs."""
    return free_ports(6)


@pytest.fixture
def injector(ports: range) -> Iterator[Injector]:
    found = Injector(ports)
    yield found
    found.stop()


@pytest.mark.usefixtures("injector")
def test_F18_bursts_of_foreign_packets_leave_no_sample_and_are_counted(lab: TelephoneLab, ports: range) -> None:
    """They come before the first packet of the parties, too, when pjmedia would follow whoever is first."""
    lab.start_recorder(line={"rtp_ports": f"{ports[0]}-{ports[-1]}"}, most_calls=1)
    beep = ("--play", str(write_wav(lab.home / "beep.wav", tone(1.0, 700))), "--play-after", str(BRIDGED_S))
    agent = lab.agent("--answer", *beep)
    assert result_of(lab.caller(*beep, "--hangup-after", "3.5"))["as_scripted"]
    assert result_of(agent)["answered"]
    recording = lab.spool.open(lab.the_captured_call().call_id)
    assert isinstance(recording, RawRecording)
    for channel in (Channel.CALLER, Channel.AGENT):
        samples = recording.audio.channel(channel)
        assert int(np.abs(samples.astype(int)).max()) < FOREIGN_LEVEL
        heard_ms = sum(end_ms - start_ms for start_ms, end_ms in loud_stretches(samples))
        assert heard_ms == pytest.approx(1000, abs=300)  # on a loaded machine a softphone stumbles
    assert wait_for(lambda: lab.live.counts()[0]["rtp_foreign"]) > 1000
