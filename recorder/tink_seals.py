"""Seals: one AEAD key a call, wrapped to a public key. The only file that imports tink.

A call's key (AES256-GCM keyset) is made when its capture starts, lives in the writer's memory, and leaves it only
wrapped (HPKE: X25519, HKDF-SHA256, AES256-GCM) to the public half of the wrapping key. What holds only that half can
seal and never open.
"""

import tink
from tink import aead, hybrid, secret_key_access

from calls.errors import BadSettings, SealBroken

aead.register()
hybrid.register()

OVERHEAD_BYTES = 33
"""What sealing adds to a chunk: tink's key prefix (5), nonce (12), tag (16)."""


class CallSeal:
    """Seals and opens the chunks of one call. `repr` shows no key."""

    def __init__(self, handle: tink.KeysetHandle) -> None:
        self._handle = handle
        self._aead = handle.primitive(aead.Aead)

    @classmethod
    def fresh(cls) -> "CallSeal":
        return cls(tink.new_keyset_handle(aead.aead_key_templates.AES256_GCM))

    def seal(self, plain: bytes, context: bytes) -> bytes:
        sealed: bytes = self._aead.encrypt(plain, context)
        return sealed

    def open(self, sealed: bytes, context: bytes) -> bytes:
        """Raises SealBroken when the bytes or their context are not what was sealed."""
        try:
            plain: bytes = self._aead.decrypt(sealed, context)
        except tink.TinkError as error:
            raise SealBroken("a sealed chunk does not open", hint="it was changed, moved or cut") from error
        return plain


class PublicWrap:
    """The public half: wraps call keys, opens nothing."""

    def __init__(self, public_json: str) -> None:
        try:
            handle = tink.json_proto_keyset_format.parse_without_secret(public_json)
            self._encrypt = handle.primitive(hybrid.HybridEncrypt)
        except tink.TinkError as error:
            raise BadSettings("the public wrapping key cannot be read", hint="restore or recreate it") from error

    def wrap(self, seal: CallSeal, context: bytes) -> bytes:
        key = tink.proto_keyset_format.serialize(seal._handle, secret_key_access.TOKEN)
        wrapped: bytes = self._encrypt.encrypt(key, context)
        return wrapped


class PrivateWrap:
    """The private half: opens what was wrapped to its public half."""

    def __init__(self, private_json: str) -> None:
        try:
            self._handle = tink.json_proto_keyset_format.parse(private_json, secret_key_access.TOKEN)
            self._decrypt = self._handle.primitive(hybrid.HybridDecrypt)
        except tink.TinkError as error:
            raise BadSettings("the private wrapping key cannot be read", hint="restore it from a backup") from error

    def unwrap(self, wrapped: bytes, context: bytes) -> CallSeal:
        """Raises SealBroken when the key was wrapped for another call or another recipient, or was changed."""
        try:
            key = self._decrypt.decrypt(wrapped, context)
            return CallSeal(tink.proto_keyset_format.parse(key, secret_key_access.TOKEN))
        except tink.TinkError as error:
            raise SealBroken(
                "a call's key does not open", hint="it was changed, moved or made for another key"
            ) from error

    def public_json(self) -> str:
        public: str = tink.json_proto_keyset_format.serialize_without_secret(self._handle.public_keyset_handle())
        return public


def new_private_json() -> str:
    """A fresh wrapping key pair, as tink's JSON keyset (private half inside)."""
    handle = tink.new_keyset_handle(hybrid.hybrid_key_templates.DHKEM_X25519_HKDF_SHA256_HKDF_SHA256_AES_256_GCM)
    private: str = tink.json_proto_keyset_format.serialize(handle, secret_key_access.TOKEN)
    return private
