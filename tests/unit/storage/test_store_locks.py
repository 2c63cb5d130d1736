"""Kernel locks between processes and threads."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from multiprocessing.synchronize import Event
from pathlib import Path

from personalizedTrailer.storage.locks import acquire, is_free, locked, try_acquire

FORK = multiprocessing.get_context("fork")


def hold_for_ever(path: Path, held: Event) -> None:
    acquire(path)
    held.set()
    time.sleep(60)


def test_a_lock_is_free_at_once_after_kill_9(tmp_path: Path) -> None:
    path, held = tmp_path / "locks" / "a.run", FORK.Event()
    holder = FORK.Process(target=hold_for_ever, args=(path, held))
    holder.start()
    assert held.wait(10)
    assert try_acquire(path) is None
    assert not is_free(path)
    assert holder.pid is not None
    os.kill(holder.pid, signal.SIGKILL)
    holder.join()
    assert is_free(path)
    lock = try_acquire(path)
    assert lock is not None
    lock.release()


def test_threads_exclude_each_other(tmp_path: Path) -> None:
    path, inside, most = tmp_path / "a", [0], [0]

    def enter() -> None:
        for _ in range(50):
            with locked(path):
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                time.sleep(0)
                inside[0] -= 1

    threads = [threading.Thread(target=enter) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]


def test_a_lock_file_that_is_removed_under_a_waiter_guards_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a"
    first, got = acquire(path), threading.Event()

    def wait() -> None:
        lock = acquire(path)
        got.set()
        assert try_acquire(path) is None
        lock.release()

    waiter = threading.Thread(target=wait)
    waiter.start()
    time.sleep(0.05)
    first.remove_file()
    second = acquire(path)
    first.release()
    assert not got.wait(0.1)
    second.release()
    assert got.wait(5)
    waiter.join()


def test_release_twice_and_looking_makes_no_file(tmp_path: Path) -> None:
    lock = acquire(tmp_path / "a")
    lock.release()
    lock.release()
    assert is_free(tmp_path / "b")
    assert not (tmp_path / "b").exists()
