"""Makers' serial numbers and others of one device: MAC addresses (IEEE 802), SIM cards (ITU-T E.118), asset tags.

Makers follow no common form, so that a serial number is known by its cue alone.
"""

from calls.finding import Kind
from redact.cues import cues
from redact.number_rules import NumberRule

RULE = NumberRule(
    kind=Kind.DEVICE_SERIAL,
    cues=cues(
        Kind.DEVICE_SERIAL,
        "serial number", "serial", "cereal number", "cereal", "device serial", "mac address", "mac addresses", "meid",
        "eid number",
        "iccid", "sim card number", "sim number", "service tag", "serial on", "serials", "s n", "product serial",
        "the serial", "asset tag", "device id", "device i d", "device number", "hardware id", "unit id", "esn",
        "number on the sim",
        "on the sim", "sim card", "smart card", "smart card number", "viewing card", "box number", "receiver number",
        "meter serial", "computer name", "hostname", "host name", "machine name", "device name", "number on the back",
        "number on the sticker", "on the label", "on the sticker", "under the barcode", "beneath the barcode",
        "starts with", "begins with", "imsi", "uuid", "equipment id", "product id",
    ),
    expected=range(4, 24),
    part_from=3,
    takes_letters=True,
)  # fmt: skip
