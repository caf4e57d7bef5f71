"""The certificate: what was checked, with which versions, and the verdict. Never a value, never a word of the call."""

from collections.abc import Sequence
from datetime import datetime

from calls.ports import Detector
from calls.redacted import Certificate, Check, Verdict
from redact.rule_book import RULES_VERSION


def write_certificate(
    checks: Sequence[Check], engines: Sequence[tuple[str, str]], detectors: Sequence[Detector], *, checked_at: datetime
) -> Certificate:
    """Clean only if there are checks and every one passed. `checked_at` is aware."""
    is_clean = bool(checks) and all(check.passed for check in checks)
    return Certificate(
        verdict=Verdict.CLEAN if is_clean else Verdict.QUARANTINED,
        checked_at=checked_at,
        checks=tuple(checks),
        versions=(
            ("rules", RULES_VERSION),
            ("detectors", ", ".join(detector.name for detector in detectors)),
            *engines,
        ),
    )
