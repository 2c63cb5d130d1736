"""The door to every benchmark: `script/bench NAME [--quick] [--json]`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

from bench.common.measure import BenchError
from personalizedTrailer.errors import TrailerError

BENCHMARKS = {
    "render": "what rendering costs, against the guide's way, MoviePy and the least that is possible",
    "analysis": "how many cuts, fades and dissolves are found, against other detectors",
    "taste": "how much better than by chance trailers match their viewer, and how much two of them share",
    "faces": "how many faces are found, how many that are none, and what looking for them costs",
    "vmaf": "what the default encode looks like, against fast 23 at the same size",
    "presets": "the default encode against those that the guide names: cost, size, quality",
    "selection": "how good and how fast the dealing of scenes is, against bounds",
    "selection_milp": "the dealing of scenes against an integer programme of its own",
    "ui": "how accessible the web UI is, how much a visit loads, how soon it can be used",
    "aws": "what a film costs at AWS, and whether jobs survive every failure of it",
    "matrix": "whether every trailer of many real clips is what its plan says",
}
"""Modules of this package, and what each finds out."""


def listed() -> str:
    width = max(map(len, BENCHMARKS))
    lines = [f"  {name:{width}}  {says}" for name, says in BENCHMARKS.items()]
    return "\n".join(["script/bench NAME [--quick] [--json]; --help after a name says more.", "", *lines])


def main(arguments: Sequence[str]) -> int:
    """Runs the benchmark that is named first; the rest is for it."""
    name, *rest = arguments or ["--help"]
    if name in ("--help", "-h"):
        print(listed())
        return 0
    if name not in BENCHMARKS:
        print(f"There is no benchmark {name}.\n{listed()}", file=sys.stderr)
        return 2
    try:
        return int(import_module(f"bench.{name}").main(rest))
    except BenchError as fault:
        print(fault, file=sys.stderr)
    except TrailerError as fault:
        print(fault.sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
