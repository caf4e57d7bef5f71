"""What is believed only when it is heard by itself counts: in the words, and in the vote on the language."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from calls.audio import RawAudio, RedactedAudio
from calls.call import Channel
from calls.ports.transcribers import Heed, Watch, unheeded, unwatched
from calls.transcript import Window
from transcribe.resample import MODEL_RATE_HZ, Samples16k
from transcribe.speech_engine import Heard, HeardWord
from transcribe.transcribe_call import CallTranscriber
from transcribe.voice_activity import SpeechSpan, VoiceActivity

RATE_HZ = 8000
SPANS = [SpeechSpan(0, 5000), SpeechSpan(6500, 11_500), SpeechSpan(13_000, 18_000)]


class ThreeSpans(VoiceActivity):
    def speech(self, samples: NDArray[np.int16], rate_hz: int, watch: Watch = unwatched) -> list[SpeechSpan]:
        del samples, rate_hz, watch
        return SPANS


class Hears:
    """An engine for which chunks of up to 8 s say `apart`, and longer ones `together`; "" is not believed."""

    engine, model = "twin", "none"

    def __init__(self, *, together: str, apart: str) -> None:
        self._together, self._apart = together, apart

    def warm_up(self) -> None:
        """There is nothing to load."""

    def hear(
        self,
        chunks: Sequence[Samples16k],
        *,
        language: str | None = None,
        with_times: bool = True,
        heed: Heed = unheeded,
    ) -> list[Heard]:
        heed()
        return [self._heard(len(chunk) / MODEL_RATE_HZ, language or "es", with_times) for chunk in chunks]

    def _heard(self, length_s: float, language: str, with_times: bool) -> Heard:
        text = self._apart if length_s <= 8 else self._together
        words = tuple(HeardWord(word, 300 * k, 300 * k + 300, 0.9) for k, word in enumerate(text.split()))
        no_speech, log_probability = (0.0, -0.1) if words else (0.9, -3.0)
        return Heard(words, {language: 1.0}, language, no_speech, log_probability, has_attention_times=with_times)


def sound(n_channels: int = 1) -> NDArray[np.int16]:
    return np.random.default_rng(1).integers(-3000, 3000, (20 * RATE_HZ, n_channels)).astype(np.int16)


def test_P12_a_language_that_is_heard_only_span_by_span_is_the_channels_all_the_same() -> None:
    engine = Hears(together="", apart="buenos dias me llamo")
    audio = RawAudio(sound(), RATE_HZ, (Channel.CALLER,))
    transcript = CallTranscriber(engine, activity=ThreeSpans()).transcribe(audio)
    assert any(turn.words for turn in transcript.turns)
    assert transcript.language == "es"


def test_what_a_checker_heard_among_shreds_stays_where_it_hears_nothing_when_they_are_apart() -> None:
    audio = RedactedAudio(sound(), RATE_HZ, (Channel.CALLER,))
    whole = [Window(Channel.CALLER, 0, 20_000)]

    def heard_by(engine: Hears) -> list[str]:
        turns = CallTranscriber(engine, activity=ThreeSpans(), language="en").listen_again(audio, whole)
        return [word.text for turn in turns for word in turn.words]

    assert heard_by(Hears(together="4111 1111", apart="")) == ["4111", "1111"]
    again = heard_by(Hears(together="4111 1111", apart="that is all right now and here"))
    assert "right" in again
    assert "4111" not in again
