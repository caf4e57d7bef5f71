"""Chapter one: one call, from spool to archive."""

from calls.audit import AuditEvent, Did
from calls.consent import SpokenWish
from calls.lifecycle import State
from calls.ports.archive import ArchivedCall
from calls.ports.transcribers import Watch, parts_of, unwatched
from calls.ports.work_table import Claim
from calls.retention import tags_for
from pipeline.heed_objection import heed_objection
from pipeline.tools import Tools
from pipeline.write_down import write_down
from redact.callers_wish import callers_wish
from redact.find_secrets import find_secrets
from redact.look_and_mask import look_and_mask
from redact.read_again import read_again
from redact.redact_call import redact_call

SHARES = (0.4, 0.6)
"""Of the work: to hear the call, and to look at it again with the slower engine."""


def process_call(claim: Claim, tools: Tools, watch: Watch = unwatched) -> ArchivedCall:
    """Turn one captured call into redacted, checked, tagged, archived artefacts.

    Every step may run twice. A caller who says that they object is heeded like one who pressed the key. What
    the second look doubts twice is kept in quarantine, in its redacted form only. `watch` is told how far the work
    is, and may end it.

    Raises:
        BadInput: what was handed in is no recording; the worker ends the call as failed.
        StepFailed: the worker tries again, then quarantines without artefacts.
        Superseded: an objection, an erasure or another worker came first; nothing was published.
        Unavailable: a part we depend on does not answer; the worker puts the call back.
    """
    hearing, looking = parts_of(watch, SHARES)
    tools.work.advance(claim, State.TRANSCRIBING)
    raw = tools.spool.open(claim.call_id)
    transcript = write_down(raw, tools.transcriber, hearing)
    said = callers_wish(transcript.turns)
    if said.wish is SpokenWish.OBJECTS:
        return heed_objection(claim, tools)

    tools.work.advance(claim, State.REDACTING)
    findings = find_secrets(transcript.turns, tools.detectors)
    findings = read_again(transcript.turns, findings, tools.detectors)
    redacted = redact_call(
        raw,
        transcript,
        findings,
        placeholders=tools.put_labels,
        doubted=said.turns,
        mask_sound=tools.mask_sound,
    )
    redacted, certificate = look_and_mask(
        redacted, tools.checking_transcriber, tools.detectors, clock=tools.clock, watch=looking
    )

    tags = tags_for(tools.retention_rules, now=tools.clock.now())
    archived = tools.archive.keep(
        redacted, certificate, tags, claim=claim, audit=AuditEvent(Did.ARCHIVED, "worker", claim.call_id)
    )
    tools.spool.destroy(claim.call_id)
    return archived
