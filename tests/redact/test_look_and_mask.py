"""What the second look still hears is masked, and looked at once more; then its word stands."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from calls.audio import RedactedAudio
from calls.call import Channel
from calls.ports.transcribers import Watch, unwatched
from calls.redacted import RedactedCall, Verdict
from calls.transcript import TimeSource, Turn, Window, Word
from redact.find_secrets import rule_detectors
from redact.look_and_mask import WIDENED_CHECK, look_and_mask
from redact.mask_audio import mask_audio
from tests.redact.conversation import timed_turn
from tests.redact.looked_at import CALL, Clock, redacted_call
from tests.redact.test_second_look import left_to_hear


class HearsWhatIsBare:
    """A checking transcriber that hears, of these turns, the words that no tone covers; every one if `stubborn`."""

    engine, model = "twin", "none"

    def __init__(self, *turns: Turn, stubborn: bool = False) -> None:
        self._turns, self._stubborn = turns, stubborn
        self.looks = 0

    def listen_again(
        self,
        audio: RedactedAudio,
        windows: Sequence[Window],
        watch: Watch = unwatched,  # noqa: ARG002
    ) -> Sequence[Turn]:
        self.looks += bool(windows)
        heard = ((turn, [word for word in turn.words if self._is_bare(audio, turn, word)]) for turn in self._turns)
        return [Turn.of_words(turn.channel, tuple(words)) for turn, words in heard if words]

    def _is_bare(self, audio: RedactedAudio, turn: Turn, word: Word) -> bool:
        return self._stubborn or bool((_of(audio, turn.channel, word) == 500).all())


def _of(audio: RedactedAudio, channel: Channel, word: Word) -> np.ndarray:
    return audio.channel(channel)[(word.start_ms or 0) * 8 : (word.end_ms or 0) * 8]


def looked_at(redacted: RedactedCall, *heard: Turn, stubborn: bool = False) -> tuple[RedactedCall, Verdict, list[str]]:
    call, certificate = look_and_mask(
        redacted, HearsWhatIsBare(CALL[0], *heard, stubborn=stubborn), rule_detectors(), clock=Clock()
    )
    return call, certificate.verdict, [check.name for check in certificate.checks]


MISHEARD = (CALL[0], timed_turn(Channel.CALLER, "okay it is all right thanks but I want to pay 45 dollars", 4000))
UNDERSTOOD = timed_turn(Channel.CALLER, "okay it is Jane Miller thanks but I want to pay 45 dollars", 4000)
AT_MS = (4000 + 3 * 400, 4000 + 5 * 400)


def test_a_name_that_only_the_other_engine_understood_is_masked_and_the_call_is_clean() -> None:
    call, verdict, checks = looked_at(redacted_call(MISHEARD, hidden=()), UNDERSTOOD)
    assert verdict is Verdict.CLEAN
    assert WIDENED_CHECK in checks
    assert call.audio is not None
    assert not (call.audio.channel(Channel.CALLER)[AT_MS[0] * 8 : AT_MS[1] * 8] == 500).any()


def test_text_and_sound_hide_the_same_after_it() -> None:
    call, _, _ = looked_at(redacted_call(MISHEARD, hidden=()), UNDERSTOOD)
    assert call.turns[1].text.startswith("okay it [PERSON]")
    assert "all right" not in call.turns[1].text


def test_what_is_still_heard_after_that_quarantines() -> None:
    _, verdict, _ = looked_at(redacted_call(MISHEARD, hidden=()), UNDERSTOOD, stubborn=True)
    assert verdict is Verdict.QUARANTINED


def test_a_clean_call_is_looked_at_once_and_handed_back_as_it_was() -> None:
    redacted = redacted_call()
    checker = HearsWhatIsBare(*left_to_hear(redacted))
    call, certificate = look_and_mask(redacted, checker, rule_detectors(), clock=Clock())
    assert call is redacted
    assert certificate.verdict is Verdict.CLEAN
    assert checker.looks == 1


def test_a_call_of_which_much_is_still_heard_is_not_masked_further() -> None:
    names = " ".join(["it is Jane Miller and then"] * 4)
    turns = (CALL[0], timed_turn(Channel.CALLER, " ".join(["it is all right and then"] * 4), 4000, 300))
    redacted = redacted_call(turns, hidden=())
    call, verdict, _ = looked_at(redacted, timed_turn(Channel.CALLER, names, 4000, 300))
    assert verdict is Verdict.QUARANTINED
    assert call is redacted


def test_what_a_person_has_to_decide_is_not_masked_away() -> None:
    turns = (*MISHEARD, timed_turn(Channel.CALLER, "could you maybe not record me", 9000, 300))
    redacted = redacted_call(turns, hidden=())
    call, verdict, _ = looked_at(redacted, UNDERSTOOD)
    assert verdict is Verdict.QUARANTINED
    assert call is redacted


def test_a_word_with_guessed_times_is_masked_more_widely() -> None:
    loose = timed_turn(Channel.CALLER, UNDERSTOOD.text, 4000, source=TimeSource.ATTENTION)
    (aligned, _, _), (guessed, _, _) = (
        looked_at(redacted_call(MISHEARD, hidden=()), heard) for heard in (UNDERSTOOD, loose)
    )
    assert aligned.audio is not None
    assert guessed.audio is not None
    bare = [int((one.audio.channel(Channel.CALLER) == 500).sum()) for one in (aligned, guessed) if one.audio]
    assert bare[1] < bare[0]


def segment_call(caller: str, start_ms: int, ms_a_word: int) -> RedactedCall:
    """A call of which the writing engine knew the caller's segment's times alone, all of it readable."""
    source = TimeSource.SEGMENT
    return redacted_call((CALL[0], timed_turn(Channel.CALLER, caller, start_ms, ms_a_word, source)), hidden=())


def test_a_word_that_takes_its_whole_long_turn_along_leaves_the_call_to_a_person() -> None:
    heard = timed_turn(Channel.CALLER, "it is Jane Miller", 5_000, 300)
    redacted = segment_call("okay it is all right thanks but I want to pay it", 4_000, 600)
    call, verdict, checks = looked_at(redacted, heard)
    assert verdict is Verdict.QUARANTINED
    assert call is redacted
    assert WIDENED_CHECK not in checks


def test_the_certificate_tells_how_much_is_masked_and_not_how_much_was_heard() -> None:
    redacted = segment_call("okay it is all right thanks", 4_000, 600)
    heard = timed_turn(Channel.CALLER, "it is Jane Miller", 5_000, 300)
    call, certificate = look_and_mask(redacted, HearsWhatIsBare(CALL[0], heard), rule_detectors(), clock=Clock())
    (note,) = [check for check in certificate.checks if check.name == WIDENED_CHECK]
    assert call.turns[1].text == "[PERSON]"
    assert note.detail == "1 stretches, 3600 ms"


def test_what_was_silent_already_does_not_count_as_masked_at_the_second_look() -> None:
    bare = redacted_call(MISHEARD, hidden=())
    assert bare.audio is not None
    silent = tuple(Window(channel, 6_100, 6_300) for channel in bare.audio.channels)
    silenced = replace(bare, unwritten=silent, audio=mask_audio(bare.audio, (), silent))
    first_word_ms, last_word_ms = AT_MS[0] - 400, AT_MS[1] + 400  # the margins touch a word on either side
    assert masked_ms(silenced) == last_word_ms - first_word_ms - (6_300 - 6_100)


def masked_ms(redacted: RedactedCall) -> int:
    """What the certificate says of it."""
    _, certificate = look_and_mask(redacted, HearsWhatIsBare(CALL[0], UNDERSTOOD), rule_detectors(), clock=Clock())
    (note,) = [check for check in certificate.checks if check.name == WIDENED_CHECK]
    return int(note.detail.split()[-2])


def test_P11_what_is_masked_at_the_second_look_sounds_the_same_whatever_was_said() -> None:
    call, _, _ = looked_at(redacted_call(MISHEARD, hidden=()), UNDERSTOOD)
    assert call.audio is not None
    mask = call.masks[0]
    assert mask.start_ms is not None
    assert mask.end_ms is not None
    masked = call.audio.samples[mask.start_ms * 8 : mask.end_ms * 8]
    whole = mask_audio(call.audio, (), [Window(Channel.CALLER, 0, call.audio.duration_ms)])
    assert (masked[:, 0] == whole.samples[mask.start_ms * 8 : mask.end_ms * 8, 0]).all()
