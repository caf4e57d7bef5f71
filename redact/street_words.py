"""Words of postal addresses (USPS Publication 28, appendix C, in everyday choice; common GB street words)."""

from redact.word_set import word_set

SUFFIXES = word_set(
    "street st avenue ave road rd lane ln drive dr boulevard blvd court ct place pl terrace way circle cir parkway "
    "pkwy "
    "highway hwy square sq close crescent gardens grove hill mews row alley trail loop plaza walk route turnpike "
    "crossing ridge bend cove run parade rise vale view quay wharf dene croft mead wynd brae esplanade promenade "
    "causeway pike approach heights meadow meadows orchard gate yard ropewalk spur drove bank field fields end common "
    "park point landing pass path expressway freeway broadway knoll hollow hollows shore creek crest manor estate "
    "estates mobile buildings villas cottages mews arcade market embankment strand chase copse drift paddock spinney "
    "terr ct crt blvd pkway cres ter tpke"
)
WEAK_SUFFIXES = word_set(
    "way close run row walk place hill drive court square circle st dr plaza ridge route trail loop bend rise view "
    "approach gate yard spur bank field fields end common park point pass path landing pike meadow meadows orchard "
    "heights quay wharf crest manor market chase drift strand estate estates mobile buildings shore creek cove mead "
    "hollow hollows croft drove green"
)
"""Everyday words as well: a street only after a name in capitals or where an address is expected."""
UNITS = word_set("apartment apt unit suite flat floor building room lot number # apartments ste")
STATES = word_set(
    "alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois "
    "indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri "
    "montana "
    "nebraska nevada hampshire jersey mexico york carolina dakota ohio oklahoma oregon pennsylvania tennessee texas "
    "utah "
    "vermont virginia washington wisconsin wyoming"
)
STATE_CODES = word_set(
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR "
    "PA RI "
    "SC SD TN TX UT VT VA WA WV WI WY DC UK USA GB"
)
STATE_PREFIXES = word_set("new north south west east rhode saint san los las st fort el santa")
DIRECTIONS = word_set("north south east west northeast northwest southeast southwest n s e w")
ORDINAL_SUFFIXES = word_set("st nd rd th")
BUSINESSES = word_set(
    "store stores shop shops branch location locations office station stations museum hotel mall cinema theater "
    "theatre hospital pharmacy cafe restaurant bakery surgery clinic studios market markets bridge tunnel exit"
)
"""Said after a street they make it one of a company's places."""
