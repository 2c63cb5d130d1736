"""Stills of section 6: key frames show their scenes; poster and contact sheets decode and show something."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from tests.media.planned import Json, Planned, mixes
from tests.media.report import Report
from tests.media.source_film import SourceFilm
from tests.media.thumbs import Levels, Thumbs, flat, rms, thumb

ANOTHER_PICTURE = 8.0
"""Grey levels (root mean square) beyond which a key frame shows no frame of its scene."""

COLUMNS, GAP = 5, 6
"""Of a contact sheet: most tiles in a row, and the pixels between and around them."""


def check_pictures(
    job: Json, film: SourceFilm, plans: list[Planned], outputs: Path, levels: Levels, report: Report
) -> None:
    entries, rate = job["deliverables"] or {}, plans[0].rate
    for number, scene in enumerate(job["analysis"]["scenes"], 1):
        key = f"keyframe_scene_{number}"
        frame = _still(entries, key, outputs, report)
        if frame is None:
            continue
        shown = thumb(_gray(_luma(frame, film)))
        name = Path(entries[key]["path"]).name
        report.require(name.endswith(scene["keyVisual"]), "pictures", f"{key}: {name} is not {scene['keyVisual']}")
        ends = np.array([scene["startFrame"], scene["startFrame"] + scene["frames"] - 1])
        first, last = film.on_screen(ends, rate)[0]
        own = np.arange(first, last + 1)
        _same_scene(shown, film, own, levels, key, report)
    if (frame := _still(entries, "poster", outputs, report)) is not None:
        top = job["assembly"]["renditions"][0]
        size = (frame.width, frame.height)
        report.require(size == (top["width"], top["height"]), "pictures", f"the poster is {size}")
    for plan in plans:
        key = f"contact_sheet_{'master' if plan.name == 'primary' else plan.name}"
        if (frame := _still(entries, key, outputs, report)) is not None:
            _tiles(frame, film, plan, levels, key, report)


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


def _luma(jpeg: Any, film: SourceFilm) -> NDArray[np.uint8]:
    """The luma that a still's colours have in the film's coding, in full range: JPEG's own is that of BT.601.

    Of saturated colours it differs by up to 54 levels from that of BT.709 (ITU-R BT.601-7, 2.5.1; BT.709-6, 3.2).
    """
    planes = [
        np.frombuffer(plane, np.uint8).reshape(plane.height, plane.line_size)[:, : plane.width].astype(np.float32)
        for plane in jpeg.planes
    ]
    # What is not said is guessed from the height, as players do.
    if film.matrix == 1 or (film.matrix == 2 and film.size[1] >= 720) or film.hdr or film.wide_gamut:
        blue, red = (
            plane.repeat(2, axis=0).repeat(2, axis=1)[: jpeg.height, : jpeg.width] - 128 for plane in planes[1:]
        )
        planes[0] = planes[0] - 0.11819 * blue - 0.21269 * red
    return np.asarray(np.clip(np.round(planes[0]), 0, 255), np.uint8)


def _gray(luma: NDArray[np.uint8]) -> Any:
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(luma), "gray")
    frame.color_range = av.video.reformatter.ColorRange.JPEG
    return frame


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


def _tiles(sheet: Any, film: SourceFilm, plan: Planned, levels: Levels, key: str, report: Report) -> None:
    """Each tile shows the middle of its clip; a middle inside a transition says nothing."""
    mix = mixes(plan)
    middles = sorted({(clip.at + clip.end) // 2 for clip in plan.clips})
    columns = min(COLUMNS, len(middles))
    rows = -(-len(middles) // columns)
    width = (sheet.width - GAP) // columns - GAP
    height = (sheet.height - GAP) // rows - GAP
    index, tie = film.on_screen(mix.first, plan.rate)
    whole = _luma(sheet, film)
    for number, middle in enumerate(middles):
        left, top = GAP + number % columns * (width + GAP), GAP + number // columns * (height + GAP)
        tile = whole[top : top + height, left : left + width]
        if mix.steps[middle]:
            continue
        shown = flat(thumb(_gray(tile))[None])[0]
        right = {index[middle], index[middle] - tie[middle]}
        off = min(rms(shown - levels[half.reshape(-1)]) for one in right for half in film.standing_for(int(one)))
        report.highest("tileError", off)
        if off > ANOTHER_PICTURE and not (film.hdr or film.wide_gamut):
            report.fault("pictures", f"{key}: tile {number} is {off:.1f} grey levels off frame {middle}")
