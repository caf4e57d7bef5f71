"""The certificate: what was checked, with which versions, and the verdict. Never a value, never a word of the call."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from calls.ports.detector import Detector, parts_of_detector
from calls.redacted import Certificate, Check, Verdict
from redact.objection_model.levels import NAME, VERSION
from redact.rule_book import RULES_VERSION


def write_certificate(
    checks: Sequence[Check], of_call: Sequence[tuple[str, str]], detectors: Sequence[Detector], *, checked_at: datetime
) -> Certificate:
    """Clean only if there are checks and every one passed. `of_call`: versions of what wrote this call down, listened
    to it again and masks it. `checked_at` is aware."""
    is_clean = bool(checks) and all(check.passed for check in checks)
    return Certificate(
        verdict=Verdict.CLEAN if is_clean else Verdict.QUARANTINED,
        checked_at=checked_at,
        checks=tuple(checks),
        versions=(*versions_of(detectors), *of_call),
    )


def versions_of(detectors: Sequence[Detector]) -> tuple[tuple[str, str], ...]:
    """What text is read by: the rules, the detectors with their models, and the model that hears objections."""
    names = ", ".join(detector.name for detector in detectors)
    parts = dict(part for detector in detectors for part in parts_of_detector(detector))
    return ("rules", RULES_VERSION), ("detectors", names), *parts.items(), (NAME, VERSION)


def certify_again(
    certificate: Certificate, check: Check, detectors: Sequence[Detector], *, checked_at: datetime
) -> Certificate:
    """The certificate of an archived call after its redacted form was checked again: `check` in place of an earlier one
    of its name, today's versions, and the verdict that stood."""
    return replace(
        certificate,
        checked_at=checked_at,
        checks=(*(one for one in certificate.checks if one.name != check.name), check),
        versions=tuple((dict(certificate.versions) | dict(versions_of(detectors))).items()),
    )
