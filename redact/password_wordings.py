"""What announces a password, a user name or a security answer, how one is chosen, and what it is made up of."""

import re

from redact.number_words import NUMERALS

_SUBJECT = (
    r"(?:pass ?word|pass ?phrase|secret word|security (?:answer|word)|answer to (?:my|the|your) security question|"
    r"mother'?s maiden name|maiden name|first pet(?:'s name)?|memorable (?:word|place|name)|safe word|"
    r"(?:recovery|back-?up|seed|secret) (?:key|phrase|words)|"
    r"user ?name|log ?in(?: name)?|gamer ?tag|screen ?name|online id|wi-?fi key|network key)"
)
ANNOUNCED = re.compile(
    rf"\b{_SUBJECT}"
    r"(?: (?:on (?:the|my|your) (?:account|sticker|back|box|card)|for (?:the|my|that) \w+|"
    r"I (?:use|used|have|had|put)))?"
    r"(?:'s| (?:is|was|would be|should be|as|to)|:|[.,] (?:it'?s|it is|that'?s)|[.] The one on the \w+ is)\s+"
    r"(?P<value>[^?!]{2,80})",
    re.IGNORECASE,
)
CHOSEN = re.compile(
    r"\b(?:i'?ll (?:use|do|go with|make it|put|try)|(?:set|setting|change|changing|changed|reset) it (?:to|as)|make it|"
    r"let'?s (?:do|use|make it|go with|try)|going with|i (?:typed|entered|put|used|put in|type)|how about|"
    r"temporary one(?: is)?:?|and it'?s|(?:kept|keep|been|was) (?:putting|typing|trying|entering|using)(?: in)?)\s+"
    r"(?=(?P<value>[^?!]{2,80}))",
    re.IGNORECASE,
)
_NUMERAL = rf"(?:\d|(?:{'|'.join(sorted(NUMERALS))})\b)"
DIGITS = re.compile(
    rf"\b(?:i'?ll (?:use|do|go with|make it|put|have|say|take)|make it|let'?s (?:do|use|make it|go with|say)|how about|"
    rf"going with|change it to|set it to)\s+(?P<value>{_NUMERAL}(?:[\s,-]*{_NUMERAL}){{3,7}})"
    r"(?![\d:]|\s*(?:%|[ap]\.?m\b))",
    re.IGNORECASE,
)
"""A code of digits that is chosen."""
INNOCENT_START = re.compile(
    r"(?:not|wrong|incorrect|expired|reset|too|case|required|what|that|the same|being|correct|sent|needed|invalid|your|"
    r"it|in|on|a new|another|working|asking|saying|locked|blocked|fine|okay|good|sure|still|already|right|just|easier|"
    r"something|the (?:first|last|second|new|old|email|link|code|wrong|right|usual)|my (?:name|email|account)|for|this|"
    r"better|at least|up to|of|and|them|one|to)\b",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(
    r"[.](?=\s|$)|,\s+(?:and|but|so|can|could|please|is|thanks|capital|all)\b|"
    r"\s+(?:and (?:it|the|my|that|i|then)|but|because|it says|okay|is that|thank|if|which|so i)\b",
    re.IGNORECASE,
)
OPENERS = re.compile(
    r"(?:(?:yes|yeah|yep|sure|okay|ok|um|uh|er|oh|well|so|it is|it's|its|it was|that's|that is|that would be|that'd be|"
    r"i think it's|i think|i believe|maybe|probably|my|mine is|the|his name was|her name was|password is|answer is|"
    r"is it|could it be|would it be|might it be|was it|perhaps|have i\?|do i\?|did i\?|then|"
    r"he was|she was|called|we called him|user name is|username is|let me see|hold on|i'll use|i'll do|i use|try)"
    r"[, ]+)*",
    re.IGNORECASE,
)
NO_ANSWER = frozenset(
    {"no", "i", "i'm", "i've", "i'll", "i'd", "why", "what", "what's", "sorry", "hold", "let", "how", "when", "who",
     "where", "do", "don't", "can", "could", "is", "did", "didn't", "wait", "give", "one", "thanks", "thank", "done",
     "there", "not", "we", "you", "they", "nothing", "none", "nope", "great", "now", "ready", "will", "hmm",
     "which", "same"}
)  # fmt: skip
_SPECIAL = (
    r"(?:bang(?= (?:\d|(?:one|two|three|four|five|six|seven|eight|nine|zero|oh)\b))|"
    r"exclamation (?:mark|point)|dollar signs?|hash(?: ?tag)?(?: sign)?|pound sign|asterisk|ampersand|at sign|"
    r"percent sign|underscore|question mark|all caps|all capitals|(?:all )?lower ?case \w\b|upper ?case \w\b|"
    r"capital (?!letter)\w+|plus sign|caret|tilde)"
)
MADE_UP = re.compile(
    rf"(?:\b(?:[A-Za-z]\w*\s+){{0,2}}(?:\w{{0,30}}\d\w{{0,30}}\s+))?"
    rf"\b{_SPECIAL}(?:[ ,]+(?:and )?(?:{_SPECIAL}|\d+|\b\w\b))*",
    re.IGNORECASE,
)
MIXED = re.compile(
    r"\b(?=[\w-]{0,40}\d)(?=[\w-]{0,40}[A-Za-z])(?!\d+(?:st|nd|rd|th|gb|tb|mb|g|k|am|pm|mg|in|x)\b)[\w-]{5,}[!$#*&%]?|"
    r"\b[A-Z][a-z]+[A-Z]\w{2,}|\b\w+_\w+\b",
)
SURELY_MADE_UP = re.compile(
    r"(?<![\w-])(?=[A-Za-z])[\w-]{4,40}(?=,? all (?:in )?(?:lower ?case|upper ?case|caps|capitals)\b)|"
    rf"\b(?=\w*\d)\w{{3,}}[ ,]+{_SPECIAL}(?:[ ,]+{_SPECIAL})*|\b\w+[ ,]+\d+[ ,]+(?:{_SPECIAL}[ ,]*)+\b(?<!underscore)|"
    r"\b(?!at\b|dot\b)\w+ underscore(?: \w+)"
    r"(?: (?:one|two|three|four|five|six|seven|eight|nine|oh|zero|\d+|ten|\w+ty))*",
    re.IGNORECASE,
)
"""Words that nothing but a password or a user name is made up of."""
RULE_OF_PASSWORDS = re.compile(r"\b(?:must|at least|has to|have to|needs? (?:to|a)|should (?:have|be)|minimum)\b", re.I)
