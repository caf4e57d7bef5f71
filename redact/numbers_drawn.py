"""Whether the talk is of a draw: then numbers that rise are tickets' and balls', and nobody's."""

import re
from collections.abc import Sequence

from redact.dialogue_context import ReadTurn

_OF_A_DRAW = re.compile(
    r"\b(?:lotter(?:y|ies)|lotto|drawn|draws?|jackpots?|raffles?|bingo|powerball|euromillions|"
    r"winning numbers?|numbers? (?:that |which )?(?:has |have )?(?:came|come) (?:up|out))\b"
)
_TURNS_BEFORE = 2
_ATOMS_BEFORE, _ATOMS_AFTER = 40, 15


def is_talk_of_a_draw(reads: Sequence[ReadTurn], first: tuple[int, int], last: tuple[int, int]) -> bool:
    """Whether a lottery, a raffle or the like is named near a number that reaches from an atom of a turn, `first`, to
    before one of a turn, `last`: at most two turns before, and at most some words away in a turn."""
    (first_turn, first_atom), (last_turn, end_atom) = first, last
    beside = [reads[first_turn].atoms[max(0, first_atom - _ATOMS_BEFORE) : first_atom]]
    beside.append(reads[last_turn].atoms[end_atom : end_atom + _ATOMS_AFTER])
    beside.extend(read.atoms[-_ATOMS_BEFORE:] for read in reads[max(0, first_turn - _TURNS_BEFORE) : first_turn])
    return any(_OF_A_DRAW.search(" ".join(atom.low for atom in atoms)) for atoms in beside)
