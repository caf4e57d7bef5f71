"""Transcripts as files: timing, escaping, and none where there are no times."""

from typing import Any

import pytest

from api.exports import srt_of, txt_of, vtt_of
from calls.call import Channel
from calls.errors import WrongState
from tests.api.builders import House, publish, turn

HOSTILE = 'a --> b\n\n00:00 <script>alert("x")</script> & more'


def _call(
    text: str = "Hello there", start_ms: int | None = 3_661_005, end_ms: int | None = 3_662_000
) -> dict[str, Any]:
    return {"turns": [{"channel": "caller", "text": text, "start_ms": start_ms, "end_ms": end_ms}]}


def test_vtt_names_the_speaker_and_the_time_to_the_millisecond() -> None:
    assert vtt_of(_call()) == "WEBVTT\n\n01:01:01.005 --> 01:01:02.000\n<v caller>Hello there</v>\n"


def test_srt_counts_its_cues() -> None:
    assert srt_of(_call()) == "1\n01:01:01,005 --> 01:01:02,000\ncaller: Hello there\n"


def test_txt_is_a_line_a_turn() -> None:
    assert txt_of(_call()) == "[01:01:01] caller: Hello there\n"


def test_F21_text_cannot_become_markup_or_a_cue() -> None:
    vtt, srt = vtt_of(_call(HOSTILE)), srt_of(_call(HOSTILE))
    assert vtt.count("-->") == 1
    assert "<script" not in vtt
    assert "&lt;script&gt;" in vtt
    assert "&amp; more" in vtt
    assert "<script" not in srt
    assert srt.count("\n\n") == 0


def test_a_cue_lasts_at_least_a_millisecond() -> None:
    assert "01:01:01.005 --> 01:01:01.006" in vtt_of(_call(end_ms=3_661_005))


@pytest.mark.parametrize("export", [vtt_of, srt_of])
def test_captions_need_times(export: Any) -> None:
    with pytest.raises(WrongState):
        export(_call(start_ms=None, end_ms=None))


def test_files_come_with_their_type_and_name(house: House) -> None:
    call_id = publish(house)
    for suffix, media_type in ((".vtt", "text/vtt"), (".srt", "application/x-subrip"), (".txt", "text/plain")):
        answer = house.get(f"/v1/calls/{call_id}{suffix}")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == f"{media_type}; charset=utf-8"
        assert answer.headers["content-disposition"] == f'attachment; filename="{call_id}{suffix}"'
        assert "[CARD_NUMBER]" in answer.text


def test_a_text_conversation_has_a_txt_alone(house: House) -> None:
    call_id = publish(house, audio_ms=None, turns=(turn(Channel.CALLER, "Hello", None),), masks=())
    assert house.get(f"/v1/calls/{call_id}.txt").text == "caller: Hello\n"
    assert house.get(f"/v1/calls/{call_id}.vtt").status_code == 409
