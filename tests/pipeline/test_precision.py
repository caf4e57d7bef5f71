"""Where the recognisers compute, and with what numbers."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from calls.errors import BadSettings
from pipeline import wiring
from pipeline.doctor import examine
from pipeline.precision import Precision, choose_precision
from pipeline.settings import Settings
from pipeline.wiring import make_engines
from tests.transcribe.tiny_whisper import write_tiny_whisper

GPU: Sequence[str] = ()
NO_GPU = ("CTranslate2", "PyTorch")
HALF_A_GPU = ("PyTorch",)


@pytest.mark.parametrize(
    ("device", "compute_type", "without_gpu", "chosen"),
    [
        ("cpu", "auto", GPU, Precision("cpu", "int8", "float32")),
        ("cpu", "int8", GPU, Precision("cpu", "int8", "float32")),
        ("cpu", "float32", GPU, Precision("cpu", "float32", "float32")),
        ("auto", "auto", NO_GPU, Precision("cpu", "int8", "float32")),
        ("auto", "auto", HALF_A_GPU, Precision("cpu", "int8", "float32")),
        ("auto", "auto", GPU, Precision("cuda", "float16", "float16")),
        ("cuda", "auto", GPU, Precision("cuda", "float16", "float16")),
        ("cuda", "int8", GPU, Precision("cuda", "int8", "float32")),
        ("cuda", "int8_float16", GPU, Precision("cuda", "int8_float16", "float16")),
        ("auto", "float32", GPU, Precision("cuda", "float32", "float32")),
    ],
)
def test_both_engines_get_one_device_and_each_its_numbers(
    device: str, compute_type: str, without_gpu: Sequence[str], chosen: Precision
) -> None:
    assert choose_precision(device, compute_type, lambda: without_gpu) == chosen


@pytest.mark.parametrize(
    ("device", "compute_type", "without_gpu", "says"),
    [
        ("cpu", "float16", GPU, "float16 needs a GPU"),
        ("cpu", "int8_float16", GPU, "int8_float16 needs a GPU"),
        ("auto", "float16", NO_GPU, "float16 needs a GPU"),
        ("auto", "float16", HALF_A_GPU, "float16 needs a GPU"),
        ("cuda", "auto", NO_GPU, "CTranslate2 and PyTorch see no GPU"),
        ("cuda", "int8", HALF_A_GPU, "PyTorch sees no GPU"),
    ],
)
def test_what_this_machine_cannot_do_is_one_line_with_a_hint(
    device: str, compute_type: str, without_gpu: Sequence[str], says: str
) -> None:
    with pytest.raises(BadSettings, match=says) as bad:
        choose_precision(device, compute_type, lambda: without_gpu)
    assert bad.value.hint


def test_for_a_cpu_nobody_looks_for_a_gpu() -> None:
    def look() -> Sequence[str]:
        raise AssertionError("it takes seconds to import what sees a GPU")

    assert choose_precision("cpu", "auto", look).device == "cpu"


@pytest.mark.parametrize(
    ("compute_type", "numbers"),
    [("auto", ["int8", "float32"]), ("float32", ["float32", "float32"])],
)
def test_the_settings_reach_both_engines(tmp_path: Path, compute_type: str, numbers: list[str]) -> None:
    folder = write_tiny_whisper(tmp_path / "own")
    settings = Settings.model_validate({"whisper_model": str(folder), "whisper_compute_type": compute_type})
    engines = make_engines(settings)
    assert [engine.model.split()[:2] for engine in engines] == [["whisper-own-own", kind] for kind in numbers]


@pytest.mark.parametrize(("device", "is_there"), [("cpu", True), ("cuda", False), ("auto", True)])
def test_the_doctor_fails_where_the_chosen_device_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, device: str, is_there: bool
) -> None:
    monkeypatch.setattr(wiring, "libraries_without_gpu", lambda: list(NO_GPU))
    settings = Settings.model_validate({"home": tmp_path, "model_cache": tmp_path, "whisper_device": device})
    (found,) = (found for found in examine(settings) if found.name == "recognisers")
    assert found.ok is is_there
    assert ("on the CPU" in found.detail) is is_there
    assert is_there or "install the driver" in found.hint


def test_the_doctor_tells_that_a_gpu_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "libraries_without_gpu", list)
    settings = Settings.model_validate({"home": tmp_path, "model_cache": tmp_path, "whisper_device": "auto"})
    (found,) = (found for found in examine(settings) if found.name == "recognisers")
    assert found.detail == "faster-whisper writes (float16), openai-whisper checks (float16), on the GPU"
