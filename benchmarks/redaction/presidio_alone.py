"""The peer: Presidio's analyzer as it comes, on the same language model, turn by turn joined to one text.

Entities that have no kind of ours (dates, nationalities, web addresses) are left out, in its favour: they would count
as over-masking only.
"""

import logging
from collections.abc import Sequence
from pathlib import Path

import spacy
from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import SpacyNlpEngine

from calls.finding import Finding, Kind
from calls.transcript import Turn

_KIND_OF_ENTITY = {
    "PERSON": Kind.PERSON,
    "LOCATION": Kind.ADDRESS,
    "PHONE_NUMBER": Kind.PHONE,
    "EMAIL_ADDRESS": Kind.EMAIL,
    "CREDIT_CARD": Kind.CARD_NUMBER,
    "US_SSN": Kind.SSN,
    "US_ITIN": Kind.ITIN,
    "US_BANK_NUMBER": Kind.BANK_ACCOUNT,
    "IBAN_CODE": Kind.IBAN,
    "IP_ADDRESS": Kind.IP_ADDRESS,
    "US_DRIVER_LICENSE": Kind.ID_DOCUMENT,
    "US_PASSPORT": Kind.ID_DOCUMENT,
    "UK_NHS": Kind.ID_DOCUMENT,
}


class PresidioAlone:
    name = "Presidio alone"

    def __init__(self, model: Path) -> None:
        logging.getLogger("tldextract").setLevel(logging.CRITICAL)  # it falls back on its bundled list of suffixes
        engine = SpacyNlpEngine(models=[{"lang_code": "en", "model_name": str(model)}])
        engine.nlp = {"en": spacy.load(model)}
        self._analyzer = AnalyzerEngine(nlp_engine=engine, supported_languages=["en"])

    def find(self, turns: Sequence[Turn]) -> list[Finding]:
        text = "\n".join(turn.text for turn in turns)
        found: list[Finding] = []
        for result in self._analyzer.analyze(text, "en", entities=list(_KIND_OF_ENTITY)):
            kind, at = _KIND_OF_ENTITY[result.entity_type], 0
            for index, turn in enumerate(turns):
                low, high = max(result.start - at, 0), min(result.end - at, len(turn.text))
                if low < high:
                    found.append(Finding(kind, index, low, high, result.score, self.name, "presidio"))
                at += len(turn.text) + 1
        return found
