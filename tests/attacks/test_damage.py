"""Films that are damaged half-way: what decodes makes the trailers, and the job says what was left out."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import pytest

ROOT = Path(__file__).parents[2]


def spoiled(film: Path, out: Path, begin: float, end: float) -> Path:
    """The film with the bytes of its picture between two parts of its length overwritten; the index is kept."""
    data = bytearray(film.read_bytes())
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        seconds = float((stream.duration or 0) * (stream.time_base or 0))
        for packet in container.demux(stream):
            if packet.pts is not None and packet.pos is not None:
                at = float(packet.pts * (packet.time_base or 0))
                if begin * seconds <= at < end * seconds:
                    data[packet.pos : packet.pos + packet.size] = b"\xff" * packet.size
    out.write_bytes(data)
    return out


def generate(film: Path, out: Path) -> tuple[int, dict[str, Any]]:
    command = [sys.executable, "-m", "personalizedTrailer", "generate", str(film), "--profile", "action_enthusiast"]
    command += ["--duration", "5", "--output", str(out), "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    answer = json.loads(done.stdout) if done.stdout.strip() else {}
    return done.returncode, answer.get("job", answer)


def test_a_hole_costs_its_scenes_and_not_the_job(make_film: Callable[..., Path], tmp_path: Path) -> None:
    film = spoiled(make_film(seconds=100, size="160x90", rate="12"), tmp_path / "hole.mp4", 0.45, 0.5)
    code, job = generate(film, tmp_path / "out")
    assert code == 0 and job["status"] == "completed"
    codes = [warning["code"] for warning in job["warnings"]]
    assert "used_excluded_material" not in codes
    left_out = [scene for scene in job["analysis"]["scenes"] if scene["keptOut"] == "damaged"]
    used = [clip for plan in (job["assembly"], *job["assemblies"]) for clip in plan["timeline"]]
    if left_out:
        assert "partial_footage" in codes
    for scene in left_out:
        assert not [
            clip for clip in used if scene["start"] < clip["sourceEnd"] and clip["sourceStart"] < scene["end"]
        ]
    # What was planned before the damage was found is not left behind.
    files = {path.name for path in (tmp_path / "out").iterdir()}
    assert {Path(entry["path"]).name for entry in job["deliverables"].values()} == files


def test_a_film_that_is_mostly_gone_is_refused(make_film: Callable[..., Path], tmp_path: Path) -> None:
    film = spoiled(make_film(seconds=10), tmp_path / "gone.mp4", 0.05, 0.95)
    code, job = generate(film, tmp_path / "out")
    assert code == 3
    assert not job or job["error"]["code"] == "corrupt_media"


@pytest.mark.slow
@pytest.mark.parametrize("size", ["856x364", "856x428", "1282x536"])
def test_sizes_whose_steps_share_a_height(size: str, make_film: Callable[..., Path], tmp_path: Path) -> None:
    code, job = generate(make_film(seconds=4, size=size, rate="10"), tmp_path / "out")
    assert code == 0
    labels = [step["label"] for step in job["assembly"]["renditions"]]
    assert len(labels) == len(set(labels))
