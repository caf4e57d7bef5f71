"""Every slot of the exchanges and how it is said.

`say(slots, "email")` answers words with marks, "{EMAIL:jo dot park at gmail dot com}"; `say(slots, "email.again")` says
the same value once more, perhaps otherwise, as a read-back.
"""

from collections.abc import Callable

from redact.name_model.training import (
    invented,
    said_answers,
    said_births,
    said_codes,
    said_companies,
    said_credentials,
    said_emails,
    said_houses,
    said_innocently,
    said_people,
    said_places,
    said_places_in_parts,
    said_quantities,
    sayings,
)
from redact.name_model.training.slots import Slots, mark


def say(slots: Slots, slot: str) -> str:
    """Raises KeyError for a slot that there is none of."""
    base, _, more = slot.partition(".")
    if base in slots.names:
        return said_people.name_said(slots, base, more)
    if more == "again" and slot not in _SAYS:
        return _again(slots, base)
    return _SAYS[slot](slots)


def _again(slots: Slots, key: str) -> str:
    if key == "email":
        return mark("EMAIL", said_emails.email_said(slots))
    if key not in slots.values:
        said = say(slots, key)
        if key not in _WRITTEN_KINDS:
            return said
    value = slots.values[key]
    if key in _WRITTEN_KINDS:
        return mark(_WRITTEN_KINDS[key], value)
    part = value[-4:] if len(value) > 6 and slots.rng.random() < 0.2 else value
    said = (sayings.digits if part.isdigit() else sayings.code)(part, slots.style, slots.rng)
    return mark(_CODE_KINDS[key], said.replace(":", " "))


def _marked(kind: str, make: Callable[[Slots], str]) -> Callable[[Slots], str]:
    return lambda slots: mark(kind, make(slots))


def _digits(kind: str, key: str, *lengths: int) -> Callable[[Slots], str]:
    return lambda slots: slots.digits(kind, slots.rng.choice(lengths), key)


def _from(choices: list[str]) -> Callable[[Slots], str]:
    return lambda slots: slots.rng.choice(choices)


_WRITTEN_KINDS = {
    "email": "EMAIL",
    "address": "ADDRESS",
    "street": "ADDRESS",
    "code": "ADDRESS",
    "password": "CREDENTIAL",
    "phrase": "CREDENTIAL",
}
_CODE_KINDS = {
    "customer": "CUSTOMER_ID",
    "serial": "DEVICE_SERIAL",
    "order": "ORDER_NUMBER",
    "phone": "PHONE",
    "otp": "CREDENTIAL",
    "cardtail": "CARD_NUMBER",
    "card": "CARD_NUMBER",
    "pin": "CREDENTIAL",
    "bank": "BANK_ACCOUNT",
    "document": "ID_DOCUMENT",
}
_SAYS: dict[str, Callable[[Slots], str]] = {
    "spellingstart": said_people.spelling_start,
    "address": said_places.address,
    "street": said_places.street_line,
    "code": said_places.code_line,
    "town": _marked("ADDRESS", said_places.town),
    "unit": _marked("ADDRESS", said_places.unit),
    "house": _marked("ADDRESS", said_places.house),
    "towncode": _marked(
        "ADDRESS", lambda slots: f"{said_places.town(slots)}{slots.pick(', ', ' ')}{said_places.post_code(slots)}"
    ),
    "bare.street": _marked("ADDRESS", said_places.bare_street),
    "house.name": _marked("ADDRESS", said_houses.house_name),
    "house.name.again": said_houses.house_name_again,
    "carehome": said_houses.home_for_many,
    "roomno": said_houses.room,
    "spot": said_houses.spot,
    "bare.street.spelled": _marked("ADDRESS", lambda slots: sayings.spelled(invented.last_name(slots.rng), slots.rng)),
    "email": said_emails.email,
    "email.local": said_emails.email_local,
    "email.local.spelled": said_emails.email_local_spelled,
    "email.domain": said_emails.email_domain,
    "email.atdomain": _marked(
        "EMAIL", lambda slots: "at " + sayings.email_domain(slots.values["domain"], slots.style, slots.rng)
    ),
    "customer": said_codes.customer,
    "serial": said_codes.serial,
    "serial.alike": said_codes.serial_like_an_order,
    "order.alike": said_codes.order_like_a_serial,
    "document": said_codes.document,
    "order": said_codes.order,
    "imei": _digits("IMEI", "imei", 15),
    "card": _digits("CARD_NUMBER", "card", 15, 16, 16, 16),
    "cardtail": _digits("CARD_NUMBER", "cardtail", 4),
    "cvv": _digits("CARD_CVV", "cvv", 3, 3, 3, 4),
    "expiry": said_codes.expiry,
    "phone": _digits("PHONE", "phone", 10, 10, 11, 7),
    "ssn": _digits("SSN", "ssn", 9),
    "ssn4": _digits("SSN", "ssn4", 4),
    "itin": _digits("ITIN", "itin", 9),
    "routing": _digits("BANK_ACCOUNT", "routing", 9),
    "bank": _digits("BANK_ACCOUNT", "bank", 8, 9, 10, 12),
    "sort": _digits("BANK_ACCOUNT", "sort", 6),
    "iban": lambda slots: slots.code(
        "IBAN", slots.pick("GB00AAAA00000000000000", "DE00000000000000000000", "NL00AAAA0000000000"), "iban"
    ),
    "ip": _marked(
        "IP_ADDRESS", lambda slots: slots.pick(".", " dot ", ".").join(str(slots.rng.randint(0, 255)) for _ in range(4))
    ),
    "dob": said_births.birth,
    "dob.again": said_births.birth_again,
    "dob.day": said_births.birth_day,
    "dob.month": said_births.birth_month,
    "dob.monthday": said_births.birth_month_and_day,
    "dob.year": said_births.birth_year,
    "otp": _digits("CREDENTIAL", "otp", 4, 6, 6, 6, 8),
    "pin": _digits("CREDENTIAL", "pin", 4, 4, 4, 6, 5),
    "password": said_credentials.password,
    "username": said_credentials.username,
    "gate": said_credentials.gate,
    "phrase": said_credentials.phrase,
    "netname": said_credentials.network,
    "otp.first": said_credentials.code_first_half,
    "otp.rest": said_credentials.code_second_half,
    "code.tail": said_credentials.code_tail,
    "giftcode": said_credentials.gift_card,
    "memletters": said_credentials.memorable_letters,
    "question": said_answers.question,
    "answer": said_answers.answer,
    "maiden": said_answers.maiden,
    "maiden.spelled": said_answers.maiden_spelled,
    "way": said_places_in_parts.way,
    "way.again": said_places_in_parts.way_again,
    "way.spelled": said_places_in_parts.way_spelled,
    "way.misheard": said_places_in_parts.way_misheard,
    "home": said_places_in_parts.home,
    "home.again": said_places_in_parts.home_again,
    "home.spelled": said_places_in_parts.home_spelled,
    "door": said_places_in_parts.number_of_house,
    "door.again": said_places_in_parts.door_again,
    "part": said_places_in_parts.unit_of_any_kind,
    "code.first": said_places_in_parts.code_first,
    "code.rest": said_places_in_parts.code_rest,
    "zip9": said_places_in_parts.code_of_nine,
    "zip4": said_places_in_parts.four_more,
    "pobox": said_places_in_parts.post_box,
    "rural": said_places_in_parts.rural,
    "crossing": said_places_in_parts.crossing,
    "county": said_places_in_parts.county,
    "door.corrected": said_places_in_parts.put_right,
    "expiry.again": said_codes.expiry_again,
    "expiry.month": said_codes.expiry_month,
    "expiry.year": said_codes.expiry_year,
    "memdate": said_codes.memorable_date,
    "famous": said_quantities.famous,
    "pet.plain": said_quantities.pet,
    "large": said_quantities.large,
    "percent": said_quantities.percent,
    "measure": said_quantities.measure,
    "speed": said_quantities.speed,
    "storage": said_quantities.storage,
    "duration": said_quantities.duration,
    "date.plain": said_quantities.plain_date,
    "score": said_quantities.score,
    "flight": said_quantities.flight,
    "anynumber": said_quantities.any_number,
    "street.plain": said_quantities.street_of_a_shop,
    "brand": said_companies.brand,
    "named.product": said_innocently.named_product,
    "town.plain": said_innocently.town_plain,
    "shop.place": said_innocently.shop_place,
    "company": said_companies.company,
    "thing": _from(invented.THINGS),
    "product": _from(invented.PRODUCTS),
    "topic": _from(invented.TOPICS),
    "department": _from(invented.DEPARTMENTS),
    "place": _from(invented.PLACES),
    "problem": _from(invented.PROBLEMS),
    "relation": _from(invented.RELATIONS),
    "month": _from(invented.MONTHS),
    "weekday": _from(invented.WEEKDAYS),
    "price": lambda slots: sayings.sum_of_money(slots.style, slots.rng),
    "number": said_innocently.small_number,
    "time": said_innocently.clock,
    "year": said_innocently.year,
    "version": said_innocently.version,
    "model": said_innocently.model,
    "errorcode": said_innocently.error,
    "errorcode.again": lambda slots: slots.values.get("errorcode", "404"),
    "dayth": said_innocently.day,
    **{f"sec.{what}": said_answers.answer_of(what) for what in said_answers.ANSWERS},
    "longnumber": lambda slots: sayings.digits(slots.number(slots.rng.randint(4, 6)), slots.style, slots.rng),
}
