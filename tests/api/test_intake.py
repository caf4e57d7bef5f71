"""Uploads: sealed while they stream, aborted when something is wrong, never read back."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from api.desk import Limits
from calls.access import Role
from calls.audit import Did
from calls.call import Channel, Source, is_call_id, new_call_id
from calls.consent import Outcome, Standing
from calls.lifecycle import State
from calls.progress import Progress
from recorder.intake import SealedIntake
from recorder.tink_seals import PrivateWrap, PublicWrap, new_private_json
from tests.api.builders import STARTED, House, capture, open_house, publish

CANARY = b"RIFF a canary that must never lie in the clear " * 40
CHAT = {"id": "b1", "turns": [{"channel": "agent", "text": "Hello"}, {"channel": "caller", "text": "A refund please"}]}


async def _pieces(n: int) -> AsyncIterator[bytes]:
    for number in range(n):
        yield bytes([number]) * 1000


def _upload(house: House, path: str = "/v1/calls", role: Role = Role.INTEGRATOR, **options: Any) -> Any:
    return house.ask("POST", path, role=role, **options)


def test_an_upload_is_accepted_and_leads_to_its_job(house: House) -> None:
    answer = _upload(house, content=b"sound")
    call_id = answer.json()["call_id"]
    assert answer.status_code == 202
    assert is_call_id(call_id)
    assert answer.headers["location"] == answer.json()["job"] == f"/v1/jobs/{call_id}"


def test_each_piece_is_sealed_as_it_comes_without_a_temporary_file(house: House) -> None:
    _upload(house, content=_pieces(5))
    (session,) = house.intake.sessions
    assert session.ended == "finished"
    assert session.payload == "audio"
    assert session.pieces == [bytes([number]) * 1000 for number in range(5)]


def test_what_is_known_of_the_call_travels_with_it(house: House) -> None:
    query = {
        "started_at": "2026-11-20T10:00:00+01:00",
        "agent_id": "agent-3",
        "queue": "orders",
        "caller_channel": 1,
        "basis": "consent given in the app",
    }
    _upload(house, content=b"sound", params=query, headers={"Hushtape-Caller-Number": "+12125550147"})
    call = house.intake.sessions[0].call
    assert call.started_at.isoformat() == "2026-11-20T09:00:00+00:00"
    assert (call.agent_id, call.queue, call.source) == ("agent-3", "orders", Source.IMPORT)
    assert call.channels == (Channel.AGENT, Channel.CALLER)
    assert (call.consent.outcome, call.consent.basis) == (Outcome.IMPORTED, "consent given in the app")
    assert call.caller_pseudonym == "pseudonym of 12 characters"


def test_without_facts_it_began_now_with_the_caller_on_the_first_channel(house: House) -> None:
    _upload(house, content=b"sound")
    call = house.intake.sessions[0].call
    assert call.started_at == house.clock.now()
    assert call.channels == (Channel.CALLER, Channel.AGENT)
    assert call.caller_pseudonym is None


def test_who_imported_how_much_is_on_record_before_the_hand_over(house: House) -> None:
    call_id = _upload(house, content=b"12345").json()["call_id"]
    (event,) = house.audited(Did.IMPORTED)
    assert (event["actor"], event["call_id"]) == ("a integrator", call_id)
    assert event["detail"] == {"bytes": 5, "source": "import", "basis": None}


def test_without_an_audit_row_the_upload_is_destroyed(house: House) -> None:
    house.audit.broken = True
    assert _upload(house, content=b"sound").status_code == 503
    assert house.intake.sessions[0].ended == "aborted"


def test_an_announced_size_over_the_limit_is_refused_before_anything_is_sealed(tmp_path: Path) -> None:
    with open_house(tmp_path, limits=Limits(max_upload_bytes=2500)) as house:
        answer = _upload(house, content=b"x" * 2501)
        assert answer.status_code == 413
        assert answer.json()["type"] == "urn:hushtape:problem:too-large"
        assert house.intake.sessions == []


def test_a_stream_over_the_limit_is_stopped_and_destroyed(tmp_path: Path) -> None:
    with open_house(tmp_path, limits=Limits(max_upload_bytes=2500)) as house:
        assert _upload(house, content=_pieces(5)).status_code == 413
        (session,) = house.intake.sessions
        assert (session.ended, session.pieces) == ("aborted", [])
        assert house.audited(Did.IMPORTED) == []


def test_the_limit_itself_is_allowed(tmp_path: Path) -> None:
    with open_house(tmp_path, limits=Limits(max_upload_bytes=3000)) as house:
        assert _upload(house, content=_pieces(3)).status_code == 202


def test_an_upload_that_breaks_off_is_destroyed(house: House) -> None:
    asyncio.run(_break_off(house))
    (session,) = house.intake.sessions
    assert (session.ended, session.pieces) == ("aborted", [])


async def _break_off(house: House) -> None:
    messages = [
        {"type": "http.request", "body": b"half of it", "more_body": True},
        {"type": "http.disconnect"},
    ]

    async def receive() -> Any:
        return messages.pop(0)

    async def send(_message: Any) -> None:
        return None

    bearer = f"Bearer {house.tokens[Role.INTEGRATOR]}".encode()
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/v1/calls",
        "raw_path": b"/v1/calls",
        "root_path": "",
        "query_string": b"",
        "headers": [(b"host", b"desk.test"), (b"authorization", bearer)],
        "client": ("127.0.0.1", 1),
        "server": ("desk.test", 80),
    }
    await house.app(scope, receive, send)


def test_an_empty_body_is_no_recording(house: House) -> None:
    answer = _upload(house)
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:hushtape:problem:unreadable-audio")
    assert house.intake.sessions[0].ended == "aborted"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"started_at": "yesterday"}, "started_at is no day and no instant"),
        ({"started_at": "2026-11-20T10:00:00"}, "started_at has no offset"),
        ({"started_at": "2027-11-20T10:00:00Z"}, "started_at lies in the future"),
        ({"caller_channel": "2"}, "not valid: caller_channel"),
        ({"agent_id": "a\nb"}, "not valid: agent_id"),
    ],
)
def test_wrong_facts_are_named(house: House, query: dict[str, str], told: str) -> None:
    answer = _upload(house, content=b"sound", params=query)
    assert (answer.status_code, answer.json()["detail"]) == (422, told)
    assert house.intake.sessions == []


def test_a_setting_can_require_the_ground(tmp_path: Path) -> None:
    with open_house(tmp_path, require_basis=True) as house:
        assert _upload(house, content=b"sound").json()["detail"] == "basis is missing"
        assert _upload(house, content=b"sound", params={"basis": "contract"}).status_code == 202


@pytest.mark.parametrize(("standing", "status"), [(Standing.OBJECTS, 403), (Standing.UNKNOWN, 503)])
def test_nothing_is_taken_of_a_caller_who_objects_or_may(tmp_path: Path, standing: Standing, status: int) -> None:
    with open_house(tmp_path, standing_of=lambda _: standing) as house:
        answer = _upload(house, content=b"sound", headers={"Hushtape-Caller-Number": "+12125550147"})
        assert answer.status_code == status
        assert "5550147" not in answer.text
        assert house.intake.sessions == []
        assert _upload(house, content=b"sound").status_code == 202


def test_P4_an_upload_lies_sealed_in_the_real_spool(tmp_path: Path) -> None:
    wrap = PublicWrap(PrivateWrap(new_private_json()).public_json())
    spool = tmp_path / "spool"
    with open_house(tmp_path, intake=SealedIntake(spool, wrap)) as house:
        assert _upload(house, content=CANARY).status_code == 202
    kept = b"".join(path.read_bytes() for path in spool.rglob("*") if path.is_file())
    assert len(kept) > len(CANARY)
    assert CANARY[:40] not in kept


def test_a_conversation_is_sealed_by_its_named_fields(house: House) -> None:
    chat = CHAT | {"customer_email": "someone@example.com"}
    answer = _upload(house, "/v1/conversations", json=chat)
    (session,) = house.intake.sessions
    assert answer.status_code == 202
    assert (session.payload, session.ended, session.call.source) == ("conversation", "finished", Source.CONVERSATION)
    assert json.loads(b"".join(session.pieces)) == CHAT


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no json 4111111111111111",
        b'{"turns": []}',
        b'{"turns": [{"channel": "4111111111111111", "text": "x"}]}',
        b'{"turns": [{"channel": "agent"}]}',
        b"\xff\xfe",
        b'{"turns": [{"channel": "agent", "text": "\\ud800"}]}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_conversation_is_refused_without_an_echo(house: House, body: bytes) -> None:
    answer = _upload(house, "/v1/conversations", content=body)
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:hushtape:problem:bad-conversation")
    assert "4111" not in answer.text
    assert house.intake.sessions == []


def test_a_conversation_over_the_limit_is_refused(tmp_path: Path) -> None:
    with open_house(tmp_path, limits=Limits(max_conversation_bytes=100)) as house:
        assert _upload(house, "/v1/conversations", content=_pieces(1)).status_code == 413


def test_a_job_tells_its_state_and_nothing_else(house: House) -> None:
    waiting, done = capture(house).call_id, None
    assert house.get(f"/v1/jobs/{waiting}", role=Role.INTEGRATOR).json() == {"call_id": waiting, "state": "captured"}
    house.work.claim("another", lease_s=60)
    done = publish(house, started_at=STARTED)
    assert house.get(f"/v1/jobs/{done}", role=Role.INTEGRATOR).json() == {"call_id": done, "state": "archived"}
    assert house.get(f"/v1/jobs/{new_call_id()}", role=Role.INTEGRATOR).status_code == 404


def test_a_job_tells_how_far_its_transcription_is(house: House) -> None:
    capture(house)
    claim = house.work.claim("another", lease_s=60)
    assert claim is not None
    house.work.advance(claim, State.TRANSCRIBING)
    house.work.note_progress(claim, Progress(percent=25, eta_s=30))
    told = house.get(f"/v1/jobs/{claim.call_id}", role=Role.INTEGRATOR).json()
    assert told == {"call_id": claim.call_id, "state": "transcribing", "progress": {"percent": 25, "eta_s": 30}}


def test_P10_a_restricted_call_is_no_job(tmp_path: Path) -> None:
    with open_house(tmp_path, call_state=lambda _: State.RESTRICTED) as house:
        assert house.get(f"/v1/jobs/{new_call_id()}", role=Role.INTEGRATOR).status_code == 404
