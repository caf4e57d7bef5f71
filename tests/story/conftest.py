"""One stage and one evening on it, shared by the stories."""

from collections.abc import Iterator

import pytest

from calls.call import CallId
from calls.errors import ModelMissing
from calls.lifecycle import State
from pipeline.model_files import ensure_models
from pipeline.settings import Settings
from tests.servers import require_or_skip
from tests.story import evening
from tests.story.evening import EveningCalls, LateObjector, Objectors
from tests.story.stage import Stage


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    try:
        ensure_models(Settings())
    except ModelMissing as error:
        require_or_skip(f"a model is missing: {error.message}")
    built = Stage(tmp_path_factory.mktemp("story"))
    try:
        built.wait_until_ready()
        yield built
    finally:
        built.close()


@pytest.fixture(scope="session")
def evening_calls(stage: Stage) -> EveningCalls:
    return evening.place_the_evenings_calls(stage)


@pytest.fixture(scope="session")
def kept_call(evening_calls: EveningCalls) -> CallId:
    return evening_calls.kept


@pytest.fixture(scope="session")
def sent_call(evening_calls: EveningCalls) -> CallId:
    if evening_calls.sent is None:
        require_or_skip("nothing was sent: the small wheel of pjsua2 takes no recording sessions (`make pjsua2`)")
    return evening_calls.sent


@pytest.fixture(scope="session")
def objectors(evening_calls: EveningCalls) -> Objectors:
    return evening_calls.objectors


@pytest.fixture(scope="session")
def objected_in_work(stage: Stage) -> LateObjector:
    return evening.hand_in_and_object(stage, State.TRANSCRIBING, State.REDACTING)


@pytest.fixture(scope="session")
def objected_when_published(stage: Stage) -> LateObjector:
    return evening.hand_in_and_object(stage, State.ARCHIVED)


@pytest.fixture(scope="session")
def salvaged_call(stage: Stage) -> CallId:
    return evening.kill_the_recorder_mid_call(stage)


@pytest.fixture(scope="session")
def bereaved_call(stage: Stage) -> CallId:
    """Its worker was killed twice."""
    return evening.kill_the_worker_twice(stage)
