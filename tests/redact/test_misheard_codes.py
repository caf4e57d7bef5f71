"""Letters of codes and addresses read back that were written as other words: hits and near-misses."""

import pytest

from calls.finding import Kind
from redact.find_secrets import find_secrets, rule_detectors
from redact.spelling_sounds import spelling_words_at
from tests.redact.test_misheard_answers import heard, hidden

SOUND_SPELLED = [
    ("fox start", 2), ("fox trod", 2), ("why ski", 2), ("new member", 2), ("how tell", 2), ("see era", 2),
    ("key back", 2), ("july yet", 2), ("deltour", 1), ("ecko", 1), ("poppa", 1), ("sarah", 1),
    ("gulf", 1), ("sierra", 1), ("factor", 1),
    ("sorry", 0), ("thank you", 0), ("new number", 0), ("color black", 0), ("call back", 0), ("doing it", 0),
    ("remember", 0), ("number", 0), ("brief", 0), ("start", 0), ("street", 0), ("silver", 0), ("tilt", 0),
    ("for you", 0), ("and then", 0), ("in form", 0), ("july", 0), ("paper label", 0), ("first track", 0),
]  # fmt: skip


@pytest.mark.parametrize(("said", "n_words"), SOUND_SPELLED, ids=[said for said, _ in SOUND_SPELLED])
def test_words_that_sound_like_the_spelling_alphabet_are_told_from_their_neighbours(said: str, n_words: int) -> None:
    assert spelling_words_at(said.split(), 0) == n_words


def test_a_misheard_pair_is_known_from_its_last_word_on_as_well() -> None:
    assert spelling_words_at(("fox", "start", "nine"), 1, -1) == 2
    assert spelling_words_at(("fox", "start"), 5) == 0


SERIAL = "agent: What's the serial number?"
LETTERS = [
    # what was said, and what of it is hidden
    ("caller: Charlie/.65 Mike two zero one, Zulu, fox/.95 start/.95", "Charlie Mike two zero one, Zulu, fox start"),
    ("caller: why/.95 ski/.95 alpha nine two four", "why ski alpha nine two four"),
    ("caller: It's alpha nine two four deltour/.95 new/.95 member/.95", "alpha nine two four deltour new member"),
    ("caller: It's alpha nine two four. Sorry, that's all", "alpha nine two four"),
    ("caller: It's alpha nine two four on the sticker", "alpha nine two four"),
    ("caller: It's alpha nine two four Samsung", "alpha nine two four"),
    ("caller: Gosh, passport, alpha nine two four", "alpha nine two four"),
    ("caller: It's alpha nine two four, is that the one?", "alpha nine two four"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "what"), LETTERS, ids=[said for said, _ in LETTERS])
def test_words_beside_a_code_that_sound_like_its_letters_are_hidden_however_sure(said: str, what: str) -> None:
    turns = heard(SERIAL, said)
    found = find_secrets(turns, rule_detectors())
    assert [turns[one.turn].text[one.start : one.end].rstrip(".,") for one in found] == [what]


def test_a_word_or_two_that_no_sentence_is_made_of_belong_to_the_code_in_whose_answer_they_stand() -> None:
    turns = heard(SERIAL, "caller: It says alpha nine two four crusty/.95 ox/.95")
    assert [turns[one.turn].text[one.start : one.end] for one in find_secrets(turns, rule_detectors())] == [
        "alpha nine two four crusty ox"
    ]
    told = heard("caller: The serial is alpha nine two four crusty/.95 ox/.95 and it broke")
    assert [told[one.turn].text[one.start : one.end] for one in find_secrets(told, rule_detectors())] == [
        "alpha nine two four"
    ]


SPELLED = [
    ("Charlie Mike to zero, fox start one, Zulu, fox start", True, "letters that are first names"),
    ("Oscar Victor, new member, poppa", True, "no digit understood"),
    ("why we have a rule for this one", False, "words of a sentence"),
    ("Charlie from number two has it", False, "a person"),
    ("Charlie Victor told me on the phone to see you", False, "two letters of a sentence"),
    ("Charlie Mike to zero, fox start, are you ready?", False, "a question behind it"),
    ("one two three four", False, "for the detectors of numbers"),
]


@pytest.mark.parametrize(("said", "is_hidden", "why"), SPELLED, ids=[why for *_, why in SPELLED])
def test_an_answer_to_a_question_for_a_code_that_is_spelled_out_is_hidden_whole(
    said: str, is_hidden: bool, why: str
) -> None:
    assert (hidden(SERIAL, f"caller: {said}").get(said) is Kind.DEVICE_SERIAL) is is_hidden, why
    assert said not in hidden("agent: What happened?", f"caller: {said}"), why


READ_BACKS = [
    ("agent: I have 39 late/.8 new/.5 terrors/.7 on file. Is that right?", "39 late new terrors"),
    ("agent: I have 9, seven, thirty late/.8 new/.5 terrors/.7 on file.", "9, seven, thirty late new terrors"),
    ("agent: So you're at 12 cron/.6 will/.6 way, is that right?", "12 cron will way,"),
    ("agent: I have 2 orders on file. Is that right?", ""),
    ("agent: I have 39 pounds/.4 on the account", ""),
    ("agent: So that's 2 charges/.6 and/.6 a/.9 cable,/.6 is that right?", ""),
    ("caller: I have 39 late/.8 new/.5 terrors/.7 on file.", ""),
    ("agent: I have 39 things/.5 to/.9 do/.5 before/.9 we/.9 get/.9 anything/.9 else on file.", ""),
    ("agent: On file is that right?", ""),
    ("agent: I have 39 Lakeview Terrace on/.6 file,/.6 is that right?", ""),
]  # fmt: skip


@pytest.mark.parametrize(("said", "what"), READ_BACKS, ids=[said for said, _ in READ_BACKS])
def test_a_number_and_doubted_words_that_an_agent_reads_back_are_an_address(said: str, what: str) -> None:
    found = {text: kind for text, kind in hidden(said).items() if text.endswith(what) or text in what}
    assert found == ({what: Kind.ADDRESS} if what else {})


def test_words_behind_the_house_number_that_the_caller_gave_are_the_street_however_sure() -> None:
    given = ("agent: What's the address?", "caller: 39 Lakeview Terrace")
    assert hidden(*given, "agent: Okay, 39 late new terrors, is that right?") == {"39 late new terrors,": Kind.ADDRESS}
    assert hidden(*given, "agent: Okay, 40 late new terrors, is that right?") == {}
    assert hidden(*given, "agent: Okay, 39 dollars a month, is that right?") == {}
