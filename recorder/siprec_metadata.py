"""What a recording client says of the calls it sends (RFC 7865): sessions, participants, streams, who sends which.

Read from the XML into values that never change; partial updates are merged onto what is known (RFC 7865 §6.1). Older
drafts, which are still in the field, write some names differently: `dataMode`, `id`, `session`, `groupid`, and `send`
inside `participant`. Addresses are personal: no value here shows them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from calls.errors import BadMetadata
from recorder.metadata_xml import Element, read_xml

MAX_ID_CHARACTERS = 256
MAX_ADDRESS_CHARACTERS = 512
MAX_PARTICIPANTS = 64
REFERENCES = {
    "ucid": "ucid",
    "avayaucid": "ucid",
    "sipsessionid": "session_id",
    "cisco-guid": "guid",
    "ciscoguid": "guid",
    "guid": "guid",
    "calluuid": "call_uuid",
    "genesyscalluuid": "call_uuid",
    "gcid": "global_call_id",
    "globalcallid": "global_call_id",
}
"""Elements by which switchboards name a call, wherever they stand (extension data), and what we call them."""


@dataclass(frozen=True, slots=True, repr=False)
class Participant:
    """One party. `is_calling` is what the client's extension says of who called whom; None when it says nothing."""

    participant_id: str
    addresses: tuple[str, ...] = ()
    is_calling: bool | None = None

    def __repr__(self) -> str:
        return f"Participant({len(self.addresses)} addresses)"


@dataclass(frozen=True, slots=True)
class Stream:
    """`label` is the SDP's `a=label` (RFC 4574)."""

    stream_id: str
    label: str | None = None


@dataclass(frozen=True, slots=True)
class CommunicationSession:
    """One recorded call; calls of one customer contact (a transfer, say) share the group."""

    session_id: str
    group_id: str | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known, or what one update says. Participants keep the order in which they were first named."""

    complete: bool = False
    sessions: Mapping[str, CommunicationSession] = field(default_factory=dict)
    participants: Mapping[str, Participant] = field(default_factory=dict)
    streams: Mapping[str, Stream] = field(default_factory=dict)
    sends: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Stream ids by participant id."""
    sends_no_more: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """In an update: streams that a participant has stopped to send."""
    attends: Mapping[tuple[str, str], bool] = field(default_factory=dict)
    """By participant id and session id, where it was ever stated: False when that participant has left."""
    references: Mapping[str, str] = field(default_factory=dict)

    def merged(self, update: "Metadata") -> "Metadata":
        """A complete update replaces everything; a partial one replaces what it names."""
        if update.complete:
            return update
        merged = Metadata(
            complete=self.complete,
            sessions={**self.sessions, **update.sessions},
            participants={**self.participants, **self._participants_of(update)},
            streams={**self.streams, **update.streams},
            sends={who: self._sends_after(update, who) for who in {**self.sends, **update.sends}},
            attends={**self.attends, **update.attends},
            references={**self.references, **update.references},
        )
        _check_size(merged)
        return merged

    def _participants_of(self, update: "Metadata") -> Mapping[str, Participant]:
        """Whoever is named again without an address keeps the one that is known."""
        return {
            who: replace(new, addresses=self.participants[who].addresses)
            if not new.addresses and who in self.participants
            else new
            for who, new in update.participants.items()
        }

    def _sends_after(self, update: "Metadata", who: str) -> frozenset[str]:
        stopped = update.sends_no_more.get(who)
        if stopped is not None and not stopped:  # all of them
            return update.sends.get(who, frozenset())
        return update.sends.get(who, self.sends.get(who, frozenset())) - (stopped or frozenset())

    @property
    def contact(self) -> dict[str, str]:
        """The group and the communication session, as references; of several the first one named."""
        found: dict[str, str] = {}
        for session in self.sessions.values():
            found.setdefault("session", session.session_id)
            if session.group_id:
                found.setdefault("group", session.group_id)
        return found

    @property
    def present(self) -> tuple[Participant, ...]:
        """Who has not left every session that they were ever in (RFC 7865 §6.6)."""
        return tuple(p for who, p in self.participants.items() if self._is_present(who))

    def _is_present(self, who: str) -> bool:
        stated = [there for (participant_id, _), there in self.attends.items() if participant_id == who]
        return not stated or any(stated)

    def senders_of(self, label: str) -> tuple[Participant, ...]:
        """Those present whose voice the stream of that label carries: several when it is mixed."""
        ids = {stream.stream_id for stream in self.streams.values() if stream.label == label}
        return tuple(p for p in self.present if self.sends.get(p.participant_id, frozenset()) & ids)


def read_metadata(payload: bytes) -> Metadata:
    """One `application/rs-metadata(+xml)` body. Raises BadMetadata, with no word of what it says.

    An id or address that cannot be is an error, since leaving a party out could hide that it objects; a vendor's
    reference that cannot be is left out.
    """
    root = read_xml(payload)
    if root.name != "recording":
        raise BadMetadata("metadata without a recording element", hint="RFC 7865 has the schema")
    mode = (root.value("datamode") or "complete").lower()
    if mode not in ("complete", "partial"):
        raise BadMetadata("metadata that is neither complete nor partial", hint="RFC 7865 §6.1")
    sends, stopped = _associations(root)
    metadata = Metadata(
        complete=mode == "complete",
        sessions={s.session_id: s for s in map(_session, root.all("session"))},
        participants=_participants(root.all("participant")),
        streams={s.stream_id: s for s in map(_stream, root.all("stream"))},
        sends=sends,
        sends_no_more=stopped,
        attends=_attendances(root.all("participantsessionassoc")),
        references=_references(root),
    )
    _check_size(metadata)
    return replace(metadata, sends_no_more={}) if metadata.complete else metadata


def _check_size(metadata: Metadata) -> None:
    if len(metadata.participants) > MAX_PARTICIPANTS:
        raise BadMetadata("metadata with too many participants", hint=f"at most {MAX_PARTICIPANTS} are followed")


def _session(element: Element) -> CommunicationSession:
    group = next((element.value(name) for name in ("group-ref", "groupid", "group") if element.value(name)), None)
    return CommunicationSession(_id_of(element, "session_id"), None if group is None else _checked(group))


def _participants(elements: Iterable[Element]) -> Mapping[str, Participant]:
    found: dict[str, Participant] = {}
    for element in elements:
        who = _id_of(element, "participant_id")
        addresses = tuple(
            _address(name.attributes["aor"]) for name in element.all("nameid") if "aor" in name.attributes
        )
        calling = next((e.text.strip().lower() for e in element.descendants() if e.name == "callingparty"), None)
        before = found.get(who, Participant(who))
        found[who] = Participant(
            who,
            tuple(dict.fromkeys(before.addresses + addresses)),
            {"true": True, "1": True, "false": False, "0": False}.get(calling or "", before.is_calling),
        )
    return found


def _stream(element: Element) -> Stream:
    label = element.value("label")
    return Stream(_id_of(element, "stream_id"), _checked(label) if label else None)


def _associations(root: Element) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """(sends, sends no more) by participant; an empty set of the latter means all.

    RFC 7865 §6.8 has elements of their own, drafts have `send` inside `participant`.
    """
    sends: dict[str, frozenset[str]] = {}
    stopped: dict[str, frozenset[str]] = {}
    for element in (*root.all("participantstreamassoc"), *root.all("participant")):
        named = frozenset(_checked(send.text.strip()) for send in element.all("send"))
        if element.name == "participant" and not named:
            continue
        who = _id_of(element, "participant_id")
        ended = element.name == "participantstreamassoc" and element.value("disassociate-time") is not None
        told = stopped if ended else sends
        told[who] = told.get(who, frozenset()) | named
    return sends, stopped


def _attendances(elements: Iterable[Element]) -> Mapping[tuple[str, str], bool]:
    """A snapshot may list what has ended beside what goes on: who came back is there."""
    attends: dict[tuple[str, str], bool] = {}
    for element in elements:
        key = _id_of(element, "participant_id"), _checked(element.attributes.get("session_id") or "-")
        attends[key] = element.value("disassociate-time") is None or attends.get(key, False)
    return attends


def _references(root: Element) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for element in root.descendants():
        text = element.text.strip()
        if element.name in REFERENCES and is_opaque(text):
            found.setdefault(REFERENCES[element.name], text)
    return found


def is_opaque(text: str) -> bool:
    """Whether it can be kept as a reference: short, printable ASCII, one line."""
    return 0 < len(text) <= MAX_ID_CHARACTERS and text.isascii() and text.isprintable()


def _id_of(element: Element, name: str) -> str:
    """RFC 7865 names the id after the element, drafts say `id`."""
    return _checked(element.attributes.get(name) or element.attributes.get("id") or "")


def _checked(text: str) -> str:
    if not is_opaque(text):
        raise BadMetadata("metadata with an id that cannot be one", hint=f"1 to {MAX_ID_CHARACTERS} printable letters")
    return text


def _address(text: str) -> str:
    if len(text) > MAX_ADDRESS_CHARACTERS or not text.isprintable():
        raise BadMetadata("metadata with an address that cannot be one", hint="nameID's aor is a SIP or tel URI")
    return text
