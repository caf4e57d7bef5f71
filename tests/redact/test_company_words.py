"""What a company's own lists hide and keep."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from calls.errors import BadSettings
from calls.finding import Finding, Kind
from calls.ports.detector import parts_of_detector
from calls.transcript import Turn
from redact.certificate import versions_of
from redact.company_words import HiddenNames, WithKeptWords, WordList, read_word_list
from redact.find_secrets import find_secrets, rule_detectors
from redact.mask_text import mask_text
from redact.name_model.detector import NameModelDetector
from tests.redact.conversation import turns_of


class TakesForPerson:
    """A detector that takes these words for a person's name wherever they stand."""

    name = "twin"

    def __init__(self, words: str, kind: Kind = Kind.PERSON) -> None:
        self._words, self._kind = words, kind

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
        found = [(index, turn.text.find(self._words)) for index, turn in enumerate(turns)]
        return [
            Finding(self._kind, index, start, start + len(self._words), 0.6, "twin", "t")
            for index, start in found
            if start >= 0
        ]


@pytest.mark.parametrize(
    ("said", "masked"),
    [
        ("my colleague blossom okafor will call", "my colleague [PERSON] will call"),
        ("ask for Blossom-Okafor's team", "ask for [PERSON] team"),
        ("is Jo there?", "is [PERSON] there?"),
        ("a blossoming job", "a blossoming job"),
    ],
)
def test_a_name_of_the_list_is_hidden_wherever_whole_words_of_it_stand(said: str, masked: str) -> None:
    turns = turns_of(said)
    found = find_secrets(turns, [HiddenNames(WordList(("Blossom Okafor", "Jo")))])
    assert mask_text(turns, found)[0][0].text == masked


def test_no_rule_and_no_model_overrules_the_list() -> None:
    """The name model reads the call as one in which nothing is anybody's, and a lamp as a thing."""
    call = [
        "agent: Hello there.", "caller: The boiler makes a noise.", "agent: Is it rusty?", "caller: Yes.",
        "agent: Okay.", "caller: So what now?", "agent: I'll send a part and a table lamp.", "caller: Lovely.",
    ]  # fmt: skip
    turns = turns_of(*call)
    detectors = [*rule_detectors(), NameModelDetector(), HiddenNames(WordList(("Table Lamp", "rusty")))]
    masked = [turn.text for turn in mask_text(turns, find_secrets(turns, detectors))[0]]
    assert (masked[2], masked[6]) == ("Is it [PERSON]?", "I'll send a part and a [PERSON].")


@pytest.mark.parametrize("kept", ["Mercury Jade", "the mercury  jade watch"])
def test_a_product_that_looks_like_a_name_stays_readable(kept: str) -> None:
    turns = turns_of("the Mercury Jade watch is broken")
    detector = WithKeptWords(TakesForPerson("Mercury Jade"), WordList((" ".join(kept.split()),)))
    assert find_secrets(turns, [detector]) == ()


def test_it_stands_on_the_same_parts_as_the_detector_whose_words_it_keeps() -> None:
    class OnALibrary(TakesForPerson):
        versions = (("library", "3.1"),)

    kept = WordList(("Mercury Jade",))
    versions = dict(versions_of([WithKeptWords(OnALibrary("Smith"), kept)]))
    assert versions["library"] == "3.1"
    assert parts_of_detector(WithKeptWords(TakesForPerson("Smith"), kept)) == ()


def test_a_kept_word_keeps_no_more_than_itself_and_nothing_but_names_and_places() -> None:
    turns = turns_of("Mercury Jade Smith has 4242")
    kept = WordList(("Mercury Jade", "4242"))
    assert find_secrets(turns, [WithKeptWords(TakesForPerson("Mercury Jade Smith"), kept)]) != ()
    assert find_secrets(turns, [WithKeptWords(TakesForPerson("4242", Kind.CARD_NUMBER), kept)]) != ()


def test_a_list_is_read_without_remarks_and_an_empty_one_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "names.txt"
    file.write_text("# the desk\nBlossom   Okafor  # since May\n\nJo\nJo\n", encoding="utf-8")
    assert read_word_list(file).phrases == ("Blossom Okafor", "Jo")
    turns = turns_of("hello Jo")
    assert HiddenNames(WordList(())).find(turns) == ()
    assert len(WithKeptWords(TakesForPerson("Jo"), WordList(())).find(turns)) == 1


@pytest.mark.parametrize("content", [b"fine\na\n", b"\xff\xfe", None])
def test_a_list_that_cannot_be_used_is_refused_without_quoting_it(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "names.txt"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(BadSettings) as refused:
        read_word_list(file)
    assert refused.value.hint
    assert "fine" not in str(refused.value)
