"""The states of a call and the only ways between them. `docs/lifecycle.md` is generated from this table."""

from enum import StrEnum

from calls.errors import WrongState


class State(StrEnum):
    LIVE = "live"
    """On the line; the recorder alone knows of it."""
    CAPTURED = "captured"
    """Sealed in the spool, waiting for a worker."""
    TRANSCRIBING = "transcribing"
    """A worker holds it: the recogniser writes down each channel."""
    REDACTING = "redacting"
    """A worker holds it: secrets are found, masked and looked for again."""
    ARCHIVED = "archived"
    """Published: redacted, checked, tagged."""
    QUARANTINED = "quarantined"
    """In doubt: redacted form at most, privacy officers only, destroyed after 7 days without review."""
    OBJECTED = "objected"
    """The caller said no before publication; a tombstone is all there is."""
    NOT_RECORDED = "not_recorded"
    """Policy or a standing objection: nothing was ever written."""
    RESTRICTED = "restricted"
    """Erasure was asked for while a legal hold lasts: kept, never served."""
    ERASED = "erased"
    """Asked for after publication: every copy is gone."""
    EXPIRED = "expired"
    """Its last purpose ended and the sweep took it."""
    FAILED = "failed"
    """Raw audio met its deadline, or was lost with a reason; nothing was published."""


TRANSITIONS: dict[State, frozenset[State]] = {
    State.LIVE: frozenset({State.CAPTURED, State.OBJECTED, State.NOT_RECORDED, State.FAILED}),
    State.CAPTURED: frozenset({State.TRANSCRIBING, State.OBJECTED, State.QUARANTINED, State.FAILED}),
    State.TRANSCRIBING: frozenset({State.REDACTING, State.CAPTURED, State.OBJECTED, State.QUARANTINED, State.FAILED}),
    State.REDACTING: frozenset({State.ARCHIVED, State.CAPTURED, State.OBJECTED, State.QUARANTINED, State.FAILED}),
    State.ARCHIVED: frozenset({State.ERASED, State.RESTRICTED, State.EXPIRED}),
    State.QUARANTINED: frozenset({State.ARCHIVED, State.ERASED, State.RESTRICTED, State.OBJECTED, State.EXPIRED}),
    State.OBJECTED: frozenset(),
    State.NOT_RECORDED: frozenset(),
    State.RESTRICTED: frozenset({State.ERASED}),
    State.ERASED: frozenset(),
    State.EXPIRED: frozenset(),
    State.FAILED: frozenset(),
}

IN_WORK = frozenset({State.CAPTURED, State.TRANSCRIBING, State.REDACTING})
"""States in which raw audio lies in the spool and a worker may claim the call."""

WORKED_ON = frozenset({State.TRANSCRIBING, State.REDACTING})
"""States in which a worker holds the call and tells how far it is."""

HOLDS_ARTEFACTS = frozenset({State.ARCHIVED, State.QUARANTINED, State.RESTRICTED})
"""States in which redacted objects may exist."""


def can_move(old: State, new: State) -> bool:
    return new in TRANSITIONS[old]


def check_can_move(old: State, new: State) -> None:
    """Raises WrongState unless the table allows old → new."""
    if not can_move(old, new):
        raise WrongState(f"a call cannot go from {old.value} to {new.value}", hint="see docs/lifecycle.md")
