"""Stills of section 6: key frames show their scenes; poster and contact sheets decode and show something."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from tests.media.planned import Json, Planned
from tests.media.report import Report
from tests.media.source_film import SourceFilm
from tests.media.thumbs import Levels, Thumbs, flat, thumb

ANOTHER_PICTURE = 8.0
"""Grey levels (root mean square) beyond which a key frame shows no frame of its scene."""


def check_pictures(
    job: Json, film: SourceFilm, plans: list[Planned], outputs: Path, levels: Levels, report: Report
) -> None:
    entries, rate = job["deliverables"] or {}, plans[0].rate
    for number, scene in enumerate(job["analysis"]["scenes"], 1):
        key = f"keyframe_scene_{number}"
        frame = _still(entries, key, outputs, report)
        if frame is None:
            continue
        name = Path(entries[key]["path"]).name
        report.require(name.endswith(scene["keyVisual"]), "pictures", f"{key}: {name} is not {scene['keyVisual']}")
        ends = np.array([scene["startFrame"], scene["startFrame"] + scene["frames"] - 1])
        first, last = film.on_screen(ends, rate)[0]
        own = np.arange(first, last + 1)
        _same_scene(thumb(frame), film, own, levels, key, report)
    for key in ["poster", "contact_sheet_master", *(f"contact_sheet_variant_{number}" for number in range(4))]:
        frame = _still(entries, key, outputs, report)
        if frame is not None and key == "poster":
            top = job["assembly"]["renditions"][0]
            size = (frame.width, frame.height)
            report.require(size == (top["width"], top["height"]), "pictures", f"the poster is {size}")


def _still(entries: dict[str, Json], key: str, outputs: Path, report: Report) -> Any:
    if key not in entries or not (path := outputs / Path(entries[key]["path"]).name).is_file():
        return None
    report.require(path.read_bytes()[:3] == b"\xff\xd8\xff", "pictures", f"{key} is no JPEG")
    try:
        with av.open(str(path)) as container:
            return next(container.decode(video=0))
    except (av.FFmpegError, StopIteration) as fault:
        report.fault("pictures", f"{key} does not decode: {fault}")
        return None


def _same_scene(
    shown: Thumbs, film: SourceFilm, own: NDArray[np.int64], levels: Levels, key: str, report: Report
) -> None:
    """The nearest source frame of the whole film lies in the scene, or one of the scene is about as near."""
    still = flat(shown[None])[0]
    error = np.array([np.sqrt(np.mean(np.square(levels[one.reshape(-1)] - still))) for one in film.thumbs])
    best, within = int(error.argmin()), float(error[own].min())
    report.highest("keyFrameError", within)
    far = within > ANOTHER_PICTURE and not (film.hdr or film.wide_gamut)
    if far or within > float(error[best]) + 1.5:
        report.fault(
            "pictures", f"{key}: nearest is source frame {best} ({error[best]:.1f}), in its scene {within:.1f}"
        )
