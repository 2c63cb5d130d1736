"""Kernel locks on files: between processes and between threads, freed by the kernel when the holder dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from personalizedTrailer.storage.files import disk_full_is_no_room


class HeldLock:
    """A lock that is held until `release`, or until this process ends, however it ends."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor: int | None = descriptor

    def remove_file(self) -> None:
        """Takes the file of the lock away while it is held; waiters notice and use the new one."""
        self._path.unlink(missing_ok=True)

    def release(self) -> None:
        """Gives the lock back; doing so twice does no harm."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            # Closing alone would not do where a child was forked meanwhile: it has a copy of the descriptor.
            fcntl.flock(descriptor, fcntl.LOCK_UN)
            os.close(descriptor)


def acquire(path: Path) -> HeldLock:
    """Waits for the lock of this file, which is made on first use, as is its folder. Raises NoRoom."""
    while True:
        if (held := _open_and_lock(path, fcntl.LOCK_EX)) is not None:
            return held


def try_acquire(path: Path) -> HeldLock | None:
    """The lock, or None where another thread or process holds it. Raises NoRoom."""
    try:
        return _open_and_lock(path, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return None


@contextmanager
def locked(path: Path) -> Iterator[HeldLock]:
    """Holds the lock of this file for the length of a `with` block."""
    held = acquire(path)
    try:
        yield held
    finally:
        held.release()


def is_free(path: Path) -> bool:
    """Whether nobody holds the lock; by the time of the answer that may have changed."""
    if not path.exists():
        return True
    if (held := try_acquire(path)) is None:
        return False
    held.release()
    return True


def _open_and_lock(path: Path, how: int) -> HeldLock | None:
    """None where the file was removed while we waited: the lock that we got then guards nothing."""
    with disk_full_is_no_room():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, how)
        if _names(path, descriptor):
            return HeldLock(path, descriptor)
    except BaseException:
        os.close(descriptor)
        raise
    os.close(descriptor)
    return None


def _names(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False
