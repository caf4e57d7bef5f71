from redact.find_secrets import rule_detectors
from redact.sample_text import hide_for_training

ARCHIVED = [
    {"channel": "agent", "start_ms": 0, "end_ms": 9, "text": "What is the order number?", "words": []},
    {"channel": "caller", "start_ms": 9, "end_ms": 19, "text": "I'm [PERSON], it is 447291.", "words": []},
]


def test_P13_order_numbers_are_hidden_in_samples_and_labels_stay() -> None:
    assert hide_for_training(ARCHIVED, rule_detectors()) == [
        {"channel": "agent", "text": "What is the order number?"},
        {"channel": "caller", "text": "I'm [PERSON], it is [ORDER_NUMBER]."},
    ]


def test_persons_may_get_names_that_hold_within_the_call() -> None:
    assert hide_for_training(ARCHIVED, rule_detectors(), name_persons=True)[1]["text"] == (
        "I'm Person 2, it is [ORDER_NUMBER]."
    )
