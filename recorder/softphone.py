"""A scripted party on the telephone, for the demo and the tests: `python -m recorder.softphone --help`.

Plays a WAV, presses keys, hangs up, each so many seconds after its own sound came up. The recorder answers the caller
as soon as the agent has answered, so both parties' clocks start within 50 ms of each other: two WAVs cut from one
stereo file stay in step when both are given the same `--play-after` (the notice's length and a little more).
The result is one line of JSON a call on stdout; exit status 0 when the call ended as scripted.
"""

import argparse
import json
import signal
import sys
import time
from pathlib import Path

from calls.consent import Means
from calls.errors import HushtapeError, RecorderError
from recorder.invite import Invite
from recorder.record_awareness import told_in
from recorder.sip_call import SipCall
from recorder.sip_endpoint import SipEndpoint
from recorder.sip_events import Answered, Direction, Ended, Event, KeyPressed, MediaReady, OfferRefused, Updated
from recorder.sip_line import CODECS, PLAIN_LINE, SipLine, Srtp, Tls
from recorder.sip_sound import FilePlayer, FileRecorder, connect

OFFERS = ("prefer", "reinvite", "update")
AGAIN_AFTER_S = 0.2
"""While another offer is under way none can be made (RFC 3261 §14.1); ours is made that much later."""


class Party:
    """One call of a scripted party."""

    def __init__(self, call: SipCall, script: argparse.Namespace) -> None:
        self._call: SipCall | None = call
        self._script = script
        self._player: FilePlayer | None = None
        self._recorder: FileRecorder | None = None
        self._began_s = time.monotonic()
        self._sound_at_s: float | None = None
        self._todo = _todo(script)
        self._offered: tuple[str, str] | None = None
        """What was offered last."""
        self.answered = False
        self.hung_up_ourselves = False
        self.keys_heard = ""
        self.told: list[str] = []
        """What the other side said that it does with our sound, each time that it changed."""
        self.last_code: int | None = None
        call.on_event = self._hear

    @property
    def done(self) -> bool:
        return self.last_code is not None

    def step(self, now_s: float) -> None:
        """Do what has come due since the sound came up; give up ringing when told to."""
        cancel_after_s = self._script.cancel_after
        if cancel_after_s is not None and not self.answered and now_s - self._began_s >= cancel_after_s:
            self._hang_up()
        while self._sound_at_s is not None and self._todo and self._todo[0][0] <= now_s - self._sound_at_s:
            _, verb, argument = self._todo.pop(0)
            try:
                self._act(verb, argument)
            except RecorderError:
                if verb not in OFFERS:
                    raise
                self._put_off(now_s, verb, argument)
            else:
                self._offered = (verb, argument) if verb in OFFERS else self._offered

    def _put_off(self, now_s: float, verb: str, argument: str) -> None:
        if self._sound_at_s is not None:
            self._todo = sorted([(now_s - self._sound_at_s + AGAIN_AFTER_S, verb, argument), *self._todo])

    def ended_well(self) -> bool:
        script = self._script
        if not self.done:
            return False
        if script.expect_code is not None:
            return bool(self.last_code == script.expect_code)
        if script.busy or script.silent:
            return True
        return self.answered and (script.hangup_after is None or self.hung_up_ourselves)

    def result(self) -> dict[str, object]:
        return {
            "state": "ended" if self.done else "gave_up",
            "code": self.last_code,
            "answered": self.answered,
            "keys_heard": self.keys_heard,
            "told": self.told,
            "as_scripted": self.ended_well(),
        }

    def _hear(self, event: Event) -> None:
        match event:
            case Answered():
                self.answered = True
            case MediaReady():
                self._sound_up()
            case KeyPressed(key, _):
                self.keys_heard += key
            case Updated(message):
                self._hear_what_is_recorded(message)
            case OfferRefused() if self._offered is not None:
                self._put_off(time.monotonic(), *self._offered)
            case Ended(code):
                self._end(code)

    def _sound_up(self) -> None:
        if self._call is None or not self._call.has_sound:
            return
        if self._sound_at_s is None:
            self._sound_at_s = time.monotonic()
            if self._script.record:
                self._recorder = FileRecorder(self._script.record)
        if self._recorder is not None:
            connect(self._call, self._recorder)
        if self._player is not None:
            connect(self._player, self._call)

    def _hear_what_is_recorded(self, message: Invite) -> None:
        for part in message.parts():
            told = told_in(part.payload.decode("utf-8", "replace"))
            if told is not None and told not in self.told[-1:]:
                self.told.append(told)

    def _act(self, verb: str, argument: str) -> None:
        if self._call is None:
            return
        match verb:
            case "play":
                self._player = FilePlayer(Path(argument), loop=False)
                connect(self._player, self._call)
            case "keys":
                self._call.send_key(argument, Means.DTMF)
            case "info":
                self._call.send_key(argument, Means.SIP)
            case "answer":
                self._call.answer()
            case "reinvite" | "update":
                self._call.face(Direction(argument), by_update=verb == "update")
            case "prefer":
                self._call.sdp_attribute = f"recordpref:{argument}"
                self._call.offer_anew()
            case "transfer":
                self._call.transfer(argument)
            case "hangup":
                self._hang_up()

    def _hang_up(self) -> None:
        self.hung_up_ourselves = True
        if self._call is not None:
            self._call.hang_up()

    def _end(self, code: int) -> None:
        self._call = None
        self.last_code = code
        for part in (self._player, self._recorder):
            if part is not None:
                part.close()


class Phone:
    """Makes one call, or takes `--calls` of them."""

    def __init__(self, endpoint: SipEndpoint, script: argparse.Namespace) -> None:
        self._script = script
        self.parties: list[Party] = []
        endpoint.on_incoming = self._take
        endpoint.first_sdp_attribute = f"recordpref:{script.prefer}" if script.prefer else None
        if script.call:
            self.parties.append(Party(endpoint.dial(script.call, aware=script.aware), script))

    @property
    def done(self) -> bool:
        """All calls have come and gone; `--calls 0` never ends by itself."""
        wanted = 1 if self._script.call else self._script.calls
        return wanted > 0 and len(self.parties) >= wanted and all(party.done for party in self.parties)

    def step(self) -> None:
        for party in self.parties:
            party.step(time.monotonic())

    def _take(self, call: SipCall) -> None:
        full = self._script.call or 0 < self._script.calls <= len(self.parties)
        if not full:
            self.parties.append(Party(call, self._script))
        if full or self._script.busy:
            call.hang_up(486)
            return
        if self._script.early is not None:
            call.send_early_media()
            return
        call.ring()
        if not self._script.silent:
            call.answer()


def _todo(script: argparse.Namespace) -> list[tuple[float, str, str]]:
    """(seconds after the sound came up, verb, argument), in order of time."""
    todo = [(at_s, "keys", key) for key, at_s in script.keys] + [(at_s, "info", key) for key, at_s in script.info]
    todo += [(at_s, "prefer", preference) for preference, at_s in script.prefer_later]
    if script.early is not None:
        todo.append((script.early, "answer", ""))
    todo += [(at_s, "transfer", uri) for uri, at_s in script.transfer]
    todo += [(at_s, "reinvite", way) for way, at_s in script.reinvite]
    todo += [(at_s, "update", way) for way, at_s in script.update]
    if script.play:
        todo.append((script.play_after, "play", str(script.play)))
    if script.hangup_after is not None:
        todo.append((script.hangup_after, "hangup", ""))
    return sorted(todo)


def _timed(text: str) -> tuple[str, float]:
    keys, _, at = text.rpartition("@")
    return keys, float(at)


def read_script(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="softphone", description="A scripted party on the telephone")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True, help="own SIP port (UDP)")
    parser.add_argument("--user", default="hushtape", help="own user part, e.g. a number")
    parser.add_argument("--tcp", action="store_true", help="speak TCP, too: sip:HOST;transport=tcp")
    parser.add_argument(
        "--tls", nargs=4, metavar=("PORT", "CERTIFICATE", "KEY", "CA"), help="speak TLS, too: sip:HOST;transport=tls"
    )
    parser.add_argument("--srtp", choices=[use.name.lower() for use in Srtp], default="off", help="encrypted sound")
    parser.add_argument("--codec", choices=CODECS, action="append", help="use these alone, the preferred one first")
    role = parser.add_mutually_exclusive_group(required=True)
    role.add_argument("--answer", action="store_true", help="wait for a call and answer it")
    role.add_argument("--busy", action="store_true", help="answer 486 to the first call")
    role.add_argument("--silent", action="store_true", help="never answer")
    role.add_argument("--call", metavar="URI")
    parser.add_argument("--play", type=Path, metavar="WAV")
    parser.add_argument("--play-after", type=float, default=0.0, metavar="S")
    parser.add_argument("--record", type=Path, metavar="WAV", help="what this party hears")
    parser.add_argument("--keys", type=_timed, action="append", default=[], metavar="KEYS@S", help="by RFC 4733")
    parser.add_argument("--info", type=_timed, action="append", default=[], metavar="KEYS@S", help="by SIP INFO")
    for name in ("--reinvite", "--update"):
        parser.add_argument(
            name, type=_timed, action="append", default=[], metavar="WAY@S", help="offer sendrecv, sendonly or inactive"
        )
    parser.add_argument(
        "--transfer", type=_timed, action="append", default=[], metavar="URI@S", help="ask the other party to call URI"
    )
    parser.add_argument("--aware", action="store_true", help="be record-aware (RFC 7866): be told what is recorded")
    parser.add_argument("--prefer", metavar="WISH", help="say a=recordpref from the start: on, off, pause")
    parser.add_argument("--prefer-later", type=_timed, action="append", default=[], metavar="WISH@S")
    parser.add_argument("--early", type=float, metavar="S", help="play (183) for so long before answering")
    parser.add_argument("--cancel-after", type=float, metavar="S", help="seconds after dialling, if unanswered")
    parser.add_argument(
        "--calls", type=int, default=1, metavar="N", help="how many calls to answer before ending; 0: until SIGTERM"
    )
    parser.add_argument("--hangup-after", type=float, metavar="S")
    parser.add_argument("--expect-code", type=int, metavar="N", help="end well only with this last SIP code")
    parser.add_argument(
        "--give-up-after", type=float, default=60.0, metavar="S", help="fail when nothing ended by then"
    )
    return parser.parse_args(arguments)


def _line(script: argparse.Namespace) -> SipLine:
    tls = None
    if script.tls:
        port, certificate, key, authority = script.tls
        tls = Tls(int(port), Path(certificate), Path(key), Path(authority))
    srtp = Srtp[script.srtp.upper()]
    return SipLine(script.tcp, tls, srtp, srtp, codecs=tuple(script.codec or PLAIN_LINE.codecs))


def play_party(script: argparse.Namespace) -> int:
    """Play to the end, printing one line a call; 0 when each ended as scripted."""
    stopping: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: stopping.append(number))
    until_s = time.monotonic() + script.give_up_after
    endpoint = SipEndpoint(script.host, script.port, user=script.user, line=_line(script))
    try:
        phone = Phone(endpoint, script)
        _say({"state": "ready", "port": script.port})
        while not phone.done and not stopping and time.monotonic() < until_s:
            endpoint.run_once()
            phone.step()
    finally:
        endpoint.close()
    for party in phone.parties:
        _say(party.result())
    if not phone.parties:
        _say({"state": "gave_up", "code": None, "answered": False, "keys_heard": "", "as_scripted": False})
    return 0 if phone.parties and all(party.ended_well() for party in phone.parties) else 1


def _say(fields: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(fields) + "\n")
    sys.stdout.flush()


def main() -> int:
    try:
        return play_party(read_script(sys.argv[1:]))
    except HushtapeError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code


if __name__ == "__main__":
    sys.exit(main())
