"""What one party says until another speaks, sentence by sentence, and whether a sentence is of this call's recording.

Time grows with the words: long sentences are read in pieces.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from calls.call import Channel
from calls.transcript import Turn
from redact.objection_consents import NEUTRAL, without_consents
from redact.objection_look_alikes import ANOTHER_RECORD, ANOTHER_THING, CALLER_RECORDS, DATA_RECORDED
from redact.objection_refusals import OPEN_WORDS, RELUCTANT, SURE_REFUSAL
from redact.objection_topics import SELF, TOPIC, WORN
from redact.objection_words import SAME_WORDS

_NEAR = 5
_FIRST_CLAUSES = 2
_LONGEST_CLAUSES = 200
"""Characters, all of them together."""
_LONGEST_PIECE = 40


@dataclass(frozen=True, slots=True)
class Said:
    """What one party says until another speaks."""

    channel: Channel
    sentences: tuple[str, ...]
    first_clauses: tuple[str, ...] = ()
    """What is said up to the second comma: "I don't want that, and I need a router." """
    ends_in_question: bool = False

    @property
    def words(self) -> str:
        return " ".join(self.sentences)


def said_by(together: Sequence[Turn]) -> Said:
    """Of turns of one party that follow one another: what they record themselves is no recording of ours."""
    channel = together[0].channel
    sentences = sentences_of(" ".join(turn.text for turn in together))
    if channel is not Channel.AGENT:
        sentences = tuple(CALLER_RECORDS.sub(" something ", sentence) for sentence in sentences)
    clauses = re.split(r"[,.?!;:]+(?=\s|$)", together[0].text[:_LONGEST_CLAUSES])[:_FIRST_CLAUSES]
    plain = tuple(filter(None, map(plain_words, clauses)))
    return Said(channel, sentences, plain, together[-1].text.rstrip().endswith("?"))


def is_of_recording(sentence: str) -> bool:
    """Whether it is the call that is recorded here, as far as one can tell, and not a show or a meter."""
    if not speaks_of_recording(sentence):
        return False
    if SELF.search(sentence):
        return True
    return not (ANOTHER_THING.search(_around_recording(sentence)) or DATA_RECORDED.search(sentence))


def speaks_of_recording(words: str) -> bool:
    return bool(TOPIC.search(words) or WORN.search(words))


def _around_recording(sentence: str) -> str:
    """The few words about each mention: a refusal may go on to say what the call is about."""
    spans = [match.span() for match in TOPIC.finditer(sentence)]
    return " | ".join(
        " ".join((*sentence[:start].split()[-_NEAR:], sentence[start:end], *sentence[end:].split()[:_NEAR]))
        for start, end in spans
    )


def is_bare_refusal(sentence: str) -> bool:
    """A refusal without an object of its own: "could you not", and not "I don't like that colour"."""
    left = without_consents(sentence)
    is_bare = all(word in OPEN_WORDS for word in left.split()) and not NEUTRAL.search(sentence)
    return is_bare and bool(RELUCTANT.search(left)) and (left == sentence or bool(SURE_REFUSAL.search(left)))


def without_no(words: str) -> str:
    """Without the "no" at either end, which agrees where somebody minds nothing: "No, I don't mind, no." """
    return re.sub(r"^(?:(?:no|nope|nah)\b(?! thank) ?)+|\b(?:no|nope)$", "", words.strip())


def sentences_of(text: str) -> tuple[str, ...]:
    """Plain words, sentence by sentence, long ones in pieces that overlap by half."""
    step = _LONGEST_PIECE // 2
    pieces: list[str] = []
    for sentence in re.split(r"[.?!;]+(?=\s|$)", text):
        words = plain_words(sentence).split()
        starts = range(0, max(1, len(words) - step), step)
        pieces += [" ".join(words[start : start + _LONGEST_PIECE]) for start in starts]
    return tuple(piece for piece in pieces if piece)


def plain_words(text: str) -> str:
    """Lower case, no marks, and what is varied without meaning another thing made the same."""
    low = re.sub(r"[^\w’']+", " ", text.lower())
    for varied, same in SAME_WORDS.items():
        low = " ".join(re.sub(varied, same, low).split())
    return ANOTHER_RECORD.sub(" something ", low).strip()
