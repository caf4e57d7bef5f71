"""Objections in many wordings, what only sounds like one, and what a person must decide."""

import pytest

from calls.call import Channel
from calls.consent import SpokenWish
from calls.transcript import Turn
from redact.spoken_objection import find_objection
from tests.redact.conversation import turns_of

ASKED = "agent: Is it okay if this call is recorded?"
TOLD = "agent: Just so you know, this call is being recorded."
CLEAR = [
    ("I don't want to be recorded.",),
    ("i do not want to be recorded",),
    ("Sorry, I really don't want this call to be recorded.",),
    ("I'd rather not be recorded.",),
    ("I'd prefer you didn't record this.",),
    ("I would prefer it if we weren't recorded",),
    ("I don't consent to being recorded.",),
    ("I do not consent to this call being recorded",),
    ("I do not give you permission to record me.",),
    ("You don't have my permission to record this.",),
    ("Please stop the recording.",),
    ("stop recording me",),
    ("Can you stop recording please?",),
    ("Could you please turn the recording off?",),
    ("turn off the recording please",),
    ("Please don't record this call.",),
    ("Don't record me.",),
    ("I object to the recording.",),
    ("I object to being recorded",),
    ("I refuse to be recorded.",),
    ("I'm not comfortable being recorded.",),
    ("I am not okay with this being recorded",),
    ("i'm not happy about being recorded",),
    ("No recording please.",),
    ("I don't agree to being recorded.",),
    ("I want the recording stopped.",),
    ("I'd like you to delete the recording.",),
    ("I withdraw my consent.",),
    ("I don't want to be on tape.",),
    ("um yeah i i don't wanna want to be recorder",),
    ("I don't want you recording this.",),
    ("I don't want my voice recorded.",),
    ("I don't want a recording of this.",),
    ("I won't talk if this is recorded.", ),
    ("First of all, I object. I do not want this call to be recorded.",),
    ("Please do not record me. I object.",),
    (ASKED, "No."),
    (ASKED, "No, I'd rather not."),
    (ASKED, "uh no sorry"),
    (ASKED, "I don't agree to that."),
    (TOLD, "No, I don't agree to that."),
    (TOLD, "I'd rather you didn't."),
    (TOLD, "I don't want that."),
    ("agent: Do you mind if we record this?", "Yes, I do."),
    ("agent: So you don't want to be recorded?", "Correct."),
    ("I don't agree to that.",),
]  # fmt: skip
INNOCENT = [
    ("My record player doesn't work.",),
    ("I don't mind being recorded.",),
    ("That's fine, you can record the call.",),
    ("I have no problem with being recorded.",),
    ("Can we talk off the record?",),
    ("For the record, I paid in March.",),
    ("My DVR won't stop recording.",),
    ("How do I stop recording my shows?",),
    ("The doorbell doesn't record at night.",),
    ("I don't want to record every episode.",),
    ("My payment was not recorded on the account.",),
    ("You sound like a broken record.",),
    ("My husband didn't want to be recorded last time.",),
    ("Are you recording this?",),
    ("Is this call recorded?",),
    ("agent: If you don't want to be recorded, press nine.", "okay"),
    ("agent: I don't want to be recorded, is what the last one said.", "ha"),
    (ASKED, "Yes, that's fine."),
    (ASKED, "No, that's fine."),
    (ASKED, "No problem."),
    ("agent: Do you mind if we record this?", "No, go ahead."),
    ("agent: Any objection to the recording?", "No."),
    ("No, I don't agree to that price.", "agent: it's our best offer"),
    ("The camera stopped recording after the update.",),
    ("I bought records at the record store.",),
    ("Can you send the medical records?",),
    ("I don't want to buy it.",),
    ("Please stop the subscription.",),
    ("Please turn off the roaming.",),
]
DOUBTFUL = [
    ("If I don't want to be recorded, what do I do?",),
    ("I'm not sure I want to be recorded.",),
    ("Do I have to be recorded?  I hate that.",),
    ("I don't want to be regarded.",),
    ("Why are you recording me?",),
    ("agent: Okay, I'll stop the recording.", "thanks"),
    ("I told the other agent not to record me.",),
    ("agent: I see the late fee on your bill.", "I object to that."),
    ("It's recorded on my bill as a late payment and I object to that.",),
]


def wish(lines: tuple[str, ...]) -> SpokenWish:
    return find_objection(turns_of(*lines))


@pytest.mark.parametrize("lines", CLEAR, ids=[" / ".join(lines) for lines in CLEAR])
def test_P1_an_objection_in_any_wording_is_found(lines: tuple[str, ...]) -> None:
    assert wish(lines) is SpokenWish.OBJECTS


@pytest.mark.parametrize("lines", INNOCENT, ids=[" / ".join(lines) for lines in INNOCENT])
def test_what_only_sounds_like_an_objection_is_none(lines: tuple[str, ...]) -> None:
    assert wish(lines) is not SpokenWish.OBJECTS


@pytest.mark.parametrize("lines", DOUBTFUL, ids=[" / ".join(lines) for lines in DOUBTFUL])
def test_what_cannot_be_told_apart_waits_for_a_person(lines: tuple[str, ...]) -> None:
    assert wish(lines) is SpokenWish.DOUBTFUL


def test_where_nobody_knows_who_speaks_an_objection_is_doubtful() -> None:
    turn = Turn.of_text(Channel.UNKNOWN, "I don't want to be recorded.")
    assert find_objection([turn]) is SpokenWish.DOUBTFUL


def test_a_call_without_words_has_no_wish() -> None:
    assert find_objection([]) is SpokenWish.NONE
