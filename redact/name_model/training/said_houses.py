"""Houses with names, homes for many, rooms in them, and flats that only what is beside them tells."""

from redact.name_model.training import invented, sayings
from redact.name_model.training.slots import Slots, mark

_KINDS = (
    "Cottage|House|Farm|Lodge|Towers|Court|Barn|Villa|Heights|Manor|Gardens|Hall|Mill|Grange|View|Bungalow|Croft|Ranch|"
    "Rectory|Vicarage|Gatehouse|Stables|Forge|Schoolhouse|Bakehouse|Cabin|Estate"
).split("|")
_ALONE = (
    "The Nook|The Laurels|The Firs|The Poplars|The Old Dairy|The Hollies|Fairways|"
    "Journey's End|Dunroamin|Rose Bank|Hill Top|Tall Trees|Two Chimneys|Four Winds|Seaview|High Beeches|"
    "Stepping Stones|The Haven|The Cedars|Windy Ridge|The Old Forge|The Anchorage|Meadow Bank|The Paddocks"
).split("|")
_FOR_MANY = (
    "care home|nursing home|hostel|halls|retirement village|mobile home park|residential home|"
    "student village|sheltered housing|assisted living|trailer park|shelter|barracks|convent"
).split("|")
_BELOW = (
    "the bakery|the bank|the bookmaker's|the pub|the barber's|the old shop|the garage|"
    "the pharmacy|the florist|the charity shop|the post office"
).split("|")


def house_name(slots: Slots) -> str:
    rng = slots.rng
    word = rng.choice(
        (rng.choice(slots.words).title(), rng.choice(invented.NATURE), rng.choice(invented.AMBIGUOUS_LAST))
    )
    slots.values["house.name"] = slots.pick(
        f"{slots.pick('', '', 'The ', 'Old ', 'Upper ')}{word} {rng.choice(_KINDS)}",
        f"{slots.pick('', '', 'The ', 'Old ', 'Little ')}{word} {rng.choice(_KINDS)}",
        f"The Old {rng.choice(_KINDS)}",
        rng.choice(_ALONE),
        f"The {word}s",
    )
    return slots.values["house.name"]


def house_name_again(slots: Slots) -> str:
    return mark("ADDRESS", slots.values.get("house.name", "") or house_name(slots))


def home_for_many(slots: Slots) -> str:
    kind = slots.rng.choice(_FOR_MANY)
    return mark(
        "ADDRESS", slots.pick(house_name(slots), f"{house_name(slots)} {kind}", f"the {house_name(slots)} {kind}")
    )


def room(slots: Slots) -> str:
    value = slots.rng.choice((slots.rng.randint(1, 48), slots.rng.randint(101, 420)))
    said = sayings.below_hundred(value) if value < 100 else sayings.digits(str(value), slots.style, slots.rng)
    return mark("ADDRESS", f"{slots.pick('room', 'room', 'bed', 'unit', 'apartment')} {slots.pick(said, str(value))}")


def spot(slots: Slots) -> str:
    """A home that is told by what stands beside it."""
    rng = slots.rng
    beside, number = rng.choice(_BELOW), sayings.below_hundred(rng.randint(1, 30))
    return mark(
        "ADDRESS",
        slots.pick(
            f"{slots.pick('flat', 'apartment', 'unit')} {number} {slots.pick('above', 'over', 'behind')} {beside}",
            f"the flat {slots.pick('above', 'over', 'next to')} {beside}",
            f"the {rng.choice(invented.COLOURS)} {slots.pick('house', 'cottage', 'bungalow', 'trailer')}",
            f"the {slots.pick('last', 'first', 'end', 'corner', 'middle')} {slots.pick('house', 'cottage', 'terrace')}",
            f"the {slots.pick('bungalow', 'cottage', 'house')} {slots.pick('behind', 'beside', 'opposite')} {beside}",
        ),
    )
