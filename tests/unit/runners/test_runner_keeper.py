"""The keeper, which starts a worker again while jobs wait."""

from __future__ import annotations

import multiprocessing
import threading

import pytest
from stub_pipeline import wait_for

from personalizedTrailer.runners.keeper import Keeper

FORK = multiprocessing.get_context("fork")


def test_a_keeper_ends_with_the_work_and_comes_back() -> None:
    work, calls = [True], []
    keeper = Keeper(lambda: work[0], lambda: calls.append(1), period=0.1)
    keeper.wake()
    keeper.wake()
    assert sum(thread.name == "worker-keeper" for thread in threading.enumerate()) == 1
    wait_for(lambda: calls)
    work[0] = False
    wait_for(lambda: all(thread.name != "worker-keeper" for thread in threading.enumerate()))
    work[0] = True
    keeper.wake()
    assert any(thread.name == "worker-keeper" for thread in threading.enumerate())
    keeper.stop()
    keeper.wake()
    assert all(thread.name != "worker-keeper" for thread in threading.enumerate())


def test_a_keeper_survives_faults(caplog: pytest.LogCaptureFixture) -> None:
    calls = []

    def tend() -> None:
        calls.append(1)
        raise PermissionError("no")

    keeper = Keeper(lambda: True, tend, period=0.1)
    keeper.wake()
    wait_for(lambda: len(calls) > 1)
    keeper.stop()
    assert "could not be looked after" in caplog.text


def test_a_keeper_starts_anew_after_a_fork() -> None:
    keeper = Keeper(lambda: True, lambda: None, period=0.1)
    keeper.wake()

    def in_child() -> None:
        keeper.wake()
        names = [thread.name for thread in threading.enumerate()]
        keeper.stop()
        raise SystemExit(names.count("worker-keeper") - 1)

    child = FORK.Process(target=in_child)
    child.start()
    child.join(10)
    keeper.stop()
    assert child.exitcode == 0
