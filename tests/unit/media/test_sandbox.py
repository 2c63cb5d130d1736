"""The cage, the same for FFmpeg and for the reader that stands alone."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from personalizedTrailer.media import sandbox
from personalizedTrailer.media.reading import film


def test_the_reader_allows_what_the_cage_allows() -> None:
    assert film.OPTIONS["format_whitelist"] == sandbox.DEMUXERS
    assert film.MAX_STREAMS == sandbox.MAX_STREAMS


@pytest.mark.skipif(sandbox.state() != "full", reason="needs setpriv and prlimit (util-linux)")
def test_a_child_gets_no_more_memory_than_its_cage_has() -> None:
    greedy = [sys.executable, "-c", "held = bytearray(400 << 20); print(len(held))"]
    assert subprocess.run(greedy, capture_output=True, check=True).stdout.strip() == b"419430400"
    caged = subprocess.run(sandbox.wrap(greedy, sandbox.Cage(memory_bytes=300 << 20)), capture_output=True)
    assert caged.returncode != 0 and b"MemoryError" in caged.stderr


RESERVES = """
import ctypes
library = ctypes.CDLL(None)
library.mmap.restype = ctypes.c_void_p
library.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
PRIVATE, ANONYMOUS, NO_ACCESS = 2, 32, 0
assert library.mmap(None, 64 << 30, NO_ACCESS, PRIVATE | ANONYMOUS, -1, 0) != 2**64 - 1, "no addresses"
print("reserved", flush=True)
held = bytearray(400 << 20)
"""


@pytest.mark.skipif(sandbox.state() != "full", reason="needs setpriv and prlimit (util-linux)")
def test_a_driver_may_reserve_addresses_and_still_not_fill_them() -> None:
    program = [sys.executable, "-c", RESERVES]
    cage = sandbox.Cage(memory_bytes=300 << 20)
    plain = subprocess.run(sandbox.wrap(program, cage), capture_output=True)
    assert plain.stdout == b"" and plain.returncode != 0
    driver = subprocess.run(sandbox.wrap(program, replace(cage, reserves_addresses=True)), capture_output=True)
    assert driver.stdout == b"reserved\n" and b"MemoryError" in driver.stderr
