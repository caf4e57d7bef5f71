"""Addresses as they are said: house, street, flat, town, code, in as many parts as people feel like."""

from redact.name_model.training import invented, said_houses, sayings
from redact.name_model.training.sayings import Style
from redact.name_model.training.slots import LETTERS, Slots, mark

_GB_AREAS = (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EH EN EX FK FY G GL "
    "GU HA HD HG HP HR HU HX IG IP IV KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH "
    "PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS "
    "WV YO"
).split()
_STATES = dict(
    pair.split(":")
    for pair in (
        "AL:Alabama|AZ:Arizona|CA:California|CO:Colorado|FL:Florida|GA:Georgia|IL:Illinois|IN:Indiana|IA:Iowa|KS:Kansas|"
        "KY:Kentucky|LA:Louisiana|MA:Massachusetts|MD:Maryland|MI:Michigan|MN:Minnesota|MO:Missouri|MS:Mississippi|"
        "NC:North Carolina|NE:Nebraska|NJ:New Jersey|NM:New Mexico|NV:Nevada|NY:New York|OH:Ohio|OK:Oklahoma|OR:Oregon|"
        "PA:Pennsylvania|SC:South Carolina|TN:Tennessee|TX:Texas|UT:Utah|VA:Virginia|WA:Washington|WI:Wisconsin|"
        "WV:West Virginia"
    ).split("|")
)


def house(slots: Slots) -> str:
    rng = slots.rng
    number = str(
        rng.choice((rng.randint(1, 99), rng.randint(1, 399), rng.randint(100, 9999), rng.randint(1000, 19999)))
    )
    if slots.style is Style.RECOGNISER or rng.random() < 0.35:
        return number + (rng.choice("ABC") if rng.random() < 0.07 else "")
    value = int(number)
    if value < 100:
        return sayings.below_hundred(value)
    if value % 100 == 0 and value < 10_000:
        return f"{sayings.below_hundred(value // 100)} hundred"
    if value < 1000 and rng.random() < 0.5:
        return f"{sayings.below_hundred(value // 100)} {below_hundred_with_oh(value % 100)}"
    if value < 10_000 and rng.random() < 0.6:
        return f"{sayings.below_hundred(value // 100)} {below_hundred_with_oh(value % 100)}"
    return sayings.digits(number, slots.style, rng)


def below_hundred_with_oh(value: int) -> str:
    return f"oh {sayings.below_hundred(value)}" if value < 10 else sayings.below_hundred(value)


def bare_street(slots: Slots) -> str:
    name = invented.street_name(slots.rng, slots.words)
    if slots.style is not Style.RECOGNISER and name[0].isdigit() and slots.rng.random() < 0.7:
        name = sayings.ordinal(int(name[:-2])) if int(name[:-2]) <= 31 else name
    if slots.rng.random() < 0.05:
        return (
            slots.pick("The ", "")
            + slots.rng.choice(invented.NATURE)
            + slots.pick("wood", "side", "gate", " End", "field")
        )
    return f"{name} {slots.rng.choice(invented.SUFFIXES)}" if slots.rng.random() < 0.94 else name


def street(slots: Slots) -> str:
    street = f"{house(slots)} {slots.pick('', '', '', '', 'north ', 'West ', 'S ')}{bare_street(slots)}"
    if slots.rng.random() < 0.3:
        part = unit(slots)
        street = f"{part}, {street}" if slots.is_gb else f"{street}{slots.pick(', ', ' ')}{part}"
    return street


def unit(slots: Slots) -> str:
    number = slots.pick(
        str(slots.rng.randint(1, 40)), sayings.below_hundred(slots.rng.randint(1, 40)), slots.rng.choice("ABCDEF")
    )
    what = (
        slots.pick("flat", "flat", "house", "top floor flat")
        if slots.is_gb
        else slots.pick("apartment", "apt", "unit", "suite", "lot", "number")
    )
    return f"{what} {number}{slots.pick('', '', 'B', ' C')}"


def town(slots: Slots) -> str:
    us, gb = invented.towns()
    if slots.is_gb:
        return slots.rng.choice(gb)
    city, _, state = slots.rng.choice(us).partition(", ")
    return f"{city}{slots.pick(', ', ' ')}{slots.pick(_STATES.get(state, state), state, '')}".strip(", ")


def post_code(slots: Slots) -> str:
    rng = slots.rng
    if not slots.is_gb and rng.random() < 0.04:
        canadian = "".join(rng.choice(LETTERS) + str(rng.randint(0, 9)) for _ in range(3))
        return slots.pick(f"{canadian[:3]} {canadian[3:]}", sayings.code(canadian, slots.style, rng))
    if not slots.is_gb:
        return sayings.digits(slots.number(5), slots.style, rng)
    area = rng.choice(_GB_AREAS)
    outward, inward = (
        f"{area}{rng.randint(1, 29)}",
        f"{rng.randint(1, 9)}{rng.choice('ABDEFGH')}{rng.choice('JLNPQRT')}",
    )
    return slots.pick(
        f"{outward} {inward}",
        f"{outward} {inward}",
        sayings.code(outward + inward, slots.style, rng),
        f"{outward}{inward}",
    )


def address(slots: Slots) -> str:
    parts = [street(slots)]
    if slots.rng.random() < 0.75:
        parts.append(town(slots))
    if slots.rng.random() < 0.6:
        parts.append(post_code(slots))
    if slots.rng.random() < 0.1:
        parts.insert(0, said_houses.house_name(slots))
    slots.values["address"], slots.values["street"] = ", ".join(parts), parts[0]
    return mark("ADDRESS", slots.pick(", ", ", ", " ", ", um, ", " in ").join(parts))


def street_line(slots: Slots) -> str:
    slots.values["street"] = street(slots)
    return mark("ADDRESS", slots.values["street"])


def code_line(slots: Slots) -> str:
    slots.values["code"] = post_code(slots)
    return mark("ADDRESS", slots.values["code"])
