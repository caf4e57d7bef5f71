"""Writes docs/confidence_levels.md from redact/confidence_levels.toml: `python -m docs.make_confidence_levels`."""

from pathlib import Path

from redact.confidence_levels import confidence_levels

PAGE = Path(__file__).parent / "confidence_levels.md"
_INTRODUCTION = """\
# From which confidence on

Generated from `redact/confidence_levels.toml` by `python -m docs.make_confidence_levels`; a test compares the two. The
levels are part of the rules: every change raises `RULES_VERSION`, which each certificate names, and is measured
(`make bench-redact`). Settings do not move them.

Kind by kind the name model's own thresholds stand in `redact/name_model/thresholds.json`. Tables stay in the code, in
`redact/`: how far a rule's finding is cut back, by the rule's reason (`doubted_words.py`); levels by kind or by reason
(`_LEAST_LIKELY` and `_LEAST_SHARED` in `doubtful_findings.py`, `_LEAST_BY_REASON` in `doubtful_persons.py`,
`_LEAST_KNOWN` in `known_values.py`, `_LEAST_AT_AN_EDGE` in `name_model/detector.py`); which words take which level of
those below (`NAMES_DUE_AFTER`, `NAMES_DUE_BEFORE`, `NAMES_BETWEEN` in `misheard_wordings.py`). So do the confidences
that rules give their own findings, each where it finds, and what is no confidence: times, counts, parts of times,
loudness.

| Module | Name | From | Decides that |
|---|---|---|---|
"""


def confidence_page() -> str:
    rows = [
        f"| `redact/{module.replace('.', '/')}.py` | `{name}` | {level.at:g} | {level.decides} |\n"
        for module, levels in confidence_levels().items()
        for name, level in levels.items()
    ]
    return _INTRODUCTION + "".join(rows)


if __name__ == "__main__":
    PAGE.write_text(confidence_page(), encoding="utf-8")
