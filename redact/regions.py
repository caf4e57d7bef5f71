"""Countries, states, peoples and their languages: a state or a country alone tells nobody where somebody lives, and
none of them is anybody's name, but for those that are first names as well ("georgia", "chad")."""

import re
from collections.abc import Sequence

from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.confidence_levels import level
from redact.model_shares import Shares
from redact.word_set import word_set

PEOPLES = word_set(
    "afghan african albanian algerian american arabic arab argentine argentinian australian austrian bangladeshi "
    "basque belgian bengali brazilian british bulgarian canadian cantonese catalan chilean chinese colombian cornish "
    "croatian cuban czech danish dutch egyptian english estonian ethiopian european filipino finnish french gaelic "
    "german ghanaian greek hebrew hindi hungarian icelandic indian indonesian iranian iraqi irish israeli italian "
    "jamaican japanese kenyan korean kurdish latin latvian lithuanian malay mandarin mexican moroccan nepali nigerian "
    "norwegian pakistani persian peruvian polish portuguese punjabi romanian russian scottish serbian slovak somali "
    "spanish swahili swedish swiss syrian tamil thai tibetan turkish ukrainian urdu vietnamese welsh yoruba zulu"
)
COUNTRIES = word_set(
    "afghanistan albania algeria argentina armenia australia austria bangladesh belarus belgium bolivia brazil "
    "bulgaria cambodia cameroon canada chile china colombia croatia cyprus denmark ecuador egypt england estonia "
    "ethiopia europe finland france germany ghana greece guatemala haiti hungary iceland indonesia iran iraq ireland "
    "italy japan kazakhstan kuwait latvia lebanon lithuania malaysia mexico morocco nepal netherlands "
    "nicaragua nigeria norway pakistan panama paraguay peru philippines poland portugal qatar romania russia rwanda "
    "scotland senegal serbia slovakia slovenia somalia spain sudan sweden switzerland syria taiwan tanzania "
    "thailand tunisia turkey uganda ukraine uruguay uzbekistan venezuela vietnam wales zambia zimbabwe"
)
STATES_ALONE = word_set(
    "alaska arizona arkansas california colorado connecticut delaware hawaii idaho illinois iowa kansas kentucky "
    "louisiana maryland massachusetts michigan minnesota mississippi missouri nebraska nevada ohio oklahoma oregon "
    "pennsylvania texas utah vermont wisconsin wyoming"
)
"""States of the United States that are nobody's first name."""
_FURTHER = word_set(
    "florida georgia virginia carolina dakota montana tennessee indiana alabama alberta manitoba ontario "
    "guam zealand hampshire new north south east west america usa uk us africa asia states united "
    "kingdom the korea canada china india"
)
REGIONS = COUNTRIES | STATES_ALONE | _FURTHER
_DIRECTIONS = word_set("new north south east west the us")
_NEW_STATES = re.compile(r"\bnew (?:jersey|mexico)\b")
"""The second words alone are an island and a city as well, and New York is a city."""
_LEAST_OF_A_REGION = level("regions", "least_of_a_region")
"""The share that the name model gives to one that completes an address."""
_NEAREST = 3
"""Characters between a state and the address that it belongs to."""


def without_regions(turns: Sequence[Turn], found: Sequence[Finding], shares: Shares) -> list[Finding]:
    """`found` without addresses that are a state or a country alone, with no other part of an address beside it."""
    alone = [finding for finding in found if finding.kind is Kind.ADDRESS and _is_region(turns, finding)]
    others = [finding for finding in found if finding.kind is Kind.ADDRESS and finding not in alone]
    dropped = [
        finding
        for finding in alone
        if shares.of(finding.turn, finding.start, finding.end) < _LEAST_OF_A_REGION
        and not any(_is_beside(finding, other) for other in others)
    ]
    return [finding for finding in found if finding not in dropped]


def _is_region(turns: Sequence[Turn], finding: Finding) -> bool:
    said = turns[finding.turn].text[finding.start : finding.end].lower()
    said = _NEW_STATES.sub("texas", said)
    words = {word.strip(".,;:!?").removesuffix("'s") for word in said.split()}
    return words <= REGIONS and not words <= _DIRECTIONS


def _is_beside(finding: Finding, other: Finding) -> bool:
    is_near = other.start <= finding.end + _NEAREST and other.end >= finding.start - _NEAREST
    return finding.turn == other.turn and is_near
