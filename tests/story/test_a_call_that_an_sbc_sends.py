"""A call goes on elsewhere; an SBC sends us its two streams (SIPREC), and it takes the same way to the shelf."""

import io
from typing import Any

import pytest
import soundfile

from calls.access import Role
from calls.call import CallId
from tests.fixtures_manifest import fixture
from tests.recorder.telephone_lab import RATE_HZ, loud_stretches
from tests.story.evening import SENT
from tests.story.stage import SignedIn, Stage

pytestmark = [
    pytest.mark.needs_sip,
    pytest.mark.needs_models,
    pytest.mark.xdist_group("story"),
    pytest.mark.timeout(420),
]


@pytest.fixture(scope="module")
def manager(stage: Stage) -> SignedIn:
    return stage.sign_in(Role.QA_MANAGER)


@pytest.fixture(scope="module")
def document(manager: SignedIn, sent_call: CallId) -> dict[str, Any]:
    return manager.show(sent_call)


def test_it_is_archived_with_its_parties_told_apart(document: dict[str, Any]) -> None:
    assert (document["state"], document["channels"]) == ("archived", ["caller", "agent"])
    assert (document["agent_id"], document["queue"]) == ("1042", "support")


def test_by_what_the_switchboard_calls_it_is_kept_as_codes_alone(document: dict[str, Any]) -> None:
    references = document["references"]
    assert references.keys() == {"group", "session", "session_id"}
    assert not set(references.values()) & {"", "grp-1", "ses-1"}


def test_it_says_which_notice_the_switchboard_played(document: dict[str, Any]) -> None:
    assert document["consent"]["notice"] == {"version": "2026-11", "language": "en"}
    assert document["consent"]["outcome"] == "recorded"


def test_each_turn_is_its_speakers(document: dict[str, Any]) -> None:
    said = {
        party: " ".join(t["text"] for t in document["turns"] if t["channel"] == party) for party in ("caller", "agent")
    }
    assert "order" in said["caller"]
    assert "help" in said["agent"]
    assert "chargers and three cables" not in said["agent"]


def test_both_channels_of_the_sound_keep_their_place_on_one_clock(manager: SignedIn, sent_call: CallId) -> None:
    samples, rate_hz = soundfile.read(io.BytesIO(manager.listen(sent_call)), dtype="int16")
    assert (rate_hz, samples.shape[1]) == (RATE_HZ, 2)
    said, _ = soundfile.read(fixture(SENT).path, dtype="int16")
    first_kept, first_said = (
        [loud_stretches(sound[:, column])[0][0] for column in (0, 1)] for sound in (samples, said)
    )
    assert abs((first_kept[0] - first_kept[1]) - (first_said[0] - first_said[1])) <= 100
