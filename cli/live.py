"""live list|object|pause|resume: calls on the line."""

from typing import Annotated

import typer

from calls.audit import AuditEvent, Did
from calls.call import CallId, is_call_id
from calls.consent import Means
from calls.errors import NotFound, RecorderUnavailable
from calls.instants import instant
from calls.lifecycle import State
from cli.output import AsJson, Quiet, note, print_json, print_table, results
from pipeline.settings import load_settings

app = typer.Typer(help="Control calls on the line.", no_args_is_help=True)
Id = Annotated[str, typer.Argument(help="A call's id, c_…")]


@app.command("list")
def list_live(as_json: AsJson = False, quiet: Quiet = False) -> None:
    """List the calls on the line.

    Example: hushtape live list
    """
    from pipeline.wiring import make_live_calls  # a second's worth of vendors, which --help does not need

    calls = make_live_calls(load_settings()).list()
    if as_json:
        fields = ("call_id", "phase", "capture", "paused", "recorder", "queue")
        print_json([{name: getattr(c, name) for name in fields} | {"started_at": instant(c.started_at)} for c in calls])
        return
    print_table(("call", "since", "phase", "capture"), [(c.call_id, c.started_at, c.phase, c.capture) for c in calls])
    if not calls:
        note("no call is on the line", quiet=quiet)


@app.command("object")
def object_to(call_id: Id, as_json: AsJson = False, quiet: Quiet = False) -> None:  # noqa: ARG001 - the answer is all it says
    """Object on the caller's behalf: nothing of the call is kept, whether it is live, in work or archived.

    Example: hushtape live object c_0123456789abcdef01234567
    """
    from api.objection import carry_out_objection
    from cli.desk import make_desk
    from pipeline.wiring import OPERATOR, make_live_calls, open_kept

    wanted, settings, state = _checked(call_id), load_settings(), State.OBJECTED
    try:  # the line first: a database that does not answer must not keep a recorder listening
        make_live_calls(settings).object_to(wanted, how=Means.API, actor=OPERATOR.name)
    except (NotFound, RecorderUnavailable):
        state = carry_out_objection(make_desk(settings, open_kept(settings)), OPERATOR, wanted)
    _answer(wanted, state, as_json=as_json)


@app.command()
def pause(call_id: Id, as_json: AsJson = False, quiet: Quiet = False) -> None:  # noqa: ARG001 - the answer is all it says
    """Pause: silence is recorded until resumed.

    Example: hushtape live pause c_0123456789abcdef01234567
    """
    from pipeline.wiring import OPERATOR, make_live_calls, open_kept

    settings, wanted = load_settings(), _checked(call_id)
    make_live_calls(settings).pause(wanted, actor=OPERATOR.name)  # protects first, witnesses afterwards
    open_kept(settings).audit.append(AuditEvent(Did.PAUSED, OPERATOR.name, wanted))
    _answer(wanted, "paused", as_json=as_json)


@app.command()
def resume(call_id: Id, as_json: AsJson = False, quiet: Quiet = False) -> None:  # noqa: ARG001 - the answer is all it says
    """Go on recording after a pause.

    Example: hushtape live resume c_0123456789abcdef01234567
    """
    from pipeline.wiring import OPERATOR, make_live_calls, open_kept

    settings, wanted = load_settings(), _checked(call_id)
    # Witnesses first: what cannot be put on record stays paused.
    open_kept(settings).audit.append(AuditEvent(Did.RESUMED, OPERATOR.name, wanted))
    make_live_calls(settings).resume(wanted, actor=OPERATOR.name)
    _answer(wanted, "recording", as_json=as_json)


def _checked(call_id: str) -> CallId:
    if not is_call_id(call_id):
        raise NotFound("no such call", hint="see hushtape live list")
    return CallId(call_id)


def _answer(call_id: str, state: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"call_id": call_id, "state": state})
    else:
        results.print(f"{call_id}: {state}")
