"""Fills in the configuration objects of pjsua2 that it is handed, from a `SipLine`. Calls nothing of pjsua2 itself."""

from collections.abc import Iterable
from typing import Any

from recorder.sip_line import ClientCertificates, SipLine, Srtp, Tls

_TLS_1_2, _TLS_1_3 = 1 << 4, 1 << 5
"""pj_ssl_sock_proto"""
_SDES = 0
"""pjmedia_srtp_keying_method"""
_TIMER_ALWAYS = 3
"""pjsua_sip_timer_use: session timers (RFC 4028) even with parties that know none; we refresh then."""
_SESSION_S, _LEAST_SESSION_S = 1800, 90
"""RFC 4028 §4 and §5: what is recommended, and the least there may be."""
_JITTER_AT_FIRST_MS, _JITTER_MS = 40, 60
"""What a jitter buffer waits for at first, and what it may always hold: with less, each late wake-up of ours or of the
network's is a hole that is mended; the difference is one packet, which nothing then drops to shorten the delay."""
_REGISTERED_S, _RETRIED_S = 300, 30


def fill_library(config: Any, rate_hz: int) -> None:
    """As pjsua2 suggests (so `maxCalls` is what the build allows), but all on the main thread, and quiet."""
    config.uaConfig.threadCnt = 0
    config.uaConfig.mainThreadOnly = True
    config.uaConfig.userAgent = "Hushtape"
    config.medConfig.clockRate = rate_hz
    config.medConfig.sndClockRate = rate_hz
    config.medConfig.noVad = True
    config.medConfig.ecTailLen = 0
    config.medConfig.jbInit, config.medConfig.jbMinPre = _JITTER_AT_FIRST_MS, _JITTER_MS
    config.logConfig.level = 0
    config.logConfig.consoleLevel = 0
    config.logConfig.msgLogging = 0


def fill_transport(config: Any, host: str, port: int, line: SipLine) -> None:
    config.boundAddress = host
    config.port = port
    config.publicAddress = line.public_address


def fill_tls(config: Any, tls: Tls) -> None:
    """1.2 and 1.3 only. Who cannot show a good certificate, where one is asked for, gets no connection."""
    config.certFile = str(tls.certificate)
    config.privKeyFile = str(tls.key)
    config.CaListFile = str(tls.authority or "")
    config.proto = _TLS_1_2 | _TLS_1_3
    config.verifyServer = tls.authority is not None
    config.verifyClient = tls.clients is not ClientCertificates.OFF
    config.requireClientCert = tls.clients is ClientCertificates.REQUIRED


def fill_account(config: Any, uri: str, host: str, line: SipLine, srtp: Srtp) -> None:
    """Media and session timers of one side. The session timer also ends a leg whose party is gone without a BYE."""
    config.idUri = uri
    media = config.mediaConfig
    first, last = line.rtp_ports
    media.transportConfig.boundAddress = host
    media.transportConfig.publicAddress = line.public_address
    media.transportConfig.port = first + first % 2
    media.transportConfig.portRange = last - first - first % 2 - 1
    media.transportConfig.randomizePort = True
    media.srtpUse = int(srtp)
    media.srtpSecureSignaling = 0  # whether the keys may travel over UDP is the integrator's to say
    media.srtpOpt.keyings.append(_SDES)
    calls = config.callConfig
    calls.timerUse = _TIMER_ALWAYS
    calls.timerSessExpiresSec = _SESSION_S
    calls.timerMinSESec = _LEAST_SESSION_S


def fill_registration(config: Any, line: SipLine) -> str:
    """Returns our own address with the registrar; "" without one. The credentials are the caller's to add."""
    if line.registration is None:
        return ""
    config.regConfig.registrarUri = line.registration.registrar
    config.regConfig.timeoutSec = _REGISTERED_S
    config.regConfig.retryIntervalSec = _RETRIED_S
    config.regConfig.firstRetryIntervalSec = _RETRIED_S // 10
    scheme, _, host = line.registration.registrar.partition(":")
    return f"{scheme}:{line.registration.user}@{host.partition(';')[0]}"


def codec_priorities(codec_ids: Iterable[str], wanted: tuple[str, ...]) -> dict[str, int]:
    """pjsua2's names ("PCMU/8000/1") and priorities, 0 for what may not be used."""
    return {name: 255 - wanted.index(name.split("/")[0]) if name.split("/")[0] in wanted else 0 for name in codec_ids}
