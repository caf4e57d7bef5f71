"""What became of samples that were pulled, and withdrawals (P13)."""

import threading

import pytest

from archive.erase_call import erase_call
from calls.access import Role
from calls.audit import AuditEvent, Did
from calls.call import CallId
from calls.consent import Means
from calls.errors import NotAllowed, NotFound
from calls.pseudonym import KeyedCaller
from calls.retention import Purpose
from calls.samples import SamplePull, pull_document
from tests.archive.houses import House, certificate, event, reader, redacted_call

TRAINER = reader(Role.TRAINER)
OFFICER = reader(Role.PRIVACY_OFFICER)


def pull(house: House, *, seed: int = 1, purpose: Purpose = Purpose.AGENT_TRAINING) -> list[str]:
    """The ids of the samples of a pull."""
    who = reader(Role.TRAINER, Role.QA_MANAGER)
    return [str(sample["id"]) for sample in house.room.pull_samples(who, n=100, seed=seed, purpose=purpose)]


def recheck(house: House, call_id: CallId, *, masked: int) -> None:
    kept = house.kept_calls.open(call_id)
    audit = AuditEvent(Did.RECHECKED, "operator", call_id, {"masked": masked})
    house.kept_calls.replace(kept, redacted_call(call_id, "a [CARD_NUMBER]"), certificate(), audit=audit)


def reasons(pull: SamplePull) -> list[str]:
    return [one.because.value for one in pull.withdrawn]


def test_a_pull_is_listed_with_who_when_and_how_many(house: House) -> None:
    house.kept_call(), house.kept_call()
    pull(house)
    house.clock.pass_(hours=1)
    pull(house, seed=2)
    newest, oldest = house.samples.list_pulls(TRAINER)
    assert newest.pulled_at > oldest.pulled_at
    assert pull_document(oldest) == {
        "pull_id": oldest.pull_id,
        "pulled_at": "2026-03-01T12:00:00.000Z",
        "by": "somebody",
        "purpose": "agent_training",
        "samples": 2,
        "withdrawn": [],
    }
    assert house.samples.list_pulls(TRAINER, limit=1) == [newest]


def test_P13_what_may_not_be_used_any_more_is_listed_for_pulls_already_made(house: House) -> None:
    objected, erased, stays = house.kept_call(), house.kept_call(), house.kept_call()
    for_good = house.kept_call(caller_pseudonym="cd" * 32)
    ids = pull(house)
    assert reasons(house.samples.list_pulls(TRAINER)[0]) == []
    house.archive.object_to(objected, how=Means.API, audit=event(Did.OBJECTED, objected))
    house.objections.add(KeyedCaller(("cd" * 32,), 1), audit=event(Did.STANDING_OBJECTION_ADDED))
    parts = (house.database, house.audit_log, house.store, house.clock)
    erase_call(*parts, erased, epoch=house.row(erased).epoch, audit=event(Did.ERASED, erased))
    (listed,) = house.samples.list_pulls(TRAINER)
    assert sorted(reasons(listed)) == ["erased", "objected", "objected"]
    assert {one.sample_id for one in listed.withdrawn} < set(ids)
    assert not any(call_id in str(pull_document(listed)) for call_id in (objected, erased, for_good, stays))


def test_P13_an_ended_purpose_and_a_call_that_is_kept_for_a_hold_alone_are_told(house: House) -> None:
    call_id = house.kept_call()
    pull(house, purpose=Purpose.SERVICE_QUALITY)
    house.clock.pass_(days=90)
    assert reasons(house.samples.list_pulls(OFFICER)[0]) == ["expired"]
    house.hold(call_id)
    house.archive.object_to(call_id, how=Means.API, audit=event(Did.OBJECTED, call_id))
    assert reasons(house.samples.list_pulls(OFFICER)[0]) == ["erased"], "nobody is told of the legal hold"


def test_P8_a_call_that_the_sweep_took_is_expired(house: House) -> None:
    house.kept_call()
    pull(house)
    house.clock.pass_(days=180)
    house.sweep()
    assert reasons(house.samples.list_pulls(TRAINER)[0]) == ["expired"]


def test_a_pull_that_was_made_before_more_was_hidden_is_told_to_be_pulled_again(house: House) -> None:
    call_id, other = house.kept_call(), house.kept_call()
    pull(house)
    house.clock.pass_(seconds=1)
    recheck(house, call_id, masked=1)
    recheck(house, other, masked=0)
    house.clock.pass_(seconds=1)
    pull(house)
    after, before = house.samples.list_pulls(TRAINER)
    assert (reasons(after), reasons(before)) == ([], ["masked_further"])


def test_P13_a_call_withdrawn_by_several_at_once_is_withdrawn_and_nobody_is_refused(house: House) -> None:
    call_id = house.kept_call()
    pull(house)
    answers: list[int] = []

    def withdraw() -> None:
        answers.append(len(house.samples.withdraw(OFFICER, call_id)))

    officers = [threading.Thread(target=withdraw) for _ in range(4)]
    for officer in officers:
        officer.start()
    for officer in officers:
        officer.join()
    assert answers == [1, 1, 1, 1]


def test_P13_a_withdrawn_call_is_in_no_later_pull_and_listed_for_those_already_made(house: House) -> None:
    call_id, other = house.kept_call(), house.kept_call()
    ids = pull(house)
    (holds_it,) = house.samples.withdraw(OFFICER, call_id)
    (sample,) = holds_it.withdrawn
    assert (holds_it.samples, sample.because.value) == (2, "withdrawn")
    assert set(pull(house, seed=1)) == set(ids) - {sample.sample_id}
    listed = {pull.pull_id: pull for pull in house.samples.list_pulls(TRAINER)}
    assert listed[holds_it.pull_id].withdrawn == (sample,)
    assert house.row(call_id).state == house.row(other).state == "archived"
    assert house.did(call_id)[-1] == "withdrawn"


def test_a_trainer_withdraws_by_the_samples_own_id_and_twice_is_no_error(house: House) -> None:
    house.kept_call()
    (sample_id,) = pull(house)
    for _ in range(2):
        (holds_it,) = house.samples.withdraw(TRAINER, sample_id)
        assert [one.sample_id for one in holds_it.withdrawn] == [sample_id]
    assert pull(house) == []


def test_a_call_that_no_pull_holds_is_withdrawn_beforehand(house: House) -> None:
    call_id = house.kept_call()
    assert house.samples.withdraw(OFFICER, call_id) == []
    assert pull(house) == []


@pytest.mark.parametrize("unknown", ["c_" + "0" * 24, "s_" + "0" * 24, "", "\x00", "\ud800", "' OR 1=1 --"])
def test_F20_what_is_neither_a_call_nor_a_sample_is_not_found(house: House, unknown: str) -> None:
    house.kept_call()
    with pytest.raises(NotFound):
        house.samples.withdraw(OFFICER, unknown)
    assert "withdrawn" not in house.did()


def test_F20_only_trainers_and_privacy_officers_trace_samples_and_only_for_their_purposes(house: House) -> None:
    call_id = house.kept_call()
    pull(house, purpose=Purpose.SERVICE_QUALITY)
    assert house.samples.list_pulls(TRAINER) == []
    assert len(house.samples.list_pulls(OFFICER)) == 1
    for role in set(Role) - {Role.TRAINER, Role.PRIVACY_OFFICER}:
        with pytest.raises(NotAllowed):
            house.samples.list_pulls(reader(role))
        with pytest.raises(NotAllowed):
            house.samples.withdraw(reader(role), call_id)
