"""Calls about the parts and numbers of things: spares, articles, models. Short codes in them look like a serial number
or a customer's, and are nobody's."""

import re
from collections.abc import Sequence

from calls.finding import KEPT_IN_ARCHIVE, Kind
from redact.dialogue_context import ReadTurn

_OF_PARTS = re.compile(
    r"\b(?:(?:spare|replacement) parts?|spares|parts? (?:counter|desk|department|line|numbers?|no)|u ?p ?c|i ?s ?b ?n|"
    r"sku|(?:commodity|tariff|stock|article|item|product|catalog(?:ue)?|style|model) (?:numbers?|codes?|no)|"
    r"h ?s codes?|bar ?codes?)\b",
    re.IGNORECASE,
)
_OF_SOMEBODY = re.compile(
    r"\b(?:serial|imei|mac|vin|mrn|ssn|nhs|account|accounts|customer|member|membership|policy|patient|phone|telephone|"
    r"mobile|cell|landline|contact|passport|licen[cs]e|security|pin|pass ?(?:code|word)|user ?name|log ?in|"
    r"registration|reg|plate|badge|employee|staff|student|subscriber|frequent|loyalty|rewards?|hospital|insurance|"
    r"frame|chassis|transponder|chip|tag|sort code|bank|direct debit|card|cards|visa|mastercard|amex|expiry|expires?|"
    r"code (?:we|i|you)|sent you|text(?:ed)?|(?:ring|call|reach|e-?mail) (?:you|me|us|him|her|them)|calling from|"
    r"e-?mail|name|names|address|postcode|zip|date of birth|born|birthday|live|social|digits|reference|claim|your id|"
    r"my id|i ?d)\b",
    re.IGNORECASE,
)


def is_talk_of_parts(reads: Sequence[ReadTurn]) -> bool:
    """Whether a call speaks of the numbers of things, and nobody of anybody's number, name or place."""
    if not any(_OF_PARTS.search(read.turn.text) for read in reads):
        return False
    return not any(_OF_SOMEBODY.search(read.turn.text) or _announces(read) for read in reads)


def _announces(read: ReadTurn) -> bool:
    """Whether a turn has a cue for a number that is somebody's."""
    return any(isinstance(hit.topic, Kind) and hit.topic not in KEPT_IN_ARCHIVE for hit in read.cues)
