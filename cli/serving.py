"""serve, demo: Hushtape running."""

import os
import signal
import sys
import threading
from types import FrameType
from typing import Annotated, Literal

import typer

from cli.output import AsJson, Quiet, note
from cli.ports import check_http_port, check_sip_port
from pipeline.log_setup import set_up_logging
from pipeline.settings import Settings, load_settings

Role = Literal["recorder", "worker", "api"]


def serve(
    only: Annotated[Role | None, typer.Option(help="Run this role alone.")] = None,
    sip_port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="Take calls at this port: several recorders, one machine.")
    ] = None,
    as_json: AsJson = False,  # noqa: ARG001 - accepted everywhere; serving has no result
    quiet: Quiet = False,
) -> None:
    """Run Hushtape: recorder, worker and API under one supervisor. Logs go to stderr, one JSON event a line.

    Example: HUSHTAPE_AGENT_URI=sip:agent@127.0.0.1:5070 hushtape serve

    A second recorder: hushtape serve --only recorder --sip-port 5062
    """
    if sip_port is not None:
        host, _, _ = load_settings().sip_bind.rpartition(":")
        os.environ["HUSHTAPE_SIP_BIND"] = f"{host}:{sip_port}"
    if only == "recorder":
        from pipeline.supervisor import environment_of

        # The recorder is a process that loads nothing but itself, and knows nothing but what it needs.
        command = [sys.executable, "-m", "pipeline.recorder_process"]
        os.execve(sys.executable, command, environment_of("recorder", os.environ))
    settings = load_settings()
    set_up_logging(settings.log_level)
    if only == "worker":
        _serve_worker(settings)
    elif only == "api":
        _serve_api(settings)
    else:
        raise typer.Exit(_serve_all(settings, quiet=quiet))


def _serve_all(settings: Settings, *, quiet: bool) -> int:
    from pipeline.home import hold_serve_lock, prepare_home  # a second's worth of vendors, which --help does not need
    from pipeline.supervisor import ROLES, Supervisor
    from pipeline.wiring import open_kept

    prepare_home(settings)
    with hold_serve_lock(settings):
        open_kept(settings)  # the database is brought up to date before three processes want it
        roles = (
            ROLES
            if settings.agent_uri or settings.siprec_peers
            else tuple(role for role in ROLES if role != "recorder")
        )
        # A role that finds its port taken is started again and again; at the start it is the operator's to mend.
        check_http_port(settings)
        if "recorder" in roles:
            check_sip_port(settings)
        else:
            note("no calls are taken: set HUSHTAPE_AGENT_URI to take them", quiet=quiet)
        note(f"page and API: http://{settings.http_bind}", quiet=quiet)
        return Supervisor(roles).run()


def _serve_worker(settings: Settings) -> None:
    from pipeline.wiring import make_housekeeper, make_worker, open_kept

    stop = _stop_on_signal()
    kept = open_kept(settings)
    # The housekeeper first: without fresh rules the recorder records nothing, and loading models takes a while.
    keeper = threading.Thread(target=make_housekeeper(settings, kept).run_until, args=(stop,), name="housekeeper")
    keeper.start()
    try:
        make_worker(settings, kept).run_until(stop)
    finally:
        stop.set()
        keeper.join()


def _serve_api(settings: Settings) -> None:
    # Imported here: the other roles need no web framework.
    from api.app import create_app, run_api
    from cli.desk import make_desk
    from pipeline.wiring import open_kept

    host, _, port = settings.http_bind.rpartition(":")
    run_api(create_app(make_desk(settings, open_kept(settings))), host=host, port=int(port))


def _stop_on_signal() -> threading.Event:
    stop = threading.Event()

    def asked(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, asked)
    return stop


def demo(
    once: Annotated[bool, typer.Option("--once", help="End after the two calls.")] = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Place two real SIP calls over loopback: one is archived, the caller of the other objects.

    Example: hushtape demo --once
    """
    from cli.demo import run_demo

    raise typer.Exit(run_demo(load_settings(), once=once, as_json=as_json, quiet=quiet))
