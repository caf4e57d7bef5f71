"""One line a request, made of templates: no id, no query string, no address."""

from pathlib import Path

import pytest
from structlog.testing import capture_logs

from calls.access import Role
from tests.api.builders import House, ask, open_house, publish

WORDS = "refund-of-secret-4111"


def test_P5_query_strings_ids_and_headers_never_reach_the_log(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    call_id = publish(house)
    with capture_logs() as lines:
        house.get(f"/v1/search?q={WORDS}", headers={"User-Agent": WORDS, "Referer": f"http://x/{WORDS}"})
        house.get(f"/v1/calls/{call_id}")
        house.get(f"/calls/{call_id}?q={WORDS}", headers={"Accept": "text/html"})
        house.get(f"/{WORDS}")
        ask(house.app, WORDS.upper(), "/v1/calls")
        house.get(f"/static/{WORDS}.css", role=None)
    told = [line for line in lines if line["event"] == "request"]
    assert [(line["route"], line["method"], line["status"]) for line in told] == [
        ("/v1/search", "GET", 200),
        ("/v1/calls/{call_id}", "GET", 200),
        ("/calls/{call_id}", "GET", 200),
        ("unmatched", "GET", 404),
        ("/v1/calls", "other", 405),
        ("/static", "GET", 404),
    ]
    assert {frozenset(line) for line in told} == {frozenset({"event", "log_level", "route", "method", "status", "ms"})}
    assert WORDS.lower() not in str(lines).lower()
    assert call_id not in str(told)
    written = capsys.readouterr()
    assert WORDS not in written.out + written.err


def test_metrics_count_by_template_and_status(house: House) -> None:
    call_id = publish(house)
    for _ in range(3):
        house.get(f"/v1/calls/{call_id}")
    text = house.get("/metrics", role=Role.AUDITOR).text
    line = 'hushtape_http_requests_total{method="GET",route="/v1/calls/{call_id}",status="200"} 3.0'
    assert line in text
    assert call_id not in text


def test_two_apps_in_one_process_do_not_share_their_counters(house: House, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with open_house(tmp_path / "other") as other:
        other.get("/v1/calls")
        text = house.get("/metrics", role=Role.AUDITOR).text
    assert 'route="/v1/calls"' not in text
