"""Calls about the parts and numbers of things: spares, articles, tariffs. Codes in them are as long and as mixed as a
serial number, and nobody's."""

import re
from collections.abc import Sequence

from redact.dialogue_context import ReadTurn

_OF_PARTS = re.compile(
    r"\b(?:(?:spare|replacement) parts?|spares|parts? (?:counter|desk|department|line|numbers?|no)|u ?p ?c|i ?s ?b ?n|"
    r"sku|(?:commodity|tariff|stock|article|item|product|batch|lot|e|g ?c|catalog(?:ue)?|style|model) "
    r"(?:numbers?|codes?|no)|h ?s codes?|bar ?codes?|(?:the|a|your|which|what) model\b.{0,20}\b(?:plate|sticker|label)|"
    r"customs duty|tariffs?)\b",
    re.IGNORECASE,
)
_OF_SOMEBODY = re.compile(
    r"\b(?:serial|imei|mac address|vin|account numbers?|account is|"
    r"(?:customer|member|membership|policy|patient|phone|telephone|mobile|cell|contact|passport|licen[cs]e|security|"
    r"pin|card|gate|door|alarm) (?:number|code|i ?d)|pass ?(?:code|word)|user ?name|log ?in|registration|reg|"
    r"plate number|number plate|(?:ring|call|text|reach|e-?mail) (?:you|me|him|her|them)|"
    r"(?:my|your) (?:name|number|address|mobile|cell|e-?mail)|date of birth|postcode|zip ?code|i live|"
    r"your zip|social)\b",
    re.IGNORECASE,
)


def is_talk_of_parts(reads: Sequence[ReadTurn]) -> bool:
    """Whether a call speaks of the numbers of things, and of nobody's number, name or place."""
    return any(_OF_PARTS.search(read.turn.text) for read in reads) and is_silent_on_people(reads)


def is_silent_on_people(reads: Sequence[ReadTurn]) -> bool:
    """Whether nobody asks for, or announces, anybody's number, name or place, or offers to ring or write."""
    return not any(_OF_SOMEBODY.search(read.turn.text) for read in reads)
