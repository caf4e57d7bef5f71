"""What became of each spoken secret in a call's masked sound. All times are ms of the call, ends exclusive."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.redaction.verbalise import DIGITS
from benchmarks.redaction.voiced_calls import CHANNELS, Line, SpokenSecret, Stretch, VoicedCall
from calls.call import Channel
from calls.finding import KEPT_IN_ARCHIVE
from calls.redacted import MaskedSpan, RedactedCall
from calls.transcript import Turn

LEAK_DIGITS = 4
"""So many digits of a value in a row, heard where it was masked, are a leak."""
MARGIN_MS = 500


@dataclass(frozen=True, slots=True)
class SecretScore:
    """What became of one secret. `found`: something of it is masked; `bare_ms` of it are not.

    `bare_echo_ms`: of its copy on the other channel, where the line makes one. `over_ms`: what masks of values hide
    around it on its own channel, and what is silenced there because nobody could write it down; its part, where
    several secrets lie in one such stretch. A mask that silences the other party's echo is none of a value spoken here.
    """

    secret: SpokenSecret
    bare_ms: int
    bare_echo_ms: int
    over_ms: int
    leaks: bool

    @property
    def found(self) -> bool:
        return self.bare_ms < self.secret.end_ms - self.secret.start_ms

    @property
    def whole(self) -> bool:
        return self.bare_ms == self.bare_echo_ms == 0


def score_secrets(call: VoicedCall, redacted: RedactedCall, heard: Sequence[Turn]) -> tuple[SecretScore, ...]:
    """Of every secret that is hidden in the archive. `heard`: what a recogniser makes of the masked sound."""
    return tuple(_score(one, call, redacted, heard) for one in call.secrets if one.kind not in KEPT_IN_ARCHIVE)


def n_false_masks(call: VoicedCall, redacted: RedactedCall) -> int:
    """Masks that touch no secret. An echo's touches what it echoes, on the other channel."""
    gold = [(one.start_ms, one.end_ms) for one in call.secrets]
    return sum(not overlap([_stretch(mask)], gold) for mask in redacted.masks)


def lost_under_echoes(call: VoicedCall, redacted: RedactedCall) -> tuple[int, int]:
    """How many ms are masked as echoes and as nothing else, and in how many of these the channel's own party speaks."""
    echoes_ms = words_ms = 0
    for channel in CHANNELS:
        values = _hidden(redacted, channel)
        echoes = _joined(_stretch(m) for m in redacted.masks if m.channel is channel and _echoes(m, redacted))
        speech = _joined(stretch for who, *stretch in call.speech if who is channel)
        spoken_under = _common(echoes, speech)
        echoes_ms += _length(echoes) - overlap(echoes, values)
        words_ms += _length(spoken_under) - overlap(spoken_under, values)
    return echoes_ms, words_ms


def _score(secret: SpokenSecret, call: VoicedCall, redacted: RedactedCall, heard: Sequence[Turn]) -> SecretScore:
    spoken = [(secret.start_ms, secret.end_ms)]
    around = [stretch for stretch in _hidden(redacted, secret.channel) if overlap([stretch], spoken)]
    return SecretScore(
        secret,
        bare_ms=_length(spoken) - overlap(_masked(redacted, secret.channel), spoken),
        bare_echo_ms=_bare_copy_ms(secret, call, redacted),
        over_ms=round(sum(_over_a_secret(stretch, secret.channel, call) for stretch in around)),
        leaks=_leaks(secret, heard),
    )


def _over_a_secret(stretch: Stretch, channel: Channel, call: VoicedCall) -> float:
    """What of a stretch is no secret, by the number of secrets that it touches."""
    gold = [(one.start_ms, one.end_ms) for one in call.secrets if one.channel is channel]
    inside = [one for one in gold if overlap([stretch], [one])]
    return (_length([stretch]) - overlap([stretch], inside)) / len(inside)


def _bare_copy_ms(secret: SpokenSecret, call: VoicedCall, redacted: RedactedCall) -> int:
    """Where the line carries each party over to the other's channel, the secret is to be hidden there as well."""
    if call.line is not Line.CROSSTALK:
        return 0
    (other,) = (channel for channel in CHANNELS if channel is not secret.channel)
    spoken = [(secret.start_ms, secret.end_ms)]
    return _length(spoken) - overlap(_masked(redacted, other), spoken)


def _masked(redacted: RedactedCall, channel: Channel) -> list[Stretch]:
    """Every masked or silenced stretch of a channel, echoes too."""
    echoes = [_stretch(mask) for mask in redacted.masks if mask.channel is channel and _echoes(mask, redacted)]
    return _joined([*echoes, *_hidden(redacted, channel)])


def _hidden(redacted: RedactedCall, channel: Channel) -> list[Stretch]:
    """What masks of values hide on a channel, and what is silenced as unwritten."""
    values = [_stretch(mask) for mask in redacted.masks if mask.channel is channel and not _echoes(mask, redacted)]
    silenced = [(window.start_ms, window.end_ms) for window in redacted.unwritten if window.channel is channel]
    return _joined([*values, *silenced])


def _echoes(mask: MaskedSpan, redacted: RedactedCall) -> bool:
    return mask.channel is not redacted.turns[mask.turn].channel


def _stretch(mask: MaskedSpan) -> Stretch:
    return mask.start_ms or 0, mask.end_ms or 0


def _leaks(secret: SpokenSecret, heard: Sequence[Turn]) -> bool:
    """Whether its digits, or a word of four letters or more that it has, are still heard in its place, on its own
    channel or on the other."""
    return any(_is_heard(secret, [turn for turn in heard if turn.channel is channel]) for channel in CHANNELS)


def _is_heard(secret: SpokenSecret, turns: Sequence[Turn]) -> bool:
    words = [
        word.text
        for turn in turns
        for word in turn.words
        if (word.end_ms or 0) > secret.start_ms - MARGIN_MS and (word.start_ms or 0) < secret.end_ms + MARGIN_MS
    ]
    value, left = _digits(secret.text), _digits(" ".join(words))
    if any(value[at : at + LEAK_DIGITS] in left for at in range(len(value) - LEAK_DIGITS + 1)):
        return True
    telling = {word for word in re.findall(r"[a-z]{4,}", secret.text.lower()) if word not in _NUMBER_WORDS}
    return bool(telling & set(re.findall(r"[a-z]{4,}", " ".join(words).lower())))


_NUMBER_WORDS = frozenset(DIGITS) | {"double", "triple", "hundred", "thousand", "dash", "slash"}


def _digits(text: str) -> str:
    """The digits said or written, in order; words that are no digits are passed over."""
    values = {word: str(value) for value, word in enumerate(DIGITS)} | {"oh": "0"}
    return "".join(values.get(word, word if word.isdigit() else "") for word in re.findall(r"[a-z]+|\d", text.lower()))


def _joined(stretches: Iterable[Sequence[int]]) -> list[Stretch]:
    joined: list[Stretch] = []
    for start, end in sorted(stretches):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _length(stretches: Iterable[Stretch]) -> int:
    return sum(end - start for start, end in stretches)


def _common(some: Sequence[Stretch], others: Sequence[Stretch]) -> list[Stretch]:
    common = [(max(a[0], b[0]), min(a[1], b[1])) for a in some for b in others]
    return [(start, end) for start, end in common if start < end]


def overlap(some: Sequence[Stretch], others: Sequence[Stretch]) -> int:
    """Milliseconds in both; neither overlaps itself."""
    return _length(_common(some, others))
