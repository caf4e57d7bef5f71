"""What agents say and ask of the recording: it decides what the answer of the caller means."""

import re

from redact.objection_words import any_of

_TELLS = (
    r"(?:record(?:ed|ing|ings|s|er)?|the tape|on tape|tap(?:ed|ing)|tape (?:this|you|the|our|your|calls?|it|for)|"
    r"monitored)"
)
TELLS = re.compile(rf"\b{_TELLS}\b")
ASKS_LEAVE = any_of(
    rf"\b(?:is|are|would|will|do|does|can|may|could|shall|should|if|whether|agree|consent|okay|ok|alright|fine|"
    rf"happy)\b.*\b{_TELLS}\b",
    rf"\b{_TELLS}\b.*\b(?:is (?:that|this|it) (?:okay|ok|alright|all right|fine)|okay with (?:you|that)|agree|consent|"
    r"are you (?:okay|ok|happy|fine|alright))\b",
)
"""The agent asks whether recording is all right, or tells of it."""
ASKS_FOR_LEAVE = re.compile(
    r"\b(?:okay|ok|alright|all right|fine|agree|accept|allow|approve|consent|happy|comfortable|permission|(?:may|can|"
    r"could|"
    r"shall) (?:we|i)|(?:we|i) (?:can|may|could))\b"
)
ASKS_FOR_A_NO = any_of(
    r"\b(?:(?<!never )(?<!in )mind|(?:any|some)thing (?:against|wrong)|uncomfortable|objections?|object|"
    r"(?<!no )(?<!not a )(?:problem|issue)(?! (?:is|was|you|with (?:your|the|my) (?!call|record|tap|voice|"
    r"conversation)))|bother|opposed|"
    r"rather not|dont want|not want|refuse|prefer not|"
    r"without)\b",
    rf"\b(?:shall|should|can|could|may|want|like|ill|let)\b.*\b(?:stop|off|pause|delete|erase|end|disable|"
    rf"without)\b.*\b{_TELLS}\b",
    rf"\b(?:shall|should|can|could|may|want|like|ill|let)\b.*\b{_TELLS}\b.*\boff\b",
    rf"\b(?:so|you|see|understand|hear) (?:\w+ ){{0,2}}?(?:said no|opt(?:ed)? out|objected|declined|refused|no|not|"
    rf"dont)\b.*\b{_TELLS}\b|"
    rf"^(?:so )?no {_TELLS}\b",
    r"\b(?:would|do|shall|should|want|like|wish|prefer)\b.*\b(?:opt out|unrecorded|leave (?:it|the recording) out)\b",
)
"""… so that "no" agrees, and "yes" refuses."""
ASKS_ANOTHER = re.compile(
    r"\b(?:do you|have you|did you|are you|is (?:this|it|there|that)|would you|will you|can you|could you|"
    r"were you|can i|"
    r"(?:(?<!just )so|and) (?:you|its|it is|youre|youd|he|she|they)|you (?:want|need|said|would like|called)|youd "
    r"like|was it|when did|where|"
    r"may i|could i|shall (?:i|we)|should (?:i|we)|can we|may we|have we|whats|what is|who am|which)\b"
)
"""After the recording was spoken of: a mere "no" answers this."""
OFFERS_KEYS = re.compile(r"\bpress (?:\w+ )?(?:\d|one|two|three|four|five|six|seven|eight|nine|zero|star|pound|hash)\b")
"""A menu of keys: a mere "no, thank you" answers it, where it offers nothing about the recording."""
OFFERS_HELP = re.compile(
    r"\b(?:how|what) (?:can|may|could) (?:i|we) (?:help|assist|do)(?: for)?(?: you)?(?: with)?(?: today)?\b"
)
IS_LEAVE = re.compile(
    r"\b(?:is|would|will) (?:that|this|it) (?:be )?(?:a|any) (?:problem|issue|concern|bother)\b|\b(?:does|would) "
    r"(?:that|this|it) bother you\b|"
    r"\b(?:shall|should|can|do) i (?:tick|mark|leave it|say|put (?:yes|no|it|that|you) down)"
    r"(?: (?:it|yes|no|that|you|as|ticked|the box))*\b|\byes or no\b|"
    r"\bdo you mind(?: that)?\b|\b(?:is|would) that something you\b|\b(?:is|are) there any (?:objections?|concerns?)\b|"
    r"\b(?:is (?:that|this|it)|are you) (?:okay|ok|alright|all right|fine|happy|good)\b|\bdo you (?:agree|consent)\b"
)
DENIES_LEAVE = re.compile(
    r"\bno (?:it|that|this) (?:isnt|wouldnt|doesnt|wont)\b|\bno (?:im not|i (?:dont|do mind|wouldnt))\b"
)
"""The answer to one question among others, wherever it stands: "It leaks, and no, it isn't all right." """
MINDS_A_BIT = re.compile(
    r"^(?:(?:oh|yes|honestly|to be honest) )*(?:a (?:bit|little|lot|tad)|somewhat|slightly|very much|quite|kind of|"
    r"it (?:does|would|is))\b"
)
"""Said to "Does it bother you?"."""
ASKS_OUTRIGHT = re.compile(
    r"\b(?:do|dont|would|wouldnt|should|shall|can|may|could|have|any|got|is|are) (?:you|i|we|it|that|this|there|"
    r"objections?|"
    r"problems?|issues?|recording)\b|\byou (?:dont )?mind\b"
)
"""The question is asked, and not only spoken of."""
OFFERS_AN_END = re.compile(
    r"\b(?:press (?:nine|9|one|1|two|2|zero|star|hash)|(?:some|many) (?:people|customers|callers)|if you|unless you|"
    r"tell (?:me|us)|let (?:me|us) know|say so|at any time|you (?:can|may|could)|you (?:have|ve) the "
    r"(?:right|option|choice)|youre free to)\b"
)
"""The agent says how to object, and "please do" takes it up."""
TAKES_IT_UP = re.compile(
    r"^(?:(?:oh|okay|ok|right|good|yes|and|so|then|great|alright) )*(?:please(?: do)?\b(?! (?:tell|help|can|change))|"
    r"(?:then|just) (?:please )?(?:do|stop|opt|turn|switch|take|leave)|do (?:it|that|so|please)\b|opt me|count me|"
    r"(?:i|id|we|wed) (?:would|do|will|want|like|prefer|object|choose)(?: (?:like|prefer|love|take))?(?: (?:that|it|"
    r"to|you to))?"
    r"(?: (?:please|then|now|very much))?$|im (?:saying|telling|asking|one of them|refusing|objecting)\b|now please|"
    r"consider it|(?:i )?(?:just )?pressed (?:it|nine|that)|it is pressed|i have no keypad|"
    r"(?:ill|i will|id like to) (?:take|use|do) (?:that|you|it|this)\b|thats me$|yes(?: please)?$|i am$)|\btelling "
    r"you\b"
)
PAUSES_FOR_A_CARD = re.compile(
    r"\b(?:paus(?:e|ed|ing)|stop(?:ped|ping)?|suspend|halt|mute|off)\b(?: \w+){0,4}? "
    r"(?:while|whilst|during|for|before|until|till|when|so)(?: \w+){0,6}? "
    r"(?:cards?|payments?|pay|long number|security (?:code|number|digits)|cvv|expiry|three digits|pin)\b"
)
"""The recording stops for a moment by rule: who says yes to that has not objected."""
MINDS_NOT_AT_ALL = re.compile(
    r"\b(?:not in the least|whatsoever|no difference|why (?:would|should) i|no need|leave it|carry on|not bothered|"
    r"up to you|not (?:for|to) me|i (?:didnt|dont|wouldnt|havent)(?: no)?$|not a (?:thing|bit)|on my account|for my "
    r"sake|dont mind|doesnt|not really|not at all|nothing|never|no)\b"
)
"""No answer that a question for objections would count as one."""
NO_NEED = re.compile(
    r"\b(?:no need|not necessary|dont bother|leave it(?! (?:out|off))|im (?:fine|good|okay)|not on my account)\b"
)
"""Said to an offer to stop it: the recording may go on."""
TAKES_NOTICE = re.compile(
    r"\b(?:know|knew|heard|hear|figured|say|says|said|understand|understood|got|get|aware|thanks?|fine|okay|ok|good|"
    r"alright|sure|all "
    r"right|right|guess|suppose|yes|yeah|yep|course|help|need|can you|could you|about it)\b"
)
"""The caller has heard that it is recorded, or comes to the matter."""
PROVES = re.compile(
    r"\byour recordings\b|\baccording to (?:the|our|my|your) (?:\w+ )?recordings?\b|\brecording(?: \w+){0,5} "
    r"(?:shows|says|tells|proves|"
    r"confirms)\b|"
    r"\b(?:note|record) that you\b|\brecord (?:your|a|an|the|this as) (?!call|voice|conversation)\w+|\brecording "
    r"will start\b"
)
"""An earlier recording, or a note in the books, tells something."""
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
REPEATED_BY_AGENT = any_of(
    r"(?<!would )(?<!do )(?<!if )\byou (?:dont|would rather not|d rather not|object|refuse) (?:\w+ ){0,5}?record",
    r"\b(?:ill|i will|ive|i have|let me|im going to) (?:just )?(?:stop|stopped|turn off|turned off|switch off|"
    r"switched off|"
    r"turn|switch|delete|deleted|end|ended) (?:\w+ ){0,3}?recording\b(?! (?:the|that|your) (?:show|series|box))"
    r"(?!(?: \w+){0,12} (?:while|card|payment|number|moment)\b)",
)
