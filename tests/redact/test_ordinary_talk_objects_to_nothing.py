"""Small words of refusal in ordinary calls, in which nobody speaks against the recording; and beside them who does."""

import pytest

from calls.consent import SpokenWish
from redact.spoken_objection import find_objection
from tests.redact.conversation import turns_of

BEGUN = ("agent: Hello, how can I help?", "It's my account.")
NO_WISH = [
    ("Don't keep me waiting.",),
    ("dont keep me hanging on",),
    ("You lot keep ringing me and I want it stopped.",),
    ("my glasses keep sliding down me nose",),
    ("Please keep me posted.",),
    ("I'm being monitored for my heart.",),
    ("I wear a tag so the nurse can monitor me, I don't mind it.",),
    ("the code is garden no it should be garden seven",),
    ("I don't listen to the radio much.",),
    ("Nobody listens, that's the trouble with you people.",),
    ("I don't like talking to machines, I like a person.",),
    ("It was taped so badly it fell out.",),
    ("The box came with the tape cut, I don't want it.",),
    ("I don't write down my account number.",),
    ("We're a choir and we don't want to be recorded at the concert.",),
    (*BEGUN, "agent: A password should have eight letters.", "It won't accept it."),
    (*BEGUN, "agent: I've only got the large ones.", "I'll leave it."),
    (*BEGUN, "agent: The earliest delivery would be the second.", "Nothing sooner?"),
    (*BEGUN, "agent: The late fee is sixty dollars.", "And without?"),
    (*BEGUN, "agent: I'm going to put you on hold.", "Don't cut me off."),
    (*BEGUN, "agent: He must be over eighteen.", "Only just."),
    (*BEGUN, "agent: We can offer you half price.", "I don't want it."),
    (*BEGUN, "agent: That's progress.", "It's gone."),
    (*BEGUN, "agent: I'll have to tell the landlord.", "I'd rather you didn't."),
    (*BEGUN, "agent: Have a good one.", "Bye."),
    (*BEGUN, "agent: Oh dear, let me help you.", "I don't want it any more."),
    ("agent: Hello, how can I help?", "It won't turn off."),
    ("agent: Hello, how can I help?", "I can't get it to stop."),
    ("agent: Hello, how can I help?", "It's gone off. Don't hang up."),
    ("agent: This call is being recorded for quality.", "I don't want to renew my policy."),
    ("agent: This call is being recorded for quality.", "No, I was through to somebody else."),
    ("agent: No problem, Odile. Before I go on, this call is recorded, is that okay?", "Yes."),
    ("agent: Sorry for the issue with your bill. This call is recorded, is that okay?", "Yes."),
]
A_WISH = [
    ("Don't keep me on tape.",),
    ("don't keep me in your archive i mean my voice",),
    ("Please keep my voice out of it.",),
    ("I don't want anybody to listen to this call.",),
    ("I don't want to talk to a tape.",),
    ("It won't do, this recording.",),
    ("Hello, I'd rather you didn't.",),
    ("agent: Hello, Tom speaking.", "Hello.", "agent: How can I help?", "I'd rather you didn't."),
    ("agent: Hello, how can I help?", "Turn it off."),
    (*BEGUN, "agent: Sure. How can I help?", "I'd rather you didn't record."),
    (*BEGUN, "agent: One moment.", "I don't consent."),
    ("agent: This call is being recorded for quality.", "No, I don't want my policy recorded."),
    ("agent: This call is being recorded for quality.", "No, I don't like that."),
    ("agent: Is it a problem that this call is recorded?", "Yes."),
    ("agent: Do you have an issue with the call being recorded?", "Yes."),
]


@pytest.mark.parametrize("lines", NO_WISH, ids=[" / ".join(lines) for lines in NO_WISH])
def test_ordinary_talk_waits_for_nobody(lines: tuple[str, ...]) -> None:
    assert find_objection(turns_of(*lines)) is SpokenWish.NONE


@pytest.mark.parametrize("lines", A_WISH, ids=[" / ".join(lines) for lines in A_WISH])
def test_what_is_said_of_the_recording_is_still_heard(lines: tuple[str, ...]) -> None:
    assert find_objection(turns_of(*lines)) is not SpokenWish.NONE


def test_who_asks_whether_one_can_object_has_not_objected() -> None:
    lines = ("I've had my landlord recording me in my own flat. Can I object?",)
    assert find_objection(turns_of(*lines)) is SpokenWish.DOUBTFUL
