"""How a piece of text can be encoded on its way to disk."""

import base64
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote, quote_plus

Encoded = tuple[str, bytes, bool]
"""(encoding, bytes, whether letters may be of either case)."""

_BASE64_OFFSETS: Final = (0, 1, 2)


def encoded_forms(text: str) -> Iterator[Encoded]:
    """Every encoding of `text` that we look for. Base64 keeps case, so it is told for four cases of the text."""
    yield "utf-8", text.encode(), True
    yield "utf-16le", text.encode("utf-16-le"), True
    yield "utf-16be", text.encode("utf-16-be"), True
    yield "hex", text.encode().hex().encode(), True
    yield "hex", text.encode().hex(" ").encode(), True
    yield from (("json", written.encode(), True) for written in _json(text))
    yield from (("url", written.encode(), True) for written in _url(text))
    yield from (("html", written.encode(), True) for written in _html(text))
    for cased in {text, text.lower(), text.upper(), text.title()}:
        yield from _base64(cased.encode())


def _json(text: str) -> Iterator[str]:
    yield "".join(f"\\u{ord(letter):04x}" for letter in text)
    yield text.replace("/", "\\/")


def _url(text: str) -> Iterator[str]:
    yield quote(text)
    yield quote(text, safe="")
    yield quote_plus(text)
    yield "".join(f"%{byte:02x}" for byte in text.encode())


def _html(text: str) -> Iterator[str]:
    yield "".join(f"&#{ord(letter)};" for letter in text)
    yield "".join(f"&#x{ord(letter):x};" for letter in text)
    yield text.replace(" ", "&nbsp;")


def _base64(data: bytes) -> Iterator[Encoded]:
    """The characters that depend on `data` alone when it begins 0, 1 or 2 bytes into a group of three."""
    for offset in _BASE64_OFFSETS:
        whole = base64.b64encode(bytes(offset) + data)
        first = -(-offset * 8 // 6)
        last = (offset + len(data)) * 8 // 6
        certain = whole[first:last]
        yield f"base64+{offset}", certain, False
        yield f"base64+{offset}", certain.translate(bytes.maketrans(b"+/", b"-_")), False
