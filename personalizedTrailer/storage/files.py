"""Files that appear whole or not at all, and the room for them.

Each data folder has its own `.tmp`, so publishing is a rename within one file system.
"""

from __future__ import annotations

import errno
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from personalizedTrailer.errors import NoRoom

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_RETRY_AFTER_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Removed:
    """What a removal took away."""

    jobs: int = 0
    files: int = 0
    bytes: int = 0

    def __add__(self, other: Removed) -> Removed:
        return Removed(self.jobs + other.jobs, self.files + other.files, self.bytes + other.bytes)


def is_disk_full(error: BaseException) -> bool:
    return isinstance(error, OSError) and error.errno in _FULL


@contextmanager
def disk_full_is_no_room() -> Iterator[None]:
    """Turns "no space left on device" and "quota exceeded" into NoRoom."""
    try:
        yield
    except OSError as error:
        if is_disk_full(error):
            raise NoRoom(retry_after=_RETRY_AFTER_SECONDS) from error
        raise


def scratch(folder: Path) -> Path:
    """The folder's `.tmp`, made on first use: write there, then `publish`."""
    temporary = folder / ".tmp"
    with disk_full_is_no_room():
        temporary.mkdir(parents=True, exist_ok=True)
    return temporary


def publish(made: Path, target: Path) -> None:
    """Moves a finished file to its place, durably; both must be on one file system. Raises NoRoom."""
    with disk_full_is_no_room():
        _sync(made)
        made.replace(target)
        _sync(target.parent)


def write(target: Path, data: bytes) -> None:
    """Replaces the content of `target` in one step, durably.

    One writer a target at a time (hold its lock). Raises NoRoom; then the old content stands and nothing
    half-written is left.
    """
    temporary = scratch(target.parent) / f"{target.name}.{os.getpid()}.{threading.get_ident()}"
    try:
        with disk_full_is_no_room():
            temporary.write_bytes(data)
        publish(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def free_bytes(folder: Path) -> int:
    """Bytes that this process may still write where the folder is, or will be."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder; 0 where it is not there. Files that go meanwhile do not count."""
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with suppress(FileNotFoundError):
                total += (Path(place) / name).lstat().st_size
    return total


def require_room(folder: Path, needed: int) -> None:
    """Raises NoRoom where fewer than `needed` bytes are free."""
    if free_bytes(folder) < needed:
        raise NoRoom(retry_after=_RETRY_AFTER_SECONDS)


def remove(path: Path) -> Removed:
    """Removes a file, or a folder with all that is in it; what is gone already counts as nothing."""
    if path.is_dir() and not path.is_symlink():
        removed = Removed()
        for child in list(path.iterdir()):
            removed += remove(child)
        path.rmdir()
        return removed
    try:
        size = path.lstat().st_size
        path.unlink()
    except FileNotFoundError:
        return Removed()
    return Removed(files=1, bytes=size)


def names_in(folder: Path) -> list[str]:
    """Names in a folder, in no order; none where the folder is not there yet."""
    try:
        with os.scandir(folder) as entries:
            return [entry.name for entry in entries]
    except FileNotFoundError:
        return []


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
