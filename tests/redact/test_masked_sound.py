"""How the audio benchmark counts what is bare, what is masked beyond a secret, and what is lost under echoes."""

import numpy as np

from benchmarks.redaction.masked_sound import lost_under_echoes, n_false_masks, score_secrets
from benchmarks.redaction.voiced_calls import Line, SpokenSecret, VoicedCall
from calls.audio import RawAudio
from calls.call import Channel, new_call_id
from calls.finding import Kind
from calls.redacted import MaskedSpan, RedactedCall, RedactedTurn
from calls.transcript import Turn, Window, Word

CALLER, AGENT = Channel.CALLER, Channel.AGENT
TURNS = (RedactedTurn(CALLER, 0, 9000, "[PERSON]", ()), RedactedTurn(AGENT, 0, 9000, "[PERSON]", ()))


def secret(start_ms: int, end_ms: int, text: str = "Rosalind", channel: Channel = CALLER) -> SpokenSecret:
    return SpokenSecret(Kind.PERSON, channel, start_ms, end_ms, text)


def mask(start_ms: int, end_ms: int, channel: Channel = CALLER, *, of: Channel = CALLER) -> MaskedSpan:
    return MaskedSpan(Kind.PERSON, channel, start_ms, end_ms, 0 if of is CALLER else 1, 0, 8)


def call(*secrets: SpokenSecret, line: Line = Line.CLEAN) -> VoicedCall:
    audio = RawAudio(np.zeros((80_000, 2), np.int16), 8000, (CALLER, AGENT))
    return VoicedCall("made up", line, audio, secrets, ((AGENT, 1000, 3000), (CALLER, 4000, 6000)))


def redacted(*masks: MaskedSpan, unwritten: tuple[Window, ...] = ()) -> RedactedCall:
    return RedactedCall(new_call_id(), "en", 10_000, TURNS, masks, (), audio=None, unwritten=unwritten)


def test_a_secret_is_bare_where_neither_a_mask_nor_silence_lies_over_it() -> None:
    masked = redacted(mask(4000, 4300), unwritten=(Window(CALLER, 4500, 4600),))
    (score,) = score_secrets(call(secret(4000, 5000)), masked, ())
    assert (score.bare_ms, score.found, score.whole) == (600, True, False)
    (score,) = score_secrets(call(secret(4000, 5000)), redacted(mask(4000, 5000, AGENT)), ())
    assert (score.bare_ms, score.found) == (1000, False)


def test_where_the_line_carries_it_over_a_secret_is_to_be_hidden_on_the_other_channel_too() -> None:
    masked = redacted(mask(4000, 5000), mask(4000, 4900, AGENT))
    for line, bare_echo_ms in ((Line.CLEAN, 0), (Line.NOISY, 0), (Line.CROSSTALK, 100)):
        (score,) = score_secrets(call(secret(4000, 5000), line=line), masked, ())
        assert (score.bare_ms, score.bare_echo_ms, score.whole) == (0, bare_echo_ms, bare_echo_ms == 0)


def test_what_is_masked_around_a_secret_counts_with_all_that_touches_its_mask() -> None:
    masked = redacted(mask(3700, 5300), mask(5300, 5800), unwritten=(Window(CALLER, 3200, 3700),))
    (score,) = score_secrets(call(secret(4000, 5000)), masked, ())
    assert score.over_ms == 2600 - 1000


def test_two_secrets_in_one_stretch_share_what_is_masked_beyond_them() -> None:
    scores = score_secrets(call(secret(4000, 5000), secret(6000, 7000)), redacted(mask(3500, 7500)), ())
    assert [score.over_ms for score in scores] == [1000, 1000]


def test_an_echos_mask_beside_a_secret_is_not_masked_for_it() -> None:
    masked = redacted(mask(4000, 5000), mask(5000, 6000, CALLER, of=AGENT))
    (score,) = score_secrets(call(secret(4000, 5000)), masked, ())
    assert score.over_ms == 0


def test_lost_under_echoes_is_what_nothing_else_masks_and_what_the_party_says_there() -> None:
    masked = redacted(mask(500, 1500, AGENT), mask(1000, 4500, AGENT, of=CALLER), mask(1000, 1500, AGENT, of=AGENT))
    assert lost_under_echoes(call(), masked) == (4000 - 500, 2000 - 500)


def test_a_mask_that_touches_no_secret_is_a_false_one() -> None:
    masked = redacted(mask(4000, 4100), mask(4900, 5100), mask(8000, 8100, AGENT))
    assert n_false_masks(call(secret(4950, 5000)), masked) == 2


def test_digits_and_telling_words_heard_in_its_place_are_a_leak() -> None:
    def leaks(text: str, heard: str, channel: Channel = CALLER) -> bool:
        words = tuple(Word(word, 4000 + k * 100, 4100 + k * 100) for k, word in enumerate(heard.split()))
        turn = Turn.of_words(channel, words)
        (score,) = score_secrets(call(secret(4000, 5000, text)), redacted(), (turn,))
        return score.leaks

    assert leaks("four one one one, two", "it was 4111")
    assert leaks("Rosalind Bondarenko", "yes rosalind please")
    assert leaks("Rosalind Bondarenko", "yes rosalind please", AGENT)
    assert not leaks("four one one one, two", "it was 41 then")
    assert not leaks("double five seven", "a double room")
