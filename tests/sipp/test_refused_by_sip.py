"""INVITEs that pjsip refuses on its own, before they become calls here: each leaves its record."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from calls.call_detail import CallOutcome
from calls.pseudonym import pseudonym_of_sip_call_id
from tests.recorder.telephone_lab import TelephoneLab, wait_for
from tests.servers import SIPP, require_program
from tests.sipp.sipp_party import SERVICE, SippParty

pytestmark = [pytest.mark.needs_sip, pytest.mark.xdist_group("sipp")]

PLAIN, SECURE = "RTP/AVP", "RTP/SAVP"
SIP_CALL_ID = "asked-for-what-we-lack@127.0.0.1"


@pytest.fixture
def bare_lab(tmp_path: Path) -> Iterator[TelephoneLab]:
    """Without a recorder yet."""
    require_program(SIPP)
    laboratory = TelephoneLab(tmp_path)
    yield laboratory
    laboratory.close()


def caller(lab: TelephoneLab, *, profile: str, payload: int, codec: str, extension: str = "timer") -> SippParty:
    offered = {"profile": profile, "payload": str(payload), "codec": codec, "extension": extension}
    keys = [word for name, value in offered.items() for word in ("-key", name, value)]
    target = (f"127.0.0.1:{lab.port}", "-s", SERVICE, "-key", "caller", "+12125550147", "-cid_str", SIP_CALL_ID)
    return SippParty("caller_offers_what_nobody_takes", lab.home, *target, *keys)


@pytest.mark.parametrize(
    ("srtp", "offer", "code", "reason"),
    [
        ("off", {"profile": PLAIN, "payload": 18, "codec": "G729/8000"}, 488, "no_common_media"),
        ("off", {"profile": SECURE, "payload": 0, "codec": "PCMU/8000"}, 488, "no_common_media"),
        ("required", {"profile": PLAIN, "payload": 0, "codec": "PCMU/8000"}, 488, "no_common_media"),
        (
            "off",
            {"profile": PLAIN, "payload": 0, "codec": "PCMU/8000", "extension": "precondition"},
            420,
            "extension_unknown",
        ),
    ],
    ids=["no codec in common", "only with SRTP", "only without SRTP", "an extension that we lack"],
)
def test_an_invite_that_is_refused_before_it_is_a_call_leaves_its_record_once(
    bare_lab: TelephoneLab, srtp: str, offer: dict[str, object], code: int, reason: str
) -> None:
    bare_lab.start_recorder(line={"sip_srtp": srtp})
    assert caller(bare_lab, **offer).finished().answers() == [code]  # type: ignore[arg-type]
    detail = bare_lab.the_detail()
    assert (detail.outcome, detail.reason, detail.sip_status) == (CallOutcome.REFUSED, reason, code)
    assert detail.sip_call_id_hmac == pseudonym_of_sip_call_id(SIP_CALL_ID, bare_lab.key)
    assert (detail.queue, detail.answered_at, detail.captured_ms) == ("returns", None, 0)
    (counts,) = wait_for(bare_lab.live.counts)
    assert counts["refused_by_sip"] == 1
    assert bare_lab.live.list() == []
    assert len(list(bare_lab.spool.detail_batches())) == 1
