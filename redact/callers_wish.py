"""What the caller of a call wishes, by the rules and the learnt second opinion together.

The rules destroy, unless the second opinion sees next to no refusal in the words they go by: then a person decides. So
do rules that doubt and a second opinion that is certain; the second opinion alone sends a call to review. A fault in
either is raised, never passed over.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from calls.call import Channel
from calls.consent import SpokenWish
from calls.transcript import Turn
from redact.objection_model.levels import CERTAIN, CONCEIVABLE
from redact.objection_model.suspicion import levels_of_suspicion
from redact.spoken_objection import find_objection, may_mean_otherwise, turns_of_a_wish


class Opinion(Protocol):
    def chances(self, turns: Sequence[Turn]) -> tuple[float, ...]:
        """For each turn how likely it objects."""
        ...


@dataclass(frozen=True, slots=True)
class CallersWish:
    """`turns`: where it is spoken of. `why`: one sentence for the person who decides; none of the caller's words."""

    wish: SpokenWish
    turns: tuple[int, ...] = ()
    why: str = ""


OBJECTS_BY_RULE = "the caller refuses to be recorded"
OBJECTS_BY_BOTH = "the caller's words may refuse the recording, and the objection model is certain that they do"
DOUBTFUL_BY_RULE = "the caller's words may refuse the recording"
DENIED_BY_MODEL = "a rule knows the caller's words as a refusal; the objection model sees next to none in them"
DOUBTFUL_BY_MODEL = "no rule knows the caller's words; the objection model takes them for a refusal of the recording"

DOUBTFUL_BEFORE = "the caller's words might refuse the recording before some of them were hidden"


_ASKED_FOR = re.compile(
    r"\b(?:delet|eras|destroy|wip(?:e|ing)\b)\w*|\b(?:don't|dont|do not) record (?:me|this|us|my)\b", re.IGNORECASE
)
"""So plain a wish is carried out whatever the model thinks."""


def callers_wish(turns: Sequence[Turn], opinion: Opinion | None = None) -> CallersWish:
    """The wish by all of a call. `opinion`: the committed model unless another is given.

    Raises ModelMissing or StepFailed: whoever asks must not publish.
    """
    wish = find_objection(turns)
    chances = (opinion or _committed()).chances(turns)
    if wish is SpokenWish.OBJECTS:
        told = turns_of_a_wish(turns)
        is_asked = any(_ASKED_FOR.search(turns[k].text) for k in told)
        if is_asked or max((chances[k] for k in told), default=1.0) >= CONCEIVABLE:
            return CallersWish(wish, told, OBJECTS_BY_RULE)
        return CallersWish(SpokenWish.DOUBTFUL, told, DENIED_BY_MODEL)
    if wish is SpokenWish.NONE:
        levels = levels_of_suspicion(turns)
        suspected = tuple(index for index, chance in enumerate(chances) if chance >= levels[index])
        return CallersWish(SpokenWish.DOUBTFUL, suspected, DOUBTFUL_BY_MODEL) if suspected else CallersWish(wish)
    doubted = turns_of_a_wish(turns)
    certain = [turns[k] for k in doubted if turns[k].channel is Channel.CALLER and chances[k] >= CERTAIN]
    if certain and not may_mean_otherwise(certain):
        return CallersWish(SpokenWish.OBJECTS, doubted, OBJECTS_BY_BOTH)
    return CallersWish(wish, doubted, DOUBTFUL_BY_RULE)


def _committed() -> Opinion:
    from redact.objection_model.second_opinion import second_opinion

    return second_opinion()
