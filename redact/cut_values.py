"""Values that the recogniser wrote down short: too few digits for their kind, yet too many for "the last four".

Of spoken card numbers a Whisper of `base` size writes half without some digit, and what it wrote in that digit's place
may be an innocent word ("eight oh oh oh one six" became "all 16"). The sound beside such a value is part of it.
"""

from collections import defaultdict
from collections.abc import Sequence

from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.spoken_forms import atoms_of, runs_of

WHOLE_FROM = {
    Kind.CARD_NUMBER: 15,  # American Express; other brands in use have 16
    Kind.IMEI: 15,  # 3GPP TS 23.003 §6.2.1
    Kind.IBAN: 15,  # Norway's, the shortest of ISO 13616
    Kind.SSN: 9,
    Kind.ITIN: 9,
    Kind.PHONE: 10,  # North American Numbering Plan
}
"""Digits (of an IBAN: digits and letters) that a whole value has at least."""
WHOLE_TOO = {Kind.PHONE: 7}
"""As many digits are a whole value as well: a local number without its area code (North American Numbering Plan)."""
SHORTEST_CUT_PHONE = 5
"""One digit less than the shortest local number of Great Britain (six), which may be one that was cut."""


def cut_values(turns: Sequence[Turn], findings: Sequence[Finding]) -> frozenset[int]:
    """Places of the findings whose value was written down short. Parts of one value (`group`) are counted together."""
    values: dict[tuple[Kind, int], list[int]] = defaultdict(list)
    for place, finding in enumerate(findings):
        if finding.kind in WHOLE_FROM:
            values[finding.kind, -1 - place if finding.group is None else finding.group].append(place)
    return frozenset(
        place
        for (kind, _), places in values.items()
        if _is_short(kind, sum(_length(turns, findings[one]) for one in places))
        for place in places
    )


def _is_short(kind: Kind, length: int) -> bool:
    """Half a value or less was asked for as a part ("the last four")."""
    fewest = SHORTEST_CUT_PHONE if kind is Kind.PHONE else WHOLE_FROM[kind] // 2 + 1
    return fewest <= length < WHOLE_FROM[kind] and length != WHOLE_TOO.get(kind)


def _length(turns: Sequence[Turn], finding: Finding) -> int:
    said = Turn.of_text(turns[finding.turn].channel, turns[finding.turn].text[finding.start : finding.end])
    runs = runs_of(atoms_of(said))
    return sum(len(run.text if finding.kind is Kind.IBAN else run.digits) for run in runs)
