"""Films for benchmarks, made on first use from the demo film and kept in .cache/bench.

`real cuts`: the demo film (fifty shots, with its own sound) is taken several times in a row, each time looking other
(mirrored, other hues, a crop of it, a little faster), scaled to the wanted size and encoded whole. The first films are
encoded by x264's defaults (medium, CRF 23, a keyframe at every cut and at least every 250 frames), as downloaded films
commonly are. The one of 4K is only there for its size: it is short, and encoded by `veryfast` to be made soon.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bench.common.measure import BenchError
from bench.common.output import progress

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache" / "bench"
DEMO = ROOT / ".cache" / "demo" / "demo.mp4"
RATE = 24


@dataclass(frozen=True, slots=True)
class Pass:
    """How the demo film looks in one of its turns."""

    picture: str
    """FFmpeg filters."""
    speed: float = 1.0


PLAIN = Pass("null")
MIRRORED = Pass("hflip,hue=h=40:s=1.15")
FASTER = Pass("crop=iw*4/5:ih*4/5:iw/20:ih/10,eq=contrast=1.08", speed=1.05)
NIGHT = Pass("hflip,crop=iw*7/8:ih*7/8:iw/10:ih/16,hue=h=-70:s=0.8")


@dataclass(frozen=True, slots=True)
class Recipe:
    """A film to be made."""

    width: int
    height: int
    seconds: int
    passes: tuple[Pass, ...]
    preset: str | None = None
    """Of x264; None leaves everything to its defaults."""

    @property
    def title(self) -> str:
        return f"{self.seconds} s, {self.width}x{self.height}, {RATE} fps, {self.seconds * RATE} frames"


LONG = Recipe(1920, 1080, 600, (PLAIN, MIRRORED, FASTER, NIGHT))
SHORT = Recipe(1280, 720, 120, (PLAIN, MIRRORED))
LARGE = Recipe(3840, 2160, 40, (FASTER,), preset="veryfast")


def footage() -> Path:
    """Where real clips are, if they are there: FOOTAGE_DIR, or `shared/footage` beside the repository."""
    return Path(os.environ.get("FOOTAGE_DIR") or ROOT.parent / "shared" / "footage")


def demo() -> Path:
    """The demo film, drawn first where it is missing."""
    if not DEMO.is_file():
        progress("Drawing the demo film (once; two or three minutes) …")
        part = DEMO.parent.with_name("demo.part")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        _run([sys.executable, "-m", "demo.film", str(part / DEMO.name)], "The demo film cannot be drawn")
        shutil.rmtree(DEMO.parent, ignore_errors=True)
        part.rename(DEMO.parent)
    return DEMO


def make(recipe: Recipe, ffmpeg: str) -> Path:
    """The film, from .cache/bench or made now; raises BenchError."""
    source = demo()
    digest = hashlib.sha256(f"{recipe}{source.stat().st_size}".encode()).hexdigest()[:8]
    film = CACHE / f"film_{recipe.width}x{recipe.height}_{recipe.seconds}s_{digest}.mp4"
    if not film.is_file():
        progress(f"Making a film of {recipe.title} (once) …")
        CACHE.mkdir(parents=True, exist_ok=True)
        part = film.with_suffix(".part.mp4")
        _run(command(recipe, ffmpeg, source, part), "A film for the benchmark cannot be made")
        part.replace(film)
    return film


def command(recipe: Recipe, ffmpeg: str, source: Path, out: Path) -> list[str]:
    """FFmpeg's arguments that make the film."""
    each = recipe.seconds / len(recipe.passes)
    inputs, chains, names = [], [], ""
    for number, turn in enumerate(recipe.passes):
        inputs += ["-t", f"{each * turn.speed:.3f}", "-i", str(source)]
        chains.append(
            f"[{number}:v]{turn.picture},setpts=PTS/{turn.speed},fps={RATE},"
            f"scale={recipe.width}:{recipe.height}:flags=lanczos,setsar=1,format=yuv420p[v{number}]"
        )
        chains.append(f"[{number}:a]atempo={turn.speed}[a{number}]")
        names += f"[v{number}][a{number}]"
    chains.append(f"{names}concat=n={len(recipe.passes)}:v=1:a=1[v][a]")
    preset = ["-preset", recipe.preset] if recipe.preset else []
    return [
        *(ffmpeg, "-nostdin", "-v", "error", "-y", *inputs, "-filter_complex", ";".join(chains)),
        *("-map", "[v]", "-map", "[a]", "-frames:v", str(recipe.seconds * RATE), "-t", str(recipe.seconds)),
        *("-c:v", "libx264", *preset, "-c:a", "aac", "-b:a", "192k", "-movflags", "+faststart", str(out)),
    ]


def _run(command: list[str], trouble: str) -> None:
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        raise BenchError(f"{trouble}: {(done.stderr.strip().splitlines() or ['it ended without a word'])[-1]}")
