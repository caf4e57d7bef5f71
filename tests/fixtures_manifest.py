"""Reads audio_fixtures/manifest.toml: what is said in each fixture, and when.

call = fixture("payment_call")
call.path, call.duration_ms, call.phrases, call.secrets
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from calls.call import Channel
from calls.finding import Kind

FOLDER: Final = Path(__file__).resolve().parent.parent / "audio_fixtures"
CHANNEL_ORDER: Final = (Channel.CALLER, Channel.AGENT)
"""Channel 0 and channel 1 of every fixture."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One uninterrupted stretch on one channel, [start_ms, end_ms). Music has an empty text."""

    channel: Channel
    start_ms: int
    end_ms: int
    text: str


@dataclass(frozen=True, slots=True)
class Secret:
    """A phrase that must be hidden: `spoken` as said, `value` as one would write it ("5425233430109903")."""

    kind: Kind
    channel: Channel
    start_ms: int
    end_ms: int
    spoken: str
    value: str


@dataclass(frozen=True, slots=True)
class Fixture:
    """One recording: 8 kHz, 16-bit PCM, stereo. `phrases` holds the secrets' phrases too, ordered by start."""

    name: str
    path: Path
    sha256: str
    duration_ms: int
    phrases: tuple[Phrase, ...]
    secrets: tuple[Secret, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice that callers hear: 8 kHz, 16-bit PCM, mono."""

    path: Path
    sha256: str
    duration_ms: int
    text: str


def _fixture(entry: dict[str, Any]) -> Fixture:
    said = sorted(entry["phrases"], key=lambda phrase: phrase["start_ms"])
    return Fixture(
        entry["name"],
        FOLDER / entry["file"],
        entry["sha256"],
        entry["duration_ms"],
        tuple(Phrase(Channel(p["channel"]), p["start_ms"], p["end_ms"], p["text"]) for p in said),
        tuple(
            Secret(Kind(p["kind"]), Channel(p["channel"]), p["start_ms"], p["end_ms"], p["text"], p["value"])
            for p in said
            if "kind" in p
        ),
    )


@cache
def load_manifest() -> dict[str, Fixture]:
    """Every fixture by name."""
    entries = tomllib.loads((FOLDER / "manifest.toml").read_text())["fixture"]
    return {entry["name"]: _fixture(entry) for entry in entries}


def fixture(name: str) -> Fixture:
    """One fixture; KeyError when there is none of that name."""
    return load_manifest()[name]


def load_notice() -> Notice:
    entry = tomllib.loads((FOLDER / "manifest.toml").read_text())["notice"]
    return Notice((FOLDER / entry["file"]).resolve(), entry["sha256"], entry["duration_ms"], entry["text"])
