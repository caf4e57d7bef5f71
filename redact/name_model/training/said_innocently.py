"""Numbers, times and names of things that are no secrets."""

from redact.name_model.training import invented, sayings
from redact.name_model.training.sayings import Style
from redact.name_model.training.slots import LETTERS, Slots


def small_number(slots: Slots) -> str:
    value = slots.rng.choice((slots.rng.randint(2, 12), slots.rng.randint(2, 99)))
    return str(value) if slots.style is Style.RECOGNISER or slots.rng.random() < 0.4 else sayings.below_hundred(value)


def clock(slots: Slots) -> str:
    hour = slots.rng.randint(1, 12)
    return slots.pick(
        f"{hour}",
        f"{hour}:{slots.pick('00', '15', '30', '45')}",
        f"{sayings.below_hundred(hour)} {slots.pick('thirty', 'fifteen', 'o clock', 'am', 'pm')}",
        f"{hour} {slots.pick('am', 'pm', 'AM')}",
        "noon",
    )


def year(slots: Slots) -> str:
    year = slots.rng.randint(2008, 2026)
    return slots.pick(str(year), f"twenty {sayings.below_hundred(year - 2000)}", str(year))


def version(slots: Slots) -> str:
    rng = slots.rng
    return slots.pick(
        f"{rng.randint(1, 20)}.{rng.randint(0, 9)}",
        f"{rng.randint(1, 20)}.{rng.randint(0, 9)}.{rng.randint(0, 20)}",
        f"{sayings.below_hundred(rng.randint(1, 20))} point {sayings.below_hundred(rng.randint(0, 9))}",
        f"Windows {rng.randint(7, 11)}",
        f"Android {rng.randint(9, 15)}",
    )


def model(slots: Slots) -> str:
    rng = slots.rng
    value = f"{''.join(rng.choices(LETTERS, k=rng.randint(1, 3)))}{rng.choice(('-', '', ' '))}{rng.randint(10, 9999)}"
    return slots.pick(value, sayings.code(value.replace(" ", ""), slots.style, rng))


def error(slots: Slots) -> str:
    rng = slots.rng
    slots.values["errorcode"] = slots.pick(
        f"{rng.randint(1, 999)}",
        f"E{rng.randint(1, 99)}",
        f"0x{rng.randint(0, 65535):x}",
        f"{rng.randint(1000, 9999)}",
        f"F{rng.randint(1, 99)}",
    )
    return slots.pick(slots.values["errorcode"], sayings.code(slots.values["errorcode"].upper(), slots.style, rng))


def day(slots: Slots) -> str:
    value = slots.rng.randint(1, 30)
    return slots.pick(f"{value}th", sayings.ordinal(value))


def named_product(slots: Slots) -> str:
    rng = slots.rng
    name = rng.choice(invented.us_first() + invented.family_names() + invented.AMBIGUOUS_FIRST)
    return f"{name} {rng.choice(invented.THINGS + invented.GOODS)}"


def town_plain(slots: Slots) -> str:
    """A town on its own is nobody's address."""
    us, gb = invented.towns()
    return slots.rng.choice(slots.rng.choice((us, gb))).split(",")[0]


def shop_place(slots: Slots) -> str:
    rng = slots.rng
    name = rng.choice((*invented.NATURE, rng.choice(invented.family_names()), town_plain(slots)))
    what = ("Galleries", "Shopping Centre", "Mall", "Retail Park", "Plaza", "Outlet", "Station", "Airport", "Market")
    return f"the {name} {rng.choice(what)}" if rng.random() < 0.4 else f"{name} {rng.choice(what)}"
