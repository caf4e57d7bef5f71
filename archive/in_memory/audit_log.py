"""The audit log's twin."""

import threading

from archive.audit_chain import AuditEntry, ChainReport, link, verify
from calls.audit import AuditEvent
from calls.ports.clock import Clock


class AuditLogInMemory:
    """`calls.ports.audit_log.AuditLog`, hash-chained like the real one."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self.entries: list[AuditEntry] = []

    def append(self, event: AuditEvent) -> None:
        with self._lock:
            after = self.entries[-1].head if self.entries else None
            self.entries.append(link(event, at=self._clock.now(), after=after))

    def verify(self) -> ChainReport:
        return verify(self.entries, head=self.entries[-1].head if self.entries else None)
