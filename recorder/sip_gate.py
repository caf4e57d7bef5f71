"""The gate inside pjsip (bootstrap/sip_gate.c): strangers are refused before anything is spent on them.

Only the production build has it; the small wheel listens on loopback, where `SipEndpoint` looks at each INVITE itself.
"""

import ctypes
import ipaddress
from pathlib import Path
from typing import Any, Protocol

from calls.errors import RecorderError
from recorder import held_sound
from recorder.held_sound import Tail
from recorder.invite import Carrier
from recorder.ram_disk import WavTail
from recorder.trust import Network, Trust

COUNTED = ("sip_passed", "sip_stranger", "sip_flood", "sip_method", "sip_rate", "sip_unready", "rtp_foreign")
"""In the order of sip_gate.c: let in; refused with 403; dropped in silence; refused with 405 or 481; with 503 for their
rate; OPTIONS answered 503; RTP packets from elsewhere than the negotiated address, dropped."""
REFUSALS_PER_S = 50.0
"""Beyond it strangers hear nothing at all, so that nobody can be flooded by our answers."""
_CARRIERS = (Carrier.UDP, Carrier.TCP, Carrier.TLS)


class NetworkFields(ctypes.Structure):
    """struct hushtape_network"""

    _fields_ = [("address", ctypes.c_ubyte * 16), ("bits", ctypes.c_ubyte)]


class Gate(Protocol):
    """What the endpoint asks of it. Links are pjsip's connections, by address."""

    is_built: bool
    sound_suffix: str
    """Of the names of files that channels are recorded to."""
    block_s: float
    """By how much their sound grows at a time."""

    patient_ms: int
    """How long the line may be listened to at a time while no call wants anything."""

    def stand(self, trust: Trust, requests_per_s: float) -> None: ...
    def let_link(self, link: int, trusted: bool) -> None: ...
    def say_ready(self, ready: bool) -> None: ...
    def wake_up(self) -> None:
        """End the main thread's wait for SIP; from any thread."""
        ...

    def leave(self) -> None:
        """Before the library is destroyed. Twice is no error."""
        ...

    def counts(self) -> dict[str, int]: ...
    def link_of(self, received: int) -> int | None: ...
    def carrier_of(self, received: int) -> Carrier: ...
    def tail_of(self, path: Path) -> Tail:
        """Of the recorder that was made last, to this file."""
        ...


class BuiltInGate:
    """Speaks with the production build. All of it belongs to the main thread."""

    is_built = True
    sound_suffix, block_s = ".held.wav", 0.02
    """A frame; nothing is written to the file."""
    patient_ms = 200
    """Keys and orders end the wait (bootstrap/wake_up.c)."""

    def __init__(self, library: ctypes.CDLL) -> None:
        self._library = library
        library.hushtape_gate_close_in.argtypes = [ctypes.c_double, ctypes.c_double]
        library.hushtape_gate_trust_link.argtypes = [ctypes.c_void_p, ctypes.c_int]
        library.hushtape_link_of.argtypes = [ctypes.c_void_p]
        library.hushtape_link_of.restype = ctypes.c_void_p
        library.hushtape_carrier_of.argtypes = [ctypes.c_void_p]
        held_sound.declare(library)

    def stand(self, trust: Trust, requests_per_s: float) -> None:
        """From now on. Raises RecorderError."""
        for network in trust.networks:
            self._library.hushtape_gate_trust(ctypes.byref(network_fields(network)))
        library = self._library
        status = library.hushtape_gate_close_in(requests_per_s, REFUSALS_PER_S) or library.hushtape_wake_up_begin()
        if status != 0:
            raise RecorderError(f"cannot guard the line (pjsip {status})", hint="run `make pjsua2` again")

    def let_link(self, link: int, trusted: bool) -> None:
        """Trust a TLS connection by what its certificate says, or no more."""
        self._library.hushtape_gate_trust_link(link, int(trusted))

    def say_ready(self, ready: bool) -> None:
        """What OPTIONS is answered."""
        self._library.hushtape_gate_ready(int(ready))

    def wake_up(self) -> None:
        self._library.hushtape_wake_up()

    def leave(self) -> None:
        self._library.hushtape_wake_up_end()

    def counts(self) -> dict[str, int]:
        copy = (ctypes.c_ulong * len(COUNTED))()
        self._library.hushtape_gate_counts(copy)
        return dict(zip(COUNTED, copy, strict=True))

    def link_of(self, received: int) -> int | None:
        link: int | None = self._library.hushtape_link_of(received)
        return link

    def carrier_of(self, received: int) -> Carrier:
        return _CARRIERS[self._library.hushtape_carrier_of(received)]

    def tail_of(self, path: Path) -> Tail:
        return held_sound.HeldSound(self._library, path)


class NoGate:
    """On the small wheel: UDP on loopback, nothing to guard but each INVITE."""

    is_built = False
    sound_suffix, block_s = ".wav", 0.256
    """stdio's 4,096 bytes."""
    patient_ms = 50
    """Keys are seen after it."""

    def stand(self, trust: Trust, requests_per_s: float) -> None: ...
    def let_link(self, link: int, trusted: bool) -> None: ...
    def say_ready(self, ready: bool) -> None: ...
    def wake_up(self) -> None: ...
    def leave(self) -> None: ...

    def counts(self) -> dict[str, int]:
        return {}

    def link_of(self, received: int) -> int | None:  # noqa: ARG002
        return None

    def carrier_of(self, received: int) -> Carrier:  # noqa: ARG002
        return Carrier.UDP

    def tail_of(self, path: Path) -> Tail:
        return WavTail(path)


def find_gate(extension: Path) -> Gate:
    """`extension` is pjsua2's shared library, which is loaded already. Raises RecorderError when it is not of today."""
    library: Any = ctypes.CDLL(str(extension))
    if not hasattr(library, "hushtape_gate_close_in"):
        return NoGate()
    if not hasattr(library, "hushtape_wake_up"):
        raise RecorderError("this pjsua2 was built for an older recorder", hint="run `make pjsua2` again")
    return BuiltInGate(library)


def network_fields(network: Network) -> NetworkFields:
    """IPv4 as ::ffff:a.b.c.d (RFC 4291 §2.5.5.2)."""
    if isinstance(network, ipaddress.IPv4Network):
        packed, bits = b"\0" * 10 + b"\xff\xff" + network.network_address.packed, 96 + network.prefixlen
    else:
        packed, bits = network.network_address.packed, network.prefixlen
    return NetworkFields((ctypes.c_ubyte * 16)(*packed), bits)
