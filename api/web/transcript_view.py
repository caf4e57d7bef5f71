"""A call laid out for the eye: turns cut into plain and hidden pieces, and a timeline with a lane a party."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from calls.ports.reading_room import CallDocument

TIMELINE_WIDTH = 1000
"""Units of the drawing; it is stretched to the page's width."""

_LANE_HEIGHT = 22
_LEAST_WIDTH = 2.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a turn's text; `kind` is set where it is the label of something hidden."""

    text: str
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class TurnView:
    number: int
    channel: str
    start_ms: int | None
    end_ms: int | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle of the timeline, in its units."""

    x: float
    y: float
    width: float
    height: float
    kind: str | None
    start_ms: int
    channel: str


@dataclass(frozen=True, slots=True)
class Timeline:
    lanes: tuple[str, ...]
    height: int
    turns: tuple[Block, ...]
    masks: tuple[Block, ...]


def turns_of(call: CallDocument) -> tuple[TurnView, ...]:
    """Every turn with its masked labels set apart."""
    by_turn: dict[int, set[tuple[int, int, str]]] = {}
    for mask in call["masks"]:
        by_turn.setdefault(mask["turn"], set()).add((mask["start"], mask["end"], mask["kind"]))
    return tuple(
        TurnView(
            number, turn["channel"], turn["start_ms"], turn["end_ms"], pieces_of(turn["text"], by_turn.get(number, ()))
        )
        for number, turn in enumerate(call["turns"])
    )


def pieces_of(text: str, labels: Iterable[tuple[int, int, str]]) -> tuple[Piece, ...]:
    """The text in order, cut at its labels. Labels that overlap an earlier one are part of it."""
    pieces: list[Piece] = []
    at = 0
    for start, end, kind in sorted(labels):
        if not at <= start < end <= len(text):
            continue
        pieces += [Piece(text[at:start]), Piece(text[start:end], kind)]
        at = end
    return tuple(piece for piece in [*pieces, Piece(text[at:])] if piece.text)


def snippet_pieces(snippet: str) -> tuple[tuple[str, bool], ...]:
    """(text, found) runs of a search result; what was found stands between ⟦ and ⟧."""
    before, *parts = snippet.split("⟦")
    runs = [(before, False)]
    for part in parts:
        found, closing, rest = part.partition("⟧")
        runs += [(found, True), (rest, False)] if closing else [(part, False)]
    return tuple(run for run in runs if run[0])


def timeline_of(call: CallDocument) -> Timeline | None:
    """None for a text conversation: there is no time to draw."""
    timed = [turn for turn in call["turns"] if turn["start_ms"] is not None]
    total_ms = max([call["duration_ms"] or 0, *(turn["end_ms"] or 0 for turn in timed)])
    if not timed or total_ms <= 0:
        return None
    lanes = tuple(dict.fromkeys([*call["channels"], *(turn["channel"] for turn in timed)]))
    masks = [mask for mask in call["masks"] if mask["start_ms"] is not None and mask["channel"] in lanes]
    return Timeline(
        lanes,
        _LANE_HEIGHT * len(lanes),
        tuple(_block(turn, lanes, total_ms, inset=4) for turn in timed),
        tuple(_block(mask, lanes, total_ms, inset=2) for mask in masks),
    )


def _block(span: dict[str, Any], lanes: tuple[str, ...], total_ms: int, *, inset: int) -> Block:
    start_ms, end_ms = span["start_ms"], max(span["end_ms"] or 0, span["start_ms"])
    return Block(
        x=round(start_ms * TIMELINE_WIDTH / total_ms, 2),
        y=lanes.index(span["channel"]) * _LANE_HEIGHT + inset,
        width=round(max(_LEAST_WIDTH, (end_ms - start_ms) * TIMELINE_WIDTH / total_ms), 2),
        height=_LANE_HEIGHT - 2 * inset,
        kind=span.get("kind"),
        start_ms=start_ms,
        channel=span["channel"],
    )
