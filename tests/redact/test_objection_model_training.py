"""What the objection model learnt from is whole, and made alike by every run."""

import random

from redact.objection_model.training.wordings import TALK, call_wordings, examples, ordinary_wordings, own_wordings

FEWEST_OBJECTIONS, FEWEST_LOOK_ALIKES = 2_400, 3_200
LONGEST_FILE = 250


def test_there_are_as_many_wordings_as_the_card_asks_for() -> None:
    objects = [wording.objects for wording in own_wordings()]
    assert objects.count(True) >= FEWEST_OBJECTIONS
    assert objects.count(False) >= FEWEST_LOOK_ALIKES


def test_each_file_is_of_one_voice_or_subject_and_says_which() -> None:
    for file in TALK.glob("*/*.txt"):
        lines = file.read_text("utf-8").splitlines()
        assert lines[0].startswith("# "), file.name
        assert len(lines) <= LONGEST_FILE, file.name


def test_no_wording_is_both_an_objection_and_none() -> None:
    said = {
        objects: {(w.before, w.after, w.words) for w in own_wordings() if w.objects == objects}
        for objects in (True, False)
    }
    assert not said[True] & said[False]


def test_the_agents_very_words_may_stand_before_a_wording() -> None:
    asked = [wording for wording in own_wordings() if wording.before is not None]
    assert {wording.objects for wording in asked} == {True, False}
    assert not any("agent:" in wording.words or " / " in wording.words for wording in own_wordings())


def test_every_wording_has_surroundings_and_keeps_its_sense() -> None:
    made = list(examples(own_wordings(), random.Random(1)))
    assert all(example.own.strip() for example in made)
    assert sum(example.objects for example in made) == sum(wording.objects for wording in own_wordings())


def test_the_same_seed_makes_the_same_examples() -> None:
    first, second = (list(examples(own_wordings()[:200], random.Random(4))) for _ in range(2))
    assert first == second


def test_ordinary_talk_objects_to_nothing() -> None:
    assert not any(wording.objects for wording in ordinary_wordings(2, 50))


def test_callers_of_the_ordinary_calls_that_are_read_object_to_nothing_and_answer_the_agent() -> None:
    said = call_wordings("second_test")
    assert len(said) > 1_000
    assert not any(wording.objects for wording in said)
    assert any(wording.before for wording in said)
    assert call_wordings("tune") == []
