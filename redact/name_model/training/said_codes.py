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


def serial_like_an_order(slots: Slots) -> str:
    """A device's number in a shape that orders and customers have too."""
    if slots.rng.random() < 0.35:
        return serial(slots)
    return slots.number_or_code("DEVICE_SERIAL", slots.pick(*_ANYBODYS), "serial")


def order_like_a_serial(slots: Slots) -> str:
    if slots.rng.random() < 0.35:
        return order(slots)
    return slots.number_or_code("ORDER_NUMBER", slots.pick(*_ANYBODYS), "order")


_ANYBODYS = (
    "00000",
    "000000",
    "0000000",
    "000000000",
    "0000000000",
    "AA00000",
    "AA-00000",
    "AAA00000",
    "AA0000A",
    "A00-0000000",
    "AA-A-0000",
    "A000-00A",
    "0000-0000",
    "AAA-AAA-00000",
    "00A0000",
    "AAA0AA00",
)
"""Shapes of numbers that machines and orders share."""


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


def memorable_date(slots: Slots) -> str:
    day, month = slots.rng.randint(1, 28), slots.rng.choice(invented.MONTHS)
    full = sayings.date(
        day, 1 + slots.rng.randrange(12), slots.rng.randint(1955, 2020), invented.MONTHS, slots.style, slots.rng
    )
    return mark(
        "CREDENTIAL",
        slots.pick(f"{month} {sayings.ordinal(day)}", f"the {sayings.ordinal(day)} of {month}", full, full),
    )


def expiry(slots: Slots) -> str:
    month, year = slots.rng.randint(1, 12), slots.rng.randint(26, 34)
    slots.values["expiry"] = f"{month}/{year}"
    return mark("CARD_EXPIRY", _expiry(slots, month, year))


def expiry_again(slots: Slots) -> str:
    month, _, year = slots.values.get("expiry", "4/28").partition("/")
    return mark("CARD_EXPIRY", _expiry(slots, int(month), int(year)))


def expiry_month(slots: Slots) -> str:
    month = slots.rng.randint(1, 12)
    slots.values["expiry"] = f"{month}/{slots.rng.randint(26, 34)}"
    return mark(
        "CARD_EXPIRY",
        slots.pick(
            invented.MONTHS[month - 1],
            below_hundred_with_oh(month),
            f"{month:02}",
            f"the {sayings.ordinal(month)} month",
        ),
    )


def expiry_year(slots: Slots) -> str:
    year = int(slots.values.get("expiry", "4/28").partition("/")[2])
    said = sayings.below_hundred(year)
    return mark("CARD_EXPIRY", slots.pick(said, f"twenty {said}", f"20{year}", str(year), f"two thousand {said}"))


def _expiry(slots: Slots, month: int, year: int) -> str:
    name, short, oh = invented.MONTHS[month - 1], sayings.below_hundred(year), below_hundred_with_oh(month)
    bare = sayings.below_hundred(month)
    if slots.style is Style.RECOGNISER:
        return slots.pick(
            f"{month:02}/{year}",
            f"{month:02}-{year}",
            f"{month}/{year}",
            f"{name} 20{year}",
            f"{name} {year}",
            f"{name} of {year}",
            f"{name[:3]} {year}",
            f"{month} {year}",
            f"{month:02}{year}",
            f"{month:02}, {year}",
            f"{month:02} 20{year}",
            f"{month:02}/20{year}",
            f"0 {month} {year}" if month < 10 else f"{month} of {year}",
            f"{month} slash {year}",
            f"{name} 20{year}, {month:02}/{year}",
            f"0-{month}-{year}" if month < 10 else f"{month}-20{year}",
            f"{name}, {year}",
            f"the end of {name} 20{year}",
        )
    digit = "zero" if year % 10 == 0 else sayings.below_hundred(year % 10)
    return slots.pick(
        f"{oh} {short}",
        f"{name} {short}",
        f"{bare} {short}",
        f"{bare} {short}",
        f"{name} of twenty {short}",
        f"{name} of {short}",
        f"{name} twenty {short}",
        f"{name} two thousand {slots.pick('and ', '')}{short}",
        f"{oh} slash {short}",
        f"{bare} slash {short}",
        f"{bare} stroke {short}",
        f"zero {bare} {short}" if month < 10 else f"{bare} of {short}",
        f"zero {bare}, two {digit}" if month < 10 and year < 30 else f"{bare} over {short}",
        f"the {sayings.ordinal(month)} month of {slots.pick('twenty ', '')}{short}",
        f"the {sayings.ordinal(month)} of {short}",
        f"the end of {name} {short}",
        f"{oh}, {short}",
        f"{oh} um {short}",
        f"{oh} twenty {short}",
        f"{oh}, twenty {short}",
        f"{name}, twenty {short}",
        f"the {sayings.ordinal(month)} month, {short}",
        f"month {bare}, year {short}",
        f"{bare} dash {short}",
        f"{name} of the year {short}",
        f"{oh} of {short}",
    )
