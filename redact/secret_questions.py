"""Questions whose answer proves who somebody is: security questions, letters of a memorable word, log-ins."""

import re

_FIRSTS = r"(?:first|favou?rite|childhood|best|oldest|dream)"
_THINGS = (
    r"(?:pet|dog|cat|horse|school|teacher|car|job|street|road|house|home|friend|concert|phone|boss|team|colou?r|movie|"
    r"film|book|food|meal|song|band|singer|artist|author|actor|sport|subject|hero|nickname|toy|holiday|vacation|place|city|"
    r"crush|employer|company|drink|number|superhero|cartoon|character|game|cousin|roommate)"
)
_BORN = r"(?:born|meet|met|married|honeymoon|grow up|grew up|go to (?:high |primary |elementary )?school|engaged)"
_PLACES = (
    r"\b(?:city|town|place|hospital|street|road|country|village|where)\b.{0,25}"
    r"\byou(?:r parents|r spouse|r wife|r husband)?"
)
_WORDS = r"(?:word|place|name|answer|phrase|question|info|information|password)"
_LOGINS = (
    r"(?:user ?names?|user ?i ?d|log ?in(?: name)?|screen ?name|gamer ?tag|handle|online (?:id|name)|"
    r"display name|account name|nickname on|computer name|host ?name|device name|network name|wireless key|"
    r"network key|security key|wi-?fi key|wi-?fi password)"
)
_PLACED = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|1st|2nd|3rd|\dth)"

ASKED = re.compile(
    rf"\bpass ?words?\b|\bpass ?phrases?\b|\bcode ?words?\b|"
    rf"\b(?:secret|memorable|security|safe|magic|challenge|verbal) {_WORDS}\b|"
    rf"\bmaiden name|\b(?:mother|father|mum|mom|dad|grandmother|grandfather)'?s (?:middle|first) name|"
    rf"\b{_FIRSTS} (?:\w+ )?{_THINGS}\b|\bname of your {_FIRSTS}?|\byour {_FIRSTS} {_THINGS}'?s name|\bpet'?s name|"
    rf"{_PLACES}.{{0,15}}\b{_BORN}\b|\bmascot\b|\byour (?:birth ?place|place of birth)\b|"
    rf"\b{_PLACED}\b.{{0,30}}\b(?:letters?|characters?)\b|\b{_LOGINS}\b|\bsecurity (?:question|answer)\b|"
    r"\bwhat (?:are|were|is|did) you (?:logging|log|signing|logged|typing|typed?|put|putting|enter|entering)\b|"
    r"\bwords? (?:that )?you(?:'ve)? (?:set|chose|chosen|gave|given|picked)\b",
    re.IGNORECASE,
)
"""The turn asks for a secret in words (if it asks at all)."""
SPOKEN_OF = re.compile(
    rf"\bpass ?words?\b|\bpass ?phrases?\b|\b{_LOGINS}\b|\bsecret word\b|\bmemorable\b|"
    r"\bsecurity (?:question|answer|word)\b|"
    r"\bcredentials\b|\blog(?:ging)? in\b|\btemporary one\b",
    re.IGNORECASE,
)
"""A secret in words is the subject for some turns."""
TRIED_WRONG = re.compile(
    r"\b(?:no|not|isn'?t|doesn'?t|didn'?t|wrong|incorrect|longer|shorter|try (?:again|another)|another (?:go|try|one)|"
    r"anything else|close|nearly|almost)\b",
    re.IGNORECASE,
)
"""What an answer was, so that the next turn tries another."""
DENIED = re.compile(
    r"\b(?:don'?t|do not|never|won'?t|no need to|not)\b.{0,30}\b(?:pass ?words?|pass ?phrase)|"
    r"\b(?:forgot|reset|lost|change|changed)\b.{0,20}\bpass ?word|"
    r"\bpass ?word (?:reset|must|has to|needs|should|was)\b|"
    r"\b(?:link|e-?mail|page)\b.{0,20}\bpass ?word",
    re.IGNORECASE,
)
"""A password is spoken of, and none asked for."""
