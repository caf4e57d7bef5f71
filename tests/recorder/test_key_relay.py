"""Which keys reach the other party, and when."""

import pytest

from calls.consent import Means
from recorder.key_relay import KeyRelay
from recorder.sip_events import KeyPressed

DTMF, SIP = Means.DTMF, Means.SIP


@pytest.mark.parametrize(
    ("pressed", "sent", "remark"),
    [
        ([("4", DTMF, 0.0, False), ("2", DTMF, 0.3, False)], "42", "ordinary keys go out at once"),
        ([("9", DTMF, 0.0, True), ("4", DTMF, 1.4, False)], "94", "a 9 that begins a number goes out in front of it"),
        ([("9", DTMF, 0.0, True), ("9", DTMF, 0.5, True), ("1", DTMF, 1.0, False)], "991", "so do two of them"),
        ([("9", DTMF, 0.0, True)], "", "a lone 9 stays here"),
        ([("9", DTMF, 0.0, True), ("4", DTMF, 1.5, False)], "4", "an objection's key never goes out later, either"),
        ([("5", DTMF, 0.0, False), ("5", SIP, 0.1, False)], "5", "one press, sent by both means"),
        ([("5", DTMF, 0.0, False), ("5", DTMF, 0.1, False)], "55", "two presses"),
        ([("5", DTMF, 0.0, False), ("5", SIP, 0.3, False)], "55", "two presses by two means, too far apart to be one"),
        ([("9", DTMF, 0.0, True), ("9", SIP, 0.01, True), ("4", SIP, 0.5, False)], "94", "one 9, sent by both means"),
    ],
)
def test_which_keys_are_sent_on(pressed: list[tuple[str, Means, float, bool]], sent: str, remark: str) -> None:
    relay = KeyRelay()
    went_out = ""
    for key, how, at_s, hold in pressed:
        if not relay.is_repeat(KeyPressed(key, how), at_s):
            went_out += "".join(sent.key for sent in relay.take(KeyPressed(key, how), at_s, hold=hold))
    assert went_out == sent, remark


def test_F19_what_it_holds_is_not_shown() -> None:
    relay = KeyRelay()
    relay.take(KeyPressed("9", DTMF), 0.0, hold=True)
    assert "key" not in repr(relay).removeprefix("<recorder.key_relay.KeyRelay")
