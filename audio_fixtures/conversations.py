"""What is said in each fixture. Every secret is a phrase of its own, so that its milliseconds are known.

Only test-range values: card numbers from payment providers' test lists; the SSNs 078-05-1120 (a specimen in wallets)
and 219-09-9999 (an advertising pamphlet's), both void for ever by the Social Security Administration; telephone
numbers 555-0100 to 555-0199, reserved for fiction; invented streets.
"""

from dataclasses import dataclass

CALLER, AGENT = "caller", "agent"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One uninterrupted stretch of speech, or of music when `text` is empty.

    `gap_ms` is the silence since the previous phrase ended, on whatever channel; negative means speaking over it.
    `value` is the secret in writing, digits and letters as a form would hold them.
    """

    channel: str
    text: str
    gap_ms: int = 250
    kind: str | None = None
    value: str | None = None
    slowness: float | None = None
    music_ms: int = 0


@dataclass(frozen=True, slots=True)
class Conversation:
    name: str
    about: str
    phrases: tuple[Phrase, ...]
    tail_ms: int = 500
    slowness: float = 0.9
    gap_ms: int | None = None


def agent(text: str, gap_ms: int = 250) -> Phrase:
    return Phrase(AGENT, text, gap_ms)


def caller(text: str, gap_ms: int = 250) -> Phrase:
    return Phrase(CALLER, text, gap_ms)


def secret(kind: str, value: str, spoken: str, gap_ms: int = 250, slowness: float | None = None) -> Phrase:
    return Phrase(CALLER, spoken, gap_ms, kind, value, slowness)


def music(music_ms: int, gap_ms: int = 300) -> Phrase:
    return Phrase(AGENT, "", gap_ms, music_ms=music_ms)


CONVERSATIONS = (
    Conversation(
        "demo_call",
        "Card number, SSN and street address in twenty seconds; an innocent refund.",
        (
            caller("I want a refund for my headphones.", 200),
            agent("What is your card number?", 120),
            secret(
                "CARD_NUMBER",
                "5425233430109903",
                "five, four, two, five, two three three four, three zero one zero, nine nine zero three.",
                150,
            ),
            agent("And your social security number?", 120),
            secret("SSN", "078051120", "zero seven eight, zero five, one one two zero.", 150),
            agent("What is your street address?", 120),
            secret("ADDRESS", "42 Maple Avenue, Springfield", "forty two Maple Avenue, Springfield.", 150),
            agent("Thank you. We will send your refund.", 120),
        ),
        tail_ms=200,
        slowness=0.85,
    ),
    Conversation(
        "payment_call",
        "A card payment: number, expiry and CVV over several turns; an innocent refund.",
        (
            agent("Thank you for calling. How can I help?", 300),
            caller("I got a refund for the old phone, and now I want to pay for the new one."),
            agent("Of course. Please read me the card number."),
            caller("Sure. It is"),
            secret(
                "CARD_NUMBER",
                "4263982640269299",
                "four two six three, nine eight two six, four zero two six, nine two nine nine.",
                200,
            ),
            agent("And the expiration date?"),
            secret("CARD_EXPIRY", "11/28", "eleven twenty eight."),
            agent("And the three digit security code on the back?"),
            caller("One moment, it is"),
            secret("CARD_CVV", "739", "seven three nine.", 200),
            agent("Thank you. The payment of fifty dollars went through. It ships on Friday."),
            caller("Great, thank you. Goodbye."),
        ),
    ),
    Conversation(
        "trade_in_call",
        "A trade-in: SSN, its last four again, a telephone number and a street address.",
        (
            agent("Trade in desk, how can I help?", 300),
            caller("I want to trade in my old phone. The screen has a small scratch."),
            agent("I can help with that. What is your social security number?"),
            secret("SSN", "219099999", "two one nine, zero nine, nine nine nine nine."),
            agent("Could you repeat the last four digits of your social?"),
            secret("SSN", "9999", "nine nine nine nine."),
            agent("Thank you. And a telephone number where we can reach you?"),
            secret("PHONE", "2025550147", "two zero two, five five five, zero one four seven."),
            agent("And the address for the shipping box?"),
            secret("ADDRESS", "815 Cherry Street, Riverdale", "eight fifteen Cherry Street, Riverdale."),
            agent("Perfect. The box will arrive in three days."),
        ),
    ),
    Conversation(
        "order_call",
        "An order with prices, quantities, dates and an order number, and no secret at all.",
        (
            agent("Sales, how can I help?", 300),
            caller("I would like to order two chargers and three cables."),
            agent("The chargers are nineteen dollars each, and the cables are twelve."),
            caller("Good. When will they arrive?"),
            agent("Between March third and March ninth. Your order number is seven three one five."),
            caller("Thank you. And what does express shipping cost?"),
            agent("Express shipping costs fifteen dollars and takes two days."),
            caller("Then I take the normal one. Thank you, goodbye."),
        ),
    ),
    Conversation(
        "objection_call",
        "The caller says early that they object to being recorded, then goes on.",
        (
            agent("Good morning, this is the service desk.", 300),
            caller("First of all, I object. I do not want this call to be recorded."),
            agent("I understand. I will stop the recording."),
            caller("My question is about my last bill. It seems too high."),
            agent("Let me have a look at it for you."),
        ),
    ),
    Conversation(
        "objection_demo",
        "The short objection that the demonstration plays.",
        (caller("Please do not record me. I object.", 300), agent("I understand. It is not recorded.")),
        tail_ms=300,
        slowness=0.85,
    ),
    Conversation(
        "long_pause",
        "Ten seconds in which nobody speaks, between two pieces of a conversation.",
        (
            agent("Please hold on while I check that for you.", 300),
            agent("Thank you for waiting. Your repair is finished.", 10_000),
            caller("Wonderful. I will pick it up tomorrow."),
        ),
    ),
    Conversation(
        "hold_music",
        "Music synthesised by the script while the caller waits.",
        (
            agent("I will put you on hold for a moment.", 300),
            music(8_000),
            agent("Thanks for waiting. The replacement part is in stock."),
            caller("Great, please send it to the store."),
        ),
    ),
    Conversation(
        "overlapping_speech",
        "Both speak at the same time, twice; one of the times over a telephone number.",
        (
            agent("So the battery drains quickly, and you have already tried to restart it, is that right?", 300),
            caller("Yes, I have tried that three times already.", -1500),
            agent("Alright. What is your telephone number?"),
            secret("PHONE", "2025550163", "two zero two, five five five, zero one six three."),
            agent("One moment please, I am writing it down.", -1600),
            caller("Take your time."),
        ),
    ),
    Conversation("silence", "Ten seconds of nothing.", (), tail_ms=10_000),
)

NOTICE = "This call may be recorded to train our agents and improve our service. Press 9 at any time if you object."
