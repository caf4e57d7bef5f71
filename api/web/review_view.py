"""What a reviewer is led to: the checks that failed, the stretches where they did, and the turns that stand there."""

from dataclasses import dataclass

from calls.ports.reading_room import CallDocument


@dataclass(frozen=True, slots=True)
class Stretch:
    """Milliseconds of a party's channel; `turn` is the first turn of theirs that stands in it."""

    channel: str
    start_ms: int
    end_ms: int
    turn: int | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A failed check and where it failed."""

    name: str
    detail: str
    places: tuple[Stretch, ...]


def doubts_of(call: CallDocument) -> tuple[Doubt, ...]:
    checks = (call["certificate"] or {}).get("checks", ())
    return tuple(
        Doubt(
            check["name"],
            check["detail"],
            tuple(_place(call, one["channel"], one["start_ms"], one["end_ms"]) for one in check.get("where", ())),
        )
        for check in checks
        if not check["passed"]
    )


def prefilled(asked: Stretch | None) -> dict[str, str]:
    """The fields of the form that hides more: seconds, to the millisecond."""
    if asked is None:
        return {"channel": "", "from_s": "", "to_s": ""}
    return {"channel": asked.channel, "from_s": _seconds(asked.start_ms), "to_s": _seconds(asked.end_ms)}


def _place(call: CallDocument, channel: str, start_ms: int, end_ms: int) -> Stretch:
    turn = next(
        (
            number
            for number, turn in enumerate(call["turns"])
            if turn["channel"] == channel
            and turn["start_ms"] is not None
            and turn["end_ms"] is not None
            and turn["start_ms"] < end_ms
            and turn["end_ms"] > start_ms
        ),
        None,
    )
    return Stretch(channel, start_ms, end_ms, turn)


def _seconds(ms: int) -> str:
    return f"{ms / 1000:.3f}"
