"""Starts the sides, each in a fresh process and fresh folders (no cache survives), and says what a run took."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import av

from bench.common import films
from bench.common.measure import Spent, run
from bench.rendering import ours, plan
from bench.rendering.guide import Task
from bench.rendering.plan import Plan
from personalizedTrailer.media import ffmpeg
from personalizedTrailer.settings import Settings, load
from personalizedTrailer.settings_table import SETTINGS

STRATEGY = "RENDER_STRATEGY"
MOVIEPY = films.CACHE / "venv"
"""The virtual environment that `script/bench` gives MoviePy."""


@dataclass(frozen=True, slots=True)
class OurRun:
    """One run of the pipeline; the rendering is what comes after planning."""

    cpu: float
    """Processor seconds of rendering: picture, sound, packaging, verification."""
    verification_cpu: float | None
    first_share: float
    """Time from the end of selection to the published primary, of the time until everything is delivered."""
    first_share_cpu: float
    """The same in processor seconds."""
    peak: int
    """Bytes of the whole process tree."""
    spent: dict[str, float]
    """Processor seconds by what they were for, looking at the film and planning included."""
    starts: dict[str, int]
    """How many child processes of each kind there were."""
    folder: Path


@dataclass(frozen=True, slots=True)
class GuideRun:
    """One run of the guide's way."""

    cpu: float
    """Processor seconds."""
    cpu_top: float
    """Of that, what the top renditions took."""
    frames: int
    """Output frames of all top renditions: a cut by copy takes some more than it was asked for."""


def has_strategy() -> bool:
    """Whether this version can be told how to render."""
    return any(STRATEGY in setting.names for setting in SETTINGS)


def has_moviepy() -> bool:
    """Whether `script/bench` could install it."""
    return (MOVIEPY / ".installed-requirements-bench.txt").is_file()


@dataclass(frozen=True, slots=True)
class Bench:
    """One film and one length of trailers, with a folder for everything that is made."""

    film: Path
    seconds: int
    """Of each trailer."""
    folder: Path
    _numbers: itertools.count[int] = field(default_factory=itertools.count)

    @property
    def settings(self) -> Settings:
        return load(environ=os.environ)

    @property
    def encoder(self) -> tuple[str, str, int]:
        """Codec, preset and CRF, the same for all sides."""
        told = self.settings
        return told.ffmpeg_video_codec, told.ffmpeg_preset, told.ffmpeg_crf

    @property
    def tool(self) -> str:
        """FFmpeg, the same for all sides."""
        return ffmpeg.find(self.settings).path

    def plan(self, strategy: str) -> Plan:
        """What our pipeline plans; nothing is rendered."""
        folder = self._fresh("plan")
        self._ours(folder, strategy, "--plan-only")
        return plan.read(folder / "plan.json")

    def ours(self, strategy: str, top_only: bool = False) -> OurRun:
        """One run of our pipeline."""
        folder = self._fresh(f"ours_{strategy}{'_top' if top_only else ''}")
        spent = self._ours(folder, strategy, *(["--top-only"] if top_only else []))
        shutil.rmtree(folder / "work")
        return measured(spent, ours.read(folder), folder)

    def guide(self, planned: Plan) -> GuideRun:
        """One run of the guide's way with the same cuts."""
        folder = self._fresh("guide")
        self._task(planned, folder)
        run([sys.executable, "-m", "bench.rendering.guide", *_names(folder)], films.ROOT)
        told = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        frames = sum(count_frames(folder / f"master_{number}.mp4") for number in range(len(planned.trailers)))
        shutil.rmtree(folder)
        return GuideRun(told["masters"] + told["lower"], told["masters"], frames)

    def moviepy(self, planned: Plan) -> float:
        """Processor seconds that MoviePy takes for the same cuts, top rendition alone."""
        folder = self._fresh("moviepy")
        self._task(planned, folder)
        script = films.ROOT / "bench" / "rendering" / "with_moviepy.py"
        env = {**os.environ, "FFMPEG_BINARY": self.tool, "IMAGEIO_FFMPEG_EXE": self.tool}
        run([str(MOVIEPY / "bin" / "python"), str(script), *_names(folder)], folder, env)
        cpu = json.loads((folder / "run.json").read_text(encoding="utf-8"))["cpu"]
        shutil.rmtree(folder)
        return float(cpu)

    def _ours(self, folder: Path, strategy: str, *flags: str) -> Spent:
        command = [sys.executable, "-m", "bench.rendering.ours", str(self.film), str(folder)]
        return run(
            [*command, "--seconds", str(self.seconds), *flags],
            films.ROOT,
            environment(folder, strategy),
            memory=True,
        )

    def _task(self, planned: Plan, folder: Path) -> None:
        codec, preset, crf = self.encoder
        task = Task(
            ffmpeg=self.tool,
            film=str(self.film),
            codec=codec,
            preset=preset,
            crf=crf,
            clips=planned.seconds(),
            renditions=list(planned.renditions),
        )
        (folder / "task.json").write_text(json.dumps(asdict(task)), encoding="utf-8")

    def _fresh(self, name: str) -> Path:
        folder = self.folder / f"{next(self._numbers):02d}_{name}"
        folder.mkdir(parents=True)
        return folder


def environment(folder: Path, strategy: str) -> dict[str, str]:
    """This process's environment with every folder of the service, caches too, moved into an empty one."""
    moved = {
        setting.names[0]: str(folder / "service" / setting.field)
        for setting in SETTINGS
        if setting.field.endswith("_dir") or setting.field == "log_file"
    }
    chosen = {STRATEGY: strategy} if has_strategy() else {}
    return {**os.environ, **moved, **chosen, "XDG_CACHE_HOME": str(folder / "service" / "cache")}


def measured(spent: Spent, seen: ours.Seen, folder: Path) -> OurRun:
    """Joins what was measured from outside with what the run saw from inside."""
    assert seen.first is not None and seen.last is not None  # a run that rendered has both
    since = seen.selected
    return OurRun(
        cpu=spent.cpu - seen.planned.cpu,
        verification_cpu=seen.verification_cpu,
        first_share=(seen.first.wall - since.wall) / (seen.last.wall - since.wall),
        first_share_cpu=(seen.first.cpu - since.cpu) / (seen.last.cpu - since.cpu),
        peak=spent.peak,
        spent=seen.spent,
        starts=seen.starts,
        folder=folder,
    )


def top_files(folder: Path) -> list[Path]:
    """The top renditions that one of our runs delivered."""
    job = json.loads((folder / "job.json").read_text(encoding="utf-8"))
    keys = [made["renditions"][0]["key"] for made in (job["assembly"], *job["assemblies"])]
    return [folder / "outputs" / Path(job["deliverables"][key]["path"]).name for key in keys]


def count_frames(path: Path) -> int:
    """Coded frames of a file's picture."""
    with av.open(str(path)) as container:
        return sum(packet.pts is not None for packet in container.demux(container.streams.video[0]))


def _names(folder: Path) -> Sequence[str]:
    return str(folder / "task.json"), str(folder)
