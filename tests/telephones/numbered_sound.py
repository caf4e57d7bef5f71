"""Voices whose every 10 ms say whose they are and which: `benchmarks.capture_frames` reads them back."""

from benchmarks.capture_frames import GUARDS, bits_as_sound
from tests.telephones.voices import Sound


def numbered(stream: int) -> Sound:
    """Sound of a stream, 1 to 65,535."""
    own = bits_as_sound(stream, 16)

    def ten_ms(number: int) -> bytes:
        return own + bits_as_sound(number & 0xFFFF, 16) + GUARDS[(stream ^ number) & 0xFF]

    return lambda frame: ten_ms(2 * frame) + ten_ms(2 * frame + 1)
