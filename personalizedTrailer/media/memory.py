"""Memory that the C library keeps for this process though nothing is in it."""

from __future__ import annotations

import ctypes
import sys


def give_back() -> None:
    """Returns freed memory to the system, where the C library can be told to (glibc's `malloc_trim`).

    glibc keeps a heap for every thread and hands back its end alone: pictures that threads have decoded would stay in
    each of them.
    """
    if sys.platform != "linux":
        return
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
