"""What benchmarks have in common at the terminal: options, tables, and the same as JSON."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

Cell = str | int | float | None


def options(name: str, says: str | None) -> argparse.ArgumentParser:
    """A parser of `--quick` and `--json`, to which a benchmark adds its own."""
    parser = argparse.ArgumentParser(
        prog=f"script/bench {name}", description=says, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="less of everything: minutes at most")
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    return parser


class Table:
    """Rows as they come, in Markdown; or all of them at the end, as the list `rows` of a JSON object."""

    def __init__(self, heads: Sequence[str], formats: Sequence[str], as_json: bool) -> None:
        self._heads, self._formats, self._as_json = heads, formats, as_json
        self._rows: list[dict[str, Cell]] = []
        if not as_json:
            print(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}", flush=True)

    def add(self, *cells: Cell) -> None:
        self._rows.append(dict(zip(self._heads, cells, strict=True)))
        if not self._as_json:
            shown = [
                "–" if cell is None else form.format(cell) for form, cell in zip(self._formats, cells, strict=True)
            ]
            print(f"| {' | '.join(shown)} |", flush=True)

    def close(self, **more: object) -> None:
        """Ends the table; `more` stands beside the rows in JSON, and below them as lines in Markdown."""
        if self._as_json:
            print(json.dumps({**more, "rows": self._rows}, indent=1))
            return
        for name, value in more.items():
            print(f"\n{name}: {value}")


def show(results: Mapping[str, object], as_json: bool) -> None:
    """Prints named results: one JSON object, or a Markdown table."""
    if as_json:
        print(json.dumps(results, indent=1))
        return
    print("| result | value |\n|---|---|")
    for name, value in results.items():
        lines = [f"{key}: {_short(part)}" for key, part in value.items()] if isinstance(value, dict) else None
        print(f"| {name} | {'; '.join(lines) if lines is not None else _short(value)} |")


def _short(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    return "–" if value is None else str(value)


def progress(sentence: str) -> None:
    """Says what goes on, where it does not disturb what is printed."""
    print(sentence, file=sys.stderr, flush=True)


def machine() -> str:
    """Cores and processor, as far as the kernel tells."""
    names = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    cores = len(os.sched_getaffinity(0))
    return f"{cores} × {names[0] if names else platform.machine()}"
