"""What only sounds like an objection: other records, other things that record, other people who say no."""

import re

from redact.objection_words import CALL, any_of

ANOTHER_RECORD = any_of(
    r"\b(?:sen[dt]|sending|post|posted|mail|mailed|go|goes|deliver|delivered|come|comes) (?:\w+ ){0,2}?recorded\b(?! "
    r"(?:line|call))|"
    r"\brecorded (?:\w+ )?(?:info|information)\b|\brecorded (?:version|course|webinar|talk|letters?|post|signed|"
    r"package|parcel|card|speech|lecture|class|tv|shows?)\b|\bby recorded\b",
    r"\b(?<!your )recording (?:equipment|software|app|device)\b|\brecording (?:agent|department|fee|office|session|"
    r"light|list|schedule|feature|plan|option|booth|"
    r"device|app|studio|contract|repeats|disk|button on my)\b|\brecorders? of deeds\b",
    r"\b(?:your|the|that|this|another|same|a|old|annoying|automatic|automated|hold) recordings?(?: (?!i\b|"
    r"we\b)\w+){0,1} (?:says?|said|"
    r"tells?|told|asks?|over and over|or a (?:real )?(?:person|human)|instead of)\b|\b(?:more|of|these|hate|tired of|"
    r"sick of|"
    r"fed up with|enough) recordings\b"
    r"(?=(?: \w+){0,12} (?:press|human|person|agent|operator|someone|somebody|talk to|speak "
    r"to)\b)|"
    r"\bhear(?:ing)? the same recording\b|\brecording you (?:play|have) (?:on|while)\b",
    r"\btape (?:the |it |this |my )?(?:box|boxes|parcels?|packages?|walls?|wires?|pipes?|floor|carpet|shut|up|down|"
    r"back)\b|"
    r"\b(?:his|her|their|\w*(?:father|mother|dad|mum|mom|wife|husband|aunt|uncle|brother|sister)s) tapes?\b|"
    r"\b(?:tape|tapes) (?:on|library|measure|is all|all)\b|\bneed (?:new|more|some) tape\b|\brecorder(?: the flute| "
    r"i (?:bought|have|own)|s office)\b|\bmy recorder\b",
    r"\btape (?:ran out|got stuck|came off|broke|wont stick|on the (?:box|parcel|package))\b|\b(?:wedding|old|label|"
    r"video|measuring|cassette|christmas|insulating|insulation|carpet) tapes?\b|\bthe tape (?:\w+ )?(?:in|on|for|"
    r"from) (?:the|my|a)\b",
    r"\b(?:court|land|county|registry|deed|deeds|title)(?: \w+){0,3} record(?:ed|ing|s)?\b",
    r"\btap(?:ped)? (?:the|my|a) (?:card|phone|screen|button|app)\b|\b(?:phone|line) was tapped\b",
    r"(?<!delete )(?<!erase )(?<!destroy )\bmy recordings\b|\brecording (?:engineer|studio|artist|company)\b",
    r"\brecorded (?:balance|speed|amount|price|temperature|address|date|time|value|number)\b|\bwhat (?:was|"
    r"is) recorded\b",
    r"\b(?:off|on|for|against|in|of|from) (?:(?:the|my|your|our|his|her|their|this|any) )?(?:(?!dont|not|"
    r"never)\w+ )?records?\b"
    r"(?! (?:me|us|this|it|that|devices?|machines?)\b)",
    r"\b(?:let the|my|your|our|their|the|that|this|a|other peoples|no|those) (?:\w+ )?records? (?=is|are|was|"
    r"were|shows?|say|"
    r"says|came|has|have|skips|club|isnt|arent|i )",
    r"\b(?:criminal|medical|driving|permanent|track|broken|world|vinyl|credit|dental|school|police|public|service|"
    r"employment|court|land) records?\b",
    r"\brecord (?:players?|shops?|stores?|labels?|deals?|collection|sleeves?|decks?|numbers?|club|dates?|time|low|high|"
    r"keeping|profits?|sales)\b",
    r"\brecords? show",
    r"\b(?:go|went|(?<!isnt )going|be|put it|goes) on record\b",
    r"\b(?:pre ?)?recorded (?:messages?|voice|lady|woman|announcement|delivery|deliveries|mail|post|music|video|"
    r"menu)\b",
    r"\b(?:this|that|the) recording (?:said|says|told|tells|cut|keeps|just|asked|kept|played|goes(?! (?:off|or|away|"
    r"now|then|first)\b))\b",
    r"\bplay(?:ing)? (?:\w+ ){0,2}(?:recordings?|tape)\b|\b(?:just|only|got|getting|hear|heard|reached|(?:talk|"
    r"talking|listen|listening|speak) to) (?:a|another|some) recording\b|\bsick of (?:\w+ ){0,4}recording\b",
    r"\b(?:tape (?:measure|deck|player|recorder)|(?:duct|scotch|red|packing|masking|gaffer|sticky|vhs|video|mix|"
    r"measuring|parcel|electrical) ?tapes?|cassette recorder|voice recorder|"
    r"(?:the|that|some|no|enough) tape (?:on|off|around|from|for) (?:the|my)|demo tape)\b",
    r"\b(?:nurses?|doctors?|clinic|hospital|surgery|midwife)(?: \w+){0,3} monitor(?:s|ed|ing)?"
    r"(?: (?:me|him|her|us))?\b|"
    r"\bmonitor(?:s|ed|ing)?(?: (?:me|him|her))?(?: (?:for|at|by))?(?: (?:the|my|his|her))? (?:hearts?|blood|sugars?|"
    r"breathing|pressure|pulse|condition|weight|hospital|clinic|doctors?|nurses?|alarm)\b",
    r"\b(?:recorded|taped) (?:at|during) (?:the|a|our|my|his|her) (?:concert|gig|wedding|service|recital|party|match|"
    r"rehearsal|funeral|ceremony|lesson)\b",
    r"\b(?:nobody|no one) (?:ever |even |there |here )?listens\b(?! (?:in|back|to (?:this|it|these|them|my)))",
    r"\b(?:came|arrived|turned up)(?: with)?(?: the)? taped?\b(?! (?:of|that))|\btaped so \w+\b|"
    r"\btaping (?:my|his|her) (?:serials?|soaps?|shows?|programmes?|programs?|series)\b",
    r"\b(?:heart|computer|screen|blood pressure|glucose|account|alarm)(?: \w+){0,2} monitor(?:ed|s)?\b|"
    r"\bmonitor(?:ing|ed)? my (?:account|credit|alarm|heart)\b",
    r"\brecorder (?:for|lessons?)\b",
    r"\b(?:wedding|christening|baptism|gig|recital|concert|ceremony|sermon|rehearsal) (?:to be |be |being )?"
    r"(?:recorded|taped)\b",
    r"\b(?:your|my|our|their|his|her|the|these|any|no|old) records\b|\bno record of\b(?! (?:this|our) (?:call|"
    r"conversation|talk|chat))|\ba record\b|\bpayment record\b",
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
    r"\b(?:im|i was|ive been|i am|we were) recording\b|\b(?:i|we|ive|weve) (?:have |got )+(?:a|the|some) "
    r"(?:recording|tape)\b",
    r"\b(?:choir|kids?|son|daughter|band|husband|wife) (?:\w+ ){0,2}?record\b",
)
"""What the caller records is blanked in their own words."""
_RECORDS_ITSELF = (
    r"(?:dvrs?|alarms?|tivo|pvr|vcr|freeview|doorbells?|(?:dash ?|web|nanny ?|body ?|trail )?cam(?:era|eras|corder|s)?|"
    r"cctv|gopro|drone|"
    r"baby monitor|set top|shows?|series|seasons?|movies?|films?|program(?:me)?s?|match|matches|games?|episodes?|"
    r"channels?|"
    r"videos?|clips?|songs?|albums?|band|studio|concert|vocals|guitar|choir|podcasts?|lectures?|webinar|zoom|"
    r"meetings?|screen|"
    r"soaps?|football|(?:smart )?speaker|alexa|siri|voice assistant|(?<!dont )(?<!not )cds?|dvds?|cassettes?|vhs|"
    r"vinyl|voicemail|greeting|memos?)"
)
RECORDER = re.compile(rf"\b{_RECORDS_ITSELF}\b")
"""A thing that records or is recorded, and that a later "it" or "recording" will mean."""
ANOTHER_THING = re.compile(
    rf"\b(?:{_RECORDS_ITSELF}|sky|(?<!\bill )(?<!\bi )(?<!\bto )(?<!\bcan )(?<!\blet me )(?<!\bwill )ring(?! (?:back|"
    rf"you|up|off|again|in|me)\b)|nest|box|cloud|tv|telly|television|music|lessons?|class|notes? app|watch|"
    rf"fitness|steps?|"
    r"runs|rides|sleep|calories|mileage|workouts?|logger|thermostat|temperature|meters?|readings?|expenses|hours|"
    r"sales|till|deed|"
    r"birth|votes?|marriage|my (?:phone|tablet|laptop|computer|app|device|recorder|(?:smart )?speaker)|the app|"
    r"phones?(?! down)|"
    r"storage|package|"
    r"add on|addon|subscription|plan|bundle|feature|player|website|sensor|light|printer|disc|folder|interview|"
    r"speaker|alexa|"
    r"answering machine|hearing aid|smoke|fridge|washing machine|hoover|boiler|(?<!recording )software|planner|exam|"
    r"judge|verbal signature|"
    r"landlord|ex|neighbou?rs?|police|"
    r"my boss|at work|"
    r"at the shop|at my job)\b"
)
"""Something else that records or is recorded, or somebody else who does."""
DATA_RECORDED = any_of(
    r"\b(?:didnt|never|hasnt|havent|wasnt|nobody) record(?:ed)? (?:what|anything|my|the)\b",
    r"\brecord(?:ed|s)? (?:(?:this|that|the|a|an|your|my|it|another|me) )?(?:\w+ )?(?:as|that (?:i|you|he|she|they|"
    r"the|we)|order|note|notes|"
    r"preference|preferences|signature|payment|reading|visit|sale|complaint|address|name|number|details|change|hours|"
    r"purchase|delivery|absence|mileage|date|claim)\b",
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
    r"\b(?:they|he|she|ex|landlord|police|boss|neighbou?rs?|doorbell|cameras?|dash ?cam)(?: (?:was|kept|keeps|has|"
    r"had|always|also|all|"
    r"secretly))* (?:recorded|records|"
    r"recording|taped)\b"
)
"""Somebody else recorded the caller, somewhere else."""
TALES = any_of(
    r"\b(?:when i (?:worked|was|lived)|in (?:my|the) (?:old|last|previous|former|new|day) (?:job|bank|days|company|"
    r"place)|"
    r"at (?:my|the|our) (?:old|last|previous|former) \w+|at my (?:job|work|office)|i (?:used to work|worked) (?:in|"
    r"for|at)|"
    r"the song|in (?:the|a) (?:song|film|movie|exam|paper|news|court)|on (?:the|a) (?:radio|news|telly)|sued you|"
    r"in some (?:states|countries)|your (?:product|software|app|feature)|(?:our|the|their) policy says|"
    r"in the old days|back in the day|i once)\b",
    r"\b(?:people|employees|customers|callers|everyone|everybody|folks|someone|somebody)(?: \w+){0,3} (?:refuse|"
    r"object|dont like|"
    r"are (?:so )?(?:afraid|scared)|say no|ever say|hate|are worried|never listen|dont want)\b",
    r"\b(?:he|she|they)(?: \w+){0,1} (?:goes|said|says|was like|is like|went) i\b",
)
"""Told of other people, other times and other places."""
STILL_MINE = re.compile(
    r"\b(?:like (?:me|us)|in my (?:position|situation|line of work)|so (?:turn|switch|stop|dont|no|you)|"
    r"(?:turn|switch|shut) (?:it|that|this) off|"
    r"here|next to me|us|behalf|speak for|speaking for|with me|says i|so please|neither|(?:and|but|so) i \w|"
    r"i (?:dont(?! (?:get|care|mind|know|understand|like it when))|shouldnt|want)|"
    r"im not|id)\b"
)
"""… but the caller speaks for them, or of themselves as well."""
