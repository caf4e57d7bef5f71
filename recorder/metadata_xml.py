"""XML from strangers into a small tree: no document type, no entity, nothing opened, nothing connected.

expat is given a handler that refuses any DOCTYPE, so that no entity can ever be declared (external, billion laughs,
quadratic blow-up). What is too large, too deep or too many is refused before or while it is read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from calls.errors import BadMetadata

MAX_BYTES = 65_535
"""pjsip takes no larger SIP message."""
MAX_DEPTH = 16
MAX_ELEMENTS = 2_000
MAX_ATTRIBUTES = 32


@dataclass(slots=True, repr=False)
class Element:
    """`name` and attribute names without namespace, in small letters: vendors and drafts differ in both."""

    name: str
    attributes: dict[str, str]
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    def all(self, name: str) -> list["Element"]:
        return [child for child in self.children if child.name == name]

    def value(self, name: str) -> str | None:
        """The text of the first child of that name."""
        return next((child.text.strip() for child in self.all(name)), None)

    def descendants(self) -> Iterator["Element"]:
        for child in self.children:
            yield child
            yield from child.descendants()


def read_xml(payload: bytes) -> Element:
    """The root element of a UTF-8 document. Raises BadMetadata, with no word of what it says."""
    if len(payload) > MAX_BYTES:
        raise BadMetadata(f"metadata of {len(payload)} bytes", hint=f"at most {MAX_BYTES} are read")
    reader = _Reader()
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = reader.refuse_document_type
    parser.StartElementHandler = reader.begin
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.read
    try:
        parser.Parse(payload, True)
    except expat.ExpatError as error:
        raise BadMetadata(f"metadata is no XML (line {error.lineno})", hint="RFC 7865 has the schema") from None
    assert reader.root is not None  # expat refuses a document without a root
    return reader.root


class _Reader:
    def __init__(self) -> None:
        self.root: Element | None = None
        self._open: list[Element] = []
        self._count = 0

    def refuse_document_type(self, *_: Any) -> None:
        raise BadMetadata("metadata with a document type", hint="RFC 7865 knows none; nothing of it is read")

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MAX_ELEMENTS or len(self._open) >= MAX_DEPTH or len(attributes) > MAX_ATTRIBUTES:
            raise BadMetadata("metadata with too many or too deep elements", hint=f"at most {MAX_ELEMENTS} are read")
        element = Element(_local(name), {_local(key): value for key, value in attributes.items()})
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)

    def end(self, _: str) -> None:
        self._open.pop()

    def read(self, text: str) -> None:
        self._open[-1].text += text


def _local(name: str) -> str:
    return name.rpartition(" ")[2].lower()
