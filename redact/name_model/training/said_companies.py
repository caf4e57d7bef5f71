"""Companies, shops, clinics and clubs as they call themselves, often by somebody's name: none of them is a person."""

from redact.name_model.training import invented
from redact.name_model.training.slots import Slots

_TRADES = (
    "Plumbing|Motors|Insurance|Bakery|Kitchens|Bank|Hotel|Energy|Broadband|Electronics|Furniture|Travel|Health|Dental|"
    "Logistics|Fitness|Foods|Optical|Media|Solutions|Garage|Windows|Carpets|Florists|Law|Estates|Rentals|"
    "Golf Club|Tyres|Animal Hospital|"
    "Medical Center|Medical Practice|Surgery|Clinic|Pharmacy|Primary School|Elementary|Academy|College|Nursery|"
    "Credit Union|Savings|Home Loans|Pensions|Wealth|Housing|Lettings|Veterinary Centre|Vets|Stables|"
    "Feed and Seed|Garden Centre|Nurseries|Landscaping|Tree Services|Coaches|Cabs|Taxis|Airways|"
    "Cruises|Ferries|Holidays|Removals|Storage|Couriers|Parcels|Freight|Bodyworks|Car Hire|Auto Parts|"
    "Cycles|Marine|Boats|Outdoors|Sports|Gymnastics|Swim School|Dance Studio|Music|Pianos|Books|Library|Museum|"
    "Theatre|Cinemas|Tickets|Brewery|Wines|Pizza|Grill|Diner|Tandoori|Fish Bar|Butchers|Deli|Catering|Cakes|Hair|"
    "Barbers|Beauty|Spa|Tailors|Bridal|Shoes|Jewellers|Opticians|Hearing|Home Care|Funerals|Solicitors|"
    "Accountants|Tax Services|Mortgages|Claims|Legal Aid|Charities|Rescue|Food Bank|Ministries|Electric|Power|Water|"
    "Gas|Heating|Boilers|Solar|Appliances|Vacuums|Computers|Software|Systems|Networks|Wireless|Mobile|Telecom|Cable|"
    "Security|Alarms|Locksmiths|Glass|Blinds|Flooring|Tiles|Timber|Steel|Tools|Plant Hire|Skips|Scaffolding|Cleaners"
).split("|")
_ENDS = "line|ware|tech|ly|hub|mart|soft|point|pay|fix|loop|nest|wise|go|path|cast".split("|")
_AREAS = (
    "Atlantic Pacific Highland Lowland Midland Northern Southern Coastal Heritage Premier National Allied "
    "Capital Liberty Guardian Beacon Pinnacle Prairie Cascade Ozark Delta Severn Thames Mersey Tri-County"
).split()


def company(slots: Slots) -> str:
    return slots.rng.choice(invented.COMPANIES) if slots.rng.random() < 0.3 else brand(slots)


def brand(slots: Slots) -> str:
    rng = slots.rng
    last, word = rng.choice(invented.family_names()), rng.choice(slots.words).title()
    other = rng.choice(invented.family_names() + invented.us_first())
    first, trade, place = rng.choice(invented.us_first()), rng.choice(_TRADES), _place(slots)
    return slots.pick(
        f"{last} {trade}",
        f"{word} {trade}",
        f"{place} {trade}",
        f"{place} {trade}",
        f"{word} {slots.pick('and', '&')} {rng.choice(slots.words).title()} {slots.pick(trade, '')}".strip(),
        f"{first}'s {trade}",
        f"{slots.pick('Uncle', 'Saint', 'Mama')} {first}{slots.pick(chr(39) + 's', '')} {trade}",
        f"the {word} {rng.choice(slots.words).title()}",
        f"{word}{rng.choice(_ENDS)}",
        f"{last} and {other}",
        f"{last} {other} {slots.pick(trade, '')}".strip(),
        f"{last}'s",
        rng.choice(invented.COMPANIES),
        rng.choice(invented.BRANDS),
        rng.choice(invented.BRANDS),
    )


def _place(slots: Slots) -> str:
    """Of a hill, a river, a town or a whole region."""
    rng = slots.rng
    us, gb = invented.towns()
    town = rng.choice(rng.choice((us, gb))).split(",")[0]
    nature = f"{rng.choice(invented.NATURE)} {slots.pick('Grove', 'Ridge', 'Valley', 'Lake', 'Hill', 'Field', 'Park')}"
    return slots.pick(rng.choice(_AREAS), town, nature, rng.choice(invented.NATURE))
