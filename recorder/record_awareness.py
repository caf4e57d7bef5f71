"""What telephones and recorders tell one another about recording, in SDP (RFC 7866 §6). Text in, text out.

A telephone that is recording-aware says so (`Supported: record-aware`) and may state a preference (`a=recordpref`);
the recorder tells it what becomes of its sound (`a=record`). To others these lines mean nothing (RFC 8866 §5.13).
"""

import re
from enum import StrEnum

from calls.consent import Capture

RECORD_AWARE = "record-aware"
SIGN = "a=record"
"""How each line begins that says anything of it: a message without it need not be read."""
_PREFERENCE = re.compile(r"^a=recordpref:(on|off|pause|nopreference)[ \t]*\r?$", re.MULTILINE)
_TOLD = re.compile(r"^a=record:(on|off|paused)[ \t]*\r?$", re.MULTILINE)


class Preference(StrEnum):
    ON = "on"
    OFF = "off"
    PAUSE = "pause"
    NONE = "nopreference"


def preference_in(sdp: str) -> Preference | None:
    """What this SDP's sender wants for its sound; None when it does not say. The audio line's own word comes first."""
    found = _word_in(sdp, _PREFERENCE)
    return Preference(found) if found else None


def told_in(sdp: str) -> str | None:
    """What this SDP's sender, a recorder, says that it does: on, off or paused."""
    return _word_in(sdp, _TOLD)


def told_as(capture: Capture) -> str:
    """The line's text for what is done with the sound: "record:on" while any of it is kept."""
    words = {Capture.WRITE: "on", Capture.SILENCE: "paused"}
    return f"record:{words.get(capture, 'off')}"


def with_attribute(sdp: str, attribute: str) -> str:
    """`a=attribute` at the end of each audio line's section."""
    session, *lines = _split(sdp)
    told = [f"{_ended(line)}a={attribute}\r\n" if line.startswith("m=audio ") else line for line in lines]
    return "".join([session, *told])


def _word_in(sdp: str, pattern: re.Pattern[str]) -> str | None:
    session, *lines = _split(sdp)
    audio = [line for line in lines if line.startswith("m=audio ")]
    found = next((match[1] for part in [*audio, session] if (match := pattern.search(part))), None)
    return str(found) if found else None


def _split(sdp: str) -> list[str]:
    """The session's part, then each media line with what belongs to it."""
    return re.split(r"(?m)^(?=m=)", sdp)


def _ended(section: str) -> str:
    return section if section.endswith("\n") else section + "\r\n"
