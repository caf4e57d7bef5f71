"""objection add|list|remove: callers who object for good. Their numbers are kept as keyed codes only."""

from typing import TYPE_CHECKING, Annotated

import typer

from calls.audit import AuditEvent, Did
from calls.errors import BadInput, NotFound
from calls.pseudonym import KeyedCaller
from cli.output import AsJson, Quiet, note, print_json, print_table
from pipeline.settings import load_settings

if TYPE_CHECKING:
    from pipeline.wiring import Kept

app = typer.Typer(help="Callers who object for good.", no_args_is_help=True)
Number = Annotated[str, typer.Argument(help="The caller's number, such as +12125550147; only its keyed code is kept.")]


@app.command()
def add(number: Number, as_json: AsJson = False, quiet: Quiet = False) -> None:
    """Record no call of this number any more; the recorder knows within seconds.

    Example: hushtape objection add +12125550147
    """
    kept, caller = _opened(number)
    new = kept.standing.add(caller, audit=AuditEvent(Did.STANDING_OBJECTION_ADDED, "operator"))
    _answer(caller.code, "added" if new else "stood there already", as_json=as_json, quiet=quiet)


@app.command()
def remove(number: Number, as_json: AsJson = False, quiet: Quiet = False) -> None:
    """Take a number off the list: its calls are recorded again, after the notice.

    Example: hushtape objection remove +12125550147
    """
    kept, caller = _opened(number)
    if not kept.standing.remove(caller, audit=AuditEvent(Did.STANDING_OBJECTION_REMOVED, "operator")):
        raise NotFound("this number is not on the list", hint="see hushtape objection list")
    _answer(caller.code, "removed", as_json=as_json, quiet=quiet)


@app.command("list")
def list_objections(as_json: AsJson = False, quiet: Quiet = False) -> None:
    """List the keyed codes of those who object for good; no number can be read from them.

    Example: hushtape objection list
    """
    from pipeline.wiring import open_kept

    codes = sorted(open_kept(load_settings()).standing.pseudonyms())
    if as_json:
        print_json(codes)
        return
    print_table(("keyed code",), [(code,) for code in codes])
    if not codes:
        note("nobody objects for good", quiet=quiet)


@app.command("keys")
def list_keys(as_json: AsJson = False, quiet: Quiet = False) -> None:
    """List the versions of the key behind the codes, and how many entries each has made.

    Example: hushtape objection keys
    """
    from pipeline.wiring import open_kept
    from recorder.keys import load_key_ring

    settings = load_settings()
    entries = open_kept(settings).standing.by_key_version()
    versions = sorted(load_key_ring(settings.pseudonym_key_file).by_version.keys() | entries.keys())
    if as_json:
        print_json([{"key_version": version, "entries": entries.get(version, 0)} for version in versions])
        return
    print_table(("version", "entries"), [(version, entries.get(version, 0)) for version in versions])
    note("entries of older versions are keyed anew when their numbers call", quiet=quiet)


@app.command("rotate-key")
def rotate_key(as_json: AsJson = False, quiet: Quiet = False) -> None:
    """Make a new version of the key behind the codes of numbers and SIP Call-IDs; older ones go on recognising.

    Copy the new file to the keys/ of every other host with recorders: without it they record nothing as soon as the
    list holds a code made with it.

    Example: hushtape objection rotate-key
    """
    from pipeline.wiring import OPERATOR, open_kept
    from recorder.keys import rotate_pseudonym_key

    settings = load_settings()
    kept = open_kept(settings)
    version = rotate_pseudonym_key(settings.pseudonym_key_file)
    kept.audit.append(AuditEvent(Did.KEY_ROTATED, OPERATOR.name, None, {"key_version": version}))
    if as_json:
        print_json({"key_version": version})
    else:
        note(f"version {version} makes new codes from now on", quiet=quiet)


def _opened(number: str) -> tuple["Kept", KeyedCaller]:
    from pipeline.wiring import caller_of, open_kept

    settings = load_settings()
    caller = caller_of(settings, number)
    if caller is None:
        raise BadInput("there is no number in it", hint="such as +12125550147")
    return open_kept(settings), caller


def _answer(code: str, outcome: str, *, as_json: bool, quiet: bool) -> None:
    if as_json:
        print_json({"code": code, "outcome": outcome})
    else:
        note(outcome, quiet=quiet)
