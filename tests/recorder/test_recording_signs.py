"""What a record-aware telephone was told last is what holds, also where an offer of ours could not be made in time."""

from typing import cast

from calls.call import new_call_id
from calls.consent import Capture
from calls.errors import RecorderError
from recorder.recording_signs import AGAIN_AFTER_S, RecordingSigns
from recorder.sip_call import SipCall


class Telephone:
    """A leg whose telephone is record-aware; `busy` while an offer of its own is under way."""

    is_record_aware = True

    def __init__(self) -> None:
        self.busy = False
        self.sdp_attribute = ""
        self.offered: list[str] = []

    def offer_anew(self) -> None:
        if self.busy:
            raise RecorderError("cannot offer anew", hint="another offer is under way")
        self.offered.append(self.sdp_attribute)


def test_a_telephone_whose_own_offer_was_answered_with_a_pause_is_told_when_recording_goes_on() -> None:
    telephone = Telephone()
    leg = cast(SipCall, telephone)
    signs = RecordingSigns(new_call_id(), offers_anew=True)

    def change(capture: Capture, now_s: float) -> None:
        signs.change(capture, [leg])
        signs.tell(lambda: [leg], now_s)

    change(Capture.WRITE, 1.0)
    telephone.busy = True  # it prefers a pause: our answer says "paused", and an offer cannot be made
    change(Capture.SILENCE, 2.0)
    telephone.busy = False
    change(Capture.WRITE, 2.5)
    assert telephone.offered == ["record:on", "record:on"]


def test_what_could_not_be_offered_is_offered_again_and_once() -> None:
    telephone = Telephone()
    leg = cast(SipCall, telephone)
    signs = RecordingSigns(new_call_id(), offers_anew=True)
    telephone.busy = True
    signs.change(Capture.WRITE, [leg])
    signs.tell(lambda: [leg], 1.0)
    telephone.busy = False
    for now_s in (1.5, 1.0 + AGAIN_AFTER_S, 5.0):
        signs.tell(lambda: [leg], now_s)
    assert telephone.offered == ["record:on"]
