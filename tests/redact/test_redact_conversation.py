import json

import pytest

from calls.call import Channel
from calls.errors import BadConversation
from calls.transcript import Transcript, Turn, Window, Word
from redact.find_secrets import rule_detectors
from redact.redact_conversation import redact_conversation
from redact.transcript_json import transcript_from_json, transcript_to_json

CONVERSATION = {
    "id": "b1",
    "turns": [
        {"channel": "agent", "text": "What is your card number?"},
        {"channel": "caller", "text": "It is 4111 1111 1111 1111."},
        {"channel": "agent", "text": "And the order number?"},
        {"channel": "caller", "text": "It is 447291."},
    ],
}


def test_findings_are_characters_of_the_input_text_and_the_text_carries_labels() -> None:
    answer = redact_conversation(CONVERSATION, rule_detectors())
    assert answer["id"] == "b1"
    assert [turn["text"] for turn in answer["turns"]] == [
        "What is your card number?",
        "It is [CARD_NUMBER].",
        "And the order number?",
        "It is 447291.",
    ]
    card, order = answer["findings"]
    assert (card["turn"], card["kind"], order["kind"]) == (1, "CARD_NUMBER", "ORDER_NUMBER")
    assert "It is 4111 1111 1111 1111."[card["start"] : card["end"]] == "4111 1111 1111 1111"
    assert "4111" not in json.dumps(answer)


BAD = [
    (None, "nothing"),
    ([], "a list"),
    ({}, "no turns"),
    ({"turns": {}}, "turns is no list"),
    ({"turns": ["SECRET"]}, "a turn is no object"),
    ({"turns": [{"channel": "caller"}]}, "no text"),
    ({"turns": [{"channel": "SECRET", "text": "hello"}]}, "unknown channel"),
    ({"turns": [{"channel": "caller", "text": 5}]}, "text is a number"),
    ({"id": 5, "turns": []}, "id is a number"),
]


@pytest.mark.parametrize(("document", "remark"), BAD, ids=[row[1] for row in BAD])
def test_what_does_not_follow_the_contract_is_a_typed_error_that_quotes_nothing(document: object, remark: str) -> None:
    with pytest.raises(BadConversation) as caught:
        redact_conversation(document, rule_detectors())
    assert "SECRET" not in str(caught.value), remark


def test_an_empty_conversation_is_valid() -> None:
    assert redact_conversation({"turns": []}, rule_detectors()) == {"id": "", "turns": [], "findings": []}


RAW = {
    "file": "x.wav",
    "duration_ms": 3000,
    "language": "en",
    "engine": "faster-whisper",
    "model": "base",
    "turns": [
        {
            "channel": "caller",
            "start_ms": 100,
            "end_ms": 900,
            "text": "Hello there",
            "words": [
                {"text": "Hello", "start_ms": 100, "end_ms": 500, "confidence": 0.9, "time_source": "aligned"},
                {"text": "there", "start_ms": 500, "end_ms": 900, "confidence": 0.8, "time_source": "aligned"},
            ],
        }
    ],
}


def test_a_raw_transcript_comes_back_as_it_was() -> None:
    assert transcript_to_json(transcript_from_json(RAW), file="x.wav") == RAW


def test_a_number_in_groups_is_one_in_the_text_and_stays_in_words_for_what_reads_it_back() -> None:
    words = tuple(Word(text, k * 500, k * 500 + 400) for k, text in enumerate(("19", "68", "400,", "please")))
    transcript = Transcript((Turn.of_words(Channel.CALLER, words),), "en", 2_000)
    written = transcript_to_json(transcript, file="x.wav")
    assert written["turns"][0]["text"] == "1968400, please"
    assert [word["text"] for word in written["turns"][0]["words"]] == ["19", "68", "400,", "please"]
    read = transcript_from_json(written).turns[0]
    assert read.text == "19 68 400, please"
    assert read.word_spans() == ((0, 2), (3, 5), (6, 10), (11, 17))


def test_P12_speech_without_words_comes_back_with_a_raw_transcript() -> None:
    unwritten = [{"channel": "agent", "start_ms": 1200, "end_ms": 2100}]
    read = transcript_from_json({**RAW, "unwritten": unwritten})
    assert read.unwritten == (Window(Channel.AGENT, 1200, 2100),)
    assert transcript_to_json(read, file="x.wav") == {**RAW, "unwritten": unwritten}


def _with_word(**changed: object) -> dict[str, object]:
    word = {"text": "Hello", "start_ms": 100, "end_ms": 500, "confidence": 0.9, "time_source": "aligned", **changed}
    return {**RAW, "turns": [{"channel": "caller", "start_ms": 1, "end_ms": 9, "text": "Hello", "words": [word]}]}


BAD_RAW = [
    (_with_word(text="Other"), "words that are not in the text"),
    (_with_word(start_ms=-5), "negative"),
    (_with_word(start_ms=float("nan")), "not a number"),
    (_with_word(start_ms=True), "a truth value"),
    (_with_word(end_ms=50), "backwards"),
    (_with_word(end_ms=None), "half a time"),
    (_with_word(time_source="guess"), "unknown source of times"),
    (_with_word(confidence="high"), "confidence in words"),
    ({**RAW, "unwritten": {}}, "speech without words that is no list"),
    ({**RAW, "unwritten": [{"channel": "agent", "start_ms": 5}]}, "speech without words that never ends"),
    ({**RAW, "unwritten": [{"channel": "agent", "start_ms": 9, "end_ms": 5}]}, "speech without words, backwards"),
    ({**RAW, "unwritten": [{"channel": "nobody", "start_ms": 1, "end_ms": 5}]}, "speech without words of nobody"),
]


@pytest.mark.parametrize(("document", "remark"), BAD_RAW, ids=[row[1] for row in BAD_RAW])
def test_a_raw_transcript_with_wrong_fields_is_refused(document: object, remark: str) -> None:
    with pytest.raises(BadConversation) as caught:
        transcript_from_json(document)
    assert "Hello" not in str(caught.value), remark


def test_a_turn_without_words_keeps_its_own_times() -> None:
    turn = transcript_from_json(
        {"turns": [{"channel": "agent", "start_ms": 10, "end_ms": 90, "text": "Good day", "words": []}]}
    ).turns[0]
    assert (turn.start_ms, turn.end_ms, len(turn.words)) == (10, 90, 2)
