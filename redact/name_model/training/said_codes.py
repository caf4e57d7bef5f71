"""Numbers of customers, devices, documents and orders, and dates, as they are said."""

from redact.name_model.training import invented, sayings
from redact.name_model.training.said_places import below_hundred_with_oh
from redact.name_model.training.sayings import Style
from redact.name_model.training.slots import Slots, mark


def customer(slots: Slots) -> str:
    shapes = (
        "000000",
        "0000000",
        "00000000",
        "0000000000",
        "00-00000",
        "AA000000",
        "A0000000",
        "AAA-0000",
        "AA00000",
        "0000-AAA",
    )
    shape = slots.pick(*shapes)
    return slots.number_or_code("CUSTOMER_ID", shape, "customer")


def serial(slots: Slots) -> str:
    if slots.rng.random() < 0.1:
        slots.values["serial"] = (
            f"{slots.pick('desktop', 'laptop', 'pc', 'srv', 'lon', 'nyc')}-"
            f"{slots.rng.choice(slots.words)}{slots.rng.randint(1, 99)}"
        )
        return mark("DEVICE_SERIAL", slots.values["serial"].replace("-", slots.pick("-", " dash ", " ")))
    return slots.code(
        "DEVICE_SERIAL",
        slots.pick(
            "????????",
            "?????????",
            "??????????",
            "????????????",
            "AA00AA0000",
            "A0A00000",
            "00A0000000",
            "AAA000000",
            "A00-0000000",
            "FF:FF:FF:FF:FF:FF",
            "FF:FF:FF:FF:FF:FF",
            "8944000000000000000",
            "890000000000000000",
            "AAAA00000000",
            "0000000000",
        ),
        "serial",
    )


def document(slots: Slots) -> str:
    shape = slots.pick(
        "A0000000",
        "000000000",
        "AA000000A",
        "A000000000000",
        "0000000000",
        "AA000000",
        "A00-000-000",
        "0AA0-AA0-AA00",
        "00000000",
    )
    return slots.number_or_code("ID_DOCUMENT", shape, "document")


def order(slots: Slots) -> str:
    shape = slots.pick(
        "00000", "000000", "00000000", "AA00000", "AAAAAA", "A0A0A0", "000-0000000", "1Z0000000000", "AAA00000"
    )
    return slots.number_or_code("ORDER_NUMBER", shape, "order")


def birth(slots: Slots) -> str:
    said = sayings.date(
        slots.rng.randint(1, 30),
        slots.rng.randint(1, 12),
        slots.rng.randint(1935, 2008),
        invented.MONTHS,
        slots.style,
        slots.rng,
    )
    return mark("DATE_OF_BIRTH", said)


def expiry(slots: Slots) -> str:
    month, year = slots.rng.randint(1, 12), slots.rng.randint(26, 33)
    said = (
        slots.pick(
            f"{month:02}/{year}",
            f"{month:02}-{year}",
            f"{invented.MONTHS[month - 1]} 20{year}",
            f"{month} {year}",
            f"{month:02}{year}",
        )
        if slots.style is Style.RECOGNISER
        else slots.pick(
            f"{below_hundred_with_oh(month)} {sayings.below_hundred(year)}",
            f"{invented.MONTHS[month - 1]} {sayings.below_hundred(year)}",
            f"{sayings.below_hundred(month)} {sayings.below_hundred(year)}",
            f"{invented.MONTHS[month - 1]} of twenty {sayings.below_hundred(year)}",
        )
    )
    return mark("CARD_EXPIRY", said)
