"""What is said before and after a person's name."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from redact.spoken_forms import Atom
from redact.word_set import word_set


class Slot(Enum):
    SURE = "sure"
    """A name follows, whatever it looks like."""
    LIKELY = "likely"
    """A name follows, or an everyday word."""
    POSSIBLE = "possible"
    """A name may follow: one that is nothing else, or one that is marked by what comes after it."""


@dataclass(frozen=True, slots=True)
class Cue:
    slot: Slot
    phrase: tuple[str, ...]


_SURE = (
    "my name is", "my name's", "the name's", "full name is", "first name is", "last name is", "name is", "name's",
    "surname is", "surname's", "last name's", "first name's",
    "am i speaking with", "am i speaking to", "i'm speaking with", "i'm speaking to", "am i talking to",
    "speaking with", "speaking to", "am i talking with", "is this",
    "i am called", "they call me", "people call me", "goes by", "go by", "guy called", "guy named", "lady called",
    "lady named",
    "man called", "man named", "woman called", "woman named", "girl called", "someone called", "someone named",
    "somebody called", "somebody named", "person called", "person named", "agent called", "agent named", "he's called",
    "she's called", "son called", "daughter called", "colleague called", "friend called", "one of your agents",
    "people say", "short for",
    "under the name", "under the name of", "account holder is", "cardholder is", "name on the card is",
    "name on the account is", "it's under", "it'll be under", "husband's name is", "wife's name is", "name on it is",
    "addressed to", "made out to", "in the name of", "registered to", "belongs to",
)  # fmt: skip
_LIKELY = (
    "hi", "hello", "hey", "hiya", "thank you", "thanks", "cheers", "spoke to", "spoke with", "speak to", "speak with",
    "talked to", "talked with", "talk to", "talking to", "dealt with", "dealing with", "chatting with", "chat with",
    "i had", "through to", "controller", "accountant", "nurse", "receptionist", "plumber", "electrician", "tenant",
    "client", "coworker", "co worker", "boss is", "lawyer", "ask for", "asked for", "transfer you to",
    "transferring you to", "put you through to",
    "put me through to",
    "pass you to", "passing you to", "hand you over to", "connect you with", "connect you to",
    "husband", "wife", "daughter", "son", "brother", "sister", "mother", "father", "mum", "dad", "mom", "partner",
    "husband's", "wife's", "daughter's", "son's", "brother's", "sister's", "partner's",
    "nephew", "niece", "cousin", "uncle", "aunt", "auntie", "friend", "neighbour", "neighbor", "flatmate", "roommate",
    "boyfriend", "girlfriend", "fiance", "fiancee", "grandson", "granddaughter", "assistant", "secretary", "landlord",
    "colleague", "manager", "supervisor", "driver is", "courier is", "technician is", "engineer is", "boss",
    "manager is",
    "colleague is", "supervisor is", "technician", "engineer", "agent", "rep", "representative", "guy", "lady",
    "dear", "welcome back", "regards", "anything else", "else today", "i do for you", "help you today", "help you",
    "good morning", "good afternoon", "good evening", "note from", "message from", "e mail from", "email from",
    "happy birthday", "love from", "attention", "attn", "care of", "bear with me", "take care", "nice to meet you",
    "you're welcome", "no problem", "no worries", "no thank you", "goodbye", "bye", "my pleasure",
    "sincerely", "it's me", "its me", "ring my wife",
    "listed under", "account for", "account under", "booked under", "under",
    "attention of", "care off", "policyholder", "signed by", "signed by a",
)  # fmt: skip
_POSSIBLE = (
    "this is", "i'm", "i am", "it's", "it is", "okay", "ok", "sorry", "alright", "all right", "great", "perfect",
    "morning", "afternoon", "evening", "name", "yes", "yeah", "sure", "and", "with", "for", "welcome", "please", "well",
    "no", "by", "from", "to", "is", "was", "tell", "told", "he's", "she's", "ask", "called", "named",
    "right", "lovely", "brilliant",
    "wonderful", "so",
    "oh", "hold on", "one moment", "correct", "that's", "thanks again", "thank you so much", "thank you very much",
    "thanks so much", "after", "before", "about", "then", "a", "love", "the", "because", "but", "when", "if", "that",
)  # fmt: skip

TITLES = frozenset({"mr", "mrs", "ms", "miss", "mister", "dr", "doctor", "madam", "missus", "professor", "sir"})
ASKED_PHRASES = (
    "your name", "full name", "first name", "last name", "who am i speaking", "who i'm speaking", "speaking with",
    "surname", "who am i talking", "who i'm talking", "pleasure of speaking", "who do i have", "who's this",
    "who is this", "who's that", "who is that", "who's there with",
    "who's with you", "in whose name", "in the name of", "which name", "name and ", "name or ", "names please",
    "family name", "name on the card", "name on the account", "name please", "account holder", "cardholder", "and name",
    "whose name", "who's it addressed", "who is it addressed", "who should", "who shall", "made out to", "and you are",
    "and who are you", "name on the", "name for", "name as ", "name exactly", "the name?", "a name", "with a name",
    "policyholder", "whom am i", "who will be", "who'll be", "who's going to", "under what name", "what do i call you",
    "what should i call you", "who did you speak", "who was it", "who helped you", "who told you", "who said",
    "spell your", "spell that", "spell it", "name as it appears", "may i ask who", "who is calling", "who's calling",
    "the name for", "have a name", "get a name", "what name", "how do you spell", "how is that spelled", "spelling of",
)  # fmt: skip
ENDS_NAME = word_set(
    "and from with speaking calling here at on in i i'm my the is was a an to for about of but please so or can could "
    "phone number email spelled that that's it's it thanks thank yes no"
)
_AFTER = frozenset(
    {"speaking", "here"}
    | word_set("told said promised mentioned explained helped called assured advised informed confirmed sent gave")
)
_AFTER_PAIRS = frozenset(
    {("from", "your"), ("from", "the"), ("from", "billing"), ("from", "support"), ("in", "billing"), ("from", "sales"),
     ("in", "sales"), ("in", "support"), ("on", "the"), ("calling", "from"), ("calling", "about"),
     ("calling", "again"), ("calling", "back"), ("how", "can"),
     ("how", "may"), ("what", "can"), ("in", "your"), ("from", "customer"), ("from", "accounts"), ("is", "my"),
     ("can", "i"), ("with", "your"), ("there", "?"), ("allowed", "to"), ("available", "?")}
)  # fmt: skip


def _indexed() -> dict[str, list[Cue]]:
    table: dict[str, list[Cue]] = defaultdict(list)
    for slot, phrases in ((Slot.SURE, _SURE), (Slot.LIKELY, _LIKELY), (Slot.POSSIBLE, _POSSIBLE)):
        for phrase in phrases:
            words = tuple(phrase.split())
            table[words[0]].append(Cue(slot, words))
    for listed in table.values():
        listed.sort(key=lambda cue: -len(cue.phrase))
    return dict(table)


_CUES_BY_FIRST = _indexed()


def cue_ends(atoms: Sequence[Atom]) -> Iterator[tuple[Cue, int]]:
    """Every cue and the atom after it. Where several begin at one word, each of them."""
    lows = [atom.low for atom in atoms]
    for k, low in enumerate(lows):
        for cue in _CUES_BY_FIRST.get(low, ()):
            end = k + len(cue.phrase)
            if tuple(lows[k:end]) == cue.phrase:
                yield cue, end


def follows_name(atoms: Sequence[Atom], at: int) -> bool:
    """Whether what begins at atom `at` is said after a name: "speaking", "here", "told me", "from your …"."""
    if at >= len(atoms):
        return False
    low = atoms[at].low
    following = atoms[at + 1].low if at + 1 < len(atoms) else ""
    if low == "here":
        return following in {"", ".", ",", "from", "calling", "again", "how", "my", "i", "i'm", "i'd", "i've", "the"}
    return low in _AFTER or (low, following) in _AFTER_PAIRS
