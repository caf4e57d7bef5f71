"""What the objection model learnt from is whole, and made alike by every run."""

import random

from redact.objection_model.training.wordings import examples, ordinary_wordings, own_wordings

FEWEST_OBJECTIONS, FEWEST_LOOK_ALIKES = 700, 1_000


def test_there_are_as_many_wordings_as_the_card_asks_for() -> None:
    objects = [wording.objects for wording in own_wordings()]
    assert objects.count(True) >= FEWEST_OBJECTIONS
    assert objects.count(False) >= FEWEST_LOOK_ALIKES


def test_every_wording_has_surroundings_and_keeps_its_sense() -> None:
    made = list(examples(own_wordings(), random.Random(1)))
    assert all(example.own.strip() for example in made)
    assert sum(example.objects for example in made) == sum(wording.objects for wording in own_wordings())


def test_the_same_seed_makes_the_same_examples() -> None:
    first, second = (list(examples(own_wordings()[:200], random.Random(4))) for _ in range(2))
    assert first == second


def test_ordinary_talk_objects_to_nothing() -> None:
    assert not any(wording.objects for wording in ordinary_wordings(2, 50))
