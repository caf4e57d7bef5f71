"""Whose calls are taken: peers by address or network, or by the name in the certificate they have proved to own."""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass

from calls.errors import BadSettings
from recorder.invite import Source

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
MOST_NETWORKS = 64


@dataclass(frozen=True, slots=True)
class Trust:
    """Everybody else is refused before anything is spent on them."""

    networks: tuple[Network, ...] = ()
    tls_names: frozenset[str] = frozenset()
    """In small letters: a certificate's common name or one of its subject alternative names."""

    def trusts(self, source: Source) -> bool:
        return self.trusts_host(source.host) or self.trusts_names(source.tls_names)

    def trusts_host(self, host: str) -> bool:
        try:
            address = ipaddress.ip_address(host)
        except ValueError:
            return False
        plain = getattr(address, "ipv4_mapped", None) or address
        return any(plain in network for network in self.networks)

    def trusts_names(self, names: Iterable[str]) -> bool:
        return any(name.lower() in self.tls_names for name in names)


LOOPBACK = Trust((ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1")))


def read_trust(networks: str, tls_names: str = "") -> Trust:
    """From two settings, comma-separated. Raises BadSettings."""
    try:
        read = tuple(ipaddress.ip_network(text) for text in _listed(networks))
    except ValueError as error:
        raise BadSettings(
            "HUSHTAPE_SIP_TRUSTED holds what is no address or network",
            hint="for example 192.0.2.10, 198.51.100.0/24; no bits may be set beyond the network's",
        ) from error
    if len(read) > MOST_NETWORKS:
        raise BadSettings(f"HUSHTAPE_SIP_TRUSTED may name {MOST_NETWORKS} networks", hint="name larger networks")
    return Trust(read, frozenset(name.lower() for name in _listed(tls_names)))


def _listed(text: str) -> list[str]:
    return [item.strip() for item in text.split(",") if item.strip()]
