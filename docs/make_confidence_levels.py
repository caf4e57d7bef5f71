"""Writes docs/confidence_levels.md from redact/confidence_levels.toml: `python -m docs.make_confidence_levels`."""

from pathlib import Path

from redact.confidence_levels import confidence_levels

PAGE = Path(__file__).parent / "confidence_levels.md"
_INTRODUCTION = """\
# From which confidence on

Generated from `redact/confidence_levels.toml` by `python -m docs.make_confidence_levels`; a test compares the two. The
levels are part of the rules: every change raises `RULES_VERSION`, which each certificate names, and is measured
(`make bench-redact`). Settings do not move them.

Kind by kind the name model's own thresholds stand in `redact/name_model/thresholds.json`. Elsewhere are: how far a
rule's finding is cut back, by the rule's reason (`redact/doubted_words.py`), levels of a few kinds or reasons
(`doubtful_findings.py`, `doubtful_persons.py`, `known_values.py`), and what is no confidence: times, counts, loudness.

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
