"""How callers say that they do not want to be recorded, for certain or perhaps."""

import re

from redact.objection_words import CALL, NOT, STOP, TAKEN, TAKING, any_of, up_to

_WANTS = (
    r"(?:want|wanted|wish|like|care|need|agree|agreed|consent|consented|accept|allow|permit|authori[sz]e|approve|"
    r"give|giving|"
    r"gave|okay|ok|comfortable|happy|fine|cool|alright|willing|agreeable|pleased|down|keen|going|let|want you|"
    r"love|agreeing|consenting)"
)
_LEAD = r"\b(?:i|im|we|were|us|id|wed|of us|and|but|please|just|really)"
CLEAR = any_of(
    rf"\b(?:can|could|would|will) you {up_to(2)}not (?:be )?(?:record|tape|recording|taping) {CALL}\b|"
    rf"\bwould you mind not (?:recording|taping)\b",
    rf"\b(?:i|we|im|were) (?:not having|wont have|cant have|cant be doing with|dont fancy|dont do|forbid you to) "
    rf"{up_to(3)}{TAKEN}\b",
    rf"\b(?:want|need|like) (?:that|the|this|your) {TAKING} (?:gone|off|out)\b",
    rf"\b(?:hard|firm|definite|big) no (?:on|to) (?:the )?{TAKING}\b|\b{TAKING} is (?:refused|denied|not "
    rf"(?:authori[sz]ed|permitted|allowed))\b|\b(?:i|we) do mind (?:being )?{TAKEN}\b",
    rf"{_LEAD} {up_to(3)}{NOT} {up_to(2)}{_WANTS}s? {up_to(7)}{TAKEN}\b",
    rf"\b(?:id|wed|i|we|would|my preference is) {up_to(2)}(?:rather|prefer|prefer it|feel better|appreciate|"
    rf"appreciate it|"
    rf"be grateful|be more comfortable|preference is|like)\b {up_to(5)}(?:{NOT}|without|off) {up_to(5)}{TAKEN}\b",
    rf"\b(?:i|we|id|im) {up_to(3)}(?:rather|prefer|want|like|be) {up_to(4)}(?:without {up_to(3)}recording|"
    rf"unrecorded|"
    r"not recorded|no recording)\b",
    rf"\b(?:i|we|im|were|and|id like to|want to|must) {up_to(2)}(?:object(?:ing)?(?: to)?|refus(?:e|ing)|"
    rf"declin(?:e|ing)|oppose|"
    rf"opposed|opt out|disagree|against|do mind|withdraw(?:ing)?|revok(?:e|ing)|hate) {up_to(6)}{TAKEN}\b",
    rf"\b(?:i|we|ive) {up_to(1)}(?:have|got|have got) (?:an|a|some|real|serious|\w+ )*(?:objections?|problem|issue) "
    rf"(?:with|to|about) {up_to(3)}{TAKEN}\b",
    rf"(?<!no )(?<!how do i )(?:^|\b(?:please|kindly|just|hey|no|so|then|you|but|and|to|will|or|now|off|want|id like|"
    rf"sorry|hello|hi) ){STOP} {up_to(2)}(?:(?:the|this|that|your|my|any) )?(?:call )?{TAKING}\b(?<!recorded)",
    rf"(?:^|\b(?:please|kindly|just|you|to|and|or|so|then|but|no|by|hi|hello) )(?:turn|switch|shut)(?:ing)? {up_to(3)}"
    rf"{TAKING} (?:\w+ )?off\b",
    rf"(?:^|\b(?:please|kindly|just|you|to|and|or|so|then|but|no|by) )(?:turn|switch|shut)(?:ing)? off "
    rf"{up_to(3)}{TAKING}\b",
    r"(?:^|\b(?:want|like|need|please) )(?:the |this |that |your )?recording(?:s)? (?:needs to go |to be |"
    r"turned |switched |"
    r"to )*(?:off|stop|stopped|deleted|erased|ended)\b(?! the|.*\bthen\b)",
    rf"(?:^|\b(?:please|kindly|you|just|to|so|but|and|no|better|then|or|thought|politely|can) )(?:dont|never|not)"
    rf"(?: you| dare| you dare| ever| be)? (?:record|tape|store|keep|save|use|capture|recorded|recording|taping) "
    rf"(?:{CALL}|my|please|any|a recording)(?!\w)(?! (?:that|wrong))",
    r"^(?:(?:please|so|just|but|no|and|sorry) )*(?:dont|never|not) (?:record|tape|recorded|taping)(?: this| me|"
    r" it| please)*$",
    rf"\byou (?:dont|cant|mustnt|shouldnt|wont|arent|not|are not|never|no|\w+ no|"
    rf"better not) {up_to(7)}(?:record|tape|recording|taping|store|keep|use) (?:{CALL}|my)(?!\w)",
    rf"\b(?:this|that|it|call|conversation|line|say|calls)(?: \w+){{0,2}} (?:cant|mustnt|shouldnt|wont|not|"
    rf"not to) (?:to )?"
    rf"(?:be|being) {up_to(1)}(?:recorded|taped|stored|kept|monitored)\b",
    r"\b(?:make sure|insist|sure|ask that|request that)(?: \w+){0,3} (?:isnt|not|arent|never) (?:being |be |"
    r"to be )?(?:recorded|taped)\b",
    r"\b(?:no|on|not|off) (?:a )?recording (?:please|thanks)\b|^(?:recorder|recording|tape) off\b",
    rf"\b(?:none of (?:this|it)|nothing i say|not a word|neither of us|no audio)\b(?: \w+){{0,5}} {TAKEN}\b",
    rf"^(?:(?:no|nope|nah|please|so|sorry|absolutely|just|hi|hello|but|like i said|once again) )*(?:no|"
    rf"not) (?:{TAKING}|call recording|"
    r"monitoring)\b(?:(?: please| thanks| thank you| of me| of this(?: call)?)+|$)",
    rf"\b(?:no|nope) to (?:the |being |be |this |your |call )*{TAKEN}\b|\b(?:recording|record me) (?:is )?(?:no|"
    r"no way|absolutely not|never)$",
    r"\b(?:i|we|id like to|im|want to) (?:\w+ )?(?:withdraw(?:ing)?|revok(?:e|ing)|take back|"
    r"rescind)(?: \w+){0,3} (?:consent|"
    r"permission|agreement)\b(?! (?:to|for) (?!(?:\w+ ){0,5}(?:recorded|recording|taped|call|voice|that|this|it)\b))",
    rf"\b(?:wont|not going to|refuse to|not) {up_to(1)}(?:talk|speak|continue|go on|say|saying|giving|let|be|"
    rf"have|allow)\b"
    rf"(?: \w+){{0,8}} {TAKEN}\b",
    rf"\b(?:leave|take|keep|exclude|remove|opt) (?:me|us|this|my (?:\w+)|this call) {up_to(1)}(?:off|out of|"
    rf"from)(?: \w+){{0,2}} "
    rf"{TAKING}\b",
    r"\byou (?:\w+ ){0,4}(?:no|dont have (?:my|any)) (?:permission|consent|right)(?: \w+){0,4} (?:record|tape)\b",
)
"""A refusal of one's own, with the recording named."""
HEDGED = any_of(
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
    r"\brecord (?:me|us) as\b|\bagents?\b|\b(?:agent|human|person|operator)$|"
    r"\b(?:he|she|they|people|customers|\w+ like|one) (?:goes|go|shouts?|shouted|yells?) \b|\bsaid (?:you|one|that|"
    r"people)\b|"
    r"\brepeats\b|\bthese recordings\b|"
    r"\b(?:wrong|twice|again|sunday|monday|version|loud|sound)\b",
)
"""Said of then, of if, or of them: a person decides."""
RELUCTANT = any_of(
    rf"\b{NOT}\b",
    r"\b(?:stop\w*|rather|prefer|preference|object|objecting|objection|refus\w+|declin\w+|without|off|delete\w*|"
    r"eras\w*|wip(?:e|ed|ing)|destroy\w*|exclude\w*|remov\w*|out|against|oppose\w*|mind|minds|hate|hates|dislike|"
    r"uncomfortable|uneasy|"
    r"nervous|"
    r"bothers?|weird|creepy|private|privacy|confidential|illegal|legal|lawyer|(?:my|the|a|legal|your|no|any|have) "
    r"right|rights|must|mandatory|have to|"
    r"choice|instead|"
    r"only|unless|until|hang up|hanging up|leave|refrain|cease|end|pause|kill|quit|avoid|disable|withdraw\w*|revoke\w*|"
    r"changed my mind|disagree|problem|issue|why|nope|nah|negative|unrecorded|opt|permission|consent|permitted|allowed|"
    r"unwilling|reluctant|appreciate|grateful|wish|concerned?|worried|who gets|who listens|skip|turn|switch|shut|"
    r"cut|unhappy|annoy\w*|reservations?|scrub|rid|request|exercise|anxious|denied|goodbye|unacceptable|pass|"
    r"worse|deactivat\w*|suspend|halt|block|forbid|prohibit\w*|ban|spare|strangers|guarantee|veto|"
    r"gone|sooner|exception|\w+ elses|ditch\w*|lose|bin|binned|throw|trash\w*|bye|sue|sued|forbidden|either (?:it|"
    r"the|this|that|you)|or else|privately|between us|secret\w*|"
    r"forget it|drop it|no go|done here|im off|otherwise|protest|dead body|sooner|unlawful|unauthori[sz]ed|"
    r"withh[eo]ld\w*|meant to (?:press|hit|push))\b",
)
"""Beside the recording it may mean that the caller objects."""
REQUESTS = re.compile(
    r"\b(?:please|kindly|(?:can|could|would|will) you|(?:ask|need|want|like) you|ask for|insist|demand|make sure)\b"
)
"""Beside the recording it may ask for an end to it."""
GOES_ELSEWHERE = re.compile(
    r"\b(?:i(?:ll| will| can|d)|let me|id) (?:\w+ ){0,2}?(?:write|email|mail|text|come (?:in|by|over|round|into)|"
    r"visit|drop in|"
    r"hang up|ring off|(?:go|call|ring|try|take it|look) (?:to|into|elsewhere|somewhere|another)|put it in (?:a "
    r"letter|writing)|be going|leave it)\b|\bin person\b|"
    r"\b(?:goodbye|bye|bye bye|im off|im out|im done|were done|forget it|over until|(?:nothing|no) more to say|leave "
    r"it (?:there|at that)|the end of (?:it|this|that|the conversation|our)|putting the phone down|end of)\b"
)
"""What a caller will do instead of speaking on."""
COMES_BACK = re.compile(
    r"^(?:(?:oh|but|and|sorry) )*(?:actually|wait|hold on|hang on|before|sorry|by the way|going back|no wait)\b"
)
SURE_REFUSAL = any_of(
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
    r"(?<!nt )(?<!not )\b(?:want|need|like|get|have) (?:it|that|this|mine) (?:\w+ )?(?:erased|"
    r"deleted|wiped|destroyed|scrubbed)\b",
    r"\b(?:take|leave|keep) me (?:off|out of) (?:it|that|this)\b(?! (?:list|account|plan))",
    r"\b(?:i|we) (?:(?:just|really|simply) )?(?:wont|will not|cant) (?:have|stand for|go along with|put up with|hold "
    r"with) "
    r"(?:it|that|this|any of (?:it|that|this))\b|\b(?:im|were) not having (?:it|that|this|any of it)\b",
    r"(?:^|(?<!i )(?<!to )(?<!you )(?<!we )(?<!cant )(?<!dont )(?<!can )(?<!i just )\b)(?:turn|switch|shut|cut|knock|"
    r"take) "
    r"(?:it|that|this) off\b(?! (?:and|then) (?:on|back))",
    r"\b(?:havent|didnt|never|hadnt) (?:said|say|given|give|gave) (?:(?:you|any|my|a) )*(?:yes|okay|leave|consent|"
    r"permission|"
    r"agreement)(?: (?:to|for) (?:that|this|it|any of (?:it|that)))?\b(?! (?:to|for))|\b(?:wont|will not|cant) "
    r"(?:allow|permit|"
    r"accept|tolerate|approve) (?:it|that|this|of it|of that)\b",
    r"\bi (?:refuse|decline|disagree)$|\bi (?:\w+ )?disagree with (?:that|this|it)$|\bremove me from (?:that|"
    r"this|it)$|\bhanging up$",
    r"\b(?:id|i) (?:\w+ ){0,2}(?:rather|prefer)(?: you| it| if you)* (?:not|didnt|wouldnt|dont)\b",
    r"\bim not (?:\w+ )?(?:okay|willing)(?: with (?:that|this|it))$",
    r"\bi (?:dont|wouldnt) (?:want|wish|like) (?:that|this|it|you to|it to be|to be|to have that)$",
    r"\b(?:please |so |then )*dont(?: do (?:that|it|this))?(?: please)?$(?<!i dont)(?<!we dont)(?<!they dont)",
    r"^(?:please |can you |could you |will you |just |then |and )*(?:turn|switch|shut) (?:it|that|"
    r"this) off\b(?! and on)|"
    r"^(?:please |just |then |and |so |no |yeah |yes |okay )*stop (?:it|that|this)\b",
    r"^(?:(?:please|just|then|and|so|no|yes|well|can you|could you) )*shut (?:it|that|this) down\b"
    r"(?! and)|\bnow its (?:a )?(?:no|know)$",
    r"\b(?:it|that|this) (?:cant|mustnt|shouldnt|better not) exist\b",
    r"\b(?:use|train|record|tape)(?: \w+){0,3} (?:(?:another|some other|other) (?:customers?|callers?|persons?|ones?|"
    r"calls?)|some(?:one|body) else)\b",
    r"^(?:(?:no|then|please|just|so|you can) )*(?:(?:tick|put|mark|select|choose|click) (?:\w+ )?no|(?:untick|uncheck)"
    r"(?: (?:it|that|the box))?|(?:leave|keep) (?:it|that|the box) (?:blank|empty|unticked|unchecked))$",
    r"\byou (?:dont|\w+nt) have my (?:consent|permission)$|\bi wish you wouldnt\b",
    r"\b(?:no|not) (?:(?:my|giving|you) )*(?:consent|permission)$|\bdidnt (?:give|get|ask)(?: you)? (?:my |"
    r"for my )?(?:permission|consent)$",
)
"""A refusal that names nothing: it counts where recording was just spoken of."""
SAID_OF_ANYTHING = re.compile(
    r"\b(?:right|must|no|none|neither|nothing|nobody|never|why|(?:i )?(?:dont|didnt|cant|couldnt|wont|wouldnt) "
    r"(?:know|think|do "
    r"(?:anything|nothing))|i (?:wont|didnt|cant|couldnt|havent|wasnt)$|(?:cant|couldnt) (?!(?:really |just |"
    r"possibly )?(?:allow|agree|accept|have|"
    r"do|let|permit|be|consent|go|talk|speak|record|tape|keep|use|store|save|that|this|it|you|we|just|say|want|ask|"
    r"give|sign|"
    r"refuse|object|please)\b)\w+|(?:was |were |got |been )cut off|dont have (?:it|that|one|any|them|this)|"
    r"(?:that|this|it)?(?:isnt|wasnt|not|doesnt|didnt)|have to|out|over|only just|"
    r"nothing sooner|dont cut me off|cut me off|dont keep me (?:waiting|hanging|holding)|keep up(?: with)?|"
    r"(?:at|on) (?:the )?end)\b"
)
"""Small words of refusal that any talk is full of."""
OF_THINGS = re.compile(
    r"\b(?:it|that|they) (?:just |still )*(?:wont|doesnt|didnt|dont|cant) (?:stop|turn|switch|shut|go|accept|take|let|"
    r"like|work)\b|\bi (?:just )?cant (?:get it|make it|turn it|switch it|stop it|say|think|talk (?:now|here|long)|go "
    r"on)\b|\bhow do i\b|\bits (?:all )?(?:gone|off|stopped)\b|\bdont hang up\b|\bleave it (?:with|there)\b|"
    r"\bwas going to leave\b"
)
"""Of a thing that does not do what it should, or of the talk itself: no answer to a notice."""
LIMITS = re.compile(
    r"\b(?:but|except|only|unless|if|though|although|however|today|now|this time|this one|not this|still|rather|until|"
    r"withdraw\w*|chang\w+|back|no longer|any ?more|earlier|stop|off|instead|sorry)\b|\b(?:i (?:do )?)?(?:dont|not)$"
)
"""Beside a yes it may take the yes back for now."""
OF_BUSINESS = re.compile(
    r"\b(?:marketing|newsletters?|e?mails?|texts?|letters|leaflets|paper|statements?|surveys?|fees?|charges?|price|"
    r"contract|tariff|"
    r"terms|insurance|warranty|upgrade|increase|credit check|loan|offer|meter|payment|bill|refund|delivery)\b"
)
"""What consents and objections are of when they are not of the recording."""
SAID_THEN = re.compile(r"\b(?:never|didnt|last|before|ago)\b")
NAMES_CONSENT = re.compile(r"\b(?:agree|agreed|consent\w*|object\w*|permission|opt out)\b")
SAYS_NO = re.compile(
    r"^(?:(?:oh|actually|sorry|hey|hi|hello|okay|ah|then|yes|but|(?:good )?(?:morning|afternoon|evening)) )*"
    r"(?:no|nope|nah|not really|absolutely not|"
    r"certainly not|"
    r"definitely not|not at all|none|nothing|i do mind|im afraid not|negative|not mine|no way|i dont$|i dont (?:want|"
    r"wish|"
    r"agree|consent|like|think so|accept|give|really|allow)|(?:hell|under|in|by) no|no chance|not a chance|never(?! "
    r"mind)|"
    r"out of the question|(?:preferably|better|rather|lets|it is|it would|i would|you may|you can|you do|you will|i "
    r"am|i will) "
    r"not|lets not|thats a no|its a no|id say no|(?:im afraid )?it (?:isnt|wouldnt)|you (?:havent|dont|cant|wont|"
    r"mustnt)|"
    r"(?:i )?cant (?:say|do|agree|allow|have)|i disagree)\b"
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
    "think thought know feel negative agreeing agreement help was wasnt were werent pardon excuse been lets exception "
    "safety security quality theres more myself tell system machine recorder".split()
)
"""A sentence of such words alone has no object of its own: it refuses what was just spoken of."""
