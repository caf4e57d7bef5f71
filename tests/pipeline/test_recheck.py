"""Archived calls checked again by today's detectors, on the archive's twin."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pytest

from archive.in_memory import (
    ArchiveInMemory,
    AuditLogInMemory,
    KeptCallsInMemory,
    ObjectStoreInMemory,
    Shelf,
    WorkTableInMemory,
)
from calls.audio import MaskSound
from calls.audit import Did
from calls.call import CallId
from calls.consent import Means
from calls.errors import StoreUnavailable
from calls.finding import Finding, Kind
from calls.lifecycle import State
from calls.ports.detector import Detector
from calls.redacted import MASK_SOUND, Certificate
from calls.transcript import Turn
from pipeline.recheck import CHECK, Outcome, Rechecked, Rechecker
from redact.certificate import versions_of
from redact.mask_sound import mask_samples
from redact.mask_text import put_labels
from tests.archive.houses import StandingClock, certificate, event, in_redaction, redacted_call, tags


@dataclass(frozen=True)
class Finds:
    word: str = "zebrafish"
    name: str = "zebrafish of today"

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
        places = ((k, turn.text.find(self.word)) for k, turn in enumerate(turns))
        return [Finding(Kind.PERSON, k, at, at + len(self.word), 0.9, self.name, "t") for k, at in places if at >= 0]


class Breaks:
    name = "breaks"

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:  # noqa: ARG002
        raise RuntimeError("a word of the call")


class Desk:
    """The archive's twin with calls on its shelf, and a rechecker."""

    def __init__(self) -> None:
        self.clock = StandingClock()
        self.audit_log = AuditLogInMemory(self.clock)
        self.shelf = Shelf(self.clock, self.audit_log)
        self.store = ObjectStoreInMemory()
        self.work = WorkTableInMemory(self.shelf)
        self.archive = ArchiveInMemory(self.shelf, self.store)
        self.kept_calls = KeptCallsInMemory(self.shelf, self.store)

    def kept(self, *texts: str, mask_sound: MaskSound = MaskSound.TONE, **changed: object) -> CallId:
        claim = in_redaction(self.work)
        redacted = redacted_call(claim.call_id, *(texts or ("the zebrafish is fine", "I see, thank you")))
        assert redacted.audio is not None
        redacted = replace(redacted, audio=replace(redacted.audio, mask_sound=mask_sound))
        self.archive.keep(
            redacted, replace(certificate(), **changed), tags(), claim=claim, audit=event(call_id=claim.call_id)
        )
        return claim.call_id

    def rechecker(self, *detectors: Detector) -> Rechecker:
        return Rechecker(
            self.kept_calls, self.archive, self.audit_log, detectors or (Finds(),), put_labels, self.clock, "operator"
        )

    def texts(self, call_id: CallId) -> list[str]:
        return [turn.text for turn in self.kept_calls.open(call_id).redacted.turns]

    def certificate(self, call_id: CallId) -> Certificate:
        return self.kept_calls.open(call_id).certificate

    def did(self, call_id: CallId) -> list[str]:
        return [entry.did for entry in self.audit_log.entries if entry.call_id == call_id]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def outcomes(rechecked: Iterator[Rechecked]) -> list[Outcome]:
    return [one.outcome for one in rechecked]


def test_what_is_found_today_is_masked_certified_and_on_record_without_a_word(desk: Desk) -> None:
    call_id = desk.kept()
    (one,) = desk.rechecker().recheck([call_id])
    assert one == Rechecked(call_id, Outcome.MASKED_FURTHER, (Kind.PERSON,))
    assert desk.texts(call_id) == ["the [PERSON] is fine", "I see, thank you"]
    now = desk.certificate(call_id)
    assert [(c.name, c.passed, c.detail) for c in now.checks][1:] == [
        (CHECK, True, "1 value masked further (PERSON); spoken objection: none")
    ]
    assert dict(now.versions) == dict(versions_of([Finds()]))
    assert now.audio_sha256 is not None
    assert desk.did(call_id) == ["captured", "archived", "rechecked"]
    assert "zebrafish is" not in str(desk.audit_log.entries)
    assert '"PERSON":1' in desk.audit_log.entries[-1].detail
    assert '"masked":1' in desk.audit_log.entries[-1].detail


@pytest.mark.parametrize("sound", list(MaskSound))
def test_P11_what_is_masked_further_sounds_as_the_calls_other_masks_do(desk: Desk, sound: MaskSound) -> None:
    """Whatever is set today: the call's certificate says what is heard in it."""
    call_id = desk.kept(versions=((MASK_SOUND, sound.value),), mask_sound=sound)
    assert outcomes(desk.rechecker().recheck([call_id])) == [Outcome.MASKED_FURTHER]
    assert desk.certificate(call_id).mask_sound is sound
    (mask,) = desk.kept_calls.open(call_id).redacted.masks[:1]
    audio = desk.kept_calls.open(call_id).redacted.audio
    assert audio is not None
    assert mask.start_ms is not None
    assert mask.end_ms is not None
    first, end = mask.start_ms * 8, mask.end_ms * 8
    assert (audio.channel(mask.channel)[first:end] == mask_samples(sound, first, end, 8_000)).all()


def test_a_call_in_which_nothing_is_found_keeps_its_objects_and_gets_todays_versions(desk: Desk) -> None:
    call_id = desk.kept("all is well", "it is")
    before = {key: desk.store.get(key) for key in desk.store.list("calls/")}
    (one,) = desk.rechecker().recheck([call_id])
    assert one.outcome is Outcome.UNCHANGED
    assert {key: desk.store.get(key) for key in desk.store.list("calls/")} == before
    assert desk.certificate(call_id).versions == versions_of([Finds()])
    assert desk.did(call_id) == ["captured", "archived", "rechecked"]


def test_what_is_checked_is_not_due_any_more_so_a_run_that_was_killed_goes_on_where_it_was(desk: Desk) -> None:
    ids = [desk.kept(), desk.kept("all is well"), desk.kept()]
    rechecker = desk.rechecker()
    assert list(rechecker.due()) == ids
    run = rechecker.recheck(rechecker.due())
    next(run)
    next(run)
    del run  # killed
    assert list(rechecker.due()) == ids[2:]
    assert outcomes(rechecker.recheck(rechecker.due())) == [Outcome.MASKED_FURTHER]
    assert list(rechecker.due()) == []


def test_checking_twice_changes_nothing_more(desk: Desk) -> None:
    call_id = desk.kept()
    rechecker = desk.rechecker()
    assert outcomes(rechecker.recheck([call_id, call_id])) == [Outcome.MASKED_FURTHER, Outcome.UNCHANGED]
    assert desk.texts(call_id) == ["the [PERSON] is fine", "I see, thank you"]
    assert [check.name for check in desk.certificate(call_id).checks].count(CHECK) == 1


def test_a_dry_run_tells_the_same_and_changes_nothing_but_is_on_record(desk: Desk) -> None:
    call_id = desk.kept()
    before = desk.certificate(call_id)
    (one,) = desk.rechecker().recheck([call_id], dry_run=True)
    assert (one.outcome, one.kinds) == (Outcome.MASKED_FURTHER, (Kind.PERSON,))
    assert desk.texts(call_id)[0] == "the zebrafish is fine"
    assert desk.certificate(call_id) == before
    assert desk.did(call_id) == ["captured", "archived"]
    assert (desk.audit_log.entries[-1].did, desk.audit_log.entries[-1].call_id) == (Did.RECHECKED, None)


def test_a_spoken_objection_that_nobody_heard_before_is_heeded(desk: Desk) -> None:
    call_id = desk.kept("I don't want to be recorded", "I see")
    assert outcomes(desk.rechecker().recheck([call_id], dry_run=True)) == [Outcome.OBJECTED]
    assert desk.work.state_of(call_id) is State.ARCHIVED
    assert outcomes(desk.rechecker().recheck([call_id])) == [Outcome.OBJECTED]
    assert desk.work.state_of(call_id) is State.ERASED
    assert list(desk.store.list("calls/")) == []


def test_P1_an_objection_that_comes_while_a_call_is_read_wins(desk: Desk) -> None:
    call_id = desk.kept()

    class ObjectsMeanwhile(Finds):
        def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
            desk.archive.object_to(call_id, how=Means.API, audit=event(Did.OBJECTED, call_id))
            return super().find(turns)

    (one,) = desk.rechecker(ObjectsMeanwhile()).recheck([call_id])
    assert (one.outcome, one.reason) == (Outcome.GONE, "epoch-changed")
    assert desk.work.state_of(call_id) is State.ERASED
    assert list(desk.store.list("calls/")) == []


def test_P9_a_call_under_a_legal_hold_is_told_and_not_touched(desk: Desk) -> None:
    call_id = desk.kept()
    desk.shelf.calls[call_id].held = True
    assert outcomes(desk.rechecker().recheck([call_id])) == [Outcome.HELD]
    assert desk.texts(call_id)[0] == "the zebrafish is fine"
    assert list(desk.rechecker().due()) == []


def test_P12_a_call_that_a_detector_cannot_read_stays_due_and_keeps_no_other_waiting(desk: Desk) -> None:
    ids = [desk.kept(), desk.kept()]
    done = list(desk.rechecker(Breaks()).recheck(ids))
    assert [(one.outcome, one.reason) for one in done] == [(Outcome.FAILED, "unexpected RuntimeError")] * 2
    assert list(desk.rechecker(Breaks()).due()) == ids


def test_F7_a_store_that_does_not_answer_ends_the_run_and_leaves_the_call_due(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    call_id = desk.kept()

    def refuse(*_: object, **__: object) -> None:
        raise StoreUnavailable("no answer")

    with monkeypatch.context() as patched:
        patched.setattr(desk.store, "put", refuse)
        with pytest.raises(StoreUnavailable):
            list(desk.rechecker().recheck([call_id]))
    assert list(desk.rechecker().due()) == [call_id]
    assert desk.texts(call_id)[0] == "the zebrafish is fine"


def test_what_may_be_an_objection_is_told_and_the_call_stays(desk: Desk) -> None:
    call_id = desk.kept("the caller is fine", "so you told me that you don't want this call recorded")
    (one,) = desk.rechecker().recheck([call_id])
    assert (one.outcome, one.is_doubtful) == (Outcome.UNCHANGED, True)
    assert desk.work.state_of(call_id) is State.ARCHIVED
    assert desk.certificate(call_id).checks[-1].detail.endswith("spoken objection: doubtful")
