"""Serial numbers and other numbers of one device."""

from calls.finding import Kind
from tests.redact.kinds.rows import Hit, NearMiss

KIND = Kind.DEVICE_SERIAL

HITS: tuple[Hit, ...] = (
    Hit(("The MAC addresses 001A2B3C4D5D.",), "base"),
    Hit(("agent: What's the serial number?", "K7Q40912ZX."), "an answer", "[DEVICE_SERIAL]."),
    Hit(("the serial is s n four four one seven b nine two",), "spelled, lower case", "the serial is [DEVICE_SERIAL]"),
    Hit(("agent: And the service tag?", "Seven H Q four double two."), "letters and a doubled digit"),
    Hit(("the cereal number is seven seven three four oh nine one two",), "serial misheard"),
    Hit(("The SIM number is 8944 1234 5678 9012 345.",), "nineteen digits, a SIM card's"),
    Hit(("The MAC address is 00:1A:2B:3C:4D:5E.",), "a MAC address with colons", "The MAC address is [DEVICE_SERIAL]."),
    Hit(("It's on the sticker, asset tag double oh four two one.",), "an asset tag"),
    Hit(
        ("agent: Serial number?", "Kilo seven, Quebec four oh nine, one two Zulu"),
        "by the spelling alphabet",
        "[DEVICE_SERIAL]",
    ),
)

NEAR_MISSES: tuple[NearMiss, ...] = (
    NearMiss(("My cereal cost 4 dollars and 29 cents.",), "breakfast, and money"),
    NearMiss(("I watched a serial for 45 minutes.",), "a serial on television"),
    NearMiss(("It is model number WH-1000XM4.",), "a model: letters and digits"),
    NearMiss(("It starts with 44.",), "two digits of anything"),
    NearMiss(("the firmware version is 4.2.19",), "a version"),
    NearMiss(("agent: The box holds 24 cans.",), "a quantity in a box"),
    NearMiss(("The IMEI is 35-209900-176148-1.",), "a mobile's IMEI", Kind.IMEI),
    NearMiss(("the ip address is 192.0.2.1",), "an internet address", Kind.IP_ADDRESS),
    NearMiss(("The order number is K7 409 12.",), "an order's", Kind.ORDER_NUMBER),
)
