"""SIPREC metadata that would blow up, read files or call home, were it parsed as XML can be (F15)."""

from collections.abc import Iterator

_DOCUMENT = '<?xml version="1.0"?>{doctype}<recording xmlns="urn:ietf:params:xml:ns:recording:1">{body}</recording>'
MEGABYTE = 1 << 20


def bombs(canary_file: str, canary_url: str) -> Iterator[tuple[str, bytes]]:
    """`canary_file` and `canary_url` are what an external entity would open."""
    for name, doctype, body in _with_entities(canary_file, canary_url):
        yield name, _DOCUMENT.format(doctype=f"<!DOCTYPE recording {doctype}>", body=body).encode()
    yield "10 MB of text", _document("<name>" + "A" * (10 * MEGABYTE) + "</name>")
    yield "10 MB of elements", _document("<participant/>" * (10 * MEGABYTE // 14))
    yield "30,000 deep", _document("<a>" * 30_000 + "</a>" * 30_000)
    yield "5,000 attributes", _document("<a " + " ".join(f'a{n}="x"' for n in range(5_000)) + "/>")
    yield "5,000 name spaces", _document("".join(f'<a xmlns:n{n}="u:{n}"/>' for n in range(5_000)))
    yield "never closed", _document("<a>" * 1_000).replace(b"</recording>", b"")
    yield "UTF-16 with a DTD", _DOCUMENT.format(doctype='<!DOCTYPE r [<!ENTITY a "b">]>', body="&a;").encode("utf-16")
    yield "UTF-7", b'<?xml version="1.0" encoding="UTF-7"?>+ADw-recording+AD4-'
    yield (
        "XInclude",
        _document(f'<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="{canary_url}" parse="text"/>'),
    )
    yield "a style sheet", b'<?xml-stylesheet href="' + canary_url.encode() + b'"?>' + _document("")
    yield (
        "a schema elsewhere",
        _document(f'<a xmlns:x="http://www.w3.org/2001/XMLSchema-instance" x:schemaLocation="u {canary_url}"/>'),
    )


def _with_entities(canary_file: str, canary_url: str) -> Iterator[tuple[str, str, str]]:
    lol = '<!ENTITY l0 "lol">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    yield "billion laughs", f"[{lol}]", "<name>&l9;</name>"
    yield "quadratic", f'[<!ENTITY a "{"a" * 20_000}">]', "<name>" + "&a;" * 2_000 + "</name>"
    yield "a file", f'[<!ENTITY x SYSTEM "file://{canary_file}">]', "<name>&x;</name>"
    yield "a page", f'[<!ENTITY x SYSTEM "{canary_url}">]', "<name>&x;</name>"
    yield "a DTD elsewhere", f'SYSTEM "{canary_url}"', "<name/>"
    yield "a parameter entity", f'[<!ENTITY % x SYSTEM "{canary_url}"> %x;]', "<name/>"
    yield "an endless file", '[<!ENTITY x SYSTEM "file:///dev/zero">]', "<name>&x;</name>"
    yield "in itself", '[<!ENTITY a "&b;"><!ENTITY b "&a;">]', "<name>&a;</name>"
    yield "a default attribute", '[<!ATTLIST recording a CDATA "x">]', "<name/>"


def _document(body: str) -> bytes:
    return _DOCUMENT.format(doctype="", body=body).encode()
