"""Parts of addresses as they are given one after the other, read back, spelled and put right."""

from redact.name_model.training import invented, sayings
from redact.name_model.training.said_places import bare_street, below_hundred_with_oh, house, post_code, town
from redact.name_model.training.sayings import Style
from redact.name_model.training.slots import Slots, mark


def way(slots: Slots) -> str:
    slots.values["way"] = bare_street(slots)
    return mark("ADDRESS", slots.values["way"])


def way_spelled(slots: Slots) -> str:
    return mark("ADDRESS", sayings.spelled(_way(slots).split(" ")[0], slots.rng))


def way_misheard(slots: Slots) -> str:
    first, _, rest = _way(slots).partition(" ")
    return mark("ADDRESS", f"{sayings.worn(first, slots.rng)} {rest}".strip())


def way_again(slots: Slots) -> str:
    return mark("ADDRESS", _way(slots))


def _way(slots: Slots) -> str:
    if "way" not in slots.values:
        slots.values["way"] = bare_street(slots)
    return slots.values["way"]


def home(slots: Slots) -> str:
    slots.values["home"] = town(slots)
    return mark("ADDRESS", slots.values["home"])


def home_again(slots: Slots) -> str:
    return mark("ADDRESS", slots.values.get("home", "") or town(slots))


def home_spelled(slots: Slots) -> str:
    return mark("ADDRESS", sayings.spelled((slots.values.get("home", "") or town(slots)).split(",")[0], slots.rng))


def number_of_house(slots: Slots) -> str:
    """A house's number said in every way, alone."""
    rng = slots.rng
    value = rng.choice(
        (rng.randint(1, 99), rng.randint(100, 999), rng.randint(1000, 9999), rng.randint(10_000, 29_999))
    )
    slots.values["door"] = str(value)
    if value < 100:
        said = slots.pick(sayings.below_hundred(value), str(value), sayings.below_hundred(value))
    elif value < 1000:
        low, high = value % 100, value // 100
        said = slots.pick(
            f"{sayings.below_hundred(high)} {below_hundred_with_oh(low)}"
            if low
            else f"{sayings.below_hundred(high)} hundred",
            f"{sayings.below_hundred(high)} hundred{slots.pick(' and ', ' ')}{sayings.below_hundred(max(low, 1))}",
            sayings.digits(str(value), slots.style, rng),
            str(value),
        )
    elif value < 10_000:
        low, high = value % 100, value // 100
        said = slots.pick(
            f"{sayings.below_hundred(high)} {below_hundred_with_oh(low)}"
            if low
            else f"{sayings.below_hundred(high)} hundred",
            f"{sayings.below_hundred(value // 1000)} thousand {sayings.below_hundred(max(low, 1))}",
            sayings.digits(str(value), slots.style, rng),
            str(value),
        )
    else:
        text = str(value)
        said = slots.pick(
            f"{sayings.below_hundred(value // 1000)} {sayings.below_hundred(max(1, value % 1000 // 100))} "
            f"{below_hundred_with_oh(value % 100)}",
            sayings.digits(text, slots.style, rng),
            text,
        )
    ending = slots.pick("A", "B", " and a half", " C", " bee") if rng.random() < 0.06 else ""
    return mark("ADDRESS", said + ending)


def door_again(slots: Slots) -> str:
    return mark("ADDRESS", sayings.digits(slots.values.get("door", "14"), slots.style, slots.rng))


def unit_of_any_kind(slots: Slots) -> str:
    rng = slots.rng
    number = slots.pick(
        str(rng.randint(1, 48)),
        sayings.below_hundred(rng.randint(1, 48)),
        f"{rng.randint(1, 30)}{rng.choice('ABCD')}",
        f"{sayings.below_hundred(rng.randint(1, 30))} {rng.choice('ABCDEF')}",
        f"{sayings.below_hundred(rng.randint(1, 12))} {below_hundred_with_oh(rng.randint(1, 20))}",
        str(rng.randint(100, 2400)),
        rng.choice("ABCDEFGH"),
        rng.choice(sayings.NATO[:8]),
    )
    uk = ("flat", "flat", "flat", "apartment", "unit", "room", "block", "floor", "basement flat", "plot")
    us = (
        "apartment",
        "apartment",
        "apt",
        "unit",
        "suite",
        "building",
        "lot",
        "trailer",
        "room",
        "number",
        "space",
        "floor",
    )
    if rng.random() < 0.08:
        return mark(
            "ADDRESS", slots.pick("the top floor", "ground floor flat", "the basement", "upstairs unit", "rear unit")
        )
    joined = f"{slots.pick(*(uk if slots.is_gb else us))} {number}"
    if rng.random() < 0.1:
        tower = f"{slots.pick('building', 'block', 'tower', 'staircase')} {slots.rng.choice('ABCDEFG1234567')}"
        joined = f"{tower}{slots.pick(', ', ' ')}{joined}"
    return mark("ADDRESS", joined)


def code_first(slots: Slots) -> str:
    """The first piece of a postcode; `code_rest` has what follows."""
    if slots.is_gb:
        value = post_code(slots)
        area, _, rest = value.partition(" ")
        slots.values["rest"] = rest or sayings.code("4TR", slots.style, slots.rng)
        return mark("ADDRESS", area)
    value = slots.number(5)
    cut = slots.rng.choice((2, 3, 3))
    slots.values["rest"] = sayings.digits(value[cut:], slots.style, slots.rng)
    return mark("ADDRESS", sayings.digits(value[:cut], slots.style, slots.rng))


def code_rest(slots: Slots) -> str:
    return mark("ADDRESS", slots.values.get("rest", "") or sayings.digits(slots.number(2), slots.style, slots.rng))


def code_of_nine(slots: Slots) -> str:
    five, four = (sayings.digits(slots.number(length), slots.style, slots.rng) for length in (5, 4))
    return mark("ADDRESS", f"{five}{slots.pick(' dash ', '-', ', ', ' hyphen ', ' and then ')}{four}")


def four_more(slots: Slots) -> str:
    return mark("ADDRESS", slots.pick("", "dash ", "") + sayings.digits(slots.number(4), slots.style, slots.rng))


def post_box(slots: Slots) -> str:
    number = slots.number(slots.rng.choice((2, 3, 3, 4, 4, 5)))
    said = sayings.digits(number, slots.style, slots.rng)
    return mark(
        "ADDRESS", slots.pick("P.O. Box ", "PO Box ", "P O box ", "post office box ", "box ", "Box number ") + said
    )


def rural(slots: Slots) -> str:
    rng = slots.rng
    number, other = rng.randint(1, 99), rng.randint(1, 400)
    said = slots.pick(str(number), sayings.below_hundred(number))
    return mark(
        "ADDRESS",
        slots.pick(
            f"Rural Route {said}, box {other}",
            f"RR {number} Box {other}",
            f"R R {said} box {sayings.digits(str(other), slots.style, rng)}",
            f"{house(slots)} County Road {said}",
            f"{house(slots)} State Route {said}",
            f"{house(slots)} Highway {said}",
            f"{house(slots)} Route {said}",
            f"{house(slots)} Farm Road {rng.randint(10, 3000)}",
            f"{house(slots)} Old {rng.choice(invented.NATURE)} Road",
            f"Highway Contract {said} box {other}",
            f"{house(slots)} Township Road {said}",
        ),
    )


def crossing(slots: Slots) -> str:
    rng = slots.rng
    one, two = bare_street(slots), bare_street(slots)
    if rng.random() < 0.6:
        one, two = (" ".join(name.split(" ")[:-1]) or name for name in (one, two))
    return mark("ADDRESS", f"{one}{slots.pick(' and ', ' and ', ' & ', ' at ', ' by ')}{two}")


def county(slots: Slots) -> str:
    name = slots.rng.choice((*invented.NATURE, slots.rng.choice(invented.family_names())))
    return mark("ADDRESS", f"{name} County" if not slots.is_gb else f"{name}{slots.pick('shire', ' Borough', 'sex')}")


def put_right(slots: Slots) -> str:
    """A number begun wrong and put right, as one stretch or in two parts."""
    wrong, right = (number_of_house(slots)[len("{ADDRESS:") : -1] for _ in range(2))
    middle = slots.pick("no sorry", "no", "wait, no", "sorry", "I mean", "scratch that", "hang on")
    style = ", " if slots.style is not Style.LOWER else " "
    return f"{mark('ADDRESS', wrong)}{style}{middle}{style}{mark('ADDRESS', f'{right} {bare_street(slots)}')}"
