"""Which doubtful findings to believe: what the rules take for a name or an address and the name model does not, or the
other way round, by how sure the model is, by what the sentence speaks of, and by whether anything else in the call is
personal.

Only what is doubtful is weighed. A name that was introduced as one, an answer to a question for a number, an e-mail
address or a long number stay hidden whatever the model says.
"""

from collections import defaultdict
from collections.abc import Sequence

from calls.finding import KEPT_IN_ARCHIVE, Finding, Kind
from calls.transcript import Turn
from redact.company_places import company_turns
from redact.dialogue_context import ReadTurn
from redact.innocent_numbers import MONEY_BEFORE, UNITS_AFTER
from redact.name_model.marks import NAME, POSSIBLE_REASON, WEIGHT
from redact.talk_of_things import is_spoken_of_as_thing, turns_about_things
from redact.word_set import word_set

_LEAST_OF_A_LISTED_NAME = 0.3
"""Of a name that only lists and the language model know, in a call in which nothing else is personal: less, and the name
model sees no person in the sentence."""
_LEAST_OF_A_CUED_NAME = 0.1
"""The same where something may have announced a name."""
_LEAST_OF_A_THING = 0.3
"""The same in any call, behind an article."""
_SURE = 0.9
"""A rule's finding that the model shares so far is surely personal; so is a confidence of a rule from here on."""
_LEAST_ALONE = {Kind.PERSON: 0.7, Kind.ADDRESS: 0.85}
"""In a call in which nothing is surely personal."""
_LEAST_IN_TALK_OF_THINGS = 0.97
_CUED_REASONS = frozenset({"introduced or addressed by name", "addressed by name", "named by what follows"})
_DOUBTED_REASONS = _CUED_REASONS | {"a first name, and what belongs to it", "presidio: PERSON"}
_BLANK = "…"
"""Stands for what is hidden already: such a call is personal."""
_TIMES_AFTER = word_set("only sharp tonight o'clock am pm flat")


class Shares:
    """How likely the name model takes the words of a call for secrets."""

    def __init__(self, found: Sequence[Finding]) -> None:
        self._by_turn: dict[int, list[Finding]] = defaultdict(list)
        for finding in found:
            if finding.detector.startswith(NAME):
                self._by_turn[finding.turn].append(finding)

    def of(self, finding: Finding) -> float:
        """Of the surest word of a finding; 0 where the model sees nothing."""
        beside = (one for one in self._by_turn[finding.turn] if one.start < finding.end and one.end > finding.start)
        return max((one.confidence / WEIGHT for one in beside), default=0.0)


def believed(
    turns: Sequence[Turn], reads: Sequence[ReadTurn], found: Sequence[Finding], *, with_model: bool
) -> list[Finding]:
    """`found` without what is not to be believed. `with_model`: whether the name model has read the call."""
    certain = [finding for finding in found if finding.reason != POSSIBLE_REASON]
    if not with_model:
        return certain
    shares = Shares(found)
    rules = [finding for finding in certain if not finding.detector.startswith(NAME)]
    is_personal = any(_BLANK in turn.text for turn in turns) or any(
        finding.kind not in KEPT_IN_ARCHIVE and shares.of(finding) >= _SURE for finding in rules
    )
    about_things = turns_about_things(reads)
    of_company = company_turns(reads)
    kept: list[Finding] = []
    for finding in certain:
        read, share = reads[finding.turn], shares.of(finding)
        is_model = finding.detector.startswith(NAME)
        is_alone = is_model and not any(_overlap(finding, other) for other in rules)
        if finding.kind is Kind.PERSON and (is_model or finding.reason in _DOUBTED_REASONS):
            if not _is_person(finding, read, share, is_personal=is_personal, about_things=about_things):
                continue
        elif is_alone and not _is_believed_alone(finding, read, share, is_personal=is_personal, of_company=of_company):
            continue
        kept.append(finding)
    return kept


def _overlap(one: Finding, two: Finding) -> bool:
    return one.turn == two.turn and one.start < two.end and one.end > two.start


def _is_person(
    finding: Finding, read: ReadTurn, share: float, *, is_personal: bool, about_things: frozenset[int]
) -> bool:
    if finding.confidence >= _SURE:
        return True
    if not is_personal and finding.turn in about_things and share < _LEAST_IN_TALK_OF_THINGS:
        return False
    is_thing = is_spoken_of_as_thing(read, finding.start, finding.end)
    if is_personal:
        return not is_thing or share >= _LEAST_OF_A_THING
    if is_thing and share < _SURE:
        return False
    if finding.detector.startswith(NAME):
        return share >= _LEAST_ALONE[Kind.PERSON]
    return share >= (_LEAST_OF_A_CUED_NAME if finding.reason in _CUED_REASONS else _LEAST_OF_A_LISTED_NAME)


def _is_believed_alone(
    finding: Finding, read: ReadTurn, share: float, *, is_personal: bool, of_company: frozenset[int]
) -> bool:
    """What no rule finds: an address that is the company's own, a measure or a time is none."""
    if finding.kind is Kind.ADDRESS and (finding.turn in of_company or _is_measured(read, finding)):
        return False
    if finding.kind is Kind.EMAIL and not is_personal and not _may_be_email(read.turn.text[finding.start : finding.end]):
        return False
    return is_personal or share >= _LEAST_ALONE.get(finding.kind, 0.9)


def _may_be_email(said: str) -> bool:
    """A site's name has no "at" before its dots; a part of an address may, or has no dots at all."""
    words = said.lower().split()
    return "dot" not in words or "@" in said or "at" in words[1:] or "underscore" in words or len(words) > 5


def _is_measured(read: ReadTurn, finding: Finding) -> bool:
    inside = [k for k, atom in enumerate(read.atoms) if finding.start <= atom.start < finding.end]
    if not inside:
        return False
    before = read.atoms[inside[0] - 1].raw if inside[0] > 0 else ""
    after = read.atoms[inside[-1] + 1].low if inside[-1] + 1 < len(read.atoms) else ""
    last = read.atoms[inside[-1]].low
    return before in MONEY_BEFORE or after in UNITS_AFTER | _TIMES_AFTER or last in UNITS_AFTER | _TIMES_AFTER
