"""The app on a real socket: quiet, and clear about a port that is taken."""

from pathlib import Path

import httpx
import pytest
from fastapi.routing import APIRoute

from api.server import api_beside, listening_socket, run_api
from calls.access import Role
from calls.errors import BadSettings, PortInUse
from tests.api.builders import House, publish


def test_a_taken_port_is_a_typed_error(house: House) -> None:
    with listening_socket("127.0.0.1", 0) as taken, pytest.raises(PortInUse, match="taken by another program"):
        run_api(house.app, "127.0.0.1", taken.getsockname()[1])


@pytest.mark.parametrize("host", ["192.0.2.1", "no such host"])
def test_an_address_that_is_not_ours_is_a_setting_to_mend(house: House, host: str) -> None:
    with pytest.raises(BadSettings):
        run_api(house.app, host, 0)


def test_uploads_ranges_and_pages_work_over_a_real_socket_in_silence(
    house: House, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    call_id = publish(house)
    recording = tmp_path / "call.wav"
    recording.write_bytes(b"R" * 3_000_000)
    bearer = {"Authorization": f"Bearer {house.tokens[Role.QA_MANAGER]}"}
    with api_beside(house.app, "127.0.0.1") as url, httpx.Client(base_url=url, headers=bearer) as client:
        part = client.get(f"/v1/calls/{call_id}/audio", headers={"Range": "bytes=0-3"})
        with recording.open("rb") as body:
            upload = client.post("/v1/calls", content=body)
        page = client.get("/", headers={"Accept": "text/html"})
        style = client.get("/static/page.css")
    assert (part.status_code, part.content) == (206, b"fLaC")
    assert upload.status_code == 202
    pieces = house.intake.sessions[0].pieces
    assert len(pieces) > 1
    assert sum(map(len, pieces)) == 3_000_000
    assert (page.status_code, style.status_code) == (200, 200)
    assert "server" not in page.headers
    told = capfd.readouterr()
    assert "127.0.0.1" not in told.out + told.err


def test_the_server_ends_with_its_block(house: House) -> None:
    with api_beside(house.app, "127.0.0.1") as url:
        assert httpx.get(f"{url}/livez").status_code == 200
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{url}/livez")


def test_P5_a_bug_leaves_no_traceback_on_a_real_server(house: House, capfd: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise RuntimeError("4111111111111111")

    house.app.router.routes.insert(0, APIRoute("/livez", fail, methods=["GET"]))
    with api_beside(house.app, "127.0.0.1") as url:
        answer = httpx.get(f"{url}/livez")
    assert answer.status_code == 500
    assert answer.headers["content-security-policy"].startswith("default-src")
    told = capfd.readouterr()
    for text in (answer.text, told.out, told.err):
        assert "4111" not in text
        assert "Traceback" not in text
