"""A date of birth by its feast: "14 February, a Valentine's baby", "Groundhog Day", "the day before Halloween".

Whoever knows the feast knows the day, so what is said of it beside a date of birth, or for one, is hidden with it.
Anywhere else a feast is a feast.
"""

import re
from collections.abc import Iterator, Sequence

from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.dialogue_context import DialogueContext, read_turns
from redact.merge_findings import merge_findings

_SAINTS = "patrick|george|david|andrew|nicholas|stephen|swithin|martin|john|joseph|lucy|brigid|anthony|michael"
_OF_SOMEBODY = f"all saint|all soul|veteran|president|mother|father|virgin|three king|(?:saint |st\\.? )?(?:{_SAINTS})"
"""Feasts that are "somebody's day": their children and nights are anybody's ("Lucy's baby")."""
_WITH_CHILDREN = "new year|valentine|april fool|midsummer"
_DAYS = (
    "christmas|boxing|groundhog|leap|independence|canada|australia|bastille|memorial|labou?r|columbus|flag|armistice|"
    "remembrance|anzac|burns|guy fawkes|bonfire|twelfth|may|pancake|ash|pi|d|v ?e|v ?j|juneteenth|earth"
)
"""Feasts that are a day, an eve or a night by that name."""
_ALONE = (
    "christmas|halloween|hallowe['’]en|hogmanay|epiphany|candlemas|thanksgiving|pearl harbou?r|cinco de mayo|diwali|"
    "eid|(?:summer |winter |the ){1,2}(?:solstice|equinox)|(?:the )?(?:assumption|annunciation|immaculate conception)|"
    "(?:the )?ides of march|(?:the )?fourth of july|may the fourth|good friday|palm sunday|shrove tuesday|"
    "easter(?: sunday| monday)?|day of the dead|nine eleven|9/11|valentine'?s?|april fool'?s?"
)
_DAY = "day|eve|night|wednesday|baby|child"
_FEAST = re.compile(
    r"\b(?:(?:(?:an?|one|two|three|four|five|six|\d) )?(?:days?|nights?|weeks?) (?:before|after) )?"
    rf"(?:the )?(?:(?:{_OF_SOMEBODY})(?:'?s'?|’s)? (?:day|eve)|(?:{_WITH_CHILDREN})(?:'?s'?|’s)? (?:{_DAY})|"
    rf"(?:{_DAYS})[- ](?:{_DAY})|(?:{_ALONE})(?: (?:{_DAY}))?)\b",
    re.IGNORECASE,
)
_TURNS_BESIDE = range(-1, 3)
"""A feast may stand in the turn before a date of birth or in the two after it."""
_MOST_WORDS_OF_AN_ANSWER = 8


def with_feasts(turns: Sequence[Turn], found: Sequence[Finding]) -> tuple[Finding, ...]:
    """`found` (disjoint, in reading order) with the feasts that tell dates of birth."""
    feasts = list(_feasts(turns, found))
    return merge_findings(turns, (*found, *feasts)) if feasts else tuple(found)


def _feasts(turns: Sequence[Turn], found: Sequence[Finding]) -> Iterator[Finding]:
    said = [(index, match) for index, turn in enumerate(turns) for match in _FEAST.finditer(turn.text)]
    if not said:
        return
    born = {finding.turn + step for finding in found if finding.kind is Kind.DATE_OF_BIRTH for step in _TURNS_BESIDE}
    context = DialogueContext(read_turns(turns))
    for index, match in said:
        is_short = len(turns[index].text.split()) <= _MOST_WORDS_OF_AN_ANSWER
        if index in born or (is_short and Kind.DATE_OF_BIRTH in context.question_before(index)):
            yield Finding(
                Kind.DATE_OF_BIRTH, index, *match.span(), 0.8, "feast days", "a feast that tells a date of birth"
            )
