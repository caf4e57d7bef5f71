"""The voice activity model of the repository is Silero's, as faster-whisper carries it, and hears what it hears."""

from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
from numpy.typing import NDArray

from calls.call import Channel
from tests.transcribe.conftest import sound_of
from transcribe.resample import to_model_rate
from transcribe.voice_activity import VoiceActivity
from transcribe.voice_model.rearrange import MODEL, carried_model, rearranged

FRAME, CONTEXT = 512, 64
SECONDS = 20


def quiet_session(model: bytes) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"], sess_options=options)


def states_of(model: bytes, frames: NDArray[np.float32]) -> Any:
    nothing = np.zeros((1, 1, 128), np.float32)
    return quiet_session(model).run(None, {"input": frames, "h": nothing, "c": nothing})


@pytest.fixture(params=["a call", "noise", "clipped noise", "digital silence"])
def frames(request: pytest.FixtureRequest) -> NDArray[np.float32]:
    rng = np.random.default_rng(11)
    noise = rng.normal(0, 0.1, SECONDS * 16_000).astype(np.float32)
    if request.param == "a call":
        audio = sound_of("payment_call")
        sound = to_model_rate(audio.channel(Channel.CALLER)[: SECONDS * audio.rate_hz], audio.rate_hz)
    else:
        sound = {"noise": noise, "clipped noise": np.sign(noise), "digital silence": np.zeros_like(noise)}[
            request.param
        ]
    return np.lib.stride_tricks.sliding_window_view(sound, FRAME + CONTEXT)[::FRAME].copy()


def test_it_gives_the_probabilities_and_states_of_the_model_that_faster_whisper_carries(
    frames: NDArray[np.float32],
) -> None:
    carried = states_of(carried_model().read_bytes(), frames)
    ours = states_of(MODEL.read_bytes(), frames)
    assert [result.shape for result in ours] == [result.shape for result in carried]
    for one, other in zip(ours, carried, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-3, atol=1e-3)


def test_it_is_what_rearranging_the_carried_model_gives() -> None:
    made = rearranged(onnx.load(str(carried_model())))
    assert made.SerializeToString(deterministic=True) == onnx.load(str(MODEL)).SerializeToString(deterministic=True)


def test_the_same_speech_is_found_in_a_call_by_either(monkeypatch: pytest.MonkeyPatch) -> None:
    audio = sound_of("payment_call")
    found = []
    for model in (carried_model(), MODEL):
        monkeypatch.setattr("transcribe.voice_activity._MODEL", model)
        found.append([VoiceActivity().speech(audio.channel(party), audio.rate_hz) for party in audio.channels])
    assert found[0] == found[1]
    assert all(found[0])
