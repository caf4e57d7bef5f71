"""How sure the name model must be of a person that it or a rule finds in a call where nothing is surely personal."""

from calls.finding import Finding
from redact.confidence_levels import level
from redact.name_model.marks import NAME

SURE_RULE = level("doubtful_persons", "sure_rule")
"""A rule this sure has heard somebody introduced, titled or asked for."""
_LEAST_OF_A_SURE_RULE = level("doubtful_persons", "least_of_a_sure_rule")
_LEAST_OF_THE_MODEL_ALONE = level("doubtful_persons", "least_of_the_model_alone")
_LEAST_BESIDE_A_PERSON = level("doubtful_persons", "least_beside_a_person")
"""The same where the model is sure of another person in the call."""
_LEAST_OF_A_THING = level("doubtful_persons", "least_of_a_thing")
"""Behind an article or "by"."""
_LEAST_IN_TALK_OF_THINGS = level("doubtful_persons", "least_in_talk_of_things")
_LEAST_ELSE = level("doubtful_persons", "least_else")
"""Of a name that only lists and the language model know, ..."""
_LEAST_ELSE_BESIDE_A_PERSON = level("doubtful_persons", "least_else_beside_a_person")
"""... and where the model is sure of another person."""
_LEAST_BY_REASON = {
    "introduced or addressed by name": 0.3,
    "a name said twice": 0.1,
    "named by what follows": 0.3,
    "named in the opening of a call": 0.5,
    "perhaps introduced by name": 0.6,
}
CUED_REASONS = frozenset(_LEAST_BY_REASON) | {"addressed by name"}
DOUBTED_REASONS = CUED_REASONS | {"a first name, and what belongs to it", "presidio: PERSON"}
"""Rules that err often: what they find alone proves no call personal."""


def least_share_of_person(
    finding: Finding, *, is_thing: bool, is_about_things: bool, is_beside_person: bool = False
) -> float:
    """`is_thing`: it stands where things do ("the heinz"); `is_about_things`: in a turn that speaks of things;
    `is_beside_person`: the model is sure of a person elsewhere in the call, or an agent greets."""
    if finding.confidence >= SURE_RULE:
        return _LEAST_OF_A_SURE_RULE
    if finding.detector.startswith(NAME):
        least = _LEAST_BESIDE_A_PERSON if is_beside_person else _LEAST_OF_THE_MODEL_ALONE
    else:
        least_else = _LEAST_ELSE_BESIDE_A_PERSON if is_beside_person else _LEAST_ELSE
        least = _LEAST_BY_REASON.get(finding.reason, least_else)
    if is_about_things:
        return _LEAST_IN_TALK_OF_THINGS
    return max(least, _LEAST_OF_A_THING) if is_thing else least
