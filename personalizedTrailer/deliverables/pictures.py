"""Which pictures a job gets: a key frame for every scene, a contact sheet for every trailer, one poster."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from personalizedTrailer.deliverables.naming import MIME, trailer_name
from personalizedTrailer.errors import ProcessFailed, ProcessTimedOut
from personalizedTrailer.media import pictures
from personalizedTrailer.model import Assembly, Deliverable, MediaInfo, RankedScene, Rendition, Scene, Warning

log = logging.getLogger(__name__)

KEY_FRAME_WIDTH = 640
SHEET_WIDTH = 320
SHEET_COLUMNS = 5
EXACT_SCENES = 60
"""With more scenes than this a key frame is the nearest keyframe of the source: a long film would take minutes."""

Made = tuple[Path, Deliverable]


def key_frame_size(media: MediaInfo) -> Rendition:
    """The size of a key frame: the film's shape, at most 640 pixels wide."""
    width, height = media.video.display_size
    factor = min(1.0, KEY_FRAME_WIDTH / width)
    return Rendition("key frame", 2 * round(width * factor / 2), 2 * round(height * factor / 2), is_top=False)


def doubt(scenes: tuple[Scene, ...]) -> tuple[Warning, ...]:
    """What has to be said of the key frames of so many scenes."""
    if len(scenes) <= EXACT_SCENES:
        return ()
    sentence = f"With over {EXACT_SCENES} scenes a key frame is the nearest picture that is quick to get at."
    return (Warning("key_frames_approximate", sentence),)


def key_frames(
    ffmpeg: str,
    film: Path,
    media: MediaInfo,
    scenes: tuple[Scene, ...],
    to_picture: str,
    matrix: str,
    job_id: str,
    folder: Path,
    threads: int,
    cancelled: Callable[[], bool],
) -> Iterator[Made | None]:
    """`keyframe_scene_N` for every scene, None where it does not decode; raises ProcessTimedOut or Cancelled."""
    exact = not doubt(scenes)

    def make(scene: Scene) -> Made | None:
        name = f"{job_id}_frame_{scene.number:02d}.jpg"
        out = folder / name
        try:
            pictures.key_frame(
                ffmpeg, film, media, scene.key_frame, to_picture, matrix, out, exact=exact, cancelled=cancelled
            )
        except ProcessTimedOut:
            raise
        except ProcessFailed as fault:
            log.warning("no key frame of %s: %s", scene.scene_id, fault.detail)
            return None
        return out, _picture(f"keyframe_{scene.scene_id}", name, out)

    with ThreadPoolExecutor(threads) as pool:
        yield from pool.map(make, scenes)


def contact_sheet(
    ffmpeg: str,
    trailer: Path,
    made: Assembly,
    matrix: str,
    job_id: str,
    folder: Path,
    cancelled: Callable[[], bool],
) -> Made:
    """One frame of every clip of a trailer, from its middle."""
    name = trailer_name(made.timeline.variant)
    file_name = f"{job_id}_contact_sheet_{name}.jpg"
    out, top = folder / file_name, made.renditions[0]
    middles = sorted({(clip.at + clip.end) // 2 for clip in made.timeline.clips})
    size = SHEET_WIDTH, 2 * round(SHEET_WIDTH * top.height / top.width / 2)
    pictures.contact_sheet(ffmpeg, trailer, middles, min(SHEET_COLUMNS, len(middles)), size, matrix, out, cancelled)
    return out, _picture(f"contact_sheet_{name}", file_name, out)


def poster(
    ffmpeg: str,
    trailer: Path,
    made: Assembly,
    matrix: str,
    ranked: tuple[RankedScene, ...],
    job_id: str,
    folder: Path,
    cancelled: Callable[[], bool],
) -> Made:
    """The middle of the primary trailer's best clip: the longest one of its highest scored scene."""
    scores = {item.scene: item.score for item in ranked}
    best = max(made.timeline.clips, key=lambda clip: (scores.get(clip.scene, 0.0), clip.source.frames))
    name, top = f"{job_id}_poster.jpg", made.renditions[0]
    middle = (best.at + best.end) // 2
    pictures.poster(ffmpeg, trailer, middle, (top.width, top.height), matrix, folder / name, cancelled)
    return folder / name, _picture("poster", name, folder / name)


def _picture(key: str, name: str, path: Path) -> Deliverable:
    return Deliverable(key, name, MIME["jpg"], path.stat().st_size)
