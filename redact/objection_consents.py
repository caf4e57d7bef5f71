"""How callers say that they have nothing against being recorded."""

import re

from redact.objection_words import NOT, any_of

_MINDS_NOT = (
    r"(?:(?:dont|wouldnt|didnt|doesnt|wont) (?:really |even |actually )?(?:mind|care(?! to)|object|bother|worry|have "
    r"(?:a |an |any )?(?:problems?|issues?|objections?|concerns?))|never mind(?= being| if| you)|"
    r"(?:no|not (?:a|an|any)|nothing|havent (?:a|any|got any)|ive no|not) (?:real )?(?:problems?|objections?|issues?|"
    r"worries|trouble|opposed|against|bothered|bother|concern(?:s|ed)?|object(?:ing)?|biggie))"
)
_RETRACTS = (
    r"(?:^|\b(?:but|so|and|then|actually|yes|sure|now|it|fine|okay) )(?:please )?(?:(?:go|went) (?:right )?ahead|"
    r"(?:feel free to|you (?:can|may)|(?:just )?keep|continue|carry on|go on|can) (?:\w+ )?(?:record|recording)\b|"
    r"leave (?:it|the recording) (?:on|running))",
    r"\b(?:but|today|now)(?: today| now)? (?:i do|its (?:fine|okay|all good)|go ahead|im fine)\b",
    r"\bnot any ?more$|\bi take it back\b|\b(?:joking|kidding|just a joke)\b|\b(?:forget|ignore) what i said\b",
    r"\bleave the recording on\b|\bim (?:fine|okay|ok) with (?:it|that)\b",
)
RETRACTS = any_of(*_RETRACTS)
"""A yes that takes back what was said against it."""
_AN_END = (
    r"(?:stop(?:ped|ping)?|turn(?:ed|ing)?(?: (?:it|this|that|the))?(?: (?:recording|tape|recorder))? off|"
    r"switch(?:ed|ing)?(?: (?:it|this|that|the))?(?: (?:recording|tape|recorder))? off|off|object(?:ed|ing)?(?: to)?|"
    r"refus(?:e|ed|ing)|opt(?:ed)? out|delet(?:e|ed|ing)|eras(?:e|ed|ing)|wip(?:e|ed|ing)|paus(?:e|ed|ing)|against|"
    r"(?:say|said|saying) no(?: to)?)"
)
_OF_IT = (
    r"(?:(?: (?:the|this|that|it|your|my|any|you|from|of|to|about))*"
    r" (?:recorded|recordings?|taped|taping|tape|record|recorder)\b(?: (?:this|me|it|us))?)?"
)
_NOT_AN_END = any_of(
    rf"\b(?:no need|no reason|dont (?:have|need)|(?:dont|didnt|doesnt|not|never) (?:\w+ )?(?:want|ask|asked|asking|"
    rf"need|tell|"
    rf"told) (?:for )?(?:you|anyone|anybody|them|us))(?: (?:to|be|have|it|this|that|for|even|ever))* {_AN_END}{_OF_IT}",
    rf"\b(?:dont|never|didnt) (?:\w+ )?(?:want|need) (?:it|this|that|(?:the|this|that|your) recording) (?:to be )?"
    rf"(?:stopped|off|turned off|switched off|deleted|erased|wiped|paused){_OF_IT}",
    rf"\b(?:not (?:\w+ )?going to|wont|wouldnt|wouldnt say i|never|not here to|dont|cant) (?:ever )?(?:object|refuse|"
    rf"opt out|"
    rf"say no|stand in the way)(?: to)?\b{_OF_IT}",
    rf"\b(?:(?:never|didnt|havent) (?:ever )?(?:said|say|claim|mean)|wouldnt say|not saying|isnt that|its not that|"
    rf"not because|not as if|not like)(?: that)? (?:i|we|im|were) (?:dont|didnt|wont|wouldnt|not|object(?:ed)?|"
    rf"refused?|mind|am|was)"
    rf"(?: (?:want|like|wish|to|be|being|it|this|against|agree|willing|have|for))*{_OF_IT}",
    rf"\b(?:dont|didnt|never) not (?:want|like|agree)(?: (?:to|be|it|you))*{_OF_IT}",
    rf"(?<!if you )(?<!why )\b(?:dont|never|not to)(?: you)?(?: (?:dare|go|please|ever|you|to))* "
    rf"(?!off|against|object){_AN_END}{_OF_IT}",
)
"""A no to the end of the recording, not to the recording."""
_CONSENTS = any_of(
    r"\b(?:better|happier|like it) if you (?:did|do|would)\b(?! not)",
    r"\bhate (?:it )?if (?:the|this|that) (?:recording|tape) (?:\w+ )?(?:lost|deleted|gone|erased)\b",
    r"\b(?:dont|cant|didnt) see (?:a|any) (?:reason|harm|problem)(?: (?:not|why not|in|with))?(?: to)?\b|^agreed\b",
    r"\bno to (?!the recording)(?:\w+ ){1,3}not to the recording\b|\b(?:go on|keep on|continue|carry on) "
    r"(?:recording|taping)\b",
    r"\bnothing to hide\b|\bno skin off\b|\b(?:doesnt|dont|wont|wouldnt|never) (?:\w+ )?bother(?:ed)?(?: me| us)?\b|"
    r"\bmakes? no difference\b|\bno difference to me\b|\bcouldnt care less\b|\bnot (?:in the least|fussed|bothered)\b",
    r"\b(?:(?:yes|so|please|then|and|but|just) )do record\b(?: (?:it|this|me|away))?|"
    r"(?:^|\b(?:please|sure|yes|you can) )(?:record|tape) (?:it|this|me|away|all|everything)\b(?: (?:all|day|long|by "
    r"all means))*$",
    r"\b(?:i|we|id) (?:(?:do|really|just|would|actually|also) )*(?:want|wanted|prefer|like) (?:it|this|that|everything|"
    r"(?:the|this|that|my) (?:call|recording))(?: (?!not|un|off|without)\w+){0,2} "
    r"(?:recorded|kept|saved|on (?:tape|file|record|the recording))\b"
    r"(?!(?: \w+){0,12} (?:deleted|off|erased|gone|stopped|wiped|"
    r"destroyed)\b)|\b(?:(?<!dont )(?<!not )(?:want|need|like|ask) you to|please|must|should) keep (?:it|this|"
    r"(?:the|this|that|my) (?:recording|call|tape))\b(?! (?:off|out|private|between|confidential|unrecorded))",
    r"\b(?:i|we) (?:(?:really|do|just|sincerely|very much) )?(?:hope|trust|assume|insist|demand|presume)(?: that)? "
    r"(?:you|youre|"
    r"this|this is|its|it|the call|were)(?: (?:is|are|all|still|being|be|do))* (?:recorded|recording|taping|taped)\b",
    r"\b(?:already|have|i|we) (?:(?:gave|given|said)(?: (?:you|my|a|of|have))* (?:yes|consent|permission|okay)|"
    r"(?:have )?agreed|"
    r"consented|accepted) (?:to|with|for) (?:the |be |being |this )*record(?:ing|ed)?\b",
    r"\bnever (?:object|mind)(?: to)?\b|\bzero (?:problems?|issues?)\b|\b(?:dont )?see why not\b|\bwhy not$|"
    r"\bnothing against\b",
    r"^(?:yes )?(?:you have )?(?:my )?(?:consent|permission)(?: to (?:the )?record(?:ing)?)? (?:is |"
    r"was )?(?:given|granted)\b",
    r"^yes you have my (?:consent|permission)\b",
    *_RETRACTS,
    rf"\b{_MINDS_NOT}\b(?:(?: (?!(?:but|not|dont|mind|please|stop|so|except|though)\b)\w+){{0,6}}? (?:recorded|"
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
    r"(?<!if you )\b(?:dont|never|please keep|not to|dont you|do not) (?:ever )?(?:turn|switch|stop|shut|delete|erase|"
    r"pause)\b(?: off)?(?: (?:the|this|that|it))?(?: recording)?",
    r"\brecorded or not$|\bmake sure (?:this|it|that) is (?:recorded|on tape)\b",
    r"\b(?:hope|glad|good thing|happy)(?: \w+){0,2} (?:record|recording|recorded|taping)\b(?! (?:off|stops?))",
)


def consents(words: str) -> bool:
    """Whether the caller says here to have nothing against it, or not any more."""
    return without_consents(words) != words


def without_consents(words: str) -> str:
    """What is left when each yes to the recording is taken out."""
    return _CONSENTS.sub(" ", _NOT_AN_END.sub(" ", words))


_ASIDE = (
    r"(?:(?:so|and|but|oh|hi|hello|wait|sorry|just|okay|now|also|please|hang on|wait a minute|excuse me|by the way|"
    r"one question|quick question) )*"
)
_CURIOUS = (
    r"(?: (?:this|me|us|now|it|right|today|all|calls?|line|by|the|way|then|still|here|recordings?|tapes?|recorded|or|"
    r"something|i|just|want|to|know|"
    r"im|only|curious|asking|wondering|as|guess|conversation|conversations|yet|again|too|already|they|those|these|"
    r"customers|callers|of|from|for|my|your|long|are|is|kept|keep|you|do|later|ever|everyone|everybody))*$"
)
WANTS_IT = any_of(
    r"\bmake sure (?:this|it|that)(?: is|s) (?:recorded|on tape)\b|\bdo record\b|\b(?:hope|trust) (?:you|youre|this|"
    r"its)\b(?! (?:not|"
    r"dont|isnt))|\b(?:record|tape|recorded) (?:it |this |me )?so (?:that )?(?:they|nobody|no one|you|he|she|we)\b|"
    r"\byou can record\b|"
    r"\b(?:record|tape) (?:me|it|all of it) (?:all|whenever|as)\b|\bnothing to hide\b|\bgo ahead and (?:tape|"
    r"record)\b|\b(?:tape|record) it (?:then|away)\b|\b(?:want|wanted) (?:it|this) kept\b"
)
"""So wants whoever needs the recording as proof; a "not" beside it is of something else."""
_UNHEARD = "".join(
    rf"(?<!\b{who} )"
    for who in (
        "nobody is to",
        "nobody to",
        "no one to",
        "anyone to",
        "anybody to",
        "someone to",
        "somebody to",
        "people to",
        "nobody should",
        "nobody can",
        "nobody may",
        "nobody will",
        "dont",
        "anyone",
        "somebody",
        "strangers to",
        "them to",
    )
)
"""Who listens is not the caller."""
NEUTRAL = any_of(
    rf"^(?!.*\b{NOT}\b)(?!.*\b(?:without|off|stop)\b).*\b(?:should|must|will|itll) be (?:recorded|on tape|on (?:the|"
    rf"your) (?:recording|tape))\b",
    r"^(?:a|what|which) (?:recording|recorder|tape)$|\brecordings? (?:\w+ )?(?:proves?|shows?|tells|confirms)\b",
    r"\b(?:need|needs|want|wants|asked for|get|have|got) (?:the|that|those|a|your|my) (?:recordings?|tapes?) (?:of|"
    r"from|for|because|as)\b"
    r"(?!.*\b(?:off|stop|stopped|deleted|erased|wiped|gone)\b)",
    rf"^{_ASIDE}(?:does|do|will|is|are|when|how long|where|for how long)(?: (?!please|make|can|ensure)\w+){{0,6}} "
    rf"(?:deleted|kept|"
    r"stored|saved|erased|archived)(?: \w+){0,2}$",
    r"\b(?:not|dont|never|nobody|isnt|wont|arent|didnt|doesnt|youre not|ever)(?: \w+){0,2} listen(?:s|ing|ed)? to "
    r"(?:me|us|what i)\b"
    r"(?! (?:later|after|afterwards|again))",
    r"\byou have (?:it|that|this) (?:recorded|on (?:tape|record))\b(?!.*\b(?:off|delete\w*|stop)\b)|"
    r"\bis there (?:still )?(?:a|any) recording (?:of|from)\b|^you (?:guys |all |do )*(?:record|tape)(?: these| "
    r"calls| this| it)* "
    r"(?:right|yes|dont you|correct)$|^(?:so )?you (?:deleted|erased|lost) \w+|\b(?:withdraw|give|gave|giving) my "
    r"(?:consent|permission) "
    r"(?:for|to) (?:the|your|a) (?!record|call|tap|listen|voice)\w+",
    r"\b(?:pull (?:it|that) up|(?:would|will|can|itll|should) prove|youll hear (?:him|her|them|me|what|"
    r"that))\b(?!.*\b(?:off|stop)\b)|"
    r"\bplay me (?:the|that|my)\b",
    rf"^{_ASIDE}(?:is|are|was|were|am|will)(?: (?:this|it|that|you|i|we|they|the|all|my|these|call|calls|line|"
    rf"conversation|"
    rf"still|guys|always|being|be|on|getting|going|to|of|your|a|currently|even))* "
    rf"(?:recorded|recording|recordings|taped|taping|tape|record){_CURIOUS}",
    rf"^{_ASIDE}(?:do|does|did) (?:you|they|it|people|customers|anybody|anyone|people ever)(?: (?:always|ever|even|"
    rf"actually|"
    rf"guys|start|say no to|object to|the|all|also|still))* "
    rf"(?:record|recorded|recording|recordings|tape|keep|listen to)(?! (?:me|my)\b){_CURIOUS}",
    r"\b(?:who|nobody|somebody|someone|anyone|anybody|does anybody)(?: \w+){0,2} listens? to (?:these|those|the|them|"
    r"your)\b|"
    r"\bhow long\b.*\b(?:recordings?|tapes?|calls?|it)\b|\bwhy do (?:you|they) record\b(?! (?:me|my|this|us)\b)|"
    r"\bwhat (?:happens|do you do|does your|are) (?:\w+ ){0,6}?(?:record|tape)|\bi (?:read|saw|heard) (?:\w+ "
    r")?(?:that|in|on|about|someone|somebody)\b",
    r"\b(?:check|pull|play|listen to|go to|go by|look at|look up|send|email|get|want|need|have|its on|be on|prove|"
    r"proves|proof)"
    r"(?: \w+){0,4} (?:recordings?|tapes?)(?: (?:of|from) (?:my|the|that|last|yesterday|this morning|our|may|"
    r"monday))?\b"
    r"(?=.*\b(?:said|told|agreed|promised|proves?|proof|hear|refused|cancelled|canceled|from|last|by email|copy|up)\b)"
    r"(?!.*\b(?:off|stop|stopped|delete|deleted|erase|gone|consent)\b)",
    r"\b(?:on|in|hear on|have (?:it|that) on) (?:your|the) (?:recording|tape)s? (?:that )?(?:i|he|she|they|you|we)\b",
    r"\b(?:forgot|forget|knew|know) (?:that )?(?:it|this|its|this is|youre|were)(?: \w+){0,2} record(?:ed|ing)?$",
    r"\b(?:they|calls|everything|you) (?:\w+ )?(?:always|all) (?:\w+ )?(?:say|get|recorded)\b|\bhi recorded line\b",
    r"\bi (?:cant|couldnt) (?:turn|switch|stop)\b|\boff and (?:back )?on\b",
    r"\b(?:copy|transcript|part) of (?:the|that|this|my|our) (?:\w+ )?recording\b",
    rf"{_UNHEARD}\b(?:listen|listened|check|pull up|go back|review|play back|look at|look up|find|hear|get a|get the|"
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
SAYS_YES = re.compile(
    r"^(?:(?:oh|actually|sorry|and) )*(?:im yes|im$|yes|yeah|yep|yup|correct|exactly|right|thats right|i do|"
    r"i would|i have|i did|totally|please|id (?:like|love|prefer) (?:that|it)|"
    r"sure|there is|do that|that would)\b"
)
AGREES = re.compile(
    r"^(?:(?:oh|yes|yeah|well|so|no) )*(?:(?:(?:use|play|keep|record) (?:it|this|that|me)(?: \w+){0,3} (?:whatever|"
    r"however|whoever|wherever) (?:you|ye) (?:like|want|please|need|fancy)|"
    r"by all means|course it is|you (?:may|can|do|have it)|knock yourself out|"
    r"(?:uh ?)?huh$|mhm|couldnt be (?:finer|better)|i suppose|totally|noted|cheers|perfect|lovely|crack on|go for it|"
    r"keep it (?:running|on|going)|"
    r"as you like|feel free|ive nothing against|okay|ok|fine|sure|alright|all right|of course|why not|go ahead|go on|"
    r"i guess|cool|great|absolutely|"
    r"certainly|be my guest)\b(?! (?:(?:it|that|this) )?(?:(?:is |thats )?not\b|isnt|wasnt)))|\b(?:thats|its|that is|"
    r"all|is) (?:fine|okay|ok|good|alright|cool)\b"
)
