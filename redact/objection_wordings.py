"""How callers say that they do not want to be recorded, and what only sounds like it. Text in lower case, without
apostrophes and marks; "|" stands between sentences."""

import re

_TAKEN = r"(?:record(?:ed|ing|ings|in|er|ered|s)?|recoded|recordings|taped|taping|on tape)"
_CALL = (
    r"(?:me|us|this|that|it|my (?:call|voice|conversation|calls|information|details|data)|anything|any of "
    r"(?:this|it)|"
    r"(?:the|this|our|that) (?:call|conversation|phone call|line|chat)|what i say|a word|calls?|please)"
)
_NOT = r"(?:do not|dont|did not|didnt|would not|wouldnt|will not|wont|can not|cannot|cant|am not|im not|not|never)"
_VERY = r"(?:\w+ ){0,2}?"


def _any(*wordings: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{wording})" for wording in wordings))


CLEAR = _any(
    rf"\b(?:this|that|it|i|me|call|conversation|line)(?: \w+){{0,3}}? not (?:to )?be(?:ing)? {_TAKEN}\b",
    rf"\b(?:insist|ask|request|prefer|rather|demand|want)(?: \w+){{0,6}} (?:is|are|isnt|arent|be)(?: not)? "
    rf"{_TAKEN}\b(?<=ed)",
    r"\b(?:the |this |that |your )?recording off(?: please)?(?=$| \||[|]| please)",
    rf"\b(?:i|we) {_VERY}(?:do not|dont|did not|didnt|would not|wouldnt) {_VERY}(?:want|wish|like|care) "
    rf"(?:\w+ ){{0,6}}?{_TAKEN}\b",
    rf"\b(?:i|we)(?: am|m| are|re)? {_VERY}(?:not|never) {_VERY}(?:okay|ok|comfortable|happy|fine|cool|alright|good|"
    rf"agreeing|consenting|willing|agreeable|pleased|down) (?:\w+ ){{0,5}}?{_TAKEN}\b",
    rf"\b(?:i|we) {_VERY}(?:do not|dont|did not|didnt|cant|cannot|wont|will not|never) {_VERY}(?:agree|agreed|"
    r"consent|"
    rf"consented|give (?:\w+ ){{0,4}}?(?:permission|consent)|gave (?:\w+ ){{0,4}}?(?:permission|consent)|allow|"
    r"accept|"
    rf"authori[sz]e|permit|approve) (?:\w+ ){{0,6}}?{_TAKEN}\b",
    rf"\b(?:id|i would|we would|wed|i|we) {_VERY}(?:rather|prefer|prefer it if) (?:\w+ ){{0,4}}?(?:not|didnt|"
    r"dont|werent|"
    rf"wasnt|isnt|no) (?:\w+ ){{0,5}}?{_TAKEN}\b",
    rf"\b(?:id|i would|i) {_VERY}(?:rather|prefer) (?:\w+ ){{0,5}}?(?:without|unrecorded|off the recording)\b",
    rf"\b(?:i|we) {_VERY}(?:object|refuse|decline|opt out|am opposed|m opposed|am against|m against|disagree)"
    rf"(?: \w+){{0,5}}? {_TAKEN}\b",
    r"\b(?:i|we) (?:want|would like|need|d like|demand|wish|ask|am asking|m asking|insist) (?:\w+ "
    rf"){{0,5}}?(?:stop|off|"
    rf"cease|end|delete|erase|destroy|without|opt out|out of|remove) (?:\w+ ){{0,4}}?{_TAKEN}\b",
    rf"\b(?:i|we) (?:want|would like|need|d like) (?:\w+ ){{0,5}}?{_TAKEN} (?:\w+ )?(?:off|stopped|deleted|"
    r"erased|ended|"
    rf"removed|turned off|switched off)\b",
    rf"\b(?:please |kindly )?(?:do not|dont|never|stop|quit) (?:you )?(?:record|tape|recording|taping) (?:{_CALL})\b",
    rf"\b(?:do not|dont) (?:{_CALL} )?(?:be )?record(?:ing)? (?:{_CALL})\b",
    r"\b(?:please|kindly|just|hey|no|so|then|you|but|well) (?:stop|quit|end|cease|pause|kill|cut) (?:the |this |"
    r"your |that )?"
    r"(?:recording|recorder|taping|tape)\b",
    r"(?:^|\| ?)(?:stop|quit|end|cease|kill|cut) (?:the |this |your |that )?(?:recording|taping|tape)\b",
    r"\b(?:can|could|would|will|please|need you to|like you to|want you to|must|have to|you should|ask you to|"
    r"need to) "
    r"(?:you |we |i |please |not )*(?:\w+ )?(?:stop|quit|end|cease|turn off|switch off|shut off|disable|not do|"
    r"do this "
    r"without|do it without|delete|erase|talk without|speak without|skip|cancel|deactivate) (?:\w+ ){0,4}?"
    rf"{_TAKEN}\b",
    r"\b(?:turn|switch|shut|take) (?:off )?(?:the |that |this |your |it )?(?:call )?(?:recording|recorder|"
    r"tape)(?: \w+)? off\b",
    r"\b(?:turn|switch|shut) off (?:the |that |this |your )?(?:call )?(?:recording|recorder|tape)\b",
    r"\b(?:you|please) (?:do not|dont|can not|cant|cannot|may not|are not allowed to|arent allowed to|are not "
    r"to|re not "
    r"allowed to|have no permission to|must not|mustnt|shall not|shouldnt|have no right to|do not have my "
    r"permission to|"
    r"dont have my permission to|do not have my consent to|dont have my consent to|not) "
    rf"(?:\w+ ){{0,2}}?(?:record|tape|be recording) {_CALL}\b",
    r"\b(?:you|they) (?:do not|dont) have (?:my |any )?(?:permission|consent) (?:\w+ ){0,3}?(?:record|recording|"
    r"tape)\b",
    r"\b(?:no|not) (?:my )?(?:permission|consent) (?:\w+ ){0,2}?(?:record|recording)\b",
    r"\bwithout (?:my|our) (?:consent|permission|agreement) (?:\w+ ){0,3}?record",
    r"\brecord(?:ing|ed)? (?:\w+ ){0,3}?without (?:my|our) (?:consent|permission|agreement)\b",
    r"(?:^|\| ?)(?:no|nope|uh no|um no|please no|absolutely no|sorry no) recordings?(?: please| thanks| thank "
    r"you)?(?= \||$| please| of)",
    rf"\b(?:no|nope|nah|not really|absolutely not|certainly not|definitely not) (?:\w+ ){{0,3}}?(?:do not|dont) "
    rf"(?:\w+ ){{0,3}}?{_TAKEN}\b",
    rf"\b(?:no|not) to (?:the |being |be |this |your |call )?{_TAKEN}\b",
    r"\b(?:i|we) (?:hereby )?(?:withdraw|revoke|take back|rescind)(?: \w+){0,3} (?:consent|permission|agreement)\b",
    r"\b(?:refuse|decline|object|opt out|opting out|unwilling)(?: \w+){0,4} (?:recording|recorded|taped)\b",
    r"\bi (?:do not|dont) (?:want|like|wish) (?:you |anyone |anybody |them |people )?(?:to )?(?:be )?(?:record|"
    r"recording|tape|taping) "
    r"(?:me|us|this|my|the call|our|what i)\b",
    r"\bleave (?:me|this|my call) (?:off|out of) (?:the |your )?recording\b",
    r"\b(?:i|we) (?:do not|dont) (?:want|wish) (?:\w+ ){0,3}?(?:a |any )recording\b",
    r"\bi said no (?:\w+ ){0,3}?record",
    r"\bnot (?:going to|gonna) (?:be recorded|talk (?:\w+ ){0,4}?record(?:ed|ing))\b",
    r"\b(?:i|we) (?:wont|will not|refuse to|am not going to|m not going to) (?:talk|speak|continue|go on)(?: "
    r"\w+){0,5} record(?:ed|ing)\b",
    r"\b(?:delete|erase|destroy|remove|get rid of|scrap) (?:\w+ ){0,3}?recording (?:of (?:me|this|my|the call))?\b",
)
"""A refusal of one's own, with the recording named."""

BARE_REFUSAL = _any(
    r"\bi (?:really )?(?:do not|dont|did not|didnt|cannot|cant) (?:\w+ )?(?:consent|give (?:my |you )?(?:\w+ )?"
    r"(?:consent|permission))\b",
    r"\bi (?:really )?(?:do not|dont|did not|didnt|cannot|cant) (?:\w+ )?(?:agree|accept)"
    r"(?: (?:to|with) (?:that|this|it))?(?=$| \||[|])",
    r"\bi (?:strongly |do )?object(?: to (?:that|this|it|the recording))?(?=$| \||[|])",
    r"\bi (?:have )?never (?:agreed|consented) to (?:that|this|it|any)\b",
    r"\b(?:i|id like to|i want to|i would like to|let me) opt out\b",
    r"\b(?:its|thats|that is|it is|this is|no|im|i am) not (?:all ?right|okay|ok|fine|acceptable)(?: with "
    r"me)?(?=$| \||[|])",
    r"\b(?:take|leave) me (?:off|out of) (?:it|that|this)\b",
    r"\bi (?:refuse|decline)\b",
    r"\b(?:id|i would|i) (?:\w+ )?(?:rather|prefer)(?: you)? (?:not|didnt|wouldnt|you did not)\b",
    r"\bi(?:m| am) not (?:\w+ )?(?:okay|ok|comfortable|happy|fine|cool) with (?:that|this|it)\b",
    r"\bi (?:do not|dont) (?:want|like) (?:that|this|it)\b",
    r"\bplease (?:do not|dont)(?: do (?:that|it))?(?=$| \||[|])",
    r"\b(?:do not|dont) (?:do (?:that|it)|please)(?: please)?(?=$| \||[|])",
    r"\b(?:turn|switch|shut) (?:it|that|this) off\b",
)
"""A refusal that names nothing: it counts where recording was just spoken of."""
UNWILLING = re.compile(
    r"\b(?:no|nope|not|dont|wont|cant|never|rather|prefer|stop|off|without|must|have to|refuse|object|choice|"
    r"allowed|private|privacy|hang up|leave|wish|mind|consent|agree|nah|delete|why)\b"
)
"""Said right after the agent spoke of recording it may be an objection."""
REFUSES = re.compile(
    r"^(?:\| ?)?(?:(?:uh|um|er|well|oh|actually|sorry|hmm|hey|hi|hello|okay|ah) )*"
    r"(?:no|nope|nah|no thanks|no thank you|not really|absolutely not|certainly not|definitely not|i do mind|"
    r"please dont)\b"
)
AGREES = re.compile(
    r"^(?:\| ?)?(?:(?:uh|um|er|well|oh|actually|sorry|hmm) )*(?:yes|yeah|yep|yup|correct|exactly|right|thats "
    r"right|i do|i would|please)\b"
)
GOES_ON_INNOCENTLY = re.compile(
    r"^(?:\| ?)?(?:no|nope|nah) (?:\| )?(?:(?:thats|its|that is|it is) (?!not)|not at all|problem|worries|"
    r"i dont mind|"
    r"go ahead|fine|of course)"
)

ASKS_LEAVE = _any(
    r"\b(?:is|are|would|will|do|does|can|may|could|if|whether|agree|consent|okay|ok|alright|fine|"
    rf"happy)\b.*\b{_TAKEN}\b",
    rf"\b{_TAKEN}\b.*\b(?:is (?:that|this|it) (?:okay|ok|alright|all right|fine)|do you (?:agree|consent)|okay "
    r"with (?:you|that)|"
    r"are you (?:okay|ok|happy|fine|alright)|agree|consent)\b",
)
"""The agent asks whether recording is all right."""
ASKS_FOR_LEAVE = re.compile(
    r"\b(?:okay|ok|alright|all right|fine|agree|consent|happy|comfortable|permission|(?:may|can|could|"
    r"shall) (?:we|i))\b"
    r"(?=.*\b(?:call|calls|conversation|you|line|this|audio|voice|chat)\b)|"
    r"\b(?:call|calls|conversation|you|line|this|audio|voice|chat)\b"
    r"(?=.*\b(?:okay|ok|alright|all right|fine|agree|consent|happy|comfortable|permission)\b)"
)
"""… of the call, so that a mere "no" refuses it."""
OF_ANOTHER_THING = re.compile(
    r"\b(?:notes?|complaints?|readings?|meter|payments?|orders?|dvr|tivo|doorbell|camera|shows?|series|"
    r"movies?|player|shop|"
    r"vinyl|serial|address|voicemail|greeting|light|episodes?|records|videos?|cameras|dash ?cam|doorbells|"
    r"webcam|tv|telly|"
    r"songs?|album|band|podcasts?|lectures?|lessons?|meetings?|zoom|cassettes?|vhs|screen|games?|match|matches|"
    r"film|films|"
    r"monitor|gopro|drone|mileage|expenses|birth|deed|temperature|workouts?|app|bill|charge|fee|price|plan)\b"
)
MINDS = re.compile(r"\b(?:i do|a bit|a little|rather|prefer|actually|i would|sort of|kind of|as it happens|yes|yeah)\b")
ASKS_FOR_A_NO = re.compile(
    r"\b(?:mind|objections?|object|problem|issue|bother|opposed|rather not|dont want|do not want|not want|like me to "
    r"stop|stop the)\b"
)
"""… so that "no" agrees, and "yes" refuses."""
TELLS = re.compile(rf"\b(?:call|calls|line|conversation|conversations|we|im|i am|being|is|are|be|may)\b.*\b{_TAKEN}\b")
OFFERED_BY_AGENT = re.compile(r"\b(?:if|unless|should|in case|whether|when|anyone who) you\b")
"""The agent explains how to object, and reports nothing."""
REPEATED_BY_AGENT = _any(
    r"\byou (?:do not|dont|would rather not|d rather not|object|refuse|dont agree|do not agree|dont consent) "
    r"(?:\w+ ){0,5}?record",
    r"\b(?:ill|i will|ive|i have|let me|im going to|i am going to) (?:just )?(?:stop|stopped|turn off|turned "
    r"off|switch off|"
    r"switched off|turn|switch|delete|deleted|end|ended) (?:\w+ ){0,3}?recording\b",
)

INNOCENT = _any(
    r"\b(?:do not|dont|never|please keep|not to) (?:turn|switch|stop|shut|delete|erase)\b",
    r"\bnot (?:going to |gonna )?(?:object|objecting|opposed|bothered|complaining)\b",
    r"\b(?:husband|wife|son|daughter|mother|father|mum|mom|dad|boss|lawyer|friend|neighbou?r|he|she|they) "
    r"(?:\w+ )?(?:says|said|always|hates|"
    rf"told)\b.*\b{_TAKEN}\b",
    r"^(?!.*\b(?:not|dont|never|no|didnt|wont|withdraw|revoke)\b).*\bi (?:\w+ )?(?:(?:gave|have given) "
    rf"(?:\w+ )?(?:consent|permission)|consent|consented|agree|agreed)\b.*\b{_TAKEN}\b",
    r"\b(?:dvr|tivo|ring|nest|doorbell|dash ?cam|camcorder|baby monitor|set top|sky box|voice memos?|cctv|"
    r"gopro|garage)\b",
    r"\brecord(?:ed|ing)? (?:\w+ ){0,2}?(?:a |as |the )?(?:notes?|complaint|readings?|meter|payment|birth|"
    r"deed|purchase|sale)\b",
    r"\brecorded (?:on|as|in|under|against) (?:my|the|a|our)\b",
    r"\b(?:i|we) (?:\w+ )?(?:do not|dont|would not|wouldnt|wont|didnt) (?:\w+ )?(?:mind|object|care|have (?:\w+ "
    r")?(?:problem|issue|objection|"
    rf"objections))(?: \w+){{0,6}}? {_TAKEN}\b",
    r"(?<!not )(?<!nt )\b(?:no (?:problem|objection|objections|issue|worries)|not a problem|fine|okay|ok|happy|"
    rf"glad) (?:\w+ ){{0,4}}?(?:with|to|if|that|about) (?:\w+ ){{0,4}}?{_TAKEN}\b",
    r"\b(?:record player|record players|records? (?:shop|store|label|deal|collection|sleeve|deck|number|date|"
    r"time)|off the record|on the record|"
    r"for the record|for your records?|for my records?|broken record|track record|criminal record|medical records?|"
    r"world record|on record|our records|your records|my records|in (?:the|your|my|our) records?|the records|"
    r"vinyl|records show|tape measure|tape deck|duct tape|scotch tape|red tape|sellotape|recorder lessons?|tape "
    r"recorder|dash ?cam)\b",
    r"\b(?:dvr|tivo|sky box|sky plus|set top|pvr|camera|cameras|cam|doorbell|baby monitor|webcam|camcorder|"
    r"gopro|app|device|"
    r"box|phone|tablet|watch|tv|telly|vcr|it|recorder|dictaphone|machine|one|software|zoom|drive)"
    r" (?:\w+ ){0,3}?(?:not|wont|doesnt|didnt|isnt|stopped|stops|stop|keeps|cant|quit|never)(?: \w+){0,3}? "
    r"(?:record|recording|recorded|recordings|tape|taping)\b",
    r"\b(?:record|recording|recorded|recordings|taping) (?:\w+ ){0,3}?(?:shows?|series|movies?|films?|program|"
    r"programs|programmes?|match|"
    r"matches|game|games|channels?|episodes?|video|videos|clips?|doorbell|camera|songs?|music|album|albums|tv|"
    r"telly|news|"
    r"meetings?|lectures?|screen|soaps?|football|payments?|orders?|address|steps?|mileage|readings?|podcasts?|"
    r"guitar|vocals|"
    r"band|studio|deliver\w*|temperature|expenses?|hours|workouts?|runs?|rides?|calories|sleep|audio book|voice "
    r"memos?|memos?)\b",
    r"\b(?:he|she|they|my (?:husband|wife|son|daughter|mother|father|mum|mom|dad|boss|lawyer|friend|neighbou?r)|"
    r"people|"
    rf"customers|someone|somebody|everyone|who) (?:\w+ ){{0,3}}?(?:doesnt|does not|dont|do not|didnt|did not|"
    r"refused|objected|never)"
    rf"(?: \w+){{0,6}}? {_TAKEN}\b",
    r"\bi (?:do not|dont|didnt|did not) want to record\b(?! (?:me|us|this call|the call|my))",
    r"\b(?:last time|yesterday|last week|last month|previously|the other day) (?:\w+ ){0,8}?record",
    r"\b(?:do not|dont) (?:\w+ )?(?:want|need) (?:\w+ ){0,4}?(?:recording device|a recorder|record of)\b",
    r"\b(?:payment|order|address|name|number|return|refund|complaint) (?:\w+ "
    r"){0,3}?(?:was not|wasnt|not|isnt|never|hasnt been|not been) "
    r"(?:\w+ )?record(?:ed)?\b",
)
"""No objection: agreement, another thing that records, somebody else's refusal, somebody else's words."""

HEDGED = _any(
    r"\bhow (?:do|can|would|should|to|did|does)\b",
    r"\b(?:used to|thought|would have|supposed to|remember|pretend|imagine|example)\b",
    r"\bif i (?:\w+ )?(?:do not|dont|did not|didnt|object|refuse|say no)\b",
    r"\bits not that\b",
    r"\b(?:what happens|what if|do i have to|am i allowed|can i (?:refuse|say no|object|opt out)|is it possible|"
    r"is there a way)\b",
    r"\b(?:not sure|dont know if|not certain|dont know whether|maybe|perhaps|i guess)\b",
    r"\b(?:he|she|they|somebody|someone|people|it|sign|letter|email|website|message) (?:said|says|told|asked|"
    r"wrote|read)\b",
    r"\b(?:i|we) (?:said|told|asked|was told|were told)\b",
)
RELUCTANT = re.compile(
    r"\b(?:must|never|choice|hang up|leave|permission|instead|unrecorded|nope|refusing|decline|"
    r"no|not|dont|do not|didnt|wont|cant|stop|rather|prefer|object|refuse|uncomfortable|comfortable|"
    r"without|off|delete|"
    r"erase|consent|permission|agree|allowed|legal|illegal|privacy|private|why|opt|against|mind|hate|weird|creepy)\b"
)
SPOKEN_OF = re.compile(
    r"\b(?:recorded|recording|recordings|recoded|taped|taping|on tape)\b|"
    r"\brecord (?:me|us|this|my (?:voice|call)|calls?|the call|it|anything|what)\b|"
    r"\b(?:be|being|get|you|line|call) (?:regarded|rewarded|recorder)\b|"
    r"\b(?:me|my voice|my call|the call|this call|this|conversation|be|being) (?:\w+ ){0,2}?(?:monitored|"
    r"stored|saved|kept|"
    r"listened|bugged|captured|tapped|wiretapped|transcribed|"
    r"logged|archived|on file|on tape)\b|\b(?:the|that|this|your) (?:tape|recorder|microphone|mic)\b"
)
WORN = re.compile(
    r"\b(?:be|being|get|am|is) (?:regarded|rewarded|rerouted|recorder|reported|retarded|recalled|we corded|re "
    r"corded|accorded)\b"
)
"""What a recogniser may have made of "recorded"."""
