"""Which transfers are followed."""

import pytest

from recorder.transfer import TransferPolicy, may_follow

AGENTS = "sip:agent@pbx.example.org:5070"


@pytest.mark.parametrize(
    ("refer_to", "followed", "remark"),
    [
        ("<sip:2002@pbx.example.org>", True, "another extension of the same house"),
        ("sip:2002@PBX.example.org:5080;transport=tcp", True, "bare, another port, a transport"),
        ('"Desk, 2 <b>" <sip:2002@pbx.example.org>', True, "with a display name"),
        ("<sips:2002@pbx.example.org>", True, "safer than usual"),
        ("<sip:2002@pbx.example.org;method=INVITE>", True, "a call, spelled out"),
        ("<sip:19005550123@carrier.example.net>", False, "another host: calls there cost money"),
        ("<sip:pbx.example.org@evil.example.net>", False, "the usual host as a user part"),
        ("<sip:x@pbx.example.org@evil.example.net>", False, "two hosts"),
        ("<sip:x@pbx.example.org.evil.example.net>", False, "a longer host"),
        ("<tel:+19005550123>", False, "no host"),
        ("<sip:2002@pbx.example.org?Replaces=a%40b%3Bto-tag%3D1%3Bfrom-tag%3D2>", False, "attended"),
        ("<sip:2002@pbx.example.org?Route=%3Csip:evil.example.net%3E>", False, "headers of the sender's choice"),
        ("<sip:2002@pbx.example.org;method=SUBSCRIBE>", False, "no call"),
        ("<sip:2002@pbx.example.org;METHOD=bye>", False, "no call, shouted"),
        ("<http://pbx.example.org/>", False, "no SIP"),
        ("<sip:2002@pbx.example.org", False, "no end"),
        ("", False, "nothing"),
        ("<sip:2002@pbx.example.org>\r\nX: y", False, "two lines"),
    ],
)
def test_which_transfers_are_followed(refer_to: str, followed: bool, remark: str) -> None:
    assert may_follow(TransferPolicy.FOLLOW, refer_to, AGENTS) is followed, remark
    assert not may_follow(TransferPolicy.REFUSE, refer_to, AGENTS), remark


def test_from_sips_no_transfer_leads_to_sip() -> None:
    assert not may_follow(TransferPolicy.FOLLOW, "sip:2002@pbx.example.org", "sips:agent@pbx.example.org")


def test_an_address_in_brackets_is_a_host() -> None:
    assert may_follow(TransferPolicy.FOLLOW, "<sip:2@[2001:db8::1]:5070>", "sip:agent@[2001:db8::1]")
