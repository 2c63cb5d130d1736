"""What was found in the frames of a film that were looked at closely: faces, and small pictures for models."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from personalizedTrailer.errors import ProcessFailed
from personalizedTrailer.media.reading.faces import COLUMNS
from personalizedTrailer.media.reading.snapshots import FACE_SIDE, LONGEST

MOST_PICTURES = 4000
"""Frames of a film, however long, of which small pictures are kept: some 60 MB."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be found out beside what the cascade finds."""

    face_model: Path | None = None
    """A YuNet network, to look for faces instead of the cascade."""
    pictures: bool = False
    """Small pictures of whole frames."""
    crops: bool = False
    """Small pictures of faces."""


@dataclass(frozen=True, slots=True)
class Faces:
    """What was found where; a frame that was looked at and shows no face is in `sampled` alone."""

    sampled: NDArray[np.int64]
    """Grid frames that were looked at, ascending."""
    sample: NDArray[np.int64]
    """Index into `sampled` of each face, ascending."""
    boxes: NDArray[np.float32]
    """Shape [faces, len(COLUMNS)], see `reading.faces.COLUMNS`: shares of the picture as it is seen, upright."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """Small pictures in one file of the folder that was given; they are read one at a time."""

    path: Path
    frames: NDArray[np.int64]
    """The grid frame of each, ascending; several faces may be of one."""
    _places: NDArray[np.int64]
    """Shape [pictures, 2]: where each begins in the file, and its bytes."""

    def __iter__(self) -> Iterator[Image.Image]:
        """RGB. Raises ProcessFailed where one is broken."""
        with self.path.open("rb") as file:
            for start, size in self._places.tolist():
                file.seek(start)
                yield _opened(file.read(size))


def _opened(data: bytes) -> Image.Image:
    # Written by the cage: what breaks out of a decoder there should not find another one here.
    try:
        picture = Image.open(BytesIO(data), formats=["JPEG"])
        if max(picture.size) > max(LONGEST, FACE_SIDE):
            raise ProcessFailed(detail=f"a sample of {picture.size} pixels, larger than any that is written")
        return picture.convert("RGB")
    except (OSError, Image.DecompressionBombError) as fault:
        raise ProcessFailed(detail=f"a sample is no picture: {fault}") from fault


@dataclass(frozen=True, slots=True)
class Samples:
    """All that was found."""

    faces: Faces
    pictures: Pictures | None
    """Of whole frames; None where none were wanted. The same of the next one."""
    crops: Pictures | None
    """Of faces."""


def samples_of(
    out: Path,
    wanted: Wanted,
    good: NDArray[np.int64],
    first: Callable[[NDArray[np.int64]], NDArray[Any]],
    frames: int,
) -> Samples:
    """What the child wrote beside `out`.

    `good` holds the timestamps that are right, ascending; `first` turns timestamps into grid frames, of which there
    are `frames`.
    """

    def right(stamps: NDArray[np.int64]) -> NDArray[np.bool_]:
        at = first(stamps)
        return np.isin(stamps, good) & (at >= 0) & (at < frames)

    looked = np.fromfile(f"{out}.sampled", np.int64).reshape(-1, 2)
    boxes = np.fromfile(f"{out}.faces", np.float32).reshape(-1, len(COLUMNS))
    kept = right(looked[:, 0])
    sample = np.repeat(np.arange(len(looked)), looked[:, 1])
    faces = Faces(first(looked[kept, 0]), (np.cumsum(kept) - 1)[sample[kept[sample]]], boxes[kept[sample]])
    if not (wanted.pictures or wanted.crops):
        return Samples(faces, None, None)
    index = np.fromfile(f"{out}.index", np.int64).reshape(-1, 4)
    index = index[right(index[:, 0])]

    def pictures(rows: NDArray[np.int64]) -> Pictures:
        return Pictures(Path(f"{out}.pictures"), first(rows[:, 0]), rows[:, 2:])

    of_face = index[:, 1] > 0
    return Samples(
        faces,
        pictures(index[~of_face]) if wanted.pictures else None,
        pictures(index[of_face]) if wanted.crops else None,
    )
