"""Which words of a call show that it is somebody's, by how sure the name model is of them and whether a rule agrees.

Of 516 calls of three splits that the model had not learnt from, every one that held something had a word of 0.98. Of
780 that held nothing 23 had a word of 0.85: mostly the number of a thing, or a word taken for a name, and hardly ever
one that a rule had explained as the same (`docs/decisions/0046-what-a-rule-agrees-with.md`).
"""

from calls.finding import KEPT_IN_ARCHIVE, Finding, Kind
from redact.confidence_levels import level
from redact.model_shares import Shares
from redact.name_model.marks import WEIGHT
from redact.weighed_words import SURELY

SURELY_A_NAME = level("signs_of_somebody", "surely_a_name")
SURELY_SOMEBODYS = level("signs_of_somebody", "surely_somebodys")
"""The shares of a word that needs no rule beside it."""
_LEAST = {
    Kind.PERSON: SURELY_A_NAME,
    Kind.ADDRESS: SURELY_A_NAME,
    Kind.CUSTOMER_ID: SURELY_SOMEBODYS,
    Kind.DEVICE_SERIAL: SURELY_SOMEBODYS,
    Kind.IP_ADDRESS: SURELY_SOMEBODYS,
    Kind.PHONE: SURELY_SOMEBODYS,
}
"""By kind, of what the model takes names and numbers of things for."""


def signs_of_somebody(shares: Shares, *, is_whole: bool) -> list[Finding]:
    """The words by which a call is somebody's, orders' numbers left aside. In a piece of a call, in which there is
    little to go by, any that the model is sure of."""
    sure = [word for word in shares.words(SURELY) if word.kind not in KEPT_IN_ARCHIVE]
    if not is_whole:
        return sure
    return [word for word in sure if word.confidence >= _LEAST.get(word.kind, SURELY) * WEIGHT or shares.is_ruled(word)]
