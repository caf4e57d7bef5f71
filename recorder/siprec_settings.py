"""What the settings say of recording clients: who may send us sessions, and what their callers have heard."""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from calls.consent import Notice
from calls.errors import BadSettings
from recorder.siprec_parties import PartyRules

_NOTICE = re.compile(r"([\w.-]{1,64})\s*[;/]\s*(?:language=)?([A-Za-z]{2,8}(?:-[A-Za-z0-9]{2,8})*)", re.ASCII)


def read_notice(text: str) -> Notice | None:
    """The notice that "version/language" or "version; language=…" names; None when it names none."""
    found = _NOTICE.fullmatch(text.strip())
    return Notice(found[1], found[2].lower()) if found else None


@dataclass(frozen=True, slots=True)
class SiprecSettings:
    """`peers` maps an address or network to the notice that its callers hear ("version/language"; "": none is stated).

    Without peers there is no recording server. `unannounced`: record even where nobody states a notice.
    """

    peers: Mapping[str, str] = field(default_factory=dict)
    parties: PartyRules = field(default_factory=PartyRules)
    unannounced: bool = False

    def check(self) -> None:
        """Raises BadSettings."""
        for address, notice in self.peers.items():
            try:
                ipaddress.ip_network(address, strict=False)
            except ValueError:
                raise BadSettings(
                    "HUSHTAPE_SIPREC_PEERS must map addresses or networks", hint='{"192.0.2.10": "2026-11/en"}'
                ) from None
            if notice and read_notice(notice) is None:
                raise BadSettings(
                    "HUSHTAPE_SIPREC_PEERS names a notice that cannot be read", hint='"version/language", or ""'
                )

    def stated_by(self, host: str) -> str | None:
        """The notice that the settings name for a peer; None when it is none."""
        try:
            address = ipaddress.ip_address(host)
        except ValueError:
            return None
        networks = ((ipaddress.ip_network(network, strict=False), notice) for network, notice in self.peers.items())
        return next((notice for network, notice in networks if address in network), None)
