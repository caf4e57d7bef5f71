"""Real servers, started once by each test process that asks for them; and how examples are looked for."""

import os
from collections.abc import Generator, Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.recorder.builds import is_production_build
from tests.servers import RunningMinio, require_or_skip, running_minio, running_postgres

_REQUIRES_ALL = os.environ.get("HUSHTAPE_REQUIRE_ALL") == "1"

# A busy machine is no fault; CI tries the same examples every time, so that it judges the change and not the dice.
settings.register_profile(
    "anywhere", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=_REQUIRES_ALL
)
settings.load_profile("anywhere")


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("needs_production_sip") and not is_production_build():
        require_or_skip("the pjsua2 in the environment is the small wheel (`make pjsua2` builds the other)")


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    with running_postgres() as url:
        yield url


@pytest.fixture(scope="session")
def minio() -> Iterator[RunningMinio]:
    with running_minio() as server:
        yield server


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With HUSHTAPE_REQUIRE_ALL=1 (CI) a skip is a failure, whoever skipped."""
    report = yield
    if report.skipped and _REQUIRES_ALL:
        report.outcome = "failed"
        report.longrepr = f"skipped under HUSHTAPE_REQUIRE_ALL=1: {report.longrepr}"
    return report
