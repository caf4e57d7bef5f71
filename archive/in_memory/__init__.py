"""Twins of the archive's parts that live in memory: for tests of other rooms and for trying things out.

They pass the same contract tests as the real ones (`tests/contracts/`). One lock makes each call a transaction.
"""

from archive.in_memory.archive import ArchiveInMemory
from archive.in_memory.audit_log import AuditLogInMemory
from archive.in_memory.call_details import CallDetailsInMemory
from archive.in_memory.kept_calls import KeptCallsInMemory
from archive.in_memory.object_store import ObjectStoreInMemory
from archive.in_memory.review_desk import ReviewDeskInMemory
from archive.in_memory.shelf import Shelf, ShelvedCall
from archive.in_memory.work_table import WorkTableInMemory

__all__ = [
    "ArchiveInMemory",
    "AuditLogInMemory",
    "CallDetailsInMemory",
    "KeptCallsInMemory",
    "ObjectStoreInMemory",
    "ReviewDeskInMemory",
    "Shelf",
    "ShelvedCall",
    "WorkTableInMemory",
]
