"""Numbers that count, measure or name things and tell nothing about anybody; public names; dates of plain events."""

from redact.name_model.training import invented, sayings
from redact.name_model.training.sayings import Style
from redact.name_model.training.slots import Slots

_FAMOUS_FIRST = (
    "Elvis Adele Shakespeare Beethoven Picasso Einstein Madonna Beyonce Mozart Napoleon Cleopatra Batman".split()
)
_FAMOUS = (
    "Taylor Swift|Stephen King|Agatha Christie|Charles Dickens|Jane Austen|Roald Dahl|Elton John|David Bowie|"
    "Ed Sheeran|Dolly Parton|Johnny Cash|Frank Sinatra|Tiger Woods|Serena Williams|"
    "Michael Jordan|Tom Brady|David Beckham|"
    "Abraham Lincoln|George Washington|Winston Churchill|Queen Victoria|Henry Ford|Steve Jobs|Bill Gates|Elon Musk|"
    "Tom Hanks|Tom Cruise|Gordon Ramsay|Jamie Oliver|Oprah|Harry Potter|James Bond|Sherlock Holmes|Peter Pan|"
    "Mary Poppins|Robin Hood|Indiana Jones|Peter Rabbit|Thomas the Tank Engine|Bob the Builder|Mickey Mouse|"
    "Winnie the Pooh|Paddington|King Charles|the Prince of Wales|Martha Stewart|Bob Marley|Freddie Mercury"
).split("|")
_PETS = "Bella Max Luna Charlie Cooper Daisy Rocky Milo Biscuit Buddy Lola Teddy Shadow Smokey Oscar Molly Rex".split()

_UNITS = (
    "inches|feet|centimetres|metres|millimetres|pounds|kilos|stone|ounces|litres|gallons|miles|kilometres|square feet|"
    "degrees|watts|amps|volts|decibels|miles per hour|PSI|kilowatt hours|units|therms|calories|milligrams|tablets|"
    "pages|copies|boxes|cases"
).split("|")


def famous(slots: Slots) -> str:
    return slots.rng.choice(_FAMOUS) if slots.rng.random() < 0.8 else slots.rng.choice(_FAMOUS_FIRST)


def pet(slots: Slots) -> str:
    return slots.rng.choice((slots.rng.choice(_PETS), slots.rng.choice(slots.words).title()))


def whole(slots: Slots, low: int, high: int) -> str:
    """A whole number, in digits or words."""
    value = slots.rng.randint(low, high)
    return str(value) if slots.style is Style.RECOGNISER or slots.rng.random() < 0.4 else in_words(value)


def in_words(value: int) -> str:
    if value < 100:
        return sayings.below_hundred(value)
    if value < 1000:
        rest = f" and {sayings.below_hundred(value % 100)}" if value % 100 else ""
        return f"{sayings.below_hundred(value // 100)} hundred{rest}"
    rest = f" {in_words(value % 1000)}" if value % 1000 else ""
    return f"{in_words(value // 1000)} thousand{rest}"


def large(slots: Slots) -> str:
    value = slots.rng.choice((slots.rng.randint(100, 999), slots.rng.randint(1000, 99_000)))
    return slots.pick(str(value), f"{value:,}", in_words(value), in_words(value // 100 * 100))


def percent(slots: Slots) -> str:
    return f"{whole(slots, 1, 100)}{slots.pick(' percent', ' per cent', ' percent', ' point five percent')}"


def measure(slots: Slots) -> str:
    unit = slots.rng.choice(_UNITS)
    said = f"{whole(slots, 2, 400)} {unit}"
    return f"{whole(slots, 2, 99)} by {said}" if slots.rng.random() < 0.15 else said


def speed(slots: Slots) -> str:
    value = slots.rng.choice((slots.rng.randint(1, 99), 100, 150, 300, 500, 900))
    said = str(value) if slots.rng.random() < 0.5 else in_words(value)
    unit = slots.pick("megabits", "meg", "megabytes a second", "Mbps", "gig", "megs down", "megabits per second")
    return f"{said} {unit}"


def storage(slots: Slots) -> str:
    value = slots.rng.choice((2, 4, 8, 16, 32, 64, 128, 256, 512, 50, 100, 200))
    said = str(value) if slots.rng.random() < 0.5 else in_words(value)
    if value in (128, 256, 512) and slots.rng.random() < 0.5:
        said = f"{sayings.below_hundred(value // 100)} {sayings.below_hundred(value % 100)}"
    return f"{said} {slots.pick('gigs', 'gigabytes', 'GB', 'gig', 'megabytes', 'terabytes', 'gigs of RAM')}"


def duration(slots: Slots) -> str:
    unit = slots.pick("minutes", "hours", "days", "weeks", "months", "years", "working days", "business days")
    return f"{whole(slots, 2, 90)} {unit}"


def plain_date(slots: Slots) -> str:
    """The day of a bill, a delivery, an outage."""
    rng = slots.rng
    day, month, year = rng.randint(1, 28), rng.choice(invented.MONTHS), rng.randint(2019, 2027)
    return slots.pick(
        f"{month} {day}",
        f"the {sayings.ordinal(day)} of {month}",
        f"{month} the {sayings.ordinal(day)}",
        f"{day} {month} {year}",
        f"{month} {sayings.ordinal(day)}",
        f"{invented.MONTHS.index(month) + 1}/{day}",
        f"the {day}th",
        f"{rng.choice(invented.WEEKDAYS)} the {sayings.ordinal(day)}",
        f"{month} {day}, {year}",
        f"{month} {year}",
    )


def score(slots: Slots) -> str:
    one, two = slots.rng.randint(0, 30), slots.rng.randint(0, 30)
    return slots.pick(
        f"{one}-{two}", f"{sayings.below_hundred(one)} {sayings.below_hundred(two)}", f"{one} to {two}", f"{one} nil"
    )


def flight(slots: Slots) -> str:
    number = slots.number(slots.rng.choice((3, 4)))
    said = sayings.digits(number, slots.style, slots.rng)
    return slots.pick(
        f"flight {said}", f"{slots.pick('BA', 'UA', 'Delta', 'American', 'Southwest')} {said}", f"the {said} train"
    )


def any_number(slots: Slots) -> str:
    return slots.pick(*(say(slots) for say in (large, percent, measure, duration, score)))


def street_of_a_shop(slots: Slots) -> str:
    name = slots.rng.choice((*invented.NATURE, slots.rng.choice(invented.family_names())))
    return f"{name} {slots.rng.choice(('Street', 'Road', 'Avenue', 'Lane', 'Square', 'Boulevard', 'Way'))}"
