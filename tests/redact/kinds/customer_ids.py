"""Customer, policy and membership numbers."""

from calls.finding import Kind
from tests.redact.kinds.rows import Hit, NearMiss

KIND = Kind.CUSTOMER_ID

HITS: tuple[Hit, ...] = (
    Hit(("My policy number is a B-9901-73.",), "base"),
    Hit(("My account number is 204545 99 business",), "announced, a unit behind it"),
    Hit(("agent: Can I have your customer number?", "double four, seven three nine, oh two"), "doubles, an answer"),
    Hit(
        ("agent: What's the member number?", "um w t eight eight two oh three nine b"),
        "spelled, lower case",
        "um [CUSTOMER_ID]",
    ),
    Hit(("The patient number is 40-77-312.",), "with hyphens"),
    Hit(("agent: Account number?", "204545"), "digits alone"),
    Hit(("my loyalty card is nine oh four, twenty two, seventeen",), "in pairs, lower case"),
    Hit(("My frequent flyer number is UA 7390442.",), "letters before it"),
    Hit(("agent: What's your policy number?", "7390", "agent: yes", "4421"), "over two turns"),
    Hit(("It's on my library card, 2390441.",), "named by the card"),
)

NEAR_MISSES: tuple[NearMiss, ...] = (
    NearMiss(("The membership costs 45 dollars a year.",), "a fee"),
    NearMiss(("i have been a member for 12 years",), "how long, lower case"),
    NearMiss(("There are 4 people on my account.",), "how many use it"),
    NearMiss(("The policy covers 250,000 dollars.",), "a sum insured"),
    NearMiss(("agent: Your account is credited in 5 business days.",), "a duration"),
    NearMiss(("agent: The group has 24 seats left.",), "seats"),
    NearMiss(("My order number is 147,209.",), "an order's", Kind.ORDER_NUMBER),
    NearMiss(("my bank account is 12312312",), "a bank's", Kind.BANK_ACCOUNT),
    NearMiss(("The serial number is 739044.",), "a device's", Kind.DEVICE_SERIAL),
)
