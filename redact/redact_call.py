"""A call with its secrets hidden, in text and sound."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from calls.audio import MaskSound, RawAudio, RawRecording
from calls.call import CallId
from calls.finding import KEPT_IN_ARCHIVE, Finding, Kind
from calls.ports.spool import RawConversation
from calls.redacted import MaskedSpan, RedactedCall
from calls.transcript import Transcript
from redact.cut_values import cut_values
from redact.mask_audio import AudioMask, close_gaps, echo_masks, mask_audio, masks_of_findings
from redact.mask_text import Placeholders, mask_text, put_labels
from redact.speech_edges import fit_to_speech
from redact.value_numbers import value_numbers


def redact_call(
    raw: RawRecording | RawConversation,
    transcript: Transcript,
    findings: Sequence[Finding],
    *,
    kept: Collection[Kind] = KEPT_IN_ARCHIVE,
    placeholders: Placeholders = put_labels,
    doubted: Sequence[int] | None = None,
    mask_sound: MaskSound = MaskSound.TONE,
) -> RedactedCall:
    """Hide `findings` (merged ones, of this transcript) in a call from the spool. `doubted`: turns that may refuse the
    recording.

    Raises FindingWithoutTimes when there is sound and a hidden finding's milliseconds are unknown.
    """
    audio = raw.audio if isinstance(raw, RawRecording) else None
    redacted = redact_text_and_sound(
        raw.call_id, audio, transcript, findings, kept=kept, placeholders=placeholders, mask_sound=mask_sound
    )
    return redacted if doubted is None else replace(redacted, doubted=tuple(doubted))


def redact_text_and_sound(
    call_id: CallId,
    audio: RawAudio | None,
    transcript: Transcript,
    findings: Sequence[Finding],
    *,
    kept: Collection[Kind] = KEPT_IN_ARCHIVE,
    placeholders: Placeholders = put_labels,
    mask_sound: MaskSound = MaskSound.TONE,
) -> RedactedCall:
    """The same for sound and transcript that come from elsewhere (`redact-audio`)."""
    hidden = [finding for finding in findings if finding.kind not in kept]
    turns, places = mask_text(transcript.turns, hidden, kept=(), placeholders=placeholders)
    numbers = value_numbers(transcript.turns, hidden)
    spans = tuple(replace(place, value_number=number) for place, number in zip(places, numbers, strict=True))
    if audio is None:
        return RedactedCall(
            call_id, transcript.language, transcript.duration_ms, turns, spans, tuple(findings), audio=None
        )
    own = masks_of_findings(transcript.turns, hidden, audio.duration_ms)
    own = fit_to_speech(audio, transcript.turns, own, over_words=cut_values(transcript.turns, hidden))
    own = close_gaps(own, hidden)
    masks = (*own, *echo_masks(audio, transcript.turns, own))
    return RedactedCall(
        call_id=call_id,
        language=transcript.language,
        duration_ms=audio.duration_ms,
        turns=turns,
        masks=tuple(_masked_span(mask, spans) for mask in masks),
        findings=tuple(findings),
        audio=mask_audio(audio, masks, transcript.unwritten, mask_sound=mask_sound),
        unwritten=transcript.unwritten,
        written_with=transcript.versions,
    )


def _masked_span(mask: AudioMask, spans: Sequence[MaskedSpan]) -> MaskedSpan:
    """The label of the finding a mask hides, with the mask's own channel and milliseconds."""
    return replace(spans[mask.finding], channel=mask.channel, start_ms=mask.start_ms, end_ms=mask.end_ms)
