"""How callers say that they do not want to be recorded, and what only sounds like it.

Text is as `plain_words` leaves it: lower case, without apostrophes, fillers and marks, "do not" as "dont"; one sentence
at a time."""

import re

SAME_WORDS = {
    r"[’']": "",
    r"\bhold on\b": "wait",
    r"\brecord er\b": "recorder",
    r"\b(?:uh|um|er|erm|ehm|hm|hmm|mm|mmm|well|you know|i mean|sort of|kind of|okay so|yeah so)\b": " ",
    r"\b(?:recoding|recordin)\b": "recording",
    r"\b(?:recoded|recordered|re corded|we corded|recorted|rekorded|recording me ing)\b": "recorded",
    r"\b(?:concent|con sent|can sent|conscent)\b": "consent",
    r"\b(i|we) (?:do not|dont|cannot) content to\b": r"\1 dont consent to",
    r"\babject to\b": "object to",
    r"\b(?:up|opped|opt it|opting|opted) out\b": "opt out",
    r"\bwanna\b": "want to",
    r"\b(dont|didnt) (?:wont|won)\b": r"\1 want",
    r"\btoo be\b": "to be",
    r"\b(be|being|get) record(?: it)?\b": r"\1 recorded",
    r"\b(be|being) recorder\b|\b(to be) recording$": r"\1\2 recorded",
    r"\bgonna\b": "going to",
    r"\bi aint\b": "im not",
    r"\b(?:i am|i m)\b": "im",
    r"\b(?:i would|i d|i had)(?= (?:\w+ )?(?:rather|prefer|like|appreciate|feel|not))": "id",
    r"\bwe would\b": "wed",
    r"\b(do|did|does|would|could|should|must|is|are|was|were|has|have|had) not\b": r"\1nt",
    r"\b(?:can not|cannot|may not|cant not)\b": "cant",
    r"\bwill not\b": "wont",
    r"\b(not|isnt|arent|wasnt|aint|never|dont feel|wouldnt be|cant be|cant say im)((?: \w+){0,2}?) (?:okay|ok|"
    r"fine|happy|"
    r"comfortable|cool|glad|alright|all right|good)\b": r"\1\2 willing",
    r"\b(turn|switch|shut) of (?=the|it|that|this|your)": r"\1 off ",
    r"\b(\w+(?: \w+)?)(?: \1\b)+": r"\1",
}
"""What the recogniser or the speaker varies without meaning another thing; made the same in this order."""


def _any(*wordings: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{wording})" for wording in wordings))


def _up_to(count: int) -> str:
    """So many words, or fewer, between two parts of a wording."""
    return rf"(?:\w+ ){{0,{count}}}?"


_NOT = (
    r"(?:dont|didnt|doesnt|wont|wouldnt|cant|couldnt|shouldnt|mustnt|isnt|arent|wasnt|werent|havent|never|not|no|"
    r"none|neither|nobody|nothing|aint)"
)
_CALL = (
    r"(?:me|us|this|that|it|(?:my|our|this|that|the|these|any of my|one of my) (?:phone )?(?:calls?|voice|conversation"
    r"|chat|line|audio|words)|anything i say|what i say|what im saying|any of (?:this|it)|a word)"
)
_KEPT = (
    r"(?:stored?|storing|saved?|saving|keep|keeping|kept|archived?|"
    r"captur(?:e|ed|ing)|us(?:e|ed|ing)|retain(?:ed)?)"
)
_TAKING = r"(?:recordings?|recorder|taping|tape|recorded)"
_TAKEN = (
    rf"(?:recorded|recordings?|taped|taping|(?:on|off) (?:\w+ )?tape|(?:record|tape|monitor|capture) {_CALL}\b|"
    rf"{_KEPT} (?:\w+ ){{0,4}}?(?:my voice|me|this (?:call|conversation)|my (?:call|audio)|"
    rf"(?:the )?audio|recording)|(?:voice|call|conversation|audio)(?: of me)? (?:is |be |being |to be )?{_KEPT}|"
    r"monitored|(?:call|conversation|voice|this|audio|i say)(?: \w+){0,4} (?:on file|stored|saved|kept|retained|"
    r"archived|logged)|"
    r"a tape of (?:this|me|us|my)|audio of me|listen(?:ed|ing)? (?:in )?(?:to|in on) (?:me|us|this)|listened in)"
)
_STOP = (
    r"(?:stop|scrub|trash|purge|discard|get rid of|quit|end|cease|kill|"
    r"cut|pause|disable|deactivate|cancel|skip|refrain from|delete|erase|wipe|destroy|drop)"
)

TOPIC = _any(
    r"\btapes (?:this|me|us|it|calls)\b|\byour tapes\b|\btape (?:running|rolling)\b",
    r"\b(?:training|quality) (?:purposes?|materials?|data)\b|\byour training\b",
    r"\b(?:listen|listening|hear|hearing) (?:\w+ ){0,2}?(?:this|my call|my voice|it|me) (?:later|afterwards|"
    r"after|again)\b",
    r"\blistening to my (?:calls?|voice|conversation)\b",
    rf"\b{_TAKEN}\b",
    r"\bunrecorded\b|\b(?:withdraw|withdrawing|revoke|revoking|rescind|take back)(?: \w+){0,3} (?:consent|"
    r"permission|agreement)\b",
    r"\b(?:the|that|this|your|no|any) (?:tape|recorder|microphone|mic)\b|^(?:tape|recorder) off\b",
    r"\b(?:not|dont|you|never|please|must|to|shouldnt|cant|wont|ever|dare|we) (?:record|tape)\b",
    r"\b(?:record|tape) (?:then|now|okay|these|those|everything|everybody|people|calls?)\b|^(?:record|tape)\b",
)
"""Being recorded, kept or listened to."""
SELF = _any(
    rf"\b(?:record|recording|taping|tape|monitor|recorded) (?!(?:that|it)\b){_CALL}(?!\w)",
    r"\b(?:i|me|im|we|us)(?: \w+){0,5} (?:be|being|get|getting) (?:\w+ )?(?:recorded|taped|monitored)\b",
    r"\b(?:im|i was|we were|were) (?:being )?(?:recorded|taped)\b",
    r"\b(?:this|call|calls|conversation|line|voice)(?: \w+){0,5} (?:be|being|get|getting|is|was|are) (?:\w+ )?"
    r"(?:recorded|taped|monitored)\b",
    r"\brecorded (?:line|call)\b|\bcall recording\b",
    r"\b(?:call|calls|conversation|line)\b(?: \w+){0,2} (?:recorded|taped)\b",
    r"\bmy (?:voice|call|calls|conversation)\b",
)
"""… and it is the caller or the call that is."""
WORN = re.compile(
    r"\b(?:be|being|get|am|is|im) (?:\w*(?:cord|gard|kord|coded|corted)\w*|regarded|rewarded|rerouted|recorder|"
    r"reported|retarded|recalled|accorded|"
    r"quoted|recorted|the corded|awarded|guarded|hoarded|court|cord|accord|corded|re court|recruited)\b(?! (?:by|"
    r"for|as|to|with)\b)|\b(?:regard|reward|accord) "
    r"(?:me|this|this call|my call|the call)\b"
)
"""What a recogniser may have made of "recorded" and "record"."""

ANOTHER_RECORD = _any(
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
    r"\b(?:your|my|our|their|his|her|the|these|any|no|old) records\b|\bno record of\b|\ba record\b|\bpayment record\b",
    r"\b(?:hold|automated|automatic) recordings?\b|\b(?:lose|losing|lost|missing) (?:\w+ ){0,2}?recordings\b",
    r"\b(?:label|lid|wire|box|note|door|pipe|cable|package|parcel|bag)(?: \w+){0,2} taped\b|\btaped (?:over|shut|"
    r"back|up|down|"
    r"together|to|on)\b|\btaped (?:the|a|my) (?:\w+ )?(?:label|lid|wire|box|note|door|pipe|cable|package|parcel|bag)\b",
    rf"\b(?:i|we|id) (?:\w+ ){{0,2}}?(?:want|wanted|need|have|like|going|trying|tried|able|used|rather|cant|wont|"
    rf"plan) (?:to )?record"
    rf"\b(?! {_CALL})",
)
"""Where "record" and "tape" are other words altogether: they are blanked before anything else is read."""
CALLER_RECORDS = _any(
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
DATA_RECORDED = _any(
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

_MINDS_NOT = (
    r"(?:(?:dont|wouldnt|didnt|doesnt|wont) (?:really |even |actually )?(?:mind|care(?! to)|object|bother|worry|have "
    r"(?:a |an |any )?(?:problems?|issues?|objections?|concerns?))|never mind(?= being| if| you)|"
    r"(?:no|not (?:a|an|any)|nothing|havent (?:a|any|got any)|ive no|not) (?:real )?(?:problems?|objections?|issues?|"
    r"worries|trouble|opposed|against|bothered|bother|concern(?:s|ed)?|object(?:ing)?|biggie))"
)
_RETRACTS = (
    r"(?:^|\b(?:but|so|and|then|actually|yes|sure|now|it|fine|okay) )(?:please )?(?:(?:go|went) (?:right )?ahead|"
    r"(?:feel free to|you (?:can|may)|(?:just )?keep|continue|carry on|can) (?:\w+ )?(?:record|recording)\b|"
    r"leave (?:it|the recording) (?:on|running))",
    r"\b(?:but|today|now)(?: today| now)? (?:i do|its (?:fine|okay|all good)|go ahead|im fine)\b",
    r"\bnot any ?more$|\bi take it back\b|\b(?:joking|kidding|just a joke)\b|\b(?:forget|ignore) what i said\b",
    r"\bleave the recording on\b|\bim (?:fine|okay|ok) with (?:it|that)\b",
)
RETRACTS = _any(*_RETRACTS)
"""A yes that takes back what was said against it."""
CONSENTS = _any(
    r"\bnever (?:object|mind)(?: to)?\b|\bzero (?:problems?|issues?)\b|\b(?:dont )?see why not\b|\bwhy not$|"
    r"\bnothing against\b",
    r"^(?:yes )?(?:you have )?(?:my )?(?:consent|permission)(?: to (?:the )?record(?:ing)?)? (?:is |"
    r"was )?(?:given|granted)\b",
    r"^yes you have my (?:consent|permission)\b",
    *_RETRACTS,
    rf"\b{_MINDS_NOT}\b(?:(?: (?!(?:but|not|dont|please|stop|so|except|though)\b)\w+){{0,6}}? (?:recorded|"
    rf"recordings?|taped|record|"
    r"tape)\b(?: this| me| it| us)?)?|\b(?:not fussed|no harm)\b|\bcouldnt care less\b|\b(?:doesnt|dont) matter\b",
    r"\b(?:i|we|id|please) (?:(?:do|would|really|just) )?(?:want|rather|prefer|like) (?:you|it|this|that|my call|"
    r"everything) (?:to )?"
    r"(?:be )?record(?:ed)?\b",
    r"(?<!not )(?<!isnt )(?<!im not really )\b(?:im |were |am )?(?:okay|ok|fine|happy|glad|cool|good|alright|"
    r"comfortable)"
    r" (?:with|for|to|that|about|if|by|thing) (?!(?:\w+ ){0,4}?(?:not|dont|didnt|isnt|wasnt|werent|arent|no|stop|"
    r"turn)\b)(?:\w+ ){0,4}?(?:record|recorded|recording|taped|you|it|this|me)\b",
    r"\brecord(?:ing)?(?:s| it| is| its)* (?:is )?(?:fine|okay|ok|no problem|all right|alright)\b",
    r"(?:^|\b(?:fine|sure|yes|yeah|okay|ok|please|ahead and|you can) )record (?:it|me|this|away|all you|whatever|"
    r"the call)\b",
    r"^(?:(?:yes|sure|yeah|of course) )?(?:i|we) (?:(?:do|fully|hereby|also|totally|have) )?(?:consent|agree|"
    r"agreed|accept)\b(?! (?:earlier|before|but))"
    r"(?!.*\b(?:but|withdraw\w*|not|dont|if|unless|never|no longer)\b)",
    r"\b(?:dont|never|please keep|not to|dont you|do not) (?:ever )?(?:turn|switch|stop|shut|delete|erase|"
    r"pause)\b(?: off)?(?: (?:the|this|that|it))?(?: recording)?",
    r"\brecorded or not$|\bmake sure (?:this|it|that) is (?:recorded|on tape)\b",
    r"\b(?:hope|glad|good thing|happy)(?: \w+){0,2} (?:record|recording|recorded|taping)\b(?! (?:off|stops?))",
)
"""The caller has nothing against it, or not any more."""
NEUTRAL = _any(
    r"\bi (?:cant|couldnt) (?:turn|switch|stop)\b|\boff and (?:back )?on\b",
    r"\b(?:copy|transcript|part) of (?:the|that|this|my|our) (?:\w+ )?recording\b",
    r"\b(?:listen|listened|check|pull up|go back|review|play back|look at|look up|find|hear|get a|get the|"
    r"send me)(?: \w+){0,3} "
    r"(?:tape|recordings?|calls?|call its recorded)\b(?! off)",
    r"\b(?:i know|we know|im aware|since|because) (?:that )?(?:this|it|its|were|we|were all|these|you|"
    r"your calls)(?: \w+){0,2} "
    r"(?:recorded|record|recording)\b(?=(?: \w+){0,2} (?:i|ill|you|we|so|no need|and i (?:wont|will))\b|$)"
    r"(?!.*\b(?:stop|off|want|agree|consent|like|object|delete|talk|speak|please)\b)",
    r"\b(?:wish|too bad|pity|shame|wished)(?: \w+){0,3} (?:had|didnt|hadnt|"
    r"did) (?:\w+ )?record(?:ed)?\b.*\b(?:last|that|"
    r"previous|earlier|yesterday)\b",
    r"\byou (?:do )?(?:record|have recorded|didnt record) (?:these|the|all|your|those|what i told)\b",
    r"\bwhy dont you record\b|\bdo you not record\b",
)
"""The recording is spoken of, and nothing against it."""
SOMEBODY_ELSES = _any(
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

_WANTS = (
    r"(?:want|wanted|wish|like|care|need|agree|agreed|consent|consented|accept|allow|permit|authori[sz]e|approve|"
    r"give|giving|"
    r"gave|okay|ok|comfortable|happy|fine|cool|alright|willing|agreeable|pleased|down|keen|going|let|want you|"
    r"love|agreeing|consenting)"
)
_LEAD = r"\b(?:i|im|we|were|us|id|wed|of us|and|but|please|just|really)"
CLEAR = _any(
    rf"{_LEAD} {_up_to(3)}{_NOT} {_up_to(2)}{_WANTS}s? {_up_to(7)}{_TAKEN}\b",
    rf"\b(?:id|wed|i|we|would|my preference is) {_up_to(2)}(?:rather|prefer|prefer it|feel better|appreciate|"
    rf"appreciate it|"
    rf"be grateful|be more comfortable|preference is|like)\b {_up_to(5)}(?:{_NOT}|without|off) {_up_to(5)}{_TAKEN}\b",
    rf"\b(?:i|we|id|im) {_up_to(3)}(?:rather|prefer|want|like|be) {_up_to(4)}(?:without {_up_to(3)}recording|"
    rf"unrecorded|"
    r"not recorded|no recording)\b",
    rf"\b(?:i|we|im|were|and|id like to|want to|must) {_up_to(2)}(?:object(?:ing)?(?: to)?|refus(?:e|ing)|"
    rf"declin(?:e|ing)|oppose|"
    rf"opposed|opt out|disagree|against|do mind|withdraw(?:ing)?|revok(?:e|ing)|hate) {_up_to(6)}{_TAKEN}\b",
    rf"\b(?:i|we|ive) {_up_to(1)}(?:have|got|have got) (?:an|a|some|real|serious|\w+ )*(?:objections?|problem|issue) "
    rf"(?:with|to|about) {_up_to(3)}{_TAKEN}\b",
    rf"(?<!no )(?<!how do i )(?:^|\b(?:please|kindly|just|hey|no|so|then|you|but|and|to|will|or|now|off|want|id like|"
    rf"sorry|hello|hi) ){_STOP} {_up_to(2)}(?:(?:the|this|that|your|my|any) )?(?:call )?{_TAKING}\b(?<!recorded)",
    rf"(?:^|\b(?:please|kindly|just|you|to|and|or|so|then|but|no|by|hi|hello) )(?:turn|switch|shut)(?:ing)? {_up_to(3)}"
    rf"{_TAKING} (?:\w+ )?off\b",
    rf"(?:^|\b(?:please|kindly|just|you|to|and|or|so|then|but|no|by) )(?:turn|switch|shut)(?:ing)? off "
    rf"{_up_to(3)}{_TAKING}\b",
    r"(?:^|\b(?:want|like|need|please) )(?:the |this |that |your )?recording(?:s)? (?:needs to go |to be |"
    r"turned |switched |"
    r"to )*(?:off|stop|stopped|deleted|erased|ended)\b(?! the|.*\bthen\b)",
    rf"(?:^|\b(?:please|kindly|you|just|to|so|but|and|no|better|then|or|thought|politely|can) )(?:dont|never|not)"
    rf"(?: you| dare| you dare| ever| be)? (?:record|tape|store|keep|save|use|capture|recorded|recording|taping) "
    rf"(?:{_CALL}|my|please|any|a recording)(?!\w)(?! (?:that|wrong))",
    r"^(?:(?:please|so|just|but|no|and|sorry) )*(?:dont|never|not) (?:record|tape|recorded|taping)(?: this| me|"
    r" it| please)*$",
    rf"\byou (?:dont|cant|mustnt|shouldnt|wont|arent|not|are not|never|no|\w+ no|"
    rf"better not) {_up_to(7)}(?:record|tape|recording|taping|store|keep|use) (?:{_CALL}|my)(?!\w)",
    rf"\b(?:this|that|it|call|conversation|line|say|calls)(?: \w+){{0,2}} (?:cant|mustnt|shouldnt|wont|not|"
    rf"not to) (?:to )?"
    rf"(?:be|being) {_up_to(1)}(?:recorded|taped|stored|kept|monitored)\b",
    r"\b(?:make sure|insist|sure|ask that|request that)(?: \w+){0,3} (?:isnt|not|arent|never) (?:being |be |"
    r"to be )?(?:recorded|taped)\b",
    r"\b(?:no|on|not|off) (?:a )?recording (?:please|thanks)\b|^(?:recorder|recording|tape) off\b",
    rf"\b(?:none of (?:this|it)|nothing i say|not a word|neither of us|no audio)\b(?: \w+){{0,5}} {_TAKEN}\b",
    rf"^(?:(?:no|nope|nah|please|so|sorry|absolutely|just|hi|hello|but|like i said|once again) )*(?:no|"
    rf"not) (?:{_TAKING}|call recording|"
    r"monitoring)\b(?:(?: please| thanks| thank you| of me| of this(?: call)?)+|$)",
    rf"\b(?:no|nope) to (?:the |being |be |this |your |call )*{_TAKEN}\b|\b(?:recording|record me) (?:is )?(?:no|"
    r"no way|absolutely not|never)$",
    r"\b(?:i|we|id like to|im|want to) (?:\w+ )?(?:withdraw(?:ing)?|revok(?:e|ing)|take back|"
    r"rescind)(?: \w+){0,3} (?:consent|"
    r"permission|agreement)\b(?! (?:to|for) (?!(?:\w+ ){0,5}(?:recorded|recording|taped|call|voice|that|this|it)\b))",
    rf"\b(?:wont|not going to|refuse to|not) {_up_to(1)}(?:talk|speak|continue|go on|say|saying|giving|let|be|"
    rf"have|allow)\b"
    rf"(?: \w+){{0,8}} {_TAKEN}\b",
    rf"\b(?:leave|take|keep|exclude|remove|opt) (?:me|us|this|my (?:\w+)|this call) {_up_to(1)}(?:off|out of|"
    rf"from)(?: \w+){{0,2}} "
    rf"{_TAKING}\b",
    r"\byou (?:\w+ ){0,4}(?:no|dont have (?:my|any)) (?:permission|consent|right)(?: \w+){0,4} (?:record|tape)\b",
)
"""A refusal of one's own, with the recording named."""
HEDGED = _any(
    r"\b(?:how (?:do|can|would|should|to|did|does|can i)|used to|thought|would have|supposed to|remember|pretend|"
    r"imagine|"
    r"example|last time|yesterday|last (?:week|month|year)|the other day|usually|in the song)\b",
    r"\bif (?:i|someone|somebody|anyone|people|a customer)\b|\bits not that\b|\b(?:suppose|hypothetically|say i|"
    r"curious|wondering)\b",
    r"\bwhen (?:i|we) (?:called|rang|phoned|spoke)\b|\bback (?:then|in)\b|\bat the time\b|\bthe first time\b|"
    r"\bpreviously\b",
    r"\b(?:what happens|what if|am i allowed|can i (?:refuse|say no|object|opt out)|is there a way|a person|"
    r"do i (?:really )?have)\b",
    r"\b(?:not sure|dont know|not certain|maybe|perhaps|i guess|i suppose|not saying)\b",
    r"\b(?:he|she|they|it|somebody|someone|people|sign|letter|email|website|customers|message|form|policy|"
    r"contract|page|guy) (?:said|says|say|told|tell|asked|wrote|read)\b",
    r"\b(?:i|we) (?:said|told|asked|was told|were told)\b",
    r"\b(?:wrong|twice|again|sunday|monday|version|loud|sound)\b",
)
"""Said of then, of if, or of them: a person decides."""
RELUCTANT = _any(
    rf"\b{_NOT}\b",
    r"\b(?:stop\w*|rather|prefer|preference|object|objecting|objection|refus\w+|declin\w+|without|off|delete\w*|"
    r"erase\w*|wipe|exclude\w*|remov\w*|out|against|oppose\w*|mind|minds|hate|hates|dislike|uncomfortable|uneasy|"
    r"nervous|"
    r"bothers?|weird|creepy|private|privacy|confidential|illegal|legal|lawyer|rights?|must|mandatory|have to|"
    r"choice|instead|"
    r"only|unless|until|hang up|hanging up|leave|refrain|cease|end|pause|kill|quit|avoid|disable|withdraw\w*|revoke\w*|"
    r"changed my mind|disagree|problem|issue|why|nope|nah|negative|unrecorded|opt|permission|consent|permitted|allowed|"
    r"unwilling|reluctant|appreciate|grateful|wish|concerned?|worried|who gets|who listens|skip|turn|switch|shut|"
    r"cut|unhappy|annoy\w*|reservations?|scrub|rid|request|exercise|anxious|denied|goodbye|unacceptable|pass|"
    r"worse|fan|thrilled|deactivat\w*|suspend|halt|block|forbid|prohibit\w*|ban|spare|strangers|guarantee|veto|"
    r"protest|dead body|sooner|unlawful|unauthori[sz]ed|withh[eo]ld\w*)\b",
)
"""Beside the recording it may mean that the caller objects."""
NOTICE = re.compile(
    r"\b(?:notice|announcement|disclaimer|(?:message|thing|bit) (?:before|at the (?:start|beginning))|(?:that|"
    r"the|your) message|no training|"
    r"(?:at the (?:start|beginning)) (?:you|it|they) said|quality and training|training purposes|for training|"
    r"press(?:ed|ing)? (?:the )?(?:nine|9|button)|key ?pad)\b"
)
"""The notice is no part of the transcript, but the caller may speak of it."""

REQUESTS = re.compile(
    r"\b(?:please|kindly|(?:can|could|would|will) you|(?:ask|need|want|like) you|ask for|insist|demand|make sure)\b"
)
"""Beside the recording it may ask for an end to it."""
COMES_BACK = re.compile(
    r"^(?:(?:oh|but|and|sorry) )*(?:actually|wait|hold on|hang on|before|sorry|by the way|going back|no wait)\b"
)

SURE_REFUSAL = _any(
    r"\b(?:consent|permission)(?: (?:to|for) \w+)? (?:is |was )?(?:not given|isnt given|refused|denied|withheld|"
    r"withdrawn)\b|\bnot given$",
    r"(?<!dont )(?<!cant )(?<!wont )(?<!couldnt )(?<!to )(?<!doesnt )\bstop (?:it|that|this)\b|\bcount me out\b|"
    r"\bover my dead body\b",
    r"\bi (?:really |just |do |strongly )*(?:dont|didnt|cant|wont) (?:\w+ )?(?:consent|agree|accept|give (?:my |"
    r"you )?(?:\w+ )?"
    r"(?:consent|permission))(?: (?:to|with) (?:that|this|it))?$",
    r"\bi (?:really |just |do |strongly )*(?:dont|didnt|cant|wont) (?:\w+ )?(?:consent|give (?:my |"
    r"you )?(?:\w+ )?(?:consent|"
    r"permission))\b(?! to (?!that|this|it))",
    r"\b(?:i|im) (?:(?:do|strongly|really|also|must|to|like to) )*object(?:ing)?(?: please)?(?: to (?:that|this|"
    r"it))?$|\b(?:i|im) opt out(?: of (?:that|this|it))?$|"
    r"\b(?:let me|like to|want to|i) opt out(?: of (?:that|this|it))?$",
    r"\bi (?:have )?(?:never|didnt) (?:agree|agreed|consent|consented)(?: to (?:that|this|it|any))?$",
    r"\b(?:its|thats|that is|it is|this is|no|im|that) (?:not|isnt) (?:all ?right|okay|ok|fine|acceptable|"
    r"willing)(?: with (?:me|that|this|it))?$",
    r"\b(?:take|leave|keep) me (?:off|out of) (?:it|that|this)\b",
    r"\bi (?:refuse|decline|disagree)$|\bi (?:\w+ )?disagree with (?:that|this|it)$|\bremove me from (?:that|"
    r"this|it)$|\bhanging up$",
    r"\b(?:id|i) (?:\w+ ){0,2}(?:rather|prefer)(?: you| it| if you)* (?:not|didnt|wouldnt|dont)\b",
    r"\bim not (?:\w+ )?(?:okay|willing)(?: with (?:that|this|it))$",
    r"\bi (?:dont|wouldnt) (?:want|like) (?:that|this|it|you to|it to be|to be|to have that)$",
    r"\b(?:please |so |then )*dont(?: do (?:that|it|this))?(?: please)?$(?<!i dont)(?<!we dont)(?<!they dont)",
    r"^(?:please |can you |could you |will you |just |then |and )*(?:turn|switch|shut) (?:it|that|"
    r"this) off\b(?! and on)|"
    r"^(?:please |just |then |and |so |no |yeah |yes |okay )*stop (?:it|that|this)\b",
    r"\byou (?:dont|\w+nt) have my (?:consent|permission)$|\bi wish you wouldnt\b",
    r"\b(?:no|not) (?:(?:my|giving|you) )*(?:consent|permission)$|\bdidnt (?:give|get|ask)(?: you)? (?:my |"
    r"for my )?(?:permission|consent)$",
)
"""A refusal that names nothing: it counts where recording was just spoken of."""
SAID_THEN = re.compile(r"\b(?:never|didnt|last|before|ago)\b")
NAMES_CONSENT = re.compile(r"\b(?:agree|agreed|consent\w*|object\w*|permission|opt out)\b")
SAYS_NO = re.compile(
    r"^(?:(?:oh|actually|sorry|hey|hi|hello|okay|ah|then|yes|but) )*(?:no|nope|nah|not really|absolutely not|"
    r"certainly not|"
    r"definitely not|not at all|none|nothing|i do mind|im afraid not|negative|not mine|no way|i dont|i do not|"
    r"i disagree|you cant)\b"
)
SAYS_YES = re.compile(
    r"^(?:(?:oh|actually|sorry|and) )*(?:im yes|im$|yes|yeah|yep|yup|correct|exactly|right|thats right|i do|"
    r"i would|i have|please|"
    r"sure|there is|do that|that would)\b"
)
AGREES = re.compile(
    r"^(?:(?:oh|yeah|well|so|no) )*(?:(?:okay|ok|fine|sure|alright|all right|of course|why not|go ahead|go on|"
    r"i guess|cool|great|absolutely|"
    r"certainly|be my guest)\b(?! not))|\b(?:thats|its|that is|all|is) (?:fine|okay|ok|good|alright|cool)\b"
)
OPEN_WORDS = frozenset(
    "count dead body over given withholding sooner yes yeah yep in i im id ive me my mine we us you your it its "
    "that thats this these one ones so then if is are be being do does did dont didnt doesnt wont wouldnt cant "
    "couldnt shouldnt isnt arent not no nope nah never none nobody nothing any anything all at to of off out on "
    "with for from by and or but because about around way there here can could would will may might must should "
    "shall have has had get got go going gone let please thanks thank just really very actually honestly rather "
    "prefer want wanted wanting like liked wish mind care agree agreed consent object objecting refuse decline "
    "accept allow allowed permission okay ok fine right alright comfortable happy sure stop stopped skip end quit "
    "turn switch shut cut leave talk speak say saying said hang up better willing sorry oh ah hey hi hello now "
    "today hate the a an what why how who when else other instead without unless until only after first before "
    "again ever still either neither afraid thing ask asked asking choice done doing keep put take absolutely "
    "definitely certainly part happening happen youll youre ill hanging goodbye bye remove exclude case "
    "unacceptable strongly welcome pass hard denied wait whoa disable avoid mate dude man thrilled keen fan "
    "moment time kindly politely refrain alone consenting opt consented need make him sir maam madam lady "
    "disagree into under bit mam willingly firm hell heck nothanks necessary possible acceptable problem whole "
    "think thought know feel negative".split()
)
"""A sentence of such words alone has no object of its own: it refuses what was just spoken of."""

_TELLS = r"(?:record(?:ed|ing|ings|s)?|tap(?:ed|ing)|tape (?:this|you|the|our|your|calls?|it)|monitored)"
TELLS = re.compile(rf"\b{_TELLS}\b")
ASKS_LEAVE = _any(
    rf"\b(?:is|are|would|will|do|does|can|may|could|if|whether|agree|consent|okay|ok|alright|fine|"
    rf"happy)\b.*\b{_TELLS}\b",
    rf"\b{_TELLS}\b.*\b(?:is (?:that|this|it) (?:okay|ok|alright|all right|fine)|okay with (?:you|that)|agree|consent|"
    r"are you (?:okay|ok|happy|fine|alright))\b",
)
"""The agent asks whether recording is all right, or tells of it."""
ASKS_FOR_LEAVE = re.compile(
    r"\b(?:okay|ok|alright|all right|fine|agree|consent|happy|comfortable|permission|(?:may|can|could|"
    r"shall) (?:we|i))\b"
)
ASKS_FOR_A_NO = _any(
    r"\b(?:mind|objections?|object|problem|issue|bother|opposed|rather not|dont want|not want|refuse|prefer not|"
    r"without)\b",
    rf"\b(?:shall|should|can|could|may|want|like|ill|let)\b.*\b(?:stop|off|pause|delete|erase|end|disable|"
    rf"without)\b.*\b{_TELLS}\b",
    rf"\b(?:shall|should|can|could|may|want|like|ill|let)\b.*\b{_TELLS}\b.*\boff\b",
)
"""… so that "no" agrees, and "yes" refuses."""
ASKS_ANOTHER = re.compile(
    r"\b(?:do you|have you|did you|are you|is (?:this|it|there|that)|would you|will you|can you|could you|"
    r"were you|can i|"
    r"may i|could i|whats|what is|who am|which)\b"
)
"""After the recording was spoken of: a mere "no" answers this."""
IS_LEAVE = re.compile(
    r"\b(?:is (?:that|this|it)|are you) (?:okay|ok|alright|all right|fine|happy|good)\b|\bdo you (?:agree|consent)\b"
)
GREETS = re.compile(
    r"\b(?:help|do for you|assist|hello|hi|good (?:morning|afternoon|evening)|welcome|"
    r"thanks? (?:you )?for calling|speaking|"
    r"calling about|whats the issue|whats going on)\b"
)
SAYS_YES_ITS_ON = re.compile(
    r"^(?:yes|yeah|yep|it is|its|we do|im|they are|we are|of course|correct|all (?:our )?calls)\b"
)
OFFERED_BY_AGENT = re.compile(r"\b(?:if|unless|should|in case|whether|when|anyone who) you\b")
"""The agent explains how to object, and reports nothing."""
REPEATED_BY_AGENT = _any(
    r"\byou (?:dont|would rather not|d rather not|object|refuse) (?:\w+ ){0,5}?record",
    r"\b(?:ill|i will|ive|i have|let me|im going to) (?:just )?(?:stop|stopped|turn off|turned off|switch off|"
    r"switched off|"
    r"turn|switch|delete|deleted|end|ended) (?:\w+ ){0,3}?recording\b(?! (?:the|that|your) (?:show|series|box))",
)
