"""A caller said that they object, and a recogniser wrote it down."""

from calls.audit import AuditEvent, Did
from calls.consent import Means
from calls.ports.archive import ArchivedCall
from calls.ports.work_table import Claim
from pipeline.tools import Tools


def heed_objection(claim: Claim, tools: Tools) -> ArchivedCall:
    """The same as an objection by key or over the API: the row becomes a tombstone, then the raw sound is destroyed.

    A worker that dies between the two leaves the sound to the housekeeper. Raises NotFound, Unavailable.
    """
    audit = AuditEvent(Did.OBJECTED, "caller", claim.call_id)
    state = tools.archive.object_to(claim.call_id, how=Means.SPOKEN, audit=audit)
    tools.spool.destroy(claim.call_id)
    return ArchivedCall(claim.call_id, state, tags=(), certificate=None)
