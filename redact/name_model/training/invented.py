"""What made-up calls are filled with: names, streets, towns, companies and things, drawn by chance.

Names come from the lists that the rules use too (`redact.name_lists`), so rare ones weigh as much as common ones; towns
from the descriptions of dialling codes in `phonenumbers`; everyday words from the encoder's own vocabulary.
"""

import random
import re
from functools import lru_cache
from pathlib import Path

from phonenumbers.geodata import GEOCODE_DATA

from redact.name_lists import first_names, last_names, us_first_names

COMMON_FIRST = (
    "James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph "
    "Jessica Thomas Sarah Charles Karen Christopher Lisa Daniel Nancy Matthew Betty Anthony Sandra Steven Ashley Paul "
    "Emily Andrew Kimberly Joshua Donna Kenneth Michelle Kevin Carol Brian Amanda Tim Melissa Ron Deb Jason Stephanie "
    "Jeff Rebecca Ryan Sharon Gary Laura Nick Cynthia Eric Kathy Jon Amy Steve Angela Larry Anna Scott Ruth Brandon "
    "Brenda Ben Pam Sam Nicole Greg Katherine Alex Helen Pat Debbie Jack Rachel Dennis Emma Jerry Maria Tyler Heather "
    "Aaron Diane Jose Julie Adam Joyce Nathan Victoria Zach Kelly Walter Tina Kyle Lauren Harold Joan Carl Evelyn "
    "Oliver Poppy Harry Isla Callum Niamh Rhys Priya Mohammed Aisha Wei Yuki Carlos Lucia Ivan Olga Ahmed Fatima"
).split()
AMBIGUOUS_FIRST = (
    "May June April Will Mark Grace Hope Rose Bill Frank Jack Art Dawn Faith Joy Amber Violet Rich Drew Sue Pat Rob "
    "Chase Grant Dean Paige Miles Chip Guy Angel Destiny Summer Autumn Sky Brook Pearl Ruby Jade Ivy Olive Daisy "
    "Lily Ray Gene Cliff Carol Robin Sandy Penny Melody Ford Lincoln Austin Dallas Paris London Chelsea Jordan "
    "Madison Georgia Virginia Florence Charity Christian Sunny Max Bob Nick Josh Don Van Kay Bea Dee Jay Earl Duke "
    "King Major Hunter Carter Mason Taylor Parker Cooper Tanner Archer Fisher Piper Harper Sawyer Dusty Rocky Buddy "
    "Ginger Rosemary Basil Herb Reed Heath Forest Rusty Stone Clay Blaze Crystal Goldie Star Stella Eve Noel Holly "
    "Merry Angelica Iris Poppy Pansy Myrtle Fern Hazel Clover Willow Aspen Lane Wade Brooks Marina Norm Tad Stew "
    "Chuck Skip Buck Colt Pierce Lance Rod Wes Ty Cash Price Royce Prince Duchess Lady Honor Patience Prudence "
    "Mercy Verity Bliss Harmony Cherish Serenity Trinity Journey Nevaeh Kitty Bunny Martin Finch Wren Raven Teal "
    "Indigo Scarlett Sienna Sterling Ace Banks Chance Justice Lake Ocean River Rain Storm Sunday Wednesday Tuesday"
).split()
AMBIGUOUS_LAST = (
    "Price Street Park Banks Cash Church Hill Lane Wood Field Brown White Black Green Young Long Short Little Best "
    "Love Day Knight King Bishop Pope Cook Baker Butler Carter Mason Smith Taylor Hunter Fisher Bell Rice Bean Berry "
    "Rose Flowers Waters Rivers Stone Steele Gold Silver Page Booker Case Power Sharp Strong Swift Wise Moody Small "
    "Major Friday Winter Summers March May Walker Porter Fox Wolf Bird Drake Marsh Moore Heath Woods Brooks Ford Bridge"
).split()
FOREIGN_PARTS = (
    ("Ada Oke Chi Ngo Nwa Olu Abu Kwa Mba Tad Kov Dra Mar San Ram Kri Sub Jay Wic Tha Pap Geo Sza Kow Zie Bie Yam Tak "
     "Fuj Hak Moh Kha Sha Rah Ger Fer Rod Val Del Mon Van Dij Lin And Eri Bjo Nuy Tra Pha Xio Zha").split(),
    "a e i o u an in ar el ba da ka la ma na ra ta vi ze lo mu ne".split(),
    ("kov ski wicz enko ova mura moto gawa yan ian idis akis oulos escu ez es era eira ini elli one berg strom "
        "sson sen "
     "stra ma huis wala wal kar nathan swamy pal rani shi chi ng yen ang uang omo ade eze nkwo wole bola").split(),
)  # fmt: skip
NATURE = (
    "Oak Maple Elm Cedar Pine Birch Willow Chestnut Walnut Ash Holly Laurel Magnolia Cherry Hickory Sycamore Poplar "
    "Juniper Hazel Rowan River Lake Creek Brook Spring Meadow Prairie Valley Mountain Forest Sunset Sunrise Ridge "
    "Orchard Garden Station School Church Mill Market Bridge Castle Abbey Manor Park Victoria Albert King Queen "
    "Prince Washington Lincoln Jefferson Franklin Jackson Madison Adams Monroe High Main Broad Long North South East "
    "West Old New Green Spring Fox Deer Eagle Hawk Robin Swan Pheasant Bluebell Primrose Rose Heather"
).split()
SUFFIXES = (
    "Street Street Street Road Road Road Avenue Avenue Avenue Lane Drive Drive Court Close Boulevard Way Place "
    "Terrace Crescent Circle Parkway Trail Grove Gardens Hill Row Mews Square Highway Loop Walk Rise View St Ave Rd "
    "Dr Ln Blvd Street Road Avenue Lane Drive Alley Bend Bluff Chase Common Cove Crossing Dale Dene End Fold Gate "
    "Glen Grange Green Hollow Knoll Landing Mead Mount Parade Park Pass Path Pike Point Quay Ridge Run Vale Villas "
    "Vista Wharf Wynd Yard"
).split()
RELATIONS = (
    "husband wife mother father mum mom dad son daughter brother sister partner boyfriend girlfriend "
    "grandmother grandson "
    "nephew niece aunt uncle nan gran grandad granddaughter stepson "
    "sister-in-law friend tenant neighbour roommate flatmate boss assistant carer fiance cousin mother-in-law "
    "ex-husband"
).split()
COMPANIES = (
    "Northwind Mobile|Acme Energy|Blue Harbor Bank|City Water|Summit Insurance|Greenleaf Gardens|Metro Cable|"
    "Lakeside Clinic|Prime Parcel|Fairview Hotel|Bright Broadband|Harbour Travel|Union Credit|Parkway Dental|"
    "TeleSouth|Atlas Furniture|the help desk|customer service|tech support|Riverside Rentals|Evergreen Gas|Mercury Air|"
    "Pioneer Pet Supplies|Crown Appliances|Silverline Trains|Baker and Sons|Hudson Health|Oxford Books|Delta Fitness"
).split("|")
THINGS = (
    "router|phone|laptop|washing machine|boiler|fridge|oven|headset|speaker|thermostat|printer|tablet|watch|camera|"
    "modem|TV|remote|charger|sofa|table|lamp|jacket|dress|pair of shoes|kettle|vacuum cleaner|dishwasher|screen|"
    "freezer|microwave|heater|alarm|doorbell|hearing aid|scooter|mower|drill|bike|pram|car seat|mattress|wardrobe|desk|"
    "chair|carpet|curtain|ladder|tent|suitcase|keyboard|cable|battery|filter|pump|tap|shower|mirror|coat|pair of boots"
).split("|")
PRODUCTS = (
    "Galaxy S 23|Pixel 8|iPhone 14|iPhone 15 Pro Max|Echo Dot|Fire Stick|PlayStation 5|Xbox|Nest|MacBook Air|ThinkPad|"
    "Surface Pro|Kindle|Fitbit|AirPods|Roomba|Model 3|Civic|Premium plan|Family plan|Unlimited Plus|Gold package|"
    "Starter bundle|Jasmine rug|Charlotte sofa|Billy shelf|Hudson chair|Oscar lamp|Ruby edition|Bella mattress|"
    "Victoria dress|Max subscription|Grace collection|Austin desk|Savannah table|Rosie doll"
).split("|")
TOPICS = (
    "your order|your bill|the delivery|a refund|your renewal|my contract|an appointment|the outage|a complaint|"
    "the claim|a parcel|the lease|my results|the deposit|a reading|the upgrade|a fine|the survey|our booking"
).split("|")
DEPARTMENTS = "billing|returns|sales|claims|accounts|technical support|the escalations team|HR".split("|")
PLACES = "downtown|Oxford Street|airport|mall|Brooklyn|Birmingham|high street|Market Square|Westfield|Camden".split("|")
PROBLEMS = (
    "My <thing> won't turn on any more.|I've been charged twice this month.|My package never arrived.|"
    "I'd like to upgrade my plan.|I want to return a <product>.|I need to change my details.|"
    "I'm calling about my bill.|"
    "The app logs me out every time.|I can't get into my account.|My internet has been down since <weekday>.|"
    "I want to cancel.|I have a question about my policy.|I lost my card.|The <thing> is broken.|It's about <topic>.|"
    "I got a letter saying I owe <price>.|I'd like to book an appointment.|I need to reset something.|"
    "My <relation> told me to call you.|I'm moving next month.|The <thing> came without its <thing>.|"
    "Nobody turned up on <weekday>.|I'd like a quote for a <thing>.|It's my <relation>'s <thing>, it's stuck.|"
    "You sent me somebody else's letter.|Can I pay over the phone?|I want to make a complaint.|"
    "I need a copy of my statement.|There's water coming through.|My card was declined at <brand>.|"
    "I left something on the train.|Do you still do the <named.product>?|I'm returning your call.|"
    "The price went up again.|I can't find your branch in <town.plain>.|I missed my slot on <weekday>."
).split("|")
BRANDS = (
    "Morphy Richards|Russell Hobbs|Black and Decker|Hugo Boss|Estee Lauder|Tommy Hilfiger|Jack Daniel's|Jo Malone|"
    "Ted Baker|Paul Smith|Michael Kors|Kate Spade|Vera Wang|Laura Ashley|Jimmy Choo|Charlotte Tilbury|Elizabeth Arden|"
    "Steve Madden|Henry hoover|Bosch|Siemens|Panasonic|Whirlpool|Kenwood|Fender|Gibson|Yamaha|Mercedes|Porsche|Bentley|"
    "Ferrari|Wilson|Dunlop|Fisher Price|Thomas Cook|Lloyds|Santander|Goldman Sachs|JP Morgan|Edward Jones|State Farm|"
    "Aldi|Tesco|Sainsbury's|Macy's|Kohl's|Target|Walgreens|Boots|Dunkin|McDonald's|Papa John's|Domino's|Denny's|"
    "Arnold Clark|William Hill|Paddy Power|Virgin Media|Three|Vodafone|Verizon|Sky|Hulu|Spotify|Duolingo|Etsy|eBay"
).split("|")
GOODS = "sofa chair lamp dress mattress rug boots blazer edition plan package collection kettle pram cot".split()
MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
DOMAINS = (
    "gmail.com gmail.com gmail.com yahoo.com outlook.com hotmail.com hotmail.co.uk icloud.com aol.com btinternet.com "
    "protonmail.com me.com live.com msn.com comcast.net sky.com verizon.net mail.com gmx.de example.com example.org"
).split()
COLOURS = "red blue green yellow purple orange black white silver pink teal turquoise navy maroon".split()


@lru_cache(maxsize=1)
def rare_first() -> list[str]:
    return sorted(name.title() for name in first_names() if 3 <= len(name) <= 11 and name.isalpha() and name.isascii())


@lru_cache(maxsize=1)
def us_first() -> list[str]:
    return sorted(name.title() for name in us_first_names())


@lru_cache(maxsize=1)
def family_names() -> list[str]:
    return sorted(name.title() for name in last_names() if len(name) > 2)


@lru_cache(maxsize=1)
def towns() -> tuple[list[str], list[str]]:
    """(US, "Springfield, OH"), (GB) as the descriptions of dialling codes name them."""
    found: dict[str, set[str]] = {"1": set(), "44": set()}
    for prefix, names in GEOCODE_DATA.items():
        for country in found:
            if prefix.startswith(country) and "en" in names and re.fullmatch(r"[A-Za-z .,'-]+", names["en"]):
                found[country].add(names["en"])
    us = sorted(name for name in found["1"] if re.search(r", [A-Z]{2}$", name))
    return us, sorted(name for name in found["44"] if "," not in name)


@lru_cache(maxsize=1)
def everyday_words(vocabulary: Path) -> list[str]:
    """The commoner whole words of the encoder's vocabulary, four to nine letters."""
    lines = vocabulary.read_text("utf-8").splitlines()[2_000:14_000]
    return [line for line in lines if line.isascii() and line.isalpha() and 4 <= len(line) <= 9]


def first_name(rng: random.Random) -> str:
    kind = rng.random()
    if kind < 0.37:
        return rng.choice(COMMON_FIRST)
    if kind < 0.55:
        return rng.choice(AMBIGUOUS_FIRST)
    return rng.choice(us_first() if kind < 0.75 else rare_first())


def last_name(rng: random.Random) -> str:
    kind = rng.random()
    if kind < 0.6:
        return rng.choice(family_names())
    if kind < 0.72:
        return rng.choice(AMBIGUOUS_LAST)
    if kind < 0.75:
        return rng.choice(("Mc", "Mac", "O", "Van ", "De La ", "St ", "Al ", "Di ", "Ben ")) + rng.choice(
            family_names()
        )
    if kind < 0.78:
        return f"{rng.choice(family_names())}{rng.choice(('-', ' '))}{rng.choice(family_names())}"
    if kind < 0.83:
        return rng.choice(rare_first())
    first, middle, last = FOREIGN_PARTS
    return f"{rng.choice(first)}{rng.choice(middle)}{rng.choice(last)}"


def street_name(rng: random.Random, words: list[str]) -> str:
    kind = rng.random()
    if kind < 0.35:
        return rng.choice(NATURE) + (" " + rng.choice(NATURE) if rng.random() < 0.15 else "")
    if kind < 0.57:
        return rng.choice(family_names())
    if kind < 0.72:
        return rng.choice(words).title()
    if kind < 0.78:
        return rng.choice(us_first()) + (" " + rng.choice(family_names()) if rng.random() < 0.4 else "")
    if kind < 0.9:
        number = rng.randint(1, 220)
        ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{number}{ending}"
    return f"{rng.choice(('North', 'South', 'East', 'West', 'Saint', 'Old', 'Upper', 'Lower', 'Little', 'Great'))} " + (
        rng.choice(NATURE + us_first())
    )
