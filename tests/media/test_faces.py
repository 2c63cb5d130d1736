"""Faces are found in the picture as it is seen, in some frames of every shot, and said to be unmeasured where nobody
looked."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from personalizedTrailer import settings
from personalizedTrailer.analysis.local.faces import shown
from personalizedTrailer.media import seeing
from personalizedTrailer.media.probe import probe
from personalizedTrailer.media.process import never
from personalizedTrailer.media.reading.faces import Haar
from personalizedTrailer.media.seeing import Seen, see
from personalizedTrailer.model import Span
from tests.media.drawn_faces import face
from tests.media.films import turn
from tests.media.sound_io import ffmpeg

cv2 = pytest.importorskip("cv2", reason="needs opencv-python-headless<5")
SIDE = 120
CORNER = 250, 60
"""Of the face, in a picture of 480 × 270."""


def picture(*, with_face: bool = True) -> Image.Image:
    drawn = Image.new("RGB", (480, 270), (60, 70, 80))
    if with_face:
        drawn.paste(face(SIDE), CORNER)
    return drawn


def write(stills: list[Image.Image], path: Path, *options: str) -> Path:
    """Two seconds of each still, at 24 frames a second, with FFmpeg's options of output."""
    size = f"{stills[0].width}x{stills[0].height}"
    pictures = b"".join(48 * still.tobytes() for still in stills)
    command = [ffmpeg(), "-nostdin", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", size]
    command += ["-r", "24", "-i", "pipe:0", "-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p"]
    subprocess.run([*command, *options, str(path)], input=pictures, check=True, timeout=120)
    return path


def seen_in(film: Path, folder: Path) -> Seen:
    media = probe(film, settings.load(environ={}), quick=False)
    return see(film, media, folder, lambda part: None, never)


def _turned(degrees: int, path: Path) -> Path:
    """Stored turned, with a tag that has players put it upright."""
    film = write([picture().rotate(degrees, expand=True)], path)
    if degrees:
        turn(film, degrees)
    return film


def _squeezed(path: Path) -> Path:
    """Stored at half its width, each pixel twice as wide as high."""
    return write([picture().resize((240, 270))], path, "-vf", "setsar=2")


@pytest.mark.parametrize("stored", [*(partial(_turned, degrees) for degrees in (0, 90, 180, 270)), _squeezed])
def test_a_face_is_found_where_it_is_seen(stored: Callable[[Path], Path], tmp_path: Path) -> None:
    seen = seen_in(stored(tmp_path / "film.mp4"), tmp_path)
    assert seen.faces is not None and seen.warnings == ()
    assert len(seen.faces.sampled) >= 2
    assert seen.faces.sample.tolist() == list(range(len(seen.faces.sampled))), "one face in each"
    x, y, width, height, eyes = seen.faces.boxes.mean(axis=0)
    middle = (x + width / 2) * 480, (y + height / 2) * 270
    assert middle == pytest.approx((CORNER[0] + SIDE / 2, CORNER[1] + SIDE / 2), abs=SIDE / 8)
    assert (width * 480, height * 270) == pytest.approx((SIDE, SIDE), rel=0.25)
    assert eyes == 1
    found = shown(seen.faces, Span(0, 48))
    assert found is not None and found.count == 1 and found.presence == 1
    assert list(tmp_path.glob("seen*")) == []


def test_a_film_without_faces_was_looked_at_all_the_same(tmp_path: Path) -> None:
    seen = seen_in(write([picture(with_face=False)], tmp_path / "film.mp4"), tmp_path)
    assert seen.faces is not None
    assert len(seen.faces.sampled) >= 2 and len(seen.faces.boxes) == 0


def test_each_shot_is_looked_at(tmp_path: Path) -> None:
    bright = Image.new("RGB", (480, 270), (200, 210, 190))
    seen = seen_in(write([picture(), bright, picture()], tmp_path / "film.mp4"), tmp_path)
    counts = [found.count for start in (0, 48, 96) if (found := shown(seen.faces, Span(start, start + 48)))]
    assert counts == [1, 0, 1]
    assert seen.faces is not None and len(seen.faces.sampled) >= 6


def test_closed_eyes_are_not_open(tmp_path: Path) -> None:
    drawn = np.array(picture(with_face=False))
    drawn[60 : 60 + SIDE, 250 : 250 + SIDE] = np.array(face(SIDE, eyes=False))
    seen = seen_in(write([Image.fromarray(drawn)], tmp_path / "film.mp4"), tmp_path)
    assert seen.faces is not None
    assert not (seen.faces.boxes[:, 4] == 1).any()


def test_without_opencv_faces_are_unmeasured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that cannot import it, as where the package is missing."""
    reader = tmp_path / "reader.py"
    real = Path(seeing.__file__).with_name("reader.py")
    reader.write_text(
        f"import sys; sys.modules['cv2'] = None; sys.path.insert(0, {str(real.parents[2])!r})\n"
        "from personalizedTrailer.media.reader import main; main()\n"
    )
    monkeypatch.setattr("personalizedTrailer.media.probe.READER", reader)
    seen = seen_in(write([picture()], tmp_path / "film.mp4"), tmp_path)
    assert seen.faces is None and len(seen.rows) == 48
    assert [warning.code for warning in seen.warnings] == ["faces_not_measured"]
    assert shown(seen.faces, Span(0, 48)) is None


def test_an_opencv_without_cascades_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(cv2, "CascadeClassifier")
    with pytest.raises(ImportError):
        Haar((480, 270), 0)
