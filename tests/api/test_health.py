"""Alive, ready, which version, how it is doing."""

from pathlib import Path

from api.desk import Measure
from api.signed_in import COOKIE
from calls.access import Role
from calls.errors import DatabaseUnavailable
from tests.api.builders import House, open_house


def test_alive_ready_and_version_ask_for_no_token(house: House) -> None:
    assert house.get("/livez", role=None).json() == {"status": "alive"}
    assert house.get("/readyz", role=None).json() == {
        "status": "ready",
        "checks": {"database": "ok", "object_store": "ok"},
    }
    assert house.get("/version", role=None).json() == {"name": "hushtape", "version": "0.1.0"}


def test_alive_while_the_database_is_gone_even_with_a_cookie(house: House) -> None:
    cookie = {"Cookie": f"{COOKIE}={house.tokens[Role.QA_MANAGER]}"}
    with house.database.writing() as connection:
        connection.exec_driver_sql("DROP TABLE tokens")
    assert house.get("/livez", role=None, headers=cookie).status_code == 200


def test_measures_are_asked_at_the_scrape_and_a_silent_one_is_counted(tmp_path: Path) -> None:
    def silent() -> float:
        raise DatabaseUnavailable("no answer")

    measures = (
        Measure("hushtape_raw_audio_age_seconds", "Age of the oldest raw audio", lambda: 12.5),
        Measure("hushtape_calls", "Calls by state", lambda: {"archived": 3, "quarantined": 1}, label="state"),
        Measure("hushtape_lost", "Silent", silent),
    )
    with open_house(tmp_path, measures=measures) as house:
        text = house.get("/metrics", role=Role.INTEGRATOR).text
    assert "hushtape_raw_audio_age_seconds 12.5" in text
    assert 'hushtape_calls{state="archived"} 3.0' in text
    assert "hushtape_lost " not in text
    assert "hushtape_measures_silent 1.0" in text
