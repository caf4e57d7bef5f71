"""From whatever lay in the spool to a transcript: sound is recognised, a text conversation is taken as it is."""

from calls.audio import RawRecording
from calls.ports.spool import RawConversation
from calls.ports.transcribers import Transcriber, Watch, unwatched
from calls.transcript import Transcript
from pipeline.text_language import language_of_text


def write_down(raw: RawRecording | RawConversation, transcriber: Transcriber, watch: Watch = unwatched) -> Transcript:
    """The call's words. A text conversation has no times.

    Raises TranscriptionFailed, ModelMissing, and what `watch` raises.
    """
    if isinstance(raw, RawConversation):
        return Transcript(raw.turns, language=language_of_text(raw.turns), duration_ms=0, engine="text")
    return transcriber.transcribe(raw.audio, watch)
