"""Public sets that lie outside the repository, read as marked calls: they are measured on, never copied here.

- `presidio_research_synth_v2.json` (microsoft/presidio-research, MIT): written sentences with spans.
- a sample of google-research-datasets/dstc8-schema-guided-dialogue (CC BY-SA 4.0): service dialogues with and without
  telephone numbers and addresses.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.redaction.marked_calls import Gold, MarkedCall
from calls.call import Channel
from calls.finding import Kind
from calls.transcript import Turn

_KIND_OF_ENTITY = {
    "PERSON": Kind.PERSON, "STREET_ADDRESS": Kind.ADDRESS, "PHONE_NUMBER": Kind.PHONE, "EMAIL_ADDRESS": Kind.EMAIL,
    "CREDIT_CARD": Kind.CARD_NUMBER, "US_SSN": Kind.SSN, "IBAN_CODE": Kind.IBAN, "IP_ADDRESS": Kind.IP_ADDRESS,
    "US_DRIVER_LICENSE": Kind.ID_DOCUMENT, "ZIP_CODE": Kind.ADDRESS,
}  # fmt: skip
_KIND_OF_SLOT = {"phone_number": Kind.PHONE, "street_address": Kind.ADDRESS, "address": Kind.ADDRESS}


def synthetic_sentences(file: Path) -> Iterator[MarkedCall]:
    """Each sentence a call of one turn; spans of other types are neither secrets nor innocent, and are left out."""
    for number, entry in enumerate(json.loads(file.read_text("utf-8"))):
        gold = tuple(
            Gold(_KIND_OF_ENTITY[span["entity_type"]], 0, span["start_position"], span["end_position"])
            for span in entry["spans"]
            if span["entity_type"] in _KIND_OF_ENTITY
        )
        yield MarkedCall(f"sentence {number}", (Turn.of_text(Channel.CALLER, entry["full_text"]),), gold)


def service_dialogues(file: Path) -> Iterator[MarkedCall]:
    sets = json.loads(file.read_text("utf-8"))
    for name in sorted(sets):
        for entry in sets[name]:
            turns = tuple(Turn.of_text(_party(speaker), text) for speaker, text in entry["turns"])
            gold = tuple(_gold(turns, *span) for span in entry["gold"])
            yield MarkedCall(entry["id"], turns, gold, name == "neg")


def _party(speaker: str) -> Channel:
    return Channel.CALLER if speaker == "C" else Channel.AGENT


def _gold(turns: Sequence[Turn], start: int, end: int, slot: str) -> Gold:
    """A span of the turns' texts, joined by one character."""
    at = 0
    for index, turn in enumerate(turns):
        if start < at + len(turn.text):
            return Gold(_KIND_OF_SLOT[slot], index, start - at, end - at)
        at += len(turn.text) + 1
    raise ValueError("a span lies beyond the dialogue")
