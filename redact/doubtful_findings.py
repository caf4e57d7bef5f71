"""Which doubtful findings to believe in a call in which nothing is surely personal: what the rules take for secrets and
the name model does not, or the other way round, by how sure the model is and by what the sentence speaks of.

As soon as rules and model agree on one secret, nearly everything that any of them finds in the call is hidden: where
there is one there are more, and one that is missed is worse than a word hidden needlessly. What stays is what the rules
that err often find and the model is sure is none; digits that the model half believes are hidden as well.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from calls.call import Channel
from calls.finding import KEPT_IN_ARCHIVE, Finding, Kind
from calls.transcript import Turn
from redact.company_places import company_turns
from redact.confidence_levels import level
from redact.cues import Fragment, Innocent, Topic
from redact.dialogue_context import DialogueContext, read_turns
from redact.dictated_digits import DICTATED
from redact.doubted_words import is_written_as_code, without_doubted_words
from redact.doubtful_numbers import (
    atoms_inside,
    is_hour,
    is_measured,
    is_mixed,
    is_number,
    is_price_or_day,
    is_short_number,
)
from redact.doubtful_persons import CUED_REASONS, DOUBTED_REASONS, least_share_of_person
from redact.doubtful_places import is_in_street, is_placed, is_strange_place
from redact.findings_at import FindingsAt
from redact.mask_text import BLANK
from redact.model_shares import Shares
from redact.name_model.marks import LEAST_POSSIBLE, NAME, POSSIBLE_REASON, WEIGHT
from redact.name_titles import without_titles
from redact.name_words import Worth, worth_of
from redact.number_detector import FAIL_SAFE_FROM, UNEXPLAINED
from redact.passwords import ANSWERED
from redact.regions import without_regions
from redact.spoken_dates import AGE_ON_A_DAY
from redact.talk_of_things import is_spoken_of_as_thing, turns_about_things

_LEAST_OF_A_CUED_NAME = level("doubtful_findings", "least_of_a_cued_name")
"""Of a name that something may have announced: less, and the name model sees no person in the sentence."""
_LEAST_DOUBTED = level("doubtful_findings", "least_doubted")
"""Of a name that only lists and the language model know; of a part of an address that may have been asked for."""
_LEAST_OF_DIGITS = level("doubtful_findings", "least_of_digits")
"""Of a short number in talk of things; in a personal call of digits below the model's own thresholds."""
_LEAST_OF_A_SHORT_NUMBER = level("doubtful_findings", "least_of_a_short_number")
_LEAST_LIKELY = {Kind.DEVICE_SERIAL: 0.6, Kind.ID_DOCUMENT: 0.6}
"""Of the letters and words of codes below the model's own thresholds, in a personal call."""
_LEAST_OF_A_FAMILY_NAME = level("doubtful_findings", "least_of_a_family_name")
"""Behind the first name of somebody who is introduced, whatever else the word may mean: "this is sukhdeep pal"."""
_LEAST_OF_A_PLACE = level("doubtful_findings", "least_of_a_place")
"""Of a word that is no everyday one, behind "in" or "on"."""
_LEAST_ALONE = level("doubtful_findings", "least_alone")
"""Of a name or an address that the model alone finds."""
_SURE = level("doubtful_findings", "sure")
"""A rule's finding that the model shares so far is surely personal; so is a confidence of a rule from here on."""
_LEAST_ALONE_ELSE = level("doubtful_findings", "least_alone_else")
"""Of anything else that it alone finds."""
_NEARLY_CERTAIN = level("doubtful_findings", "nearly_certain")
"""Of an address by the model alone where none was asked for, and of names and numbers in talk of things."""
_OF_NAMES = frozenset({Kind.PERSON, Kind.ADDRESS})
_NUMBERS = frozenset(
    {Kind.DEVICE_SERIAL, Kind.CUSTOMER_ID, Kind.CREDENTIAL, Kind.ID_DOCUMENT, Kind.PHONE, Kind.BANK_ACCOUNT}
)
_ANY_CODE = frozenset(
    {"the code", "a code", "that code", "code is", "code was", "code says", "the gate", "gate is", "gate number",
     "token", "verification", "combination", "combination is", "six digits", "four digits", "gift card",
     "gift card number"}
)  # fmt: skip
"""What announces a code that lets somebody in, or one on a lid, in a catalogue, on a screen."""
_LEAST_SHARED = {
    "said while an address is spoken of": LEAST_POSSIBLE,
    "introduced or addressed by name": LEAST_POSSIBLE,
    "addressed by name": LEAST_POSSIBLE,
    "presidio: PERSON": _LEAST_OF_A_CUED_NAME,
    "a date that was asked for": LEAST_POSSIBLE,
    ANSWERED: LEAST_POSSIBLE,
    "made up as passwords and user names are": LEAST_POSSIBLE,
}
"""What the model must share, in personal calls too, of what rules find that err often."""
_NEVER_PRICES = frozenset({Kind.CARD_NUMBER, Kind.CREDENTIAL, Kind.CUSTOMER_ID, Kind.BANK_ACCOUNT, Kind.DEVICE_SERIAL})
_INTRODUCED = re.compile(
    r"(?:\b(?:this is|name is|name's|it's|its|i'm|speaking to|speaking with|under|for)|^)\s*$", re.I
)
_LONGEST_INTRODUCTION = 60
_SITE = re.compile(r"\b(?:go to|visit|web ?site|web ?page|online|slash|www)\b", re.IGNORECASE)
_OF_SELF = re.compile(
    r"\b(?:from .{3,60} please|(?:she|he|they)(?:'s|'re| is| are) at|we're|i'm|i live|we live|my|our house|our place|"
    r"house)\b",
    re.IGNORECASE,
)
_OF_THEM = re.compile(
    r"\b(?:are you (?:in|at|on|staying|living)|you live|your (?:home|house|place|flat))\b", re.IGNORECASE
)
_ASKED_REASONS = frozenset({"answers a question of the dialogue", "a part of a number that was asked for"})
_UNMISTAKABLE = frozenset({DICTATED, AGE_ON_A_DAY})
"""Reasons of rules that need nobody's confirming."""
_SHORT_ANSWER_ATOMS = 3
_MOST_WORDS_OF_A_READ_BACK = 4
"""Beside what is read back; its question mark is one."""


class Belief:
    """What of the findings in a call is to be believed."""

    def __init__(self, turns: Sequence[Turn], found: Sequence[Finding], *, with_model: bool) -> None:
        """`with_model`: whether the name model has read the call; without it everything is believed."""
        self._turns = turns
        self._found = [finding for finding in found if finding.reason != POSSIBLE_REASON]
        self._possible = [finding for finding in found if finding.reason == POSSIBLE_REASON]
        self._with_model = with_model
        self._is_weighing = self._is_denying = False
        self._sayings: dict[tuple[int, re.Pattern[str]], bool] = {}
        if not with_model:
            return
        self._reads = read_turns(turns)
        self._shares = Shares(found)
        self._of_model = FindingsAt(finding for finding in self._found if finding.detector.startswith(NAME))
        self._about_things = turns_about_things(self._reads)
        self._of_company = company_turns(self._reads)
        self._context = DialogueContext(self._reads)
        self._rules = [finding for finding in self._found if not finding.detector.startswith(NAME)]
        self._rules = [finding for finding in self._rules if not self._is_place_to_model(finding)]
        self._by_rules = FindingsAt(self._rules)
        self._groups: dict[int, list[Finding]] = defaultdict(list)
        for finding in self._rules:
            if finding.group is not None:
                self._groups[finding.group].append(finding)
        self._persons = [
            finding
            for finding in self._found
            if finding.kind is Kind.PERSON
            and finding.detector.startswith(NAME)
            and finding.confidence >= _SURE * WEIGHT
            and finding.turn not in self._about_things
        ]
        topics = {hit.topic for read in self._reads for hit in read.cues}
        self._is_address_asked = bool(topics & {Kind.ADDRESS, Fragment.TOWN})
        is_blanked = any(BLANK in turn.text for turn in turns)
        self._is_denying = not is_blanked
        self._is_weighing = not is_blanked and not any(map(self._is_evident, self._rules))
        said = {
            " ".join(atom.low for atom in read.atoms[hit.first_atom : hit.end_atom])
            for read in self._reads
            for hit in read.cues
            if hit.topic is Kind.CREDENTIAL
        }
        self._is_some_code = said <= _ANY_CODE
        self._has_address = self._is_address_asked or any(
            finding.kind is Kind.ADDRESS and finding.confidence >= _SURE for finding in self._rules
        )

    def believed(self) -> list[Finding]:
        """What the detectors found, without what is not to be believed."""
        if self._is_weighing:
            found = [finding for finding in self._found if self._is_believed(finding)]
            return [*found, *self._family_names(found)]
        found = [finding for finding in self._found if not self._is_denied(finding)]
        if not self._is_denying:
            return found
        return [*found, *filter(self._is_likely, self._possible), *self._family_names(found)]

    def _family_names(self, found: Sequence[Finding]) -> list[Finding]:
        """Words that the model half takes for persons right behind the first name of somebody who is introduced."""
        ends = {
            (one.turn, one.end)
            for one in found
            if one.kind is Kind.PERSON and one.confidence >= _SURE * WEIGHT and self._is_introduced(one)
        }
        return [
            one
            for one in self._possible
            if one.kind is Kind.PERSON
            and one.confidence >= _LEAST_OF_A_FAMILY_NAME * WEIGHT
            and (one.turn, one.start - 1) in ends
            and self._reads[one.turn].turn.text[one.start - 1].isspace()
            and worth_of(self._said(one).lower().strip(".,?!")) is not Worth.NOTHING
        ]

    def _is_introduced(self, finding: Finding) -> bool:
        text = self._reads[finding.turn].turn.text
        is_one_word = not any(char.isspace() for char in text[finding.start : finding.end])
        nearest = max(0, finding.start - _LONGEST_INTRODUCTION)
        return is_one_word and _INTRODUCED.search(text, nearest, finding.start) is not None

    def _is_likely(self, finding: Finding) -> bool:
        """Whether a word below the model's thresholds is hidden all the same in a personal call."""
        read = self._reads[finding.turn]
        is_place = is_strange_place(read, finding) or is_in_street(read, finding)
        least = _LEAST_LIKELY.get(finding.kind)
        is_code = least is not None and finding.confidence >= least * WEIGHT
        is_code = is_code and is_written_as_code(self._said(finding))
        return (
            self._is_likely_number(finding)
            or is_code
            or (is_place and finding.confidence >= _LEAST_OF_A_PLACE * WEIGHT)
        )

    def _share(self, finding: Finding) -> float:
        return self._shares.of(finding.turn, finding.start, finding.end)

    def _is_likely_number(self, finding: Finding) -> bool:
        """Whether digits below the model's thresholds are hidden all the same: no price and no measure."""
        read = self._reads[finding.turn]
        if (
            finding.confidence < _LEAST_OF_DIGITS * WEIGHT
            or finding.kind is Kind.PERSON
            or not is_number(read, finding)
        ):
            return False
        is_explained = is_measured(read, finding) or self._nearest(finding, inline_only=True) is Innocent.CATALOGUE
        return not is_explained and not is_price_or_day(self._said(finding))

    def _said(self, finding: Finding) -> str:
        return self._reads[finding.turn].turn.text[finding.start : finding.end]

    def _is_denied(self, finding: Finding) -> bool:
        """Whether a rule that errs often finds in a personal call what the model is sure is none."""
        if self._is_denying and finding.kind in _NEVER_PRICES and is_price_or_day(self._said(finding)):
            return True
        is_model_alone = self._is_denying and finding.detector.startswith(NAME) and not self._ruled_beside(finding)
        if is_model_alone and finding.kind is Kind.ADDRESS and self._is_time_or_measure(finding):
            return True
        return self._is_denying and self._share(finding) < _LEAST_SHARED.get(finding.reason, 0.0)

    def _is_time_or_measure(self, finding: Finding) -> bool:
        """ "200 gallons", "till one"."""
        read = self._reads[finding.turn]
        return is_measured(read, finding) or is_hour(read, finding)

    def in_talk(self, found: Sequence[Finding]) -> list[Finding]:
        """`found` while an address is spoken of; where none is, the model must share it."""
        if self._is_weighing:
            return [
                finding
                for finding in found
                if self._share(finding) >= self._least_in_talk(finding)
                and (self._has_address or is_placed(self._reads[finding.turn], finding))
            ]
        return [finding for finding in found if not self._is_denied(finding)]

    def _least_in_talk(self, finding: Finding) -> float:
        is_whole_turn = len(self._reads[finding.turn].atoms) <= _SHORT_ANSWER_ATOMS
        if self._has_address and is_whole_turn:
            return LEAST_POSSIBLE
        return _LEAST_DOUBTED if self._has_address else _LEAST_ALONE

    def trimmed(self, found: Sequence[Finding]) -> list[Finding]:
        """`found` without the words in them that the model takes for none, titles, and states alone."""
        if not self._with_model:
            return list(found)
        whole = without_titles(self._turns, without_doubted_words(self._turns, found, self._shares), self._shares)
        return without_regions(self._turns, whole, self._shares)

    def _is_evident(self, finding: Finding) -> bool:
        """Whether a rule's finding shows that a call is personal."""
        is_doubted = (
            finding.kind in KEPT_IN_ARCHIVE
            or finding.reason == UNEXPLAINED
            or (
                finding.reason in DOUBTED_REASONS
                and (finding.turn in self._about_things or finding.reason not in CUED_REASONS)
            )
        )
        return not is_doubted and self._share(finding) >= (_NEARLY_CERTAIN if self._is_of_nobody(finding) else _SURE)

    def _is_of_nobody(self, finding: Finding) -> bool:
        """Whether it is an address where none is asked for and nobody says that it is theirs: a museum's, a zoo's."""
        if finding.kind is not Kind.ADDRESS or self._is_address_asked or self._persons or self._is_read_back(finding):
            return False
        return not self._says(finding.turn, _OF_SELF) and not self._says(finding.turn - 1, _OF_THEM)

    def _says(self, turn: int, what: re.Pattern[str]) -> bool:
        """Whether it is said in a turn, looked for once."""
        if (turn, what) not in self._sayings:
            self._sayings[turn, what] = turn >= 0 and what.search(self._reads[turn].turn.text) is not None
        return self._sayings[turn, what]

    def _is_read_back(self, finding: Finding) -> bool:
        """ "So, 15 Mill Street?" – "Fifty, not fifteen.": a question of little else."""
        turn = self._reads[finding.turn].turn
        besides = turn.text[: finding.start] + turn.text[finding.end :]
        return (
            turn.text.rstrip().endswith("?")
            and len(besides.split(None, _MOST_WORDS_OF_A_READ_BACK)) <= _MOST_WORDS_OF_A_READ_BACK
        )

    def _is_long(self, finding: Finding) -> bool:
        """Whether it belongs to a row of so many digits that nothing may leave it standing."""
        parts = self._groups.get(finding.group, []) if finding.group is not None else [finding]
        digits = [run.digits for part in parts for run in self._reads[part.turn].runs_at(part.start, part.end)]
        return sum(map(len, digits)) >= FAIL_SAFE_FROM

    def _is_believed(self, finding: Finding) -> bool:
        is_long = not finding.detector.startswith(NAME) and finding.kind in _NUMBERS and self._is_long(finding)
        if is_long or finding.reason in _UNMISTAKABLE:
            return True
        text = self._said(finding)
        if finding.kind in _NUMBERS and is_price_or_day(text):
            return False
        share = self._share(finding)
        if share < _LEAST_OF_A_SHORT_NUMBER and is_short_number(self._reads[finding.turn], finding):
            return False
        is_model = finding.detector.startswith(NAME)
        if share < _LEAST_SHARED.get(finding.reason, 0.0):
            return False
        if (
            finding.reason in _ASKED_REASONS
            and share < _LEAST_DOUBTED
            and self._is_explained(finding, inline_only=True)
        ):
            return False
        if self._is_place_to_model(finding):
            return self._is_believed_alone(replace(finding, kind=Kind.ADDRESS), share)
        if finding.kind is Kind.PERSON and (is_model or finding.reason in DOUBTED_REASONS):
            return self._is_person(finding, share)
        if is_model and not self._ruled_beside(finding):
            return self._is_believed_alone(finding, share)
        if finding.kind is Kind.EMAIL and not _has_at(text) and self._says(finding.turn, _SITE):
            return False
        if finding.kind is Kind.ADDRESS and finding.confidence < _SURE and share < _LEAST_DOUBTED:
            return False
        if self._is_of_nobody(finding):
            return share >= _NEARLY_CERTAIN
        if finding.kind is Kind.CREDENTIAL and self._is_some_code and share < _LEAST_OF_DIGITS:
            return finding.detector == "passwords" or not is_mixed(text)
        if finding.detector == "passwords" and self._reads[finding.turn].turn.channel is Channel.AGENT:
            return share >= _LEAST_DOUBTED
        is_in_things = finding.turn in self._about_things
        return not (finding.kind in _NUMBERS and is_in_things and share < _LEAST_OF_DIGITS)

    def _ruled_beside(self, finding: Finding) -> list[Finding]:
        """What rules find in the same characters."""
        return self._by_rules.within(finding.turn, finding.start, finding.end)

    def _is_place_to_model(self, finding: Finding) -> bool:
        """Whether the model finds a place where a rule that errs found a name: "oxford milton keynes bedford"."""
        if finding.kind is not Kind.PERSON or finding.reason not in DOUBTED_REASONS:
            return False
        there = self._of_model.within(finding.turn, finding.start, finding.end)
        return bool(there) and all(one.kind is Kind.ADDRESS for one in there)

    def _is_person(self, finding: Finding, share: float) -> bool:
        is_thing = is_spoken_of_as_thing(self._reads[finding.turn], finding.start, finding.end)
        is_about_things = finding.turn in self._about_things
        is_greeting = finding.turn == 0 and self._turns[0].channel is Channel.AGENT
        least = least_share_of_person(
            finding,
            is_thing=is_thing,
            is_about_things=is_about_things,
            is_beside_person=is_greeting or any(not _overlap(finding, one) for one in self._persons),
        )
        return share >= least

    def _is_believed_alone(self, finding: Finding, share: float) -> bool:
        """What no rule finds: the company's own address, a measure, a time or a site is none."""
        read = self._reads[finding.turn]
        is_of_company = finding.turn in self._of_company
        if finding.kind is Kind.ADDRESS and (is_of_company or is_measured(read, finding)):
            return False
        if finding.kind in _NUMBERS and share < _NEARLY_CERTAIN and self._is_explained(finding):
            return False
        if finding.kind is Kind.ADDRESS and not self._has_address and not self._says(finding.turn, _OF_SELF):
            return share >= _NEARLY_CERTAIN and is_placed(read, finding)
        if finding.kind is Kind.EMAIL and not _has_at(read.turn.text[finding.start : finding.end]):
            return False
        return share >= (_LEAST_ALONE if finding.kind in _OF_NAMES else _LEAST_ALONE_ELSE)

    def _is_explained(self, finding: Finding, *, inline_only: bool = False) -> bool:
        """Whether what was said before a number (in its turn) makes it a part's, a price or the company's own."""
        nearest = self._nearest(finding, inline_only=inline_only)
        return isinstance(nearest, Innocent) and nearest is not Innocent.MENU

    def _nearest(self, finding: Finding, *, inline_only: bool) -> Topic | None:
        """What was last spoken of before a number."""
        read = self._reads[finding.turn]
        inside = atoms_inside(read, finding)
        if not inside:
            return None
        expected = self._context.expected_at(finding.turn, inside[0], inside[-1] + 1)
        return next(iter(expected.inline or (() if inline_only else expected.just_asked)), None)


def _overlap(one: Finding, two: Finding) -> bool:
    return one.turn == two.turn and one.start < two.end and one.end > two.start


def _has_at(said: str) -> bool:
    """A site's name has dots and no "at"; a part of an e-mail address may have no dots either."""
    words = said.lower().split()
    return "dot" not in words or "@" in said or "at" in words[1:] or "underscore" in words
