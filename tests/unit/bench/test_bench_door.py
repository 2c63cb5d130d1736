"""The door to the benchmarks: knows each, and says one sentence where it is asked for something else."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import bench.__main__ as door
from bench.common.measure import BenchError

ROOT = Path(__file__).resolve().parents[3]


def test_the_door_knows_every_benchmark() -> None:
    files = {path.stem for path in (ROOT / "bench").glob("*.py") if not path.stem.startswith("__")}
    assert files == set(door.BENCHMARKS)


@pytest.mark.parametrize("name", sorted(door.BENCHMARKS))
def test_every_benchmark_has_both_options(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("webvtt")  # the checker, which some of them use, reads captions with it
    with pytest.raises(SystemExit) as end:
        import_module(f"bench.{name}").main(["--help"])
    assert end.value.code == 0
    told = capsys.readouterr().out
    assert f"script/bench {name}" in told
    assert "--quick" in told and "--json" in told


def test_no_name_lists_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert door.main([]) == 0
    listed = capsys.readouterr().out
    assert all(name in listed for name in door.BENCHMARKS)


def test_an_unknown_name_lists_them_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert door.main(["speed"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("There is no benchmark speed.\n")
    assert all(name in said for name in door.BENCHMARKS)


def test_what_cannot_go_on_is_one_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(arguments: list[str]) -> int:
        raise BenchError("The sun does not shine.")

    monkeypatch.setattr("bench.selection.main", fail)
    assert door.main(["selection"]) == 1
    assert capsys.readouterr().err == "The sun does not shine.\n"


def test_the_side_of_the_guide_needs_the_standard_library_alone() -> None:
    code = "import sys, bench.rendering.guide; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert not loaded & {"numpy", "av", "scipy", "personalizedTrailer"}
