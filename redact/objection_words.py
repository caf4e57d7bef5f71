"""What wordings about a recording are made of.

Text is as `plain_words` leaves it: lower case, without apostrophes, fillers and marks, "do not" as "dont"; one sentence
at a time."""

import re

SAME_WORDS = {
    r"[’']": "",
    r"\b(?:knot|naught|nought)\b": "not",
    r"\b(?:a race[ds]?|i raced|erase t|arased|erazed)\b": "erased",
    r"\b(?:dilit|deleet|dealeat|deleat|the leat) (?=(?:it|this|that|the|my|me|them)\b)": "delete ",
    r"\bsafe (?=(?:it|this|that|the|my|our) (?:call|cool|cold|coal|conversation|recording|chat)\b)": "save ",
    r"\b(save|keep|store|record|tape|delete|erase|wipe) (the|this|my|our) (?:cool|coal|cole|coll)\b": r"\1 \2 call",
    r"\b(this|it|(?:this|the|our|my) (?:call|conversation)) (?:to )?(?:go|goes|going|be|being|is) on (?:the )?"
    r"record\b": r"\1 to be recorded",
    r"\b(in|on|to|into) (the|a|your|any) (?:clout|clown|clowd)\b": r"\1 \2 cloud",
    r"\bhold on\b": "wait",
    r"\brecord er\b": "recorder",
    r"\b(?:mm? ?hm+|uh ?huh)\b": "yes",
    r"\b(?:nuh uh|unh uh|mm mm)\b|^uh uh$": "no",
    r"\b(?:uh|um|er|erm|ehm|hm|hmm|mm|mmm|well|you know|i mean|sort of|kind of|okay so|yeah so)\b": " ",
    r"\b(?:(?:wreck|reck|rek) ?|rec )(?:h|c|ch|k|g)?ord(er)?(ed|ing|s)?\b": r"record\1\2",
    r"\brecordering\b": "recording",
    r"\bre (?:c|ch|k|g)ord(ed|ing|s)?\b": r"record\1",
    r"\bun ?(?:record|tape)\b": "dont record",
    r"\b(tap|listen|sav|keep|stor|monitor)in\b": r"\1ing",
    r"\b(?:recoding|recordin|record ?(?:d?ing|in))\b": "recording",
    r"\b(?:recoded|recordered|re corded|we corded|recorted|rekorded|recording me ing)\b": "recorded",
    r"\b(?:concent|c[oa]n s?[cs]ent|conscent|constent|consend)\b": "consent",
    r"\b(i|we) (?:do not|dont|cannot) content to\b": r"\1 dont consent to",
    r"\babject to\b": "object to",
    r"\b(?:up|opped|opt it|opting|opted) out\b": "opt out",
    r"\bwanna\b": "want to",
    r"\bu\b": "you",
    r"\b(?:pls|plz)\b": "please",
    r"\b(dont|didnt) (?:wont|won)\b": r"\1 want",
    r"\btoo be\b": "to be",
    r"\b(be|being|get) record(?: it)?\b": r"\1 recorded",
    r"\b(be|being) recorder\b|\b(to be) recording$": r"\1\2 recorded",
    r"\bgonna\b": "going to",
    r"\bi aint\b": "im not",
    r"\baff\b": "off",
    r"\b(want|wanted|like) (?:it |you )?to no\b": r"\1 to know",
    r"\b(?:i am|i m)\b": "im",
    r"\b(?:i would|i d|i had)(?= (?:\w+ )?(?:rather|prefer|like|appreciate|feel|not))": "id",
    r"\bwe would\b": "wed",
    r"\b(do|did|does|would|could|should|must|is|are|was|were|has|have|had) not\b": r"\1nt",
    r"\b(?:can not|cannot|may not|cant not)\b": "cant",
    r"\bwill not\b": "wont",
    r"\b(not|isnt|arent|wasnt|aint|never|dont feel|wouldnt be|cant be|cant say im)((?: \w+){0,2}?) (?:okay|ok|"
    r"fine|happy|"
    r"comfortable|cool|glad|alright|all right|good)\b": r"\1\2 willing",
    r"\b(not|dont|never) (?:\w+ ){0,2}?(?:have|want|put|keep) this on (?:any |the |your "
    r")?record\b": "dont want this recorded",
    r"\bthis (?:isnt|wont|mustnt|shouldnt|cant|must not|is not) (?:to )?(?:be |go |going |end up |ending up )on "
    r"(?:the |any )?record\b": "this isnt being recorded",
    r"\b(turn|switch|shut) of (?=the|it|that|this|your)": r"\1 off ",
    r"\b(\w+(?: \w+)?)(?: \1\b)+": r"\1",
}
"""What the recogniser or the speaker varies without meaning another thing; made the same in this order."""


def any_of(*wordings: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{wording})" for wording in wordings))


def up_to(count: int) -> str:
    """So many words, or fewer, between two parts of a wording."""
    return rf"(?:\w+ ){{0,{count}}}?"


NOT = (
    r"(?:dont|didnt|doesnt|wont|wouldnt|cant|couldnt|shouldnt|mustnt|isnt|arent|wasnt|werent|havent|never|not|no|"
    r"none|neither|nobody|nothing|aint)"
)
CALL = (
    r"(?:me|us|this|that|it|(?:my|our|this|that|the|these|any of my|one of my) (?:phone )?(?:calls?|voice|conversation"
    r"|chat|line|audio|words)|anything i say|what i say|what im saying|any of (?:this|it)|a word|mine)"
)
_KEPT = (
    r"(?:stored?|storing|saved?|saving|keep|keeping|kept|archived?|"
    r"captur(?:e|ed|ing)|us(?:e|ed|ing)|retain(?:ed)?)"
)
_BESIDES = (
    r"(?:waiting|hanging|holding|on hold|posted|informed|updated|company|up|awake|guessing|going|busy|warm|alive|safe|"
    r"happy|nose|head|back|feet|hands?|on (?:the (?:line|phone)|oh|my)|in (?:the )?(?:dark|loop)|a (?:trip|few|lot|"
    r"seat|place|fortune|bit))\b"
)
"""As what or where a caller may be kept, and what be saved: "Don't keep me waiting." """
TAKING = r"(?:recordings?|recorder|taping|tape|recorded)"
TAKEN = (
    rf"(?:recorded|recordings?|taped|taping|(?:on|off) (?:\w+ )?tape|(?:record|tape|monitor|capture) {CALL}\b|"
    rf"{_KEPT} (?!\w+ing\b)(?:\w+ ){{0,4}}?(?:my voice|me(?! {_BESIDES})|this (?:call|conversation)|"
    rf"my (?:call|audio)|"
    rf"(?:the )?audio|recording)|(?:voice|call|conversation|audio)(?: of me)? (?:is |be |being |to be )?{_KEPT}|"
    r"monitored|(?:call|conversation|voice|this|audio|i say)(?: \w+){0,4} (?:on file|stored|saved|kept|retained|"
    r"archived|logged)|"
    r"a tape of (?:this|me|us|my)|audio of me|listen(?:ed|ing)? (?:in )?(?:to|in on) (?:me|us|this)|listened in)"
)
STOP = (
    r"(?:stop|scrub|trash|purge|discard|get rid of|quit|end|cease|kill|"
    r"cut|pause|disable|deactivate|cancel|skip|refrain from|delete|erase|wipe|destroy|drop)"
)
