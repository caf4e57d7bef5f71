"""Calls in which nothing is anybody's: talk of goods, journeys and bills, full of numbers and names that rules know.

In a call that holds something personal the name model is as a rule all but sure of one word at the least. Where it is
sure of none, hardly anything is believed, unless it stands by itself: nine digits in a row which the model does not
explain, an address of a mailbox or of a machine, a day of birth told by an age, a password that was asked for,
announced or chosen (decision 37).
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from calls.call import Channel
from calls.finding import KEPT_IN_ARCHIVE, Finding, Kind
from calls.transcript import Turn
from redact.codes_of_orders import CodesOfOrders
from redact.confidence_levels import level
from redact.dialogue_context import ReadTurn, read_turns
from redact.mask_text import BLANK
from redact.model_shares import Shares
from redact.number_detector import FAIL_SAFE_FROM
from redact.own_lines import is_own_place, own_lines
from redact.passwords import ANSWERED, CHOSEN_CODE, SAID_TO_BE
from redact.phones import may_be_rung
from redact.public_names import without_public
from redact.signs_of_somebody import SURELY_SOMEBODYS, signs_of_somebody
from redact.spoken_dates import AGE_ON_A_DAY
from redact.talk_of_parts import is_talk_of_parts, is_talk_of_things, is_talk_of_versions, speaks_of_things
from redact.version_numbers import Versions
from redact.weighed_words import LEAST_WHERE_NOTHING_IS_SURE, TURNS_OF_A_CALL

LEAST_UNEXPLAINED = level("calls_of_nobody", "least_unexplained")
"""Of nine digits or more: less, and the words around tell what they are. Digits that nothing explains have more."""
_STAND_BY_THEMSELVES = frozenset({AGE_ON_A_DAY, ANSWERED, SAID_TO_BE, CHOSEN_CODE})
_NOT_COUNTED = KEPT_IN_ARCHIVE | {Kind.PERSON, Kind.ADDRESS}
"""Kinds whose digits are not those of a long number."""
_LONG_UNEXPLAINED = frozenset({Kind.PHONE, Kind.BANK_ACCOUNT})
"""What long numbers are called where their length alone is known."""
_TO_CALLER = re.compile(
    r"\b(?:your|yours|is that|is it still|on file|(?:have|got|ring|call|reach|for) you|"
    r"you (?:gave|said|told|are on))\b",
    re.IGNORECASE,
)
"""A number that an agent says with it is the caller's."""
_LEAST_GIVEN = 4
"""Digits of a caller's by which what an agent reads back is known."""
MOST_OF_A_THING = level("calls_of_nobody", "most_of_a_thing")
MOST_OF_ANYBODYS = level("calls_of_nobody", "most_of_anybodys")
MOST_AMID_OTHERS = level("calls_of_nobody", "most_amid_others")
"""Surer, and a long number that an agent reads out is somebody's: where things alone are spoken of, and where not."""
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
    orders = CodesOfOrders(reads, found)
    is_whole = len(turns) >= TURNS_OF_A_CALL
    sure = without_public(turns, signs_of_somebody(shares, is_whole=is_whole))
    if is_talk_of_versions(reads):
        sure = [word for word in sure if word.kind is not Kind.IP_ADDRESS]
    lines = own_lines(reads)
    sure = [word for word in sure if not (is_own_place(turns[word.turn], word) or _is_own([word], reads, lines))]
    if any(not (codes.has(one) or orders.has(one)) for one in sure):
        return tuple(found)
    of_things = {one for one in found if codes.has(one) or orders.has(one)}
    values = _values([one for one in found if one not in of_things])
    versions = Versions(reads)
    by_themselves = [value for value in values if _stands_by_itself(value, reads, shares, versions)]
    if any(not (codes.told(value, _share(value, shares)) or _is_own(value, reads, lines)) for value in by_themselves):
        return tuple(found)
    least = SURELY_SOMEBODYS if is_whole else LEAST_WHERE_NOTHING_IS_SURE  # nothing has the first but orders
    likely = [_as_of_order(one) for one in of_things]
    for value in values:
        is_likely = _share(value, shares) >= least
        likely += value if is_likely else [_as_of_order(part) for part in value if _may_be_an_orders(part, shares)]
    return tuple(sorted(likely, key=lambda part: (part.turn, part.start)))


class _CodesOfThings:
    """In a whole call about parts: codes of kinds that things have as well, shorter than what is hidden unexplained."""

    def __init__(self, reads: Sequence[ReadTurn]) -> None:
        self._reads = reads
        is_whole = len(reads) >= TURNS_OF_A_CALL
        self._are_there = is_whole and is_talk_of_parts(reads)
        self._read_out = _read_out(reads) if is_whole and speaks_of_things(reads) else frozenset()
        self._most = MOST_OF_A_THING if is_talk_of_things(reads) else MOST_AMID_OTHERS

    def has(self, finding: Finding) -> bool:
        """A password that was announced as one is no thing's."""
        if not self._are_there or finding.kind not in _OF_THINGS_TOO or finding.reason in _STAND_BY_THEMSELVES:
            return False
        runs = self._reads[finding.turn].runs_at(finding.start, finding.end)
        return sum(len(run.digits) for run in runs) < FAIL_SAFE_FROM

    def told(self, value: Sequence[Finding], share: float) -> bool:
        """A long number that nobody could ring: a part's or a version's where the agent was the first to say it, and a
        part's where the model sees next to nobody's number in it."""
        if share >= self._most or any(
            part.reason in _STAND_BY_THEMSELVES or part.kind not in _LONG_UNEXPLAINED for part in value
        ):
            return False
        runs = [run for part in value for run in self._reads[part.turn].runs_at(part.start, part.end)]
        if self._are_there and share < MOST_OF_ANYBODYS and not any(may_be_rung(run.digits) for run in runs):
            return True
        return share < self._most and all(any(run.digits in whole for whole in self._read_out) for run in runs)


def _is_own(value: Sequence[Finding], reads: Sequence[ReadTurn], lines: frozenset[str]) -> bool:
    """A number that the agent gave out as a desk's or an office's."""
    runs = [run for part in value for run in reads[part.turn].runs_at(part.start, part.end)]
    return (
        bool(runs) and all(part.kind is Kind.PHONE for part in value) and "".join(run.digits for run in runs) in lines
    )


def _read_out(reads: Sequence[ReadTurn]) -> frozenset[str]:
    """Numbers, as digits, that the agent says before the caller does, and that have no telephone's form."""
    told: set[str] = set()
    given: set[str] = set()
    for read in reads:
        is_callers = _TO_CALLER.search(read.turn.text) is not None
        for run in read.runs:
            if read.turn.channel is not Channel.AGENT:
                given.add(run.digits)
            elif not (
                is_callers
                or may_be_rung(run.digits, run.groups)
                or any(len(one) >= _LEAST_GIVEN and one in run.digits for one in given)
            ):
                told.add(run.digits)
    return frozenset(told)


def _may_be_an_orders(finding: Finding, shares: Shares) -> bool:
    """What a rule took for an order's number, and a code that the model rather takes for one."""
    if finding.kind in KEPT_IN_ARCHIVE or shares.is_ordered(finding):
        return True
    return (
        finding.kind in _OF_THINGS_TOO
        and shares.of(finding.turn, finding.start, finding.end) >= LEAST_WHERE_NOTHING_IS_SURE
    )


def _as_of_order(finding: Finding) -> Finding:
    return replace(finding, kind=Kind.ORDER_NUMBER, reason=OF_A_THING)


def _values(found: Sequence[Finding]) -> list[list[Finding]]:
    """Findings of one value together."""
    values: dict[int, list[Finding]] = {}
    for number, finding in enumerate(found):
        values.setdefault(-number - 1 if finding.group is None else finding.group, []).append(finding)
    return list(values.values())


def _share(value: Sequence[Finding], shares: Shares) -> float:
    return max(shares.of(part.turn, part.start, part.end) for part in value)


def _stands_by_itself(value: Sequence[Finding], reads: Sequence[ReadTurn], shares: Shares, versions: Versions) -> bool:
    if any(part.reason in _STAND_BY_THEMSELVES or part.kind is Kind.EMAIL for part in value):
        return True
    runs = [
        (reads[part.turn], run)
        for part in value
        if part.kind not in _NOT_COUNTED
        for run in reads[part.turn].runs_at(part.start, part.end)
    ]
    if runs and value[0].kind is Kind.IP_ADDRESS:
        (read, run), *_ = runs
        first = run.groups[0]
        is_version = versions.n_digits(read, run.start, run.end) > 0
        return first.isdigit() and int(first) >= _LEAST_OF_A_MACHINE and not is_version
    n_digits = sum(len(run.digits) - versions.n_digits(read, run.start, run.end) for read, run in runs)
    return n_digits >= FAIL_SAFE_FROM and _share(value, shares) >= LEAST_UNEXPLAINED
