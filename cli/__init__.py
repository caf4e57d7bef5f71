"""The `hushtape` command: the same verbs as the API, through the same rights and audit."""

import sys

import typer
from typer.exceptions import TyperException

from calls.errors import HushtapeError
from cli import (  # the commands
    files,
    keeping,
    live,
    objections,
    operating,
    recheck,
    reconcile,
    recordings,
    review,
    serving,
)
from cli.output import complain, fail, write_utf8
from pipeline.log_setup import set_up_logging

app = typer.Typer(
    name="hushtape",
    help="Records customer-service calls without keeping what must not be kept.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

app.command("serve")(serving.serve)
app.command("demo")(serving.demo)
app.command("import")(recordings.import_recordings)
app.command("calls")(recordings.list_calls)
app.command("show")(recordings.show_call)
app.command("audio")(recordings.save_audio)
app.command("search")(recordings.search)
app.command("redact-text")(files.redact_text)
app.command("redact-audio")(files.redact_audio)
app.command("transcribe")(files.transcribe)
app.add_typer(live.app, name="live")
app.add_typer(review.app, name="review")
app.add_typer(objections.app, name="objection")
app.add_typer(keeping.samples, name="samples")
app.add_typer(keeping.retention, name="retention")
app.add_typer(keeping.audit, name="audit")
app.add_typer(keeping.token, name="token")
app.add_typer(operating.config, name="config")
app.command("models")(operating.models)
app.command("doctor")(operating.doctor)
app.command("recheck")(recheck.recheck)
app.command("reconcile")(reconcile.reconcile_records)


@app.callback()
def _before_every_command() -> None:
    """What commands log beside their answer goes to stderr, errors only: they say themselves what went wrong. `serve`
    sets its own level."""
    set_up_logging("ERROR")


def main() -> None:
    """Run the command line; whatever is wrong becomes one line with a hint and its exit status."""
    write_utf8()
    try:
        sys.exit(app(prog_name="hushtape", standalone_mode=False) or 0)
    except HushtapeError as error:
        sys.exit(fail(error))
    except TyperException as error:
        sys.exit(_complain_of_usage(error))
    except BrokenPipeError:  # the reader of our output has gone
        sys.exit(1)


def _complain_of_usage(error: TyperException) -> int:
    """A wrong command line; without any command, the list of commands is the answer."""
    context = getattr(error, "ctx", None)
    if context is not None and context.command is not None and error.format_message() == context.get_help():
        sys.stderr.write(error.format_message() + "\n")
        return error.exit_code
    command = context.command_path if context is not None else "hushtape"
    return complain(error.format_message().rstrip("."), f"see {command} --help", error.exit_code)
