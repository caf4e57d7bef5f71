"""The SDP of a party that only listens, a session recording server (RFC 7866 §7.2). Text in, text out."""

import re
from collections.abc import Sequence

SDP = "application/sdp"
_DIRECTIONS = ("sendrecv", "sendonly", "recvonly", "inactive")
_DIRECTION = re.compile(rf"^a=({'|'.join(_DIRECTIONS)})[ \t]*\r?$", re.MULTILINE)
_LABEL = re.compile(r"^a=label:([!-~]{1,64})[ \t]*\r?$", re.MULTILINE)
"""RFC 4574 §4: a token."""
_REWRITTEN = re.compile(rf"^a=(?:(?:{'|'.join(_DIRECTIONS)})|label:.*)\r?\n", re.MULTILINE)


def labels_in(sdp: str) -> tuple[str | None, ...]:
    """The label of each media line, in order; None where there is none that could be one."""
    return tuple(match[1] if (match := _LABEL.search(line)) else None for line in _split(sdp)[1:])


def listening_answer(offer: str, answer: str, *, deaf: bool) -> str:
    """`answer` with the offer's labels repeated, `recvonly` where the other party sends and else `inactive`.

    `deaf`: nothing is wanted, `inactive` throughout. Lines that are refused (port 0) stay as they are.
    """
    session, *offered = _split(offer)
    usual = _direction(session, "sendrecv")
    wanted = ["recvonly" if _direction(line, usual) in ("sendonly", "sendrecv") and not deaf else "inactive"
              for line in offered]  # fmt: skip
    return _rewritten(answer, wanted, labels_in(offer))


def silent_offer(offer: str, labels: Sequence[str | None]) -> str:
    """Our `offer` with the labels that its lines had, all `inactive`."""
    return _rewritten(offer, ["inactive"] * len(labels), labels)


def _rewritten(sdp: str, directions: Sequence[str], labels: Sequence[str | None]) -> str:
    session, *lines = _split(sdp)
    told = list(zip(lines, directions, labels, strict=False))
    return "".join([_REWRITTEN.sub("", session), *(_line(*one) for one in told), *lines[len(told) :]])


def _line(written: str, direction: str, label: str | None) -> str:
    if re.match(r"m=\S+ 0 ", written):
        return written
    kept = _REWRITTEN.sub("", written)
    kept = kept if kept.endswith("\n") else kept + "\r\n"
    return f"{kept}a={direction}\r\n" + (f"a=label:{label}\r\n" if label else "")


def _direction(part: str, usual: str) -> str:
    found = _DIRECTION.search(part)
    return found[1] if found else usual


def _split(sdp: str) -> list[str]:
    """The session's part, then each media line with what belongs to it."""
    return re.split(r"(?m)^(?=m=)", sdp)
