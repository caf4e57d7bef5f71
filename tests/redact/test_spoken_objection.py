"""Objections in many wordings, what only sounds like one, and what a person must decide."""

import json
from pathlib import Path

import pytest

from benchmarks.redaction.marked_calls import turns_of as spoken_turns
from calls.call import Channel
from calls.consent import SpokenWish
from calls.transcript import Turn
from redact.spoken_objection import find_objection
from tests.redact.conversation import turns_of

WORDINGS = Path(__file__).parents[2] / "benchmarks/redaction/tune/spoken_objections.jsonl"
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
    ("Un-record it, then.",),
    ("no wreck ordering please",),
    ("I'm not here for your training. Don't use my call for it.",),
    ("agent: May I record this call?", "Under no circumstances."),
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
    ("agent: Your name?", "Jane.", "agent: If you want to hear the options again, press nine.", "No, thank you."),
    ("agent: Press one for billing.", "No thanks."),
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
    ("It's recorded on my bill as a late payment and I object to that.",),
]
LEFT_ALONE = [
    ("I'd better come to the branch, then, the app is too hard.",),
    ("I hope you're recording this, nobody believes me.",),
    ("I do not want you to stop the recording.",),
    ("No need to stop the recording.",),
    ("I never said I didn't want to be recorded.",),
    ("I'm not going to object to the recording, I just want my refund.",),
    ("Check the recording, he told me it wouldn't cost anything.",),
    ("How long do you keep the recordings?",),
    ("Is this recorded?",),
    ("You're not listening to me.",),
    ("My hearing aid beeps and I don't like that.",),
    ("I don't want to listen to that music again.",),
    ("Don't record the visit as missed.",),
    ("I don't want it sent recorded.",),
    ("Stop the recording of the match on my box, please.",),
    ("In my old job we weren't allowed to record calls.",),
    ("My mother hates being recorded. I don't mind.",),
    (TOLD, "Sure. My heating won't turn off."),
    (TOLD, "Right. I don't want the premium plan."),
    (TOLD, "Sorry, I couldn't hear you."),
    (TOLD, "Good to know. It's about my order."),
    (f"{TOLD} Would you like insurance?", "I'd rather not."),
    (ASKED, "By all means."),
    (ASKED, "Mm-hm."),
    ("agent: If you don't want to be recorded, please say so.", "Got it."),
    ("agent: You can have the recording stopped.", "No need."),
    ("agent: Do you mind being recorded?", "Not in the least."),
    ("agent: Have I got your name right?", "That's right."),
    ("agent: So we say the fifth?", "No, I can't do Fridays."),
    ("agent: I'll pause the recording for your card.", "Right you are."),
    ("agent: Shall I stop the recording while you give me the card?", "Yes, please."),
    ("agent: I'll switch the recording off before I take your payment.", "Yes, go on."),
    ("We don't want the wedding recorded, just photos.",),
]
DOUBTFUL = [
    ("If I don't want to be recorded, what do I do?",),
    ("I'm not sure I want to be recorded.",),
    ("Do I have to be recorded?  I hate that.",),
    ("I don't want to be regarded.",),
    ("Why are you recording me?",),
    ("agent: Okay, I'll stop the recording.", "thanks"),
    ("I told the other agent not to record me.",),
    ("agent: This call is recorded, press nine to go on.", "No, thank you."),
    ("agent: I see the late fee on your bill.", "I object to that."),
    ("I'd better come to the branch, then, if all this goes on tape.",),
    ("Not with the recorder going.",),
    ("The recording has to go.",),
    ("My voice isn't something I want on your servers.",),
    ("Nobody is to listen to this call later.",),
    ("for me is not okay you record",),
    ("My lawyer says no recording.",),
    (TOLD, "In that case I'll write in."),
    (TOLD, "Not mine, it isn't."),
    (TOLD, "Is there a way around that?"),
    (TOLD, "Nobody asked me."),
    (ASKED, "Let's leave it out."),
    ("agent: If you don't want to be recorded, please say so.", "I'm saying so."),
    ("agent: You can have the recording stopped.", "Do it now, please."),
    ("agent: Do you mind being recorded?", "A bit, to be honest."),
]
BY_STRUCTURE = [
    ("a preference", ("My preference is not to be recorded.",), SpokenWish.DOUBTFUL),
    ("an order, worn", ("turn of the recording please",), SpokenWish.OBJECTS),
    ("a condition", ("I will only talk if you're not recording.",), SpokenWish.DOUBTFUL),
    ("keeping, not recording", ("You're not to store this conversation.",), SpokenWish.DOUBTFUL),
    ("consent withdrawn", ("I revoke my consent to the recording.",), SpokenWish.OBJECTS),
    ("consent refused by name", ("Consent refused.",), SpokenWish.DOUBTFUL),
    ("the notice, not the recording", ("That notice at the beginning, I don't accept that.",), SpokenWish.DOUBTFUL),
    ("a refusal next to it", ("Is this recorded? If so please turn it off.",), SpokenWish.DOUBTFUL),
    ("small words alone", (TOLD, "Could you not?"), SpokenWish.DOUBTFUL),
    ("no yes to a question for leave", (ASKED, "Over my dead body."), SpokenWish.OBJECTS),
    ("asked what nobody names", ("Are you recording me?", "agent: Yes, sir.", "Well stop it."), SpokenWish.OBJECTS),
    ("the question went on", ("agent: This is recorded.", "Mhm.", "agent: Is that okay?", "No."), SpokenWish.OBJECTS),
    ("an offer to stop", ("agent: Shall I stop the recording?", "Yes."), SpokenWish.OBJECTS),
    (
        "a pause for a card, and more than that",
        ("agent: I'll pause the recording for your card.", "I don't want this recorded at all."),
        SpokenWish.OBJECTS,
    ),
    (
        "no to being recorded, with a pause",
        ("agent: This call is recorded, we pause it for payments. Is that okay?", "No."),
        SpokenWish.OBJECTS,
    ),
    (
        "no consent, with a pause",
        ("agent: We record calls and stop for card details. Do you consent?", "No thank you, no."),
        SpokenWish.OBJECTS,
    ),
    (
        "an offer, then when",
        ("agent: Shall I stop the recording? We can do it before you pay.", "Yes please."),
        SpokenWish.OBJECTS,
    ),
    (
        "off or a pause",
        ("agent: Shall I turn the recording off, or only pause it while you give me your card?", "Off, please."),
        SpokenWish.DOUBTFUL,
    ),
    (
        "an offer, then a payment",
        ("agent: Shall I stop the recording as you asked, and then take the payment?", "Yes."),
        SpokenWish.OBJECTS,
    ),
    ("the offer declined", ("agent: Shall I stop the recording?", "No, leave it on."), SpokenWish.NONE),
    ("one sentence in two turns", ("I don't want this call", "to be recorded."), SpokenWish.OBJECTS),
    ("for two", ("My wife is here too and neither of us wants to be recorded.",), SpokenWish.OBJECTS),
    ("what is minded is another thing", ("I don't want to be recorded. I don't mind waiting.",), SpokenWish.OBJECTS),
    ("taken back", ("I don't want to be recorded. Actually, go ahead and record.",), SpokenWish.NONE),
    ("a double negative", ("I don't object to being recorded.",), SpokenWish.NONE),
    ("a misheard word", ("I do not want this call to be regarded",), SpokenWish.DOUBTFUL),
    ("rewarded, and by whom", ("I want to be rewarded for my loyalty.",), SpokenWish.NONE),
    ("a thing that records", ("I can't turn off the sleep recording on my watch.",), SpokenWish.NONE),
    ("a thing named before", ("It's about my DVR.", "agent: Yes?", "How do I stop recording?"), SpokenWish.NONE),
    ("a thing, and the call", ("My DVR broke, and please don't record this call.",), SpokenWish.OBJECTS),
    ("the books", ("My bill was recorded wrong and I refuse to pay it.",), SpokenWish.NONE),
    ("a recorded message", ("I don't want a recorded message, I want a human.",), SpokenWish.NONE),
    ("somebody else's recording", ("My landlord was recording me without my consent.",), SpokenWish.NONE),
    ("the answer to another question", (f"{TOLD} Did you get our email?", "No, I didn't."), SpokenWish.NONE),
    ("its own object", (f"{TOLD} How can I help?", "I want to stop my direct debit."), SpokenWish.NONE),
    ("heard as another word", ("i do knot want this recorded",), SpokenWish.OBJECTS),
    ("delete, worn", ("please dilit the recording",), SpokenWish.OBJECTS),
    ("save the call, worn", ("don't safe the cool please",), SpokenWish.DOUBTFUL),
    ("on record, worn", (ASKED, "i dont want it to go on record"), SpokenWish.OBJECTS),
    ("not heard, worn", ("i can knot hear you",), SpokenWish.NONE),
    ("a cool setting", ("it has a safe, a cool and a warm setting",), SpokenWish.NONE),
    ("a no behind a greeting", (ASKED, "Good morning, no."), SpokenWish.OBJECTS),
    ("a greeting to no question", ("agent: Hello?", "Good morning, no, wait, I'm here."), SpokenWish.NONE),
    ("one answer among others", (ASKED, "It leaks, and no, it isn't okay."), SpokenWish.DOUBTFUL),
    ("that answer to another question", ("agent: Is the light green?", "It leaks, and no, it isn't."), SpokenWish.NONE),
    ("minding a little", ("agent: Does the recording bother you?", "A little."), SpokenWish.DOUBTFUL),
    ("a little of another thing", ("agent: Does the noise bother you?", "A little."), SpokenWish.NONE),
    ("erased", (TOLD, "I want it erased, please."), SpokenWish.OBJECTS),
    ("not erased", (TOLD, "I don't want it erased, I need it."), SpokenWish.NONE),
    ("shut down", (TOLD, "Shut it down, then, would you?"), SpokenWish.OBJECTS),
    ("leave not given", (TOLD, "Well, I never gave anybody leave."), SpokenWish.DOUBTFUL),
    ("a machine shut down", (TOLD, "The laptop froze and I had to shut it down."), SpokenWish.NONE),
    ("this call, worn", ("delete what you have on me from this core",), SpokenWish.DOUBTFUL),
    ("an account", ("delete what you have on me from this account",), SpokenWish.NONE),
    (
        "a yes that is a no now",
        ("agent: You said yes to the recording.", "I did, but now it's no."),
        SpokenWish.OBJECTS,
    ),
    ("written down", (TOLD, "Take this down, please."), SpokenWish.NONE),
    ("a no to be put down", ("agent: Shall I put yes for the call recording?", "Put no."), SpokenWish.OBJECTS),
    ("another box", ("agent: Do you want the newsletter?", "Tick no."), SpokenWish.NONE),
    ("proof", ("Pull up the recording, I never agreed to that contract.",), SpokenWish.NONE),
    ("asked for a reason", ("agent: Shall we tape it, as proof?", "No, I just want my money."), SpokenWish.OBJECTS),
    ("a box of the recording", ("agent: There's a box for recording. Shall I tick it?", "No."), SpokenWish.DOUBTFUL),
    ("a box left empty", ("agent: The box for recording is ticked.", "Untick it."), SpokenWish.OBJECTS),
    ("a box at the door", ("agent: Is the box recorded delivery?", "No, leave it blank."), SpokenWish.NONE),
    ("silent for a light", ("I'm not saying a word as long as that red light's on.",), SpokenWish.DOUBTFUL),
    ("silent until", ("I'll talk once that thing's off.",), SpokenWish.DOUBTFUL),
    ("a warning light", ("I'm not driving it with that warning light on.",), SpokenWish.NONE),
    ("a surprise", ("I won't say a word to my wife before it comes.",), SpokenWish.NONE),
    ("told by a screen", ("It says recorded on my screen and I'm not having that.",), SpokenWish.DOUBTFUL),
    ("told by an app", ("The baby monitor app says recording failed.",), SpokenWish.NONE),
    ("somebody else's call", (TOLD, "Use another customer for that."), SpokenWish.OBJECTS),
    ("played to others", ("Don't you go playing this to your trainees.",), SpokenWish.DOUBTFUL),
    ("the key that was meant", ("I meant to press nine.",), SpokenWish.DOUBTFUL),
    ("another key", ("I meant to press two, for billing.",), SpokenWish.NONE),
    ("the announcement", ("About what the robot said, no thank you.",), SpokenWish.DOUBTFUL),
    ("used as they like", (ASKED, "Use it for whatever you like, I'm flattered."), SpokenWish.NONE),
    ("know, worn", ("is this recorded, i want it to no", "agent: it is", "ok thank you"), SpokenWish.NONE),
    ("in Scots", (TOLD, "Turn that aff, then."), SpokenWish.OBJECTS),
    ("what was said", ("Get rid of that bit I said about my son.",), SpokenWish.DOUBTFUL),
    ("a number put right", ("Erase the first one I said, it's seven.",), SpokenWish.NONE),
]
"""A remark, what is said, and what is to be made of it."""


def wish(lines: tuple[str, ...]) -> SpokenWish:
    return find_objection(turns_of(*lines))


@pytest.mark.parametrize("lines", CLEAR, ids=[" / ".join(lines) for lines in CLEAR])
def test_P1_an_objection_in_any_wording_is_found(lines: tuple[str, ...]) -> None:
    assert wish(lines) is SpokenWish.OBJECTS


@pytest.mark.parametrize("lines", INNOCENT, ids=[" / ".join(lines) for lines in INNOCENT])
def test_what_only_sounds_like_an_objection_is_none(lines: tuple[str, ...]) -> None:
    assert wish(lines) is not SpokenWish.OBJECTS


@pytest.mark.parametrize("lines", LEFT_ALONE, ids=[" / ".join(lines) for lines in LEFT_ALONE])
def test_what_plainly_means_something_else_waits_for_nobody(lines: tuple[str, ...]) -> None:
    assert wish(lines) is SpokenWish.NONE


@pytest.mark.parametrize("lines", DOUBTFUL, ids=[" / ".join(lines) for lines in DOUBTFUL])
def test_what_cannot_be_told_apart_waits_for_a_person(lines: tuple[str, ...]) -> None:
    assert wish(lines) is SpokenWish.DOUBTFUL


@pytest.mark.parametrize(("remark", "lines", "expected"), BY_STRUCTURE, ids=[remark for remark, _, _ in BY_STRUCTURE])
def test_objections_and_near_misses_are_told_apart_by_how_they_are_built(
    remark: str, lines: tuple[str, ...], expected: SpokenWish
) -> None:
    assert wish(lines) is expected, remark


def test_P1_of_the_wordings_to_tune_on_hardly_one_objection_is_missed_and_none_destroyed_wrongly() -> None:
    wishes: dict[tuple[bool, bool], list[SpokenWish]] = {}
    for line in WORDINGS.read_text("utf-8").splitlines():
        entry = json.loads(line)
        found = find_objection(spoken_turns(entry["turns"]))
        wishes.setdefault((entry["objects"], entry["doubtful"]), []).append(found)
    objections, look_alikes = wishes[True, False], wishes[False, False]
    assert objections.count(SpokenWish.NONE) <= len(objections) // 100
    assert look_alikes.count(SpokenWish.OBJECTS) == 0
    assert look_alikes.count(SpokenWish.NONE) >= 0.9 * len(look_alikes)


def test_of_ordinary_calls_hardly_one_waits_for_a_person() -> None:
    calls = (WORDINGS.parents[1] / "test/dialogues.jsonl").read_text("utf-8").splitlines()
    wishes = [find_objection(spoken_turns(json.loads(line)["turns"])) for line in calls]
    assert wishes.count(SpokenWish.OBJECTS) == 0
    assert wishes.count(SpokenWish.NONE) >= 0.99 * len(wishes)


def test_where_nobody_knows_who_speaks_an_objection_is_doubtful() -> None:
    turn = Turn.of_text(Channel.UNKNOWN, "I don't want to be recorded.")
    assert find_objection([turn]) is SpokenWish.DOUBTFUL


def test_a_call_without_words_has_no_wish() -> None:
    assert find_objection([]) is SpokenWish.NONE
