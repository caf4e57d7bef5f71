"""Passwords, PINs, codes of gates and gift cards, and answers to security questions, as they are said."""

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


def password(slots: Slots) -> str:
    rng = slots.rng
    word, other, number = (
        rng.choice(slots.words),
        rng.choice(slots.words),
        str(rng.choice((rng.randint(1, 99), rng.randint(1950, 2025)))),
    )
    if rng.random() < 0.15:
        word = rng.choice(invented.us_first() + invented.MONTHS + invented.COLOURS).lower()
    said = sayings.digits(number, slots.style, rng)
    value = rng.choice(
        (
            word,
            f"{word} {other}",
            f"{word} {said}",
            f"{word} {other} {said}",
            f"{word.title()}{number}{rng.choice('!?#*$')}",
            f"capital {word[0].upper()} {word[1:]} {said} "
            f"{rng.choice(('exclamation mark', 'dollar sign', 'hashtag', 'star', 'at sign'))}",
            f"{word}{rng.choice((' dash ', ' underscore ', '-', '_', ' '))}{other}"
            f"{rng.choice(('', said, f' {number}'))}",
            f"{word}{number}",
            f"{word} all lower case {said}",
            f"{said} {word}",
            f"{word.title()} {other.title()} {rng.choice(slots.words).title()}",
            f"the {word} {other}",
            sayings.code("".join(rng.choices(LETTERS + "0123456789", k=rng.randint(6, 10))), slots.style, rng),
        )
    )
    slots.values["password"] = value
    return mark("CREDENTIAL", value)


def username(slots: Slots) -> str:
    rng = slots.rng
    first, last = (part.replace(" ", "").lower() for part in slots.names["me"])
    value = rng.choice(
        (
            f"{first}{last}",
            f"{first[0]}{last}",
            f"{rng.choice(slots.words)}{rng.randint(1, 99)}",
            f"{first}.{last}",
            f"{first}_{rng.randint(1, 99)}",
            f"{rng.choice(slots.words)} {rng.choice(slots.words)}",
        )
    )
    return mark("CREDENTIAL", slots.pick(value, sayings.email_part(value, slots.style, rng)))


def gate(slots: Slots) -> str:
    if slots.rng.random() < 0.2:
        return password(slots)
    return mark(
        "CREDENTIAL",
        slots.pick("", "", "", "hash ", "star ")
        + sayings.digits(slots.number(slots.rng.choice((4, 4, 5, 6))), slots.style, slots.rng),
    )


def gift_card(slots: Slots) -> str:
    return slots.code(
        "CREDENTIAL",
        slots.pick(
            "????-????-????", "0000000000000000", "AAAA0000", "??????????", "?????-?????-?????", "AAAA-0000", "0000"
        ),
        "giftcode",
    )


def memorable_letters(slots: Slots) -> str:
    said = [
        sayings.letter(slots.rng.choice(LETTERS), slots.pick("letters", "letters", "as in", "nato"), slots.rng)
        for _ in range(slots.rng.choice((1, 2, 2, 3)))
    ]
    return mark("CREDENTIAL", slots.pick(" and ", ", ", " ").join(said))


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
}


def maiden(slots: Slots) -> str:
    slots.values["maiden"] = invented.last_name(slots.rng)
    return mark("CREDENTIAL", slots.values["maiden"])


def maiden_spelled(slots: Slots) -> str:
    return mark("CREDENTIAL", sayings.spelled(slots.values.get("maiden", "Jones"), slots.rng))
