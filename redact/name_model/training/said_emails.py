"""Addresses of the web as they are said."""

from redact.name_model.training import invented, sayings
from redact.name_model.training.sayings import Style
from redact.name_model.training.slots import Slots, mark


def new_email(slots: Slots) -> None:
    rng = slots.rng
    first, last = (part.replace(" ", "").replace("'", "").lower() for part in slots.names["me"])
    word, number = (
        rng.choice(slots.words),
        str(rng.choice((rng.randint(1, 99), rng.randint(1950, 2012), rng.randint(100, 999)))),
    )
    local = rng.choice(
        (
            f"{first}.{last}",
            f"{first[0]}{last}{number}",
            f"{first}_{last[0]}",
            f"{word}{number}",
            f"{last}-family",
            f"{first}{number}",
            f"{word}.{rng.choice(slots.words)}",
            f"{first}{last}",
            f"{first[0]}.{last}",
            f"{word}_{rng.choice(slots.words)}",
            f"the{last}s",
            f"{rng.choice(('info', 'billing', 'office', 'orders', 'hello'))}",
            f"{first}.{last}.{number}",
            f"{word}{rng.choice(slots.words)}{number}",
            f"{last}{first}",
        )
    )
    own = f"{slots.pick(last, rng.choice(slots.words))}{slots.pick('', '-', '')}"
    own += f"{slots.pick(rng.choice(slots.words), 'design', 'plumbing', 'group')}"
    domain = (
        rng.choice(invented.DOMAINS)
        if rng.random() < 0.75
        else f"{own}.{slots.pick('com', 'co.uk', 'net', 'org', 'io', 'edu')}"
    )
    slots.values["local"], slots.values["domain"] = local, domain


def email_said(slots: Slots) -> str:
    if "local" not in slots.values:
        new_email(slots)
    local, domain = slots.values["local"], slots.values["domain"]
    if slots.style is Style.RECOGNISER and slots.rng.random() < 0.4:
        return slots.pick(
            f"{local}@{domain}",
            f"{local}@{domain}",
            f"{local}{domain}",
            f"{local} {domain}",
            f"{local} at {domain}",
        )
    if slots.rng.random() < 0.15:
        said = sayings.spelled(local, slots.rng) if local.isalpha() else sayings.code(local, Style.CLEAN, slots.rng)
    else:
        said = sayings.email_part(local, slots.style, slots.rng)
    return (
        f"{said} {slots.pick('at', 'at', 'at', 'at', 'AT', '@')} {sayings.email_domain(domain, slots.style, slots.rng)}"
    )


def email(slots: Slots) -> str:
    if slots.rng.random() < 0.5:
        new_email(slots)
    return mark("EMAIL", email_said(slots))


def email_local(slots: Slots) -> str:
    new_email(slots)
    return mark("EMAIL", sayings.email_part(slots.values["local"], slots.style, slots.rng))


def email_local_spelled(slots: Slots) -> str:
    new_email(slots)
    return mark("EMAIL", sayings.code(slots.values["local"].replace(".", "").replace("_", ""), Style.CLEAN, slots.rng))


def email_domain(slots: Slots) -> str:
    return mark("EMAIL", sayings.email_domain(slots.values.get("domain", "gmail.com"), slots.style, slots.rng))
