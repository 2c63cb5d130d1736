"""A thread that looks after the worker for as long as there is work, and no longer."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable

log = logging.getLogger(__name__)


class Keeper:
    """Calls `tend` every period (in seconds) while `work_left` says so. Started lazily, so after any fork."""

    def __init__(self, work_left: Callable[[], bool], tend: Callable[[], None], period: float = 1.0) -> None:
        self._period = period
        self._work_left = work_left
        self._tend = tend
        self._guard = threading.Lock()
        self._thread: threading.Thread | None = None
        self._process = os.getpid()
        self._end = threading.Event()

    def wake(self) -> None:
        """To be called once work has been added."""
        if self._process != os.getpid():
            # A fork copies this object but not its thread, and maybe a guard that nobody is left to open.
            self._process, self._guard, self._thread = os.getpid(), threading.Lock(), None
            self._end = threading.Event()
        with self._guard:
            if self._thread is None and not self._end.is_set():
                self._thread = threading.Thread(target=self._keep, name="worker-keeper", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """Ends the thread for good; the worker goes on."""
        self._end.set()
        if (thread := self._thread) is not None and self._process == os.getpid():
            thread.join(timeout=5 + self._period)

    def _keep(self) -> None:
        while not self._end.wait(self._period):
            try:
                with self._guard:
                    # Under the guard: work that is added right now either is seen here or starts a new thread.
                    if not self._work_left():
                        self._thread = None
                        return
                self._tend()
            except Exception:
                log.exception("The render worker could not be looked after; trying again")
