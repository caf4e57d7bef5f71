"""Security questions and their answers, which are everyday words."""

from collections.abc import Callable

from redact.name_model.training import invented, sayings
from redact.name_model.training.said_places import bare_street
from redact.name_model.training.slots import LETTERS, Slots, mark

_QUESTIONS = (
    ("What was the name of your first pet?", "pet"),
    ("What's your pet's name?", "pet"),
    ("What was your first dog called?", "pet"),
    ("What was the name of your first school?", "school"),
    ("Which primary school did you go to?", "school"),
    ("What high school did you attend?", "school"),
    ("What city were you born in?", "town"),
    ("Where were you born?", "town"),
    ("In what town did your parents meet?", "town"),
    ("What's your mother's maiden name?", "family"),
    ("What was your favourite teacher's name?", "teacher"),
    ("What's your favourite colour?", "colour"),
    ("What's your memorable word?", "word"),
    ("What's the name of your best friend from childhood?", "first"),
    ("What's your father's middle name?", "first"),
    ("What was your first car?", "car"),
    ("What's your memorable place?", "town"),
    ("What street did you grow up on?", "street"),
    ("What was your childhood nickname?", "pet"),
    ("Who's your favourite author?", "first"),
    ("What's your favourite food?", "word"),
    ("What's the name of your first employer?", "family"),
)
"""Questions, and what their answers are made of."""


def question(slots: Slots) -> str:
    asked, slots.values["answer"] = slots.rng.choice(_QUESTIONS)
    return asked


def answer(slots: Slots) -> str:
    return answer_of(slots.values.get("answer", "word"))(slots)


def answer_of(what: str) -> Callable[[Slots], str]:
    """The answer to one sort of question, `what` out of ANSWERS, as it is said and marked."""
    return lambda slots: mark("CREDENTIAL", _without_article(slots, ANSWERS[what](slots)))


def _without_article(slots: Slots, value: str) -> str:
    return value.removeprefix("a ") if slots.rng.random() < 0.8 else value


def _pet(slots: Slots) -> str:
    rng = slots.rng
    return rng.choice(
        (
            rng.choice(slots.words).title(),
            rng.choice(slots.words),
            invented.first_name(rng),
            slots.pick("Mr ", "Lady ", "Sir ", "Captain ", "Princess ") + rng.choice(slots.words).title(),
            rng.choice(
                "Fluffy Rex Fido Patch Whiskers Ginger Bella Smokey Tiger Lucky Snowball Max Bubbles Goldie".split()
            ),
        )
    )


def _school(slots: Slots) -> str:
    rng = slots.rng
    kinds = ("Elementary", "High", "Primary", "Academy", "Middle School", "Grammar", "Infants", "Junior High", "Prep")
    return rng.choice(
        (
            f"Saint {invented.first_name(rng)}'s",
            f"{rng.choice(invented.family_names())} {rng.choice(kinds)}",
            f"{rng.choice(invented.NATURE)} {slots.pick('Street', 'Road', 'Hill', 'Park', 'Lane')} {rng.choice(kinds)}",
            f"{_town(slots)} {rng.choice(kinds)}",
            _town(slots),
        )
    )


def _town(slots: Slots) -> str:
    us, gb = invented.towns()
    return slots.rng.choice(gb) if slots.is_gb else slots.rng.choice(us).split(",")[0]


def _first(slots: Slots) -> str:
    first = invented.first_name(slots.rng)
    return slots.pick(first, f"{first} {invented.last_name(slots.rng)}")


def _word(slots: Slots) -> str:
    one, two = slots.rng.choice(slots.words), slots.rng.choice(slots.words)
    return slots.pick(one, f"{one} {two}")


def _teacher(slots: Slots) -> str:
    return slots.pick("", "Mr ", "Mrs ", "Miss ", "Mister ") + invented.last_name(slots.rng)


def _car(slots: Slots) -> str:
    cars = "Ford Fiesta|Toyota Corolla|red Honda|Volkswagen Beetle|Mini|Dodge Dart|Chevy Nova|Vauxhall Astra|Datsun"
    cars += (
        "|Nissan Micra|Mustang|green Volvo|Ford Escort|Buick|Jeep Cherokee|Renault 5|Pontiac|Fiat Panda|Morris Minor"
    )
    return "a " + slots.rng.choice(cars.split("|"))


_THINGS = (
    "spaghetti|roast dinner|fish and chips|pizza|trifle|pancakes|curry|mac and cheese|apple crumble|lasagne|"
    "peanut butter|"
    "the violin|piano|tennis|swimming|knitting|judo|netball|chess|fishing|line dancing|the recorder|hopscotch|"
    "gin and tonic|hot chocolate|ginger beer|teddy|a yo-yo|Lego|my little pony|the rocking horse|skateboard|"
    "Titanic|Grease|Top Gun|Dirty Dancing|the Wizard of Oz|Bambi|Star Wars|Yesterday|Dancing Queen|Imagine|"
    "Spider-Man|Florence Nightingale|my grandfather|Neil Armstrong|the seaside|Blackpool|Disneyland|camping in Wales"
).split("|")
"""Everyday things that people answer security questions with."""


ANSWERS: dict[str, Callable[[Slots], str]] = {
    "pet": _pet,
    "school": _school,
    "town": _town,
    "family": lambda slots: invented.last_name(slots.rng),
    "teacher": _teacher,
    "first": _first,
    "colour": lambda slots: slots.rng.choice(invented.COLOURS),
    "word": _word,
    "car": _car,
    "street": bare_street,
    "thing": lambda slots: slots.rng.choice((slots.rng.choice(_THINGS), slots.rng.choice(slots.words))),
    "letter": lambda slots: slots.rng.choice(LETTERS),
}


def maiden(slots: Slots) -> str:
    slots.values["maiden"] = invented.last_name(slots.rng)
    return mark("CREDENTIAL", slots.values["maiden"])


def maiden_spelled(slots: Slots) -> str:
    return mark("CREDENTIAL", sayings.spelled(slots.values.get("maiden", "Jones"), slots.rng))
