"""JPEG files have one coding of colours, whatever that of the film is: what is red in it is as red in its stills."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from personalizedTrailer import settings
from personalizedTrailer.media import pictures
from personalizedTrailer.media.ffmpeg import find
from personalizedTrailer.media.probe import probe
from personalizedTrailer.media.process import never
from personalizedTrailer.model import MediaInfo, Rendition
from personalizedTrailer.rendering.commands import matrix_of, to_sdr
from tests.media.sound_io import ffmpeg

SIZE = (320, 180)
RED = (204, 51, 34)
NEAR = 6
"""Of 255; what rounding in two conversions and JPEG may take."""
Still = Callable[[Path, MediaInfo, Path], None]


def key_frame(film: Path, media: MediaInfo, out: Path) -> None:
    to_picture = to_sdr(media, Rendition("still", *SIZE, is_top=False))
    pictures.key_frame(tool(), film, media, 12, to_picture, matrix_of(media), out, exact=True, cancelled=never)


def poster(film: Path, media: MediaInfo, out: Path) -> None:
    pictures.poster(tool(), film, 12, SIZE, matrix_of(media), out, never)


def sheet(film: Path, media: MediaInfo, out: Path) -> None:
    pictures.contact_sheet(tool(), film, [3, 12], 1, SIZE, matrix_of(media), out, never)


def tool() -> str:
    return find(settings.load()).path


@pytest.mark.parametrize("still", [key_frame, poster, sheet])
@pytest.mark.parametrize("matrix", ["bt709", "smpte170m"])
def test_colours_of_stills_are_those_of_the_film(matrix: str, still: Still, tmp_path: Path) -> None:
    film, out = red_film(matrix, tmp_path / "film.mp4"), tmp_path / "still.jpg"
    media = probe(film, settings.load(), quick=False)
    assert media.video.matrix == matrix
    still(film, media, out)
    assert np.abs(middle(out).astype(int) - RED).max() <= NEAR


def red_film(matrix: str, out: Path) -> Path:
    colours = f"color=0x{bytes(RED).hex()}:s={SIZE[0]}x{SIZE[1]}:r=24:d=2,format=gbrp"
    to_film = f"scale=out_color_matrix={matrix}:out_range=limited,format=yuv420p"
    said = ["-colorspace", matrix, "-color_primaries", matrix, "-color_trc", matrix, "-color_range", "tv"]
    command = [ffmpeg(), "-v", "error", "-f", "lavfi", "-i", colours, "-vf", to_film, *said, "-crf", "10", str(out)]
    subprocess.run(command, check=True, timeout=60)
    return out


def middle(still: Path) -> np.ndarray:
    """The mean colour in the middle of a JPEG file, or of the first picture on a sheet."""
    crop = f"crop={SIZE[0] // 2}:{SIZE[1] // 2}:{SIZE[0] // 4}:{SIZE[1] // 4}"
    command = [ffmpeg(), "-v", "error", "-i", str(still), "-vf", crop, "-pix_fmt", "rgb24", "-f", "rawvideo", "-"]
    raw = subprocess.run(command, check=True, timeout=60, stdout=subprocess.PIPE).stdout
    return np.frombuffer(raw, np.uint8).reshape(-1, 3).mean(axis=0)
