"""The cage, the same for FFmpeg and for the reader that stands alone."""

from __future__ import annotations

import subprocess
import sys

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
