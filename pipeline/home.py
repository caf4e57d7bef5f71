"""The data folder: its keys, and the lock that says a server runs on it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from calls.errors import BadSettings, WrongState
from pipeline.settings import Settings
from recorder.keys import make_pseudonym_key, make_wrapping_keys


def prepare_home(settings: Settings) -> None:
    """Make the data folder and its keys where they are missing. Raises BadSettings when it cannot be written."""
    try:
        for folder in (
            settings.home,
            settings.spool_dir,
            settings.control_dir.parent,
            settings.control_dir,
            settings.home / "keys",
        ):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            folder.chmod(0o700)  # it may have been made by somebody with a wider umask
    except OSError as error:
        raise BadSettings(
            f"{settings.home} cannot be written ({error.strerror})", hint="set HUSHTAPE_HOME to a folder of yours"
        ) from error
    make_wrapping_keys(settings.master_key, settings.public_key_file)
    for key_file in (settings.pseudonym_key_file, settings.audit_key_file, settings.sample_key_file):
        make_pseudonym_key(key_file)


@contextmanager
def hold_serve_lock(settings: Settings) -> Iterator[None]:
    """Held while a server runs on this data folder. Raises WrongState when another one does."""
    descriptor = os.open(settings.home / "run" / "serve.lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise WrongState(
                "Hushtape already serves this data folder", hint="stop it, or set HUSHTAPE_HOME to another folder"
            ) from error
        yield
    finally:
        os.close(descriptor)


def serve_is_running(settings: Settings) -> bool:
    """Whether a server holds the lock of this data folder."""
    try:
        with hold_serve_lock(settings):
            return False
    except WrongState:
        return True
