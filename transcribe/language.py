"""Which language a call is in: every chunk of every channel votes with its length. Unsure is "und" (quarantine).

A channel with a few short words ("yes, okay") says little about its language; it only counts against the others when it
is very sure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from transcribe.speech_engine import likeliest

UNSURE = "und"
SURE_ENOUGH = 0.6
VERY_SURE = 0.85
ENOUGH_SPEECH_MS = 4000
WITHOUT_SPEECH = "en"
"""A call without a word holds nothing to hide; it passes as the supported language."""


@dataclass(frozen=True, slots=True)
class LanguageVote:
    """One chunk's probabilities by language tag, and how much speech it held."""

    probabilities: Mapping[str, float]
    speech_ms: int


def language_of_call(channels: Sequence[Sequence[LanguageVote]]) -> str:
    """One tag for the call: the language of all its channels, the odd one out where they differ, or "und"."""
    heard = [_language_of_channel(votes) for votes in channels if votes]
    long = [language for language, speech_ms, _ in heard if speech_ms >= ENOUGH_SPEECH_MS]
    short = [language for language, speech_ms, sure in heard if speech_ms < ENOUGH_SPEECH_MS and sure >= VERY_SURE]
    found = dict.fromkeys(long + short)
    if UNSURE in found or (heard and not found):
        return UNSURE
    if not found:
        return WITHOUT_SPEECH
    foreign = [language for language in found if language != WITHOUT_SPEECH]
    return foreign[0] if foreign else WITHOUT_SPEECH


def _language_of_channel(votes: Sequence[LanguageVote]) -> tuple[str, int, float]:
    """(tag or "und", ms of speech, probability). One long chunk that is very sure of another language outvotes all."""
    speech_ms = sum(vote.speech_ms for vote in votes)
    totals: dict[str, float] = {}
    for vote in votes:
        for tag, probability in vote.probabilities.items():
            totals[tag] = totals.get(tag, 0.0) + probability * vote.speech_ms / speech_ms
    best = likeliest(totals)
    for vote in votes:
        tag = likeliest(vote.probabilities)
        if tag != best and vote.speech_ms >= ENOUGH_SPEECH_MS and vote.probabilities[tag] >= VERY_SURE:
            return (UNSURE, speech_ms, 1.0)
    return (best if totals[best] >= SURE_ENOUGH else UNSURE, speech_ms, totals[best])
