"""Numbers of passports, licences and plates: specimens of those who give them out, or made up."""

from calls.finding import Kind
from tests.redact.kinds.rows import Hit, NearMiss

KIND = Kind.ID_DOCUMENT

HITS: tuple[Hit, ...] = (
    Hit(("Passport number is P-547-892-1.",), "base"),
    Hit(("agent: Your passport number?", "five four seven eight nine two one oh three"), "nine digits, an answer"),
    Hit(("my driver's license is d four four one seven two nine oh",), "a letter and digits, lower case"),
    Hit(("The licence plate is LB68 XQZ.",), "a plate", "The licence plate is [ID_DOCUMENT]."),
    Hit(("My Medicare number is 1EG4-TE5-MK73.",), "the specimen of the US health insurance"),
    Hit(("my nhs number is nine four three, four seven six, five nine one nine",), "grouped as a telephone number"),
    Hit(("agent: State ID?", "7390442"), "digits alone"),
    Hit(("The VIN is 1HGCM82633A004352.",), "a car's"),
    Hit(
        ("agent: And the driving licence number?", "Mike Oscar seven five three, one one six, Sierra Mike nine"),
        "by the spelling alphabet",
        "[ID_DOCUMENT]",
    ),
)

NEAR_MISSES: tuple[NearMiss, ...] = (
    NearMiss(("I applied for the passport 6 weeks ago.",), "how long ago"),
    NearMiss(("the passport was 130 dollars",), "a fee, lower case"),
    NearMiss(("My green card came on the 3rd of December.",), "the day a document came"),
    NearMiss(("The license is for 5 devices.",), "a licence of software"),
    NearMiss(("A passport photo is 35 by 45 millimetres.",), "a size"),
    NearMiss(("My license was issued on 14 March 2021.",), "an issue date"),
    NearMiss(("My social is 219-09-9999.",), "a social security number", Kind.SSN),
    NearMiss(("my member id is 7 3 9 0 4",), "a member's", Kind.CUSTOMER_ID),
    NearMiss(("It's the Visa ending in 4242.",), "a card of that name", Kind.CARD_NUMBER),
)
