"""How people say, and recognisers write, digits, letters, dates, addresses of the web and sums."""

import random
from enum import StrEnum

from redact.number_words import TEENS, TENS, UNITS

_UNIT = {value: word for word, value in reversed(UNITS.items())}
_UNIT[9] = "nine"
_TEEN = {value: word for word, value in TEENS.items()}
_TEN = {value: word for word, value in reversed(TENS.items())}
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
NATO = (
    "alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa quebec romeo "
    "sierra tango uniform victor whiskey xray yankee zulu"
).split()
_AS_IN = (
    "apple boy cat dog elephant frank george henry ice john kite larry mary nancy orange peter queen robert sam tom "
    "umbrella victor william x-ray yellow zebra"
).split()
_AS_IN_TOO = (
    "adam bob charlie david edward freddie green house igloo jack king london mother north oliver paul quick roger "
    "sugar tango uncle vegas water xylophone york zoo"
).split()


class Style(StrEnum):
    CLEAN = "clean"
    """Words with capitals and marks, numbers as words or digits."""
    RECOGNISER = "recogniser"
    """As a recogniser writes: numerals, grouped as it pleases, words misheard."""
    LOWER = "lower"
    """Lower-case, without marks."""


def below_hundred(value: int) -> str:
    if value < 10:
        return _UNIT.get(value, "zero")
    if value < 20:
        return _TEEN[value]
    return _TEN[value // 10 * 10] + (f"-{_UNIT[value % 10]}" if value % 10 else "")


def ordinal(value: int) -> str:
    if value <= 20:
        return _ORDINALS[value - 1]
    if value % 10 == 0:
        return "thirtieth"
    return f"{_TEN[value // 10 * 10]}-{_ORDINALS[value % 10 - 1]}"


def digits(value: str, style: Style, rng: random.Random) -> str:
    if style is Style.RECOGNISER or rng.random() < 0.25:
        return grouped(value, rng)
    how = rng.random()
    if how < 0.55 or not value.isdigit():
        return _one_by_one(value, rng)
    if how < 0.75:
        pairs = [value[k : k + 2] for k in range(0, len(value), 2)]
        return " ".join(
            (f"{rng.choice(('oh', 'zero'))} {_digit(pair[1], rng)}" if pair[0] == "0" else below_hundred(int(pair)))
            if len(pair) == 2
            else _digit(pair, rng)
            for pair in pairs
        )
    return _with_doubles(value, rng)


def _digit(char: str, rng: random.Random) -> str:
    return rng.choice(("zero", "oh", "oh")) if char == "0" else _UNIT[int(char)]


def _one_by_one(value: str, rng: random.Random) -> str:
    words = [_digit(char, rng) if char.isdigit() else char for char in value]
    size = rng.choice((3, 4, 4, 99, 99))
    groups = [" ".join(words[k : k + size]) for k in range(0, len(words), size)]
    if len(groups) > 1 and rng.random() < 0.2:
        groups.insert(rng.randrange(1, len(groups)), rng.choice(("um", "uh", "and then", "let me see", "then", "okay")))
    return rng.choice((", ", ", ", " ")).join(groups)


def _with_doubles(value: str, rng: random.Random) -> str:
    words: list[str] = []
    k = 0
    while k < len(value):
        run = 3 if value[k : k + 3] == value[k] * 3 else 2 if value[k : k + 2] == value[k] * 2 else 1
        words.append(("", "double ", "triple ")[run - 1] + _digit(value[k], rng))
        k += run
    return " ".join(words)


def grouped(value: str, rng: random.Random) -> str:
    mark = rng.choice(("-", " ", ", ", "-", ".", "", "", " "))
    groups, k = [], 0
    while k < len(value):
        size = rng.choice((1, 2, 3, 4, 4)) if mark else len(value)
        groups.append(value[k : k + size])
        k += size
    return mark.join(groups)


def letter(char: str, how: str, rng: random.Random) -> str:
    place = ord(char.lower()) - ord("a")
    if not 0 <= place < 26:
        return char
    upper = char.upper()
    if how == "nato":
        return NATO[place]
    if how == "as in":
        word = rng.choice((_AS_IN, _AS_IN_TOO, NATO))[place]
        return rng.choice(
            (f"{upper} as in {word}", f"{upper} for {word.title()}", f"{upper}, like {word}", f"{upper} {word}")
        )
    return upper


def code(value: str, style: Style, rng: random.Random) -> str:
    """Letters and digits of a serial, a plate, a customer number."""
    if style is Style.RECOGNISER or rng.random() < 0.3:
        return rng.choice((value, grouped(value, rng), grouped(value, rng), value.lower()))
    how = rng.choice(("letters", "letters", "letters", "nato", "as in", "mixed"))
    said = [
        (_digit(char, rng) if rng.random() < 0.7 else char)
        if char.isdigit()
        else (rng.choice(("dash", "hyphen")) if char == "-" else letter(char, _mixed(how, rng), rng))
        for char in value
    ]
    return rng.choice((" ", " ", ", ", "-")).join(said)


def _mixed(how: str, rng: random.Random) -> str:
    return rng.choice(("letters", "letters", "as in", "nato")) if how == "mixed" else how


def spelled(word: str, rng: random.Random) -> str:
    """A name letter by letter."""
    how = rng.choice(("letters", "letters", "letters", "letters", "mixed", "as in", "nato"))
    letters = [letter(char, _mixed(how, rng), rng) for char in word if char.isalpha()]
    if how == "letters" and rng.random() < 0.15 and len(letters) > 3:
        for k in range(len(letters) - 1):
            if letters[k] == letters[k + 1]:
                letters[k : k + 2] = [f"double {letters[k]}"]
                break
    return rng.choice(("-", " ", " ", ", ", ". ")).join(letters)


def worn(word: str, rng: random.Random) -> str:
    """A name as a recogniser that does not know it may write it."""
    for meant, heard in rng.sample(_WEAR, len(_WEAR)):
        if meant in word.lower():
            return word.lower().replace(meant, heard, 1).title()
    cut = rng.randrange(2, len(word) - 1) if len(word) > 4 else 0
    return f"{word[:cut]} {word[cut:]}".title() if cut and rng.random() < 0.4 else word + rng.choice("sen")


_WEAR = [
    ("kov", "cov"),
    ("ph", "f"),
    ("ck", "k"),
    ("ll", "l"),
    ("nn", "n"),
    ("tt", "t"),
    ("ie", "y"),
    ("ei", "i"),
    ("y", "i"),
    ("sch", "sh"),
    ("z", "s"),
    ("w", "v"),
    ("cz", "ch"),
    ("ou", "oo"),
    ("ae", "a"),
    ("dh", "d"),
    ("kh", "k"),
    ("th", "t"),
    ("er", "ah"),
    ("an", "en"),
    ("on", "en"),
    ("ski", "sky"),
    ("wicz", "vich"),
    ("berg", "burg"),
    ("son", "sen"),
    ("k", "c"),
    ("c", "k"),
    ("v", "b"),
    ("d", "t"),
    ("m", "n"),
    ("b", "p"),
    ("g", "j"),
    ("s", "z"),
]


def date(day: int, month: int, year: int, months: list[str], style: Style, rng: random.Random) -> str:
    name = months[month - 1]
    if style is Style.RECOGNISER or rng.random() < 0.3:
        return rng.choice(
            (
                f"{month:02}/{day:02}/{year}",
                f"{day}/{month}/{year}",
                f"{month}-{day}-{year % 100:02}",
                f"{name} {day}, {year}",
                f"the {day}th of {name} {year}",
                f"{day} {name} {year}",
                f"{month:02} {day:02} {year}",
                f"{name} {day} {year % 100:02}",
            )
        )
    short = below_hundred(year % 100) if year % 100 > 9 else f"oh {below_hundred(year % 100)}"
    long = (
        f"nineteen {short}" if year < 2000 else f"two thousand{rng.choice((' and ', ' '))}{below_hundred(year % 100)}"
    )
    return rng.choice(
        (
            f"{name} {ordinal(day)}, {long}",
            f"the {ordinal(day)} of {name}, {long}",
            f"{name} {ordinal(day)} {short}",
            f"{below_hundred(month)} {below_hundred(day)} {short}",
            f"{below_hundred(day)} {below_hundred(month)} {long}",
            f"{ordinal(day)} of the {ordinal(month)} {short}",
            f"{name} the {ordinal(day)} {long}",
        )
    )


def email_part(local: str, style: Style, rng: random.Random) -> str:
    if style is Style.RECOGNISER and rng.random() < 0.7:
        return rng.choice((local, local.title(), local.replace(".", " dot "), local.replace("_", " ")))
    names = {".": " dot ", "_": " underscore ", "-": rng.choice((" dash ", " hyphen "))}
    said, k = "", 0
    while k < len(local):
        run = 1
        while local[k].isdigit() and k + run < len(local) and local[k + run].isdigit():
            run += 1
        part = local[k : k + run]
        if part.isdigit():
            said += f" {rng.choice((part, digits(part, style, rng)))} "
        else:
            said += names.get(part, part)
        k += run
    return " ".join(said.split())


def email_domain(domain: str, style: Style, rng: random.Random) -> str:
    if style is Style.RECOGNISER and rng.random() < 0.7:
        return rng.choice((domain, domain.title()))
    return domain.replace(".", " dot ").replace("-", " dash ")


def sum_of_money(style: Style, rng: random.Random) -> str:
    whole, cents = (
        rng.choice((rng.randint(1, 99), rng.randint(100, 2000))),
        rng.choice((0, 99, 95, 50, rng.randint(1, 99))),
    )
    mark = rng.choice("$£")
    if style is Style.RECOGNISER or rng.random() < 0.4:
        return rng.choice(
            (f"{mark}{whole}.{cents:02}", f"{mark}{whole}", f"{whole} dollars", f"{whole} pounds {cents:02}")
        )
    if whole < 100:
        return rng.choice(
            (
                f"{below_hundred(whole)} {rng.choice(('dollars', 'pounds', 'bucks', 'quid'))}",
                f"{below_hundred(whole)} {below_hundred(max(cents, 10))}",
                f"{below_hundred(whole)} dollars and {below_hundred(max(cents, 2))} cents",
            )
        )
    hundreds = f"{below_hundred(whole // 100)} hundred"
    return f"{hundreds}{rng.choice((' and ', ' '))}{below_hundred(max(1, whole % 100))} " + rng.choice(
        ("dollars", "pounds")
    )
