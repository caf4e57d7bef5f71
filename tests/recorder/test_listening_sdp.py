"""What a party that only listens says in SDP."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recorder.listening_sdp import labels_in, listening_answer, silent_offer

SESSION = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"


def line(*attributes: str, port: int = 4000) -> str:
    return f"m=audio {port} RTP/AVP 0\r\n" + "".join(f"a={attribute}\r\n" for attribute in attributes)


ANSWER = SESSION + line("rtpmap:0 PCMU/8000", "sendrecv") + line("rtpmap:0 PCMU/8000", "recvonly", "label:old")


@pytest.mark.parametrize(
    ("offer", "deaf", "first", "second"),
    [
        (SESSION + line("sendonly", "label:1") + line("sendonly", "label:2"), False, "recvonly 1", "recvonly 2"),
        (SESSION + line("sendrecv", "label:1") + line("label:2"), False, "recvonly 1", "recvonly 2"),
        (SESSION + line("inactive", "label:1") + line("recvonly", "label:2"), False, "inactive 1", "inactive 2"),
        (SESSION + line("sendonly", "label:1") + line("sendonly", "label:2"), True, "inactive 1", "inactive 2"),
        (SESSION + "a=inactive\r\n" + line("label:1") + line("sendonly"), False, "inactive 1", "recvonly None"),
        (SESSION + line("label:a b") + line("label:" + "x" * 65), False, "recvonly None", "recvonly None"),
    ],
    ids=["streams", "both ways", "held", "deaf", "held by the session, no label", "labels that cannot be"],
)
def test_each_line_is_answered_with_its_label_and_never_sends(offer: str, deaf: bool, first: str, second: str) -> None:
    answer = listening_answer(offer, ANSWER, deaf=deaf)
    parts = answer.split("\r\nm=")[1:]
    said = [
        f"{next(d for d in ('recvonly', 'inactive') if f'a={d}' in part)} {label}"
        for part, label in zip(parts, labels_in(answer), strict=True)
    ]
    assert said == [first, second]
    assert "send" not in answer
    assert answer.count("a=rtpmap") == 2


def test_a_line_that_is_refused_stays_as_it_is() -> None:
    answer = SESSION + line("sendrecv", port=0)
    assert listening_answer(SESSION + line("sendonly", "label:1"), answer, deaf=False) == answer


def test_an_offer_of_ours_wants_nothing_and_keeps_the_labels() -> None:
    offer = silent_offer(ANSWER, ["1", None])
    assert labels_in(offer) == ("1", None)
    assert offer.count("a=inactive") == 2


@given(st.text(max_size=300), st.text(max_size=300), st.booleans())
def test_any_text_is_answered_with_text(offer: str, answer: str, deaf: bool) -> None:
    assert isinstance(listening_answer(offer, answer, deaf=deaf), str)
