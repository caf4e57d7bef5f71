"""One event a line, JSON on stderr, ids only. Tracebacks name types and places, never values."""

import json
import logging
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog
from structlog.typing import EventDict, WrappedLogger


def _type_of_error_only(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """P5: an exception's message or locals could quote a call, so only its type leaves the process."""
    error: Any = event.pop("exc_info", None)
    if isinstance(error, tuple):
        error = error[1]
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, BaseException):
        event["error_type"] = type(error).__name__
    return event


class _NameAndLevelOnly(logging.Formatter):
    """What a library logs may quote a call, in its message or its traceback: only who and how bad passes."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps({"library": record.name, "level": record.levelname})


def _tell_crash(kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
    """What ends the process or a thread: one event with type and place, where a traceback could quote a call."""
    if issubclass(kind, KeyboardInterrupt):
        return
    frames = traceback.extract_tb(at)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "unknown"
    missing = error.name if isinstance(error, ModuleNotFoundError) else None
    structlog.get_logger().critical("crashed", error_type=kind.__name__, where=where, missing_module=missing)


def set_up_logging(level: str) -> None:
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _type_of_error_only,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    sys.excepthook = _tell_crash
    threading.excepthook = lambda crash: _tell_crash(
        crash.exc_type, crash.exc_value or crash.exc_type(), crash.exc_traceback
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_NameAndLevelOnly())
    logging.basicConfig(level=logging.ERROR, handlers=[handler], force=True)
