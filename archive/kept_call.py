"""A kept call read back as what it was when it was kept, for whoever looks at it again or makes a new version of it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from archive.artefacts import AUDIO_NAME, TRANSCRIPT_NAME, Artefact, certificate_of, sound_of
from archive.kept_rows import masked_span, redacted_turn
from archive.tables import masks, turns
from calls.call import CallId, Channel
from calls.errors import ArtefactDamaged, NotFound, WrongState
from calls.lifecycle import State
from calls.ports.kept_calls import KeptCall
from calls.ports.object_store import ObjectStore
from calls.redacted import Certificate, RedactedCall

_CONTENT_TYPES = {TRANSCRIPT_NAME: "application/json", AUDIO_NAME: "audio/flac"}
_RESTORE = "restore it from a backup"


@dataclass(frozen=True, slots=True)
class RowsOfCall:
    """A call's row and what belongs to it, of one instant."""

    row: sa.Row[Any]
    turns: Sequence[sa.Row[Any]]
    masks: Sequence[sa.Row[Any]]

    @property
    def certificate(self) -> Certificate | None:
        return certificate_of(self.row.certificate) if self.row.certificate else None

    @property
    def has_artefacts(self) -> bool:
        return self.row.object_prefix is not None and self.row.certificate is not None


def read_rows(connection: Connection, row: sa.Row[Any]) -> RowsOfCall:
    said = sa.select(turns).where(turns.c.call_id == row.call_id).order_by(turns.c.turn)
    hidden = sa.select(masks).where(masks.c.call_id == row.call_id).order_by(masks.c.mask_id)
    return RowsOfCall(row, connection.execute(said).all(), connection.execute(hidden).all())


def read_artefacts(rows: RowsOfCall, store: ObjectStore) -> tuple[Artefact, ...]:
    """The call's objects, compared with its certificate.

    Raises WrongState where there are none, ArtefactDamaged, StoreUnavailable.
    """
    certificate = rows.certificate
    if certificate is None or rows.row.object_prefix is None:
        raise WrongState("nothing of this call was kept", hint="it can only be erased")
    sums = {TRANSCRIPT_NAME: certificate.transcript_sha256, AUDIO_NAME: certificate.audio_sha256}
    return tuple(_read(store, rows.row.object_prefix, name, sha256) for name, sha256 in sums.items() if sha256)


def kept_call_of(rows: RowsOfCall, artefacts: Sequence[Artefact]) -> KeptCall:
    """What the redaction made (without its findings, which are never kept), and as what it was read."""
    row, certificate = rows.row, rows.certificate
    assert certificate is not None, "what has artefacts has a certificate"
    flac = next((artefact.body for artefact in artefacts if artefact.name == AUDIO_NAME), None)
    channels = tuple(Channel(channel) for channel in row.channels)
    redacted = RedactedCall(
        call_id=CallId(row.call_id),
        language=row.language,
        duration_ms=row.duration_ms,
        turns=tuple(map(redacted_turn, rows.turns)),
        masks=tuple(map(masked_span, rows.masks)),
        findings=(),
        audio=None if flac is None else sound_of(flac, channels, certificate.mask_sound),
    )
    return KeptCall(redacted, certificate, State(row.state), row.held, row.epoch, row.object_prefix)


def _read(store: ObjectStore, prefix: str, name: str, sha256: str) -> Artefact:
    try:
        body = store.get(prefix + name)
    except NotFound as error:
        raise ArtefactDamaged("a stored object is missing", hint=_RESTORE) from error
    if hashlib.sha256(body).hexdigest() != sha256:
        raise ArtefactDamaged("a stored object is not what was certified", hint=_RESTORE)
    return Artefact(name, body, _CONTENT_TYPES[name])
