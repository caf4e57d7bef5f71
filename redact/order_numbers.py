"""Order, tracking and case numbers: found, kept readable in the archive by default, hidden in training samples."""

from calls.finding import Kind
from redact.cues import cues
from redact.number_rules import NumberRule

RULE = NumberRule(
    kind=Kind.ORDER_NUMBER,
    cues=cues(
        Kind.ORDER_NUMBER,
        "order number", "order is", "your order is", "order no", "order id", "order numbers", "tracking number",
        "tracking", "case number",
        "ticket number", "reference number", "confirmation number", "invoice number", "reservation number",
        "booking number", "claim number", "booking reference", "return number", "rma number", "case id", "work order",
        "complaint number", "repair number", "confirmation code", "older number", "odor number", "parcel number",
        "trade in number",
    ),
    expected=range(4, 23),
    part_from=3,
    takes_letters=True,
)  # fmt: skip
