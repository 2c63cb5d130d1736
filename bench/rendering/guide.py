"""The guide's way, as a child: `python -m bench.rendering.guide TASK.json FOLDER`.

Each clip is cut out by copy, which begins at the keyframe before it; the clips are joined by the concat demuxer and
encoded anew with the sound at 192 kbit/s; each lower rendition is one more encode, from that master. FFmpeg chooses its
threads itself. Needs the standard library alone. Writes `run.json` (processor seconds) beside the trailers.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage


@dataclass(frozen=True, slots=True)
class Task:
    """What to make, and how; `clips` are pairs of seconds (start, length) for each trailer."""

    ffmpeg: str
    film: str
    codec: str
    preset: str
    crf: int
    clips: list[list[tuple[float, float]]]
    renditions: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor seconds of all FFmpeg processes."""

    masters: float
    lower: float


def make(task: Task, folder: Path) -> Cost:
    """Makes `master_N.mp4` and its lower renditions for every trailer."""
    masters = lower = 0.0
    for number, clips in enumerate(task.clips):
        began = _cpu()
        master = _master(task, clips, folder, number)
        masters += _cpu() - began
        began = _cpu()
        for width, height in task.renditions[1:]:
            out = folder / f"master_{number}_{height}p.mp4"
            _run(
                [
                    *_from(task, master),
                    "-vf",
                    f"scale={width}:{height}",
                    *_picture(task),
                    "-c:a",
                    "copy",
                    *_end(out),
                ]
            )
        lower += _cpu() - began
    return Cost(masters, lower)


def _master(task: Task, clips: list[tuple[float, float]], folder: Path, number: int) -> Path:
    names = []
    for place, (start, seconds) in enumerate(clips):
        segment = folder / f"segment_{number}_{place}.mp4"
        cut = [task.ffmpeg, "-nostdin", "-v", "error", "-y", "-ss", f"{start:.6f}", "-i", task.film]
        _run([*cut, "-t", f"{seconds:.6f}", "-c", "copy", str(segment)])
        names.append(f"file '{segment.name}'\n")
    joined, master = folder / f"concat_{number}.txt", folder / f"master_{number}.mp4"
    joined.write_text("".join(names), encoding="utf-8")
    read = [task.ffmpeg, "-nostdin", "-v", "error", "-y", "-f", "concat", "-safe", "0", "-i", str(joined)]
    _run([*read, *_picture(task), "-c:a", "aac", "-b:a", "192k", *_end(master)])
    return master


def _from(task: Task, path: Path) -> list[str]:
    return [task.ffmpeg, "-nostdin", "-v", "error", "-y", "-i", str(path)]


def _picture(task: Task) -> list[str]:
    return ["-c:v", task.codec, "-preset", task.preset, "-crf", str(task.crf)]


def _end(out: Path) -> list[str]:
    return ["-movflags", "+faststart", str(out)]


def _cpu() -> float:
    usage = getrusage(RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _run(command: list[str]) -> None:
    subprocess.run(command, stdin=subprocess.DEVNULL, check=True)


def main() -> None:
    task = Task(**json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    folder = Path(sys.argv[2])
    (folder / "run.json").write_text(json.dumps(asdict(make(task, folder))), encoding="utf-8")


if __name__ == "__main__":
    main()
