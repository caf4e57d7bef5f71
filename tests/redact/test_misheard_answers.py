"""What the recogniser did not understand is hidden by its place in the dialogue: hits and near-misses."""

from pathlib import Path

import pytest

import benchmarks.redaction
from benchmarks.redaction.marked_calls import read_calls
from calls.call import Channel
from calls.finding import Finding, Kind
from calls.transcript import TimeSource, Turn, Word
from redact.find_secrets import find_secrets, rule_detectors
from redact.misheard_answers import misheard_answers
from tests.redact.conversation import timed_turn, turns_of

SURE = 0.9
TUNE = Path(benchmarks.redaction.__file__).parent / "tune"
NAME, MAIL = "Can I have your name, please?", "What's your email address?"


def heard(*lines: str) -> tuple[Turn, ...]:
    """ "agent: How are you/.31 today?": each word takes 250 ms, and is sure where nothing else is said."""
    turns: list[Turn] = []
    at_ms = 500
    for line in lines:
        speaker, _, text = line.partition(": ")
        words: list[Word] = []
        for run in text.split():
            said, _, confidence = run.partition("/")
            words.append(Word(said, at_ms, at_ms + 250, float(confidence or SURE), TimeSource.ALIGNED))
            at_ms += 250
            if said.endswith("."):
                at_ms += 300
        turns.append(Turn.of_words(Channel(speaker), tuple(words)))
        at_ms += 500
    return tuple(turns)


def hidden(*lines: str) -> dict[str, Kind]:
    """What is hidden by its place alone, and as what."""
    turns = heard(*lines)
    found = misheard_answers(turns, find_secrets([Turn.of_text(t.channel, t.text) for t in turns], rule_detectors()))
    return {turns[one.turn].text[one.start : one.end]: one.kind for one in found}


HITS = [
    # what was asked, what was written, what is hidden, as what
    (NAME, "sure it's can/.04 you/.27 follow/.3 me?/.15", "can you follow me?", Kind.PERSON),
    (NAME, "Sure, it's still filmed./.13", "still filmed.", Kind.PERSON),
    ("Who am I speaking with?", "The/.2 start/.1 of the weather.", "The start of the weather.", Kind.PERSON),
    ("How do you spell the last name?", "It's the UVA,/.14 KFR./.41", "It's the UVA, KFR.", Kind.PERSON),
    (MAIL, "Sure, still/.5 not/.4 filmed/.4 at/.5 all/.5", "still not filmed at all", Kind.EMAIL),
    ("And the expiration date?", "That would be a/.3 pointing/.3 mine", "a pointing mine", Kind.CARD_EXPIRY),
    ("What's the address?", "It/.4 is/.4 going/.4 now/.4", "going now", Kind.ADDRESS),
    ("What's the IBAN?", "Easy/.3 as/.2 pie", "Easy as pie", Kind.IBAN),
    ("What is your password?", "it's the/.3 usual/.3 who/.3 knows/.3", "the usual who knows", Kind.CREDENTIAL),
]  # fmt: skip
NEAR_MISSES = [
    (NAME, "No, I don't want to say", "a refusal"),
    (NAME, "Why do you need that?", "a question of one's own"),
    (NAME, "Hold on a second", "not yet"),
    (NAME, "Yes, sure, one moment please.", "nothing but openers"),
    (NAME, "I was in your shop last week and the toaster that they sold me there does not work", "a long story"),
    (MAIL, "I don't have one", "a refusal"),
    ("What's the order number?", "It's the/.3 long/.3 one", "numbers of orders stay readable"),
    ("How can I help you today?", "My/.3 toaster/.3 is broken", "nothing secret was asked for"),
    (
        "We wrote to your email address, and nobody answered as far as we of billing see here from all our notes now.",
        "okay/.3 fine/.3",
        "told, not asked",
    ),
    ("And the expiration date?", "What is that?", "a question of one's own"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "written", "what", "kind"), HITS)
def test_the_answer_to_a_question_for_a_secret_is_hidden_whatever_was_written(
    asked: str, written: str, what: str, kind: Kind
) -> None:
    found = hidden(f"agent: {asked}", f"caller: {written}")
    assert found[what] is kind
    assert all(piece in what for piece in found)


@pytest.mark.parametrize(
    ("asked", "is_question"),
    [("What's the IBAN?", True), ("What's the IBAN? If", True), ("What's the IBAN? Right", False)],
)
def test_a_torn_word_behind_a_question_does_not_end_it(asked: str, is_question: bool) -> None:
    found = hidden(f"agent: {asked}", "caller: Easy/.3 as/.2 pie")
    assert found == ({"Easy as pie": Kind.IBAN} if is_question else {})


def test_a_name_in_the_answer_to_a_question_for_a_mailbox_is_no_whole_mailbox() -> None:
    said = "Sure, still/.9 not/.8 Phil Stone,/.4 it/.6 all/.6 got/.5 gone."
    assert hidden(f"agent: {MAIL}", f"caller: {said}")["still not Phil Stone, it all got gone."] is Kind.EMAIL
    understood = "I have none, ask my wife, she is Phil Stone"
    assert Kind.EMAIL not in hidden(f"agent: {MAIL}", f"caller: {understood}").values()


@pytest.mark.parametrize(("asked", "written", "remark"), NEAR_MISSES)
def test_what_is_no_answer_stays(asked: str, written: str, remark: str) -> None:
    assert hidden(f"agent: {asked}", f"caller: {written}") == {}, remark


def test_what_is_left_of_an_answer_of_which_a_part_was_found_is_hidden_with_it() -> None:
    turns = heard(f"agent: {NAME}", "caller: Sure, it went/.7 in/.6 Miller. My phone is broken.")
    assert [turns[one.turn].text[one.start : one.end] for one in find_secrets(turns, rule_detectors())] == [
        "went in Miller"
    ]


def test_a_clause_that_goes_on_after_the_answer_stays() -> None:
    turns = heard(f"agent: {NAME}", "caller: Jane Miller and I want to return it")
    assert [turns[one.turn].text[one.start : one.end] for one in find_secrets(turns, rule_detectors())] == [
        "Jane Miller"
    ]


IN_NAMES_PLACE = [
    ("agent: Thanks for calling. he's/.2 taking/.2 care./.3", "he's taking care."),
    ("agent: Thanks for calling. Look/.8 at/.4 take care.", "Look at"),
    ("agent: And what can I do for you walking/.5", "walking"),
    ("agent: What can I do for you walking/.4 okay. The number is 4929 1380 0027 4242", "walking okay."),
    ("caller: It's in my mother's main/.3 failure/.3 in the computer./.1", "main failure in the computer."),
    ("agent: Thank you for calling to/.1 visit/.3 his/.5 home,/.2 but how can I help?", "to visit his home, but"),
    ("agent: His/.6 splint/.3 allowed to select it.", "His splint"),
    ("agent: His/.7 flint/.5 allowed/.3 to collect it.", "His flint"),
    ("caller: No/.6 hammock/.4 and/.4 although/.3 from your store told me.", "No hammock and although"),
    ("caller: Somebody from your store told me.", ""),
    ("caller: The lady/.4 I spoke to yesterday was from your store.", ""),
    ("caller: I see/.5 a marathon./.3", ""),
    ("agent: customer/.4 carrots/.3 who/.5 need/.9 of/.2 speeding/.7", "customer carrots who need of speeding"),
    ("agent: Good/.3 morning./.3", ""),
    ("agent: Thanks for calling. Take care.", ""),
    ("agent: Thanks for calling us about the toaster.", ""),
    ("agent: Is there anything else I can/.3 do?/.3", ""),
    ("agent: What can I do for you today?/.2", ""),
    ("caller: I was talking to the/.2 man/.4 who/.5 sold/.5 it/.5 to/.5 me/.5 there", ""),
]


@pytest.mark.parametrize(("line", "what"), IN_NAMES_PLACE)
def test_doubted_words_where_a_name_is_due_are_taken_for_one(line: str, what: str) -> None:
    assert hidden(line) == ({what: Kind.PERSON} if what else {})


def test_doubted_words_behind_a_name_and_a_house_number_before_an_address_are_hidden_with_it() -> None:
    name = heard("caller: My name is Jane Miller when/.4 you/.4 hear I want to return it")
    address = heard("agent: I have 96 cron/.4 will/.3 billigard, apartment 11b on file")
    for turns, what in ((name, "Jane Miller when you"), (address, "96 cron will billigard, apartment 11b")):
        assert [turns[one.turn].text[one.start : one.end] for one in find_secrets(turns, rule_detectors())] == [what]


def test_a_number_right_after_a_card_number_is_its_expiry_or_its_code() -> None:
    card = ("agent: What's the card number?", "caller: 4929 1380 0027 4242")
    assert hidden(*card, "agent: It's/.5 five./.1", "caller: That would be 2-pointing 9") == {
        "2-pointing 9": Kind.CARD_EXPIRY
    }
    assert hidden(*card, "agent: The/.5 sea/.1", "caller: I thought it was 99 dollars.") == {}


TORN = [
    # what was said, and what of it is hidden
    ("agent: What's/.4 the/.4 event?/.4 || caller: Echo/.6 see/.2 every/.5 5/.8 in/.8 the/.7 November/.8 Gulf,/.4 "
     "255-596-9206-993325", ["Echo see every 5 in the November Gulf, 255-596-9206-993325"]),
    ("agent: And the expiry date? || caller: It's April 29.", ["April 29"]),
    ("caller: I paid 45 dollars for the card 4929 1380 0027 4242", ["4929 1380 0027 4242"]),
    ("caller: my card is 4929 1380 0027 4242 and I have 2 questions", ["4929 1380 0027 4242"]),
]  # fmt: skip


@pytest.mark.parametrize(("said", "what"), TORN, ids=["an IBAN", "a month", "a price", "a count"])
def test_what_was_torn_off_a_code_is_hidden_with_it(said: str, what: list[str]) -> None:
    turns = heard(*said.split(" || "))
    assert [turns[one.turn].text[one.start : one.end] for one in find_secrets(turns, rule_detectors())] == what


def test_doubted_words_within_a_code_are_hidden_sure_ones_are_not() -> None:
    for doubted, what in (("/.3", ["8005551212 never over 8005551212"]), ("", ["8005551212", "8005551212"])):
        turns = heard(f"caller: my number is 8005551212 never{doubted} over{doubted} 8005551212")
        assert [turns[one.turn].text[one.start : one.end] for one in find_secrets(turns, rule_detectors())] == what


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("Thank you for calling. This is your/.5 and/.5 how can I help you today?", {"your and": Kind.PERSON}),
        (
            "Thank you for calling this is. So if/.8 you do/.8 know/.8 how can I help?",
            {"So if you do know": Kind.PERSON},
        ),
        ("Thank you for calling. This is/.9 customer/.95 care, how can I help?", {}),
        ("This is how can I help", {}),
        ("Thanks for calling my take/.5 care.", {"my": Kind.PERSON}),
        ("Thanks for calling us today, take care.", {}),
        ("Thanks for calling and have a good day.", {}),
    ],
)
def test_between_two_formulas_of_a_greeting_stands_a_name(said: str, what: dict[str, Kind]) -> None:
    assert hidden(f"agent: {said}") == what


def test_a_name_that_is_spelled_takes_as_long_as_it_takes() -> None:
    letters = "why/.3 we/.6 have/.4 become/.4 whole/.4 to/.5 you/.5 all?/.5"
    assert list(hidden("agent: How do you sell the last name?", f"caller: {letters}")) == [
        "why we have become whole to you all?"
    ]
    assert hidden(f"agent: {NAME}", f"caller: {letters}") == {}


LOST = [
    ("agent: His/.3 legs/.2 look/.2 like/.35 it.", True, "a name in it"),
    ("caller: To/.1 a/.7 little/.8 frog/.5 or/.6 date/.1 of/.9 year,/.2 the/.2 screen/.3", True, "a name before more"),
    ("caller: a little frog or date/.5 of year", False, "understood"),
    ("caller: a/.3 little/.3 frog/.3", False, "three words"),
    ("agent: How/.1 can/.3 I/.3 help/.4 you?", False, "a formula"),
    ("caller: I/.3 do/.3 not/.3 want/.3 this/.3 recorded/.3", False, "perhaps an objection"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "is_hidden", "why"), LOST, ids=[why for *_, why in LOST])
def test_a_sentence_of_which_nothing_was_understood_is_hidden(said: str, is_hidden: bool, why: str) -> None:
    assert bool(hidden("caller: I would like two chargers.", said)) is is_hidden, why


def test_an_answer_about_recording_that_was_not_understood_stays_for_the_second_look() -> None:
    answer = "caller: Rat/.3 her/.3 they/.3 word/.3 band/.3"
    assert hidden("agent: Is it all right if this call is recorded?", answer) == {}
    assert hidden("agent: The weather is fine.", answer) != {}


@pytest.mark.parametrize(
    ("rest", "is_hidden"),
    [
        ("dash/.5 plumbing/.8 shop/.6 got/.2 met/.4", True),
        ("dash plumbing dot net", False),
        ("and/.5 plumbing shop/.8 got/.2 met/.5", False),
        ("dash/.5 it/.7 all/.3 to/.5 the/.3 shop/.5 when/.3 you/.5 can/.2 please/.5 do/.3 so/.4", False),
    ],
)
def test_the_end_of_a_mailbox_that_was_not_understood_is_hidden_with_its_beginning(rest: str, is_hidden: bool) -> None:
    said = f"caller: send it to Theresa/.4 Mendes/.4 {rest}"
    assert ("the end of a mailbox that was not understood" in reasons(said)) is is_hidden


def reasons(*lines: str) -> set[str]:
    """Why anything is hidden by its place."""
    turns = heard(*lines)
    named = Finding(
        Kind.PERSON, 0, turns[0].text.index("Theresa"), turns[0].text.index("Mendes") + 6, 0.9, "a rule", ""
    )
    return {one.reason for one in misheard_answers(turns, [named])}


def test_letters_between_the_pieces_of_an_address_and_before_them_are_part_of_it() -> None:
    found = find_secrets(
        heard("caller: Can you send it to the ILLU/.3 and/.3 you/.3 mendes at gmail dot com"), rule_detectors()
    )
    turn = heard("caller: Can you send it to the ILLU/.3 and/.3 you/.3 mendes at gmail dot com")[0]
    assert [turn.text[one.start : one.end] for one in found] == ["ILLU and you mendes at gmail dot com"]


@pytest.mark.parametrize("name", ["later_look_alikes.txt", "more_look_alikes.txt"])
def test_of_look_alikes_that_were_surely_heard_nothing_is_hidden_by_its_place(name: str) -> None:
    for call in read_calls(TUNE / name):
        turns = heard(*(f"{turn.channel.value}: {turn.text.replace('/', ' ')}" for turn in call.turns))
        found = find_secrets([Turn.of_text(turn.channel, turn.text) for turn in turns], rule_detectors())
        assert misheard_answers(turns, found) == [], call.name


def test_nothing_is_hidden_by_its_place_in_a_text_conversation() -> None:
    typed = turns_of(f"agent: {NAME}", "caller: can you follow me")
    assert misheard_answers(typed, ()) == []


def test_an_echo_of_the_question_is_no_answer() -> None:
    asked = timed_turn(Channel.AGENT, NAME, 500)
    echo = timed_turn(Channel.CALLER, "I have your game please", 700)
    assert misheard_answers((asked, echo), ()) == []


@pytest.mark.parametrize(
    ("line", "is_hidden"),
    [
        ("agent: Tanks/.2 for/.4 coal/.3 in/.4 a/.2 ditch./.3", True),
        ("agent: How/.05 can/.5 I/.5 help?/.4", False),
        ("agent: Tanks/.05 four pieces of paper.", False),
    ],
)
def test_an_agents_greeting_is_hidden_where_next_to_nothing_of_it_was_understood(line: str, is_hidden: bool) -> None:
    assert bool(hidden(line, "caller: I would like to order two chargers")) is is_hidden


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("caller: Hello,/.6 and/.4 the/.6 leave/.4 of/.9 rain./.5 The app is broken.", "and the leave of rain."),
        ("caller: Hello,/.6 and/.4 the/.6 leave/.4 of/.9 Ryan. The app is broken.", "and the leave of Ryan."),
        ("caller: Hello, went/.4 he/.6 rides/.5 here. The app is broken.", "went he rides"),
        ("caller: Hi, still/.4 filmed/.5 hear. The app is broken.", "still filmed"),
        ("caller: Hello, and/.2 learn/.6 over/.7 on/.9 last/.5 one/.8 here. I want", "and learn over on last one"),
        ("caller: Hello, and learn/.9 over on last one here. I want", ""),
        ("caller: Hello, and the leave of absence.", ""),
        ("caller: Hello, my/.4 package/.5 broke./.5", ""),
        ("caller: Hello, how/.3 are/.3 you/.3 today?/.3", ""),
        ("caller: Hello, good/.4 morning./.4", ""),
        ("caller: Hello, no/.6 recording/.5 please./.5", ""),
        ("caller: Hello, the/.4 app/.4 keeps/.4 logging/.4 me/.4 out/.4 all/.4 the/.4 time.", ""),
    ],
)
def test_a_short_doubted_sentence_behind_a_greeting_is_who_speaks(said: str, what: str) -> None:
    assert hidden("agent: Customer service.", said) == ({what: Kind.PERSON} if what else {})


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("caller: Rob had/.7 it/.8 here. It broke.", "Rob had it"),
        ("caller: Rob from the bakery here. It broke.", ""),
        ("caller: Rob had/.5 it/.5 here yesterday.", ""),
        ("caller: Rob when/.5 can/.5 you/.5 be/.5 here.", ""),
    ],
)
def test_doubted_words_between_a_name_and_here_belong_to_the_name(said: str, what: str) -> None:
    turns = heard("agent: Can I have your name, please?", "caller: Rob/.9 Stone.", said)
    found = [one for one in find_secrets(turns, rule_detectors()) if one.turn == 2 and one.end > 3]
    assert [turns[2].text[one.start : one.end] for one in found] == ([what] if what else [])


def test_a_greeting_in_the_middle_of_a_call_presents_nobody() -> None:
    talk = ("caller: The app is broken.", "agent: One moment please.") * 3
    assert hidden(*talk, "caller: Hello, still/.4 filmed/.5 here/.9 at/.9 home.") == {}
