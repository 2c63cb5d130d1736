"""Limits on every process that reads a film somebody else made.

Measured over a corpus of hostile files: the whitelist of demuxers is what keeps playlists and `ffconcat` from
reading other files; a whitelist of protocols alone does not.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

DEMUXERS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi"
MAX_PIXELS = 35_389_440
"""8192 × 4320, the largest picture of H.264 level 6.2."""
MAX_STREAMS = 32


@dataclass(frozen=True, slots=True)
class Cage:
    """Resource limits of a child."""

    memory_bytes: int = 4 << 30
    """Address space; 4 GiB is ample at two threads."""
    reserves_addresses: bool = False
    """Whether the child reserves far more addresses than it fills: then `memory_bytes` limits what it can write to."""
    cpu_seconds: int = 3600
    file_bytes: int = 8 << 30
    open_files: int = 256


def state() -> str:
    """`full` where both tools of util-linux are there, else `partial`."""
    return "full" if shutil.which("setpriv") and shutil.which("prlimit") else "partial"


def wrap(args: Sequence[str], cage: Cage) -> list[str]:
    """Puts a command into a cage: killed with its parent, and limited by the kernel."""
    prefix: list[str] = []
    if setpriv := shutil.which("setpriv"):
        prefix += [setpriv, "--pdeathsig", "KILL", "--"]
    if prlimit := shutil.which("prlimit"):
        prefix += [
            prlimit,
            f"--{'data' if cage.reserves_addresses else 'as'}={cage.memory_bytes}",
            f"--cpu={cage.cpu_seconds}",
            f"--fsize={cage.file_bytes}",
            f"--nofile={cage.open_files}",
            "--core=0",
            "--",
        ]
    return [*prefix, *args]


def untrusted_input(path: Path) -> list[str]:
    """FFmpeg's options and `-i` for a film that somebody uploaded; `path` is absolute and of our naming."""
    return [
        *("-protocol_whitelist", "file", "-format_whitelist", DEMUXERS),
        *("-max_pixels", str(MAX_PIXELS), "-max_streams", str(MAX_STREAMS)),
        *("-i", f"file:{path}"),
    ]
