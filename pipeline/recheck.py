"""Archived calls checked again when rules or models got better: what still looks personal is masked further.

Each call is a step of its own that runs to its end or not at all, and its certificate says by which versions it was
checked. So a run that was killed goes on where it was: what is done is not due any more.

| What happened                             | What follows                                                   |
|-------------------------------------------|----------------------------------------------------------------|
| something personal is found               | masked in text and sound; new objects, old ones deleted        |
| nothing is found                          | the certificate names today's versions                         |
| the caller objects in so many words       | heeded: the call is erased, as it would be on its way in       |
| what may be an objection                  | told, for a person to look at; the call stays                  |
| a legal hold                              | told; the call stays as it is, bit for bit (P9)                |
| an objection, erasure or expiry meanwhile | it wins; nothing of ours remains                               |
| any error of one call                     | told by its code; the call stays as it was and due; others go on |
| store or database do not answer           | the run ends; the next one goes on                             |
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from calls.audit import AuditEvent, Did
from calls.call import CallId
from calls.consent import Means, SpokenWish
from calls.errors import ArtefactDamaged, HushtapeError, NotFound, Superseded, Unavailable, WrongState
from calls.finding import Kind
from calls.ports.archive import Archive
from calls.ports.audit_log import AuditLog
from calls.ports.clock import Clock
from calls.ports.detector import Detector
from calls.ports.kept_calls import KeptCall, KeptCalls
from calls.redacted import Check, RedactedCall
from calls.transcript import Turn
from redact.callers_wish import callers_wish
from redact.certificate import certify_again, versions_of
from redact.mask_further import MaskedFurther, mask_further
from redact.mask_text import Placeholders
from redact.second_look import blanked

CHECK = "checked again"


class Outcome(StrEnum):
    UNCHANGED = "unchanged"
    MASKED_FURTHER = "masked_further"
    OBJECTED = "objected"
    """The caller said no, and was not heard before."""
    HELD = "held"
    """Under a legal hold: not touched."""
    GONE = "gone"
    """Objected to, erased, expired or changed by somebody else meanwhile."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Rechecked:
    """What became of one call; kinds and counts only."""

    call_id: CallId
    outcome: Outcome
    kinds: tuple[Kind, ...] = ()
    """Of the values that were masked, in order."""
    whole_turns: int = 0
    is_doubtful: bool = False
    """The caller may have objected."""
    reason: str | None = None
    """An error's code."""


@dataclass(frozen=True, slots=True)
class Rechecker:
    kept_calls: KeptCalls
    archive: Archive
    audit_log: AuditLog
    detectors: Sequence[Detector]
    put_labels: Placeholders
    clock: Clock
    actor: str

    def due(self) -> Sequence[CallId]:
        """Archived calls that were checked by other rules or detectors than today's, oldest first."""
        return self.kept_calls.certified_otherwise(dict(versions_of(self.detectors)))

    def recheck(self, call_ids: Sequence[CallId], *, dry_run: bool = False) -> Iterator[Rechecked]:
        """Check these calls one by one. With `dry_run` nothing is changed, and the audit log is told of the look before
        any is taken. Raises Unavailable."""
        if dry_run:
            self.audit_log.append(
                AuditEvent(Did.RECHECKED, self.actor, None, {"calls": len(call_ids), "dry_run": True})
            )
        for call_id in call_ids:
            yield self._recheck_one(call_id, dry_run=dry_run)

    def _recheck_one(self, call_id: CallId, *, dry_run: bool) -> Rechecked:
        try:
            kept = self.kept_calls.open(call_id)
            if kept.held:
                return Rechecked(call_id, Outcome.HELD)
            return self._check(kept, dry_run=dry_run)
        except (Superseded, NotFound, WrongState) as error:
            return Rechecked(call_id, Outcome.GONE, reason=error.code)
        except ArtefactDamaged as error:
            return Rechecked(call_id, Outcome.FAILED, reason=error.code)
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001 - one call that cannot be read must not keep the archive waiting
            reason = error.code if isinstance(error, HushtapeError) else f"unexpected {type(error).__name__}"
            return Rechecked(call_id, Outcome.FAILED, reason=reason)

    def _check(self, kept: KeptCall, *, dry_run: bool) -> Rechecked:
        wish = wish_in(kept.redacted)
        if wish is SpokenWish.OBJECTS:
            if not dry_run:
                audit = AuditEvent(Did.OBJECTED, "caller", kept.call_id)
                self.archive.object_to(kept.call_id, how=Means.SPOKEN, audit=audit)
            return Rechecked(kept.call_id, Outcome.OBJECTED)
        further = mask_further(kept.redacted, self.detectors, placeholders=self.put_labels)
        if not dry_run:
            self._keep(kept, further, wish)
        outcome = Outcome.MASKED_FURTHER if further.kinds else Outcome.UNCHANGED
        is_doubtful = wish is SpokenWish.DOUBTFUL
        return Rechecked(kept.call_id, outcome, further.kinds, further.whole_turns, is_doubtful)

    def _keep(self, kept: KeptCall, further: MaskedFurther, wish: SpokenWish) -> None:
        check = Check(CHECK, True, f"{_counted(further.kinds)}; spoken objection: {wish.value}")
        certificate = certify_again(kept.certificate, check, self.detectors, checked_at=self.clock.now())
        counts = {kind.value: count for kind, count in sorted(Counter(further.kinds).items())}
        detail = {"masked": len(further.kinds), "whole_turns": further.whole_turns, "wish": wish.value, **counts}
        audit = AuditEvent(Did.RECHECKED, self.actor, kept.call_id, detail | dict(versions_of(self.detectors)))
        if further.kinds:
            self.kept_calls.replace(kept, further.redacted, certificate, audit=audit)
        else:
            self.kept_calls.certify_again(kept, certificate, audit=audit)


def wish_in(redacted: RedactedCall) -> SpokenWish:
    """What the caller of a redacted call wishes, as the second look reads it."""
    return callers_wish([Turn.of_text(turn.channel, blanked(turn.text)) for turn in redacted.turns]).wish


def _counted(kinds: Sequence[Kind]) -> str:
    named = ", ".join(sorted({kind.value for kind in kinds}))
    return f"{len(kinds)} value{'' if len(kinds) == 1 else 's'} masked further" + (f" ({named})" if named else "")
