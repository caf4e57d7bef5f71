"""The parts of a made-up call: openings, questions with their answers, small talk, goodbyes."""

import random
from collections.abc import Callable

from benchmarks.redaction import invented_people as invented
from benchmarks.redaction import verbalise
from benchmarks.redaction.verbalise import Voice

Lines = list[str]
_WRONG_COUNT = 0.1


class CallParts:
    """One call's caller and agent, and what they may say. Every line is "agent: …" or "caller: …" with marks."""

    def __init__(self, rng: random.Random, voice: Voice) -> None:
        self.rng, self.voice = rng, voice
        self.first, self.last = rng.choice(invented.FIRST), rng.choice(invented.LAST)
        self.agent = rng.choice(invented.FIRST)
        self.is_gb = rng.random() < 0.4

    def call(self) -> Lines:
        secret = self.rng.sample(self._exchanges(), self.rng.randint(2, 4))
        parts = [part() for part in secret] + self.rng.sample(_INNOCENT, self.rng.randint(1, 2))
        self.rng.shuffle(parts)
        return [*self._opening(), *(line for part in parts for line in part), *self._goodbye()]

    def innocent_call(self) -> Lines:
        opening = ["agent: Thanks for calling, how can I help?", "caller: " + self.rng.choice(_PROBLEMS)]
        parts = self.rng.sample(_INNOCENT, self.rng.randint(3, 5))
        return [*opening, *(line for part in parts for line in part), "caller: Okay, thanks. Bye now."]

    def _exchanges(self) -> list[Callable[[], Lines]]:
        return [
            self._card,
            self._card,
            self._address,
            self._address,
            self._email,
            self._email,
            self._phone,
            self._social,
            self._birth,
            self._birth,
            self._serial,
            self._bank,
            self._imei,
            self._customer,
            self._code,
            self._document,
            self._iban,
            self._third_person,
            self._third_person,
            self._order,
            self._network,
            self._expiry_alone,
        ]

    def _pick(self, *choices: str) -> str:
        return self.rng.choice(choices)

    def _number(self, length: int) -> str:
        value = "".join(self.rng.choices("0123456789", k=length))
        if self.rng.random() >= _WRONG_COUNT:
            return value
        k = self.rng.randrange(length)
        return value[:k] + self.rng.choice(("", value[k] * 2)) + value[k + 1 :]

    def _mark(self, kind: str, value: str) -> str:
        return "{" + f"{kind}:{value}" + "}"

    def _digits(self, kind: str, length: int) -> str:
        return self._mark(kind, verbalise.digits(self._number(length), self.voice, self.rng))

    def _opening(self) -> Lines:
        agent, me = self._mark("PERSON", self.agent), self._mark("PERSON", f"{self.first} {self.last}")
        first = self._mark("PERSON", self.first)
        return self.rng.choice(
            (
                [
                    f"agent: Thank you for calling, this is {agent}. How can I help you today?",
                    f"caller: Hi {agent}, my name is {me}. {self._pick(*_PROBLEMS)}",
                ],
                [f"agent: Customer care, {agent} speaking.", f"caller: Hello, {me} here. {self._pick(*_PROBLEMS)}"],
                [
                    "agent: Good morning, who am I speaking with?",
                    f"caller: {me}.",
                    f"agent: And what can I do for you, {first}?",
                    "caller: " + self._pick(*_PROBLEMS),
                ],
                [
                    "agent: Thanks for holding. Can I have your name please?",
                    f"caller: Sure, it's {me}.",
                    "agent: How do you spell the last name?",
                    f"caller: {self._mark('PERSON', verbalise.spelled(self.last, self.rng))}.",
                ],
                [
                    f"agent: Hi, am I talking to {self._pick(first, self._mark('PERSON', self.last))}?",
                    f"caller: Yes, that's me. {self._pick(*_PROBLEMS)}",
                ],
            )
        )

    def _goodbye(self) -> Lines:
        first, agent = self._mark("PERSON", self.first), self._mark("PERSON", self.agent)
        return self.rng.choice(
            (
                [f"agent: Is there anything else, {first}?", f"caller: No, thank you, {agent}."],
                ["agent: Have a great day.", "caller: You too, bye."],
                [f"agent: Thanks for calling, {first}. Take care.", "caller: Thanks."],
            )
        )

    def _card(self) -> Lines:
        number = self._digits("CARD_NUMBER", self.rng.choice((15, 16, 16, 16)))
        expiry = verbalise.expiry(self.rng.randint(1, 12), self.rng.randint(27, 32), self.voice, self.rng)
        return [
            "agent: "
            + self._pick(
                "What's the card number?",
                "Can you read me the card number please?",
                "Go ahead with the sixteen digits.",
                "I'm ready for the long number on the card.",
            ),
            f"caller: {self._pick('', 'Sure. ', 'Yes, it is ', 'One second. Okay, ')}{number}.",
            "agent: " + self._pick("And the expiration date?", "When does it expire?", "Expiry?", "Valid through?"),
            f"caller: {self._pick('', 'It says ', 'That would be ')}{self._mark('CARD_EXPIRY', expiry)}.",
            "agent: "
            + self._pick(
                "And the CVV?", "Security code?", "And the three digits on the back?", "The code by the signature?"
            ),
            f"caller: {self._pick('', 'It is ', 'Um, ')}{self._cvv()}.",
        ]

    def _cvv(self) -> str:
        value = self._number(3)
        if len(value) == 3 and value[1] < "6" and self.voice is Voice.RECOGNISER:
            value = self._pick(value, f"{value[0]}:{value[1:]}", f"${value}", f"{value}%")
            return self._mark("CARD_CVV", value)
        return self._mark("CARD_CVV", verbalise.digits(value, self.voice, self.rng))

    def _expiry_alone(self) -> Lines:
        last = self._digits("CARD_NUMBER", 4)
        expiry = verbalise.expiry(self.rng.randint(1, 12), self.rng.randint(27, 32), self.voice, self.rng)
        return [
            f"caller: I got a new card, it ends in {last} and expires {self._mark('CARD_EXPIRY', expiry)}.",
            "agent: Thanks, that's updated.",
        ]

    def _street_address(self) -> tuple[str, str]:
        """The street line and the town with its code."""
        number = str(self.rng.choice((self.rng.randint(1, 99), self.rng.randint(100, 9999))))
        said = (
            number
            if self.voice is Voice.RECOGNISER or self.rng.random() < 0.4
            else verbalise.digits(number, self.voice, self.rng)
        )
        street = f"{said} {self.rng.choice(invented.STREETS).replace('|', ' ')} {self.rng.choice(invented.SUFFIXES)}"
        if self.rng.random() < 0.3:
            unit = self._pick("apartment", "unit", "suite") if not self.is_gb else "flat"
            part = f"{unit} {self.rng.randint(1, 40)}{self._pick('', 'B', 'C')}"
            street = f"{part}, {street}" if self.is_gb else f"{street}, {part}"
        if self.is_gb:
            town = self.rng.choice(invented.GB_TOWNS).replace("|", " ")
            area = self.rng.choice(invented.GB_AREAS)
            postcode = f"{area}{self.rng.randint(1, 20)} {self.rng.randint(1, 9)}{self._pick('AB', 'QT', 'ND', 'XR')}"
            return street, f"{town}, {self._pick(postcode, ' '.join(postcode.replace(' ', '')))}"
        town = self.rng.choice(invented.US_TOWNS).replace("|", " ")
        return street, f"{town} {verbalise.digits(self._number(5), self.voice, self.rng)}"

    def _address(self) -> Lines:
        street, town = self._street_address()
        ask = "agent: " + self._pick(
            "What's the address?", "Where should we send it?", "Can you confirm your address?", "Delivery address?"
        )
        one = self._mark("ADDRESS", f"{street}, {town}")
        return self.rng.choice(
            (
                [ask, f"caller: {self._pick('', 'It is ', 'Yes, ')}{one}."],
                [
                    ask,
                    f"caller: {self._mark('ADDRESS', street)}.",
                    "agent: And the town and " + ("postcode?" if self.is_gb else "zip code?"),
                    f"caller: {self._mark('ADDRESS', town)}.",
                ],
                [f"caller: I live at {one}, can they come tomorrow?", "agent: Let me check for you."],
                [
                    f"agent: I have {self._mark('ADDRESS', street)} on file, is that right?",
                    "caller: Yes, that's still right.",
                ],
            )
        )

    def _email(self) -> Lines:
        local = self.rng.choice(
            (
                f"{self.first}.{self.last}",
                f"{self.first[0]}{self.last}{self.rng.randint(1, 99)}",
                f"{self.first}_{self.last[0]}",
                f"{self.rng.choice(invented.NICKS)}{self.rng.randint(1, 2010)}",
                f"{self.last}-family",
            )
        ).lower()
        domain = self.rng.choice(invented.PROVIDERS if self.rng.random() < 0.8 else invented.OWN_DOMAINS)
        said = self._mark("EMAIL", verbalise.email(local, domain, self.voice, self.rng))
        return self.rng.choice(
            (
                [
                    "agent: "
                    + self._pick(
                        "What's your email address?", "And a good email for you?", "Which email should I send it to?"
                    ),
                    f"caller: {self._pick('', 'It is ', 'Sure, ')}{said}.",
                ],
                [f"caller: Can you send the receipt to {said}?", "agent: Of course."],
            )
        )

    def _phone(self) -> Lines:
        number = self._digits("PHONE", 11 if self.is_gb else 10)
        return self.rng.choice(
            (
                [
                    "agent: "
                    + self._pick(
                        "What's the best number to reach you?",
                        "And a phone number?",
                        "Which number can I call you back on?",
                    ),
                    f"caller: {self._pick('', 'My cell is ', 'It is ')}{number}.",
                ],
                [f"caller: If we get cut off call me on {number}.", "agent: I will."],
            )
        )

    def _social(self) -> Lines:
        if self.rng.random() < 0.2:
            return ["agent: Do you have an ITIN?", f"caller: Yes, {self._digits('ITIN', 9)}."]
        if self.rng.random() < 0.4:
            return ["agent: The last four of your social?", f"caller: {self._digits('SSN', 4)}."]
        return [
            "agent: And your social security number?",
            f"caller: {self._pick('', 'It is ')}{self._digits('SSN', 9)}.",
        ]

    def _birth(self) -> Lines:
        said = verbalise.date(
            self.rng.randint(1, 30), self.rng.randint(1, 12), self.rng.randint(1940, 2005), self.voice, self.rng
        )
        date = self._mark("DATE_OF_BIRTH", said)
        return self.rng.choice(
            (
                [
                    "agent: "
                    + self._pick(
                        "What's your date of birth?",
                        "Your date of birth, please.",
                        "When were you born?",
                        "And the birth date on the account?",
                    ),
                    f"caller: {self._pick('', 'It is ', 'Sure, ')}{date}.",
                ],
                [f"caller: My birthday is {date} if you need that.", "agent: Great, thank you."],
            )
        )

    def _serial(self) -> Lines:
        letters = "ABCDEFGHJKLMNPRSTVWXYZ0123456789"
        value = "".join(self.rng.choices(letters, k=self.rng.randint(7, 12)))
        said = self._mark("DEVICE_SERIAL", verbalise.code(value, self.voice, self.rng))
        return [
            "agent: "
            + self._pick("What's the serial number?", "Could you read me the serial on the back?", "And the serial?"),
            f"caller: {self._pick('', 'It says ', 'Okay, ')}{said}.",
        ]

    def _bank(self) -> Lines:
        if self.is_gb:
            return [
                "agent: Sort code and account number?",
                f"caller: {self._digits('BANK_ACCOUNT', 6)} and {self._digits('BANK_ACCOUNT', 8)}.",
            ]
        return [
            "agent: I need the routing number.",
            f"caller: {self._digits('BANK_ACCOUNT', 9)}.",
            "agent: And the account?",
            f"caller: {self._digits('BANK_ACCOUNT', self.rng.randint(8, 12))}.",
        ]

    def _imei(self) -> Lines:
        return ["agent: Can you read me the IMEI?", f"caller: {self._pick('', 'It is ')}{self._digits('IMEI', 15)}."]

    def _customer(self) -> Lines:
        what = self._pick("customer number", "account number", "policy number", "membership number")
        return [
            f"agent: Do you have your {what}?",
            f"caller: {self._pick('Yes, ', '')}{self._digits('CUSTOMER_ID', self.rng.randint(6, 10))}.",
        ]

    def _code(self) -> Lines:
        number = self._digits("CREDENTIAL", self.rng.choice((4, 6)))
        return self.rng.choice(
            (
                ["agent: I texted you a code, can you read it to me?", f"caller: {number}."],
                ["agent: What's your account PIN?", f"caller: It's {number}."],
                [
                    "agent: And your password for the account?",
                    f"caller: It's {self._mark('CREDENTIAL', self._pick(*_PASSWORDS))}.",
                ],
            )
        )

    def _document(self) -> Lines:
        value = self.rng.choice("ABCDKMP") + self._number(7)
        said = self._mark("ID_DOCUMENT", verbalise.code(value, self.voice, self.rng))
        return [
            f"agent: Could I have your {self._pick('passport number', 'driver license number')}?",
            f"caller: Sure, {said}.",
        ]

    def _iban(self) -> Lines:
        value = (
            self.rng.choice(("DE", "NL", "GB", "FR", "ES"))
            + self._number(2)
            + self.rng.choice(("", "BUKB", "INGB"))
            + self._number(14)
        )
        return [
            "agent: What's the IBAN?",
            f"caller: {self._mark('IBAN', verbalise.code(value, self.voice, self.rng))}.",
        ]

    def _third_person(self) -> Lines:
        other = self._mark("PERSON", self.rng.choice(invented.FIRST))
        full = self._mark("PERSON", f"{self.rng.choice(invented.FIRST)} {self.rng.choice(invented.LAST)}")
        return self.rng.choice(
            (
                [
                    f"caller: I spoke with {other} yesterday and nothing happened.",
                    "agent: I see the notes, sorry about that.",
                ],
                [
                    f"caller: It's in my {self._pick('wife', 'husband', 'mother')}'s name, {full}.",
                    "agent: Okay, is she or he with you?",
                ],
                [f"agent: I'll transfer you to {other} in billing.", "caller: Okay."],
                [f"caller: {full} from your store told me it was free.", "agent: I'll look into it."],
                [f"agent: Is {other} allowed to collect it?", "caller: Yes, that's fine."],
            )
        )

    def _order(self) -> Lines:
        return [
            "agent: What's the order number?",
            f"caller: It's {self._digits('ORDER_NUMBER', self.rng.randint(5, 8))}.",
        ]

    def _network(self) -> Lines:
        octets = [str(self.rng.randint(1, 254)) for _ in range(4)]
        joined = " dot ".join(octets) if self.voice is not Voice.RECOGNISER else ".".join(octets)
        return ["agent: What IP address do you see?", f"caller: {self._mark('IP_ADDRESS', joined)}."]


_PASSWORDS = ("purple kangaroo", "winter cabin twelve", "banjo")
_PROBLEMS = (
    "My phone won't charge any more.",
    "I've been charged twice this month.",
    "My package never arrived.",
    "I'd like to upgrade my plan.",
    "The screen keeps flickering.",
    "I want to return a pair of headphones.",
    "I need to change my details.",
    "The app logs me out every time.",
    "I'm calling about my bill.",
)
_INNOCENT: list[Lines] = [
    ["agent: That comes to 128 dollars and 40 cents.", "caller: I thought it was 99."],
    ["agent: It will be there on the 21st between 9 and 1.", "caller: That works."],
    ["caller: How long is the warranty?", "agent: Two years, and 30 days to return it."],
    ["agent: Could you restart it and wait two minutes?", "caller: Okay, it's doing it. The light is orange."],
    ["agent: Are you on version 17.4 or 18?", "caller: It says 17.4.1."],
    ["caller: Do you have the 256 gigabyte in blue?", "agent: We have three in stock at the moment."],
    ["agent: Let me put you on hold for a minute.", "caller: Sure, no problem."],
    ["caller: I bought it in March at your store in the mall.", "agent: Then it is still covered until next March."],
    ["agent: It's forty nine ninety nine a month for twenty four months.", "caller: That's a lot."],
    ["caller: It shows error 4 0 4 3.", "agent: That one is known, we're fixing it this week."],
    ["agent: Is it the Pixel 8 or the Galaxy S 23?", "caller: It's an iPhone 14 actually."],
    ["caller: I waited forty five minutes yesterday.", "agent: I am really sorry about that."],
    ["agent: If you want to hear the options again press 9.", "caller: No, thank you."],
    ["caller: I was promised a ten percent discount.", "agent: I can see that, I'll add it right away."],
    ["agent: The technician can come on Monday or Tuesday.", "caller: Tuesday morning would be great."],
]
