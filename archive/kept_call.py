"""A kept call read back as what it was when it was kept, for whoever makes a new version of it."""

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
from calls.errors import StoreUnavailable, WrongState
from calls.ports import ObjectStore
from calls.redacted import Certificate, RedactedCall

_CONTENT_TYPES = {TRANSCRIPT_NAME: "application/json", AUDIO_NAME: "audio/flac"}


@dataclass(frozen=True, slots=True)
class RowsOfCall:
    """A call's row and what belongs to it, of one instant."""

    row: sa.Row[Any]
    turns: Sequence[sa.Row[Any]]
    masks: Sequence[sa.Row[Any]]

    @property
    def call_id(self) -> CallId:
        return CallId(self.row.call_id)

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


def read_artefacts(kept: RowsOfCall, store: ObjectStore) -> tuple[Artefact, ...]:
    """The call's objects, compared with its certificate. Raises WrongState where there are none, StoreUnavailable."""
    certificate = kept.certificate
    if certificate is None or kept.row.object_prefix is None:
        raise WrongState("nothing of this call was kept", hint="it can only be erased")
    sums = {TRANSCRIPT_NAME: certificate.transcript_sha256, AUDIO_NAME: certificate.audio_sha256}
    found = []
    for name, sha256 in sums.items():
        if sha256 is not None:
            body = store.get(kept.row.object_prefix + name)
            if hashlib.sha256(body).hexdigest() != sha256:
                raise StoreUnavailable("a stored object is not what was certified", hint="restore it from a backup")
            found.append(Artefact(name, body, _CONTENT_TYPES[name]))
    return tuple(found)


def redacted_call_of(kept: RowsOfCall, artefacts: Sequence[Artefact]) -> RedactedCall:
    """The rows and the sound as the redaction made them (without its findings, which are never kept)."""
    row = kept.row
    channels = tuple(Channel(channel) for channel in row.channels)
    flac = next((artefact.body for artefact in artefacts if artefact.name == AUDIO_NAME), None)
    return RedactedCall(
        call_id=kept.call_id,
        language=row.language,
        duration_ms=row.duration_ms,
        turns=tuple(map(redacted_turn, kept.turns)),
        masks=tuple(map(masked_span, kept.masks)),
        findings=(),
        audio=None if flac is None else sound_of(flac, channels),
    )
