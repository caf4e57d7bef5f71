"""How people say, and recognisers write, digits, letters, dates and addresses of the web. Every choice by one seed."""

import random
from collections.abc import Sequence
from enum import Enum

DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NATO = (
    "alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa quebec romeo "
    "sierra tango uniform victor whiskey x-ray yankee zulu"
).split()
_AS_IN = (
    "apple boy cat dog easy fox george henry igloo john king love mary nancy orange peter queen robert sugar tom "
    "umbrella victor william xylophone yellow zebra"
).split()
MONTHS = "January February March April May June July August September October November December".split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
).split()


class Voice(Enum):
    """How a call is written down."""

    CASED = "cased"
    """Sentences with capitals and marks, numbers mostly in words."""
    RECOGNISER = "recogniser"
    """As Whisper writes: capitals, digits grouped and hyphenated as it pleases."""
    LOWER = "lower"
    """Without capitals or marks."""


def digits(value: str, voice: Voice, rng: random.Random) -> str:
    """A string of digits as it is said or written down."""
    if voice is Voice.RECOGNISER or rng.random() < 0.15:
        return _grouped(value, rng)
    return rng.choice((_one_by_one, _one_by_one, _in_pairs, _with_doubles))(value, rng)


def below_hundred(value: int) -> str:
    if value < 10:
        return DIGITS[value]
    if value < 20:
        return _TEENS[value - 10]
    return _TENS[value // 10] + (f"-{DIGITS[value % 10]}" if value % 10 else "")


def code(value: str, voice: Voice, rng: random.Random) -> str:
    """Letters and digits of a serial or a plate."""
    if voice is Voice.RECOGNISER:
        return _grouped(value, rng)
    spell = rng.choice(("letters", "letters", "nato", "as in"))
    return rng.choice((" ", " ", ", ")).join(_said(char, spell) for char in value)


def spelled(word: str, rng: random.Random) -> str:
    """A name letter by letter."""
    how = rng.choice(("hyphens", "blanks", "commas"))
    letters = [char.upper() for char in word if char.isalpha()]
    return {"hyphens": "-", "blanks": " ", "commas": ", "}[how].join(letters)


def date(day: int, month: int, year: int, voice: Voice, rng: random.Random) -> str:
    if voice is Voice.RECOGNISER or rng.random() < 0.2:
        return rng.choice(
            (
                f"{month:02}/{day:02}/{year}",
                f"{day:02}-{month:02}-{year}",
                f"{month}-{day}-{year % 100:02}",
                f"{MONTHS[month - 1]} {day}, {year}",
                f"the {day}th of {MONTHS[month - 1]} {year}",
            )
        )
    spoken_year = (
        f"nineteen {below_hundred(year - 1900)}" if year < 2000 else f"two thousand and {below_hundred(year - 2000)}"
    )
    short = below_hundred(year % 100)
    ordinal = (
        _ORDINALS[day - 1]
        if day <= 20
        else f"{_TENS[day // 10]}-{_ORDINALS[day % 10 - 1]}"
        if day % 10
        else "thirtieth"
    )
    return rng.choice(
        (
            f"{MONTHS[month - 1]} {ordinal}, {spoken_year}",
            f"the {ordinal} of {MONTHS[month - 1]}, {spoken_year}",
            f"{MONTHS[month - 1]} {ordinal} {short}",
            f"{below_hundred(month)} {below_hundred(day)} {short}",
            f"{below_hundred(day)} {below_hundred(month)} {spoken_year}",
        )
    )


def expiry(month: int, year: int, voice: Voice, rng: random.Random) -> str:
    if voice is Voice.RECOGNISER or rng.random() < 0.2:
        return rng.choice(
            (
                f"{month:02}/{year}",
                f"{month:02}-{year}",
                f"{month}, {year}",
                f"{month:02}{year}",
                f"{MONTHS[month - 1]} 20{year}",
            )
        )
    zero = f"oh {DIGITS[month]}" if month < 10 else below_hundred(month)
    return rng.choice(
        (
            f"{zero} {below_hundred(year)}",
            f"{MONTHS[month - 1]} {below_hundred(year)}",
            f"{MONTHS[month - 1]} two thousand {below_hundred(year)}",
            f"{below_hundred(month)} of {below_hundred(year)}",
        )
    )


def email(local: str, domain: str, voice: Voice, rng: random.Random) -> str:
    if voice is Voice.RECOGNISER:
        return rng.choice(
            (
                f"{local}@{domain}",
                f"{local} at {domain}",
                f"{local.title()} at {domain.title()}",
                f"{local.replace('.', ' dot ')} at {domain}",
            )
        )
    names = {".": " dot ", "_": " underscore ", "-": " dash "}
    said = "".join(names.get(char, f" {DIGITS[int(char)]} " if char.isdigit() else char) for char in local)
    if rng.random() < 0.15:
        said = " ".join(said.replace(" ", ""))
    return " ".join(f"{said} at {domain.replace('.', ' dot ').replace('-', ' dash ')}".split())


def _said(char: str, spell: str) -> str:
    if char.isdigit():
        return DIGITS[int(char)]
    place = ord(char.lower()) - ord("a")
    return {"letters": char.upper(), "nato": NATO[place], "as in": f"{char.upper()} as in {_AS_IN[place]}"}[spell]


def _one_by_one(value: str, rng: random.Random) -> str:
    zero = rng.choice(("zero", "oh"))
    words = [zero if char == "0" else DIGITS[int(char)] for char in value]
    size = rng.choice((3, 4, 4, 99))
    return _with_fillers([" ".join(words[k : k + size]) for k in range(0, len(words), size)], rng)


def _in_pairs(value: str, rng: random.Random) -> str:
    pairs = [value[k : k + 2] for k in range(0, len(value), 2)]
    said = [
        f"oh {DIGITS[int(pair[-1])]}" if pair[0] == "0" and len(pair) == 2 else below_hundred(int(pair))
        for pair in pairs
    ]
    return _with_fillers(said, rng) if rng.random() < 0.5 else " ".join(said)


def _with_doubles(value: str, rng: random.Random) -> str:
    words: list[str] = []
    k = 0
    while k < len(value):
        same = 2 if value[k : k + 2] == value[k] * 2 else 1
        same = 3 if value[k : k + 3] == value[k] * 3 else same
        digit = "oh" if value[k] == "0" else DIGITS[int(value[k])]
        words.append({1: digit, 2: f"double {digit}", 3: f"triple {digit}"}[same])
        k += same
    return _with_fillers([" ".join(words)], rng)


def _with_fillers(groups: Sequence[str], rng: random.Random) -> str:
    said = list(groups)
    if len(said) > 1 and rng.random() < 0.15:
        said.insert(rng.randrange(1, len(said)), rng.choice(("um", "uh", "and then", "let me see")))
    return ", ".join(said)


def _grouped(value: str, rng: random.Random) -> str:
    mark = rng.choice(("-", " ", ", ", "-", ".", ""))
    groups: list[str] = []
    k = 0
    while k < len(value):
        size = rng.choice((2, 3, 4, 4)) if mark else len(value)
        groups.append(value[k : k + size])
        k += size
    return mark.join(groups)
