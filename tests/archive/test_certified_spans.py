"""The certificate lists all that is hidden, who found it and how sure that was; never a value."""

from dataclasses import replace

from calls.access import Role
from calls.call import CallId, Channel
from calls.finding import Kind
from calls.redacted import Verdict
from calls.review import Widening
from tests.archive.houses import House, certificate, event, in_redaction, reader, redacted_call, tags

OFFICER = reader(Role.PRIVACY_OFFICER)
CARD = {"kind": "CARD_NUMBER", "channel": "agent", "start_ms": 300, "end_ms": 390, "detector": "t", "confidence": 0.9}


def in_quarantine(house: House) -> CallId:
    claim = in_redaction(house.work)
    redacted = redacted_call(claim.call_id)
    found = tuple(replace(mask, detector="t", confidence=0.9) for mask in redacted.masks)
    waiting = certificate(Verdict.QUARANTINED)
    audit = event(call_id=claim.call_id)
    house.archive.keep(replace(redacted, masks=found), waiting, tags(), claim=claim, audit=audit)
    return claim.call_id


def test_what_is_hidden_stands_on_the_certificate(house: House) -> None:
    assert house.row(in_quarantine(house)).certificate["spans"] == [CARD]


def test_what_an_officer_hides_is_listed_and_who_found_the_rest_stays_known(house: House) -> None:
    call_id = in_quarantine(house)
    house.review.widen(OFFICER, call_id, Widening(Channel.CALLER, 0, 90, Kind.PERSON))
    first, *came = house.row(call_id).certificate["spans"]
    assert first == CARD
    assert (came[0]["kind"], came[0]["channel"], came[0]["detector"]) == ("PERSON", "caller", None)
