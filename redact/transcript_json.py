"""A raw transcript as the contract's JSON, both ways."""

import math
from typing import Any

from calls.call import Channel
from calls.errors import BadConversation
from calls.transcript import TimeSource, Transcript, Turn, Window, Word
from calls.whole_numbers import with_whole_numbers
from redact.conversation_fields import channel_of, list_of, number_of, object_of, text_of


def transcript_to_json(transcript: Transcript, *, file: str) -> dict[str, Any]:
    """The contract's raw transcript. `file` is the name to show, not a path.

    A turn's text has each number whole; its words are as the recogniser wrote them, each with its times.
    Where there is speech without words, `unwritten` says where: `redact-audio` silences it, as the pipeline does.
    """
    document = {
        "file": file,
        "duration_ms": transcript.duration_ms,
        "language": transcript.language,
        "engine": transcript.engine,
        "model": transcript.model,
        "turns": [_turn_to_json(turn) for turn in transcript.turns],
    }
    if transcript.unwritten:
        document["unwritten"] = [_window_to_json(window) for window in transcript.unwritten]
    return document


def transcript_from_json(document: object) -> Transcript:
    """The contract's raw transcript, read. Raises BadConversation, which names the field and never quotes the text."""
    whole = object_of(document, "the transcript")
    turns = [_turn_from_json(entry, f"turns[{k}]") for k, entry in enumerate(list_of(whole, "turns"))]
    unwritten = list_of(whole, "unwritten") if "unwritten" in whole else []
    duration_ms = whole.get("duration_ms", max((turn.end_ms or 0 for turn in turns), default=0))
    return Transcript(
        turns=tuple(turns),
        language=text_of(whole, "language", default="en"),
        duration_ms=_milliseconds(duration_ms, "duration_ms") or 0,
        engine=text_of(whole, "engine", default=""),
        model=text_of(whole, "model", default=""),
        unwritten=tuple(_window_from_json(entry, f"unwritten[{k}]") for k, entry in enumerate(unwritten)),
    )


def _window_to_json(window: Window) -> dict[str, Any]:
    return {"channel": window.channel.value, "start_ms": window.start_ms, "end_ms": window.end_ms}


def _window_from_json(entry: object, where: str) -> Window:
    fields = object_of(entry, where)
    start_ms = _milliseconds(fields.get("start_ms"), f"{where}.start_ms")
    end_ms = _milliseconds(fields.get("end_ms"), f"{where}.end_ms")
    if start_ms is None or end_ms is None or end_ms < start_ms:
        raise BadConversation(f"{where}: start_ms and end_ms must both be there, in order")
    return Window(channel_of(fields, where), start_ms, end_ms)


def _turn_to_json(turn: Turn) -> dict[str, Any]:
    return {
        "channel": turn.channel.value,
        "start_ms": turn.start_ms,
        "end_ms": turn.end_ms,
        "text": with_whole_numbers(turn.text),
        "words": [
            {
                "text": word.text,
                "start_ms": word.start_ms,
                "end_ms": word.end_ms,
                "confidence": word.confidence,
                "time_source": word.time_source.value,
            }
            for word in turn.words
        ],
    }


def _turn_from_json(entry: object, where: str) -> Turn:
    fields = object_of(entry, where)
    channel: Channel = channel_of(fields, where)
    text = text_of(fields, "text", where=where)
    start_ms = _milliseconds(fields.get("start_ms"), f"{where}.start_ms")
    end_ms = _milliseconds(fields.get("end_ms"), f"{where}.end_ms")
    _check_order(start_ms, end_ms, where)
    if not fields.get("words"):
        plain = Turn.of_text(channel, text)
        return Turn(channel, plain.text, plain.words, start_ms, end_ms)
    words = tuple(_word_from_json(word, f"{where}.words[{k}]") for k, word in enumerate(list_of(fields, "words")))
    apart = Turn.of_words(channel, words).text
    try:
        return Turn(channel, apart if text == with_whole_numbers(apart) else text, words, start_ms, end_ms)
    except ValueError:
        raise BadConversation(f"{where}: its words do not stand in its text in this order") from None


def _word_from_json(entry: object, where: str) -> Word:
    fields = object_of(entry, where)
    start_ms = _milliseconds(fields.get("start_ms"), f"{where}.start_ms")
    end_ms = _milliseconds(fields.get("end_ms"), f"{where}.end_ms")
    _check_order(start_ms, end_ms, where)
    named = fields.get("time_source", (TimeSource.NONE if start_ms is None else TimeSource.ATTENTION).value)
    if named not in set(TimeSource):
        raise BadConversation(f"{where}.time_source is none of {', '.join(source.value for source in TimeSource)}")
    return Word(
        text=text_of(fields, "text", where=where),
        start_ms=start_ms,
        end_ms=end_ms,
        confidence=number_of(fields, "confidence", where=where, default=1.0),
        time_source=TimeSource(named),
    )


def _milliseconds(value: object, where: str) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value < 0:
        raise BadConversation(f"{where} must be milliseconds from 0 on, or null")
    return round(value)


def _check_order(start_ms: int | None, end_ms: int | None, where: str) -> None:
    if (start_ms is None) != (end_ms is None) or (start_ms is not None and end_ms is not None and end_ms < start_ms):
        raise BadConversation(f"{where}: start_ms and end_ms must both be there, in order, or both be null")
