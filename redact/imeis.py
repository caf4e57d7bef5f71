"""Device identities: IMEI (3GPP TS 23.003: 15 digits, the last by Luhn) and makers' serial numbers."""

from calls.finding import Kind
from redact.cues import cues
from redact.number_rules import NumberRule

RULE = NumberRule(
    kind=Kind.IMEI,
    cues=cues(Kind.IMEI, "imei", "i m e i", "ime", "imi", "i m e", "imeis", "imai", "star hash zero six"),
    expected=range(12, 20),
    part_from=4,
)

SERIAL_RULE = NumberRule(
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
