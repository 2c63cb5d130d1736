"""`script/bench matrix`: whether every trailer of many real clips is what its plan says.

Every readable clip of the folder of clips (FOOTAGE_DIR) is made into trailers by the command line, and each job is
checked whole by a decoder of its own (`tests/media/check.py`). `python -m tests.media.matrix` has more options.
--quick: trailers of 15 s of the three smallest clips; else of 15 and 60 s of all.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence

from bench.common import films, output
from bench.common.measure import BenchError
from tests.media import matrix

LENGTHS = (15, 60)
"""Seconds."""


def main(arguments: Sequence[str]) -> int:
    """Exit code 0: nothing is violated; 1: something is."""
    told = output.options("matrix", __doc__).parse_args(arguments)
    folder, out = films.footage(), films.CACHE / "matrix"
    clips = matrix.clips_of(folder) if folder.is_dir() else []
    if not clips:
        raise BenchError(f"There are no clips in {folder.name}; name a folder of films in FOOTAGE_DIR.")
    smallest = sorted(clips, key=lambda path: path.stat().st_size)[:3]
    wanted = matrix.combinations(folder, LENGTHS[:1] if told.quick else LENGTHS)
    shutil.rmtree(out, ignore_errors=True)
    table = output.Table(matrix.HEAD, ("{}",) * len(matrix.HEAD), told.json)
    outcomes = []
    for one in wanted:
        if told.quick and one.clip not in smallest:
            continue
        outcomes.append(outcome := matrix.run_one(one, out, keep=False))
        table.add(*outcome.cells())
    violations = [violation for outcome in outcomes for violation in outcome.violations]
    table.close(summary=matrix.summary(outcomes), violations=violations)
    return int(bool(violations))
