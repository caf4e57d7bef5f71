"""A kept call read back from its rows and objects, in the redacted form that alone is kept."""

import hashlib
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from archive.artefacts import AUDIO_NAME, certificate_of, sound_of
from archive.database import Database
from archive.kept_rows import masked_span, redacted_turn
from archive.tables import calls, masks, turns
from calls.audio import RedactedAudio
from calls.call import CallId, Channel, is_call_id
from calls.errors import ArtefactDamaged, NotFound, WrongState
from calls.lifecycle import State
from calls.ports import KeptCall, ObjectStore
from calls.redacted import MaskedSpan, RedactedCall, RedactedTurn

REPLACEABLE = frozenset({State.ARCHIVED, State.QUARANTINED})


def read_kept_call(database: Database, store: ObjectStore, call_id: CallId) -> KeptCall:
    """Raises NotFound, WrongState (nothing is kept of it, or it is restricted), ArtefactDamaged, StoreUnavailable,
    DatabaseUnavailable."""
    with database.reading() as connection:
        row = connection.execute(sa.select(calls).where(calls.c.call_id == call_id)).first()
        if row is None or not is_call_id(call_id):
            raise NotFound("no such call", hint="`hushtape calls` lists what there is")
        if State(row.state) not in REPLACEABLE or row.object_prefix is None:
            raise WrongState(f"a call that is {row.state} cannot be masked further", hint="see docs/lifecycle.md")
        said, hidden = _turns(connection, call_id), _masks(connection, call_id)
    certificate = certificate_of(row.certificate)
    redacted = RedactedCall(
        call_id=call_id,
        language=row.language,
        duration_ms=row.duration_ms,
        turns=said,
        masks=hidden,
        findings=(),
        audio=_audio(store, row, certificate.audio_sha256),
    )
    return KeptCall(redacted, certificate, State(row.state), row.held, row.epoch, row.object_prefix)


def _audio(store: ObjectStore, row: sa.Row[Any], sha256: str | None) -> RedactedAudio | None:
    if sha256 is None:
        return None
    try:
        flac = store.get(row.object_prefix + AUDIO_NAME)
    except NotFound as error:
        raise ArtefactDamaged("the call's audio is missing", hint="restore it from a backup") from error
    if hashlib.sha256(flac).hexdigest() != sha256:
        raise ArtefactDamaged("the stored audio is not what was certified", hint="restore it from a backup")
    return sound_of(flac, tuple(Channel(channel) for channel in row.channels))


def _turns(connection: Connection, call_id: CallId) -> tuple[RedactedTurn, ...]:
    rows = connection.execute(sa.select(turns).where(turns.c.call_id == call_id).order_by(turns.c.turn))
    return tuple(map(redacted_turn, rows))


def _masks(connection: Connection, call_id: CallId) -> tuple[MaskedSpan, ...]:
    rows = connection.execute(sa.select(masks).where(masks.c.call_id == call_id).order_by(masks.c.mask_id))
    return tuple(map(masked_span, rows))
