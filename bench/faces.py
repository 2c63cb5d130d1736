"""`script/bench faces`: how many faces are found in real clips, how many that are none, and what looking costs.

The detector is shown a frame every quarter of a second of stretches in which somebody saw a face (drawn ones too, none
turned away by more than a half), and every second of clips in which there is none. A shot has faces by the rule of
`analysis.local.faces`. The cost is that of measuring every frame of a film of 1080p, faces and all, against decoding.
`--quick` takes one minute of that film instead of three.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import av

from bench.common import films, output
from bench.common.measure import BenchError
from bench.common.output import progress
from personalizedTrailer.analysis.local.faces import shown
from personalizedTrailer.analysis.local.shots import shots
from personalizedTrailer.media import ffmpeg
from personalizedTrailer.media.probe import probe
from personalizedTrailer.media.process import never
from personalizedTrailer.media.reading import seeing
from personalizedTrailer.media.reading.faces import Haar
from personalizedTrailer.media.seeing import see
from personalizedTrailer.settings import load

WITH_FACES = {
    "faces_short_hamilton_clip.mp4": ((3.6, 10.1),),
    "sintel_trailer_480p_mp3.mp4": ((6.0, 8.5), (14.0, 15.5), (27.45, 27.95), (31.0, 31.9)),
    "av1_1920x800_noaudio.webm": ((0.0, 1.9),),
}
"""Seconds of the container's time, looked at by eye."""
WITHOUT_FACES = (
    *("bbb_0_30_vp8.webm", "camera_mjpeg_pcm.avi", "caminandes3_llamigos_150s.mp4", "fireworks_mpeg4_mp2.avi"),
    *("drone_hevc_anamorphic_noaudio.mp4", "hdr10_av1_portrait_720x1280.mp4", "people_10fps_noaudio_139s.mp4"),
    *("phone_rotated180_vfr.mp4", "phone_rotated90.mov", "speech_manifesto_88s.mp4", "thermal_vfr_portrait.mp4"),
)
"""Clips of animals, things, and people from behind."""
_OFTEN, _SELDOM = 0.25, 1.0
"""Seconds from one frame that is shown to the next."""


def frames(film: Path, apart: float) -> Iterator[tuple[float, Any]]:
    """Seconds and decoded frames."""
    with av.open(str(film)) as container:
        due = float("-inf")
        for frame in container.decode(video=0):
            if frame.time is not None and frame.time >= due:
                due = frame.time + apart
                yield frame.time, frame


def looks(film: Path, apart: float, windows: Sequence[tuple[float, float]]) -> tuple[int, int, float]:
    """Frames that were shown within the windows, those with a box, and seconds of the processor for all of them."""
    media = probe(film, load(environ=os.environ), quick=False)
    finder = Haar(media.video.display_size, media.video.rotation)
    count = hits = 0
    spent = 0.0
    for seconds, frame in frames(film, apart):
        if any(start <= seconds < end for start, end in windows):
            began = time.process_time()
            found = finder.find(frame)
            spent += time.process_time() - began
            count, hits = count + 1, hits + bool(len(found))
    return count, hits, spent


def shots_with_faces(film: Path, folder: Path) -> tuple[int, int]:
    """All shots that were looked at, and those with faces."""
    media = probe(film, load(environ=os.environ), quick=False)
    seen = see(film, media, folder, lambda part: None, never)
    told = [one for shot in shots(seen, media) if (one := shown(seen.faces, shot.span))]
    return len(told), sum(one.count > 0 for one in told)


def cost(seconds: int, folder: Path) -> dict[str, float]:
    """Of a stretch of the benchmarks' film: what decoding and measuring it take of the processor."""
    tool = ffmpeg.find(load(environ=os.environ)).path
    film = folder / "stretch.mp4"
    whole = films.make(films.LONG, tool)
    cut = [tool, "-nostdin", "-v", "error", "-i", str(whole), "-t", str(seconds), "-c", "copy", str(film)]
    subprocess.run(cut, check=True, capture_output=True)
    began = time.process_time()
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        stream.thread_type, stream.thread_count = "AUTO", seeing.THREADS
        count = sum(1 for _ in container.decode(stream))
    decoded = time.process_time()
    asked = {"display": (films.LONG.width, films.LONG.height), "rotation": 0}
    asked |= {"model": None, "frames": False, "crops": False, "apart": 0}
    with contextlib.redirect_stdout(io.StringIO()):  # it says how far it is
        seeing.see(str(film), str(folder / "rows"), str(stream.index), json.dumps(asked))
    measured = time.process_time()
    return {
        "decode_fps": count / (decoded - began),
        "see_fps": count / (measured - decoded),
        "see_of_decode": (decoded - began) / (measured - decoded),
        "times_realtime": count / films.RATE / (measured - decoded),
    }


def main(arguments: Sequence[str]) -> int:
    told = output.options("faces", __doc__).parse_args(arguments)
    folder = films.footage()
    if not folder.is_dir():
        raise BenchError("There is no folder of clips (FOOTAGE_DIR).")
    heads = ("clip", "faces in it", "frames", "with a box", "ms each", "shots", "shots with faces")
    table = output.Table(heads, ("{}", "{}", "{}", "{}", "{:.1f}", "{}", "{}"), told.json)
    always = ((float("-inf"), float("inf")),)
    total = {"yes": (0, 0), "no": (0, 0)}
    with tempfile.TemporaryDirectory(prefix="faces_") as scratch:
        for name in (*WITH_FACES, *WITHOUT_FACES):
            progress(f"{name} …")
            apart, windows = (_OFTEN, WITH_FACES[name]) if name in WITH_FACES else (_SELDOM, always)
            count, hits, spent = looks(folder / name, apart, windows)
            there = "yes" if name in WITH_FACES else "no"
            total[there] = total[there][0] + count, total[there][1] + hits
            table.add(
                name, there, count, hits, 1000 * spent / count, *shots_with_faces(folder / name, Path(scratch))
            )
        progress("What it costs …")
        costs = cost(60 if told.quick else 180, Path(scratch))
    table.close(
        recall=total["yes"][1] / total["yes"][0],
        false_share=total["no"][1] / total["no"][0],
        **costs,
    )
    return 0
