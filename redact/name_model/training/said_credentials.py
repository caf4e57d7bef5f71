"""Passwords, PINs, codes of gates, gift cards and networks, as they are said."""

from redact.name_model.training import invented, sayings
from redact.name_model.training.slots import LETTERS, Slots, mark


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


def phrase(slots: Slots) -> str:
    """Everyday words in a row, as networks and voices are unlocked with."""
    words = [slots.rng.choice(slots.words) for _ in range(slots.rng.randint(2, 5))]
    link = slots.pick(" ", " ", "-", " and ", " the ")
    slots.values["phrase"] = link.join(words) + slots.pick("", "", f"{link}{slots.rng.randint(1, 99)}")
    return mark("CREDENTIAL", slots.values["phrase"])


def network(slots: Slots) -> str:
    """The name of somebody's own network."""
    rng = slots.rng
    name = invented.last_name(rng).replace(" ", "")
    return mark(
        "CREDENTIAL",
        slots.pick(
            f"{name}{slots.pick('Home', 'WiFi', 'Net', '5G', ' family', ' house')}",
            f"{slots.pick('SKY', 'VM', 'BT', 'NETGEAR', 'FiOS', 'Linksys')}{slots.number(4)}",
            f"{rng.choice(slots.words)} {slots.pick('guest', 'five g', 'upstairs', 'lan', 'network')}",
            f"{rng.choice(slots.words).title()}{rng.choice(slots.words).title()}",
        ),
    )


def code_first_half(slots: Slots) -> str:
    value = slots.number(6)
    slots.values["otp"] = value
    slots.values["otprest"] = value[3:]
    return mark("CREDENTIAL", sayings.digits(value[:3], slots.style, slots.rng))


def code_second_half(slots: Slots) -> str:
    rest = slots.values.get("otprest", "") or slots.number(3)
    return mark("CREDENTIAL", sayings.digits(rest, slots.style, slots.rng))


def code_tail(slots: Slots) -> str:
    """The last few signs of a long code."""
    return slots.code("CREDENTIAL", slots.pick("A0", "AA0", "A00A", "0A", "??", "???"), "tail")


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
