"""Where the parts are put together: each vendor is built here (and in api/app.py), from the settings, once."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from archive.access_tokens import TokenDeskInDatabase
from archive.audit_head import AuditHeadFile
from archive.audit_log import AuditLogInDatabase
from archive.call_details import CallDetailsInDatabase
from archive.database import Database, open_database
from archive.keep_call import ArchiveInDatabase
from archive.kept_calls import KeptCallsInDatabase
from archive.migrate import migrate
from archive.object_store_folder import ObjectStoreInFolder
from archive.object_store_s3 import ObjectStoreInS3
from archive.reading_room import ReadingRoomInDatabase
from archive.retention_sweep import SweepReport, sweep
from archive.review_desk import ReviewDeskInDatabase
from archive.sample_desk import SampleDeskInDatabase
from archive.standing_objections import StandingObjectionsInDatabase
from archive.training_samples import HideForSamples
from archive.work_table import WorkTableInDatabase
from calls.access import Reader, Role
from calls.errors import BadSettings
from calls.ports.detector import Detector
from calls.ports.intake import Intake
from calls.ports.object_store import ObjectStore
from calls.ports.transcribers import CheckingTranscriber, Transcriber
from calls.pseudonym import KeyedCaller
from calls.recording_rules import RecordingRules
from pipeline.clock import WallClock
from pipeline.home import prepare_home
from pipeline.housekeeping import Housekeeper
from pipeline.model_files import FetchWatcher, english_model, whisper_weights
from pipeline.precision import Precision, choose_precision
from pipeline.recheck import Rechecker
from pipeline.recording_rules_file import RulesWriter
from pipeline.settings import Settings
from pipeline.sound_files import decoder
from pipeline.tools import Tools
from pipeline.worker import Worker
from recorder.control import ANSWER_WITHIN_S
from recorder.control_client import LiveCallsOverSockets
from recorder.control_tls import TlsFiles, TlsLine
from recorder.intake import SealedIntake
from recorder.keys import load_key_ring, load_private_keys, load_pseudonym_key, load_public_keys
from recorder.salvage import salvage
from recorder.spool import SealedSpool
from redact.company_numbers import CompanyNumbers, read_number_forms
from redact.company_words import HiddenNames, WithKeptWords, read_word_list
from redact.mask_text import Placeholders
from redact.sample_text import hide_for_training
from redact.widen_masks import widen_masks
from transcribe.processor import libraries_without_gpu
from transcribe.speech_engine import SpeechEngine
from transcribe.transcribe_call import CallTranscriber

OPERATOR = Reader("operator", frozenset(Role))
"""Whoever runs the command line on the machine that holds the keys: every role, and every look on record."""

CLOCK = WallClock()


@dataclass(frozen=True, slots=True)
class Kept:
    """The archive, opened: everything that stands on the database and the object store."""

    database: Database
    objects: ObjectStore
    audit: AuditLogInDatabase
    work: WorkTableInDatabase
    archive: ArchiveInDatabase
    reading_room: ReadingRoomInDatabase
    tokens: TokenDeskInDatabase
    standing: StandingObjectionsInDatabase
    details: CallDetailsInDatabase
    review: ReviewDeskInDatabase
    kept_calls: KeptCallsInDatabase
    samples: SampleDeskInDatabase


def open_kept(settings: Settings) -> Kept:
    """Open the archive, bringing the database up to date. Raises BadSettings, DatabaseUnavailable."""
    prepare_home(settings)
    database = open_database(settings.database)
    migrate(database)
    objects = make_object_store(settings)
    audit = AuditLogInDatabase(
        database, AuditHeadFile(settings.audit_head_file, load_pseudonym_key(settings.audit_key_file)), CLOCK
    )
    return Kept(
        database,
        objects,
        audit,
        WorkTableInDatabase(database, audit, CLOCK),
        ArchiveInDatabase(database, audit, objects, CLOCK),
        ReadingRoomInDatabase(
            database,
            audit,
            objects,
            CLOCK,
            hide_for_samples=_hide_for_samples(settings),
            sample_key=load_pseudonym_key(settings.sample_key_file),
        ),
        TokenDeskInDatabase(database, audit, CLOCK),
        StandingObjectionsInDatabase(database, audit, CLOCK),
        CallDetailsInDatabase(database),
        ReviewDeskInDatabase(database, audit, objects, CLOCK, widen=widen_masks, rules=settings.retention_rules),
        KeptCallsInDatabase(database, audit, objects, CLOCK),
        SampleDeskInDatabase(database, audit, CLOCK),
    )


def make_object_store(settings: Settings) -> ObjectStore:
    if settings.object_store == "file":
        return ObjectStoreInFolder(settings.objects_dir)
    endpoint = urlsplit(settings.s3_endpoint)
    if endpoint.scheme not in ("http", "https") or not endpoint.netloc:
        raise BadSettings("HUSHTAPE_S3_ENDPOINT is no http(s) address", hint="such as https://s3.example.org")
    return ObjectStoreInS3(
        endpoint.netloc,
        bucket=settings.object_store.removeprefix("s3://"),
        access_key=settings.s3_access_key.get_secret_value(),
        secret_key=settings.s3_secret_key.get_secret_value(),
        secure=endpoint.scheme == "https",
    )


def make_spool(settings: Settings) -> SealedSpool:
    private = load_private_keys(settings.master_key)
    return SealedSpool(settings.spool_dir, private, decode=decoder(settings))


def make_intake(settings: Settings) -> Intake:
    """The write-only way in; holds the public half of the key."""
    prepare_home(settings)
    return SealedIntake(settings.spool_dir, load_public_keys(settings.public_key_file), clock=CLOCK)


def make_live_calls(settings: Settings) -> LiveCallsOverSockets:
    """Raises BadSettings when there are recorders on other hosts and the certificates cannot be used."""
    return LiveCallsOverSockets(settings.control_dir, make_remote_lines(settings))


def make_remote_lines(settings: Settings) -> tuple[TlsLine, ...]:
    """The way to each recorder on another host."""
    if not settings.recorder_addresses:
        return ()
    context = TlsFiles(*settings.control_files).client_context()
    return tuple(TlsLine(host, port, context, ANSWER_WITHIN_S + 1) for host, port in settings.recorder_addresses)


def make_detectors(settings: Settings, *, progress: FetchWatcher | None = None) -> Sequence[Detector]:
    """Raises ModelMissing, BadSettings (a list of words that cannot be read)."""
    from redact.name_model.detector import NameModelDetector
    from redact.presidio_detector import PresidioDetector  # spaCy takes seconds to import; most commands need none

    names, kept = (
        read_word_list(file) if file else None for file in (settings.hidden_names_file, settings.kept_words_file)
    )
    found: list[Detector] = [PresidioDetector(english_model(settings, progress)), NameModelDetector()]
    detectors: list[Detector] = [WithKeptWords(detector, kept) for detector in found] if kept else found
    if names:
        detectors.append(HiddenNames(names))
    if settings.customer_numbers_file:
        detectors.append(CompanyNumbers(read_number_forms(settings.customer_numbers_file)))
    return tuple(detectors)


def make_labels() -> Placeholders:
    """The operators of presidio-anonymizer."""
    from redact.placeholder_operators import put_labels_by_presidio

    return put_labels_by_presidio


def make_engines(settings: Settings, *, progress: FetchWatcher | None = None) -> tuple[SpeechEngine, SpeechEngine]:
    """The engine that writes and the one that checks, on the same weights. Raises ModelMissing, BadSettings."""
    # torch and CTranslate2 take seconds to import; most commands need neither.
    from transcribe.faster_whisper_engine import FasterWhisperEngine
    from transcribe.openai_whisper_engine import OpenaiWhisperEngine

    precision = precision_of(settings)
    weights = whisper_weights(settings, progress)
    faster_checks = settings.whisper_engine == "openai-whisper"
    faster = FasterWhisperEngine(
        weights,
        device=precision.device,
        compute_type=precision.faster_whisper,
        threads=settings.whisper_threads,
        merges_frames=not faster_checks,
    )
    reference = OpenaiWhisperEngine(
        weights, device=precision.device, compute_type=precision.openai_whisper, threads=settings.whisper_threads
    )
    return (reference, faster) if faster_checks else (faster, reference)


def precision_of(settings: Settings) -> Precision:
    """What the engines compute with. Raises BadSettings when this machine cannot."""
    return choose_precision(settings.whisper_device, settings.whisper_compute_type, libraries_without_gpu)


def make_transcriber(settings: Settings, *, progress: FetchWatcher | None = None) -> Transcriber:
    return CallTranscriber(make_engines(settings, progress=progress)[0])


def make_worker(settings: Settings, kept: Kept, *, progress: FetchWatcher | None = None) -> Worker:
    """A worker with its models loaded. Raises ModelMissing."""
    writes, checks = make_engines(settings, progress=progress)
    detectors = make_detectors(settings, progress=progress)
    transcriber: Transcriber = CallTranscriber(writes)
    listener: CheckingTranscriber = CallTranscriber(checks)
    for engine in (writes, checks):
        engine.warm_up()
    tools = Tools(
        spool=make_spool(settings),
        transcriber=transcriber,
        checking_transcriber=listener,
        detectors=detectors,
        put_labels=make_labels(),
        archive=kept.archive,
        work=kept.work,
        retention_rules=settings.retention_rules,
        clock=CLOCK,
        mask_sound=settings.mask_sound,
    )
    return Worker(f"worker-{os.getpid()}", tools, settings.lease_s)


def make_rechecker(settings: Settings, kept: Kept, *, progress: FetchWatcher | None = None) -> Rechecker:
    """Raises ModelMissing, BadSettings."""
    return Rechecker(
        kept_calls=kept.kept_calls,
        archive=kept.archive,
        audit_log=kept.audit,
        detectors=make_detectors(settings, progress=progress),
        put_labels=make_labels(),
        clock=CLOCK,
        actor=OPERATOR.name,
    )


def make_housekeeper(settings: Settings, kept: Kept) -> Housekeeper:
    key = load_key_ring(settings.pseudonym_key_file).signing_key

    def rules_now() -> RecordingRules:
        policies = settings.recording_policy, settings.queue_policies
        return RecordingRules(
            CLOCK.now(), *policies, kept.standing.pseudonyms(), frozenset(kept.standing.by_key_version())
        )

    return Housekeeper(
        spool=make_spool(settings),
        work=kept.work,
        details=kept.details,
        standing=kept.standing,
        audit=kept.audit,
        clock=CLOCK,
        raw_deadline=timedelta(hours=settings.raw_deadline_h),
        refresh_rules=RulesWriter(settings.rules_file, key, rules_now, push_to=make_remote_lines(settings)).refresh,
        sweep=lambda: sweep(
            kept.database,
            kept.audit,
            kept.objects,
            now=CLOCK.now(),
            details_kept_for=settings.details_kept_for,
        ),
        salvage=lambda: salvage(settings.spool_dir),
    )


def caller_of(settings: Settings, number: str) -> KeyedCaller | None:
    """A caller's number as its keyed codes; the number itself goes nowhere. None when it is no number."""
    prepare_home(settings)
    ring = load_key_ring(settings.pseudonym_key_file)
    return ring.caller_of(number, default_country_code=settings.default_country_code)


def sip_call_id_codes(settings: Settings) -> Callable[[str], Sequence[str]]:
    """A SIP Call-ID's keyed codes, under each version of the key."""
    prepare_home(settings)
    return load_key_ring(settings.pseudonym_key_file).codes_of_sip_call_id


def sweep_now(settings: Settings, kept: Kept, *, dry_run: bool, confirmed: bool) -> SweepReport:
    """The sweep as the operator asks for it."""
    return sweep(
        kept.database,
        kept.audit,
        kept.objects,
        now=CLOCK.now(),
        dry_run=dry_run,
        confirmed=confirmed,
        actor=OPERATOR.name,
        details_kept_for=settings.details_kept_for,
    )


def _hide_for_samples(settings: Settings) -> HideForSamples:
    """Loads the detectors when the first sample is pulled; reading calls needs none of them."""
    loaded: list[Sequence[Detector]] = []

    def hide(turns: Sequence[Mapping[str, Any]], draw: str) -> list[dict[str, Any]]:
        if not loaded:
            loaded.append(make_detectors(settings))
        return [dict(turn) for turn in hide_for_training(turns, loaded[0], draw=draw, placeholders=make_labels())]

    return hide
