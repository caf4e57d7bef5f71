"""Passports (ICAO Doc 9303: up to nine letters and digits), driving licences, national insurance and health numbers.

States and countries follow forms of their own, so that a cue must name them.
"""

from calls.finding import Kind
from redact.cues import cues
from redact.number_rules import NumberRule

RULE = NumberRule(
    kind=Kind.ID_DOCUMENT,
    cues=cues(
        Kind.ID_DOCUMENT,
        "passport number", "passport", "drivers license", "driving licence", "license number",
        "license plate", "licence plate", "state id", "green card", "vin", "id number",
        "i d number", "registration of the", "registration number", "reg number",
        "national id", "identity card", "id card", "visa number", "residence permit", "medicare number",
        "medicaid number", "nhs number", "license plates",
        "driver license", "drivers licence", "driver licence", "driving license", "license and state",
        "registration plate", "number plate", "number plates", "plate number",
    ),
    expected=range(4, 20),
    part_from=3,
    takes_letters=True,
)  # fmt: skip
