"""The switchboard's books against ours: every answered call must be explained by exactly one outcome (F27).

Calls are matched by the keyed code of their SIP Call-ID and by nothing else. A switchboard that gives the leg to
Hushtape a Call-ID of its own (a back-to-back user agent) must put that one into its records; times and numbers are too
weak to say which call was which.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from calls.call import CallId
from calls.call_detail import KEPT, SAID_NO, CallDetail, CallOutcome

EXPLAINED = KEPT | SAID_NO | {CallOutcome.FAILED}
"""What may have become of a call that was answered; the rest means that we know of no talk."""


@dataclass(frozen=True, slots=True, repr=False)
class SwitchboardCall:
    """One row of the switchboard's call records. `line` is where it stands in the file, from 1."""

    line: int
    sip_call_id: str
    started_at: datetime
    answered: bool

    def __repr__(self) -> str:
        return f"SwitchboardCall(line {self.line})"


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """`answered` calls of the switchboard, each in `outcomes` or in one of the first two classes of error."""

    answered: int
    outcomes: Counter[CallOutcome] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    """Why calls failed."""
    not_recorded: tuple[int, ...] = ()
    """Lines: answered there, and here nobody knows of any talk."""
    recorded_in_error: tuple[CallId, ...] = ()
    """Recorded although the caller objected or the policy said never."""
    recorded_without_cdr: tuple[CallId, ...] = ()
    """Recorded, and no answered call of the switchboard's."""
    matched: int = 0
    """Calls of the switchboard, answered or not, that are known here."""

    @property
    def unexplained(self) -> int:
        return len(self.not_recorded) + len(self.recorded_in_error) + len(self.recorded_without_cdr)


def reconcile(
    theirs: Iterable[SwitchboardCall], ours: Iterable[CallDetail], codes_of: Callable[[str], Sequence[str]]
) -> Reconciliation:
    """Compare in one pass over each side.

    `codes_of` gives a Call-ID's keyed codes, one for each version of the key. Several rows of one Call-ID (forks,
    challenges) are one call, answered if one of them was; several details of one Call-ID (a recorder refused, the next
    one took it) are one call, too. `ours` should reach further than `theirs` at both ends; only what lies between the
    first and the last call of the file can be recorded without a record there.
    """
    lines, codes, window = _by_call_id(theirs, codes_of)
    details = _by_code(ours)
    found: set[str] = set()
    outcomes: Counter[CallOutcome] = Counter()
    reasons: Counter[str] = Counter()
    not_recorded: list[int] = []
    in_error: list[CallId] = []
    matched = answered = 0
    for call_id, line in lines.items():
        known = [detail for code in codes[call_id] for detail in details.get(code, ())]
        matched += bool(known)
        if line.answered:
            answered += 1
            found.update(codes[call_id])
            wrongly = recorded_in_error(known)
            if wrongly:
                in_error += wrongly
            elif (best := _best(known)) is None:
                not_recorded.append(line.line)
            else:
                outcomes[best.outcome] += 1
                if best.reason is not None and best.outcome is CallOutcome.FAILED:
                    reasons[best.reason] += 1
    left = [detail for code, told in details.items() if code not in found for detail in told]
    in_error += [call for detail in left for call in recorded_in_error([detail])]
    without = [detail.call_id for detail in left if _lacks_record(detail, window)]
    return Reconciliation(answered, outcomes, reasons, tuple(not_recorded), tuple(in_error), tuple(without), matched)


def recorded_in_error(known: Sequence[CallDetail]) -> list[CallId]:
    """Of one call's details: what was recorded although somebody had said no."""
    said_no = any(detail.outcome is CallOutcome.OBJECTED for detail in known)
    return [d.call_id for d in known if d.outcome in KEPT and (d.recorded_in_error or said_no)]


def _by_call_id(
    theirs: Iterable[SwitchboardCall], codes_of: Callable[[str], Sequence[str]]
) -> tuple[dict[str, SwitchboardCall], dict[str, Sequence[str]], tuple[datetime, datetime] | None]:
    """One row a Call-ID (an answered one before others), each one's codes, and when the first and last call began."""
    lines: dict[str, SwitchboardCall] = {}
    first = last = None
    for row in theirs:
        known = lines.get(row.sip_call_id)
        if known is None or (row.answered and not known.answered):
            lines[row.sip_call_id] = row
        first = row.started_at if first is None else min(first, row.started_at)
        last = row.started_at if last is None else max(last, row.started_at)
    codes = {sip_call_id: codes_of(sip_call_id) for sip_call_id in lines}
    return lines, codes, (first, last) if first is not None and last is not None else None


def _by_code(ours: Iterable[CallDetail]) -> dict[str, list[CallDetail]]:
    details: dict[str, list[CallDetail]] = {}
    for detail in ours:
        details.setdefault(detail.sip_call_id_hmac, []).append(detail)
    return details


def _best(known: Sequence[CallDetail]) -> CallDetail | None:
    """The detail that explains an answered call; recorded before objected before not recorded before failed."""
    explaining = [detail for detail in known if detail.outcome in EXPLAINED]
    return min(explaining, key=lambda detail: _RANK[detail.outcome], default=None)


_RANK = {
    outcome: rank
    for rank, outcome in enumerate(
        (
            CallOutcome.RECORDED,
            CallOutcome.PAUSED_WHOLE,
            CallOutcome.OBJECTED,
            CallOutcome.STANDING_OBJECTION,
            CallOutcome.POLICY,
            CallOutcome.FAILED,
        )
    )
}


def _lacks_record(detail: CallDetail, window: tuple[datetime, datetime] | None) -> bool:
    kept = detail.outcome in KEPT and not detail.recorded_in_error
    return kept and window is not None and window[0] <= detail.received_at <= window[1]
