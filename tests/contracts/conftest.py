"""The same tests on each adapter: the twin in memory, SQLite and PostgreSQL; the twin, a folder and a MinIO server."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from archive.in_memory import (
    ArchiveInMemory,
    AuditLogInMemory,
    CallDetailsInMemory,
    KeptCallsInMemory,
    ObjectStoreInMemory,
    ReviewDeskInMemory,
    Shelf,
    WorkTableInMemory,
)
from archive.object_store_s3 import ObjectStoreInS3
from calls.call import CallId
from calls.ports.archive import Archive
from calls.ports.call_details import CallDetails
from calls.ports.kept_calls import KeptCalls
from calls.ports.object_store import ObjectStore
from calls.ports.review_desk import ReviewDesk
from calls.ports.work_table import WorkTable
from calls.retention import DEFAULT_RULES
from redact.widen_masks import widen_masks
from tests.archive.houses import House, StandingClock, folder_store, postgres_database, sqlite_database
from tests.servers import RunningMinio

POSTGRES = pytest.param("postgres", marks=pytest.mark.needs_postgres)
MINIO = [
    pytest.param("minio", marks=pytest.mark.needs_minio),
    pytest.param("minio versioned", marks=pytest.mark.needs_minio),
]


@dataclass
class Adapters:
    """The ports under test, and a look behind them."""

    work: WorkTable
    archive: Archive
    store: ObjectStore
    clock: StandingClock
    did: Callable[[CallId], list[str]]
    actors: Callable[[CallId], list[str]]
    hold: Callable[[CallId], None]
    details: CallDetails
    review: ReviewDesk
    kept_calls: KeptCalls


@pytest.fixture(params=["twin", "sqlite", POSTGRES])
def adapters(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Adapters]:
    if request.param == "twin":
        yield twin_adapters()
    elif request.param == "sqlite":
        with sqlite_database(tmp_path) as database:
            yield real_adapters(House(database, tmp_path, folder_store(tmp_path)))
    else:
        with postgres_database(request.getfixturevalue("postgres_url")) as database:
            yield real_adapters(House(database, tmp_path, folder_store(tmp_path)))


@pytest.fixture(params=["twin", "folder", *MINIO])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ObjectStore]:
    if request.param == "twin":
        yield ObjectStoreInMemory()
    elif request.param == "folder":
        yield folder_store(tmp_path)
    else:
        server = request.getfixturevalue("minio")
        bucket = request.param.replace(" ", "-") + f"-{tmp_path.name[-20:].strip('_-').replace('_', '-').lower()}"
        yield from _bucket(server, bucket, versioned=request.param == "minio versioned")


def _bucket(server: RunningMinio, name: str, *, versioned: bool) -> Iterator[ObjectStore]:
    bucket = s3_store(server, name)
    bucket.check()
    if versioned:
        switch_on_versions(server, name)
    yield bucket
    bucket.close()


def s3_store(server: RunningMinio, bucket: str) -> ObjectStoreInS3:
    return ObjectStoreInS3(
        server.endpoint,
        bucket=bucket,
        access_key=server.access_key,
        secret_key=server.secret_key,
        secure=False,
    )


def switch_on_versions(server: RunningMinio, bucket: str) -> None:
    from minio import Minio
    from minio.commonconfig import ENABLED
    from minio.versioningconfig import VersioningConfig

    client = Minio(server.endpoint, server.access_key, server.secret_key, secure=False)
    client.set_bucket_versioning(bucket, VersioningConfig(ENABLED))
    client._http.clear()


def real_adapters(house: House) -> Adapters:
    return Adapters(
        house.work,
        house.archive,
        house.store,
        house.clock,
        house.did,
        house.actors,
        house.hold,
        house.details,
        house.review,
        house.kept_calls,
    )


def twin_adapters() -> Adapters:
    clock = StandingClock()
    shelf = Shelf(clock, AuditLogInMemory(clock))
    store = ObjectStoreInMemory()

    def did(call_id: CallId) -> list[str]:
        return [entry.did for entry in shelf.audit_log.entries if entry.call_id == call_id]

    def actors(call_id: CallId) -> list[str]:
        return [entry.actor for entry in shelf.audit_log.entries if entry.call_id == call_id]

    def hold(call_id: CallId) -> None:
        shelf.calls[call_id].held = True

    work, archive, details = WorkTableInMemory(shelf), ArchiveInMemory(shelf, store), CallDetailsInMemory(shelf)
    review = ReviewDeskInMemory(shelf, store, widen=widen_masks, rules=DEFAULT_RULES)
    return Adapters(work, archive, store, clock, did, actors, hold, details, review, KeptCallsInMemory(shelf, store))
