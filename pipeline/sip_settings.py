"""How the recorder speaks SIP and RTP, and with whom: what a telephony integrator sets."""

import ipaddress
import re
import socket
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings

from calls.errors import BadSettings
from recorder.sip_line import CODECS, ClientCertificates, Registration, SipLine, Srtp, Tls
from recorder.trust import Trust, read_trust

Asked = Literal["off", "optional", "required"]


class SipSettings(BaseSettings):
    """The recorder's side of every other setting is in `pipeline/settings.py`."""

    sip_tcp: bool = Field(True, description="take calls over TCP, too, at the port of HUSHTAPE_SIP_BIND")
    sip_tls_port: int = Field(0, ge=0, le=65535, description="take calls over TLS (1.2, 1.3) at this port; 0 = no TLS")
    sip_tls_certificate: Path | None = Field(None, description="our certificate for TLS, PEM")
    sip_tls_key: Path | None = Field(None, description="its private key, PEM")
    sip_tls_ca: Path | None = Field(None, description="CA that signs the certificates of peers, PEM")
    sip_tls_clients: Asked = Field("off", description="client certificates over TLS: off, optional, required")
    sip_trusted: str = Field(
        "127.0.0.0/8,::1", description="addresses and networks whose calls are taken; everybody else is refused"
    )
    sip_trusted_names: str = Field(
        "", description="names in client certificates that are trusted, wherever they come from"
    )
    sip_requests_per_s: float = Field(
        100, ge=1, le=10_000, description="new SIP requests a second of one trusted source"
    )
    sip_srtp: Asked = Field("optional", description="encrypted sound (SDES) with callers: off, optional, required")
    agent_srtp: Asked = Field("off", description="encrypted sound (SDES) with agents: off, optional, required")
    sip_codecs: str = Field(",".join(CODECS), description="codecs that may be used, the preferred one first")
    rtp_ports: str = Field("16384-32767", description="UDP ports for sound, first-last; four a call")
    sip_public_address: str = Field("", description="address that others reach us by, where a NAT stands between")
    sip_registrar: str = Field("", description="be an extension of this registrar, such as sip:pbx.example.org")
    sip_user: str = Field("", description="the extension's user")
    sip_password_file: Path | None = Field(None, description="file with the extension's password")
    sip_realm: str = Field(
        "*", description="answer digest challenges of this realm only; * = whichever the registrar has"
    )


def sip_line(given: SipSettings, *, most_calls: int, clients: Iterable[str] = ()) -> SipLine:
    """Checked as far as it can be without listening; recording clients are trusted, too. Raises BadSettings."""
    registration = _registration(given)
    trust = _with(read_trust(given.sip_trusted, given.sip_trusted_names), clients, "HUSHTAPE_SIPREC_PEERS")
    if registration is not None:
        trust = _with_registrar(trust, registration)
    line = SipLine(
        tcp=given.sip_tcp,
        tls=_tls(given),
        srtp=Srtp[given.sip_srtp.upper()],
        agent_srtp=Srtp[given.agent_srtp.upper()],
        codecs=tuple(codec.strip() for codec in given.sip_codecs.split(",")),
        trust=trust,
        requests_per_s=given.sip_requests_per_s,
        rtp_ports=_ports(given.rtp_ports),
        public_address=given.sip_public_address,
        registration=registration,
    )
    line.check(most_calls=most_calls)
    return line


def _tls(given: SipSettings) -> Tls | None:
    if not given.sip_tls_port:
        return None
    if given.sip_tls_certificate is None or given.sip_tls_key is None:
        raise BadSettings(
            "TLS needs a certificate and its key", hint="set HUSHTAPE_SIP_TLS_CERTIFICATE and HUSHTAPE_SIP_TLS_KEY"
        )
    clients = ClientCertificates[given.sip_tls_clients.upper()]
    return Tls(given.sip_tls_port, given.sip_tls_certificate, given.sip_tls_key, given.sip_tls_ca, clients)


def _ports(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"\s*(\d{1,5})\s*-\s*(\d{1,5})\s*", text)
    if found is None:
        raise BadSettings("HUSHTAPE_RTP_PORTS must be first-last", hint="for example 20000-29999")
    return int(found[1]), int(found[2])


def _registration(given: SipSettings) -> Registration | None:
    if not given.sip_registrar:
        return None
    if not re.fullmatch(r"sips?:[^@\s]+", given.sip_registrar) or not given.sip_user or given.sip_password_file is None:
        raise BadSettings(
            "an extension needs HUSHTAPE_SIP_REGISTRAR, HUSHTAPE_SIP_USER and HUSHTAPE_SIP_PASSWORD_FILE",
            hint="the registrar is sip:HOST or sip:HOST:PORT, without a user",
        )
    try:
        password = given.sip_password_file.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise BadSettings(
            f"cannot read {given.sip_password_file}: {error.strerror}", hint="see HUSHTAPE_SIP_PASSWORD_FILE"
        ) from error
    return Registration(given.sip_registrar, given.sip_user, password, given.sip_realm)


def _with_registrar(trust: Trust, registration: Registration) -> Trust:
    """Calls to an extension come from its registrar."""
    host = registration.registrar.partition(":")[2].partition(";")[0].rpartition(":")
    name = host[0] if host[0] and host[2].isdigit() else "".join(host)
    try:
        found = {str(answer[4][0]) for answer in socket.getaddrinfo(name.strip("[]"), None)}
    except OSError as error:
        raise BadSettings("the registrar's name cannot be resolved", hint="see HUSHTAPE_SIP_REGISTRAR") from error
    return _with(trust, sorted(found), "HUSHTAPE_SIP_REGISTRAR")


def _with(trust: Trust, more: Iterable[str], setting: str) -> Trust:
    try:
        networks = tuple(ipaddress.ip_network(network, strict=False) for network in more)
    except ValueError as error:
        raise BadSettings(f"{setting} names what is no address or network", hint="for example 192.0.2.10") from error
    return replace(trust, networks=trust.networks + networks)
