"""How values are said on the page: times, lengths, names of kinds and purposes."""

from datetime import UTC, datetime

from calls.lifecycle import IN_WORK
from calls.progress import Progress

_KINDS = {
    "PERSON": "name",
    "CARD_NUMBER": "card number",
    "CARD_EXPIRY": "card expiry",
    "CARD_CVV": "card security code",
    "SSN": "social security number",
    "ITIN": "taxpayer number",
    "IBAN": "IBAN",
    "IMEI": "IMEI",
    "IP_ADDRESS": "IP address",
    "ID_DOCUMENT": "identity document",
    "EMAIL": "e-mail",
    "PHONE": "phone number",
    "CREDENTIAL": "password or code",
}
_OUTCOMES = {
    "recorded": "heard the notice and did not object",
    "imported": "recorded elsewhere and imported",
    "objected": "objected",
    "standing_objection": "objects to every recording",
    "policy": "not recorded by policy",
}
_WHY_EMPTY = {
    "captured": "This call has just ended and waits its turn: it will be written down, redacted and checked.",
    "transcribing": "This call is being written down.",
    "redacting": "This call is being redacted and checked.",
    "objected": "The caller objected. Nothing was kept.",
    "not_recorded": "This call was not recorded.",
    "erased": "This call was erased.",
    "expired": "The last purpose of this call has ended, and it was deleted.",
    "failed": "This call could not be processed. Nothing was published.",
}


_WHY_QUARANTINED = {
    "second-look": "the second look was not satisfied",
    "transcription-failed": "it could not be written down",
    "model-missing": "a model was missing",
    "finding-without-times": "nobody knows when something secret in it was said",
    "lost_leases": "its workers died, time and again",
    "seal-broken": "its sealed sound was damaged",
}


def is_kept(state: str) -> bool:
    return state in ("archived", "quarantined")


def why_empty(state: str) -> str:
    """Why there is nothing to read of a call."""
    return _WHY_EMPTY.get(state, "There is nothing to read.")


def is_in_work(state: str) -> bool:
    """Whether a call waits to be worked on, or is."""
    return state in IN_WORK


def why_quarantined(reason: str) -> str:
    """Why a call waits for a review; an error's code where nothing better is known."""
    return _WHY_QUARANTINED.get(reason, f"a step failed: {plain(reason).replace('-', ' ')}")


def time_left(until: datetime | str, now: datetime) -> str:
    """How long is left: days, then hours, then that it is less than one."""
    hours = int((_aware(until) - now).total_seconds() // 3600)
    if hours >= 48:
        return f"{hours // 24} days"
    return f"{hours} h" if hours >= 1 else "less than an hour"


def kind(code: str) -> str:
    return _KINDS.get(code, code.replace("_", " ").lower())


def plain(code: str | None) -> str:
    """A code as words: `agent_training` → `agent training`."""
    return (code or "").replace("_", " ")


def outcome(code: str) -> str:
    return _OUTCOMES.get(code, plain(code))


def day(instant: datetime | str) -> str:
    at = _aware(instant)
    return f"{at.day} {at:%b %Y}"


def minute(instant: datetime | str) -> str:
    return f"{_aware(instant):%H:%M}"


def iso(instant: datetime | str) -> str:
    return _aware(instant).isoformat(timespec="seconds")


def drift(ms: int | None) -> str:
    """What a party's clock gained on ours: "+12 ms"."""
    return "not known" if ms is None else f"{ms:+d} ms"


def length(ms: int | None) -> str:
    """Milliseconds as a clock shows them: 0:07, 12:30, 1:02:03."""
    seconds = (ms or 0) // 1000
    hours, minutes = divmod(seconds // 60, 60)
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"


def how_far(progress: Progress) -> str:
    """42 %, about 3 min left."""
    left = f"{progress.eta_s} s" if progress.eta_s < 60 else f"{round(progress.eta_s / 60)} min"
    return f"{progress.percent} %, about {left} left"


def _aware(instant: datetime | str) -> datetime:
    at = datetime.fromisoformat(instant) if isinstance(instant, str) else instant
    return at.astimezone(UTC)
