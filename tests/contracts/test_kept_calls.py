"""Kept calls read back and replaced by ones that hide more: on the twin, on SQLite and on PostgreSQL."""

import hashlib
from collections.abc import Callable
from dataclasses import replace

import pytest

from calls.audio import MaskSound
from calls.audit import Did
from calls.call import CallId, new_call_id
from calls.consent import Means
from calls.errors import EpochChanged, NotFound, Superseded, WrongState
from calls.lifecycle import State
from calls.ports.kept_calls import KeptCall
from calls.ports.object_store import ObjectStore
from calls.redacted import MASK_SOUND, Verdict
from tests.archive.houses import certificate, event, in_redaction, keep, redacted_call, tags
from tests.contracts.conftest import Adapters

FURTHER = ("I would like a refund please", "the card is [CARD_NUMBER] thank you [CARD_NUMBER]")


def kept_call(adapters: Adapters, *texts: str, verdict: Verdict = Verdict.CLEAN) -> CallId:
    claim = in_redaction(adapters.work)
    keep(adapters.archive, claim, *texts, verdict=verdict)
    return claim.call_id


def replace_by(adapters: Adapters, kept: KeptCall, *texts: str) -> None:
    redacted = redacted_call(kept.call_id, *(texts or FURTHER))
    adapters.kept_calls.replace(kept, redacted, certificate(), audit=event(Did.RECHECKED, kept.call_id))


def keys(adapters: Adapters, call_id: CallId) -> list[str]:
    return list(adapters.store.list(f"calls/{call_id}/"))


def test_a_kept_call_is_read_back_as_it_was_kept(adapters: Adapters) -> None:
    call_id = kept_call(adapters)
    kept, expected = adapters.kept_calls.open(call_id), redacted_call(call_id)
    assert (kept.state, kept.held, kept.prefix) == (State.ARCHIVED, False, f"calls/{call_id}/1/")
    assert (kept.redacted.turns, kept.redacted.masks) == (expected.turns, expected.masks)
    assert (kept.redacted.language, kept.redacted.duration_ms) == ("en", 1_000)
    assert kept.redacted.audio is not None
    assert expected.audio is not None
    assert (kept.redacted.audio.samples == expected.audio.samples).all()
    assert kept.redacted.audio.channels == expected.audio.channels
    assert kept.certificate.audio_sha256 is not None


@pytest.mark.parametrize("sound", list(MaskSound))
def test_P11_a_kept_call_remembers_what_is_heard_in_its_masks(adapters: Adapters, sound: MaskSound) -> None:
    claim = in_redaction(adapters.work)
    redacted = redacted_call(claim.call_id)
    assert redacted.audio is not None
    redacted = replace(redacted, audio=replace(redacted.audio, mask_sound=sound))
    certified = replace(certificate(), versions=((MASK_SOUND, sound.value),))
    adapters.archive.keep(redacted, certified, tags(), claim=claim, audit=event(call_id=claim.call_id))
    kept = adapters.kept_calls.open(claim.call_id)
    assert kept.certificate.mask_sound is sound
    assert kept.redacted.audio is not None
    assert kept.redacted.audio.mask_sound is sound


def test_a_call_whose_certificate_says_nothing_of_it_has_the_tone_in_its_masks(adapters: Adapters) -> None:
    kept = adapters.kept_calls.open(kept_call(adapters))
    assert MASK_SOUND not in dict(kept.certificate.versions)
    assert kept.redacted.audio is not None
    assert kept.redacted.audio.mask_sound is MaskSound.TONE


def test_a_text_conversation_is_read_back_and_replaced_without_sound(adapters: Adapters) -> None:
    claim = in_redaction(adapters.work)
    silent = redacted_call(claim.call_id, sound=False)
    adapters.archive.keep(silent, certificate(), tags(), claim=claim, audit=event(call_id=claim.call_id))
    kept = adapters.kept_calls.open(claim.call_id)
    assert kept.redacted.audio is None
    further = redacted_call(claim.call_id, *FURTHER, sound=False)
    adapters.kept_calls.replace(kept, further, certificate(), audit=event(Did.RECHECKED, claim.call_id))
    assert keys(adapters, claim.call_id) == [f"calls/{claim.call_id}/2/transcript.json"]
    assert adapters.kept_calls.open(claim.call_id).redacted.turns == further.turns


def test_a_replacement_has_its_own_objects_and_checksums_and_the_old_ones_are_gone(adapters: Adapters) -> None:
    call_id = kept_call(adapters)
    old_tags = adapters.store.tags(f"calls/{call_id}/1/audio.flac")
    replace_by(adapters, adapters.kept_calls.open(call_id))
    prefix = f"calls/{call_id}/2/"
    assert keys(adapters, call_id) == [prefix + "audio.flac", prefix + "transcript.json"]
    now = adapters.kept_calls.open(call_id)
    assert [turn.text for turn in now.redacted.turns] == list(FURTHER)
    for name, digest in (
        ("audio.flac", now.certificate.audio_sha256),
        ("transcript.json", now.certificate.transcript_sha256),
    ):
        assert hashlib.sha256(adapters.store.get(prefix + name)).hexdigest() == digest
        assert adapters.store.tags(prefix + name) == old_tags
    assert adapters.work.state_of(call_id) is State.ARCHIVED
    assert adapters.did(call_id) == ["captured", "archived", "rechecked"]


def test_a_call_in_quarantine_is_replaced_and_stays_there(adapters: Adapters) -> None:
    call_id = kept_call(adapters, verdict=Verdict.QUARANTINED)
    kept = adapters.kept_calls.open(call_id)
    assert kept.state is State.QUARANTINED
    replace_by(adapters, kept)
    assert adapters.work.state_of(call_id) is State.QUARANTINED
    assert keys(adapters, call_id) == [f"calls/{call_id}/2/audio.flac", f"calls/{call_id}/2/transcript.json"]


def test_another_certificate_changes_no_object(adapters: Adapters) -> None:
    call_id = kept_call(adapters)
    kept, before = adapters.kept_calls.open(call_id), keys(adapters, call_id)
    again = replace(kept.certificate, versions=(("rules", "2"),))
    adapters.kept_calls.certify_again(kept, again, audit=event(Did.RECHECKED, call_id))
    now = adapters.kept_calls.open(call_id)
    assert (now.certificate, keys(adapters, call_id), now.prefix) == (again, before, kept.prefix)
    assert adapters.did(call_id) == ["captured", "archived", "rechecked"]


def test_P1_an_objection_between_reading_and_replacing_wins(adapters: Adapters) -> None:
    call_id = kept_call(adapters)
    kept = adapters.kept_calls.open(call_id)
    adapters.archive.object_to(call_id, how=Means.API, audit=event(Did.OBJECTED, call_id))
    with pytest.raises(EpochChanged):
        replace_by(adapters, kept)
    with pytest.raises(EpochChanged):
        adapters.kept_calls.certify_again(kept, kept.certificate, audit=event(Did.RECHECKED, call_id))
    assert (adapters.work.state_of(call_id), keys(adapters, call_id)) == (State.ERASED, [])
    assert adapters.did(call_id) == ["captured", "archived", "objected"]


@pytest.mark.parametrize("n_put", [1, 2])
def test_P1_an_objection_while_objects_are_put_wins(
    adapters: Adapters, monkeypatch: pytest.MonkeyPatch, n_put: int
) -> None:
    call_id = kept_call(adapters)
    kept = adapters.kept_calls.open(call_id)

    def object_to() -> None:
        adapters.archive.object_to(call_id, how=Means.API, audit=event(Did.OBJECTED, call_id))

    after_put(adapters, monkeypatch, n_put, object_to)
    with pytest.raises(EpochChanged):
        replace_by(adapters, kept)
    assert (adapters.work.state_of(call_id), keys(adapters, call_id)) == (State.ERASED, [])
    assert adapters.did(call_id) == ["captured", "archived", "objected"]


def after_put(adapters: Adapters, monkeypatch: pytest.MonkeyPatch, n_put: int, do: Callable[[], None]) -> None:
    """Once `n_put` objects have been put, `do` happens."""
    put: list[str] = []
    really_put = type(adapters.store).put

    def watched(store: ObjectStore, key: str, body: bytes, *, content_type: str, tags: dict[str, str]) -> None:
        really_put(store, key, body, content_type=content_type, tags=tags)
        put.append(key)
        if len(put) == n_put:
            do()

    monkeypatch.setattr(type(adapters.store), "put", watched)


def test_of_two_who_replace_one_call_the_one_that_read_it_before_the_other_loses(adapters: Adapters) -> None:
    call_id = kept_call(adapters)
    one, other = adapters.kept_calls.open(call_id), adapters.kept_calls.open(call_id)
    replace_by(adapters, other)
    with pytest.raises(Superseded):
        replace_by(adapters, one, "nothing", "at all")
    assert [turn.text for turn in adapters.kept_calls.open(call_id).redacted.turns] == list(FURTHER)
    assert {key.split("/")[2] for key in keys(adapters, call_id)} == {"2"}


def test_P9_a_call_under_a_legal_hold_stays_bit_for_bit(adapters: Adapters) -> None:
    call_id = kept_call(adapters)
    kept = adapters.kept_calls.open(call_id)
    before = {key: adapters.store.get(key) for key in keys(adapters, call_id)}
    adapters.hold(call_id)
    assert adapters.kept_calls.open(call_id).held
    with pytest.raises(WrongState):
        replace_by(adapters, kept)
    with pytest.raises(WrongState):
        adapters.kept_calls.certify_again(kept, kept.certificate, audit=event(Did.RECHECKED, call_id))
    assert {key: adapters.store.get(key) for key in keys(adapters, call_id)} == before
    assert list(adapters.kept_calls.certified_otherwise({"rules": "2"})) == []


def test_calls_that_other_rules_were_used_for_are_due_oldest_first_and_only_archived_ones(adapters: Adapters) -> None:
    first = kept_call(adapters)
    adapters.clock.pass_(seconds=1)
    second = kept_call(adapters)
    doubtful = kept_call(adapters, verdict=Verdict.QUARANTINED)
    assert list(adapters.kept_calls.certified_otherwise({"rules": "1"})) == []
    assert list(adapters.kept_calls.certified_otherwise({"rules": "2"})) == [first, second]
    assert list(adapters.kept_calls.certified_otherwise({"rules": "1", "detectors": "a"})) == [first, second]
    kept = adapters.kept_calls.open(first)
    renewed = replace(kept.certificate, versions=(("rules", "2"),))
    adapters.kept_calls.certify_again(kept, renewed, audit=event(Did.RECHECKED, first))
    assert list(adapters.kept_calls.certified_otherwise({"rules": "2"})) == [second]
    assert adapters.work.state_of(doubtful) is State.QUARANTINED


def test_a_call_of_which_nothing_is_kept_cannot_be_opened(adapters: Adapters) -> None:
    with pytest.raises(NotFound):
        adapters.kept_calls.open(new_call_id())
    claim = in_redaction(adapters.work)
    with pytest.raises(WrongState):
        adapters.kept_calls.open(claim.call_id)
    gone = kept_call(adapters)
    adapters.archive.object_to(gone, how=Means.API, audit=event(Did.OBJECTED, gone))
    with pytest.raises(WrongState):
        adapters.kept_calls.open(gone)


def test_P10_a_restricted_call_cannot_be_opened(adapters: Adapters) -> None:
    call_id = kept_call(adapters)
    adapters.hold(call_id)
    adapters.archive.object_to(call_id, how=Means.API, audit=event(Did.OBJECTED, call_id))
    with pytest.raises(WrongState):
        adapters.kept_calls.open(call_id)
