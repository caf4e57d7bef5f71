"""redact-text, redact-audio, transcribe: files of your own; nothing is stored."""

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from calls.audio import MaskSound
from calls.call import new_call_id
from calls.errors import BadConversation, BadInput
from calls.ports.detector import Detector
from calls.transcript import Transcript
from calls.whole_numbers import with_whole_numbers
from cli.output import AsJson, FetchProgress, Quiet, WorkProgress, note, print_json, print_json_line, results
from pipeline.settings import load_settings


def redact_text(
    file: Annotated[str, typer.Argument(help="JSON Lines of transcripts, or - for standard input.")] = "-",
    as_json: AsJson = True,  # noqa: ARG001 - JSON Lines is the only form; the option is accepted everywhere
    quiet: Quiet = False,
) -> None:
    """Redact transcripts, one JSON object a line; redacted transcripts and findings come out. Stores nothing. Each text
    is read once; that of a call is read again before it is masked.

    Example: hushtape redact-text < transcripts.jsonl > redacted.jsonl
    """
    from pipeline.wiring import make_detectors, make_labels  # a second's worth of vendors, which --help does not need
    from redact.redact_conversation import redact_conversation

    settings, labels = load_settings(), make_labels()
    detectors: Sequence[Detector] = ()
    for number, line in enumerate(_lines(file), start=1):
        if not line.strip():
            continue
        try:
            document = _parse(line)
            if not detectors:  # loaded for the first line that needs them: a wrong file is told at once
                progress = FetchProgress(quiet=quiet)
                detectors = make_detectors(settings, progress=progress)
                progress.close()
            print_json_line(redact_conversation(document, detectors, placeholders=labels))
        except BadConversation as error:
            raise BadConversation(f"line {number}: {error.message}", hint=error.hint) from error


def _lines(file: str) -> Iterable[bytes]:
    """Lines as they come, so that a long stream is answered while it is written. Raises BadInput."""
    if file == "-":
        return sys.stdin.buffer
    try:
        return Path(file).open("rb")
    except OSError as error:
        raise BadInput(f"{file} cannot be read ({error.strerror})", hint="give JSON Lines, or - for stdin") from error


def _parse(line: bytes) -> object:
    try:
        document = json.loads(line.decode("utf-8-sig"))
        json.dumps(document, ensure_ascii=False).encode()  # half a surrogate pair is no text
        return document
    except (ValueError, RecursionError) as error:
        raise BadConversation("this is not JSON", hint="one object a line, in UTF-8") from error


def redact_audio(
    file: Annotated[Path, typer.Argument(help="The recording to mask.")],
    transcript: Annotated[Path, typer.Option(help="Its raw transcript with word times (hushtape transcribe).")],
    out: Annotated[Path, typer.Option(help="Where to write the masked WAV.")],
    caller_channel: Annotated[int, typer.Option(min=0, max=1, help="Which channel is the caller's: 0 or 1.")] = 0,
    mask_sound: Annotated[
        MaskSound | None, typer.Option(help="What is heard in a secret's place. Default: HUSHTAPE_MASK_SOUND.")
    ] = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Mask one recording by a transcript with word times. Stores nothing but the file you name.

    Example: hushtape redact-audio call.wav --transcript call.json --out masked.wav
    """
    from pipeline.sound_files import read_sound, write_wav  # see redact_text
    from pipeline.wiring import make_detectors, make_labels
    from redact.find_secrets import find_secrets
    from redact.redact_call import redact_text_and_sound

    settings = load_settings()
    audio = read_sound(file, settings, caller_channel=caller_channel)
    written = _read_transcript(transcript)
    progress = FetchProgress(quiet=quiet)
    detectors = make_detectors(settings, progress=progress)
    progress.close()
    findings = find_secrets(written.turns, detectors)
    redacted = redact_text_and_sound(
        new_call_id(),
        audio,
        written,
        findings,
        placeholders=make_labels(),
        mask_sound=mask_sound or settings.mask_sound,
    )
    assert redacted.audio is not None
    write_wav(out, redacted.audio)
    if as_json:
        print_json(
            [{"kind": s.kind, "channel": s.channel, "start_ms": s.start_ms, "end_ms": s.end_ms} for s in redacted.masks]
        )
    else:
        note(f"{len(redacted.masks)} stretches masked; written: {out}", quiet=quiet)


def _read_transcript(file: Path) -> Transcript:
    from redact.transcript_json import transcript_from_json

    try:
        return transcript_from_json(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, RecursionError) as error:
        raise BadConversation(
            f"{file} cannot be read ({type(error).__name__})", hint="make it with: hushtape transcribe FILE --json"
        ) from error


def transcribe(
    file: Annotated[Path, typer.Argument(help="A recording of your own.")],
    caller_channel: Annotated[int, typer.Option(min=0, max=1, help="Which channel is the caller's: 0 or 1.")] = 0,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Write a raw, unredacted transcript of a file of your own, for evaluation. Stores nothing.

    Example: hushtape transcribe call.wav --json > call.json
    """
    from pipeline.sound_files import read_sound  # see redact_text
    from pipeline.wiring import make_transcriber
    from redact.transcript_json import transcript_to_json

    settings = load_settings()
    audio = read_sound(file, settings, caller_channel=caller_channel)
    progress = FetchProgress(quiet=quiet)
    transcriber = make_transcriber(settings, progress=progress)
    progress.close()
    with WorkProgress(f"transcribing {file.name}", quiet=quiet) as work:
        written = transcriber.transcribe(audio, work)
    if as_json:
        print_json(transcript_to_json(written, file=file.name))
        return
    for turn in written.turns:
        results.print(f"{(turn.start_ms or 0) / 1000:7.1f} s  {turn.channel:>7}  {with_whole_numbers(turn.text)}")
