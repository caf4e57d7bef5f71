"""A registrar, or anybody, who asks for a password (RFC 3261 §22, RFC 2617)."""

import hashlib
import re
import socket
import threading

REALM, NONCE = "tests", "5ca1ab1e"


class Registrar:
    """Answers REGISTER, and whatever else it is asked, with 401 until the digest is right; keeps what it heard."""

    def __init__(self, user: str, password: str, *, expires_s: int = 300) -> None:
        self._secret = hashlib.md5(f"{user}:{REALM}:{password}".encode()).hexdigest()
        self._expires_s = expires_s
        self.heard: list[str] = []
        self.accepted = 0
        self._line = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._line.bind(("127.0.0.1", 0))
        self._line.settimeout(0.05)
        self.port = int(self._line.getsockname()[1])
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    @property
    def uri(self) -> str:
        return f"sip:127.0.0.1:{self.port}"

    def close(self) -> None:
        self._stop.set()
        self._thread.join()
        self._line.close()

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                message, sender = self._line.recvfrom(65_535)
            except TimeoutError:
                continue
            request = message.decode()
            if not request.startswith(("SIP/2.0", "ACK", "\r\n")):
                self.heard.append(request)
                self._line.sendto(self._answer(request), sender)

    def _answer(self, request: str) -> bytes:
        if self._is_proved(request):
            self.accepted += 1
            contact = next(iter(_lines(request, "Contact")), "")
            return _response(request, "200 OK", [f"{contact};expires={self._expires_s}"] if contact else [])
        challenge = f'WWW-Authenticate: Digest realm="{REALM}", nonce="{NONCE}", algorithm=MD5'
        return _response(request, "401 Unauthorized", [challenge])

    def _is_proved(self, request: str) -> bool:
        found = dict(re.findall(r'(\w+)="?([^",\r]*)"?', "".join(_lines(request, "Authorization"))))
        asked = hashlib.md5(f"{request.split()[0]}:{found.get('uri')}".encode()).hexdigest()
        return found.get("response") == hashlib.md5(f"{self._secret}:{NONCE}:{asked}".encode()).hexdigest()


def _lines(request: str, name: str) -> list[str]:
    return [line for line in request.split("\r\n") if line.startswith(f"{name}:")]


def _response(request: str, status: str, more: list[str]) -> bytes:
    same = [line for name in ("Via", "From", "To", "Call-ID", "CSeq") for line in _lines(request, name)]
    same = [f"{line};tag=registrar" if line.startswith("To:") else line for line in same]
    return "\r\n".join([f"SIP/2.0 {status}", *same, *more, "Content-Length: 0", "", ""]).encode()
