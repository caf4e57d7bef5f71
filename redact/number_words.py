"""The words that numbers are spoken with (English, US and GB), as tables."""

from redact.word_set import word_set

UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "niner": 9,
}  # fmt: skip
TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
ZEROS = {"zero": 0, "oh": 0, "o": 0, "nought": 0, "naught": 0, "nil": 0}
HOMOPHONES = {
    "won": 1, "to": 2, "too": 2, "tu": 2, "tree": 3, "free": 3, "for": 4, "fore": 4, "fife": 5, "sicks": 6, "sex": 6,
    "ate": 8, "ait": 8, "nein": 9, "owe": 0,
}  # fmt: skip
"""What a recogniser writes for a digit that it took for a word; digits only among digits that were asked for."""
DOUBLES = {"double": 2, "triple": 3, "treble": 3, "quadruple": 4}

NUMERALS = frozenset({*UNITS, *TEENS, *TENS, *ZEROS, *DOUBLES})
"""Every word that a digit or a number below a hundred is spoken with."""

JOINERS = frozenset(
    {"-", "–", "—", ",", ".", "…", "/", "dash", "hyphen", "space", "plus", "+", ";", "dot", "_", "·", "•", "|", "*",
     "(", ")"}
)  # fmt: skip
"""What may stand between two parts of one number; a recogniser sets hyphens, commas and stops as it pleases."""

FILLERS = frozenset({"um", "uh", "er", "erm", "ah", "hmm", "mm", "uhm", "hm", "then", "like", "okay", "ok"})
CORRECTIONS = frozenset({"no", "sorry", "wait", "correction", "actually", "i", "mean", "rather", "not", "scratch"})
"""Words of a self-correction inside a number ("nine, no, five", "sorry, I mean five, not nine")."""

NOT_CODES = frozenset(
    {"gb", "tb", "mb", "kb", "am", "pm", "ok", "id", "pin", "usb", "tv", "usa", "us", "uk", "cvv", "cvc", "ssn", "zip",
     "iban", "imei", "sim", "vip", "faq", "hd", "pc", "mac", "dvd", "gps", "bmw", "lg", "usd", "gbp", "eur", "mph",
     "and", "st", "nd", "rd", "th", "s", "k", "g", "mm", "cm", "km", "ft", "lb", "lbs", "kg", "x", "no", "vin", "ip",
     "it", "is", "to", "at", "on", "in", "of", "or", "my", "me", "we", "he", "be", "by", "so", "do", "go", "up"}
)  # fmt: skip
"""Short words and units that are no part of a code, even in capitals."""

MONTHS = {
    "january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4, "may": 5, "june": 6,
    "jun": 6, "july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9, "october": 10,
    "oct": 10, "november": 11, "nov": 11, "december": 12, "dec": 12,
}  # fmt: skip
ORDINALS = word_set(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth thirtieth"
)
SPELLING_ALPHABET = word_set(
    "alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett juliette julieette kilo lima mike "
    "november oscar papa quebec romeo sierra tango uniform victor whiskey whisky xray yankee zulu"
)
"""ICAO/NATO spelling alphabet, with spellings that recognisers write."""
