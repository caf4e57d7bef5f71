"""People as they are named, spelled and misheard."""

from redact.name_model.training import invented, sayings
from redact.name_model.training.sayings import Style
from redact.name_model.training.slots import LETTERS, Slots, mark


def name_said(slots: Slots, who: str, form: str) -> str:
    first, last = slots.names[who]
    if form == "call":
        form = slots.pick("first", "first", "title")
    if not form:
        form = slots.pick("first") if who == "agent" else slots.pick("full", "full", "full", "first", "middle")
    if form == "title":
        return f"{slots.pick('Mr', 'Mrs', 'Ms', 'Miss', 'Dr')} {mark('PERSON', last)}"
    said = {
        "first": lambda: first,
        "last": lambda: last,
        "full": lambda: f"{first} {last}",
        "middle": lambda: f"{first} {slots.pick(slots.rng.choice(LETTERS), invented.first_name(slots.rng))} {last}",
        "card": lambda: slots.pick(
            f"{first[0]} {last}", f"{first} {last}", f"{first[0]} {slots.rng.choice(LETTERS)} {last}"
        ),
        "spelling": lambda: sayings.spelled(slots.pick(last, last, first, first + last), slots.rng),
        "spellfirst": lambda: sayings.spelled(first, slots.rng),
        "last.misheard": lambda: sayings.worn(last, slots.rng),
        "first.misheard": lambda: sayings.worn(first, slots.rng),
        "init": lambda: f"{first[0]} {last}",
        "first.words": lambda: as_words(slots, first),
        "last.words": lambda: as_words(slots, last),
    }[form]()
    if form in ("first", "last", "full") and slots.style is Style.RECOGNISER and slots.rng.random() < 0.12:
        said = " ".join(sayings.worn(word, slots.rng) if slots.rng.random() < 0.6 else word for word in said.split())
    return mark("PERSON", said)


def as_words(slots: Slots, name: str) -> str:
    """Everyday words that a recogniser may write for a name that it does not know."""
    near = [word for word in slots.words if word[0] == name[0].lower()]
    return slots.pick("{} {}", "{}", "{} {}", "{} {} {}").format(
        slots.rng.choice(near or slots.words).title(),
        slots.rng.choice(_SHORT_WORDS).title(),
        slots.rng.choice(slots.words).title(),
    )


_SHORT_WORDS = (
    "in on a any all is see you say be old ever so her his sky my knee way ally tea a oh and dull who".split()
)


def spelling_start(slots: Slots) -> str:
    char = slots.rng.choice(LETTERS)
    return slots.pick(f"a {char}", f"two {char}s", f"a {char} at the end", "an E", "no H", "double L")
