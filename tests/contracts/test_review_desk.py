"""The review desk's promises, on the twin, on SQLite and on PostgreSQL."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from archive.artefacts import sound_of
from calls.access import Reader, Role
from calls.audio import MaskSound
from calls.audit import Did
from calls.call import CallId, Channel, new_call_id
from calls.consent import Means
from calls.errors import BadInput, NeedsConfirmation, NotAllowed, NotFound, WrongState
from calls.finding import Kind
from calls.lifecycle import State
from calls.redacted import LANGUAGE_CHECK, MASK_SOUND, OBJECTION_CHECK, Release, Verdict
from calls.review import SECOND_LOOK, Widening
from redact.mask_sound import mask_samples
from tests.archive import houses
from tests.archive.houses import CHANNELS, NOON, certificate, event, in_redaction, reader, redacted_call, tags
from tests.contracts.conftest import Adapters

OFFICER = reader(Role.PRIVACY_OFFICER)
CARD_AT = Widening(Channel.CALLER, 0, 90, Kind.PERSON)

Deed = Callable[[Adapters, Reader, CallId], object]
DEEDS: dict[str, Deed] = {
    "show": lambda adapters, who, call_id: adapters.review.show(who, call_id),
    "listen": lambda adapters, who, call_id: adapters.review.listen(who, call_id),
    "widen": lambda adapters, who, call_id: adapters.review.widen(who, call_id, CARD_AT),
    "release": lambda adapters, who, call_id: adapters.review.release(who, call_id),
    "erase": lambda adapters, who, call_id: adapters.review.erase(who, call_id),
    "object": lambda adapters, who, call_id: adapters.review.object_to(who, call_id),
}
ON_RECORD = {
    "show": "read",
    "listen": "listened",
    "widen": "widened",
    "release": "released",
    "erase": "erased",
    "object": "objected",
}


def quarantined(adapters: Adapters, *failed: str, sound: bool = True) -> CallId:
    return houses.quarantined(adapters.work, adapters.archive, failed=failed, sound=sound)


def failed_thrice(adapters: Adapters) -> CallId:
    claim = in_redaction(adapters.work)
    adapters.work.give_up(claim, "transcription-failed", audit=event(Did.QUARANTINED, claim.call_id), max_attempts=1)
    return claim.call_id


def keys(adapters: Adapters, call_id: CallId) -> list[str]:
    return list(adapters.store.list(f"calls/{call_id}/"))


def bytes_of(adapters: Adapters, call_id: CallId) -> dict[str, bytes]:
    return {key.rsplit("/", 1)[1]: adapters.store.get(key) for key in keys(adapters, call_id)}


# ── looking ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_queue_shows_why_and_until_when_those_that_die_first_come_first(adapters: Adapters) -> None:
    broken = failed_thrice(adapters)
    adapters.clock.pass_(hours=1)
    doubtful = quarantined(adapters)
    queue = adapters.review.list_calls(OFFICER)
    assert [call.call_id for call in queue.calls] == [broken, doubtful]
    assert [call.reason for call in queue.calls] == ["transcription-failed", SECOND_LOOK]
    assert [[check.name for check in call.failed_checks] for call in queue.calls] == [[], ["text read again"]]
    assert queue.calls[0].destroyed_at == NOON + timedelta(days=7)
    assert queue.total == 2


def test_a_long_queue_is_cut_and_says_how_long_it_is(adapters: Adapters) -> None:
    for _ in range(3):
        quarantined(adapters)
    queue = adapters.review.list_calls(OFFICER, limit=2)
    assert (len(queue.calls), queue.total) == (2, 3)


def test_what_is_not_in_quarantine_is_not_in_the_queue(adapters: Adapters) -> None:
    in_redaction(adapters.work)
    assert adapters.review.list_calls(OFFICER).calls == ()


def test_a_call_is_shown_with_the_places_of_the_doubt(adapters: Adapters) -> None:
    call_id = quarantined(adapters, OBJECTION_CHECK)
    shown = adapters.review.show(OFFICER, call_id)
    assert shown["turns"][1]["text"] == "the card is [CARD_NUMBER] thank you"
    assert shown["certificate"]["checks"][-1]["where"] == [{"channel": "caller", "start_ms": 0, "end_ms": 600}]
    assert shown["review"] == {
        "reason": SECOND_LOOK,
        "quarantined_at": "2026-03-01T12:00:00.000Z",
        "destroyed_at": "2026-03-08T12:00:00.000Z",
        "obstacles": ["doubtful_objection"],
    }


def test_a_call_without_artefacts_is_shown_with_its_reason(adapters: Adapters) -> None:
    shown = adapters.review.show(OFFICER, failed_thrice(adapters))
    assert (shown["turns"], shown["certificate"]) == ([], None)
    assert shown["review"]["obstacles"] == ["no_artefacts"]


def test_the_officer_hears_the_masked_sound(adapters: Adapters) -> None:
    call_id = quarantined(adapters)
    assert adapters.review.listen(OFFICER, call_id) == bytes_of(adapters, call_id)["audio.flac"]


@pytest.mark.parametrize("sound", [True, False])
def test_there_is_nothing_to_hear_of_a_call_without_sound(adapters: Adapters, sound: bool) -> None:
    call_id = failed_thrice(adapters) if sound else quarantined(adapters, sound=False)
    with pytest.raises(NotFound):
        adapters.review.listen(OFFICER, call_id)


@pytest.mark.parametrize("deed", sorted(DEEDS))
def test_P6_every_look_and_every_deed_is_on_record_under_the_officers_name(adapters: Adapters, deed: str) -> None:
    call_id = quarantined(adapters)
    DEEDS[deed](adapters, OFFICER, call_id)
    assert adapters.did(call_id) == ["captured", "quarantined", ON_RECORD[deed]]
    assert adapters.actors(call_id)[-1] == OFFICER.name


def test_F20_nobody_but_a_privacy_officer_may_look_or_do(adapters: Adapters) -> None:
    call_id = quarantined(adapters)
    for role in sorted(set(Role) - {Role.PRIVACY_OFFICER}):
        with pytest.raises(NotAllowed):
            adapters.review.list_calls(reader(role))
        for deed in DEEDS.values():
            with pytest.raises(NotAllowed):
                deed(adapters, reader(role), call_id)
    assert adapters.did(call_id) == ["captured", "quarantined"]


def test_P14_after_seven_days_there_is_nothing_to_review(adapters: Adapters) -> None:
    call_id = quarantined(adapters)
    adapters.clock.pass_(days=7)
    assert adapters.review.list_calls(OFFICER).calls == ()
    _is_unknown(adapters, call_id)


def test_what_is_not_in_quarantine_is_unknown(adapters: Adapters) -> None:
    released, objected, in_work = quarantined(adapters), quarantined(adapters), in_redaction(adapters.work).call_id
    adapters.review.release(OFFICER, released)
    adapters.archive.object_to(objected, how=Means.API, audit=event(Did.OBJECTED, objected))
    for call_id in (released, objected, in_work, new_call_id(), CallId("../../etc")):
        _is_unknown(adapters, call_id)


def _is_unknown(adapters: Adapters, call_id: CallId) -> None:
    before = adapters.did(call_id)
    for deed in DEEDS.values():
        with pytest.raises(NotFound):
            deed(adapters, OFFICER, call_id)
    assert adapters.did(call_id) == before


# ── widening ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_widening_hides_words_and_sound_in_a_new_version_and_deletes_the_old_one(adapters: Adapters) -> None:
    call_id = quarantined(adapters)
    before = sound_of(adapters.review.listen(OFFICER, call_id), CHANNELS)
    old_keys = keys(adapters, call_id)
    came = adapters.review.widen(OFFICER, call_id, Widening(Channel.AGENT, 0, 200, Kind.PERSON))
    shown = adapters.review.show(OFFICER, call_id)
    assert shown["turns"][1]["text"] == "[PERSON] is [CARD_NUMBER] thank you"
    assert shown["turns"][1]["words"][0]["masked"] == "PERSON"
    assert [mask["kind"] for mask in shown["masks"]] == ["CARD_NUMBER", *(mask.kind for mask in came)]
    after = sound_of(adapters.review.listen(OFFICER, call_id), CHANNELS)
    assert after.samples.shape == before.samples.shape
    assert not np.array_equal(after.channel(Channel.AGENT)[:1600], before.channel(Channel.AGENT)[:1600])
    assert np.array_equal(after.channel(Channel.AGENT)[1600:], before.channel(Channel.AGENT)[1600:])
    assert set(keys(adapters, call_id)).isdisjoint(old_keys)
    assert len(keys(adapters, call_id)) == 2


@pytest.mark.parametrize("sound", list(MaskSound))
def test_P11_a_widening_sounds_as_the_calls_masks_do_and_the_certificate_says_so(
    adapters: Adapters, sound: MaskSound
) -> None:
    claim = in_redaction(adapters.work)
    redacted = redacted_call(claim.call_id)
    assert redacted.audio is not None
    redacted = replace(redacted, audio=replace(redacted.audio, mask_sound=sound))
    waiting = replace(certificate(Verdict.QUARANTINED), versions=((MASK_SOUND, sound.value),))
    adapters.archive.keep(redacted, waiting, tags(), claim=claim, audit=event(call_id=claim.call_id))
    adapters.review.widen(OFFICER, claim.call_id, CARD_AT)
    kept = adapters.kept_calls.open(claim.call_id)
    assert kept.certificate.mask_sound is sound
    assert kept.redacted.audio is not None
    first, end = CARD_AT.start_ms * 8, CARD_AT.end_ms * 8
    masked = kept.redacted.audio.channel(CARD_AT.channel)[first:end]
    assert (masked == mask_samples(sound, first, end, 8_000)).all()


def test_the_certificate_holds_the_checksums_of_the_new_version_and_a_line_for_the_widening(adapters: Adapters) -> None:
    call_id = quarantined(adapters)
    adapters.review.widen(OFFICER, call_id, CARD_AT)
    certificate = adapters.review.show(OFFICER, call_id)["certificate"]
    kept = bytes_of(adapters, call_id)
    assert certificate["audio_sha256"] == hashlib.sha256(kept["audio.flac"]).hexdigest()
    assert certificate["transcript_sha256"] == hashlib.sha256(kept["transcript.json"]).hexdigest()
    assert certificate["verdict"] == "quarantined"
    assert certificate["checks"][-2]["passed"] is False
    assert certificate["checks"][-1] == {
        "name": "widened by review",
        "passed": True,
        "detail": "PERSON, caller 0-90 ms",
    }


def test_two_widenings_hide_both(adapters: Adapters) -> None:
    call_id = quarantined(adapters)
    adapters.review.widen(OFFICER, call_id, Widening(Channel.AGENT, 0, 90, Kind.PERSON))
    adapters.review.widen(OFFICER, call_id, Widening(Channel.AGENT, 410, 420, Kind.ADDRESS))
    shown = adapters.review.show(OFFICER, call_id)
    assert shown["turns"][1]["text"] == "[PERSON] card is [CARD_NUMBER] [ADDRESS] you"
    for mask in shown["masks"]:
        label = shown["turns"][mask["turn"]]["text"][mask["start"] : mask["end"]]
        assert label == f"[{mask['kind']}]"


def test_P14_a_widening_does_not_lengthen_the_quarantine(adapters: Adapters) -> None:
    call_id = quarantined(adapters)
    adapters.clock.pass_(days=6)
    adapters.review.widen(OFFICER, call_id, CARD_AT)
    (call,) = adapters.review.list_calls(OFFICER).calls
    assert call.destroyed_at == NOON + timedelta(days=7)
    assert {tuple(adapters.store.tags(key).items()) for key in keys(adapters, call_id)} == {
        (("quarantine", "2026-03-08T12:00:00+00:00"),)
    }


def test_a_widening_outside_the_call_changes_nothing(adapters: Adapters) -> None:
    call_id = quarantined(adapters)
    before = bytes_of(adapters, call_id)
    with pytest.raises(BadInput):
        adapters.review.widen(OFFICER, call_id, Widening(Channel.CALLER, 5_000, 6_000, Kind.PERSON))
    assert bytes_of(adapters, call_id) == before
    assert adapters.did(call_id) == ["captured", "quarantined"]


def test_what_has_no_sound_cannot_be_widened(adapters: Adapters) -> None:
    for call_id in (failed_thrice(adapters), quarantined(adapters, sound=False)):
        with pytest.raises(WrongState):
            adapters.review.widen(OFFICER, call_id, CARD_AT)


# ── releasing ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_released_call_is_archived_with_tags_from_now_and_the_officers_name_on_its_certificate(
    adapters: Adapters,
) -> None:
    call_id = quarantined(adapters)
    before = bytes_of(adapters, call_id)
    adapters.clock.pass_(days=2)
    kept = adapters.review.release(OFFICER, call_id)
    assert (kept.state, kept.tags) == (State.ARCHIVED, tags(NOON + timedelta(days=2)))
    assert adapters.work.state_of(call_id) is State.ARCHIVED
    assert kept.certificate is not None
    assert kept.certificate.verdict is Verdict.QUARANTINED
    assert kept.certificate.release == Release(Role.PRIVACY_OFFICER, NOON + timedelta(days=2))
    assert [check.name for check in kept.certificate.checks if not check.passed] == ["text read again"]
    line = kept.certificate.checks[-1]
    assert (line.name, line.passed) == ("released by review", True)
    assert line.detail == "by privacy_officer, 2026-03-03T12:00:00.000Z; checks that had failed: 1"
    assert bytes_of(adapters, call_id) == before
    assert "quarantine" not in adapters.store.tags(keys(adapters, call_id)[0])
    assert "agent_training" in adapters.store.tags(keys(adapters, call_id)[0])


def test_a_release_stays_on_the_certificate_when_the_call_is_checked_again(adapters: Adapters) -> None:
    call_id = quarantined(adapters)
    adapters.review.release(OFFICER, call_id)
    kept = adapters.kept_calls.open(call_id)
    adapters.kept_calls.replace(
        kept, redacted_call(call_id, "[CARD_NUMBER]"), kept.certificate, audit=event(Did.RECHECKED, call_id)
    )
    assert adapters.kept_calls.open(call_id).certificate.release == Release(Role.PRIVACY_OFFICER, NOON)


def test_a_text_conversation_can_be_released(adapters: Adapters) -> None:
    call_id = quarantined(adapters, sound=False)
    assert adapters.review.release(OFFICER, call_id).state is State.ARCHIVED


@pytest.mark.parametrize("confirmed", [False, True])
def test_P12_a_call_without_artefacts_or_in_another_language_is_never_released(
    adapters: Adapters, confirmed: bool
) -> None:
    for call_id in (failed_thrice(adapters), quarantined(adapters, LANGUAGE_CHECK)):
        with pytest.raises(WrongState):
            adapters.review.release(OFFICER, call_id, confirmed=confirmed)
        assert adapters.work.state_of(call_id) is State.QUARANTINED


def test_a_doubtful_objection_is_released_only_when_a_person_says_so(adapters: Adapters) -> None:
    call_id = quarantined(adapters, OBJECTION_CHECK)
    with pytest.raises(NeedsConfirmation):
        adapters.review.release(OFFICER, call_id)
    assert adapters.review.release(OFFICER, call_id, confirmed=True).state is State.ARCHIVED


# ── ending ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_P8_an_erased_call_leaves_no_object(adapters: Adapters) -> None:
    for call_id in (quarantined(adapters), failed_thrice(adapters)):
        assert adapters.review.erase(OFFICER, call_id) is State.ERASED
        assert keys(adapters, call_id) == []
        assert adapters.work.state_of(call_id) is State.ERASED


def test_P1_a_doubtful_objection_can_be_carried_out(adapters: Adapters) -> None:
    call_id = quarantined(adapters, OBJECTION_CHECK)
    assert adapters.review.object_to(OFFICER, call_id) is State.ERASED
    assert keys(adapters, call_id) == []


def test_P9_a_held_call_is_restricted_and_never_widened(adapters: Adapters) -> None:
    call_id = quarantined(adapters)
    before = bytes_of(adapters, call_id)
    adapters.hold(call_id)
    with pytest.raises(WrongState):
        adapters.review.widen(OFFICER, call_id, CARD_AT)
    assert adapters.review.erase(OFFICER, call_id) is State.RESTRICTED
    assert bytes_of(adapters, call_id) == before
