"""How a recording of the call is spoken of."""

import re

from redact.objection_words import CALL, TAKEN, any_of

TOPIC = any_of(
    r"\btapes (?:this|me|us|it|calls)\b|\byour tapes\b|\btape (?:running|rolling)\b",
    r"\b(?:training|quality) (?:purposes?|materials?|data)\b|\byour training\b",
    r"\b(?:listen|listening|hear|hearing) (?:\w+ ){0,2}?(?:this|my call|my voice|it|me) (?:later|afterwards|"
    r"after|again)\b",
    r"\blistening to my (?:calls?|voice|conversation)\b",
    rf"\b{TAKEN}\b",
    r"\bunrecorded\b|\b(?:withdraw|withdrawing|revoke|revoking|rescind|take back)(?: \w+){0,3} (?:consent|"
    r"permission|agreement)\b",
    r"\b(?:the|that|this|your|no|any) (?:tape|recorder|microphone|mic)\b|^(?:tape|recorder) off\b",
    r"\b(?:not|dont|you|never|please|must|to|shouldnt|cant|wont|ever|dare|we) (?:record|tape)\b",
    r"\b(?:record|tape) (?:then|now|okay|these|those|everything|everybody|people|calls?)\b|^(?:record|tape)\b",
)
"""Being recorded, kept or listened to."""
SELF = any_of(
    rf"\b(?:record|recording|taping|tape|monitor|recorded) (?!(?:that|it)\b){CALL}(?!\w)",
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
NOTICE = re.compile(
    r"\b(?:notice|announcement|disclaimer|(?:message|thing|bit) (?:before|at the (?:start|beginning))|(?:that|"
    r"the|your) message|no training|"
    r"(?:at the (?:start|beginning)) (?:you|it|they) said|quality and training|training purposes|for training|"
    r"press(?:ed|ing)? (?:the )?(?:nine|9|button)|key ?pad)\b"
)
"""The notice is no part of the transcript, but the caller may speak of it."""
