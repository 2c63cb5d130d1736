"""Small films of which every frame can be told from its neighbours, and every moment of the sound, too."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.io import wavfile

from tests.media.numbered import with_number
from tests.media.sound_io import ffmpeg

SHOTS = (1.7, 1.1, 2.3, 0.9, 1.4)
"""Seconds between cuts, over and over."""
TINTS = ((1.0, 0.8, 0.6), (0.6, 0.9, 1.0), (0.8, 1.0, 0.6), (1.0, 0.7, 0.9), (0.9, 0.9, 0.9))
FAST = ("-preset", "ultrafast", "-crf", "18", "-pix_fmt", "yuv420p")
H264 = ("-c:v", "libx264", *FAST)


@dataclass(frozen=True)
class Recipe:
    """What goes into a film; `video` and `audio` are FFmpeg's options for output."""

    seconds: float = 8
    rate: str = "24"
    size: tuple[int, int] = (256, 144)
    extension: str = "mp4"
    video: tuple[str, ...] = H264
    audio: tuple[str, ...] = ("-c:a", "aac", "-b:a", "128k")
    channels: int = 2
    """0: no sound."""
    audio_rate: int = 48_000
    audio_seconds: float | None = None
    audio_late: float = 0
    video_late: float = 0
    subtitles: tuple[tuple[float, float, str], ...] = ()
    """Start, end, text."""
    finish: tuple[str, ...] = ()
    """Options of a second pass that copies."""
    turn: int = 0
    """Degrees clockwise that the container asks players to turn the picture."""
    numbered: bool = False
    """Whether every frame carries its number as a code (`numbered.py`); needs 256 × 144 pixels or more."""


def make(recipe: Recipe, path: Path) -> Path:
    """Makes the film at `path`, whose extension is set; returns where it is."""
    path = path.with_suffix(f".{recipe.extension}")
    first = path.with_stem(f"{path.stem}-first") if recipe.finish else path
    width, height = recipe.size
    command = [ffmpeg(), "-nostdin", "-v", "error", "-y"]
    command += ["-itsoffset", str(recipe.video_late), "-f", "rawvideo", "-pix_fmt", "rgb24"]
    command += ["-s", f"{width}x{height}", "-r", recipe.rate, "-i", "pipe:0"]
    if recipe.channels:
        wav = path.with_suffix(".wav")
        write_sound(wav, recipe)
        command += ["-itsoffset", str(recipe.audio_late), "-i", str(wav)]
    if recipe.subtitles:
        lines = path.with_suffix(".srt")
        lines.write_text(_subtitles(recipe), encoding="utf-8")
        command += ["-i", str(lines)]
    command += ["-map", "0:v"]
    command += ["-map", "1:a", *recipe.audio] if recipe.channels else []
    command += ["-map", f"{1 + bool(recipe.channels)}:s", "-metadata:s:s:0", "language=eng"] * bool(
        recipe.subtitles
    )
    command += [*recipe.video, str(first)]
    pictures = b"".join(frame.tobytes() for frame in frames(recipe))
    subprocess.run(command, input=pictures, check=True, timeout=120, stderr=subprocess.PIPE)
    if recipe.finish:
        copy = [ffmpeg(), "-nostdin", "-v", "error", "-y", *recipe.finish[:2], "-i", str(first)]
        subprocess.run([*copy, *recipe.finish[2:], "-c", "copy", str(path)], check=True, timeout=60)
    if recipe.turn:
        turn(path, recipe.turn)
    return path


def cuts(recipe: Recipe) -> list[int]:
    """First frames of all shots: even numbers, so that no cut is between the two fields of a frame."""
    rate, at, found = Fraction(recipe.rate), 0.0, [0]
    for number in range(1000):
        at += SHOTS[number % len(SHOTS)]
        if at >= recipe.seconds:
            break
        found.append(2 * round(at * rate / 2))
    return found


def frames(recipe: Recipe) -> Iterator[NDArray[np.uint8]]:
    """Waves that move at a speed and in a direction of each shot, under a tint, and a disc that crosses it."""
    (width, height), rate = recipe.size, float(Fraction(recipe.rate))
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = x / width, y / height
    starts = cuts(recipe)
    for number in range(round(recipe.seconds * rate)):
        shot = int(np.searchsorted(starts, number, side="right")) - 1
        moved = (number - starts[shot]) / rate
        angle = 0.7 + 1.9 * shot
        waves = np.sin(2 * np.pi * (2.2 * (x * np.cos(angle) + y * np.sin(angle)) + (0.9 + 0.2 * shot) * moved))
        grey = 118 + 62 * waves + 30 * np.sin(2 * np.pi * (shot + 2) * 0.6 * x)
        middle = (0.1 + 0.3 * moved, 0.5 + 0.3 * np.sin(2.1 * moved + shot))
        disc = (x - middle[0]) ** 2 + (y - middle[1]) ** 2 < 0.02
        grey[disc] = 235 - 200 * (shot % 2)
        picture = grey[:, :, None] * np.array(TINTS[shot % len(TINTS)], np.float32)
        shown = np.clip(picture, 0, 255).astype(np.uint8)
        yield with_number(shown, number) if recipe.numbered else shown


def sound(seconds: float, rate: int) -> NDArray[np.float32]:
    """A rising sweep on the left, a falling one on the right, and a pulse of noise every 0.37 s."""
    t = np.arange(round(seconds * rate)) / rate
    top = min(3000.0, rate / 4)
    slope = (top - 200) / max(seconds, 1e-3)
    left = 0.25 * np.sin(2 * np.pi * (200 * t + slope * t * t / 2))
    right = 0.25 * np.sin(2 * np.pi * (top * t - slope * t * t / 2))
    noise = np.random.default_rng(7).normal(0, 0.05, (len(t), 2)) * np.exp(-((t % 0.37) * 12))[:, None]
    return (np.stack([left, right], axis=1) + noise).astype(np.float32)


def write_sound(path: Path, recipe: Recipe) -> None:
    """A WAV file of as many channels as asked for; those after the second repeat the first two, softer."""
    stereo = sound(recipe.audio_seconds or recipe.seconds, recipe.audio_rate)
    if recipe.channels == 1:
        track = stereo.mean(axis=1, keepdims=True)
    else:
        track = np.concatenate([stereo * (0.6**number) for number in range((recipe.channels + 1) // 2)], axis=1)
    wavfile.write(path, recipe.audio_rate, (track[:, : recipe.channels] * 32767).astype(np.int16))


def _subtitles(recipe: Recipe) -> str:
    return "\n".join(
        f"{number}\n{_stamp(start)} --> {_stamp(end)}\n{text}\n"
        for number, (start, end, text) in enumerate(recipe.subtitles, 1)
    )


def _stamp(seconds: float) -> str:
    whole = round(seconds * 1000)
    return f"{whole // 3_600_000:02}:{whole // 60_000 % 60:02}:{whole // 1000 % 60:02},{whole % 1000:03}"


def turn(path: Path, degrees: int) -> None:
    """Writes a rotation into the header of the first track of an MP4 or MOV film."""
    one = 1 << 16
    a, b = {90: (0, one), 180: (-one, 0), 270: (0, -one)}[degrees]
    data = bytearray(path.read_bytes())
    at = data.index(b"tkhd") + 4 + 40
    for offset, value in ((0, a), (4, b), (12, -b), (16, a)):
        data[at + offset : at + offset + 4] = value.to_bytes(4, "big", signed=True)
    path.write_bytes(bytes(data))
