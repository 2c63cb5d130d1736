"""Films of drawn shots with every kind of border between them, and with what is easily taken for one."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, uniform_filter1d

from tests.media.sound_io import ffmpeg

SIZE = 160, 90
Frames = list[NDArray[np.float64]]
"""Each of shape [height, width, 3], 0 to 255."""


def shot(seed: int, frames: int, speed: float = 0.6) -> Frames:
    """A grainy picture of blobs, large and small, in its own colours, that slides by `speed` pixels a frame."""
    rng = np.random.default_rng(seed)
    width, height = SIZE
    shape = height, width + round(frames * abs(speed)) + 8, 1
    wide = sum(
        part * _even(gaussian_filter(rng.random(shape), (size, size, 0))) for size, part in ((9, 0.6), (2, 0.4))
    )
    low, high = rng.uniform(0, 60, 3), rng.uniform(160, 255, 3)
    picture = low + wide * np.ones(3) * (high - low)
    grain = rng.normal(0, 2, (frames, height, width, 1))
    starts = [round(index * speed) if speed >= 0 else round((index - frames) * speed) for index in range(frames)]
    return [picture[:, start : start + width] + grain[index] for index, start in enumerate(starts)]


def _even(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Stretched to lie from 0 to 1."""
    return (values - values.min()) / (values.max() - values.min())


def faded(frames: Frames, *, into: bool) -> Frames:
    """From black to the picture, or back."""
    parts = np.linspace(0, 1, len(frames)) if into else np.linspace(1, 0, len(frames))
    return [frame * part for frame, part in zip(frames, parts, strict=True)]


def black(frames: int) -> Frames:
    width, height = SIZE
    return [np.zeros((height, width, 3)) for _ in range(frames)]


def dissolved(one: Frames, other: Frames) -> Frames:
    parts = np.linspace(0, 1, len(one) + 2)[1:-1]
    return [a * (1 - part) + b * part for a, b, part in zip(one, other, parts, strict=True)]


def whipped(seed: int, frames: int) -> Frames:
    """A shot in whose middle the camera is thrown round, smearing what it sees."""
    calm = shot(seed, frames)
    long = shot(seed + 1000, 12, speed=40)
    smeared = [uniform_filter1d(frame, 41, axis=1) for frame in long]
    return [*calm[: frames // 2], *smeared, *calm[frames // 2 :]]


def flashed(frames: Frames, at: int, length: int = 2) -> Frames:
    """The same, but white for some frames, as by a camera's flash."""
    return [
        255 - (255 - frame) * 0.15 if at <= index < at + length else frame for index, frame in enumerate(frames)
    ]


def write(frames: Frames, path: Path, *options: str, rate: str = "24") -> Path:
    """Encodes the frames by FFmpeg's options of output."""
    command = [ffmpeg(), "-nostdin", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24"]
    command += ["-s", f"{SIZE[0]}x{SIZE[1]}", "-r", rate, "-i", "pipe:0"]
    command += ["-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", *options, str(path)]
    pictures = b"".join(frame.clip(0, 255).astype(np.uint8).tobytes() for frame in frames)
    subprocess.run(command, input=pictures, check=True, timeout=120, stderr=subprocess.PIPE)
    return path
