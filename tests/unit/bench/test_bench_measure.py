"""What the benchmarks count with: costs of children, memory of a tree, medians and ratios."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bench.common import measure, process
from bench.common.measure import BenchError
from bench.common.output import Table, show

MB = 1 << 20
BURN = "import time\nwhile time.process_time() < {}: pass"


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_a_ratio_is_the_median_over_rounds_of_the_same_round() -> None:
    assert measure.ratio([1.0, 30.0, 3.0], [2.0, 40.0, 10.0]) == 0.5
    assert measure.ratio([1.0, 3.0], [2.0, 4.0]) == 0.625


def test_a_round_that_one_side_lacks_does_not_count() -> None:
    assert measure.ratio([1.0], [2.0, 1.0, 1.0]) == 0.5


def test_grandchildren_are_counted(tmp_path: Path) -> None:
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BURN.format(0.4)!r}])"
    spent = measure.run(python(code), tmp_path)
    assert 0.4 <= spent.cpu < 3
    assert spent.wall > 0.1
    assert spent.peak == 0


def test_the_peak_is_that_of_the_whole_tree(tmp_path: Path) -> None:
    hold = f"import time; held = bytearray(b'x') * {60 * MB}; time.sleep(1)"
    code = (
        f"import subprocess, sys; child = subprocess.Popen([sys.executable, '-c', {hold!r}]); {hold}; child.wait()"
    )
    spent = measure.run(python(code), tmp_path, memory=True)
    assert 120 * MB < spent.peak < 220 * MB


def test_shared_pages_count_once(tmp_path: Path) -> None:
    code = f"import os, time; held = bytearray(b'x') * {80 * MB}; pid = os.fork(); time.sleep(1)"
    spent = measure.run(python(code), tmp_path, memory=True)
    assert 80 * MB < spent.peak < 140 * MB


def test_a_child_that_fails_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match="ended with 3 and said: no film"):
        measure.run(python("import sys; print('no film'); sys.exit(3)"), tmp_path)
    with pytest.raises(BenchError, match="ended with 4 and said: nothing"):
        measure.cpu_of(python("import sys; sys.exit(4)"))


def test_cpu_of_counts_one_command() -> None:
    assert 0.3 <= measure.cpu_of(python(BURN.format(0.3))) < 3


def test_the_cpu_of_a_tree_holds_the_living_and_the_ended() -> None:
    before = process.tree_cpu(os.getpid())
    subprocess.run(python(BURN.format(0.3)), check=True)
    living = subprocess.Popen(python(BURN.format(0.3) + "\ntime.sleep(60)"))
    try:
        deadline = time.monotonic() + 60
        while process.tree_cpu(os.getpid()) - before < 0.55 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert living.poll() is None
        assert living.pid in process.tree(os.getpid())
        assert 0.55 <= process.tree_cpu(os.getpid()) - before < 10
    finally:
        living.kill()
        living.wait()


def test_a_table_is_markdown_or_json(capsys: pytest.CaptureFixture[str]) -> None:
    for as_json in (False, True):
        table = Table(("clip", "ratio"), ("{}", "{:.2f}"), as_json)
        table.add("one", 0.5)
        table.add("two", None)
        table.close(mean=0.5)
        said = capsys.readouterr().out
        if as_json:
            rows = [{"clip": "one", "ratio": 0.5}, {"clip": "two", "ratio": None}]
            assert json.loads(said) == {"mean": 0.5, "rows": rows}
        else:
            assert said == "| clip | ratio |\n|---|---|\n| one | 0.50 |\n| two | – |\n\nmean: 0.5\n"


def test_results_are_markdown_or_json(capsys: pytest.CaptureFixture[str]) -> None:
    results = {"ratio": 1.23456, "copied": None, "cpu": {"ours": 2.0, "theirs": 4}}
    show(results, as_json=True)
    assert json.loads(capsys.readouterr().out) == results
    show(results, as_json=False)
    rows = capsys.readouterr().out.splitlines()[2:]
    assert rows == ["| ratio | 1.235 |", "| copied | – |", "| cpu | ours: 2; theirs: 4 |"]
