"""Dates of birth, whole and in parts, as they are said and said again."""

from redact.name_model.training import invented, sayings
from redact.name_model.training.sayings import Style
from redact.name_model.training.slots import Slots, mark


def birth(slots: Slots) -> str:
    _new_birth(slots)
    return birth_again(slots)


def birth_again(slots: Slots) -> str:
    day, month, year = _birth(slots)
    if slots.rng.random() < 0.25:
        return mark("DATE_OF_BIRTH", _in_short(slots, day, month, year))
    return mark("DATE_OF_BIRTH", sayings.date(day, month, year, invented.MONTHS, slots.style, slots.rng))


def birth_day(slots: Slots) -> str:
    _new_birth(slots)
    day, _, _ = _birth(slots)
    said = (sayings.ordinal(day), f"the {sayings.ordinal(day)}", sayings.below_hundred(day), str(day), _th(day))
    return mark("DATE_OF_BIRTH", slots.pick(*said))


def birth_month(slots: Slots) -> str:
    _, month, _ = _birth(slots)
    said = (invented.MONTHS[month - 1], sayings.below_hundred(month), f"{month:02}", f"the {sayings.ordinal(month)}")
    return mark("DATE_OF_BIRTH", slots.pick(invented.MONTHS[month - 1], *said))


def birth_month_and_day(slots: Slots) -> str:
    _new_birth(slots)
    day, month, _ = _birth(slots)
    return mark("DATE_OF_BIRTH", _month_and_day(slots, day, month))


def birth_year(slots: Slots) -> str:
    """Of the birth whose day was said, in full or its last two figures."""
    _, _, year = _birth(slots)
    return mark("DATE_OF_BIRTH", slots.pick(*_years(year)))


def _new_birth(slots: Slots) -> None:
    rng = slots.rng
    slots.values["dob"] = f"{rng.randint(1, 30)}/{rng.randint(1, 12)}/{rng.randint(1932, 2023)}"


def _birth(slots: Slots) -> tuple[int, int, int]:
    if "dob" not in slots.values:
        _new_birth(slots)
    day, month, year = (int(part) for part in slots.values["dob"].split("/"))
    return day, month, year


def _th(day: int) -> str:
    ending = "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def _years(year: int) -> tuple[str, ...]:
    short = sayings.below_hundred(year % 100) if year % 100 > 9 else f"oh {sayings.below_hundred(year % 100)}"
    if year < 2000:
        return (short, f"nineteen {short}", f"nineteen {short}", str(year), f"'{year % 100:02}", f"{year % 100:02}")
    return (f"two thousand and {sayings.below_hundred(year % 100)}", f"twenty {short}", str(year), short)


def _month_and_day(slots: Slots, day: int, month: int) -> str:
    name = invented.MONTHS[month - 1]
    return slots.pick(
        f"{name} {sayings.ordinal(day)}",
        f"the {sayings.ordinal(day)} of {name}",
        f"{name} the {sayings.ordinal(day)}",
        f"the {sayings.ordinal(day)} of the {sayings.ordinal(month)}",
        f"{day} {name}",
        f"{name} {day}",
        f"{_th(day)} of {name}",
        f"{name} {_th(day)}",
        f"{sayings.below_hundred(month)} {sayings.below_hundred(day)}",
    )


def _in_short(slots: Slots, day: int, month: int, year: int) -> str:
    """In figures alone, or with the year put after the day and month by a comma or "in"."""
    if slots.style is Style.RECOGNISER:
        one, two = (day, month) if slots.is_gb else (month, day)
        dash = slots.pick("-", "/", " ", ".", "-")
        return f"{one}{dash}{two}{dash}{slots.pick(str(year), f'{year % 100:02}', f'{year % 100:02}')}"
    joined = slots.pick(", ", " ", " in ", " of ")
    return f"{_month_and_day(slots, day, month)}{joined}{slots.pick(*_years(year))}"
