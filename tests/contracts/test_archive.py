"""The archive's promises, on the twin, on SQLite and on PostgreSQL."""

import hashlib
from collections.abc import Callable

import pytest

from calls.audit import Did
from calls.call import CallId, new_call_id
from calls.consent import Means
from calls.errors import EpochChanged, LeaseLost, NotFound, WrongState
from calls.lifecycle import State
from calls.ports.object_store import ObjectStore
from calls.redacted import Verdict
from tests.archive.houses import captured_call, certificate, event, in_redaction, keep, redacted_call, tags
from tests.contracts.conftest import Adapters


def _object(adapters: Adapters, call_id: CallId) -> State:
    return adapters.archive.object_to(call_id, how=Means.API, audit=event(Did.OBJECTED, call_id))


def _keys(adapters: Adapters, call_id: CallId) -> list[str]:
    return list(adapters.store.list(f"calls/{call_id}/"))


def _watch_puts(
    adapters: Adapters, monkeypatch: pytest.MonkeyPatch, *, after: Callable[[], object] = lambda: None
) -> list[str]:
    """The keys of the objects that are put from now on; `after` runs after each."""
    put: list[str] = []
    really_put = type(adapters.store).put

    def watched(store: ObjectStore, key: str, body: bytes, *, content_type: str, tags: dict[str, str]) -> None:
        put.append(key)
        really_put(store, key, body, content_type=content_type, tags=tags)
        after()

    monkeypatch.setattr(type(adapters.store), "put", watched)
    return put


def test_a_clean_call_is_archived_with_its_objects_and_their_checksums(adapters: Adapters) -> None:
    claim = in_redaction(adapters.work)
    kept = keep(adapters.archive, claim)
    prefix = f"calls/{claim.call_id}/1/"
    assert (kept.state, kept.tags) == (State.ARCHIVED, tags())
    assert _keys(adapters, claim.call_id) == [prefix + "audio.flac", prefix + "transcript.json"]
    assert kept.certificate is not None
    for name, digest in (
        ("audio.flac", kept.certificate.audio_sha256),
        ("transcript.json", kept.certificate.transcript_sha256),
    ):
        assert hashlib.sha256(adapters.store.get(prefix + name)).hexdigest() == digest
        assert adapters.store.tags(prefix + name) == {
            "agent_training": "2026-08-28T12:00:00+00:00",
            "service_quality": "2026-05-30T12:00:00+00:00",
        }
    assert adapters.did(claim.call_id) == ["captured", "archived"]


def test_F9_keeping_twice_under_one_claim_gives_the_same_and_changes_nothing(adapters: Adapters) -> None:
    claim = in_redaction(adapters.work)
    first = keep(adapters.archive, claim)
    assert keep(adapters.archive, claim) == first
    assert len(_keys(adapters, claim.call_id)) == 2
    assert adapters.did(claim.call_id) == ["captured", "archived"]


def test_P12_a_doubtful_call_is_quarantined_without_purposes(adapters: Adapters) -> None:
    claim = in_redaction(adapters.work)
    kept = keep(adapters.archive, claim, verdict=Verdict.QUARANTINED)
    assert (kept.state, kept.tags) == (State.QUARANTINED, ())
    assert adapters.work.state_of(claim.call_id) is State.QUARANTINED
    assert adapters.did(claim.call_id) == ["captured", "quarantined"]


def test_a_text_conversation_has_a_transcript_only(adapters: Adapters) -> None:
    claim = in_redaction(adapters.work)
    redacted = redacted_call(claim.call_id, sound=False)
    kept = adapters.archive.keep(redacted, certificate(), tags(), claim=claim, audit=event(call_id=claim.call_id))
    assert _keys(adapters, claim.call_id) == [f"calls/{claim.call_id}/1/transcript.json"]
    assert kept.certificate is not None
    assert kept.certificate.audio_sha256 is None


def test_P12_a_call_that_was_not_redacted_cannot_be_published(adapters: Adapters) -> None:
    adapters.work.admit(captured_call())
    claim = adapters.work.claim("w", lease_s=60)
    assert claim is not None
    with pytest.raises(WrongState):
        keep(adapters.archive, claim)


def test_F9_a_worker_with_a_stale_fence_publishes_nothing_and_takes_its_objects_away(adapters: Adapters) -> None:
    stale = in_redaction(adapters.work)
    adapters.clock.pass_(seconds=61)
    fresh = adapters.work.claim("w2", lease_s=60)
    assert fresh is not None
    with pytest.raises(LeaseLost):
        keep(adapters.archive, stale)
    assert _keys(adapters, stale.call_id) == []


def test_F9_a_stale_worker_that_wakes_after_publication_changes_nothing(adapters: Adapters) -> None:
    stale = in_redaction(adapters.work)
    adapters.clock.pass_(seconds=61)
    fresh = adapters.work.claim("w2", lease_s=60)
    assert fresh is not None
    adapters.work.advance(fresh, State.TRANSCRIBING)
    adapters.work.advance(fresh, State.REDACTING)
    keep(adapters.archive, fresh)
    before = _keys(adapters, stale.call_id)
    with pytest.raises(LeaseLost):
        keep(adapters.archive, stale)
    assert _keys(adapters, stale.call_id) == before
    assert adapters.did(stale.call_id) == ["captured", "archived"]


def test_F1_objects_of_a_worker_killed_before_its_commit_go_with_the_next_attempt(adapters: Adapters) -> None:
    killed = in_redaction(adapters.work)
    orphan = f"calls/{killed.call_id}/1/audio.flac"
    adapters.store.put(orphan, b"left behind", content_type="audio/flac", tags={})
    adapters.clock.pass_(seconds=61)
    fresh = adapters.work.claim("w2", lease_s=60)
    assert fresh is not None
    adapters.work.advance(fresh, State.TRANSCRIBING)
    adapters.work.advance(fresh, State.REDACTING)
    keep(adapters.archive, fresh)
    assert all(key.startswith(f"calls/{killed.call_id}/2/") for key in _keys(adapters, killed.call_id))


def test_P1_an_objection_while_the_call_is_in_work_wins_over_its_worker(adapters: Adapters) -> None:
    claim = in_redaction(adapters.work)
    assert _object(adapters, claim.call_id) is State.OBJECTED
    with pytest.raises(EpochChanged):
        keep(adapters.archive, claim)
    with pytest.raises(EpochChanged):
        adapters.work.renew(claim, lease_s=60)
    assert _keys(adapters, claim.call_id) == []
    assert adapters.work.claim("w", lease_s=60) is None


def test_P1_after_an_objection_not_one_object_is_put(adapters: Adapters, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = in_redaction(adapters.work)
    _object(adapters, claim.call_id)
    put = _watch_puts(adapters, monkeypatch)
    with pytest.raises(EpochChanged):
        keep(adapters.archive, claim)
    assert put == []


def test_P1_an_objection_between_two_objects_stops_the_second_and_takes_the_first_away(
    adapters: Adapters, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = in_redaction(adapters.work)
    put = _watch_puts(adapters, monkeypatch, after=lambda: _object(adapters, claim.call_id))
    with pytest.raises(EpochChanged):
        keep(adapters.archive, claim)
    assert len(put) == 1
    assert _keys(adapters, claim.call_id) == []


def test_F9_a_worker_with_a_stale_fence_puts_no_object(adapters: Adapters, monkeypatch: pytest.MonkeyPatch) -> None:
    stale = in_redaction(adapters.work)
    adapters.clock.pass_(seconds=61)
    assert adapters.work.claim("w2", lease_s=60) is not None
    put = _watch_puts(adapters, monkeypatch)
    with pytest.raises(LeaseLost):
        keep(adapters.archive, stale)
    assert put == []


@pytest.mark.parametrize("verdict", list(Verdict))
def test_P1_an_objection_after_publication_erases_and_can_be_repeated(adapters: Adapters, verdict: Verdict) -> None:
    claim = in_redaction(adapters.work)
    keep(adapters.archive, claim, verdict=verdict)
    assert [_object(adapters, claim.call_id) for _ in range(2)] == [State.ERASED, State.ERASED]
    assert _keys(adapters, claim.call_id) == []
    assert adapters.did(claim.call_id)[2:] == ["objected"]


def test_P9_an_objection_to_a_held_call_restricts_it_and_keeps_its_objects(adapters: Adapters) -> None:
    claim = in_redaction(adapters.work)
    keep(adapters.archive, claim)
    adapters.hold(claim.call_id)
    assert _object(adapters, claim.call_id) is State.RESTRICTED
    assert len(_keys(adapters, claim.call_id)) == 2


def test_an_objection_to_an_unknown_call_says_so(adapters: Adapters) -> None:
    with pytest.raises(NotFound):
        _object(adapters, new_call_id())
