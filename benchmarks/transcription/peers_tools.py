"""What only the benchmark needs, beside the environment and not in it.

whisper-ctranslate2, whisper.cpp, an ffmpeg for openai-whisper's own command, and our weights as the files that they
read.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.transcription.ggml_file import write_ggml
from benchmarks.transcription.long_call import bench_cache
from benchmarks.transcription.measure import SubjectFailed
from transcribe.ctranslate2_file import read_tensors
from transcribe.model_cache import build_folder
from transcribe.models import WhisperWeights
from transcribe.weight_conversion import openai_dims, openai_state

WHISPER_CTRANSLATE2 = "whisper-ctranslate2==0.5.8"
_FFMPEG = "imageio-ffmpeg==0.8.1"
_WHISPER_CPP = ("pywhispercpp==1.5.1", "platformdirs==4.14.8")


def peers_tools() -> Path:
    """A folder of packages, for PYTHONPATH, with whisper.cpp in it, whose `bin` holds whisper-ctranslate2 and ffmpeg.

    Raises SubjectFailed.
    """
    folder = bench_cache() / f"tools-{WHISPER_CTRANSLATE2}-{_FFMPEG}-{_WHISPER_CPP[0]}"
    if not folder.is_dir():
        build_folder(folder, _install)
    return folder


def openai_checkpoint(weights: WhisperWeights) -> Path:
    """The same numbers in float16 as `torch.save` of openai-whisper's `dims` and `model_state_dict`."""
    folder = bench_cache() / f"openai-{weights.name}-{weights.sha256[:12]}"
    if not folder.is_dir():
        build_folder(folder, lambda into: _save_checkpoint(weights, into / f"{weights.name}.pt"))
    return folder / f"{weights.name}.pt"


def ggml_model(weights: WhisperWeights) -> Path:
    """The same numbers as whisper.cpp reads them."""
    folder = bench_cache() / f"ggml-{weights.name}-{weights.sha256[:12]}"
    if not folder.is_dir():
        build_folder(folder, lambda into: _save_ggml(weights, into / f"{weights.name}.bin"))
    return folder / f"{weights.name}.bin"


def _install(into: Path) -> None:
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--disable-pip-version-check"]
    packages = [WHISPER_CTRANSLATE2, _FFMPEG, *_WHISPER_CPP]
    if subprocess.run([*command, "--target", str(into), *packages], check=False).returncode:
        raise SubjectFailed(f"pip did not install {', '.join(packages)}", hint="check the network")
    binary = next((into / "imageio_ffmpeg" / "binaries").glob("ffmpeg*"))
    shutil.copy2(binary, into / "bin" / "ffmpeg")


def _save_checkpoint(weights: WhisperWeights, file: Path) -> None:
    import torch

    tensors = read_tensors(weights.folder / "model.bin")
    state = openai_state(tensors)
    numbers = {name: torch.from_numpy(values.copy()) for name, values in state.items()}
    dims = openai_dims(tensors, state)
    torch.save({"dims": dims, "model_state_dict": numbers}, file)


def _save_ggml(weights: WhisperWeights, file: Path) -> None:
    tensors = read_tensors(weights.folder / "model.bin")
    state = openai_state(tensors)
    write_ggml(openai_dims(tensors, state), state, file)
