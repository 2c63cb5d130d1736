"""Writes the film of the benchmark: blocks of real clips one after another, each with its own sound."""

from __future__ import annotations

import hashlib
import itertools
import math
import subprocess
import tempfile
import wave
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from bench.common.films import CACHE
from bench.common.measure import BenchError
from bench.common.output import progress
from bench.seeing.compose import RATE, SIZE, Picture
from bench.tasting import labels
from bench.tasting.arrange import Block, arranged, blocks, matching
from bench.tasting.truth import Truth

SOUND_RATE = 48_000
PER_FRAME = SOUND_RATE // RATE
"""Samples that last for one frame, exactly."""
FADE = SOUND_RATE // 100
"""Samples over which sound comes and goes at a join: a hundredth of a second, so that nothing clicks."""
NEARER = 1.25
"""How much an altered block is enlarged."""

Sound = NDArray[np.int16]
"""Samples × 2."""


def composed(folder: Path, ffmpeg: str, number: int) -> list[Truth]:
    """`number` films of the clips in `folder`, which differ in their order, from .cache/bench or written now.

    Raises BenchError.
    """
    clips = labels.load()
    missing = [clip.name for clip in clips if clip.side == "bench" and not (folder / clip.name).is_file()]
    if missing:
        raise BenchError(f"There is no {missing[0]} in the folder of real footage (FOOTAGE_DIR).")
    orders = arranged(blocks(clips), number)
    return [_film(folder, ffmpeg, order, f"composed {at}") for at, order in enumerate(orders, 1)]


def _film(folder: Path, ffmpeg: str, order: Sequence[Block], name: str) -> Truth:
    spans, frames = matching(order)
    recipe = repr([(one.clip, one.start, one.frames, one.altered) for one in order])
    film = CACHE / f"taste_{hashlib.sha256(recipe.encode()).hexdigest()[:8]}.mp4"
    if not film.is_file():
        progress(f"Putting a film of {frames // RATE} s together from labelled clips (once) …")
        CACHE.mkdir(parents=True, exist_ok=True)
        write(ffmpeg, folder, order, film)
    return Truth(name, film, Fraction(RATE), frames, spans)


def write(ffmpeg: str, folder: Path, order: Sequence[Block], out: Path) -> None:
    """Encodes by x264's defaults, with a cut at every join; raises BenchError."""
    part = out.with_suffix(".part.mp4")
    with tempfile.TemporaryDirectory(prefix="taste_") as scratch:
        heard = Path(scratch) / "sound.wav"
        _write_sound(folder, order, heard)
        command = [ffmpeg, "-nostdin", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-r", str(RATE)]
        command += ["-s", f"{SIZE[0]}x{SIZE[1]}", "-i", "pipe:0", "-i", str(heard), "-map", "0:v", "-map", "1:a"]
        command += ["-pix_fmt", "yuv420p", "-c:v", "libx264", "-c:a", "aac", "-b:a", "192k", str(part)]
        with subprocess.Popen(command, stdin=subprocess.PIPE) as child:
            assert child.stdin
            for block in order:
                for picture in pictures(folder / block.clip, block.start, block.frames, altered=block.altered):
                    child.stdin.write(picture.tobytes())
    if child.returncode:
        raise BenchError("FFmpeg could not write a film for the benchmark.")
    part.replace(out)


def pictures(clip: Path, start: float, frames: int, *, altered: bool) -> Iterator[Picture]:
    """`frames` pictures at RATE in SIZE, from `start` in seconds of the clip; cropped to shape, never squeezed.

    Each is the one that is on screen in the middle of its time: timestamps may be rounded by half a frame.
    """
    moments = [start + (number + 0.5) / RATE for number in range(frames)]
    given = 0
    shown: Picture | None = None
    with av.open(str(clip)) as container:
        stream = container.streams.video[0]
        if start > 1:  # some files cannot be told to go to where they are
            container.seek(int((start - 1) * av.time_base))
        for frame in container.decode(stream):
            if frame.time is None:
                continue
            while shown is not None and given < frames and moments[given] < frame.time:
                yield shown
                given += 1
            if given == frames:
                return
            if frame.time > start - 1 / 2:  # frames of 10 a second are on screen for long
                shown = _shaped(frame, altered=altered)
    if shown is None:
        raise BenchError(f"{clip.name} shows nothing at {start:g} s.")
    yield from itertools.repeat(shown, frames - given)


def _shaped(frame: av.VideoFrame, *, altered: bool) -> Picture:
    width, height = SIZE
    factor = max(width / frame.width, height / frame.height) * (NEARER if altered else 1)
    wide, high = (2 * math.ceil(side * factor / 2) for side in (frame.width, frame.height))
    whole: Any = frame.reformat(wide, high, "rgb24").to_ndarray()
    left, top = (wide - width) // 2, (high - height) // 2
    cut: Picture = whole[top : top + height, left : left + width]
    return np.ascontiguousarray(cut[:, ::-1] if altered else cut)


def _write_sound(folder: Path, order: Sequence[Block], out: Path) -> None:
    with wave.open(str(out), "wb") as written:
        written.setnchannels(2)
        written.setsampwidth(2)
        written.setframerate(SOUND_RATE)
        for block in order:
            written.writeframes(heard(folder / block.clip, block.start, block.frames).tobytes())


def heard(clip: Path, start: float, frames: int) -> Sound:
    """The sound of so many frames from `start`, silent where the clip is; faded in and out at its ends."""
    begins, samples = _whole_sound(clip)
    made = np.zeros((frames * PER_FRAME, 2), np.float64)
    first = round((start - begins) * SOUND_RATE)
    held = samples[max(0, first) : max(0, first + len(made))]
    at = max(0, -first)
    made[at : at + len(held)] = held
    ramp = np.linspace(0, 1, FADE)[:, None]
    made[:FADE] *= ramp
    made[-FADE:] *= ramp[::-1]
    return made.round().astype(np.int16)


@cache
def _whole_sound(clip: Path) -> tuple[float, Sound]:
    """Seconds at which the clip's sound begins, and all of it; nothing where it has none."""
    resampler = av.AudioResampler("s16", "stereo", SOUND_RATE)
    chunks: list[Sound] = []
    begins: float | None = None
    with av.open(str(clip)) as container:
        if not container.streams.audio:
            return 0.0, np.zeros((0, 2), np.int16)
        for frame in container.decode(audio=0):
            begins = frame.time if begins is None else begins
            chunks += [np.asarray(one.to_ndarray(), np.int16).reshape(-1, 2) for one in resampler.resample(frame)]
    chunks += [np.asarray(one.to_ndarray(), np.int16).reshape(-1, 2) for one in resampler.resample(None)]
    return begins or 0.0, np.concatenate(chunks)
