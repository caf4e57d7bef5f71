"""Runs a recorder for the tests in a process of its own: settings as JSON in, log on stderr."""

import json
import sys
from functools import reduce
from importlib import import_module
from pathlib import Path
from typing import Any

import structlog

from calls.call import Channel
from calls.consent import Notice
from calls.errors import HushtapeError
from recorder.announcement import NoticeFile
from recorder.control import RemoteControl
from recorder.control_tls import TlsFiles
from recorder.recorder_settings import RecorderSettings
from recorder.run_recorder import run_recorder
from recorder.sip_line import SipLine
from recorder.siprec_parties import PartyRules
from recorder.siprec_settings import SiprecSettings
from recorder.transfer import TransferPolicy


def main() -> int:
    structlog.configure(
        processors=[structlog.processors.add_log_level, structlog.processors.JSONRenderer()],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    given = json.loads(sys.argv[1])
    for place, times in given.pop("breaks", {}).items():
        _break(place, times)
    if "siprec" in given:
        given["siprec"] = _siprec(**given["siprec"])
    paths = {name: Path(value) for name, value in given.pop("paths").items()}
    notices = {
        queue: NoticeFile(Path(path), Notice(*notice)) for queue, (path, *notice) in given.pop("notices", {}).items()
    }
    if "remote_control" in given:
        port, *files = given["remote_control"]
        given["remote_control"] = RemoteControl("127.0.0.1", port, TlsFiles(*map(Path, files)))
    given["transfer"] = TransferPolicy(given.get("transfer", "refuse"))
    try:
        if "line" in given:
            given["line"] = _line(given["line"], given.get("most_calls", 2))
        return run_recorder(RecorderSettings(**given, **paths, notice=Notice("test-1", "en"), notices=notices))
    except HushtapeError as error:
        sys.stderr.write(f"{error.code}: {error}\n")
        return error.exit_code


def _siprec(agents: list[str], first_party: str, **others: Any) -> SiprecSettings:
    return SiprecSettings(parties=PartyRules(tuple(agents), Channel(first_party)), **others)


def _line(fields: dict[str, Any], most_calls: int) -> SipLine:
    """From settings as an integrator writes them. Loaded only here: it takes a third of a second."""
    from pipeline.sip_settings import SipSettings, sip_line

    return sip_line(SipSettings(**fields), most_calls=most_calls)


def _break(place: str, times: int) -> None:
    """Make the first `times` uses of a function ("recorder.bridge:Bridge.start") raise what nobody expects."""
    module, _, path = place.partition(":")
    *owners, name = path.split(".")
    owner = reduce(getattr, owners, import_module(module))
    original, left = getattr(owner, name), [None] * times

    def breaking(*arguments: Any, **named: Any) -> Any:
        if left:
            left.pop()
            raise ZeroDivisionError("a number that must not be logged: +12125550147")
        return original(*arguments, **named)

    setattr(owner, name, breaking)


if __name__ == "__main__":
    sys.exit(main())
