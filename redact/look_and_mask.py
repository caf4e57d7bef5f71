"""The second look, and what it still hears masked as well: then it looks once more, and its word stands.

The other engine may hear a secret where the first wrote something else. To mask that stretch costs a second of speech;
to quarantine the call costs the call. Bounded: a few short stretches, a share of the call in all by what really becomes
masked (a word of which only the turn's times are known takes its whole turn along), one more look, and nothing a person
doubted (an objection, the language) is passed by.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from calls.call import Channel
from calls.ports.clock import Clock
from calls.ports.detector import Detector
from calls.ports.transcribers import CheckingTranscriber, Watch, parts_of, unwatched
from calls.redacted import Certificate, Check, MaskedSpan, RedactedCall, Verdict
from calls.review import Widening
from redact.confidence_levels import level
from redact.second_look import DIGITS_CHECK, SOUND_CHECK, Look, look
from redact.widen_masks import widen_masks

LONGEST_STRETCH_MS = 6_000
MOST_STRETCHES = 8
MOST_WIDENED_SHARE = level("look_and_mask", "most_widened_share")
"""Of the call: where more than this is still heard, the first engine did not understand it; a person has to look."""
LEAST_ALLOWED_MS = 4_000
"""In a short call a tenth is not enough for one name."""
SHARES = (0.6, 0.4)
"""Of the work, each look; most calls need one."""
WIDENED_CHECK = "masked after a first look"


def look_and_mask(
    redacted: RedactedCall,
    checking_transcriber: CheckingTranscriber,
    detectors: Sequence[Detector],
    *,
    clock: Clock,
    watch: Watch = unwatched,
) -> tuple[RedactedCall, Certificate]:
    """The call, masked further where the second look still heard something, and the certificate of what is handed back.

    A detector's or the engine's failure is raised, not swallowed, and so is what `watch` raises.
    """
    once, again = parts_of(watch, SHARES)
    first = look(redacted, checking_transcriber, detectors, clock=clock, watch=once)
    if not _is_curable(first):
        return redacted, first.certificate
    widened = redacted
    for stretch in first.heard:
        widened = widen_masks(widened, stretch)
    widened = replace(widened, findings=redacted.findings)
    came_ms = _newly_masked_ms(redacted, widened, first.heard)
    if came_ms > max(LEAST_ALLOWED_MS, int(MOST_WIDENED_SHARE * redacted.duration_ms)):
        return redacted, first.certificate
    second = look(widened, checking_transcriber, detectors, clock=clock, watch=again)
    return widened, _noted(second.certificate, len(first.heard), came_ms)


def _is_curable(first: Look) -> bool:
    failed = {check.name for check in first.certificate.checks if not check.passed}
    lengths = [stretch.end_ms - stretch.start_ms for stretch in first.heard]
    if first.certificate.verdict is Verdict.CLEAN or not lengths or not failed <= {DIGITS_CHECK, SOUND_CHECK}:
        return False
    return len(lengths) <= MOST_STRETCHES and max(lengths) <= LONGEST_STRETCH_MS


def _newly_masked_ms(before: RedactedCall, after: RedactedCall, heard: Sequence[Widening]) -> int:
    """How long, on either channel, something is masked `after` that was not `before`; what was `heard` is masked."""
    came = np.zeros(before.duration_ms, np.bool_)
    for channel in before.audio.channels if before.audio is not None else ():
        was = _masked(before, before.masks, channel)
        came |= _masked(after, [*after.masks, *heard], channel) & ~was
    return int(np.count_nonzero(came))


def _masked(call: RedactedCall, stretches: Sequence[MaskedSpan | Widening], channel: Channel) -> NDArray[np.bool_]:
    """[duration_ms]: whether each millisecond of a channel lies in one of the stretches, or is silenced."""
    masked = np.zeros(call.duration_ms, np.bool_)
    for one in (*stretches, *call.unwritten):
        if one.channel is channel and one.start_ms is not None and one.end_ms is not None:
            masked[max(0, one.start_ms) : one.end_ms] = True
    return masked


def _noted(certificate: Certificate, n_stretches: int, masked_ms: int) -> Certificate:
    """That it took two looks, and how much more is masked since."""
    note = Check(WIDENED_CHECK, passed=True, detail=f"{n_stretches} stretches, {masked_ms} ms")
    return replace(certificate, checks=(*certificate.checks, note))
