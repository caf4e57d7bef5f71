"""One table a kind: hits and near-misses, a remark each. Rows marked "base" are as Whisper base wrote them."""

import pytest

from calls.finding import Kind
from tests.redact.conversation import findings_of, kinds_in, redacted

ASK_CARD = "agent: Please read me the card number."

HITS = [
    (Kind.CARD_NUMBER, (ASK_CARD, "4-5-3914-88034364667."), "base: seventeen digits, Luhn does not hold"),
    (Kind.CARD_NUMBER, (ASK_CARD, "411-2222-333-4444"), "base: repeats collapsed, thirteen digits"),
    (Kind.CARD_NUMBER, (ASK_CARD, "It's 4W56 8712 3345 90"), "base: double garbled into letters"),
    (Kind.CARD_NUMBER, ("four five three nine one four eight eight zero three four three six four six seven",), "bare"),
    (Kind.CARD_NUMBER, ("My car number is 4242 4242 42",), "card heard as car, ten digits"),
    (Kind.CARD_NUMBER, ("agent: Is that the card ending in 4242?",), "a partial value"),
    (Kind.CARD_NUMBER, ("Last four digits, 1937.",), "base: a partial value without a kind"),
    (Kind.CARD_NUMBER, (ASK_CARD, "4242", "agent: okay", "4242"), "four at a time"),
    (Kind.CARD_EXPIRY, ("agent: And the expiration date?", "eleven twenty eight."), "month and year in pairs"),
    (Kind.CARD_EXPIRY, ("agent: And the expiration date?", "11-28"), "with a hyphen"),
    (Kind.CARD_EXPIRY, ("It expires April 2027",), "a month by name"),
    (Kind.CARD_CVV, ("agent: And the three digit security code on the back?", "One moment, it is 739."), "answer"),
    (Kind.CARD_CVV, ("The CBB is 739",), "base: CVV heard as CBB"),
    (Kind.CARD_CVV, ("The CVV is seven three nine",), "spoken"),
    (Kind.SSN, ("The last four of my social are 9037.",), "base: last four"),
    (Kind.SSN, ("Socialist 512-48-9037",), "base: social is heard as Socialist"),
    (Kind.SSN, ("Social is 5.12.40, 8.9.37",), "base: groups lost"),
    (Kind.SSN, ("agent: What is your social security number?", "219-09-99-99"), "a digit group split"),
    (Kind.SSN, ("It's 219-09-9999",), "shape alone"),
    (Kind.SSN, ("It's 666-45-6789",), "never issued (SSA), hidden all the same"),
    (Kind.ITIN, ("My ITIN is 912-70-1234",), "IRS number"),
    (Kind.PHONE, ("You can reach me at 212-555-0147.",), "base"),
    (Kind.PHONE, ("ARI Code 415-555-2671.",), "base: area code misheard"),
    (Kind.PHONE, ("My mobile is plus 444-7700-900123",), "base: GB mobile with a doubled digit"),
    (Kind.PHONE, ("It's 800-555-199, Extension 4.2.",), "base: a digit lost"),
    (Kind.PHONE, ("Plus four nine, thirty, one two three four five six seven eight.",), "abroad"),
    (Kind.BANK_ACCOUNT, ("The routing number is 021-000-021, and the account is 843-210-976.",), "base"),
    (Kind.BANK_ACCOUNT, ("SORCODE 204545, thanks",), "base: sort code misheard"),
    (Kind.IBAN, ("The Ibanez DE-899-3704-0044-0532-0130-00",), "base: IBAN heard as Ibanez"),
    (Kind.IBAN, ("TB29, NWBK60, 16, 13, 31, 92, 68, 19.",), "base: GB heard as TB"),
    (Kind.IMEI, ("The IME IS-35-2099-001761-481",), "base"),
    (Kind.DEVICE_SERIAL, ("The MAC addresses 001A2B3C4D5D.",), "base"),
    (Kind.IP_ADDRESS, ("The IP that dresses 192.168.0.12.",), "base"),
    (Kind.ID_DOCUMENT, ("Passport number is P-547-892-1.",), "base"),
    (Kind.CUSTOMER_ID, ("My policy number is a B-9901-73.",), "base"),
    (Kind.CREDENTIAL, ("The code you sent me is 849-201.",), "base: one-time code"),
    (Kind.CREDENTIAL, ("The password is blue-Elephant77 exclamation mark.",), "base: words"),
    (Kind.CREDENTIAL, ("agent: What is your mother's maiden name?", "It's Kowalczyk."), "a security answer"),
    (Kind.DATE_OF_BIRTH, ("My date of birth is the 14th of March 1982.",), "base"),
    (Kind.DATE_OF_BIRTH, ("agent: Your date of birth please?", "03.14.1982"), "base: digits"),
    (Kind.DATE_OF_BIRTH, ("agent: Your date of birth please?", "March 14th, 82"), "base: short year"),
    (Kind.PHONE, ("xx 123 456 789 0 xx",), "fail safe: ten unexplained digits"),
    (Kind.BANK_ACCOUNT, ("xx 123 4567 89 xx",), "fail safe: nine unexplained digits"),
    (Kind.CARD_NUMBER, ("xx 1234 567890123456789012 xx",), "fail safe: thirteen and more"),
    (Kind.PHONE, ("06 12 34 56 78",), "fail safe: rising pairs, and no draw is spoken of"),
    (
        Kind.PHONE,
        ("agent: Okay, go ahead.", "So 06 12 34 56 78, have you got it?"),
        "fail safe: rising pairs, dictated",
    ),
    (Kind.PHONE, ("Reach me at two one two five five five oh one four seven day or night",), "a unit behind it: day"),
    (Kind.PHONE, ("xx 212 555 014 7 business xx",), "fail safe: a unit behind what is no quantity"),
    (Kind.BANK_ACCOUNT, ("xx five five five oh one four seven two one people xx",), "fail safe: digits one by one"),
    (Kind.CUSTOMER_ID, ("My account number is 204545 99 business",), "announced, a unit behind it"),
]

MISSES = [
    (("The last bill was $238.50.",), "money"),
    (("The payment of fifty dollars went through. It ships on Friday.",), "money and a day"),
    (("I bought two phones with 256 gigabytes each",), "quantity and storage"),
    (("agent: Press 1 for sales, press 2 for support",), "a phone menu"),
    (("I will be there on the 3rd of December at half past 4.",), "a date and a time"),
    (("I have type 2 diabetes and I take 500 milligrams of metformin.",), "medicine"),
    (("It is an iPhone 15 Pro Max with a battery at 82 percent",), "a model"),
    (("It was delivered on 11/14/2026",), "a delivery date"),
    (("The error code is 50014",), "an error code"),
    (("agent: That will be 1,299 dollars, or 24 payments of 54",), "prices"),
    (("The flight leaves at 10:45 and arrives at 13:20",), "times"),
    (("I was on hold for forty five minutes",), "a duration"),
    (("One, two, three, four, five, six, seven, eight, nine, ten, go",), "counting"),
    (("It takes 10 business days",), "a duration, two units"),
    (("They won 1 000 000 dollars",), "money, thousands with blanks"),
    (("They won 1,250,000 dollars and 100 000 000 points",), "money and points"),
    (("We had one hundred and twenty thousand visitors, two hundred thousand people",), "quantities that are said"),
    (("The lottery numbers 4 8 15 16 23 42 were drawn",), "numbers drawn"),
    (("agent: The draw was on Friday.", "agent: So it is 12 14 23 31 44 47."), "numbers drawn, a turn before"),
    (("agent: 12 14 23 31 44 47 came out of the raffle.",), "numbers drawn, told behind them"),
    (("I gave you my card yesterday and I bought 2 of them",), "a card spoken of, a quantity"),
]


@pytest.mark.parametrize(("kind", "lines", "remark"), HITS, ids=[f"{row[0].value}: {row[2]}" for row in HITS])
def test_a_secret_is_found_as_its_kind(kind: Kind, lines: tuple[str, ...], remark: str) -> None:
    assert kind in kinds_in(*lines), remark


@pytest.mark.parametrize(("kind", "lines", "remark"), HITS, ids=[f"{row[0].value}: {row[2]}" for row in HITS])
def test_no_digit_of_a_secret_is_left_to_read(kind: Kind, lines: tuple[str, ...], remark: str) -> None:
    left = sum(char.isdigit() for char in redacted(*lines)[-1])
    assert left <= 2, (kind, remark)


@pytest.mark.parametrize(("lines", "remark"), MISSES, ids=[row[1] for row in MISSES])
def test_an_innocent_number_stays(lines: tuple[str, ...], remark: str) -> None:
    assert findings_of(*lines) == (), remark


def test_an_order_number_is_found_but_stays_readable() -> None:
    lines = ("agent: What is your order number?", "The order number is 147,209.")
    assert kinds_in(*lines) == {Kind.ORDER_NUMBER}
    assert redacted(*lines)[1] == "The order number is 147,209."


def test_a_look_alike_call_with_orders_prices_and_dates_is_not_masked() -> None:
    lines = (
        "agent: Thank you for calling, how can I help?",
        "caller: I ordered two pairs of headphones on the third of October, order number 4 4 7 2 9 1.",
        "agent: I see it. The total is 129 dollars and 90 cents, with 2 items.",
        "caller: Right. One came with 64 gigabytes and it should be 128.",
        "agent: We can swap it, it takes 3 to 5 business days. Delivery is between 9 and 12.",
        "caller: Great, and the 15 percent discount?",
        "agent: It is on the invoice. Anything else?",
    )
    assert redacted(*lines) == [line.split(": ", 1)[1] for line in lines]
