"""What is known to everybody is no secret: famous names, names of things, a company's own free telephone number."""

import re
from collections.abc import Iterator, Sequence

from calls.call import Channel
from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.asked_for import asked_for
from redact.confidence_levels import level
from redact.famous_names import ALONE, FAMOUS
from redact.name_model.marks import NAME
from redact.named_things import thing_spans
from redact.spoken_forms import Atom, atoms_of, runs_of

_LONGEST_NAME = max(map(len, FAMOUS))
_TITLED = "follows a title"
_SURELY_GIVEN = level("public_names", "surely_given")
"""A finding this sure was introduced, titled or asked for: a caller may bear a famous name."""
_FREE_CODES = ("800", "888", "877", "866", "855", "844", "833")
"""North American Numbering Plan: calls to these are paid by their owner."""
_FREE_GB = ("0800", "0808", "0300", "0330", "0333", "0345", "0344", "0370", "0371")
"""Ofcom's National Telephone Numbering Plan, part A: free numbers and those of organisations."""
_MAILBOX = re.compile(
    r"(?:info|support|help|sales|contact|service|customer ?service|returns|hello|press|jobs|careers|feedback|office|"
    r"enquiries|inquiries|no ?reply|complaints|care|orders|reservations|claims|privacy)\s*(?:@|at )"
)
"""Mailboxes of a company rather than of a person (RFC 2142 and what is usual)."""
_OF_SOMEBODY = re.compile(
    r"\b(?:holder|born|husband|wife|partner|sons?|daughters?|sisters?|brothers?|mother|father|mum|mom|dad|aunt|uncle|cousin|"
    r"neighbou?rs?|friends?|mate|colleague|is that you|looking for|sp(?:eak|oke|eaking) (?:to|with)|name|yes|yeah)\b",
    re.IGNORECASE,
)
"""Said in one breath with a name that is not a celebrity's."""
_SAYS_WHO = re.compile(r"\W*(?:here|speaking|calling)\b", re.IGNORECASE)
"""Behind a name: who rings."""
_OF_CALLER = re.compile(r"\b(?:my|your|you have|reach you|call you)\b", re.IGNORECASE)


def without_public(turns: Sequence[Turn], found: Sequence[Finding]) -> list[Finding]:
    """`found` without what is public; what a caller gave as their own stays hidden."""
    persons = {finding.turn for finding in found if finding.kind is Kind.PERSON}
    known = {index: _public_characters(turns[index], index) for index in persons if not _is_of_somebody(turns, index)}
    free = _free_numbers(turns)
    public = [finding for finding in found if _is_public(turns, finding, known, free)]
    numbers = [finding for finding in public if finding.kind is not Kind.PERSON]
    return [finding for finding in found if finding not in public and not _is_model_on_public(finding, numbers)]


def _is_model_on_public(finding: Finding, public: Sequence[Finding]) -> bool:
    """Whether the name model alone takes a part of a company's number or mailbox for somebody's."""
    return finding.detector.startswith(NAME) and any(
        one.turn == finding.turn and one.start < finding.end and one.end > finding.start for one in public
    )


def _is_public(turns: Sequence[Turn], finding: Finding, known: dict[int, bytearray], free: frozenset[str]) -> bool:
    if finding.kind is Kind.PERSON and (finding.confidence < _SURELY_GIVEN or finding.reason == _TITLED):
        text, public = turns[finding.turn].text, known.get(finding.turn)
        if _SAYS_WHO.match(text, finding.end):
            return False
        return public is not None and all(public[k] for k in range(finding.start, finding.end) if text[k].isalnum())
    if finding.kind is Kind.EMAIL:
        return _is_mailbox_of_company(turns, finding)
    if not free or (finding.kind is not Kind.PHONE and not finding.detector.startswith(NAME)):
        return False
    piece = Turn.of_text(turns[finding.turn].channel, turns[finding.turn].text[finding.start : finding.end])
    return "".join(run.digits for run in runs_of(atoms_of(piece))) in free


def _is_of_somebody(turns: Sequence[Turn], index: int) -> bool:
    return _answers_name_question(turns, index) or _OF_SOMEBODY.search(turns[index].text) is not None


def _answers_name_question(turns: Sequence[Turn], index: int) -> bool:
    """Callers bear famous names, too."""
    asked = asked_for(turns[index - 1]) if index else None
    return asked is not None and asked.kind is Kind.PERSON and turns[index - 1].channel is not turns[index].channel


def _is_mailbox_of_company(turns: Sequence[Turn], finding: Finding) -> bool:
    """ "info at northlake dot com", given out by the agent."""
    text = turns[finding.turn].text[finding.start : finding.end].lower()
    if not _MAILBOX.match(text):
        return False
    said = [turn for turn in turns[: finding.turn + 1] if text in turn.text.lower()]
    return said[0].channel is Channel.AGENT and not _OF_CALLER.search(said[0].text)


def _public_characters(turn: Turn, index: int) -> bytearray:
    """A byte a character: does it belong to what is public?"""
    public = bytearray(len(turn.text))
    for start, end in _public_spans(turn, index):
        public[start:end] = b"\1" * (end - start)
    return public


def _public_spans(turn: Turn, index: int) -> Iterator[tuple[int, int]]:
    atoms = atoms_of(turn)
    yield from thing_spans(atoms, index)
    for first in range(len(atoms)):
        words: tuple[str, ...] = ()
        for k in range(first, min(len(atoms), first + 2 * _LONGEST_NAME)):
            if not atoms[k].raw[0].isalpha():
                continue
            words = (*words, _bare(atoms[k]))
            if words in FAMOUS or (len(words) == 1 and {words[0], atoms[k].low} & ALONE):
                yield atoms[first].start, atoms[k].end


def _bare(atom: Atom) -> str:
    return atom.low.removesuffix("'s")


def _free_numbers(turns: Sequence[Turn]) -> frozenset[str]:
    """Free numbers that an agent gave out, as digits."""
    found: set[str] = set()
    for turn in turns:
        if turn.channel is Channel.AGENT and not _OF_CALLER.search(turn.text):
            digits = (run.digits for run in runs_of(atoms_of(turn)))
            found.update(one for one in digits if _is_free(one))
    return frozenset(found)


def _is_free(digits: str) -> bool:
    national = digits.removeprefix("1") if len(digits) == 11 else digits
    is_american = len(national) == 10 and national.startswith(_FREE_CODES)
    return is_american or (len(digits) in {10, 11} and digits.startswith(_FREE_GB))
