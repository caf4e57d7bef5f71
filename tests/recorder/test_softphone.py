"""The scripted telephone of the demo and the tests."""

import time

import pytest

from calls.consent import Means
from calls.errors import RecorderError
from recorder.sip_events import MediaReady, OfferRefused
from recorder.softphone import AGAIN_AFTER_S, Party, read_script


class CallWithAnOfferUnderWay:
    """Stands for a `SipCall` that cannot offer anew until `free`."""

    has_sound = True
    on_event = None
    sdp_attribute = ""

    def __init__(self) -> None:
        self.free = False
        self.offered: list[str] = []

    def offer_anew(self) -> None:
        if not self.free:
            raise RecorderError("cannot offer anew", hint="another offer is under way")
        self.offered.append(self.sdp_attribute)

    def send_key(self, key: str, how: Means) -> None:  # noqa: ARG002
        raise RecorderError("cannot send a key", hint="none can be sent")


def test_a_preference_waits_for_the_offer_that_is_under_way() -> None:
    call = CallWithAnOfferUnderWay()
    party = Party(call, read_script(["--port", "5060", "--answer", "--prefer-later", "pause@0"]))  # type: ignore[arg-type]
    party._hear(MediaReady())
    now_s = time.monotonic()
    party.step(now_s)
    assert call.offered == []
    call.free = True
    party.step(now_s)
    assert call.offered == []
    party.step(now_s + AGAIN_AFTER_S)
    party.step(now_s + 2 * AGAIN_AFTER_S)
    assert call.offered == ["recordpref:pause"]


def test_a_preference_that_met_the_other_sides_offer_is_told_again() -> None:
    call = CallWithAnOfferUnderWay()
    call.free = True
    party = Party(call, read_script(["--port", "5060", "--answer", "--prefer-later", "off@0"]))  # type: ignore[arg-type]
    party._hear(MediaReady())
    party.step(time.monotonic())
    party._hear(OfferRefused())
    party.step(time.monotonic() + 2 * AGAIN_AFTER_S)
    assert call.offered == ["recordpref:off", "recordpref:off"]


def test_a_key_that_cannot_be_sent_ends_the_party() -> None:
    party = Party(CallWithAnOfferUnderWay(), read_script(["--port", "5060", "--answer", "--keys", "9@0"]))  # type: ignore[arg-type]
    party._hear(MediaReady())
    with pytest.raises(RecorderError):
        party.step(time.monotonic())
