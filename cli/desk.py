"""Puts the API's desk together from the parts that `pipeline/wiring.py` builds."""

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib.metadata import version

from api.desk import Desk, Limits, Measure
from calls.call import CallId
from calls.consent import Standing
from calls.errors import DiskNearlyFull, RecorderUnavailable
from calls.lifecycle import State
from calls.pseudonym import KeyedCaller
from pipeline.settings import Settings
from pipeline.wiring import CLOCK, Kept, caller_of, make_intake, make_live_calls
from recorder.control_client import LiveCallsOverSockets


def make_desk(settings: Settings, kept: Kept) -> Desk:
    live_calls = make_live_calls(settings)

    def call_state(call_id: CallId) -> State | None:
        """An upload is acknowledged before it is entered in the database: until then its folder in the spool speaks."""
        state = kept.work.state_of(call_id)
        return State.CAPTURED if state is None and (settings.spool_dir / call_id).is_dir() else state

    def standing_of(caller: KeyedCaller) -> Standing:
        return Standing.OBJECTS if kept.standing.objects(caller) else Standing.NONE

    return Desk(
        reading_room=kept.reading_room,
        review=kept.review,
        samples=kept.samples,
        tokens=kept.tokens,
        intake=make_intake(settings),
        live_calls=live_calls,
        archive=kept.archive,
        standing=kept.standing,
        audit=kept.audit,
        call_state=call_state,
        call_progress=kept.work.progress_of,
        caller_of=lambda number: caller_of(settings, number),
        standing_of=standing_of,
        clock=CLOCK,
        version=version("hushtape"),
        require_basis=settings.import_needs_basis,
        checks=_checks(kept, live_calls),
        measures=(*_measures(settings), *_recorder_measures(live_calls)),
        limits=Limits(max_upload_bytes=settings.max_upload_mb << 20),
    )


def _checks(kept: Kept, live_calls: LiveCallsOverSockets) -> Mapping[str, Callable[[], None]]:
    def recorder_disks() -> None:
        """Without any recorder there is no disk of one to fill up. Raises DiskNearlyFull."""
        with suppress(RecorderUnavailable):
            if full := live_calls.full_disks():
                raise DiskNearlyFull(f"nearly full: {', '.join(full)}", hint="free some space")

    return {"database": kept.database.check, "object_store": kept.objects.check, "recorder_disks": recorder_disks}


def _recorder_measures(live_calls: LiveCallsOverSockets) -> tuple[Measure, ...]:
    def events() -> Mapping[str, float]:
        return sum((Counter(counts) for counts in live_calls.counts()), Counter())

    return (Measure("recorder_events", "What recorders have counted since their start.", events, label="event"),)


def _measures(settings: Settings) -> tuple[Measure, ...]:
    def raw_audio_age_s() -> float:
        """Seconds since the oldest raw audio in the spool was sealed; 0 when there is none."""
        now = CLOCK.now().timestamp()
        folders = [path for path in settings.spool_dir.glob("c_*") if path.is_dir()]
        return max((now - path.stat().st_mtime for path in folders), default=0.0)

    return (
        Measure("raw_audio_age_seconds", "Age of the oldest raw audio in the spool.", raw_audio_age_s),
        Measure(
            "raw_calls_in_spool",
            "Calls whose raw audio lies sealed in the spool.",
            lambda: float(sum(1 for path in settings.spool_dir.glob("c_*") if path.is_dir())),
        ),
    )
