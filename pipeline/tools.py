"""What a worker works with, behind the ports of `calls`."""

from collections.abc import Sequence
from dataclasses import dataclass

from calls.audio import MaskSound
from calls.ports.archive import Archive
from calls.ports.clock import Clock
from calls.ports.detector import Detector
from calls.ports.spool import Spool
from calls.ports.transcribers import CheckingTranscriber, Transcriber
from calls.ports.work_table import WorkTable
from calls.retention import RetentionRules
from redact.mask_text import Placeholders


@dataclass(frozen=True, slots=True)
class Tools:
    spool: Spool
    transcriber: Transcriber
    checking_transcriber: CheckingTranscriber
    detectors: Sequence[Detector]
    put_labels: Placeholders
    archive: Archive
    work: WorkTable
    retention_rules: RetentionRules
    clock: Clock
    mask_sound: MaskSound = MaskSound.TONE
