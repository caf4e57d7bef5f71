"""What a recogniser writes in place of digits, read as digits where they were asked for; near-misses stay."""

import pytest

from tests.redact.conversation import redacted

CVV = "agent: Security code?"
CARD = "agent: Card number?"
TABLE = [
    ((CVV, "It's 3:42."), "It's [CARD_CVV].", "a code as a time"),
    (("agent: And the CVV?", "$342."), "$[CARD_CVV].", "a code as an amount"),
    (("agent: And the CVV?", "342%."), "[CARD_CVV]%.", "a code as a share"),
    ((CARD, "41:28, 34:22, 18:97, 66:54."), "[CARD_NUMBER].", "a card as times"),
    ((CARD, "$4,128, $3,422, 1897, 6654."), "$[CARD_NUMBER].", "a card as amounts"),
    (("agent: that will be $342",), "that will be $342", "a price"),
    ((CVV, "739", "agent: that will be $342"), "that will be $342", "a price after a code"),
    ((CVV, "739", "agent: Thank you. See you at 3:42."), "Thank you. See you at 3:42.", "a time after a code"),
    ((CARD, "４１２８ ３４２２ １８９７ ６６５４"), "[CARD_NUMBER]", "full-width digits"),
    ((CARD, "٤١٢٨ ٣٤٢٢ ١٨٩٧ ٦٦٥٤"), "[CARD_NUMBER]", "Arabic-Indic digits"),
    ((CARD, "4️⃣1️⃣2️⃣8️⃣ 3️⃣4️⃣2️⃣2️⃣ 1️⃣8️⃣9️⃣7️⃣ 6️⃣6️⃣5️⃣4️⃣"), "[CARD_NUMBER]", "keycaps"),
    ((CARD, "41\u00ad28 34\u200b22 18\u206097 66\u00ad54"), "[CARD_NUMBER]", "invisible characters"),
    ((CVV, "three hundred and forty two"), "[CARD_CVV]", "a code as a quantity"),
    (("It took three hundred and forty two tries",), "It took three hundred and forty two tries", "a quantity"),
    ((CVV, "739", "agent: so that's seven hundred thirty nine"), "so that's [CARD_CVV]", "a code echoed"),
    ((CVV, "739", "agent: the total is $739"), "the total is $739", "a price equal to a code"),
    ((CARD, "for one to eight three four too too one ate nine seven six six five four"), "[CARD_NUMBER]", "homophones"),
    ((CARD, "I want to pay for one"), "I want to pay for one", "prepositions"),
    (("agent: What's your order number?", "4128 3422 1897 6654"), "[CARD_NUMBER]", "a card for an order"),
    (("my iban is g b eight two w e s t one two three four five six nine eight",), "my iban is [IBAN]", "letters"),
    (("my email is john smith all one word at gmail dot com",), "my email is [EMAIL]", "an aside within an address"),
    (("you can write to jane miller at yahoo com",), "you can write to [EMAIL]", "a lost dot"),
    (("we met at yahoo yesterday",), "we met at yahoo yesterday", "a provider, no address"),
    (("My name is Fatima al zahra.",), "My name is [PERSON].", "a particle"),
    (("agent: Your security number?", "512 48 9037"), "[SSN]", "security number"),
]


@pytest.mark.parametrize(("lines", "expected", "remark"), TABLE, ids=[row[2] for row in TABLE])
def test_an_answer_is_hidden_and_its_look_alike_stays(lines: tuple[str, ...], expected: str, remark: str) -> None:
    assert redacted(*lines)[-1] == expected, remark


def test_a_number_is_hidden_when_it_is_named_by_the_next_turn() -> None:
    assert redacted("739", "agent: is that the security code?", "yes")[0] == "[CARD_CVV]"
    assert redacted("739", "agent: is that the price?", "yes")[0] == "739"
