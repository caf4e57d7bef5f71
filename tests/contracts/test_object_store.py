"""The object store's promises, on the twin, in a folder, and in plain and versioned buckets of a MinIO server."""

import pytest

from calls.errors import NotFound
from calls.ports.object_store import ObjectStore


def _put(store: ObjectStore, key: str, body: bytes = b"words") -> None:
    store.put(key, body, content_type="text/plain", tags={"agent_training": "2026-08-28T12:00:00+00:00"})


def test_what_is_put_comes_back_with_its_tags(store: ObjectStore) -> None:
    store.check()
    _put(store, "calls/c_1/1/audio.flac", bytes(range(256)))
    assert store.get("calls/c_1/1/audio.flac") == bytes(range(256))
    assert store.tags("calls/c_1/1/audio.flac") == {"agent_training": "2026-08-28T12:00:00+00:00"}


def test_putting_again_replaces(store: ObjectStore) -> None:
    _put(store, "calls/c_1/1/a", b"one")
    _put(store, "calls/c_1/1/a", b"two")
    assert store.get("calls/c_1/1/a") == b"two"
    assert list(store.list("calls/")) == ["calls/c_1/1/a"]


def test_what_is_missing_is_not_found(store: ObjectStore) -> None:
    with pytest.raises(NotFound):
        store.get("calls/c_1/1/a")
    assert list(store.list("calls/c_1/")) == []
    assert store.delete_all_versions("calls/c_1/") == 0


def test_P8_all_versions_below_a_prefix_go_and_nothing_else(store: ObjectStore) -> None:
    for key in ("calls/c_1/1/a", "calls/c_1/1/b", "calls/c_1/10/a", "calls/c_2/1/a"):
        _put(store, key)
    _put(store, "calls/c_1/1/a", b"a second version")
    assert store.delete_all_versions("calls/c_1/1/") == 2
    assert list(store.list("calls/")) == ["calls/c_1/10/a", "calls/c_2/1/a"]
    assert store.delete_all_versions("calls/c_1/1/") == 0
    assert store.delete_all_versions("calls/c_1/") == 1


@pytest.mark.parametrize("key", ["../x", "/x", "a/../../x", "a//b", "", ".hidden", "a/.b", "a\x00b", "a b", "a\nb"])
def test_F14_a_key_that_is_no_plain_name_is_refused(store: ObjectStore, key: str) -> None:
    with pytest.raises(ValueError, match="key"):
        _put(store, key)
    with pytest.raises(ValueError, match="key"):
        store.get(key)
    with pytest.raises(ValueError, match=r"key|slash"):
        store.delete_all_versions(key)


def test_a_prefix_without_its_slash_is_refused(store: ObjectStore) -> None:
    with pytest.raises(ValueError, match="slash"):
        store.delete_all_versions("calls/c_1/1")
