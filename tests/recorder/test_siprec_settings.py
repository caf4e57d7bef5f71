import pytest

from calls.consent import Notice
from calls.errors import BadSettings
from recorder.siprec_settings import SiprecSettings, read_notice


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("2026-11/en", Notice("2026-11", "en")),
        ("2026-11; language=pt-BR", Notice("2026-11", "pt-br")),
        (" v2 / de ", Notice("v2", "de")),
        ("2026-11", None),
        ("", None),
        ("a" * 65 + "/en", None),
        ("2026-11/en\r\nX: y", None),
        ("<b>/en", None),
    ],
)
def test_a_notice_is_read_or_is_none(text: str, notice: Notice | None) -> None:
    assert read_notice(text) == notice


PEERS = SiprecSettings({"192.0.2.10": "a/en", "198.51.100.0/24": "", "2001:db8::/32": "b/de"})


@pytest.mark.parametrize(
    ("host", "stated"),
    [
        ("192.0.2.10", "a/en"),
        ("192.0.2.11", None),
        ("198.51.100.7", ""),
        ("2001:db8::7", "b/de"),
        ("sbc.example", None),
        ("", None),
    ],
)
def test_a_peer_is_known_by_its_address(host: str, stated: str | None) -> None:
    PEERS.check()
    assert PEERS.stated_by(host) == stated


@pytest.mark.parametrize("peers", [{"sbc.example": ""}, {"192.0.2.10": "2026-11"}])
def test_settings_that_cannot_be_are_told_without_what_they_say(peers: dict[str, str]) -> None:
    with pytest.raises(BadSettings) as error:
        SiprecSettings(peers).check()
    assert "sbc" not in str(error.value)
