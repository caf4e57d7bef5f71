"""review list|show|widen|release|erase|object: calls in quarantine, and what a privacy officer makes of them."""

from typing import Annotated

import typer

from calls.call import CallId, Channel, is_call_id
from calls.errors import NotFound
from calls.finding import Kind
from calls.instants import instant
from calls.review import Widening, line_of_queue
from cli.output import AsJson, Quiet, note, print_json, print_table, results
from cli.recordings import print_call
from pipeline.settings import load_settings

app = typer.Typer(help="Review what is in quarantine, before it is destroyed.", no_args_is_help=True)
Id = Annotated[str, typer.Argument(help="A call's id, c_…")]


@app.command("list")
def list_calls(
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 200, as_json: AsJson = False, quiet: Quiet = False
) -> None:
    """List the calls in quarantine with their reason; those that are destroyed first come first.

    Example: hushtape review list
    """
    from pipeline.wiring import OPERATOR, open_kept

    queue = open_kept(load_settings()).review.list_calls(OPERATOR, limit=limit)
    if as_json:
        print_json({"calls": [line_of_queue(call) for call in queue.calls], "total": queue.total})
        return
    rows = [
        (c.call_id, c.reason, f"{c.destroyed_at:%Y-%m-%d %H:%M}", ", ".join(check.name for check in c.failed_checks))
        for c in queue.calls
    ]
    print_table(("call", "reason", "destroyed at", "failed checks"), rows, folding=("failed checks",))
    if not rows:
        note("nothing is in quarantine", quiet=quiet)
    elif queue.total > len(rows):
        note(f"{queue.total - len(rows)} more: raise --limit", quiet=quiet)


@app.command("show")
def show(call_id: Id, as_json: AsJson = False, quiet: Quiet = False) -> None:
    """Show a call in quarantine: what failed and where, and its redacted words; `hushtape audio` saves its sound.

    Example: hushtape review show c_0123456789abcdef01234567
    """
    from pipeline.wiring import OPERATOR, open_kept

    document = open_kept(load_settings()).review.show(OPERATOR, _checked(call_id))
    if as_json:
        print_json(document)
        return
    if not quiet:
        review = document["review"]
        results.print(f"reason       {review['reason']}")
        results.print(f"destroyed    {review['destroyed_at']}")
        for obstacle in review["obstacles"]:
            results.print(f"in the way   {obstacle.replace('_', ' ')}")
        for check in (document["certificate"] or {"checks": ()})["checks"]:
            for one in check.get("where", ()):
                results.print(f"look at      {one['channel']} {one['start_ms']}-{one['end_ms']} ms: {check['name']}")
    print_call(document, quiet=quiet)


@app.command("widen")
def widen(
    call_id: Id,
    channel: Annotated[Channel, typer.Option(help="Whose voice.")],
    start_ms: Annotated[int, typer.Option(min=0, help="Where the hidden stretch starts, in milliseconds.")],
    end_ms: Annotated[int, typer.Option(min=0, help="Where it ends.")],
    kind: Annotated[Kind, typer.Option(help="What is said there: the label that replaces it.")],
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Hide more, in text and sound; words that the stretch touches are hidden whole. The old version is deleted.

    Example: hushtape review widen c_0123456789abcdef01234567 --channel caller --start-ms 10500 --end-ms 15500
    --kind CARD_NUMBER
    """
    from pipeline.wiring import OPERATOR, open_kept

    asked, wanted = Widening(channel, start_ms, end_ms, kind), _checked(call_id)
    came = open_kept(load_settings()).review.widen(OPERATOR, wanted, asked)
    if as_json:
        fields = ("kind", "channel", "start_ms", "end_ms", "turn", "start", "end")
        print_json({"call_id": wanted, "masks": [{name: getattr(mask, name) for name in fields} for mask in came]})
        return
    print_table(("hidden", "channel", "from ms", "to ms"), [(m.kind, m.channel, m.start_ms, m.end_ms) for m in came])
    note("look at it again before you release it", quiet=quiet)


@app.command("release")
def release(
    call_id: Id,
    confirm: Annotated[bool, typer.Option("--confirm", help="You have listened: the caller does not object.")] = False,
    as_json: AsJson = False,
    quiet: Quiet = False,  # noqa: ARG001 - the answer is all it says
) -> None:
    """Publish a call as it is, with tags counted from now; what had failed stays on its certificate.

    Example: hushtape review release c_0123456789abcdef01234567
    """
    from pipeline.wiring import OPERATOR, open_kept

    kept = open_kept(load_settings()).review.release(OPERATOR, _checked(call_id), confirmed=confirm)
    tags = [{"purpose": tag.purpose.value, "expires_at": instant(tag.expires_at)} for tag in kept.tags]
    _answer(kept.call_id, kept.state, as_json=as_json, tags=tags)


@app.command("erase")
def erase(call_id: Id, as_json: AsJson = False, quiet: Quiet = False) -> None:  # noqa: ARG001 - the answer is all it says
    """Destroy every copy of a call in quarantine.

    Example: hushtape review erase c_0123456789abcdef01234567
    """
    from pipeline.wiring import OPERATOR, open_kept

    wanted = _checked(call_id)
    _answer(wanted, open_kept(load_settings()).review.erase(OPERATOR, wanted), as_json=as_json)


@app.command("object")
def object_to(call_id: Id, as_json: AsJson = False, quiet: Quiet = False) -> None:  # noqa: ARG001 - the answer is all it says
    """What the caller said is an objection after all: nothing of the call is kept.

    Example: hushtape review object c_0123456789abcdef01234567
    """
    from pipeline.wiring import OPERATOR, open_kept

    wanted = _checked(call_id)
    _answer(wanted, open_kept(load_settings()).review.object_to(OPERATOR, wanted), as_json=as_json)


def _checked(call_id: str) -> CallId:
    if not is_call_id(call_id):
        raise NotFound("no such call in quarantine", hint="hushtape review list shows what waits for a review")
    return CallId(call_id)


def _answer(call_id: str, state: str, *, as_json: bool, **more: object) -> None:
    if as_json:
        print_json({"call_id": call_id, "state": state, **more})
    else:
        results.print(f"{call_id}: {state}")
