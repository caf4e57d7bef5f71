"""Who may send us recording sessions, what the settings say of them, and what the rules say of their parties."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import structlog

from calls.call import CallId
from calls.consent import Notice, RecordingPolicy, Standing
from calls.errors import BadMetadata, NotAllowed
from calls.pseudonym import KeyRing, pseudonym_of_sip_call_id
from recorder.call_record import CallFacts
from recorder.invite import Invite
from recorder.objected_contacts import ObjectedContacts
from recorder.rules import RulesFile
from recorder.sip_address import user_of
from recorder.sip_call import SipCall
from recorder.siprec import SiprecSession, metadata_in
from recorder.siprec_metadata import Metadata, is_opaque, read_metadata
from recorder.siprec_parties import agent_id_in, caller_in, outsiders_in
from recorder.siprec_settings import SiprecSettings, read_notice

NOTICE_HEADER = "Hushtape-Notice"
"""By which a client may say which notice this caller has heard: "2026-11; language=en"."""
REFERENCE_HEADERS = {"Session-ID": "session_id", "Cisco-Guid": "guid", "X-Genesys-CallUUID": "call_uuid"}
"""RFC 7989 and vendors."""
_log = structlog.get_logger("recorder.recording_server")


@dataclass(frozen=True, slots=True)
class AskedSession:
    """A recording session that somebody who may do so asks for."""

    metadata: Metadata
    notice: Notice | None
    references: Mapping[str, str]
    """What the switchboard calls the call, by kind."""


@dataclass(frozen=True, slots=True, repr=False)
class RecordingServer:
    """`keys` gives the pseudonyms' key ring as it is now."""

    settings: SiprecSettings
    rules: RulesFile
    keys: Callable[[], KeyRing]
    contacts: ObjectedContacts
    country_code: str = "1"
    silent_leg_s: float = 0.0

    def read(self, invite: Invite) -> AskedSession:
        """Raises NotAllowed when the sender is no peer, BadMetadata when nobody can tell whom it is about."""
        stated = self.settings.stated_by(invite.source.host)
        if stated is None:
            raise NotAllowed("recording sessions are not taken from there", hint="HUSHTAPE_SIPREC_PEERS")
        payload = metadata_in(invite)
        if payload is None:
            raise BadMetadata("a recording session without metadata", hint="send it with the INVITE (RFC 7866 §9.1)")
        notice = read_notice(invite.header(NOTICE_HEADER) or "") or read_notice(stated)
        metadata = Metadata().merged(read_metadata(payload))
        return AskedSession(metadata, notice, {**references_in(invite), **metadata.contact, **metadata.references})

    def look_up(self, asked: AskedSession, queue: str | None) -> tuple[RecordingPolicy, Standing]:
        """What may be done. We cannot ask the caller ourselves, so the policy "ask" means never."""
        policy, _ = self.rules.look_up(queue=queue, caller_codes=(), now=datetime.now(UTC))
        standing = self.standing_of(asked.metadata)
        if standing is Standing.UNKNOWN:
            _log.warning("caller_unreadable")
        if asked.notice is None and not self.settings.unannounced:
            _log.warning("notice_not_stated")
            policy = RecordingPolicy.NEVER
        return RecordingPolicy.NEVER if policy is RecordingPolicy.ASK else policy, standing

    def standing_of(self, metadata: Metadata) -> Standing:
        """The worst of all that count; UNKNOWN when the number of any of them is not known."""
        numbers = [self._codes_of(p.addresses) for p in outsiders_in(metadata, self.settings.parties)]
        if not numbers or not all(numbers):
            return Standing.UNKNOWN
        now = datetime.now(UTC)
        found = {self.rules.look_up(queue=None, caller_codes=codes, now=now)[1] for each in numbers for codes in each}
        return next(one for one in (Standing.UNKNOWN, Standing.OBJECTS, Standing.NONE) if one in found)

    def facts(self, facts: CallFacts, asked: AskedSession) -> CallFacts:
        """`facts` of the session's own dialogue, with the caller and the agent of the call that it records."""
        caller = caller_in(asked.metadata, self.settings.parties)
        codes = self._codes_of(caller.addresses) if caller else []
        return replace(
            facts,
            caller_codes=next(iter(codes), ()),
            caller_is_readable=bool(codes),
            agent_id=agent_id_in(asked.metadata, self.settings.parties) or facts.agent_id,
            references=self._references(asked),
        )

    def _references(self, asked: AskedSession) -> tuple[tuple[str, str], ...]:
        """Keyed as SIP Call-IDs are: whoever has the switchboard's own id can find the call, nobody else."""
        key = self.keys().signing_key
        return tuple((name, pseudonym_of_sip_call_id(value, key)) for name, value in sorted(asked.references.items()))

    def session(self, call_id: CallId, leg: SipCall, asked: AskedSession) -> SiprecSession:
        return SiprecSession(
            call_id,
            leg,
            asked.metadata,
            rules=self.settings.parties,
            notice=asked.notice,
            standing_of=self.standing_of,
            contacts=self.contacts,
            silent_leg_s=self.silent_leg_s,
        )

    def _codes_of(self, addresses: tuple[str, ...]) -> list[tuple[str, ...]]:
        """Of each address that holds a number: its codes, newest version of the key first."""
        keys = self.keys()
        users = (user_of(address) or "" for address in addresses)
        found = (keys.codes_of_number(user, default_country_code=self.country_code) for user in users)
        return [codes for codes in found if codes]


def references_in(invite: Invite) -> dict[str, str]:
    """By which names the client's headers call the call; what cannot be one is left out."""
    found = ((kind, (invite.header(name) or "").strip()) for name, kind in REFERENCE_HEADERS.items())
    return {kind: value for kind, value in found if is_opaque(value)}


def is_recording_session(invite: Invite) -> bool:
    """Whether the INVITE asks for one: by `Require: siprec`, the feature `+sip.src`, or metadata in it."""
    required = {tag.strip().lower() for value in invite.all_headers("Require") for tag in value.split(",")}
    contact = (invite.header("Contact") or "").rpartition(">")[2].lower()
    return "siprec" in required or "+sip.src" in contact or metadata_in(invite) is not None
