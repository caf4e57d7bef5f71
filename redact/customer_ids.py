"""Customer, policy and membership numbers: anything that leads a company to one person. Every company has a form of its
own, so that a cue or the company (`company_numbers`) must name them."""

from calls.finding import Kind
from redact.cues import Cue, cues
from redact.number_rules import NumberRule

_WHOSE = (
    "customer", "client", "account", "member", "membership", "policy", "patient", "subscriber", "subscription",
    "loyalty",
    "rewards", "reward", "student", "staff", "employee", "user", "contract", "agreement", "plan", "group", "donor",
    "supporter", "agent", "badge", "player", "mileage", "miles", "frequent flyer", "library card", "tenant",
    "tenancy",
    "council tax", "landlord", "participant", "enrolment", "enrollment", "payroll", "personnel", "worker",
    "medical record",
    "chart", "hospital", "record", "profile", "crew", "supplier", "vendor", "partner", "dealer", "merchant",
    "store card",
    "club", "insurance", "insurance card", "subscriber's", "beneficiary", "claimant", "customer account",
    "utility account",
    "energy account", "gas account", "electric account", "water account", "mortgage", "loan", "pension", "investor",
    "scheme", "card holder", "caseworker", "adviser", "advisor", "operator", "alumni", "voter", "applicant",
    "candidate",
)  # fmt: skip
_WHAT = ("number", "i d", "id", "code", "no", "numbers", "i d number", "id number", "reference", "ref", "digits")


def _combined() -> tuple[Cue, ...]:
    """ "customer number", "member id", "policy reference" and so on."""
    return cues(Kind.CUSTOMER_ID, *(f"{whose} {what}" for whose in _WHOSE for what in _WHAT))


RULE = NumberRule(
    kind=Kind.CUSTOMER_ID,
    cues=_combined()
    + cues(
        Kind.CUSTOMER_ID,
        "customer number", "customer id", "customer i d", "account number", "account id", "member number",
        "member id",
        "membership number", "policy number", "policy", "client number", "loyalty number", "user id",
        "rewards number",
        "frequent flyer", "patient number", "subscriber number", "contract number", "badge", "badge number",
        "student number", "student id", "staff number", "staff id",
        "employee number", "employee id", "player id", "gamertag", "gamer tag", "screen name", "patient id",
        "library card",
        "subscription number", "member i d", "crew number", "supplier number", "vendor number", "donor number",
        "case worker", "client id", "rewards number's",
        "rewards card", "loyalty card", "clubcard", "points card", "member i d",
        "membership id", "customer reference", "account reference", "user number", "username", "user name",
        "mrn", "on your library card", "library card", "top of your bill", "top of the bill", "on your bill",
        "your bill says",
        "your reference", "my reference", "online id", "employee badge", "log in with", "logging in with",
        "login name", "login id",
        "your account", "my account",
    ),
    expected=range(4, 17),
    part_from=3,
    takes_letters=True,
)  # fmt: skip
