"""Bank accounts: US routing (ABA, nine digits) and account numbers (4-17), GB sort codes (six) and accounts (eight).

The ninth digit of a routing number checks the others (Nacha Operating Rules), and is asked for nowhere: one misheard
digit breaks the check, one in ten numbers of things passes it, and nine digits are hidden as a bank's unexplained.
"""

from calls.finding import Kind
from redact.cues import cues
from redact.number_rules import NumberRule

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
)  # fmt: skip
