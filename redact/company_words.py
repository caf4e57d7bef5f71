"""A company's own words: names that are always hidden (its agents'), and words that are none (its products, places).

Both come from files that the company keeps: one name or phrase a line, "#" begins a remark. Case and the number of
blanks do not matter. The certificate tells the lists by their SHA-256, never by a word.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from re import Pattern

from calls.errors import BadSettings
from calls.finding import Finding, Kind
from calls.ports.detector import Detector, parts_of_detector
from calls.transcript import Turn

NAME_OF_COMPANY = "stands in the company's list of names"
NUMBER_OF_COMPANY = "has the form of the company's customer numbers"
ORDERED = frozenset({NAME_OF_COMPANY, NUMBER_OF_COMPANY})
"""Reasons of what the company wants hidden: no rule and no model has a say in it."""
SHORTEST = 2
"""Letters and digits; a shorter line would hide or keep half of the language."""
_MAY_BE_KEPT = frozenset({Kind.PERSON, Kind.ADDRESS})
"""No list makes a card number readable."""


@dataclass(frozen=True, slots=True, repr=False)
class WordList:
    """`phrases` as they stand in the file, without remarks."""

    phrases: tuple[str, ...]

    @property
    def sha256(self) -> str:
        return hashlib.sha256("\n".join(self.phrases).encode()).hexdigest()

    def pattern(self) -> Pattern[str]:
        """Matches any of the phrases where whole words stand, the longest first."""
        said = (
            r"[\s-]+".join(map(re.escape, phrase.split())) for phrase in sorted(self.phrases, key=len, reverse=True)
        )
        return re.compile(rf"(?<!\w)(?:{'|'.join(said)})(?!\w)", re.IGNORECASE)


def read_lines(file: Path) -> Iterator[tuple[int, str]]:
    """The number and the words of each line, without remarks and empty lines. Raises BadSettings."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError) as error:
        raise BadSettings(
            f"{file} cannot be read ({type(error).__name__})", hint="give a UTF-8 file, one name, phrase or form a line"
        ) from error
    for number, line in enumerate(lines, start=1):
        if words := " ".join(line.partition("#")[0].split()):
            yield number, words


def read_word_list(file: Path) -> WordList:
    """Raises BadSettings, which quotes the line's number and not the line."""
    phrases = []
    for number, phrase in read_lines(file):
        if sum(map(str.isalnum, phrase)) < SHORTEST:
            raise BadSettings(f"{file}, line {number} is too short", hint=f"give {SHORTEST} letters or more")
        phrases.append(phrase)
    return WordList(tuple(dict.fromkeys(phrases)))


class HiddenNames:
    """A detector that finds every name of the list as a PERSON, whoever says it."""

    def __init__(self, names: WordList) -> None:
        self.name = f"hidden names sha256:{names.sha256[:12]}"
        self._pattern = names.pattern() if names.phrases else None

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
        if self._pattern is None:
            return ()
        return [
            Finding(Kind.PERSON, index, *match.span(), 1.0, self.name, NAME_OF_COMPANY)
            for index, turn in enumerate(turns)
            for match in self._pattern.finditer(turn.text)
        ]


class WithKeptWords:
    """A detector without those of its persons and addresses that consist of kept words alone."""

    def __init__(self, detector: Detector, kept: WordList) -> None:
        self.name = f"{detector.name}, but for kept words sha256:{kept.sha256[:12]}"
        self.versions = parts_of_detector(detector)
        self._detector = detector
        self._pattern = kept.pattern() if kept.phrases else None

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
        found = self._detector.find(turns)
        return [finding for finding in found if not self._is_kept(turns[finding.turn].text, finding)]

    def _is_kept(self, text: str, finding: Finding) -> bool:
        if self._pattern is None or finding.kind not in _MAY_BE_KEPT:
            return False
        spans = (match.span() for match in self._pattern.finditer(text))
        return any(start <= finding.start and finding.end <= end for start, end in spans)
