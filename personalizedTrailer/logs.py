"""The log: one format, whole lines from several processes into one file, which rotates.

Text in a message may come from a request, so a record cannot begin a second line that looks like another one:
control characters are escaped, and the lines of a traceback are indented behind a bar.
"""

from __future__ import annotations

import contextlib
import fcntl
import logging
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from personalizedTrailer.settings import Settings

FORMAT = "%(asctime)s [%(levelname)s] %(name)s: %(message)s"
ROTATE_BYTES = 10 * 1024 * 1024
KEPT = 5
"""Rotated files beside the current one."""
_ROOT = "personalizedTrailer"
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def configure(settings: Settings) -> None:
    """Sends the service's log to stderr and to LOG_FILE, from LOG_LEVEL up; a second call replaces the first.

    A log file that cannot be written is a warning: a service that runs is worth more than its log.
    """
    logger = logging.getLogger(_ROOT)
    for handler in [h for h in logger.handlers if isinstance(h, SharedFileHandler | StderrHandler)]:
        logger.removeHandler(handler)
        handler.close()
    logger.setLevel(settings.log_level)
    logger.addHandler(StderrHandler())
    try:
        logger.addHandler(SharedFileHandler(settings.log_file))
    except OSError as error:
        logger.warning("LOG_FILE=%s cannot be written: %s", settings.log_file, error.strerror)


def escape(text: str) -> str:
    """Control characters, line ends and marks of direction as escapes."""
    return _UNSAFE.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


class SafeFormatter(logging.Formatter):
    def __init__(self) -> None:
        super().__init__(FORMAT)

    def format(self, record: logging.LogRecord) -> str:
        record.message = escape(record.getMessage())
        record.asctime = self.formatTime(record)
        lines = [self.formatMessage(record)]
        # Never record.exc_text: another formatter may have left its own, unescaped.
        if record.exc_info:
            lines += self.formatException(record.exc_info).split("\n")
        if record.stack_info:
            lines += record.stack_info.split("\n")
        return "\n".join(lines[:1] + [f"  | {escape(line)}" for line in lines[1:]])


class StderrHandler(logging.StreamHandler):  # type: ignore[type-arg]
    """Writes to what stderr is now, not to what it was when logging was set up."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)
        self.setFormatter(SafeFormatter())

    def emit(self, record: logging.LogRecord) -> None:
        self.stream = sys.stderr
        super().emit(record)


class SharedFileHandler(logging.Handler):
    """Appends each record in one write, so lines of several processes never mix.

    Whoever finds the file full renames it under a lock; the others notice by its inode and open the new one.
    Raises OSError where the file cannot be opened.
    """

    def __init__(self, path: Path, rotate_bytes: int = ROTATE_BYTES, kept: int = KEPT) -> None:
        super().__init__()
        self.setFormatter(SafeFormatter())
        self._path = path
        self._rotate_bytes = rotate_bytes
        self._kept = kept
        self._descriptor = self._open()

    def emit(self, record: logging.LogRecord) -> None:
        try:
            line = (self.format(record) + "\n").encode(errors="backslashreplace")
            self._follow_rename()
            if os.fstat(self._descriptor).st_size + len(line) > self._rotate_bytes:
                self._rotate(len(line))
            os.write(self._descriptor, line)
        except Exception:
            self.handleError(record)

    def close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
        super().close()

    def _open(self) -> int:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)

    def _follow_rename(self) -> None:
        with contextlib.suppress(FileNotFoundError):
            if os.path.samestat(self._path.stat(), os.fstat(self._descriptor)):
                return
        fresh = self._open()
        os.close(self._descriptor)
        self._descriptor = fresh

    def _rotate(self, coming: int) -> None:
        with _flock(self._path.with_name(self._path.name + ".lock")):
            self._follow_rename()
            size = os.fstat(self._descriptor).st_size
            if size == 0 or size + coming <= self._rotate_bytes:
                return  # Another process was faster.
            for number in range(self._kept - 1, 0, -1):
                if (older := self._numbered(number)).exists():
                    older.replace(self._numbered(number + 1))
            self._path.replace(self._numbered(1))
            self._follow_rename()

    def _numbered(self, number: int) -> Path:
        return self._path.with_name(f"{self._path.name}.{number}")


@contextlib.contextmanager
def _flock(path: Path) -> Iterator[None]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
        os.close(descriptor)
