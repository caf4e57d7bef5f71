"""Objects in a bucket of any S3 server. The only file that imports minio (and urllib3, for its timeouts).

Plain S3 only: put, get, list, tags, delete; versioned buckets are emptied version by version.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import urllib3
from minio import Minio
from minio.commonconfig import Tags
from minio.deleteobjects import DeleteObject
from minio.error import MinioException, S3Error

from archive.object_keys import check_key, check_prefix
from calls.errors import NotFound, StoreUnavailable

_CONNECT_TIMEOUT_S, _READ_TIMEOUT_S, _TRIES = 2.0, 4.0, 2
"""Together below 10 s, so that a caller learns soon that the store is away; the work table tries again later."""

_MISSING = frozenset({"NoSuchKey", "NoSuchTagSet"})
_BUCKET_IS_THERE = frozenset({"BucketAlreadyOwnedByYou", "BucketAlreadyExists"})


class ObjectStoreInS3:
    """`calls.ports.object_store.ObjectStore` in one bucket, which is made when it is missing."""

    def __init__(
        self,
        endpoint: str,
        *,
        bucket: str,
        access_key: str,
        secret_key: str,
        secure: bool = True,
        region: str = "us-east-1",
    ) -> None:
        """`endpoint` is host:port without a scheme. Connects only when first used."""
        self._bucket = bucket
        self._bucket_is_there = False
        self._pool = urllib3.PoolManager(
            timeout=urllib3.Timeout(connect=_CONNECT_TIMEOUT_S, read=_READ_TIMEOUT_S),
            retries=urllib3.Retry(total=_TRIES - 1, backoff_factor=0.2, status_forcelist=[502, 503, 504]),
        )
        self._client = Minio(endpoint, access_key, secret_key, secure=secure, region=region, http_client=self._pool)

    def put(self, key: str, body: bytes, *, content_type: str, tags: dict[str, str]) -> None:
        """Durable when it returns; raises StoreUnavailable, also when the read-back differs."""
        check_key(key)
        labels = Tags.new_object_tags()
        labels.update(tags)
        with _translated():
            self._make_bucket()
            self._client.put_object(
                self._bucket, key, io.BytesIO(body), len(body), content_type=content_type, tags=labels
            )
            if self._read(key) != body:
                raise StoreUnavailable(
                    "the object store gave back other bytes than were written", hint="do not trust it"
                )

    def get(self, key: str) -> bytes:
        """Raises NotFound, StoreUnavailable."""
        check_key(key)
        with _translated():
            return self._read(key)

    def list(self, prefix: str) -> Iterator[str]:
        check_prefix(prefix)
        with _translated():
            self._make_bucket()
            found = self._client.list_objects(self._bucket, prefix=prefix, recursive=True)
            yield from [item.object_name for item in found if item.object_name]

    def delete_all_versions(self, prefix: str) -> int:
        """Remove every version and delete marker below `prefix`; returns how many objects went."""
        check_prefix(prefix)
        with _translated():
            self._make_bucket()
            found = self._client.list_objects(self._bucket, prefix=prefix, recursive=True, include_version=True)
            versions = [(item.object_name, item.version_id) for item in found if item.object_name]
            for fault in self._client.remove_objects(self._bucket, [DeleteObject(*version) for version in versions]):
                raise StoreUnavailable(
                    f"the object store does not delete ({fault.code})",
                    hint="allow s3:DeleteObjectVersion on the bucket",
                )
        return len({name for name, _ in versions})

    def tags(self, key: str) -> dict[str, str]:
        """Raises NotFound, StoreUnavailable."""
        check_key(key)
        with _translated():
            return dict(self._client.get_object_tags(self._bucket, key) or {})

    def check(self) -> None:
        """Raises StoreUnavailable unless the store answers and lets us into the bucket."""
        with _translated():
            self._bucket_is_there = self._client.bucket_exists(self._bucket)
            self._make_bucket()

    def close(self) -> None:
        self._pool.clear()

    def _read(self, key: str) -> bytes:
        answer = self._client.get_object(self._bucket, key)
        try:
            return answer.read()
        finally:
            answer.close()
            answer.release_conn()

    def _make_bucket(self) -> None:
        if self._bucket_is_there:
            return
        if not self._client.bucket_exists(self._bucket):
            try:
                self._client.make_bucket(self._bucket)
            except S3Error as error:
                if error.code not in _BUCKET_IS_THERE:  # another process may have made it in this instant
                    raise
        self._bucket_is_there = True


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except S3Error as error:
        _raise_for(error)
    except (MinioException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        raise StoreUnavailable(
            f"the object store does not answer ({type(error).__name__})",
            hint="check HUSHTAPE_S3_ENDPOINT and that the server runs",
        ) from error


def _raise_for(error: S3Error) -> NoReturn:
    if error.code in _MISSING:
        raise NotFound("no such object") from error
    raise StoreUnavailable(
        f"the object store refuses ({error.code})", hint="check the bucket's name and the access and secret keys"
    ) from error
