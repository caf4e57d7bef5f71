"""What the rules and the learnt second opinion decide together, and what happens when the model fails."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from calls.call import Channel
from calls.consent import SpokenWish
from calls.errors import ModelMissing, StepFailed
from calls.transcript import Turn
from redact import callers_wish as callers_wish_module
from redact.callers_wish import (
    DENIED_BY_MODEL,
    DOUBTFUL_BY_MODEL,
    DOUBTFUL_BY_RULE,
    OBJECTS_BY_BOTH,
    OBJECTS_BY_RULE,
    callers_wish,
)
from redact.objection_model import second_opinion as second_opinion_module
from redact.objection_model.classifier import MODEL_SHA256, TOKENIZER_SHA256, ObjectionClassifier
from redact.objection_model.context import is_plausible, words_before
from redact.objection_model.levels import CERTAIN, CONCEIVABLE, SUSPECTED, SUSPECTED_UNNAMED
from redact.objection_model.pieces import LONGEST_BEFORE, LONGEST_OWN, pieces_of
from redact.objection_model.second_opinion import HERE, SecondOpinion
from redact.objection_model.suspicion import levels_of_suspicion
from tests.redact.conversation import turns_of

TOLD = "agent: Just so you know, this call is being recorded."
DOUBTFUL = "The recording has to go."
HEDGED = "I'm not sure I want to be recorded."
INNOCENT = "My fridge leaks."


class Says:
    """An opinion that thinks the same of every turn, and counts how often it is asked."""

    def __init__(self, chance: float) -> None:
        self.chance, self.asked = chance, 0

    def chances(self, turns: Sequence[Turn]) -> tuple[float, ...]:
        self.asked += 1
        return tuple(0.0 if turn.channel is Channel.AGENT else self.chance for turn in turns)


@pytest.fixture(scope="module")
def opinion() -> SecondOpinion:
    return SecondOpinion()


def test_what_no_rule_knows_waits_where_the_model_suspects_it() -> None:
    said = callers_wish(turns_of(TOLD, INNOCENT), Says(SUSPECTED))
    assert (said.wish, said.turns, said.why) == (SpokenWish.DOUBTFUL, (1,), DOUBTFUL_BY_MODEL)


def test_more_is_asked_where_nobody_speaks_of_recording() -> None:
    opinion = Says(SUSPECTED_UNNAMED - 0.01)
    assert callers_wish(turns_of("agent: How can I help?", INNOCENT), opinion).wish is SpokenWish.NONE
    assert callers_wish(turns_of("agent: How can I help?", INNOCENT), Says(SUSPECTED_UNNAMED)).turns == (1,)
    levels = levels_of_suspicion(turns_of(TOLD, "Hm.", "No.", "agent: Your name?", "Ann.", "agent: And?", "My fridge."))
    assert levels[:3] == (SUSPECTED,) * 3
    assert levels[-1] == SUSPECTED_UNNAMED


def test_the_model_never_destroys_on_its_own() -> None:
    assert callers_wish(turns_of(TOLD, INNOCENT), Says(1.0)).wish is SpokenWish.DOUBTFUL


def test_below_the_level_nothing_waits() -> None:
    said = callers_wish(turns_of(TOLD, INNOCENT), Says(SUSPECTED - 0.01))
    assert (said.wish, said.turns, said.why) == (SpokenWish.NONE, (), "")


def test_a_doubt_of_the_rules_waits_whatever_the_model_thinks() -> None:
    said = callers_wish(turns_of(DOUBTFUL), Says(0.0))
    assert (said.wish, said.turns, said.why) == (SpokenWish.DOUBTFUL, (0,), DOUBTFUL_BY_RULE)


def test_a_doubt_of_which_the_model_is_certain_is_an_objection() -> None:
    said = callers_wish(turns_of(DOUBTFUL), Says(CERTAIN))
    assert (said.wish, said.why) == (SpokenWish.OBJECTS, OBJECTS_BY_BOTH)


@pytest.mark.parametrize("words", [HEDGED, "I told the other agent not to record me."])
def test_what_is_hedged_or_told_of_another_time_waits_however_certain_the_model(words: str) -> None:
    assert callers_wish(turns_of(words), Says(1.0)).wish is SpokenWish.DOUBTFUL


def test_a_doubt_about_an_unknown_speaker_is_never_made_an_objection() -> None:
    turn = Turn.of_text(Channel.UNKNOWN, DOUBTFUL)
    assert callers_wish([turn], Says(1.0)).wish is SpokenWish.DOUBTFUL


def test_what_the_rules_know_is_destroyed_however_little_the_model_sees_in_it() -> None:
    said = callers_wish(turns_of("I don't want to be recorded."), Says(CONCEIVABLE))
    assert (said.wish, said.why) == (SpokenWish.OBJECTS, OBJECTS_BY_RULE)


def test_what_the_rules_know_waits_where_the_model_sees_next_to_nothing_in_it() -> None:
    said = callers_wish(turns_of("I don't want to be recorded."), Says(CONCEIVABLE - 0.01))
    assert (said.wish, said.turns, said.why) == (SpokenWish.DOUBTFUL, (0,), DENIED_BY_MODEL)


@pytest.mark.parametrize(
    "words", ["I want the recording deleted.", "Please do not record me.", "Erase this recording."]
)
def test_a_plain_wish_is_carried_out_whatever_the_model_thinks(words: str) -> None:
    assert callers_wish(turns_of(words), Says(0.0)).wish is SpokenWish.OBJECTS


@pytest.mark.parametrize(
    "words",
    [
        "I don't want to be recorded.",
        "Please stop the recording.",
        "no i don't agree to being recorded",
        "Don't record me.",
    ],
)
def test_the_committed_model_denies_no_plain_objection(words: str) -> None:
    assert callers_wish(turns_of(TOLD, words)).why == OBJECTS_BY_RULE
    assert callers_wish(turns_of(words)).why == OBJECTS_BY_RULE


def test_what_is_meant_of_another_thing_is_not_destroyed_though_a_rule_takes_it_for_an_objection() -> None:
    assert callers_wish(turns_of("i need to cancel the recording that's on tonight on the box")).why != OBJECTS_BY_RULE


def test_the_reason_holds_none_of_the_callers_words() -> None:
    said = callers_wish(turns_of("Nobody but Griselda may keep my voice."), Says(0.0))
    assert "Griselda" not in said.why


def test_a_fault_in_the_model_is_raised_and_quotes_nothing(
    opinion: SecondOpinion, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(said: Sequence[tuple[str, str]]) -> list[float]:
        raise ValueError(f"cannot read {said}")

    monkeypatch.setattr(opinion._classifier, "chances", fail)
    with pytest.raises(StepFailed) as failure:
        callers_wish(turns_of(TOLD, "No, my Griselda."), opinion)
    assert "Griselda" not in str(failure.value)
    assert failure.value.__cause__ is None


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_another_file_or_none_is_refused(name: str, tmp_path: Path) -> None:
    for kept in ("model.onnx", "tokenizer.json"):
        shutil.copy(HERE / kept, tmp_path / kept)
    (tmp_path / name).write_bytes(b"another")
    with pytest.raises(ModelMissing):
        SecondOpinion(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(ModelMissing):
        SecondOpinion(tmp_path)


def test_a_model_trained_anew_is_asked_where_its_own_sums_are_given(tmp_path: Path) -> None:
    for name in ("model.onnx", "tokenizer.json"):
        shutil.copy(HERE / name, tmp_path / name)
    newer = ObjectionClassifier(tmp_path, model_sha256=MODEL_SHA256, tokenizer_sha256=TOKENIZER_SHA256)
    assert callers_wish(turns_of(DOUBTFUL), SecondOpinion(classifier=newer)) == callers_wish(turns_of(DOUBTFUL))
    with pytest.raises(ModelMissing):
        ObjectionClassifier(tmp_path, model_sha256="0" * 64)


def test_the_committed_model_is_asked_unless_another_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_opinion_module, "second_opinion", lambda: Says(1.0))
    assert callers_wish_module.callers_wish(turns_of(INNOCENT)).wish is SpokenWish.DOUBTFUL


@pytest.mark.parametrize(
    "lines",
    [
        (TOLD, "Then count my voice out of whatever you keep."),
        ("agent: Is it okay if we record this call?", "Hmm, I'd be happier without."),
        ("Could whatever is taking this down be unplugged first?",),
        ("i dont wanna be wreck orded on this",),
        ("My mum here says she won't have her voice kept.",),
    ],
)
def test_the_committed_model_suspects_refusals_in_many_words(opinion: SecondOpinion, lines: tuple[str, ...]) -> None:
    assert max(opinion.chances(turns_of(*lines))) >= SUSPECTED


@pytest.mark.parametrize(
    "lines",
    [
        ("My record player won't stop turning.",),
        ("agent: Is it okay if we record this call?", "No, that's fine, go ahead."),
        ("agent: Shall I add insurance?", "No, I'd rather not."),
        ("I don't want to be put on hold again.",),
        ("How do I stop my box from recording every episode?",),
        ("Can I get a copy of the recording of my last call?",),
        ("Please don't send it by recorded delivery.",),
    ],
)
def test_the_committed_model_leaves_look_alikes_alone(opinion: SecondOpinion, lines: tuple[str, ...]) -> None:
    assert max(opinion.chances(turns_of(*lines))) < SUSPECTED


def test_the_agents_own_words_are_never_suspected(opinion: SecondOpinion) -> None:
    assert opinion.chances(turns_of("agent: I don't want to be recorded, said the last one.")) == (0.0,)


@pytest.mark.parametrize("lines", [(), ("",), ("…",), ("agent: Hello?",), ("caller: ",)])
def test_calls_without_words_of_a_caller_wish_nothing(opinion: SecondOpinion, lines: tuple[str, ...]) -> None:
    assert callers_wish(turns_of(*lines), opinion).wish is SpokenWish.NONE


def test_an_objection_at_the_end_of_a_long_speech_is_seen(opinion: SecondOpinion) -> None:
    ramble = "My router blinks and I have been waiting since Monday. " * 40
    alone, behind = "No recording of me, please.", f"{ramble} No recording of me, please."
    assert max(opinion.chances(turns_of(alone))) >= SUSPECTED
    assert max(opinion.chances(turns_of(behind))) >= SUSPECTED


def test_the_stretches_grow_with_the_words_and_no_faster(opinion: SecondOpinion) -> None:
    tokenizer = opinion._classifier._tokenizer
    once = sum(map(len, pieces_of(tokenizer, "is it okay " * 900, "no thank you " * 3_500)))
    twice = sum(map(len, pieces_of(tokenizer, "is it okay " * 900, "no thank you " * 7_000)))
    assert twice <= 2.05 * once
    longest = max(map(len, pieces_of(tokenizer, "is it okay " * 900, "no thank you " * 3_500)))
    assert longest <= LONGEST_OWN + LONGEST_BEFORE + 3


def test_two_runs_think_the_same(opinion: SecondOpinion) -> None:
    turns = turns_of(TOLD, "I'd sooner you didn't.", "agent: Okay.", "Thanks.")
    assert opinion.chances(turns) == opinion.chances(turns)


def test_what_the_caller_asked_of_recording_is_read_with_the_answer() -> None:
    assert words_before(["Are you taping this?", "Yes."], 2) == "Are you taping this? Yes."
    assert words_before(["It's the fridge.", "Yes."], 2) == "Yes."
    assert words_before(["Hello."], 0) == ""


@pytest.mark.parametrize(
    ("before", "own", "is_read"),
    [
        ("This call is recorded.", "Goodbye then.", True),
        ("How can I help?", "My fridge leaks.", False),
        ("How can I help?", "Keep the tape off me.", True),
        ("", "", False),
    ],
)
def test_only_what_may_be_an_objection_is_read(before: str, own: str, is_read: bool) -> None:
    assert is_plausible(before, own) is is_read
