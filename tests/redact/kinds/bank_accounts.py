"""Bank accounts. 021000021 and 111000025 are banks' public routing numbers, used in every manual."""

from calls.finding import Kind
from tests.redact.kinds.rows import Hit, NearMiss

KIND = Kind.BANK_ACCOUNT

HITS: tuple[Hit, ...] = (
    Hit(("The routing number is 021-000-021, and the account is 843-210-976.",), "base"),
    Hit(("SORCODE 204545, thanks",), "base: sort code misheard"),
    Hit(("xx 123 4567 89 xx",), "fail safe: nine unexplained digits"),
    Hit(("xx five five five oh one four seven two one people xx",), "fail safe: digits one by one"),
    Hit(("It's 111000025.",), "nine digits alone"),
    Hit(("agent: And the routing number?", "oh two one, triple oh, oh two one"), "a tripled zero"),
    Hit(("my sort code is twenty thirty forty",), "GB, in pairs, lower case"),
    Hit(("The account is one two three one two three one two.",), "digits one by one"),
    Hit(("agent: And the sort code?", "20-30-40, and the account is 12312312"), "both at once"),
    Hit(("agent: To your bank account, ending 0909?",), "an ending"),
    Hit(("agent: Which account should it go to?", "four four, double one, seven three nine two"), "doubles, an answer"),
    Hit(("pay it into 12312312 please",), "pay it into, lower case"),
)

NEAR_MISSES: tuple[NearMiss, ...] = (
    NearMiss(("The last bill was $238.50.",), "money"),
    NearMiss(("The lottery numbers 4 8 15 16 23 42 were drawn",), "numbers drawn"),
    NearMiss(("The balance of the savings account is 12,500 dollars.",), "a balance"),
    NearMiss(("I paid 350 pounds into my savings account.",), "money, an account behind it"),
    NearMiss(("the wire is 25 feet long",), "a wire, no transfer"),
    NearMiss(("It's part number 021000021.",), "a part: nine digits whose check holds"),
    NearMiss(("We had 120,000 visitors in 12 months.",), "quantities"),
    NearMiss(("It's 219-09-9999.",), "nine digits, grouped as a social security number", Kind.SSN),
    NearMiss(("My account number is 204545 99",), "a company's account, no bank's", Kind.CUSTOMER_ID),
    NearMiss(("The IBAN is GB29 NWBK 6016 1331 9268 19",), "an IBAN: sort code and account in it", Kind.IBAN),
)
