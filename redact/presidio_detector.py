"""Presidio's analyzer over a conversation: our rules as one of its recognisers, beside its own and spaCy's entities.

The only file that imports presidio_analyzer and spaCy. Kept off on purpose: DATE_TIME (it fires on most numbers),
`log_decision_process` (it writes the whole text to the log), and tldextract's look-up of the public suffix list on the
network (its bundled snapshot serves).
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from calls.errors import ModelMissing, StepFailed
from calls.finding import Finding, Kind
from calls.ports.detector import Detector
from calls.transcript import Turn
from redact.confidence_levels import level
from redact.dialogue_context import ReadTurn, read_turns
from redact.find_secrets import rule_detectors
from redact.findings_at import FindingsAt
from redact.model_names import is_likely_name, near_address, without_other_words
from redact.not_imported import not_imported

with not_imported("torch"):
    import spacy
    import tldextract
    from presidio_analyzer import AnalyzerEngine, EntityRecognizer, RecognizerRegistry, RecognizerResult
    from presidio_analyzer.nlp_engine import NlpArtifacts, SpacyNlpEngine
    from presidio_analyzer.predefined_recognizers import (
        CreditCardRecognizer,
        EmailRecognizer,
        IbanRecognizer,
        IpRecognizer,
        PhoneRecognizer,
        SpacyRecognizer,
        UsSsnRecognizer,
    )

LONGEST_TEXT = 10_000
"""Characters in one pass of the language model: its memory grows with them (100,000 took 1 GB)."""
LEAST_SCORE = level("presidio_detector", "least_score")

_KIND_OF_ENTITY = {
    "PERSON": Kind.PERSON,
    "CREDIT_CARD": Kind.CARD_NUMBER,
    "EMAIL_ADDRESS": Kind.EMAIL,
    "IBAN_CODE": Kind.IBAN,
    "IP_ADDRESS": Kind.IP_ADDRESS,
    "PHONE_NUMBER": Kind.PHONE,
    "US_SSN": Kind.SSN,
    "LOCATION": Kind.ADDRESS,
}
_RULES_PREFIX = "RULE_"


class PresidioDetector:
    """Finds what our rules, Presidio's recognisers and a spaCy model find. Loading takes about two seconds."""

    name = "presidio"

    def __init__(self, model: Path, rules: Sequence[Detector] | None = None) -> None:
        """`model`: folder of a spaCy English pipeline with named entities.

        Raises ModelMissing when the folder holds none.
        """
        logging.getLogger("presidio-analyzer").setLevel(logging.ERROR)
        self._rules = tuple(rule_detectors() if rules is None else rules)
        engine = _nlp_engine(model)
        self.versions = _versions(engine)
        self._analyzer = AnalyzerEngine(
            registry=_registry(),
            nlp_engine=engine,
            supported_languages=["en"],
            log_decision_process=False,
            default_score_threshold=LEAST_SCORE,
        )

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
        """Raises StepFailed when Presidio fails; its message never quotes the conversation."""
        ruled = [finding for detector in self._rules for finding in detector.find(turns)]
        reads = read_turns(turns)
        found: list[Finding] = []
        for first, batch in _batches(turns):
            inside = [finding for finding in ruled if first <= finding.turn < first + len(batch)]
            ruled_too, own = self._find_in(batch, first, inside)
            found.extend([*ruled_too, *_sensible(own, ruled_too, reads)])
        return found

    def _find_in(
        self, batch: Sequence[Turn], first: int, ruled: Sequence[Finding]
    ) -> tuple[list[Finding], list[Finding]]:
        """The rules' findings as they came through Presidio, and its own."""
        starts = _starts(batch)
        text = "\n".join(turn.text for turn in batch)
        rules = _ConversationRules(ruled, [starts[finding.turn - first] for finding in ruled])
        entities = [*_KIND_OF_ENTITY, *rules.supported_entities]
        try:
            results = self._analyzer.analyze(text, "en", entities=entities, ad_hoc_recognizers=[rules])
        except Exception as error:  # noqa: BLE001 (whatever a vendor raises may quote the text: only its type leaves)
            raise StepFailed(f"presidio failed on {len(batch)} turns ({type(error).__name__})") from None
        own = [finding for result in results for finding in _to_findings(result, batch, starts, first)]
        return ruled_again(results, ruled), own


def ruled_again(results: Sequence[RecognizerResult], ruled: Sequence[Finding]) -> list[Finding]:
    """Our rules' findings as they came through Presidio; none may be lost on the way."""
    passed = {result.entity_type for result in results}
    lost = [number for number in range(len(ruled)) if f"{_RULES_PREFIX}{number}" not in passed]
    if lost:
        raise StepFailed(f"presidio dropped {len(lost)} of {len(ruled)} findings of the rules")
    return list(ruled)


class _ConversationRules(EntityRecognizer):
    """The rules' findings in one conversation, as a recogniser for one pass. Each finding is an entity of its own, so
    that Presidio's removal of duplicates keeps them all."""

    def __init__(self, findings: Sequence[Finding], starts: Sequence[int]) -> None:
        self._placed = list(zip(findings, starts, strict=True))
        names = [f"{_RULES_PREFIX}{number}" for number in range(len(findings))] or [f"{_RULES_PREFIX}NONE"]
        super().__init__(supported_entities=names, name="Hushtape rules", supported_language="en")

    def load(self) -> None:
        """Nothing to load."""

    def analyze(
        self,
        text: str,  # noqa: ARG002 (the rules have read the turns already)
        entities: list[str],  # noqa: ARG002
        nlp_artifacts: NlpArtifacts | None = None,  # noqa: ARG002
    ) -> list[RecognizerResult]:
        return [
            RecognizerResult(
                entity_type=f"{_RULES_PREFIX}{number}",
                start=start + finding.start,
                end=start + finding.end,
                score=max(finding.confidence, LEAST_SCORE),
            )
            for number, (finding, start) in enumerate(self._placed)
        ]


def _registry() -> RecognizerRegistry:
    recognizers = [
        SpacyRecognizer(supported_entities=["PERSON", "LOCATION"]),
        CreditCardRecognizer(),
        _OfflineEmailRecognizer(),
        IbanRecognizer(),
        IpRecognizer(),
        PhoneRecognizer(supported_regions=("US", "GB")),
        UsSsnRecognizer(),
    ]
    return RecognizerRegistry(recognizers=recognizers, supported_languages=["en"])


_SUFFIXES = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
"""The public suffix list as bundled: no look-up on the network, no cache on disk."""


class _OfflineEmailRecognizer(EmailRecognizer):
    """Presidio's e-mail recogniser with its check made on the bundled list of suffixes."""

    def validate_result(self, pattern_text: str) -> bool:
        return bool(_SUFFIXES(pattern_text).fqdn)


_PARTS_NOT_ASKED = ("parser", "lemmatizer", "tagger", "attribute_ruler", "tok2vec", "senter")
_WORDS_NOT_READ = ("strings", "lookups")
"""The spellings of 700,000 words, 140 MB of memory. Named entities are found by the words' hashes, and a word that
occurs is spelled by the text in which it does."""


def _versions(engine: SpacyNlpEngine) -> tuple[tuple[str, str], ...]:
    """Of the analyzer, and of the language model by what it says of itself."""
    model = engine.nlp["en"].meta  # type: ignore[index]
    return (
        ("presidio-analyzer", version("presidio-analyzer")),
        ("spaCy model", f"{model['lang']}_{model['name']} {model['version']}, spaCy {version('spacy')}"),
    )


def _nlp_engine(model: Path) -> SpacyNlpEngine:
    if not (model / "config.cfg").is_file():
        raise ModelMissing("the language model for names is not there", hint="run the set-up again: make run")
    engine = SpacyNlpEngine(models=[{"lang_code": "en", "model_name": str(model)}])
    try:
        engine.nlp = {"en": spacy.load(model, exclude=[*_PARTS_NOT_ASKED, *_WORDS_NOT_READ])}  # type: ignore[assignment]
    except (OSError, ValueError) as error:
        raise ModelMissing(f"the language model for names does not load ({type(error).__name__})") from error
    return engine


def _batches(turns: Sequence[Turn]) -> Iterator[tuple[int, Sequence[Turn]]]:
    """Turns in stretches of at most LONGEST_TEXT characters (one longer turn goes alone)."""
    first = length = 0
    for index, turn in enumerate(turns):
        if index > first and length + len(turn.text) > LONGEST_TEXT:
            yield first, turns[first:index]
            first, length = index, 0
        length += len(turn.text) + 1
    if first < len(turns):
        yield first, turns[first:]


def _starts(batch: Sequence[Turn]) -> list[int]:
    starts, at = [], 0
    for turn in batch:
        starts.append(at)
        at += len(turn.text) + 1
    return starts


def _to_findings(
    result: RecognizerResult, batch: Sequence[Turn], starts: Sequence[int], first: int
) -> Iterator[Finding]:
    """A result of Presidio's own as findings in turns; what crosses turns is cut at their borders."""
    kind = _KIND_OF_ENTITY.get(result.entity_type)
    if kind is None:
        return
    for index, (turn, start) in enumerate(zip(batch, starts, strict=True)):
        low, high = max(result.start - start, 0), min(result.end - start, len(turn.text))
        if low < high:
            yield Finding(
                kind, first + index, low, high, result.score, PresidioDetector.name, f"presidio: {result.entity_type}"
            )


def _sensible(found: Sequence[Finding], ruled: Sequence[Finding], reads: Sequence[ReadTurn]) -> list[Finding]:
    """Drop what a general model takes for a person or place in every call: products, companies, towns on their own."""
    addresses = FindingsAt(finding for finding in ruled if finding.kind is Kind.ADDRESS)
    kept: list[Finding] = []
    for whole in found:
        finding, read = whole, reads[whole.turn]
        text = read.turn.text
        if finding.kind is Kind.PERSON and not is_likely_name(read, finding.start, finding.end):
            continue
        if finding.kind is Kind.PERSON:
            start, end = without_other_words(text, finding.start, finding.end)
            finding = replace(finding, start=start, end=end)
        if finding.kind is Kind.ADDRESS and not near_address(text, finding, addresses):
            continue
        kept.append(finding)
    return kept
