"""Spoken passwords, user names and security answers: words rather than digits, known only by what announces or asks for
them, and by how they are made up ("welcome2024 dollar sign", "capital W").
"""

import re
from collections.abc import Iterator, Sequence
from re import Pattern

from calls.call import Channel
from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.dialogue_context import read_turns
from redact.password_wordings import (
    ANNOUNCED,
    CHOSEN,
    DIGITS,
    INNOCENT_START,
    MADE_UP,
    MIXED,
    NO_ANSWER,
    OPENERS,
    RULE_OF_PASSWORDS,
    SENTENCE_END,
    SURELY_MADE_UP,
)
from redact.secret_questions import ASKED, DENIED, SPOKEN_OF, TRIED_WRONG

ANSWERED = "answers a question for a password or security answer"
SAID_TO_BE = "announced as a password or security answer"
CHOSEN_CODE = "a code that is chosen"
"""Reasons of findings."""
_MADE_UP_SO = "made up as passwords and user names are"
_LONGEST_ANSWER_WORDS = 9
_OPEN_TURNS = 5
_MOST_WORDS_OF_A_CHOICE = 7
_MOST_TURNS_TO_TRY_AGAIN = 4
_MOST_WORDS_OF_ANOTHER_TRY = 3
_GUESSED = re.compile(r"\b(?:is it|could it be|would it be|might it be|was it|perhaps|maybe|try)[, ]+$", re.IGNORECASE)


class PasswordDetector:
    name = "passwords"

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
        found = [finding for index, turn in enumerate(turns) for finding in _matched(index, turn, ANNOUNCED)]
        reads = read_turns(turns)
        open_until, code_until, tried = -1, -1, -_MOST_TURNS_TO_TRY_AGAIN - 1
        for index, turn in enumerate(turns):
            is_spoken_of = SPOKEN_OF.search(turn.text) is not None
            if is_spoken_of:
                open_until = index + _OPEN_TURNS
            if any(hit.topic is Kind.CREDENTIAL for hit in reads[index].cues):
                code_until = index + _OPEN_TURNS
            if index <= code_until:
                found.extend(
                    _finding(index, *match.span("value"), 0.8, CHOSEN_CODE) for match in DIGITS.finditer(turn.text)
                )
            if index > 0 and _asks(turns, index):
                answers = _answer(index, turn)
                tried = index if answers else tried
                found.extend(answers)
                open_until = max(open_until, index + 1)
            elif index - tried <= _MOST_TURNS_TO_TRY_AGAIN and _tries_again(turns, index):
                found.extend(_answer(index, turn, most_words=_MOST_WORDS_OF_ANOTHER_TRY))
            if index <= open_until and RULE_OF_PASSWORDS.search(turn.text) is None:
                found.extend(_in_talk(index, turn))
            found.extend(
                _finding(index, *match.span(), 0.7, _MADE_UP_SO) for match in SURELY_MADE_UP.finditer(turn.text)
            )
        return found


def _asks(turns: Sequence[Turn], index: int) -> bool:
    """Whether the other party's turn before asks for a secret in words."""
    before, turn = turns[index - 1], turns[index]
    is_question = "?" in before.text or before.channel is Channel.AGENT
    is_other = before.channel is not turn.channel and is_question and ANNOUNCED.search(before.text) is None
    return is_other and ASKED.search(before.text) is not None and DENIED.search(before.text) is None


def _tries_again(turns: Sequence[Turn], index: int) -> bool:
    """Whether the other party's turn before turns an answer down."""
    before, turn = turns[index - 1], turns[index]
    is_other = before.channel is Channel.AGENT and turn.channel is not before.channel
    return is_other and TRIED_WRONG.search(before.text) is not None and DENIED.search(before.text) is None


def _in_talk(index: int, turn: Turn) -> Iterator[Finding]:
    """While a password is spoken of: one that is chosen, and words that only a password is made up of."""
    for finding in _matched(index, turn, CHOSEN):
        if len(turn.text[finding.start : finding.end].split()) <= _MOST_WORDS_OF_A_CHOICE:
            yield finding
    for pattern in (MADE_UP, MIXED):
        for match in pattern.finditer(turn.text):
            yield _finding(index, *match.span(), 0.7, _MADE_UP_SO)


def _matched(index: int, turn: Turn, pattern: Pattern[str]) -> list[Finding]:
    found = []
    for match in pattern.finditer(turn.text):
        start, value = match.start("value"), match.group("value")
        if INNOCENT_START.match(value):
            continue
        end = SENTENCE_END.search(value)
        length = end.start() if end else len(value)
        if value[:length].strip():
            found.append(_finding(index, start, start + length, 0.9, SAID_TO_BE))
    return found


def _answer(index: int, turn: Turn, most_words: int = _LONGEST_ANSWER_WORDS) -> list[Finding]:
    opener = OPENERS.match(turn.text)
    start = opener.end() if opener else 0
    rest = turn.text[start:]
    end = SENTENCE_END.search(rest)
    stop = start + (end.start() if end else len(rest))
    words = turn.text[start:stop].split()
    is_guess = _GUESSED.search(turn.text[:start]) is not None
    is_question = turn.text[start:].rstrip().endswith("?") and len(words) > (
        _MOST_WORDS_OF_ANOTHER_TRY if is_guess else 2
    )
    if not 1 <= len(words) <= most_words or is_question:
        return []
    if words[0].lower().strip(",.") in NO_ANSWER:
        return []
    return [_finding(index, start, stop, 0.7, ANSWERED)]


def _finding(index: int, start: int, end: int, confidence: float, reason: str) -> Finding:
    return Finding(Kind.CREDENTIAL, index, start, end, confidence, PasswordDetector.name, reason)
