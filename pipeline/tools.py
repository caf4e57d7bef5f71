"""What a worker works with, behind the ports of `calls`."""

from collections.abc import Sequence
from dataclasses import dataclass

from calls.ports import Archive, CheckingTranscriber, Clock, Detector, Spool, Transcriber, WorkTable
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
