"""config, models, doctor: the operator's look at the installation."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from calls.errors import HushtapeError, PortInUse
from cli.output import AsJson, FetchProgress, Quiet, note, print_json, print_table, results
from cli.ports import check_http_port, check_sip_port
from pipeline.settings import Settings, load_settings, show_settings

if TYPE_CHECKING:
    from pipeline.doctor import Examined

config = typer.Typer(help="The settings.", no_args_is_help=True)


@config.command("show")
def show_config(as_json: AsJson = False, quiet: Quiet = False) -> None:  # noqa: ARG001 - the result is all it says
    """Print each setting with its value, origin and meaning.

    Example: hushtape config show
    """
    shown = show_settings(load_settings())
    rows = [(s.name, _without_password(s.value), s.origin, s.meaning) for s in shown]
    columns = ("name", "value", "origin", "meaning")
    if as_json:
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
    else:
        print_table(columns, rows, folding=("value", "meaning"))


def _without_password(value: str) -> str:
    """A database URL may hold one; what is shown ends up in tickets."""
    try:
        password = urlsplit(value).password
    except ValueError:  # no URL at all
        return value
    return value.replace(f":{password}@", ":**********@") if password else value


@config.command("check")
def check_config(as_json: AsJson = False, quiet: Quiet = False) -> None:  # noqa: ARG001 - the result is all it says
    """Check the settings without starting anything; exit 2 with one line where one is wrong.

    Example: hushtape config check
    """
    load_settings()
    if as_json:
        print_json({"ok": True})
    else:
        results.print("the settings are in order")


def models(as_json: AsJson = False, quiet: Quiet = False) -> None:
    """Fetch the models that are missing, each by its pinned sha256, and say where they lie.

    Example: hushtape models
    """
    from pipeline.model_files import ensure_models

    progress = FetchProgress(quiet=False)
    present = ensure_models(load_settings(), progress=progress)
    progress.close()
    if as_json:
        print_json([{"name": m.name, "path": str(m.path), "sha256": m.sha256} for m in present])
    elif not quiet:
        print_table(("model", "sha256", "path"), [(m.name, m.sha256[:16], m.path) for m in present])


def doctor(
    as_json: AsJson = False,
    quiet: Quiet = False,
    fetch: Annotated[bool, typer.Option("--fetch", help="Fetch missing models first.")] = False,
) -> None:
    """Look at everything that Hushtape needs: settings, keys, database, store, models, RAM disk, swap, ports.

    Example: hushtape doctor
    """
    from pipeline.doctor import examine  # a second's worth of vendors, which --help does not need
    from pipeline.model_files import ensure_models

    settings = load_settings()
    if fetch:
        progress = FetchProgress(quiet=quiet)
        try:
            ensure_models(settings, progress=progress)
        except HushtapeError as error:
            note(f"models: {error}", quiet=quiet)
        progress.close()
    findings = [*examine(settings), *_ports(settings)]
    if as_json:
        print_json([{"name": f.name, "ok": f.ok, "detail": f.detail, "hint": f.hint} for f in findings])
    else:
        rows = [("ok" if f.ok else "ATTENTION", f.name, f.detail, "" if f.ok else f.hint) for f in findings]
        print_table(("", "what", "found", "what to do"), rows, folding=("found", "what to do"))
    raise typer.Exit(0 if all(f.ok or f.advice for f in findings) else 1)


def _ports(settings: Settings) -> "list[Examined]":
    from pipeline.doctor import Examined
    from pipeline.home import serve_is_running

    def look(name: str, address: str, check: Callable[[Settings], None]) -> Examined:
        try:
            check(settings)
        except PortInUse as error:
            return Examined(name, False, error.message, error.hint)
        return Examined(name, True, f"{address} is free")

    http, sip = settings.http_bind, settings.sip_bind
    if (settings.home / "run").is_dir() and serve_is_running(settings):
        return [Examined("ports", True, f"{http} and {sip}: Hushtape runs")]
    return [look("HTTP port", http, check_http_port), look("SIP port", sip, check_sip_port)]
