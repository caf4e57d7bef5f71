"""International bank account numbers: the examples of the IBAN registry."""

from calls.finding import Kind
from tests.redact.kinds.rows import Hit, NearMiss

KIND = Kind.IBAN

HITS: tuple[Hit, ...] = (
    Hit(("The Ibanez DE-899-3704-0044-0532-0130-00",), "base: IBAN heard as Ibanez"),
    Hit(("TB29, NWBK60, 16, 13, 31, 92, 68, 19.",), "base: GB heard as TB"),
    Hit(("It's GB29-NWBK-6016-1331-9268-19.",), "announced by nothing, with hyphens", "It's [IBAN]."),
    Hit(("It's NL91ABNA0417164300.",), "twelve digits: its check alone", "It's [IBAN]."),
    Hit(("agent: And the IBAN?", "DE89 3704 0044 0532 0130 00"), "an answer", "[IBAN]"),
    Hit(
        (
            "the iban is d e eight nine, three seven oh four, double oh four four, oh five three two, "
            "oh one three oh, oh oh",
        ),
        "spelled, lower case",
        "the iban is [IBAN]",
    ),
    Hit(
        (
            "agent: IBAN please?",
            "Golf Bravo two nine, November Whiskey Bravo Kilo, six oh one six, one three three one, "
            "nine two six eight, one nine.",
        ),
        "by the spelling alphabet",
        "[IBAN].",
    ),
    Hit(("My I ban is BE68 5390 0754 7034",), "IBAN in two words, a short one", "My I ban is [IBAN]"),
    Hit(("The Ivan number is FR14 2004 1010 0505 0001 3M02 606",), "IBAN misheard, a letter inside"),
)

NEAR_MISSES: tuple[NearMiss, ...] = (
    NearMiss(("I bought an Ibanez for 899 dollars.",), "a guitar, and money"),
    NearMiss(("An IBAN has up to 34 characters.",), "how long it is"),
    NearMiss(("a german iban has 22 characters",), "how long it is, lower case"),
    NearMiss(("It's a DE 9000 mixer.",), "a model"),
    NearMiss(("The flight is BA 2490, it leaves at 10:45.",), "a flight"),
    NearMiss(("It's NL92ABNA0417164300.",), "one digit off, and no cue: twelve digits", Kind.PHONE),
    NearMiss(("It's 5500 0000 0000 0004.",), "sixteen digits without letters", Kind.CARD_NUMBER),
    NearMiss(("my sort code is 20-30-40",), "a sort code", Kind.BANK_ACCOUNT),
    NearMiss(("The serial number is DE89 3704 00.",), "a serial number", Kind.DEVICE_SERIAL),
)
