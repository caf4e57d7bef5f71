"""Labels by presidio-anonymizer's operators; the only file that imports presidio_anonymizer.

The anonymizer replaces from the end of a text and cannot be told which finding it is at, so every finding gets an
entity type of its own ("finding 3"), whose operator writes that finding's label; the places come back by order.
"""

from collections.abc import Sequence

from calls.finding import Finding
from redact.mask_text import Label, LabelledText, WordFor, label_for
from redact.not_imported import not_imported

with not_imported("torch"):  # one of the anonymizer's operators imports the analyzer
    from presidio_anonymizer import AnonymizerEngine
    from presidio_anonymizer.entities import OperatorConfig, RecognizerResult

_ENGINE = AnonymizerEngine()  # type: ignore[no-untyped-call]


def put_labels_by_presidio(text: str, findings: Sequence[Finding], word_for: WordFor = label_for) -> LabelledText:
    """Replace each finding (disjoint, in reading order) by its "[KIND]", or by what else `word_for` says."""
    if not findings:
        return LabelledText(text, ())
    names = [f"finding {number}" for number in range(len(findings))]
    answer = _ENGINE.anonymize(
        text=text,
        analyzer_results=[
            RecognizerResult(name, finding.start, finding.end, finding.confidence)
            for name, finding in zip(names, findings, strict=True)
        ],
        operators={
            name: OperatorConfig("replace", {"new_value": word_for(finding)})
            for name, finding in zip(names, findings, strict=True)
        },
    )
    places = sorted(answer.items, key=lambda item: item.start)
    labels = tuple(Label(finding, place.start, place.end) for finding, place in zip(findings, places, strict=True))
    return LabelledText(answer.text, labels)
