"""What to look for. A needle's bytes are never shown; its label says which secret and which form."""

import wave
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from audio_fixtures.g711 import Samples
from calls.transcript import Transcript
from tests.canary_scanner.encodings import encoded_forms
from tests.canary_scanner.sound_windows import sound_windows
from tests.canary_scanner.written_forms import SHORTEST, written_forms
from tests.fixtures_manifest import CHANNEL_ORDER, Fixture, Phrase, Secret


@dataclass(frozen=True, slots=True, repr=False)
class Needle:
    """`folded`: ASCII letters may be of either case, and `data` holds small ones."""

    label: str
    data: bytes
    folded: bool

    def __repr__(self) -> str:
        return f"Needle({self.label}, {len(self.data)} bytes)"


@dataclass(frozen=True, slots=True, repr=False)
class Needles:
    """A set of needles; `+` joins two sets."""

    needles: frozenset[Needle]

    @classmethod
    def of_text(cls, label: str, *texts: str) -> "Needles":
        """Every written form and encoding of the texts; forms under nine characters are left out."""
        return cls(frozenset(needle for text in texts for needle in _text_needles(label, text)))

    @classmethod
    def of_sound(cls, label: str, samples: Samples) -> "Needles":
        """64-byte windows of int16 [n_samples] or [n_samples, n_channels]."""
        return cls(frozenset(Needle(f"{label}/{form}", data, False) for form, data in sound_windows(samples)))

    @classmethod
    def of_fixture(cls, fixture: Fixture) -> "Needles":
        """Each secret's value, spoken text and sound."""
        return join(_secret_needles(fixture, number, secret) for number, secret in enumerate(fixture.secrets, 1))

    @classmethod
    def of_whole_call(cls, fixture: Fixture) -> "Needles":
        """Everything that is said, innocent phrases too: none of it may remain of a call that was objected to.

        Of a call that is kept, the innocent part must be found: that shows that the scanner can read the archive.
        """
        return cls.of_fixture(fixture) + join(
            cls.of_text(f"{fixture.name}/said#{number}", phrase.text)
            + _sounds(f"{fixture.name}/said#{number}", fixture, phrase)
            for number, phrase in enumerate(fixture.phrases, 1)
        )

    @classmethod
    def of_transcript(cls, fixture: Fixture, transcript: Transcript) -> "Needles":
        """The raw words that a recogniser wrote inside each secret's milliseconds."""
        return join(
            cls.of_text(f"{_label(fixture, number, secret)}/heard", _heard(transcript, secret))
            for number, secret in enumerate(fixture.secrets, 1)
        )

    def __add__(self, other: "Needles") -> "Needles":
        return Needles(self.needles | other.needles)

    def __len__(self) -> int:
        return len(self.needles)

    def __repr__(self) -> str:
        return f"Needles({len(self)})"


def join(sets: Iterable[Needles]) -> Needles:
    return Needles(frozenset().union(*(one.needles for one in sets)))


def _label(fixture: Fixture, number: int, secret: Secret) -> str:
    return f"{fixture.name}/{secret.kind.value}#{number}"


def _text_needles(label: str, text: str) -> Iterator[Needle]:
    """One needle for each different string of bytes, named for the plainest form that has it."""
    known: set[bytes] = set()
    for form, written in written_forms(text):
        for encoding, data, folded in encoded_forms(written):
            searched = data.lower() if folded else data
            if len(searched) >= SHORTEST and searched not in known:
                known.add(searched)
                yield Needle(f"{label}/{form}/{encoding}", searched, folded)


def _secret_needles(fixture: Fixture, number: int, secret: Secret) -> Needles:
    label = _label(fixture, number, secret)
    return Needles.of_text(label, secret.value, secret.spoken) + _sounds(label, fixture, secret)


def _sounds(label: str, fixture: Fixture, spoken: Secret | Phrase) -> Needles:
    """Its own channel, and both channels as they lie interleaved in the file."""
    both = _read_span(fixture, spoken)
    return Needles.of_sound(label, both[:, CHANNEL_ORDER.index(spoken.channel)]) + Needles.of_sound(label, both)


def _read_span(fixture: Fixture, spoken: Secret | Phrase) -> Samples:
    """int16 [n_samples, 2] of its milliseconds."""
    with wave.open(str(fixture.path)) as sound:
        rate_hz, n_channels = sound.getframerate(), sound.getnchannels()
        sound.setpos(spoken.start_ms * rate_hz // 1000)
        frames = sound.readframes((spoken.end_ms - spoken.start_ms) * rate_hz // 1000)
    return np.frombuffer(frames, "<i2").astype(np.int16).reshape(-1, n_channels)


def _heard(transcript: Transcript, secret: Secret) -> str:
    """Words of the secret's channel whose middle lies inside its milliseconds."""
    words = (
        word
        for turn in transcript.turns
        if turn.channel == secret.channel
        for word in turn.words
        if word.start_ms is not None and word.end_ms is not None
        if secret.start_ms <= (word.start_ms + word.end_ms) / 2 < secret.end_ms
    )
    return " ".join(word.text for word in words)
