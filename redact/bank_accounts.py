"""Bank accounts: US routing (ABA, nine digits) and account numbers (4-17), GB sort codes (six) and accounts (eight).

The ninth digit of a routing number checks the others, the first two name a Federal Reserve district (Nacha Operating
Rules; ABA Routing Number Policy). That only tells which kind nine digits are: one misheard digit breaks the check.
"""

from calls.finding import Kind
from redact.cues import cues
from redact.number_rules import NumberRule, NumberShape

_DISTRICTS = frozenset((*range(13), *range(21, 33), *range(61, 73), 80))
_WEIGHTS = (3, 7, 1) * 3


def can_be_routing_number(digits: str) -> bool:
    """Whether nine digits begin with a district and their weighted sum is a multiple of ten."""
    if len(digits) != len(_WEIGHTS) or int(digits[:2]) not in _DISTRICTS:
        return False
    return sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 10 == 0


def sure_without_cue(shape: NumberShape) -> float | None:
    return 0.6 if not shape.letters and can_be_routing_number(shape.digits) else None


RULE = NumberRule(
    kind=Kind.BANK_ACCOUNT,
    cues=cues(
        Kind.BANK_ACCOUNT,
        "routing number", "routing", "account and routing", "bank account", "checking account", "savings account",
        "sort code", "sortcode", "sorcode", "sorkode", "sword code", "aba number", "direct debit",
        "bank account number",
        "swift", "bank details", "account number is", "and the account", "the account is", "checking account number",
        "what account", "which account", "account it came", "account it comes", "account it", "account should it",
        "old account", "new account", "old account number", "new account number", "bank info", "bank information",
        "account to pay", "account to debit", "pay it from", "account for the", "account to use", "giro",
        "account and sort code", "branch code", "transit number", "institution number", "wire it to", "wire",
        "paid to", "paid into", "pay into", "pay it into",
    ),
    expected=range(5, 20),
    part_from=3,
    alone=sure_without_cue,
)  # fmt: skip
