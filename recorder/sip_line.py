"""How one recorder speaks SIP and RTP, as values. What an integrator sets; nothing here knows pjsua2."""

from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

from calls.errors import BadSettings
from recorder.trust import LOOPBACK, Trust

CODECS = ("PCMU", "PCMA", "G722", "opus")
"""Those that a leg may use, by the names of RFC 3551 and RFC 7587."""


class Srtp(IntEnum):
    """SDES (RFC 4568). The numbers are pjmedia's (pjmedia_srtp_use)."""

    OFF = 0
    OPTIONAL = 1
    REQUIRED = 2
    """Who offers plain RTP gets 488."""


class ClientCertificates(IntEnum):
    """What is asked of those who connect over TLS."""

    OFF = 0
    OPTIONAL = 1
    """One that is shown must be signed by the CA; without one the peer's address decides."""
    REQUIRED = 2


@dataclass(frozen=True, slots=True)
class Tls:
    """A TLS listener (1.2 and 1.3). `authority` signs peers' certificates: clients', and those of servers we dial."""

    port: int
    certificate: Path
    key: Path
    authority: Path | None = None
    clients: ClientCertificates = ClientCertificates.OFF

    def check(self) -> None:
        """Raises BadSettings."""
        for path in (self.certificate, self.key, *([self.authority] if self.authority else [])):
            try:
                with path.open("rb"):
                    pass
            except OSError as error:
                raise BadSettings(
                    f"cannot read {path}: {error.strerror}", hint="see HUSHTAPE_SIP_TLS_CERTIFICATE, _KEY and _CA"
                ) from error
        if self.clients is not ClientCertificates.OFF and self.authority is None:
            raise BadSettings(
                "client certificates cannot be checked without a CA", hint="set HUSHTAPE_SIP_TLS_CA to its PEM file"
            )


@dataclass(frozen=True, slots=True)
class Registration:
    """An extension of a PBX: who we are there (RFC 3261 §10, digest)."""

    registrar: str
    """Its SIP URI, such as sip:pbx.example.org."""
    user: str
    password: str = field(repr=False)
    realm: str = "*"
    """Only challenges of this realm are answered."""


@dataclass(frozen=True, slots=True)
class SipLine:
    """What may come and go beside UDP, and who may use it."""

    tcp: bool = False
    tls: Tls | None = None
    srtp: Srtp = Srtp.OFF
    agent_srtp: Srtp = Srtp.OFF
    codecs: tuple[str, ...] = CODECS
    """In the order they are offered."""
    trust: Trust = LOOPBACK
    requests_per_s: float = 100
    """New requests that one trusted source may make; twice as many at once."""
    rtp_ports: tuple[int, int] = (16_384, 32_767)
    public_address: str = ""
    """What others reach us by, where that is not the address we listen on."""
    registration: Registration | None = None

    def check(self, *, most_calls: int) -> None:
        """Raises BadSettings."""
        first, last = self.rtp_ports
        if not 1024 <= first < last <= 65_535:
            raise BadSettings("HUSHTAPE_RTP_PORTS must be two ports from 1024 up", hint="for example 20000-29999")
        if last - first + 1 < 4 * most_calls:
            raise BadSettings(
                f"HUSHTAPE_RTP_PORTS is too small: {most_calls} calls need {4 * most_calls} ports",
                hint="widen it, or lower HUSHTAPE_MAX_CALLS",
            )
        if not self.codecs or not set(self.codecs) <= set(CODECS):
            raise BadSettings(f"HUSHTAPE_SIP_CODECS must be some of {', '.join(CODECS)}", hint="the first is preferred")
        if self.tls is not None:
            self.tls.check()
        if self.trust.tls_names and (self.tls is None or self.tls.clients is ClientCertificates.OFF):
            raise BadSettings(
                "HUSHTAPE_SIP_TRUSTED_NAMES needs client certificates", hint="set HUSHTAPE_SIP_TLS_CLIENTS=optional"
            )


PLAIN_LINE = SipLine()
"""UDP on loopback, sound in the clear."""
