"""Makes every fixture and its manifest anew: `python -m audio_fixtures.make_fixtures`.

Phrases are synthesised one by one and laid on a clock of whole milliseconds, so the manifest states where each one
begins and ends without anybody measuring it. Outside its phrases a channel is digital silence.
"""

import hashlib
import json
from pathlib import Path

import numpy as np
import soundfile

from audio_fixtures.conversations import AGENT, CALLER, CONVERSATIONS, NOTICE, Conversation, Phrase
from audio_fixtures.g711 import Samples
from audio_fixtures.telephone import RATE_HZ, SAMPLES_PER_MS, over_the_line
from audio_fixtures.voices import VOICES, speak

FOLDER = Path(__file__).parent
NOTICE_FILE = FOLDER.parent / "recorder" / "notices" / "en.wav"
CHANNELS = (CALLER, AGENT)
VOICE_OF = {CALLER: "joe", AGENT: "slt"}

Placed = tuple[Phrase, int, int]
"""A phrase with its start_ms and end_ms."""


def play_music(music_ms: int) -> Samples:
    """A slow arpeggio of plucked tones: what plays while one waits."""
    at = np.arange(music_ms * SAMPLES_PER_MS) / RATE_HZ
    wave = np.zeros_like(at)
    for beat, pitch_hz in enumerate(np.resize([523.25, 659.25, 783.99, 1046.5, 783.99, 659.25], music_ms // 250)):
        since = at - beat * 0.25
        wave += np.where(since >= 0, np.exp(-4 * np.maximum(since, 0)) * np.sin(2 * np.pi * pitch_hz * since), 0)
    return over_the_line(wave, RATE_HZ, peak=0.1)[: len(at)]


def voice_phrase(phrase: Phrase, slowness: float) -> Samples:
    """int16 [n_samples] at 8 kHz, whole milliseconds."""
    if phrase.music_ms:
        return play_music(phrase.music_ms)
    return over_the_line(*speak(VOICE_OF[phrase.channel], phrase.text, phrase.slowness or slowness))


def lay_out(conversation: Conversation) -> tuple[Samples, list[Placed]]:
    """The stereo sound, int16 [n_samples, 2], and where each phrase lies in it."""
    voiced = [voice_phrase(phrase, conversation.slowness) for phrase in conversation.phrases]
    placed: list[Placed] = []
    for phrase, sound in zip(conversation.phrases, voiced, strict=True):
        start_ms = (placed[-1][2] if placed else 0) + phrase.gap_ms
        placed.append((phrase, start_ms, start_ms + len(sound) // SAMPLES_PER_MS))
    end_ms = max((end for _, _, end in placed), default=0) + conversation.tail_ms
    both = np.zeros((end_ms * SAMPLES_PER_MS, 2), np.int16)
    for (phrase, start_ms, _), sound in zip(placed, voiced, strict=True):
        start = start_ms * SAMPLES_PER_MS
        both[start : start + len(sound), CHANNELS.index(phrase.channel)] = sound
    return both, placed


def write_wav(file: Path, samples: Samples) -> str:
    """Writes 16-bit PCM at 8 kHz; the file's sha256."""
    soundfile.write(file, samples, RATE_HZ, subtype="PCM_16", format="WAV")
    return hashlib.sha256(file.read_bytes()).hexdigest()


def tell_phrase(phrase: Phrase, start_ms: int, end_ms: int) -> str:
    fields = {"channel": phrase.channel, "start_ms": start_ms, "end_ms": end_ms, "text": phrase.text}
    if phrase.kind:
        fields |= {"kind": phrase.kind, "value": phrase.value}
    if phrase.music_ms:
        fields |= {"sound": "music"}
    return "  { " + ", ".join(f"{name} = {json.dumps(value)}" for name, value in fields.items()) + " },"


def tell_fixture(conversation: Conversation) -> str:
    """Writes one fixture's WAV and returns its part of the manifest."""
    samples, placed = lay_out(conversation)
    file = f"{conversation.name}.wav"
    sha256 = write_wav(FOLDER / file, samples)
    print(f"{file:24} {len(samples) / RATE_HZ:6.2f} s {(FOLDER / file).stat().st_size // 1000:5} kB")
    lines = [
        "[[fixture]]",
        f'name = "{conversation.name}"',
        f'file = "{file}"',
        f'sha256 = "{sha256}"',
        f"about = {json.dumps(conversation.about)}",
        f"duration_ms = {len(samples) // SAMPLES_PER_MS}",
        "phrases = [",
        *(tell_phrase(*one) for one in placed),
        "]",
    ]
    return "\n".join(lines)


def tell_notice() -> str:
    NOTICE_FILE.parent.mkdir(exist_ok=True)
    samples = np.pad(over_the_line(*speak("slt", NOTICE, 0.95)), (0, 100 * SAMPLES_PER_MS))
    sha256 = write_wav(NOTICE_FILE, samples)
    print(f"{'notices/en.wav':24} {len(samples) / RATE_HZ:6.2f} s")
    return (
        f'[notice]\nfile = "../recorder/notices/en.wav"\nsha256 = "{sha256}"\nlanguage = "en"\nvoice = "slt"\n'
        f"duration_ms = {len(samples) // SAMPLES_PER_MS}\ntext = {json.dumps(NOTICE)}"
    )


def main() -> None:
    head = [
        "# Written by make_fixtures.py; do not edit by hand. Voices are synthetic, numbers from test ranges.",
        "# phrases: what is said from start_ms to end_ms (end exclusive); kind and value mark a secret.",
        f'language = "en"\nrate_hz = {RATE_HZ}\nchannels = ["caller", "agent"]',
        'made = "phrase by phrase, resampled to 8 kHz, 180-3400 Hz, through mu-law, as 16-bit PCM; silence between"',
        'licence = "GPL-2.0-or-later like the project; texts and music are its own, voices as stated below"',
    ]
    for channel, voice in VOICE_OF.items():
        head.append(f'\n[voices.{channel}]\nname = "{voice}"')
        head += [f"{name} = {json.dumps(value)}" for name, value in VOICES[voice].items()]
    parts = ["\n".join(head), tell_notice(), *map(tell_fixture, CONVERSATIONS)]
    (FOLDER / "manifest.toml").write_text("\n\n".join(parts) + "\n")


if __name__ == "__main__":
    main()
