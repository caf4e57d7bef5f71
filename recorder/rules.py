"""The signed rules file, as it stands when a call comes: what may be recorded, and who has objected for good."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import structlog

from calls.consent import RecordingPolicy, Standing
from calls.pseudonym import KeyRing
from calls.recording_rules import RecordingRules, read_rules
from recorder.durable_files import make_private_folder, write_new

_log = structlog.get_logger("recorder.rules")


@dataclass(frozen=True, slots=True, repr=False)
class RulesFile:
    """Whatever is wrong with the file, or with the keys: nothing is recorded, calls still go through.

    `keys` gives the key ring as it is now. `rekey` is told of a caller who was recognised under an older version of
    the key: the old code, the new one and its version.
    """

    path: Path
    keys: Callable[[], KeyRing]
    rekey: Callable[[str, str, int], None] = lambda old, new, version: None  # noqa: ARG005 - nobody wants to know
    _read: dict[tuple[int, int, int], RecordingRules | None] = field(default_factory=dict)
    """What the file said when it was last read, by its inode, size and time: a long list takes tens of milliseconds."""

    def replace(self, signed: bytes) -> bool:
        """Put newer rules in the file's place, as a whole; False for what is forged, damaged or older than those there.

        Called from the control path's threads. An order that is repeated later by somebody else changes nothing.
        """
        key = self.keys().signing_key
        rules = read_rules(signed, key)
        if rules is None:
            _log.error("rules_refused", error="forged or damaged")
            return False
        try:
            present = read_rules(self.path.read_bytes(), key) if self.path.exists() else None
            if present is not None and present.written_at >= rules.written_at:
                return False
            make_private_folder(self.path.parent)
            beside = self.path.with_name(f".{self.path.name}.{secrets.token_hex(4)}")
            write_new(beside, signed)
            beside.rename(self.path)
        except OSError as error:
            _log.error("rules_not_written", error=error.strerror)
            return False
        return True

    def _present(self) -> RecordingRules | None:
        """The file as it stands now; None when forged or damaged. Raises OSError.

        It is only ever replaced as a whole, so another file shows by its inode or its time.
        """
        seen = self.path.stat()
        key = (seen.st_ino, seen.st_size, seen.st_mtime_ns)
        if key not in self._read:
            rules = read_rules(self.path.read_bytes(), self.keys().signing_key)
            self._read.clear()
            self._read[key] = rules
        return self._read[key]

    def look_up(
        self, *, queue: str | None, caller_codes: Sequence[str], now: datetime
    ) -> tuple[RecordingPolicy, Standing]:
        """The queue's policy and the caller's standing; (NEVER, UNKNOWN) when missing, unreadable, forged, or keyed
        with a version of the key that is not here. `caller_codes`: the number's code under each version, newest first.
        """
        keys = self.keys()
        try:
            rules = self._present()
        except OSError as error:
            _log.error("rules_unreadable", error=type(error).__name__)
            return RecordingPolicy.NEVER, Standing.UNKNOWN
        if rules is None:
            _log.error("rules_refused", error="forged or damaged")
            return RecordingPolicy.NEVER, Standing.UNKNOWN
        if not rules.key_versions <= keys.by_version.keys():
            _log.error("rules_refused", error="a version of the pseudonyms' key is missing here")
            return RecordingPolicy.NEVER, Standing.UNKNOWN
        standing = rules.standing_of(caller_codes, now=now)
        if standing is Standing.UNKNOWN:
            _log.error("rules_stale")
        if standing is Standing.OBJECTS and caller_codes[0] not in rules.standing_objections:
            old = next(code for code in caller_codes if code in rules.standing_objections)
            self.rekey(old, caller_codes[0], keys.newest)
        return rules.policy_for(queue), standing

    def is_trustworthy(self, now: datetime) -> bool:
        """Whether calls could be recorded by it now. Logs nothing."""
        keys = self.keys()
        try:
            rules = self._present()
        except OSError:
            return False
        known = rules is not None and rules.key_versions <= keys.by_version.keys()
        return rules is not None and known and rules.standing_of((), now=now) is not Standing.UNKNOWN
