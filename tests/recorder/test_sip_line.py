"""What an integrator may set, and what stops the start."""

from pathlib import Path
from typing import Any

import pytest

from calls.errors import BadSettings
from pipeline.sip_settings import SipSettings, sip_line
from recorder.sip_line import CODECS, ClientCertificates, Srtp
from recorder.sip_setup import codec_priorities
from tests.recorder.certificates import Authority


def test_what_is_set_nowhere_is_plain_sip_on_this_machine() -> None:
    line = sip_line(SipSettings(), most_calls=300)
    assert (line.tcp, line.tls, line.srtp, line.agent_srtp) == (True, None, Srtp.OPTIONAL, Srtp.OFF)
    assert (line.codecs, line.rtp_ports, line.registration) == (CODECS, (16_384, 32_767), None)
    assert not line.trust.trusts_host("192.0.2.1")


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"rtp_ports": "20000"}, "HUSHTAPE_RTP_PORTS"),
        ({"rtp_ports": "30000-20000"}, "HUSHTAPE_RTP_PORTS"),
        ({"rtp_ports": "80-60000"}, "HUSHTAPE_RTP_PORTS"),
        ({"rtp_ports": "20000-20999"}, "HUSHTAPE_RTP_PORTS is too small: 300 calls need 1200"),
        ({"sip_codecs": ""}, "HUSHTAPE_SIP_CODECS"),
        ({"sip_codecs": "PCMU,G729"}, "HUSHTAPE_SIP_CODECS"),
        ({"sip_tls_port": 5061}, "HUSHTAPE_SIP_TLS_CERTIFICATE"),
        ({"sip_tls_port": 5061, "sip_tls_certificate": "/no/a.pem", "sip_tls_key": "/no/a.key"}, "cannot read"),
        ({"sip_trusted_names": "sbc.example.org"}, "HUSHTAPE_SIP_TRUSTED_NAMES"),
    ],
)
def test_settings_that_cannot_work_stop_the_start(fields: dict[str, Any], named: str) -> None:
    with pytest.raises(BadSettings, match=named):
        sip_line(SipSettings(**fields), most_calls=300)


def test_client_certificates_need_a_ca(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    own = authority.certify("recorder.example.org")
    fields: dict[str, Any] = {
        "sip_tls_port": 5061,
        "sip_tls_certificate": own.certificate,
        "sip_tls_key": own.key,
        "sip_tls_clients": "optional",
    }
    with pytest.raises(BadSettings, match="HUSHTAPE_SIP_TLS_CA"):
        sip_line(SipSettings(**fields), most_calls=1)
    line = sip_line(SipSettings(**fields, sip_tls_ca=authority.certificate), most_calls=1)
    assert line.tls is not None
    assert line.tls.clients is ClientCertificates.OPTIONAL


def test_codecs_are_preferred_in_the_order_they_were_named_and_others_are_off() -> None:
    known = ["speex/8000/1", "PCMU/8000/1", "PCMA/8000/1", "G722/16000/1", "opus/48000/2"]
    chosen = codec_priorities(known, ("opus", "PCMA"))
    assert chosen == {known[0]: 0, known[1]: 0, known[2]: 254, known[3]: 0, known[4]: 255}
