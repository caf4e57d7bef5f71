"""A redacted call read again: what still looks personal is masked in text and sound, and nothing comes back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest

from calls.audio import RawAudio, RawRecording
from calls.call import CallId, Channel
from calls.errors import FindingWithoutTimes, SecretRemains
from calls.finding import Finding, Kind
from calls.ports.spool import RawConversation
from calls.redacted import RedactedCall, RedactedTurn
from calls.transcript import TimeSource, Transcript, Turn, Word
from redact.find_secrets import find_secrets, rule_detectors
from redact.mask_audio import NEVER_CLOSER_MS
from redact.mask_further import mask_further
from redact.mask_sound import TONE_PEAK
from redact.mask_text import Placeholders, mask_text, put_labels
from redact.placeholder_operators import put_labels_by_presidio
from redact.redact_call import redact_call
from tests.redact.conversation import timed_turn, turns_of

RATE_HZ = 8_000
SOUND = 5_000


@dataclass(frozen=True)
class Finds:
    """A detector that finds one word wherever it stands: yesterday's had never heard of it."""

    word: str
    kind: Kind = Kind.PERSON
    name: str = "finds"

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
        found = []
        for k, turn in enumerate(turns):
            at = turn.text.find(self.word)
            if at >= 0:
                found.append(Finding(self.kind, k, at, at + len(self.word), 0.9, self.name, "a word"))
        return found


CALL = (
    timed_turn(Channel.AGENT, "What is your social security number?", 500),
    timed_turn(Channel.CALLER, "okay it is 219 09 9999 and zebulon said I paid 45 dollars", 4000),
)


def recorded(turns: tuple[Turn, ...] = CALL, duration_ms: int = 12_000) -> RedactedCall:
    n_samples = duration_ms * RATE_HZ // 1000
    samples = np.stack([np.full(n_samples, SOUND), np.zeros(n_samples)], axis=1).astype(np.int16)
    audio = RawAudio(samples, RATE_HZ, (Channel.CALLER, Channel.AGENT))
    findings = find_secrets(turns, rule_detectors())
    return redact_call(RawRecording(CallId("c_1"), audio), Transcript(turns, "en", duration_ms), findings)


def chat(*lines: str) -> RedactedCall:
    turns = turns_of(*lines)
    return redact_call(
        RawConversation(CallId("c_1"), turns), Transcript(turns, "en", 0), find_secrets(turns, rule_detectors())
    )


def texts_of(redacted: RedactedCall) -> list[str]:
    return [turn.text for turn in redacted.turns]


def test_a_call_in_which_nothing_is_found_is_the_same_call() -> None:
    before = recorded()
    further = mask_further(before, rule_detectors())
    assert (further.redacted, further.kinds, further.whole_turns) == (before, (), 0)


@pytest.mark.parametrize("placeholders", [put_labels, put_labels_by_presidio])
def test_what_is_found_now_gets_a_label_and_the_labels_there_were_keep_theirs(placeholders: Placeholders) -> None:
    before = recorded()
    further = mask_further(before, [Finds("zebulon")], placeholders=placeholders)
    after = further.redacted
    assert further.kinds == (Kind.PERSON,)
    assert texts_of(after)[1] == "okay it is [SSN] and [PERSON] said I paid 45 dollars"
    for mask in after.masks:
        assert after.turns[mask.turn].text[mask.start : mask.end] == f"[{mask.kind.value}]"
    old = [mask for mask in after.masks if mask.kind is Kind.SSN]
    assert [(mask.channel, mask.start_ms, mask.end_ms) for mask in old] == [
        (mask.channel, mask.start_ms, mask.end_ms) for mask in before.masks
    ]
    (word,) = [word for word in after.turns[1].words if word.masked is Kind.PERSON]
    assert word.text == "[PERSON]"
    assert all("zebulon" not in word.text for turn in after.turns for word in turn.words)


def test_a_label_behind_what_is_found_moves_with_its_text() -> None:
    before = recorded((timed_turn(Channel.CALLER, "zebulon here my social is 219 09 9999 okay", 1000),))
    after = mask_further(before, [Finds("zebulon")]).redacted
    assert texts_of(after) == ["[PERSON] here my social is [SSN] okay"]
    for mask in after.masks:
        assert after.turns[0].text[mask.start : mask.end] == f"[{mask.kind.value}]"


def further_sound(source: TimeSource) -> tuple[RedactedCall, RedactedCall]:
    """Before, and after "zebulon" (6,800 to 7,200 ms, close to its neighbours) was found in the caller's turn."""
    turns = tuple(replace(one, words=tuple(replace(w, time_source=source) for w in one.words)) for one in CALL)
    before = replace(recorded(), turns=mask_text(turns, find_secrets(turns, rule_detectors()))[0])
    return before, mask_further(before, [Finds("zebulon")]).redacted


@pytest.mark.parametrize(
    ("source", "first_ms", "end_ms"),
    [
        (TimeSource.ALIGNED, 6_800 - NEVER_CLOSER_MS, 7_200 + NEVER_CLOSER_MS),
        (TimeSource.ATTENTION, 6_800 - 500, 7_200 + 500),
        (TimeSource.SEGMENT, 4_000 - 500, 9_200 + 500),
        (TimeSource.NONE, 4_000 - 500, 9_200 + 500),
    ],
)
def test_P11_the_sound_is_masked_as_wide_as_its_words_times_err_at_the_same_length_and_every_old_mask_stays(
    source: TimeSource, first_ms: int, end_ms: int
) -> None:
    before, after = further_sound(source)
    assert before.audio is not None
    assert after.audio is not None
    assert after.audio.samples.shape == before.audio.samples.shape
    (mask,) = [mask for mask in after.masks if mask.kind is Kind.PERSON and mask.channel is Channel.CALLER]
    assert (mask.start_ms, mask.end_ms) == (first_ms, end_ms)
    heard = after.audio.channel(Channel.CALLER)
    first, end = first_ms * RATE_HZ // 1000, end_ms * RATE_HZ // 1000
    assert np.abs(heard[first:end].astype(int)).max() <= TONE_PEAK
    was_masked = np.abs(before.audio.channel(Channel.CALLER).astype(int)) <= TONE_PEAK
    assert (heard[was_masked] == before.audio.channel(Channel.CALLER)[was_masked]).all()
    assert (heard[-RATE_HZ // 2 :] == SOUND).all(), "the rest is left alone"


def test_what_is_masked_further_is_as_sure_of_its_times_as_its_least_sure_word() -> None:
    _, after = further_sound(TimeSource.ALIGNED)
    assert {word.time_source for word in after.turns[1].words} == {TimeSource.ALIGNED}
    words = (Word("Jane", 0, 90, 0.9, TimeSource.ALIGNED), Word("Miller", 90, 190, 0.9, TimeSource.SEGMENT))
    found = Finding(Kind.PERSON, 0, 0, 11, 0.9, "t", "t")
    ((turn,), _) = mask_text((Turn.of_words(Channel.CALLER, words),), (found,))
    assert [word.time_source for word in turn.words] == [TimeSource.SEGMENT]


def test_P11_a_further_mask_is_the_same_whatever_was_said_in_it() -> None:
    one, other = (
        recorded((timed_turn(Channel.CALLER, f"and then {name} said I paid 45 dollars", 1000),))
        for name in ("zebulon", "quagmir")
    )
    sounds = [mask_further(one, [Finds("zebulon")]).redacted, mask_further(other, [Finds("quagmir")]).redacted]
    assert (sounds[0].audio.samples == sounds[1].audio.samples).all()  # type: ignore[union-attr]
    assert sounds[0].turns == sounds[1].turns


def test_order_numbers_stay_readable() -> None:
    before = chat("agent: What is the order number?", "caller: The order number is 447291.")
    assert mask_further(before, rule_detectors()).redacted == before


def test_a_text_conversation_gets_one_mask_a_label() -> None:
    before = chat("caller: My social is 219-09-9999, and zebulon said so.", "caller: What zebulon said.")
    after = mask_further(before, [Finds("zebulon")]).redacted
    assert texts_of(after) == ["My social is [SSN], and [PERSON] said so.", "What [PERSON] said."]
    assert [(m.kind, m.value_number, m.start_ms) for m in after.masks] == [
        (Kind.SSN, 1, None),
        (Kind.PERSON, 1, None),
        (Kind.PERSON, 1, None),
    ]


def test_a_new_value_is_numbered_after_those_of_its_kind() -> None:
    before = chat("caller: My name is Jane Milorad.", "caller: If zebulon said so, then so says Jane Milorad.")
    after = mask_further(before, [Finds("zebulon")]).redacted
    assert texts_of(after)[1] == "If [PERSON] said so, then so says [PERSON]."
    assert [mask.value_number for mask in after.masks] == [1, 2, 1]


def test_what_touches_a_label_takes_it_in() -> None:
    before = chat("caller: I live at 42 Maple Street near Zebulon.")
    text = texts_of(before)[0]
    finds = Finds(text[text.index("[ADDRESS]") - 3 :].replace("[ADDRESS]", "…").removesuffix("."), Kind.ADDRESS)
    after = mask_further(before, [finds]).redacted
    assert texts_of(after) == ["I live [ADDRESS]."]
    (mask,) = after.masks
    assert (mask.start, mask.end) == (7, 16)


def test_P12_what_is_found_again_and_again_takes_its_whole_turn() -> None:
    """A detector that finds something in any words that are left."""

    class FindsTheFirstWord:
        name = "first word"

        def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
            places = ((k, turn.text, turn.word_spans()) for k, turn in enumerate(turns))
            return [
                Finding(Kind.PERSON, k, start, end, 0.9, self.name, "a word")
                for k, text, spans in places
                for start, end in [next(((a, b) for a, b in spans if text[a:b].strip("….,?").isalnum()), (0, 0))]
                if end
            ]

    further = mask_further(recorded(), [FindsTheFirstWord()])
    assert texts_of(further.redacted) == ["[PERSON]", "[PERSON]"]
    assert further.whole_turns == 2
    assert further.redacted.audio is not None
    start, end = 4000 * RATE_HZ // 1000, 9000 * RATE_HZ // 1000
    assert np.abs(further.redacted.audio.channel(Channel.CALLER)[start:end].astype(int)).max() <= TONE_PEAK


def test_P12_a_call_that_never_comes_to_rest_is_refused() -> None:
    class FindsTheNextTurn:
        """Each time it is asked it finds what it passed over before."""

        name = "next turn"

        def __init__(self) -> None:
            self._turn = -1

        def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
            self._turn += 1
            return [Finding(Kind.PERSON, self._turn, 0, len(turns[self._turn].text), 0.9, self.name, "anything")]

    with pytest.raises(SecretRemains):
        mask_further(chat(*("caller: What they said." for _ in range(9))), [FindsTheNextTurn()])


def test_P12_a_word_without_times_takes_its_whole_turn_of_sound() -> None:
    before = recorded()
    blind = replace(before.turns[1], words=tuple(replace(w, start_ms=None, end_ms=None) for w in before.turns[1].words))
    after = mask_further(replace(before, turns=(before.turns[0], blind)), [Finds("zebulon")]).redacted
    (mask,) = [mask for mask in after.masks if mask.kind is Kind.PERSON and mask.channel is Channel.CALLER]
    assert blind.start_ms is not None
    assert blind.end_ms is not None
    assert (mask.start_ms or 0) <= blind.start_ms
    assert (mask.end_ms or 0) >= blind.end_ms


def test_P12_a_turn_without_any_times_cannot_be_masked_in_sound() -> None:
    before = recorded()
    words = tuple(replace(w, start_ms=None, end_ms=None) for w in before.turns[1].words)
    blind = RedactedTurn(Channel.CALLER, None, None, before.turns[1].text, words)
    with pytest.raises(FindingWithoutTimes):
        mask_further(replace(before, turns=(before.turns[0], blind)), [Finds("zebulon")])


def test_words_that_do_not_stand_in_their_text_are_read_all_the_same() -> None:
    before = recorded()
    odd = replace(before.turns[1], words=tuple(replace(word, text="other") for word in before.turns[1].words))
    after = mask_further(replace(before, turns=(before.turns[0], odd)), [Finds("zebulon")]).redacted
    assert texts_of(after)[1] == "okay it is [SSN] and [PERSON] said I paid 45 dollars"
