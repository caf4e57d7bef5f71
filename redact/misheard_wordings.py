"""Words around answers that were not understood: what leads in to one, what is none, what goes on after it."""

from redact.confidence_levels import level
from redact.number_words import FILLERS
from redact.word_set import word_set

OPENERS = FILLERS | word_set(
    "sure yes yeah yep yup okay ok alright right well so oh it's its it that's thats that is would be i'm i am my the "
    "name name's number email address one second moment please course of certainly absolutely hi hello says"
) - word_set("the")
"""Said before an answer."""
COURTESIES = word_set("please thanks thank you sir madam ma'am there")
"""Said behind one."""
GOES_ON = word_set(
    "but because calling can can't could would i i'm i've i'd i'll when why how what do does did and so if"
)
"""Begins a clause of its own, where the recogniser is sure of the words that follow."""
NO_ANSWERS = (
    "no", "nope", "none", "not", "nothing", "never", "i don't", "i do not", "i didn't", "i can't", "i haven't",
    "don't", "i'm not", "i am not", "i'd rather", "i would rather", "i was", "i have", "i need", "i want", "i think",
    "i just", "i already", "i forgot", "i lost", "i only", "why", "what", "which", "who", "how", "when", "where",
    "sorry", "pardon", "excuse me", "hold on", "hang on", "wait", "one sec", "one second", "one moment", "one minute",
    "just a", "give me", "let me", "can you", "could you", "can i", "could i", "do you", "do i", "is it", "is that",
    "is this", "are you", "does", "did", "you have", "you should", "should be", "you already", "fine", "correct",
    "same", "the same", "speaking", "me", "you", "thank you", "thanks", "we", "they", "he", "she", "there",
    "your", "yours", "as", "again", "nobody", "maybe", "later", "ready", "go ahead", "all", "still", "already",
    "up to you", "don't know", "haven't", "can't", "won't",
)  # fmt: skip
"""Beginnings of what is no answer, after the openers, where the recogniser is sure of the words."""
LEAD_INS = word_set("to is it's at the of address email mail e-mail send receipt sure yes")
_PERHAPS, _SURELY = level("misheard_wordings", "perhaps"), level("misheard_wordings", "surely")
_AT_TIMES, _GREETED = level("misheard_wordings", "at_times"), level("misheard_wordings", "greeted")
NAMES_DUE_AFTER = {
    tuple(phrase.split()): bounds
    for bounds, phrases in (
        (
            (_SURELY, 5),
            ("thanks for calling", "thank you for calling", "anything else", "do for you", "this is", "my name is",
             "my name's"),
        ),
        (
            (_PERHAPS, 5),
            ("thanks for holding", "talking to", "speaking with", "speaking to", "name is", "wife's name",
             "husband's name", "mother's name", "father's name", "partner's name", "daughter's name", "son's name",
             "my mother's", "my wife's", "my husband's", "my father's", "my partner's", "my daughter's", "my son's",
             "spoke with", "spoke to"),
        ),
        ((_AT_TIMES, 2), ("no thank you",)),
    )
    for phrase in phrases
}  # fmt: skip
"""How sure (geometric mean) the recogniser may be at most of the words after each, and how many they may be, to be
taken for a name."""
NAMES_DUE_BEFORE = {
    ("allowed", "to"): _SURELY,
    ("authorised", "to"): _SURELY,
    ("authorized", "to"): _SURELY,
    ("my", "name"): _SURELY,
} | {
    ("from", "your", place): _AT_TIMES
    for place in ("store", "shop", "team", "office", "branch", "company", "department")
}
"""The same, of the words before it at an utterance's beginning."""
FAREWELLS = (("take", "care"), ("have", "a"))
FORMULAS = tuple(
    tuple(phrase.split())
    for phrase in (
        "so much", "very much", "too", "sir", "ma'am", "how can", "how may", "how are", "speaking", "here", "and what",
        "what can", "can i", "could i", "may i", "i see", "i can", "i could", "we can", "you need", "you want",
        "that i", "with", "today", "goodbye", "bye", "for holding", "please", "about", "because", "for me", "a", "not",
        "your", "my",
    )
)  # fmt: skip
"""Goes on after a name, or says that none follows."""
GREETING_FORMULAS = (
    ("can", "i", "help"), ("can", "we", "help"), ("may", "i", "help"), ("could", "i", "help"), ("can", "i", "do"),
    ("can", "i", "get"), ("how", "are", "you"), ("how's", "it", "going"),
)  # fmt: skip
"""A first sentence that holds one was understood; a name beside it is found by other rules."""
NAMES_BETWEEN = (
    (
        (("this", "is"), ("my", "name", "is"), ("my", "name's"), ("speaking", "with"), ("speaking", "to")),
        (("how", "can"), ("how", "may"), ("how", "could"), ("what", "can"), ("can", "i", "help"), ("may", "i", "help"),
         ("speaking",)),
        _GREETED,
    ),
    ((("for", "calling"), ("for", "your", "call")), FAREWELLS, 1.0),
)  # fmt: skip
"""What stands before and behind a name when an agent greets or takes leave, and from which confidence on the words
between are none."""
GREETS = (("hello",), ("hi",), ("hey",), ("good", "morning"), ("good", "afternoon"), ("good", "evening"))
"""What a party begins with before its own name ..."""
PRESENTS = word_set("here hear speaking")
"""... and what may stand behind the name."""
NO_NAMES_GREETED = word_set(
    "i i'm i've i'd we we're our my you your you're it it's is that's there there's can could do does how what who "
    "when where why this that need want have calling question help customer "
    "morning afternoon evening"
)
"""In a short sentence behind a greeting these say that it is no name."""
NO_NAMES_BETWEEN = word_set("us today again and you so very much in here back now everyone sir ma'am madam please")
