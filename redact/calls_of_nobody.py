"""Calls in which nothing is anybody's: talk of goods, journeys and bills, full of numbers and names that rules know.

In a call that holds something personal the name model is as a rule all but sure of one word at the least. Where it is
sure of none, hardly anything is believed, unless it stands by itself: nine digits in a row which the model does not
explain, an address of a mailbox or of a machine, a day of birth told by an age, a password that was asked for,
announced or chosen (decision 37).
"""

from collections.abc import Sequence
from dataclasses import replace

from calls.finding import KEPT_IN_ARCHIVE, Finding, Kind
from calls.transcript import Turn
from redact.confidence_levels import level
from redact.dialogue_context import ReadTurn, read_turns
from redact.mask_text import BLANK
from redact.model_shares import Shares
from redact.number_detector import FAIL_SAFE_FROM
from redact.passwords import ANSWERED, CHOSEN_CODE, SAID_TO_BE
from redact.spoken_dates import AGE_ON_A_DAY
from redact.talk_of_parts import is_talk_of_parts
from redact.weighed_words import LEAST_WHERE_NOTHING_IS_SURE, SURELY, TURNS_OF_A_CALL

LEAST_UNEXPLAINED = level("calls_of_nobody", "least_unexplained")
"""Of nine digits or more: less, and the words around tell what they are. Digits that nothing explains have more."""
_STAND_BY_THEMSELVES = frozenset({AGE_ON_A_DAY, ANSWERED, SAID_TO_BE, CHOSEN_CODE})
_NOT_COUNTED = KEPT_IN_ARCHIVE | {Kind.PERSON, Kind.ADDRESS}
"""Kinds whose digits are not those of a long number."""
OF_A_THING = "a code where only things are spoken of"
"""Readable in the archive as an order's number is, hidden in samples."""
_OF_THINGS_TOO = frozenset({Kind.DEVICE_SERIAL, Kind.CUSTOMER_ID, Kind.CREDENTIAL})
_LEAST_OF_A_MACHINE = 10
"""The first number of a machine's address: versions begin with a smaller one."""


def without_nobodys(turns: Sequence[Turn], found: Sequence[Finding], shares: Shares) -> tuple[Finding, ...]:
    """`found` without what is unlikely in a call that is nobody's. A text that is blanked already was somebody's."""
    if any(BLANK in turn.text for turn in turns):
        return tuple(found)
    reads = read_turns(turns)
    codes = _CodesOfThings(reads)
    sure = [word for word in shares.words(SURELY) if word.kind not in KEPT_IN_ARCHIVE]
    if any(not codes.has(one) for one in sure):
        return tuple(found)
    values = _values([one for one in found if not codes.has(one)])
    if any(_stands_by_itself(value, reads, shares) for value in values):
        return tuple(found)
    least = SURELY if len(turns) >= TURNS_OF_A_CALL else LEAST_WHERE_NOTHING_IS_SURE  # nothing has the first but orders
    likely = [part for value in values if _share(value, shares) >= least for part in value]
    likely += [codes.as_of_order(one) for one in found if codes.has(one)]
    return tuple(sorted(likely, key=lambda part: (part.turn, part.start)))


class _CodesOfThings:
    """In a whole call about parts: codes of kinds that things have as well, shorter than what is hidden unexplained."""

    def __init__(self, reads: Sequence[ReadTurn]) -> None:
        self._reads = reads
        self._are_there = len(reads) >= TURNS_OF_A_CALL and is_talk_of_parts(reads)

    def has(self, finding: Finding) -> bool:
        """A password that was announced as one is no thing's."""
        if not self._are_there or finding.kind not in _OF_THINGS_TOO or finding.reason in _STAND_BY_THEMSELVES:
            return False
        runs = self._reads[finding.turn].runs_at(finding.start, finding.end)
        return sum(len(run.digits) for run in runs) < FAIL_SAFE_FROM

    def as_of_order(self, finding: Finding) -> Finding:
        return replace(finding, kind=Kind.ORDER_NUMBER, reason=OF_A_THING)


def _values(found: Sequence[Finding]) -> list[list[Finding]]:
    """Findings of one value together."""
    values: dict[int, list[Finding]] = {}
    for number, finding in enumerate(found):
        values.setdefault(-number - 1 if finding.group is None else finding.group, []).append(finding)
    return list(values.values())


def _share(value: Sequence[Finding], shares: Shares) -> float:
    return max(shares.of(part.turn, part.start, part.end) for part in value)


def _stands_by_itself(value: Sequence[Finding], reads: Sequence[ReadTurn], shares: Shares) -> bool:
    if any(part.reason in _STAND_BY_THEMSELVES or part.kind is Kind.EMAIL for part in value):
        return True
    runs = [
        run
        for part in value
        if part.kind not in _NOT_COUNTED
        for run in reads[part.turn].runs
        if run.start < part.end and run.end > part.start
    ]
    if runs and value[0].kind is Kind.IP_ADDRESS:
        first = runs[0].groups[0]
        return first.isdigit() and int(first) >= _LEAST_OF_A_MACHINE
    return sum(len(run.digits) for run in runs) >= FAIL_SAFE_FROM and _share(value, shares) >= LEAST_UNEXPLAINED
