"""PINs, one-time codes, passwords and security answers."""

from calls.finding import Kind
from tests.redact.kinds.rows import Hit, NearMiss

KIND = Kind.CREDENTIAL

HITS: tuple[Hit, ...] = (
    Hit(("The code you sent me is 849-201.",), "base: one-time code"),
    Hit(("The password is blue-Elephant77 exclamation mark.",), "base: words"),
    Hit(("agent: What is your mother's maiden name?", "It's Kowalczyk."), "a security answer", "It's [CREDENTIAL]."),
    Hit(("my pin is four oh double seven",), "a PIN, lower case"),
    Hit(("agent: Your one time passcode?", "eight four nine, two oh one"), "an answer in words"),
    Hit(("agent: What's the gate code?", "4471 pound"), "a key behind it", "[CREDENTIAL]"),
    Hit(("#4409 opens it",), "a key before it", "[CREDENTIAL] opens it"),
    Hit(("agent: And the name of your first pet?", "Biscuit."), "a word alone", "[CREDENTIAL]."),
    Hit(("It's QX4T-0091-XLZZ-77P0.",), "a key in groups", "It's [CREDENTIAL]."),
    Hit(("the wifi password is sunflower 2024 dollar sign",), "words, digits and a sign, lower case"),
    Hit(
        ("agent: What does the text say?", "8", "agent: next one", "4", "agent: and then", "nine"),
        "dictated digit by digit",
        "[CREDENTIAL]",
    ),
)

NEAR_MISSES: tuple[NearMiss, ...] = (
    NearMiss(("Press star 699 for help.",), "a menu with a star"),
    NearMiss(("agent: The promo code is SAVE20.",), "a promotion"),
    NearMiss(("I forgot my password 3 times.",), "a password spoken of"),
    NearMiss(("agent: Your password must have at least 8 characters.",), "a rule of passwords"),
    NearMiss(("A five star 300 room hotel.",), "stars and rooms"),
    NearMiss(("It costs 350 pound.",), "a price: a pound is no key"),
    NearMiss(("The error code is 50014",), "an error code"),
    NearMiss(("the fault code is e 14",), "a fault's code, lower case"),
    NearMiss(("my area code is 212",), "an area code", Kind.PHONE),
    NearMiss(("The zip code is 90210.",), "a postal code", Kind.ADDRESS),
    NearMiss(("The security code on the back is 739.",), "a card's", Kind.CARD_CVV),
)
