"""What only sounds like an objection: other records, other things that record, other people who say no."""

import re

from redact.objection_words import CALL, any_of

ANOTHER_RECORD = any_of(
    r"(?<!delete )(?<!erase )(?<!destroy )\bmy recordings\b|\brecording (?:engineer|studio|artist|company)\b",
    r"\brecorded (?:balance|speed|amount|price|temperature|address|date|time|value|number)\b|\bwhat (?:was|"
    r"is) recorded\b",
    r"\b(?:off|on|for|against|in|of|from) (?:(?:the|my|your|our|his|her|their|this|any) )?(?:(?!dont|not|"
    r"never)\w+ )?records?\b"
    r"(?! (?:me|us|this|it|that)\b)",
    r"\b(?:let the|my|your|our|their|the|that|this|a|other peoples|no|those) (?:\w+ )?records? (?=is|are|was|"
    r"were|shows?|say|"
    r"says|came|has|have|skips|club|isnt|arent|i )",
    r"\b(?:criminal|medical|driving|permanent|track|broken|world|vinyl|credit|dental|school|police|public|service|"
    r"employment|court|land) records?\b",
    r"\brecord (?:players?|shops?|stores?|labels?|deals?|collection|sleeves?|decks?|numbers?|club|dates?|time|low|high|"
    r"keeping|profits?|sales)\b",
    r"\brecords? show",
    r"\b(?:go|went|going|be|put it|goes) on record\b",
    r"\b(?:pre ?)?recorded (?:messages?|voice|lady|woman|announcement|delivery|deliveries|mail|post|music|video|"
    r"menu)\b",
    r"\b(?:this|that|the) recording (?:said|says|told|tells|cut|keeps|just|asked|kept|played|goes)\b",
    r"\bplay(?:ing)? (?:\w+ ){0,2}(?:recordings?|tape)\b|\b(?:just|only|got|getting|hear|heard|reached|(?:talk|"
    r"talking|listen|listening|speak) to) (?:a|another|some) recording\b|\bsick of (?:\w+ ){0,4}recording\b",
    r"\b(?:tape (?:measure|deck|player|recorder)|(?:duct|scotch|red|packing|masking|gaffer|sticky|vhs|video|mix|"
    r"measuring|parcel|electrical) ?tapes?|cassette recorder|voice recorder|"
    r"(?:the|that|some|no|enough) tape (?:on|off|around|from|for) (?:the|my)|demo tape)\b",
    r"\b(?:heart|computer|screen|blood pressure|glucose|account|alarm)(?: \w+){0,2} monitor(?:ed|s)?\b|"
    r"\bmonitor(?:ing|ed)? my (?:account|credit|alarm|heart)\b",
    r"\brecorder (?:for|lessons?)\b",
    r"\b(?:your|my|our|their|his|her|the|these|any|no|old) records\b|\bno record of\b|\ba record\b|\bpayment record\b",
    r"\b(?:hold|automated|automatic) recordings?\b|\b(?:lose|losing|lost|missing) (?:\w+ ){0,2}?recordings\b",
    r"\b(?:label|lid|wire|box|note|door|pipe|cable|package|parcel|bag)(?: \w+){0,2} taped\b|\btaped (?:over|shut|"
    r"back|up|down|"
    r"together|to|on)\b|\btaped (?:the|a|my) (?:\w+ )?(?:label|lid|wire|box|note|door|pipe|cable|package|parcel|bag)\b",
    rf"\b(?:i|we|id) (?:\w+ ){{0,2}}?(?:want|wanted|need|have|like|going|trying|tried|able|used|rather|cant|wont|"
    rf"plan) (?:to )?record"
    rf"\b(?! {CALL})",
)
"""Where "record" and "tape" are other words altogether: they are blanked before anything else is read."""
CALLER_RECORDS = any_of(
    r"\b(?:i|we|ive|weve) (?:(?:just|also|already|have|always|once|had) )?(?:taped|recorded|record)\b(?! (?:me|"
    r"line|call)\b)|"
    r"\bim recording\b|\b(?:i|we|ive|weve) (?:have |got )+(?:a|the|some) (?:recording|tape)\b",
    r"\b(?:choir|kids?|son|daughter|band|husband|wife) (?:\w+ ){0,2}?record\b",
)
"""What the caller records is blanked in their own words."""
_RECORDS_ITSELF = (
    r"(?:dvrs?|tivo|pvr|vcr|freeview|doorbells?|(?:dash ?|web|nanny ?|body ?|trail )?cam(?:era|eras|corder|s)?|"
    r"cctv|gopro|drone|"
    r"baby monitor|set top|shows?|series|seasons?|movies?|films?|program(?:me)?s?|match|matches|games?|episodes?|"
    r"channels?|"
    r"videos?|clips?|songs?|albums?|band|studio|concert|vocals|guitar|choir|podcasts?|lectures?|webinar|zoom|"
    r"meetings?|screen|"
    r"soaps?|football|cassettes?|vhs|vinyl|voicemail|greeting|memos?)"
)
RECORDER = re.compile(rf"\b{_RECORDS_ITSELF}\b")
"""A thing that records or is recorded, and that a later "it" or "recording" will mean."""
ANOTHER_THING = re.compile(
    rf"\b(?:{_RECORDS_ITSELF}|sky|ring|nest|box|cloud|tv|telly|television|music|lessons?|class|notes? app|watch|"
    rf"fitness|steps?|"
    r"runs|rides|sleep|calories|mileage|workouts?|logger|thermostat|temperature|meters?|readings?|expenses|hours|"
    r"sales|till|deed|"
    r"birth|votes?|marriage|my (?:phone|tablet|laptop|computer|app|device|recorder|kids?)|the app|phones?|"
    r"storage|package|"
    r"add on|addon|subscription|plan|bundle|feature|player|website|sensor|light|printer|disc|folder|interview|"
    r"landlord|ex|neighbou?rs?|police|"
    r"my boss|at work|"
    r"at the shop|at my job)\b"
)
"""Something else that records or is recorded, or somebody else who does."""
DATA_RECORDED = any_of(
    r"\brecord(?:ed)? (?:it |this |that )?as (?!long|soon|well|if)",
    r"\b(?:bill|payments?|orders?|complaints?|address|name|number|returns?|refund|charge|fee|purchase|invoice|change|"
    r"reading|sale|visit|claim|deposit)\b(?: \w+){0,4} (?:recorded|record)\b(?! (?:me|us|this|on this call)\b)",
    r"\b(?:ive|i|we|weve|you|youve|you have|nobody|they|never|wasnt|was|were|werent|not|isnt|"
    r"have)(?: \w+){0,2} record(?:ed)? (?:\w+ ){0,3}?"
    r"(?:bill|payments?|orders?|complaints?|address|name|number|returns?|refund|charge|fee|purchase|invoice|"
    r"wrong|serial"
    r"|incorrectly|twice|correctly|properly|what i told)\b",
    r"\brecord(?:ed)? (?:it )?(?:that i|as a|as an)\b|\brecorded (?:that|this|it) as\b|\brecorded (?:on|in|under|"
    r"against|as|to) (?:my|the|a|our|file)\b",
    r"\bmake sure (?:this|it) is recorded\b|\bwant (?:it|my complaint) recorded (?:that|on|as)\b|"
    r"^i want my complaint recorded\b",
)
"""Something written down in the books. To be asked not to write down a card's number is another matter."""
SOMEBODY_ELSES = any_of(
    r"\b(?:he|she|they|who|(?:my|her|his) (?:husband|wife|son|daughter|mother|father|mum|mom|dad|boss|lawyer|friend|"
    r"neighbou?r|sister|brother|partner)|people|customers|callers|someone|somebody|man|woman|song)"
    r"(?: \w+){0,2} (?:doesnt|didnt|dont|refused?s?|objects?|objected|hates?|tell me|hung up|says?|goes|"
    r"record(?:s|ed)?)\b",
)
THEY_RECORDED = re.compile(
    r"\b(?:they|he|she|ex|landlord|police|boss|neighbou?rs?)(?: (?:was|has|had|always|also|all|"
    r"secretly))* (?:recorded|records|"
    r"recording|taped)\b"
)
"""Somebody else recorded the caller, somewhere else."""
STILL_MINE = re.compile(
    r"\b(?:here|next to me|us|behalf|speak for|speaking for|with me|says i|so please|neither|(?:and|but|so) i \w|"
    r"i (?:dont|shouldnt|want)|"
    r"im not|id)\b"
)
"""… but the caller speaks for them, or of themselves as well."""
