"""Who it is that a message came from: as the socket, the certificate and our own list of peers say."""

from typing import Any

from recorder.invite import Invite, Source, read_invite
from recorder.sip_gate import Gate
from recorder.sip_line import SipLine


class Arrivals:
    """Reads what pjsua2 hands out of a received message, and follows TLS connections. Calls nothing of pjsua2."""

    def __init__(self, gate: Gate, line: SipLine) -> None:
        self._gate = gate
        self._line = line
        self._tls_names: dict[int, tuple[str, ...]] = {}
        self._turned_away = 0

    def guard(self) -> None:
        """From now on. Raises RecorderError."""
        self._gate.stand(self._line.trust, self._line.requests_per_s)

    def read(self, received: Any) -> Invite:
        """pjsua2 hands a message out as text, bytes that are no UTF-8 as lone surrogates."""
        host, _, port = str(received.srcAddress).rpartition(":")
        message = int(received.pjRxData)
        names = self._tls_names.get(self._gate.link_of(message) or 0, ())
        source = Source(host.strip("[]"), int(port), self._gate.carrier_of(message), names)
        text = str(received.wholeMsg).encode("utf-8", "surrogateescape")
        return read_invite(text, source, asserted_is_trusted=self._line.trust.trusts(source))

    def is_welcome(self, invite: Invite | None) -> bool:
        """Where there is a gate it has refused strangers already."""
        welcome = invite is not None and self._line.trust.trusts(invite.source)
        self._turned_away += not welcome
        return welcome

    def link_is_up(self, link: int, tls: Any) -> None:
        """A TLS connection, by pjsip's address of it, and what pjsua2 knows of it."""
        names = _proven_names(tls)
        self._tls_names[link] = names
        self._gate.let_link(link, self._line.trust.trusts_names(names))

    def link_is_over(self, link: int) -> None:
        self._tls_names.pop(link, None)
        self._gate.let_link(link, trusted=False)

    def counts(self) -> dict[str, int]:
        return self._gate.counts() or {"sip_stranger": self._turned_away}


def _proven_names(tls: Any) -> tuple[str, ...]:
    """Of the certificate that a CA of ours has signed; none of one that nobody has checked."""
    certificate = tls.remoteCertInfo
    if tls.isEmpty() or tls.verifyStatus != 0 or certificate.isEmpty():
        return ()
    names = [certificate.subjectCn, *(alternative.name for alternative in certificate.subjectAltName)]
    return tuple(name for name in names if name)
