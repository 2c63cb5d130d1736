"""MoviePy's way, as a child with a Python of its own: `PYTHON with_moviepy.py TASK.json FOLDER`.

The same clips as subclips of one film, joined and written with the same encoder, preset and CRF; the top rendition
alone. Started by its path: its virtual environment knows MoviePy and nothing of this project. Writes `run.json`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

from moviepy import VideoFileClip, concatenate_videoclips


def cpu() -> float:
    """Processor seconds of this process and of the children that it has awaited."""
    used = [getrusage(who) for who in (RUSAGE_SELF, RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def main() -> None:
    task, folder = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), Path(sys.argv[2])
    imported = cpu()
    for number, clips in enumerate(task["clips"]):
        with VideoFileClip(task["film"]) as film:
            made = concatenate_videoclips([film.subclipped(start, start + seconds) for start, seconds in clips])
            made.write_videofile(
                str(folder / f"trailer_{number}.mp4"),
                codec=task["codec"],
                preset=task["preset"],
                audio_codec="aac",
                audio_bitrate="192k",
                temp_audiofile_path=str(folder),
                ffmpeg_params=["-crf", str(task["crf"]), "-pix_fmt", "yuv420p", "-movflags", "+faststart"],
                logger=None,
            )
    (folder / "run.json").write_text(json.dumps({"cpu": cpu() - imported}), encoding="utf-8")


if __name__ == "__main__":
    main()
