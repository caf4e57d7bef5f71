"""Calls about the parts and numbers of things: spares, articles, models. Short codes in them look like a serial number
or a customer's, and are nobody's."""

import re
from collections.abc import Sequence

from calls.finding import KEPT_IN_ARCHIVE, Kind
from redact.dialogue_context import ReadTurn

_OF_PARTS = re.compile(
    r"\b(?:(?:spare|replacement) parts?|spares|parts and accessories|"
    r"parts? (?:counter|desk|department|line|numbers?|no)|u ?p ?c|i ?s ?b ?n|"
    r"sku|(?:commodity|tariff|stock|article|item|product|catalog(?:ue)?|style|model) (?:numbers?|codes?|no)|"
    r"h ?s codes?|bar ?codes?)\b",
    re.IGNORECASE,
)
_GREETS_WITH_PARTS = re.compile(r"\b(?:parts|spares)\b(?! of)", re.IGNORECASE)
_GREETING_TURNS = 2
_OF_VERSIONS = re.compile(r"\bfirmware\b", re.IGNORECASE)
_OF_PROGRAMMES = re.compile(r"\b(?:firmware|versions?|software|builds?|updates?|patch)\b", re.IGNORECASE)
_OF_NETWORKS = re.compile(
    r"\b(?:i ?p|address|addresses|router|modem|network|gateway|dns|ping|server|subnet|vpn|port|wifi|wi-fi|remote|"
    r"static)\b",
    re.IGNORECASE,
)
_OF_SOMEBODY = re.compile(
    r"\b(?:serial|imei|mac|vin|mrn|ssn|nhs|account|accounts|customer|member|"
    r"membership|policy|patient|phone|telephone|mobile|cell|landline|contact|passport|licen[cs]e|security|"
    r"pin(?! (?:plug|socket|connector|adapter|header|lead|fitting))|"
    r"pass ?(?:code|word)|user ?name|log ?in|registration|reg|plate(?! heat)|"
    r"badge|employee|staff|student|subscriber|frequent|loyalty|rewards?|hospital|insurance|frame|"
    r"chassis|transponder|chip|tag|sort code|bank|direct debit|card|cards|visa|mastercard|amex|expiry|expires?|"
    r"code (?:we|i|you)|sent you|text(?:ed)?|(?:ring|call|reach|e-?mail) (?:you|me|us|him|her|them)|calling from|"
    r"e-?mail|name|names|address|postcode|zip|date of birth|born|birthday|live|social|digits|reference|claim|"
    r"your id|my id|i ?d)\b",
    re.IGNORECASE,
)


def is_talk_of_parts(reads: Sequence[ReadTurn]) -> bool:
    """Whether a call speaks of the numbers of parts, and nobody of anybody's number, name or place."""
    return _speaks_of_parts(reads) and not _is_somebodys(reads)


def is_talk_of_things(reads: Sequence[ReadTurn]) -> bool:
    """The same of parts or of the versions of programmes."""
    return speaks_of_things(reads) and not _is_somebodys(reads)


def speaks_of_things(reads: Sequence[ReadTurn]) -> bool:
    """Whether a call speaks of the numbers of parts or of versions, whatever else it speaks of."""
    return _speaks_of_parts(reads) or any(_OF_VERSIONS.search(read.turn.text) for read in reads)


def _speaks_of_parts(reads: Sequence[ReadTurn]) -> bool:
    greets = any(_GREETS_WITH_PARTS.search(read.turn.text) for read in reads[:_GREETING_TURNS])
    return greets or any(_OF_PARTS.search(read.turn.text) for read in reads)


def is_talk_of_versions(reads: Sequence[ReadTurn]) -> bool:
    """Whether a call speaks of versions of programmes and of no network: four numbers with dots are a version."""
    return speaks_of_programmes(reads) and not any(_OF_NETWORKS.search(read.turn.text) for read in reads)


def speaks_of_programmes(reads: Sequence[ReadTurn]) -> bool:
    return any(_OF_PROGRAMMES.search(read.turn.text) for read in reads)


def _is_somebodys(reads: Sequence[ReadTurn]) -> bool:
    return any(_OF_SOMEBODY.search(read.turn.text) or _announces(read) for read in reads)


def _announces(read: ReadTurn) -> bool:
    """Whether a turn has a cue for a number that is somebody's."""
    return any(isinstance(hit.topic, Kind) and hit.topic not in KEPT_IN_ARCHIVE for hit in read.cues)
