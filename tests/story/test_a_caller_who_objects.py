"""The story's second chapter: a caller says no, at one moment or another, and nothing of the call remains."""

import pytest
import sqlalchemy as sa

from archive.tables import calls, masks, retention_tags, turns
from calls.access import Role
from calls.audit import Did
from calls.call import CallId
from calls.lifecycle import IN_WORK, State
from tests.recorder.telephone_lab import wait_for
from tests.story.evening import LateObjector, Objector, Objectors
from tests.story.stage import Stage

pytestmark = [
    pytest.mark.needs_sip,
    pytest.mark.needs_models,
    pytest.mark.xdist_group("story"),
    pytest.mark.timeout(420),
]

ON_THE_LINE = ["in_notice", "by_sip_info", "by_http"]
TOMBSTONE = {"call_id", "state", "captured_at", "started_at", "consent", "channels", "sip_call_id_hmac"}
"""The columns of an objector's row that say something of the call; `started_at` repeats the time of the objection."""
BOOKKEEPING = {"source", "epoch", "fence", "lease_owner", "lease_until", "leftovers"}
"""Columns that say which worker had it; `source` is live or import."""


def row_of(stage: Stage, call_id: CallId) -> dict[str, object]:
    with stage.kept.database.reading() as connection:
        return dict(connection.execute(sa.select(calls).where(calls.c.call_id == call_id)).one()._mapping)


def rows_beside(stage: Stage, call_id: CallId) -> int:
    """Turns, masks and tags that stand for the call in other tables."""
    with stage.kept.database.reading() as connection:
        counts = (
            sa.select(sa.func.count()).select_from(table).where(table.c.call_id == call_id)
            for table in (turns, masks, retention_tags)
        )
        return sum(connection.execute(count).scalar_one() for count in counts)


def assert_nothing_is_kept(stage: Stage, call_id: CallId) -> None:
    assert stage.objects_of(call_id) == []
    assert rows_beside(stage, call_id) == 0
    wait_for(lambda: not (stage.settings.spool_dir / call_id).exists())
    row = row_of(stage, call_id)
    assert {name for name, value in row.items() if value and value != []} <= TOMBSTONE | BOOKKEEPING
    assert row["started_at"] == row["captured_at"]
    officer = stage.sign_in(Role.PRIVACY_OFFICER)
    tombstone = officer.show(call_id)
    assert not any(tombstone[name] for name in ("turns", "masks", "tags", "duration_ms", "certificate", "agent_id"))
    assert officer.is_refused(f"/v1/calls/{call_id}/audio") == 404
    assert officer.search("object") == []


@pytest.mark.parametrize("when", ON_THE_LINE)
def test_P1_an_objection_on_the_line_leaves_a_tombstone_and_nothing_else(
    stage: Stage, objectors: Objectors, when: str
) -> None:
    objector: Objector = getattr(objectors, when)
    wait_for(lambda: stage.state_of(objector.call_id) is State.OBJECTED)
    assert_nothing_is_kept(stage, objector.call_id)
    assert len(str(row_of(stage, objector.call_id)["sip_call_id_hmac"])) == 64
    assert stage.ram_files() == []


@pytest.mark.parametrize(("when", "how"), [("in_notice", "dtmf"), ("by_sip_info", "sip"), ("by_http", "api")])
def test_the_record_says_how_the_caller_objected_and_who_pressed(
    stage: Stage, objectors: Objectors, when: str, how: str
) -> None:
    objector: Objector = getattr(objectors, when)
    wait_for(lambda: stage.state_of(objector.call_id) is State.OBJECTED)
    (row,) = (row for row in stage.audit_rows(objector.call_id) if row["did"] != Did.READ)
    assert (row["did"], row["detail"]["how"]) == (Did.OBJECTED, how)
    if when == "by_http":
        assert row["actor"].startswith("story privacy_officer")
    else:
        assert row["actor"] == "caller"
    consent = stage.sign_in(Role.QA_MANAGER).show(objector.call_id)["consent"]
    assert (consent["outcome"], consent["how"]) == ("objected", how)


def test_P2_of_an_objection_in_the_notice_nothing_was_ever_written(objectors: Objectors) -> None:
    """Of those who objected later something was: the watch over the spool works."""
    assert not objectors.in_notice.was_in_spool
    assert objectors.by_sip_info.was_in_spool
    assert objectors.by_http.was_in_spool


def test_P1_an_objection_while_the_call_is_in_work_wins(stage: Stage, objected_in_work: LateObjector) -> None:
    assert objected_in_work.before in IN_WORK
    assert objected_in_work.answer == State.OBJECTED
    call_id = objected_in_work.call_id
    wait_for(lambda: not (stage.settings.spool_dir / call_id).exists())
    wait_for(lambda: f'"call_id": "{call_id}", "reason": "epoch-changed"' in stage.log_file.read_text(), within_s=20)
    assert stage.state_of(call_id) is State.OBJECTED
    told = [row["did"] for row in stage.audit_rows(call_id)]
    assert (told[-1], told.count(Did.ARCHIVED)) == (Did.OBJECTED, 0)
    assert_nothing_is_kept(stage, call_id)


def test_P1_P8_an_objection_after_publication_is_an_erasure(
    stage: Stage, objected_when_published: LateObjector
) -> None:
    assert objected_when_published.before is State.ARCHIVED
    assert objected_when_published.answer == State.ERASED
    assert stage.state_of(objected_when_published.call_id) is State.ERASED
    told = [row["did"] for row in stage.audit_rows(objected_when_published.call_id)]
    assert Did.ARCHIVED in told
    assert set(told) & {Did.OBJECTED, Did.ERASED}
    assert_nothing_is_kept(stage, objected_when_published.call_id)


def test_objecting_twice_is_no_error(stage: Stage, objected_when_published: LateObjector) -> None:
    officer = stage.sign_in(Role.PRIVACY_OFFICER)
    assert officer.object_to(objected_when_published.call_id) == State.ERASED
