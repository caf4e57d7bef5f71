"""P11: a call through the real worker with each sound that a mask may have; a twin for the recogniser."""

from dataclasses import replace
from pathlib import Path

import pytest

from archive.kept_calls import KeptCallsInDatabase
from calls.audio import MaskSound
from calls.lifecycle import State
from pipeline.clock import WallClock
from pipeline.worker import Worker
from recorder.keys import make_wrapping_keys
from redact.mask_sound import mask_samples
from redact.rule_book import RULES_VERSION
from tests.fixtures_manifest import fixture
from tests.story.killable_worker import FIXTURE, LEASE_S, Stage
from tests.story.test_worker_killed_at_each_point import seal_a_call


@pytest.mark.parametrize("sound", list(MaskSound))
def test_P11_it_is_archived_with_that_sound_alone_in_every_mask(sound: MaskSound, tmp_path: Path) -> None:
    make_wrapping_keys(tmp_path / "private.json", tmp_path / "public.json")
    call_id = seal_a_call(tmp_path)
    stage = Stage(tmp_path)
    stage.housekeeper.admit_captured()
    assert Worker("worker", replace(stage.worker.tools, mask_sound=sound), LEASE_S).work_once()
    assert stage.work.state_of(call_id) is State.ARCHIVED

    kept = KeptCallsInDatabase(stage.database, stage.audit, stage.store, WallClock()).open(call_id)
    audio = kept.redacted.audio
    assert audio is not None
    due = mask_samples(sound, 0, len(audio.samples), audio.rate_hz)
    assert len(kept.redacted.masks) >= len(fixture(FIXTURE).secrets)
    for mask in kept.redacted.masks:
        assert mask.start_ms is not None
        assert mask.end_ms is not None
        stretch = slice(mask.start_ms * audio.rate_hz // 1000, mask.end_ms * audio.rate_hz // 1000)
        assert (audio.channel(mask.channel)[stretch] == due[stretch]).all()

    versions = dict(kept.certificate.versions)
    assert versions["mask sound"] == sound.value
    assert versions["rules"] == RULES_VERSION
    assert (versions["written by twin"], versions["checked by twin"]) == ("manifest", "manifest")
