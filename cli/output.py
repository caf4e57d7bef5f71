"""How commands answer: results on stdout (tables, or JSON with --json), everything else on stderr."""

import json
import sys
from collections.abc import Collection, Iterable, Sequence
from io import TextIOWrapper
from typing import Annotated, Any

import typer
from rich.cells import cell_len
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from calls.errors import BadInput, HushtapeError, NotFound

AsJson = Annotated[bool, typer.Option("--json", help="Answer with JSON on stdout.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but the result.")]

results = Console(highlight=False, markup=False, soft_wrap=True)
notes = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)

_BETWEEN_COLUMNS = 2
_NARROWEST_FOLD = 24


def write_utf8() -> None:
    """Answers are UTF-8 whatever the locale; half a surrogate pair leaves as the escape that JSON has for it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def print_json_line(value: Any) -> None:
    """One answer a line, on its way at once: the reader may be waiting for it."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, folding: Collection[str] = ()) -> None:
    """A table whose cells are never cut: `folding` columns go on in the next line, the others stay in one line even
    where that makes the table wider than the terminal (an id that is cut is of no use)."""
    cells = [tuple("" if cell is None else str(cell) for cell in row) for row in rows]
    table = Table(box=None, pad_edge=False, header_style="bold")
    needed = _BETWEEN_COLUMNS * (len(columns) - 1)
    for number, column in enumerate(columns):
        widest = max(cell_len(column), *(cell_len(row[number]) for row in cells)) if cells else cell_len(column)
        if column in folding:
            table.add_column(column, overflow="fold")
            needed += min(widest, _NARROWEST_FOLD)
        else:
            table.add_column(column, no_wrap=True, min_width=widest)
            needed += widest
    for row in cells:
        table.add_row(*row)
    results.print(table, width=max(results.width, needed), crop=False, soft_wrap=False)


def note(text: str, *, quiet: bool = False) -> None:
    """A remark for the person at the terminal, on stderr."""
    if not quiet:
        notes.print(text)


def fail(error: HushtapeError, *, about: str = "") -> int:
    """Print an error as one line with its hint on stderr; returns the exit status. `about` names a file of several."""
    subject = f"{about}: " if about and not error.message.startswith(about) else ""
    return complain(f"{subject}{error.message}", error.hint or _hint_for(error), error.exit_code)


def _hint_for(error: HushtapeError) -> str:
    """For an error that brings no hint of its own."""
    if isinstance(error, NotFound):
        return "hushtape calls lists what there is"
    return "see --help" if isinstance(error, BadInput) else "hushtape doctor looks for the cause"


def complain(message: str, hint: str, status: int) -> int:
    """One line on stderr, whatever is in it; returns the exit status."""
    line = " ".join(f"hushtape: {message}{f' ({hint})' if hint else ''}".split())
    sys.stderr.write(line + "\n")
    return status


class FetchProgress:
    """Shows downloads: a bar on a terminal, a line a file elsewhere, nothing with --quiet."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._bar = Progress(
            TextColumn("{task.description}"), BarColumn(), DownloadColumn(), console=notes, disable=quiet
        )
        self._tasks: dict[str, Any] = {}

    def __call__(self, name: str, done_bytes: int, total_bytes: int | None) -> None:
        if self._quiet:
            return
        if not notes.is_terminal:
            if name not in self._tasks:
                self._tasks[name] = True
                notes.print(f"fetching {name} …")
            return
        if name not in self._tasks:
            self._bar.start()
            self._tasks[name] = self._bar.add_task(name, total=total_bytes)
        self._bar.update(self._tasks[name], completed=done_bytes, total=total_bytes)

    def close(self) -> None:
        if self._bar.live.is_started:  # stopping what never began would print an empty line
            self._bar.stop()


class WorkProgress:
    """Shows how far a long piece of work is and how long it will last: a bar on a terminal, nothing elsewhere."""

    def __init__(self, description: str, *, quiet: bool) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
        self._bar = Progress(*columns, console=notes, disable=quiet or not notes.is_terminal, transient=True)
        self._task = self._bar.add_task(description, total=1.0)

    def __call__(self, share: float) -> None:
        self._bar.update(self._task, completed=share)

    def __enter__(self) -> "WorkProgress":
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()
