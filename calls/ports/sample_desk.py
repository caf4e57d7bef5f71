"""What became of samples that left the archive."""

from collections.abc import Sequence
from typing import Protocol

from calls.access import Reader
from calls.samples import SamplePull


class SampleDesk(Protocol):
    """Rights first, then the audit row, then the answer. Every method raises NotAllowed, AuditUnavailable and
    DatabaseUnavailable."""

    def list_pulls(self, reader: Reader, *, limit: int = 50) -> Sequence[SamplePull]:
        """The newest first, each with those of its samples that may not be used any more."""
        ...

    def withdraw(self, reader: Reader, wanted: str) -> Sequence[SamplePull]:
        """Take a call, named by its own id or by a sample's, out of every later pull. Twice is no error.

        Returns the pulls that hold it already, newest first, each with that one sample. Raises NotFound.
        """
        ...
