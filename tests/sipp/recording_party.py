"""A recording client (RFC 7866) played by SIPp, with numbered sound on its lines: what is recorded says whose it is."""

import secrets
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.recorder.telephone_lab import wait_for
from tests.sipp.sipp_party import Ladder, SippParty
from tests.telephones.messages import compose
from tests.telephones.numbered_sound import numbered
from tests.telephones.voices import Voice, Voices

BOUNDARY = "one-recording"
"""As the scenarios say."""


@dataclass(frozen=True, slots=True)
class Stream:
    """An `m=` line; `number` is what its sound says."""

    number: int
    label: str | None


class RecordingParty:
    """One session, once it is started. It stays as it is until `go_on` lets the scenario take its next step."""

    def __init__(self, folder: Path, recorder_port: int) -> None:
        self._folder, self._recorder_port = folder, recorder_port
        self._name = secrets.token_hex(6)
        self._voices = Voices()
        self._voice_of: dict[Stream, Voice] = {}
        self._sipp: SippParty | None = None
        self._tcp = False
        self._steps = 0

    def body(self, streams: Sequence[Stream], metadata: bytes, *, kind: str = "application/rs-metadata+xml") -> bytes:
        """An INVITE's: SDP, with a port of ours for each stream, and metadata (RFC 7866 §9.1)."""
        parts = [
            b"Content-Type: application/sdp\r\n\r\n" + self.sdp(streams),
            f"Content-Type: {kind}\r\nContent-Disposition: recording-session\r\n\r\n".encode() + metadata,
        ]
        mark = f"--{BOUNDARY}".encode()
        return b"".join(mark + b"\r\n" + part + b"\r\n" for part in parts) + mark + b"--\r\n"

    def sdp(self, streams: Sequence[Stream], *, direction: str = "sendonly") -> bytes:
        """As long as session border controllers write them."""
        head = "v=0\r\no=client 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
        return (head + "".join(self._line(stream, direction) for stream in streams)).encode()

    def start(
        self, scenario: str, files: Mapping[str, bytes], *, asks: str = "Require: siprec", tcp: bool = False
    ) -> None:
        self._tcp = tcp
        target = (f"127.0.0.1:{self._recorder_port}", "-t", "t1" if tcp else "u1")
        named = ("-cid_str", f"{self._name}-%u@sipp", "-key", "asks", asks)
        self._sipp = SippParty(scenario, self._folder, *target, *named, files=files)

    def speak(self, *streams: Stream) -> None:
        """To where the scenario logs, where it rests next, that sound is wanted of these."""
        sipp = self._started
        ports = wait_for(lambda: sipp.logged()[self._steps :])[0].split()
        for stream, port in zip(streams, ports, strict=True):
            self._voice_of[stream].speak_to(("127.0.0.1", int(port)))
            self._voices.add(self._voice_of[stream])

    def fall_silent(self, stream: Stream) -> None:
        self._voices.remove(self._voice_of.pop(stream))

    def go_on(self) -> None:
        """To the next step, once the scenario rests: it logs a line wherever it does."""
        sipp = self._started
        wait_for(lambda: len(sipp.logged()) > self._steps)
        self._steps += 1
        sent_by = f"SIP/2.0/{'TCP' if self._tcp else 'UDP'} 127.0.0.1:9;branch=z9hG4bK{secrets.token_hex(6)}"
        headers = [
            ("Via", sent_by),
            ("From", "<sip:test@127.0.0.1>;tag=1"),
            ("To", "<sip:client@127.0.0.1>"),
            ("Call-ID", f"{self._name}-1@sipp"),
            ("CSeq", "1 OPTIONS"),
        ]
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM if self._tcp else socket.SOCK_DGRAM) as line:
            line.connect(("127.0.0.1", sipp.port))
            line.sendall(compose("OPTIONS sip:client@127.0.0.1 SIP/2.0", headers))

    def finished(self) -> Ladder:
        return self._started.finished()

    def close(self) -> None:
        """Twice is no error."""
        self._voices.close()
        for voice in self._voice_of.values():
            voice.close()
        if self._sipp is not None:
            self._sipp.close()

    @property
    def _started(self) -> SippParty:
        assert self._sipp is not None
        return self._sipp

    def _line(self, stream: Stream, direction: str) -> str:
        voice = self._voice_of.get(stream) or Voice(sound=numbered(stream.number))
        self._voice_of[stream] = voice
        label = f"a=label:{stream.label}\r\n" if stream.label else ""
        more = "".join(f"a=X-border:{part:02}{'0' * 60}\r\n" for part in range(9))
        return f"m=audio {voice.port} RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n{more}a={direction}\r\n{label}"
