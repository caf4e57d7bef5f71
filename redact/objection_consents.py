"""How callers say that they have nothing against being recorded."""

import re

from redact.objection_words import any_of

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
RETRACTS = any_of(*_RETRACTS)
"""A yes that takes back what was said against it."""
CONSENTS = any_of(
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
NEUTRAL = any_of(
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
