"""Writes docs/lifecycle.md from the table in calls/lifecycle.py: `python -m docs.make_lifecycle`."""

import inspect
from pathlib import Path

from calls import lifecycle
from calls.lifecycle import TRANSITIONS, State

PAGE = Path(__file__).parent / "lifecycle.md"


def lifecycle_page() -> str:
    """The page as Markdown with a Mermaid diagram."""
    arrows = [f"    {old.value} --> {new.value}" for old, row in TRANSITIONS.items() for new in sorted(row)]
    ends = [f"    {state.value} --> [*]" for state, row in TRANSITIONS.items() if not row]
    meanings = [f"| `{state.value}` | {meaning} |" for state, meaning in _meanings().items()]
    return "\n".join(
        [
            "# The life of a call",
            "",
            "Generated from `calls/lifecycle.py` by `python -m docs.make_lifecycle`; a test compares the two.",
            "",
            "```mermaid",
            "stateDiagram-v2",
            "    [*] --> live",
            "    [*] --> captured: import",
            *arrows,
            *ends,
            "```",
            "",
            "| State | Means |",
            "|---|---|",
            *meanings,
            "",
        ]
    )


def _meanings() -> dict[State, str]:
    """Each member's docstring, read from the source: the line below the member."""
    lines = [line.strip() for line in inspect.getsource(lifecycle.State).splitlines()]
    told: dict[State, str] = {}
    for state in State:
        at = next(k for k, line in enumerate(lines) if line.startswith(f"{state.name} ="))
        below = lines[at + 1] if at + 1 < len(lines) else ""
        told[state] = below.strip('"') if below.startswith('"""') else "a worker is at it"
    return told


if __name__ == "__main__":
    PAGE.write_text(lifecycle_page(), encoding="utf-8")
