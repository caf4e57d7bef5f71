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
    r"\b(?:says?|said|shows?|came up|come up|told me)(?: \w+){0,4} recorded(?: \w+){0,3} (?:screen|phone|display)\b|"
    r"\b(?:box|tick box) (?:\w+ ){0,3}?(?:for|about|on) (?:the |call )?recording\b|\brecording consent\b",
    r"\bmy (?:voice|call|calls|conversation)\b",
)
"""… and it is the caller or the call that is."""
_SILENT = (
    r"(?:(?:not|wont|nothing|never|shant|dont|cant|stay|be|keep) (?:\w+ ){0,3}?(?:say(?:ing)?|speak(?:ing)?|"
    r"talk(?:ing)?|tell(?:ing)?(?: you)?|quiet|silent|my mouth(?: shut)?|word|more)(?: \w+){0,5}? "
    r"(?:until|till|unless|while|whilst|(?:as|so) long as|before|over|with)|"
    r"(?:speak|talk|tell you|say (?:it|more))(?: \w+){0,3}? (?:when|once|after|(?:as )?soon as))\b(?: \w+){0,5}? "
    r"(?:off|on|gone|stopped|running|blinking|flashing|lit|going|listening|beep(?:s|ing)?)\b"
)
"""Who will not speak while something is on: mostly it is the recorder."""
MINE = re.compile(
    rf"{_SILENT}|"
    r"\b(?:my voice|this (?:\w+ )?(?:call|conversation|talk|chat)|(?:record|recording|tape|taping) (?:me|us)|"
    r"recorded line)\b"
)
"""It is the caller's own, whatever else is named beside it."""
WORN = re.compile(
    r"\b(?:be|being|get|am|is|im) (?:\w*(?:cord(?!less|ial|elia)|gard(?!en)|kord|coded|corted)\w*|regarded|rewarded|"
    r"rerouted|recorder|reported|retarded|recalled|accorded|"
    r"quoted|recorted|the corded|awarded|guarded|hoarded|court|cord|accord|corded|re court|recruited)\b(?! (?:by|"
    r"for|as|to|with)\b)|\b(?:regard|reward|accord) "
    r"(?:me|this|this call|my call|the call)\b"
)
"""What a recogniser may have made of "recorded" and "record"."""
_WORN_RECORD = (
    r"(?:cord|accord|chord|court|quarter|report|regard|reward|wreck|wreckard|hoard|corded|quarterd)(?:ed|ing|d|s)?"
    r"(?: (?:this|me|my|the|it|us)\b|$)"
)
_WORN_RECORDING = (
    r"(?:according|accorded|regarding|reporting|recordion|recoating|recarding|the cording|cording|recourting|"
    r"rewarding|recalling)"
)
HINTS = any_of(
    r"\b(?:un)?record(?:s|er|ers|ed|ing|ings)?\b|\btap(?:e|es|ed|ing)\b(?! (?:measure|recorder))",
    rf"\b(?:the|this|that|no|stop|on|off|dont|not|you|be|being) {_WORN_RECORDING}\b(?! to\b)|\bto be tapped\b",
    rf"\b(?:dont|not|no|never|stop|please|cant|quit) (?:the |to |you |be |being |want |like |wish |it |this "
    rf")*{_WORN_RECORD}(?! (?:by|for|as|to|with)\b)",
    r"\b(?:not|without|never|no) (?:with|on|in|for|to|using) (?:my|this|our) (?:\w+ )?(?:calls?|conversations?|voice|"
    r"chat)\b|"
    r"\bnot my (?:calls?|voice|conversations?)\b|\b(?:someone|somebody|anyone|anybody) elses? (?:calls?|"
    r"conversations?|voice)\b",
    r"\byou (?:\w+ )?(?:wont|dont|mustnt|cant|arent|shouldnt|shant|are not|may not|not|never)(?: \w+){0,2} (?:sav|"
    r"keep|stor|captur|"
    r"archiv|retain|tap|log)(?:e|ing)?(?: (?:it|this|that|me|any|anything|a word|what i say|my words|my voice)\b|$)",
    r"\brecords? of (?:this|our) (?:call|conversation|talk|chat)\b|\b(?:your|any|the) (?:archives?|recorder|"
    r"recording software|mic|"
    r"microphone|hard drive|tapes?|quality control)\b",
    r"\bany further\b|\bno further than\b|\byour ears\b|\bright to be forgotten\b|\bgoes no further\b",
    r"\b(?:no|any) (?:copy|copies)$|\bmonitor(?:ed|ing)\b|\blisteners?\b|\blistening posts?\b",
    r"\bmy privacy\b(?! (?:screen|settings?|policy|fence|filter|curtain|glass|film))|\b(?:private|confidential) "
    r"(?:call|line|"
    r"conversation|talk)\b|\b(?:stays?|remains?|keep|just|only|this is) (?:\w+ )?between\b|\bperson to person\b",
    r"\bmy (?:voice|words)\b|\b(?:what|anything|everything|whatever) (?:i|im|ive|we)(?: \w+){0,2} (?:say|saying|"
    r"tell)\b",
    r"\b(?:listen(?:s|ing|ed)?|tun(?:e|ing|ed)) (?:back|in)\b|\blisten(?:s|ing|ed)? (?:\w+ )?to (?:this|me|my|it|us|"
    r"what i|"
    r"our|these|the(?! (?:radio|music|telly|tv|wireless|news|match|messages?|menu|options|song|same|doctor|weather))) "
    r"?(?:call|calls|conversation|voice|one)?\b|\b(?:eavesdrop\w*|overhear\w*|snoop\w*|spying|spied|"
    r"an audience|"
    r"wire ?tap\w*|bugged|(?:two|both|all|one) part(?:y|ies) consent)\b",
    r"\b(?:nobody|anyone|anybody|someone|somebody|others|people|else|who|whoever|them|manager|supervisor|colleagues?|"
    r"only you)"
    r"(?: \w+){0,3} (?:hear|hears|hearing|listen|listens|listening)\b",
    r"\bkeep(?:ing)? (?:this|it|everything|me|all this) (?:somewhere|anywhere|forever|on)\b|\bmachines? that (?:\w+ "
    r")?(?:remember|"
    r"listen|record|keep)\b|\btalk(?:ing)? to (?:(?:a|your) (?:tape|recording machine)|tapes)\b",
    r"\b(?:calls?|conversations?|chats?|talk|this|voice|words)(?: \w+){0,4} (?:replayed|passed on|stored|kept|saved|"
    r"retained|logged|archived|wiped|"
    r"erased|deleted|destroyed|analy[sz]ed|transcribed|reused|shared)\b",
    r"\b(?:stor(?:e|ing)|keep(?:ing)?|sav(?:e|ing)|retain(?:ing)?|hang(?:ing)? on to|holding on to|log(?:ging)?|"
    r"wip(?:e|ing)|"
    r"eras(?:e|ing)|delet(?:e|ing)|destroy(?:ing)?|transcrib(?:e|ing)|register|registrate|bin)"
    r"(?: \w+){0,3} (?:this|the|my|our|whole|that|of) (?:\w+ )?(?:call|conversation|chat|talk|voice|words|audio)\b",
    r"\b(?:nothing|anything|no trace|trace|something|none|bit|copy)(?: \w+){0,2} (?:of|from) (?:this|the|our|my) "
    r"(?:call|"
    r"conversation|chat|talk)\b|\bregistration of (?:the|this|my|our)\b",
    r"\b(?:this|me|voice|words|call)(?: \w+){0,4} (?:on|in|into) (?:your|any|a|the|some|their|no) (?:systems?|"
    r"servers?|computers?|databases?|clouds?|archives?|"
    r"hard drives?|audio)\b|\bon file as\b|\b(?:as|no|without|any) audio\b|\b(?:its|it is|this is|everything is|im|i "
    r"say is) (?:being |all )?(?:stored|archived|logged|"
    r"(?:saved|kept) somewhere)$|\baudio (?:file|copy)\b",
    r"\btrain(?:ing)? (?:\w+ )?(?:staff|people|anybody|anyone|agents?|ai|computers?|models?|robots?|machines?|"
    r"employees|"
    r"colleagues)\b|\b(?:training|quality) (?:purposes?|materials?|data|reasons)\b|\byour (?:ai|training)\b",
    r"\b(?:no|any|a) transcripts?\b|\btranscripts? of (?:this|me|what|my|our)\b|\b(?:taking|take|takes|write|writing|"
    r"writes|noting) (?:it |everything )?down (?:what|everything|all|my (?:words?|voice|every))\b",
    r"\b(?:machine|computer|robot|thing|device|gadget)(?: \w+){0,2} (?:running|taking|listening|remembers?|going|"
    r"off)\b|"
    r"\b(?:turn|switch|shut) off (?:that|the|your) (?:machine|thing|device|gadget)\b",
    r"\b(?:whole|entire) (?:thing|lot|call|conversation) (?:\w+ )?(?:wiped|deleted|gone|erased|destroyed|off)\b",
    r"\b(?:never|didnt) (?:gave|give) (?:\w+ )?(?:leave|permission|consent)\b(?! to)|"
    r"\b(?:delete|erase|wipe|remove)(?: \w+){0,6} from this (?:call|core|cool|coal|caul|cole|conversation|chat)\b",
    _SILENT,
    r"\b(?:play|show|read|us)(?:e|ed|ing)?\b(?: \w+){0,5} (?:trainees?|classrooms?|training room|trainers?|recruits|"
    r"new (?:staff|starters|people))\b",
    r"\b(?:get rid of|take out|remove|undo|cut|delete|erase|wipe)(?: \w+){0,2} (?:everything|all|what|bit|part|"
    r"anything)(?: \w+){0,2}? (?:ive|i)(?: just)? said\b",
    r"\b(?:nobody|no one|none) else (?:but you )?(?:is to|gets to|may|must|should) (?:have|get|hear|know)\b|"
    r"\bthird ear\b|"
    r"\b(?:just|only) (?:us two|the two of us)\b(?=.*\b(?:machine|tape|computer)\b)|"
    r"\b(?:supervisor|manager|them|whoever|colleague) (?:to )?(?:get|go|come) off the (?:line|call|phone)\b|"
    r"\b(?:need|needs) my (?:okay|ok|yes|consent|permission|agreement)\b",
    r"\bmeant to (?:press|hit|push) (?:the )?(?:nine|9|no)\b|"
    r"\bpress(?:ed)? (?:the )?wrong (?:key|button|one)\b(?=.*\bno\b)",
    r"\bthat (?:\w+ )?beep(?:s|ing)?\b|\bbutton to (?:refuse|object|opt out|say no)\b",
)
"""What may be a recording, a keeping or a listening of any kind: beside a refusal, a person decides."""
NOTICE = re.compile(
    r"\b(?:notice|announcement|disclaimer|(?:message|thing|bit) (?:before|at the (?:start|beginning))|(?:that|"
    r"the|your) message|no training|"
    r"(?:at the (?:start|beginning)) (?:you|it|they) said|quality and training|training purposes|for training|"
    r"press(?:ed|ing)? (?:the )?(?:nine|9|button)|what (?:the|that|your) (?:robot|machine|voice|lady|"
    r"message|computer) said|(?:it|voice|lady|robot) said (?:to )?(?:tell|speak to|ask|let)|if (?:its|it is) optional|"
    r"if (?:ive|i have|theres|i get) (?:a|the) choice)\b"
)
"""The notice is no part of the transcript, but the caller may speak of it."""
