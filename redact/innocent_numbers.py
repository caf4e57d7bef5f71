"""What announces a number that tells nothing about a person: prices, quantities, dates, menus, models, sizes."""

from redact.cues import Innocent, cues
from redact.word_set import word_set

CUES = (
    *cues(
        Innocent.MONEY,
        "price", "price is", "cost", "costs", "total", "total is", "total of", "comes to", "refund of", "balance",
        "charged",
        "charge of", "fee", "bill was", "bill is", "amount", "amount of", "pay", "deposit", "discount", "credit of",
        "worth", "for only", "refund",
    ),
    *cues(
        Innocent.QUANTITY,
        "how many", "quantity", "size", "storage", "percent", "battery", "version", "temperature", "in stock",
        "how long", "warranty", "how old", "party of", "table for", "people", "score", "rating",
    ),
    *cues(
        Innocent.DATE,
        "delivery date", "deliver", "delivered", "delivery", "arrive", "arrives", "appointment", "ship on",
        "shipped on", "due date",
        "due", "o'clock", "open", "opens", "opening hours", "close", "closes", "flight", "leaves at",
        "scheduled", "available", "between", "starting on", "what date", "which day", "purchased on", "bought on",
        "bus", "train", "departs", "next slot", "next appointment", "year ending", "month ending", "week ending",
    ),
    *cues(Innocent.MENU, "press", "dial", "option", "star key", "pound key", "step"),
    *cues(
        Innocent.PRODUCT,
        "model", "iphone", "galaxy", "pixel", "firmware", 
        "windows", "playstation", "store number", "promo code", "gift",
        "coupon code", "android", "ios", "room number", "gate", "channel", "chapter",
        "discount code", "voucher code", "offer code", "coupon", "promo", "colour code",
        "the code hc", "stop code", "status code", "dress code", "source code", "flight",
        "shoe size", "bonus", 
        "item", "fabric code", "engine code", "country code", "area", "building code",
        "code for the", "what area code", "which area code", "area code is that", "fare code", "airport code",
        "qr code", "style code", "batch code", "batch number", "lot number", "course code", "trouble code",
        "diagnostic code", "reason code", "referral code", "tariff code", "plan code",
        "promotional code", "token expired", "session expired", "link expired", "code expired", "offer expired",
        "pin plug", "pin socket", "pin connector", "pin adapter", "pin header", "pin lead", "pin fitting",
        "touch up", "aisle", "platform", "screen", "episode", "season", "row", "seats", "level", "page",
    ),
    *cues(
        Innocent.CATALOGUE,
        "part number", "part no", "parts counter", "sku", "item number", "product code", "product number", "isbn",
        "n d c is", "what the n d c", "u p c is", "what the u p c", "s k u is", "what the s k u", "i s b n is",
        "what the i s b n",
        "model no", "model number", "catalogue number", "catalog number", "upc", "style number", "error code",
        "error",
        "fault code", "meter reading", "meter read", "lottery", "pattern number", "firmware version", "build number",
        "stock code", "stock number", "catalogue", "item code", "commodity code", "tariff number", "hs code",
        "gc number", "g c number", "the g c", "e number",
        "says code", "shows code", "showing code", "bar code", "barcode", "paint code", "color code", "the pattern",
    ),
    *cues(
        Innocent.REFERENCE,
        "toll free", "our number", "our fax", "our fax number", "our main number", "our line", "our office number",
        "customer line", "our direct line", "our hotline", "our customer line", "our text line",
        "our phone number", "call us at", "call us on", "helpline",
    ),
)  # fmt: skip

UNITS_AFTER = word_set(
    "dollar dollars bucks cents cent percent % gb tb mb gig gigs gigabyte gigabytes terabyte megabytes inch inches "
    "month months year years day days week weeks hour hours minute minutes seconds second euros euro pounds quid pence "
    "pound megabits megabit grand k square feet foot am pm a.m p.m o'clock people guests tickets ticket items "
    "pieces miles mile km stars star times degrees mg "
    "milligrams grams kilos lbs ounces watts volts points megapixel megapixels hertz mbps nights night rooms room "
    "seats "
    "passengers bags business stops stop units devices phones "
    "litre litres liter liters ml mils cm centimetres centimeters mm millimetres millimeters metres meters yards "
    "tablespoons tablespoon teaspoons teaspoon cups servings calories degree acres gallons gallon quarts pints dozen "
    "packs pack count rpm psi kilowatt kilowatts kwh amps kilobits gbps gigabits iu pages episodes seasons texts "
    "players adults kids children bedrooms cans bottles boxes sheets rolls pairs"
)
"""A number before one of these counts or measures something."""

RATES_AFTER = frozenset(
    {("a", "month"), ("a", "year"), ("a", "week"), ("a", "day"), ("a", "piece"), ("an", "hour"), ("a", "night"),
     ("per", "month"), ("per", "year"), ("per", "week"), ("per", "day"), ("per", "hour"), ("per", "person"),
     ("a", "go"), ("a", "line"), ("plus", "tax"), ("plus", "vat"), ("plus", "postage"), ("down", "and")}
)  # fmt: skip
"""A number before two of these is a price."""

MEMORY_AFTER = word_set("byte bytes kilobytes")
"""What a machine counts to the last digit; nothing of a person is counted in it."""

PROTECTION_CODES = frozenset({"44", "54", "55", "65", "66", "67", "68", "69"})
"""Behind "IP": how a housing keeps out dust and water (IEC 60529), and no part of an address."""

MONEY_BEFORE = word_set("$ £ € usd gbp")
