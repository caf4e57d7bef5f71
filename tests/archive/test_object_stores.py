"""Stores that are away, full or lying."""

import os
import time
from pathlib import Path
from typing import Any

import pytest

from archive.object_store_folder import ObjectStoreInFolder
from archive.object_store_s3 import ObjectStoreInS3
from calls.errors import StoreUnavailable
from tests.contracts.conftest import s3_store, switch_on_versions
from tests.servers import RunningMinio


def _put(store: ObjectStoreInS3 | ObjectStoreInFolder, key: str = "calls/c_1/1/a", body: bytes = b"words") -> None:
    store.put(key, body, content_type="text/plain", tags={"dispute": "2026-08-28T12:00:00+00:00"})


def _away(endpoint: str) -> ObjectStoreInS3:
    return ObjectStoreInS3(endpoint, bucket="b", access_key="a", secret_key="s" * 8, secure=False)


@pytest.mark.parametrize("endpoint", ["127.0.0.1:1", "no-such-host.invalid:9000", "192.0.2.1:9000"])
def test_F7_a_server_that_is_away_is_unavailable_within_ten_seconds(endpoint: str) -> None:
    store, started = _away(endpoint), time.monotonic()
    with pytest.raises(StoreUnavailable, match="HUSHTAPE_S3_ENDPOINT"):
        store.check()
    with pytest.raises(StoreUnavailable):
        _put(store)
    assert time.monotonic() - started < 20, "two calls"
    store.close()


@pytest.mark.needs_minio
def test_wrong_keys_are_refused_with_a_hint(minio: RunningMinio) -> None:
    store = ObjectStoreInS3(
        minio.endpoint, bucket="keys", access_key=minio.access_key, secret_key="wrong-secret", secure=False
    )
    with pytest.raises(StoreUnavailable, match="keys"):
        store.check()
    store.close()


@pytest.mark.needs_minio
def test_the_bucket_is_made_when_it_is_missing(minio: RunningMinio) -> None:
    store = s3_store(minio, "made-when-missing")
    _put(store)
    store.check()
    assert store.get("calls/c_1/1/a") == b"words"
    store.close()


@pytest.mark.needs_minio
def test_P8_no_version_and_no_delete_marker_is_left_in_a_versioned_bucket(minio: RunningMinio) -> None:
    store = s3_store(minio, "versions-go")
    store.check()
    switch_on_versions(minio, "versions-go")
    for body in (b"one", b"two", b"three"):
        _put(store, body=body)
    store._client.remove_object("versions-go", "calls/c_1/1/a")
    assert store.delete_all_versions("calls/c_1/") == 1
    left = store._client.list_objects("versions-go", recursive=True, include_version=True)
    assert [item.object_name for item in left] == []
    store.close()


@pytest.mark.needs_minio
def test_F7_a_server_that_gives_back_other_bytes_is_not_believed(
    minio: RunningMinio, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = s3_store(minio, "liar")
    put = store._client.put_object

    def other_bytes(bucket: str, key: str, body: Any, length: int, **rest: Any) -> Any:
        put(bucket, key, body, length, **rest)
        _put(honest, key, b"other")

    honest = s3_store(minio, "liar")
    honest.check()
    monkeypatch.setattr(store._client, "put_object", other_bytes)
    with pytest.raises(StoreUnavailable, match="other bytes"):
        _put(store)
    store.close()
    honest.close()


def test_F5_a_folder_that_cannot_be_written_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "objects").write_text("a file where the folder must be")
    store = ObjectStoreInFolder(tmp_path)
    with pytest.raises(StoreUnavailable):
        _put(store)
    with pytest.raises(StoreUnavailable):
        store.check()


def test_F5_a_failing_fsync_is_never_acknowledged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    store = ObjectStoreInFolder(tmp_path)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreUnavailable, match="No space left"):
        _put(store)


def test_folder_names_hold_ids_only_and_are_private(tmp_path: Path) -> None:
    _put(ObjectStoreInFolder(tmp_path))
    files = {str(path.relative_to(tmp_path)): path for path in tmp_path.rglob("*") if path.is_file()}
    assert set(files) == {"objects/calls/c_1/1/a", "tags/calls/c_1/1/a.json"}
    assert {path.stat().st_mode & 0o077 for path in files.values()} == {0}


def test_removing_takes_tags_and_empty_folders_too(tmp_path: Path) -> None:
    store = ObjectStoreInFolder(tmp_path)
    _put(store)
    store.delete_all_versions("calls/c_1/")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert not (tmp_path / "objects" / "calls" / "c_1").exists()
