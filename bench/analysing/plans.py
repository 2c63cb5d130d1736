"""Plans made in processes of their own, what they cost, and how exact they are."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.common.films import ROOT
from bench.common.measure import Spent, run

NEAR = 8
"""Frames from an edge of a clip within which a cut is seen as a fault."""
CHILD = (sys.executable, "-m", "bench.analysing.child")


@dataclass(frozen=True, slots=True)
class Planned:
    """What was chosen of a film, and what that took."""

    seconds: float
    speed: str
    scenes: int
    shots: Sequence[int]
    """First frames of the shots that were known."""
    clips: Sequence[tuple[int, int]]
    """First frames and frames after the last, of all trailers."""
    spent: Spent


def plan(film: Path, seconds: int, speed: str) -> Planned:
    """Trailers of so many seconds, in local mode; `speed` is auto, full or fast. Raises BenchError."""
    with tempfile.TemporaryDirectory(prefix="plan_") as scratch:
        out = Path(scratch) / "plan.json"
        spent = run([*CHILD, "plan", str(film), str(seconds), speed, str(out)], ROOT, memory=True)
        told = json.loads(out.read_text(encoding="ascii"))
    clips = [(start, end) for start, end in told.pop("clips")]
    return Planned(**told, clips=clips, spent=spent)


def decode(film: Path) -> Spent:
    """Decoding every frame, and nothing else."""
    return run([*CHILD, "decode", str(film)], ROOT)


def unseen_cuts(fast: Planned, full: Planned) -> int:
    """Cuts in clips of `fast`, or within NEAR frames of an edge, of which `full` knows and `fast` did not.

    Those that both know of are there by choice. A cut on the very edge is where a clip should begin or end.
    """
    unknown = set(full.shots) - set(fast.shots)
    return sum(
        1
        for start, end in fast.clips
        for cut in unknown
        if start - NEAR < cut < end + NEAR and cut not in (start, end)
    )
