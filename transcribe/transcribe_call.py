"""One call from sound to conversation: each party's channel on its own, interleaved on one clock.

Deterministic: the same sound gives the same transcript. Nothing touches a disk.
"""

from collections.abc import Sequence

from calls.audio import RawAudio, RedactedAudio
from calls.call import Channel
from calls.ports.transcribers import Watch, parts_of, unwatched
from calls.transcript import Transcript, Turn, Window, Word
from transcribe.echoed_words import without_echoes
from transcribe.hear_channel import ChannelHearer
from transcribe.kept_memory import give_back_freed_memory
from transcribe.language import LanguageVote, language_of_call
from transcribe.speech_engine import SpeechEngine
from transcribe.timed_words import in_order
from transcribe.turns import interleave
from transcribe.voice_activity import VoiceActivity

LONG_CALL_MS = 30 * 60_000
"""Of so long a call, the file that it came in as takes a good part of the memory that hearing it takes."""


class CallTranscriber:
    """The `Transcriber` and `CheckingTranscriber` of `calls.ports.transcribers`, over either Whisper engine.

    `language` forces one; None (the default) hears per channel which it is. Not for two threads at once.
    """

    def __init__(
        self, speech_engine: SpeechEngine, *, activity: VoiceActivity | None = None, language: str | None = None
    ) -> None:
        self._engine = speech_engine
        self._language = language
        self._hearer = ChannelHearer(speech_engine, activity or VoiceActivity())

    @property
    def engine(self) -> str:
        return self._engine.engine

    @property
    def model(self) -> str:
        return self._engine.model

    def warm_up(self) -> None:
        """Load the model now: otherwise the first call pays for it."""
        self._engine.warm_up()

    def transcribe(self, audio: RawAudio, watch: Watch = unwatched) -> Transcript:
        """`language` is "und" where unsure; silence, music, tones and echoes of the other party give no words.

        Loud sound without words is `unwritten`, and so silenced by the redaction: music on hold too.

        Raises TranscriptionFailed, ModelMissing, and what `watch` raises; then nothing of the call is remembered.
        """
        try:
            return self._transcribe(audio, watch)
        finally:
            self._hearer.forget()

    def _transcribe(self, audio: RawAudio, watch: Watch) -> Transcript:
        if audio.duration_ms >= LONG_CALL_MS:
            give_back_freed_memory()
        words: dict[Channel, tuple[Word, ...]] = {}
        votes: list[list[LanguageVote]] = []
        unwritten: list[Window] = []
        for channel, part in zip(audio.channels, _alike(watch, len(audio.channels)), strict=True):
            listened = self._hearer.write_down(audio.channel(channel), audio.rate_hz, self._language, part)
            words[channel] = in_order(listened.words, audio.duration_ms)
            votes.append(listened.votes)
            unwritten += [Window(channel, span.start_ms, span.end_ms) for span in listened.unwritten]
        language = self._language or language_of_call(votes)
        return Transcript(
            turns=interleave(without_echoes(words, audio)),
            language=language,
            duration_ms=audio.duration_ms,
            engine=self.engine,
            model=self.model,
            unwritten=tuple(unwritten),
            aligner=self._hearer.aligner,
        )

    def listen_again(self, audio: RedactedAudio, windows: Sequence[Window], watch: Watch = unwatched) -> Sequence[Turn]:
        """What can still be heard in each window, one turn a window; times on the call's clock.

        Reads only windows with speech in them, several in one pass of the model; a second time, one by one, where that
        made next to nothing of them.
        Raises TranscriptionFailed, ModelMissing, and what `watch` raises.
        """
        try:
            return self._listen_again(audio, windows, watch)
        finally:
            self._hearer.forget()

    def _listen_again(self, audio: RedactedAudio, windows: Sequence[Window], watch: Watch) -> Sequence[Turn]:
        turns: list[Turn] = []
        for channel, part in zip(audio.channels, _alike(watch, len(audio.channels)), strict=True):
            wanted = [window for window in windows if window.channel == channel]
            stretches_ms = [(window.start_ms, window.end_ms) for window in wanted]
            heard = self._hearer.check(audio.channel(channel), audio.rate_hz, stretches_ms, self._language, part)
            words = in_order(heard, audio.duration_ms)
            turns += [turn for window in wanted if (turn := _turn_in(window, words))]
        return sorted(turns, key=lambda turn: (turn.start_ms or 0, turn.channel))


def _alike(watch: Watch, n_parts: int) -> list[Watch]:
    """A watch for each of equal parts of the work."""
    return parts_of(watch, [1 / n_parts] * n_parts)


def _turn_in(window: Window, words: Sequence[Word]) -> Turn | None:
    inside = tuple(
        word for word in words if (word.end_ms or 0) > window.start_ms and (word.start_ms or 0) < window.end_ms
    )
    return Turn.of_words(window.channel, inside) if inside else None
