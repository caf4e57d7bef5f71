"""How much a single word is worth as a person's name, and the words that never are one."""

from enum import IntEnum
from functools import lru_cache

from redact.dialogue_context import BACK_CHANNEL
from redact.everyday_words import is_everyday
from redact.name_lists import first_names, last_names
from redact.number_words import MONTHS, SPELLING_ALPHABET, TEENS, TENS, UNITS
from redact.street_words import STATES
from redact.word_set import word_set

COMPANIES = frozenset(
    {("john", "lewis"), ("russell", "hobbs"), ("morphy", "richards"), ("wells", "fargo"), ("charles", "schwab"),
     ("jack", "daniels"), ("calvin", "klein"), ("ralph", "lauren"), ("tommy", "hilfiger"), ("marks", "spencer"),
     ("harley", "davidson"), ("johnson", "johnson"), ("jp", "morgan"), ("morgan", "stanley"), ("jo", "malone"),
     ("paul", "smith"), ("karen", "millen"), ("ted", "baker"), ("holland", "barrett"), ("abercrombie", "fitch")}
)  # fmt: skip
"""Companies and brands that read as a person."""


class Worth(IntEnum):
    NOTHING = 0
    """An everyday word, a brand, a function word."""
    BOTH = 1
    """An everyday word that is a name as well ("Grace", "Baker"): a name only where one is expected."""
    UNKNOWN = 2
    """On no list, or a family name: a name where something points at one."""
    NAME = 3
    """A first name and nothing else."""


@lru_cache(maxsize=65_536)
def worth_of(low: str) -> Worth:
    """`low` in lower case, without a possessive ending."""
    if len(low) < 2 or low in NOT_NAMES or not low.replace("-", "").replace("'", "").isalpha():
        return Worth.NOTHING
    if low in NAMES_ABOVE_ALL:
        return Worth.NAME
    is_listed = low in first_names()
    if is_everyday(low):
        return Worth.BOTH if is_listed or low in last_names() else Worth.NOTHING
    if low in ALSO_PLACES or low in SPELLING_ALPHABET or low in STATES:
        return Worth.BOTH
    return Worth.NAME if is_listed and len(low) >= 3 else Worth.UNKNOWN


def bare(low: str) -> str:
    """Without "'s"."""
    return low.removesuffix("'s").removesuffix("’s")


PARTICLES = word_set("van von de der den da di del la le al el bin ibn ben mac mc o' st saint ter ten dos")

NAMES_ABOVE_ALL = word_set(
    "john peter tom ted tony terry jimmy jenny maria timothy eddy veronica phoebe sheila martin warren graham nelson "
    "roger kelvin molly sally harry johnny bobby billy mickey teddy barney phil steve greg derek derrick ken josh brad "
    "chad kurt curt hank joey kitty meg patty peggy rick randy sonny wally willy timmy debbie bobbie sibyl colleen "
    "beryl myrtle maisie louis louise dolly jared jarred hector"
)
"""Names that are dictionary words as well, which hardly anybody says in a call."""

ALSO_PLACES = word_set(
    "austin charlotte florence jackson houston dallas tyler madison chelsea sydney paris milan victoria georgia "
    "carolina virginia orlando lincoln savannah brooklyn israel india china america asia africa europa london berlin "
    "vienna lourdes kent devon derby york lancaster preston stafford bradford carlisle washington denver phoenix "
    "dakota montana arizona nevada florida texas kansas tennessee indiana cleveland columbus albany raleigh durham "
    "trent clyde avon severn chester jordan cuba kenya jamaica holland england britain germany france spain italy "
    "ireland scotland wales canada mexico brazil poland portugal sweden norway denmark finland turkey dublin cork "
    "belfast glasgow edinburgh manchester birmingham bristol leeds newcastle cardiff swansea atlanta boston chicago "
    "miami seattle portland oakland francisco angeles vegas jersey bronx queens manhattan europe alexandria beverly "
    "shannon rochester salem aurora camden clayton dayton hamilton hudson logan marion troy tucson verona valencia "
    "sofia lima april june august may"
)
"""Places that carry names too: names only where one is expected."""

NOT_NAMES = (
    BACK_CHANNEL
    | frozenset(MONTHS)
    | frozenset(UNITS)
    | frozenset(TEENS)
    | frozenset(TENS)
    | word_set(
        "name names full i i'm i'd i've i'll my me you your he she it we they him her his hers us them their our its "
        "this that these those the a an "
        "and or but not so if than then too either neither both "
        "is am are was were be been being do does did doing done have has had having will would can could may might "
        "should must shall "
        "from with at by to in on of for about as into onto out off up down here there where what who whom whose when "
        "why how which calling speaking support sales service services customer customers team department help "
        "helpdesk "
        "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight tomorrow now just also very "
        "really still sorry trying looking getting going interested "
        "happy glad afraid wondering unable able new old first last next back account order number phone "
        "card email e-mail address samsung apple google iphone ipad ipod macbook galaxy pixel android verizon amazon "
        "paypal visa mastercard amex netflix spotify bluetooth wifi wi-fi internet english spanish french german "
        "american british european express united states kingdom hello vodafone sprint comcast xfinity ebay etsy "
        "facebook whatsapp instagram youtube twitter tiktok snapchat microsoft outlook gmail hotmail yahoo icloud "
        "chromebook chromecast kindle alexa siri cortana echo fitbit garmin sonos bose sony nikon canon lenovo dell "
        "asus acer huawei xiaomi nokia motorola oneplus roku hulu disney tesco walmart costco ikea fedex ups usps dhl "
        "hermes evri barclays lloyds natwest hsbc santander nationwide tesla toyota honda hyundai kia audi skoda "
        "nissan "
        "mercedes volvo philips bosch miele dyson hoover siemens panasonic toshiba logitech netgear linksys zelle "
        "venmo "
        "klarna affirm paypal's geek squad lego nintendo zoom skype photoshop excel word powerpoint linkedin "
        "siri's usb hdmi sim esim imei iban cvv pin ssn otp gps lte vpn url pdf atm faq vat hd uhd oled led lcd tv "
        "hi hey bye goodbye welcome dear ma'am maam madam sir nope sounds well oh ah everyone anyone someone nobody "
        "something nothing everything anything good bad nice lovely wonderful awesome excellent ridiculous "
        "unacceptable urgent guy guys lady gentleman lad bloke folks buddy mate bro dude darling love honey sweetheart "
        "regarding because since until before after during while over under again once twice much many more most some "
        "any every each all few little lot late early ready fine correct right wrong true false free only "
        "home work office store shop online mobile wireless technical billing returns refunds refund warranty repair "
        "press please thanks thank max pro plus mini ultra note tab watch book air play station switch xbox windows "
        "playstation mac chrome long beach santa san los star story toy girls boys hotel street mark may will bill art "
        "chase grace hope joy faith god jesus christ lord bless merry christmas easter halloween thanksgiving ramadan "
        "eid hanukkah diwali valentine valentine's real madrid city united arsenal brexit covid "
        "gonna wanna gotta lemme gimme kinda sorta dunno cos cuz ain't y'all ya nah yea yah aha ooh wow oops ugh huh "
        "whoa yikes hmm hm mm-hmm uh-huh okey okay's alrighty righto cheerio ta tada cheers "
        "isn't aren't wasn't weren't don't doesn't didn't haven't hasn't hadn't won't wouldn't can't couldn't "
        "shouldn't that's there's here's what's who's where's how's let's he's she's it's we're they're you're we've "
        "they've you've we'll they'll you'll he'll she'll it'll that'll we'd they'd you'd he'd she'd it'd "
        "app apps login logins website websites webpage url inbox voicemail voicemails smartphone smartphones laptop "
        "laptops hotspot router modem ethernet broadband gigabyte gigabytes megabyte megabytes gig gigs download "
        "downloads upload uploads reboot reset unlock blockchain bitcoin touchscreen earbuds airpods smartwatch "
        "tracking "
        "husband wife daughter son brother sister mother father partner friend neighbour neighbor colleague manager "
        "checkout postcode zipcode zip sortcode cashback debit prepaid roaming gigabit firmware username usernames "
        "passcode password passwords bot chatbot emoji unsubscribe backend onboarding login preorder "
        "colour colours favour honour centre cheque cheques licence tyre grey programme organise realise apologise "
        "cancelled cancelling travelling travelled labelled jewellery aluminium mum mums dad dads grandad nan granny "
        "grandma grandpa auntie daddy mummy mommy mom moms kiddo kids "
        "iban's delivery deliveries signature miss mr mrs ms mister missus dr doctor professor"
    )
) - {"mark", "grace", "bill", "chase", "mac", "art", "hope", "joy", "faith", "will"}
