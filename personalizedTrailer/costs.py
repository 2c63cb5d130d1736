"""What the work on a film is expected to cost, for percent and time left: only the ratios count there.

In processor seconds of an AMD EPYC (2026), of `script/bench render` and of runs of real films. They are guesses
before the work is planned, and are told anew once it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from personalizedTrailer.model import STAGES, Job, Rendition

ENCODE = 0.03
"""A frame of a million pixels: decoding, scaling, x264 veryfast, the check of what came out."""
START = 1.0
"""Starting FFmpeg and decoding up to where a take begins, in seconds of picture to be encoded."""
DECODE = 0.25
"""Decoding alone, in encoded frames: the lower renditions are made by a pass of their own."""
LOWER = 0.7
"""Scaling, encoding and checking a million pixels of a lower rendition, in encoded ones of the top one."""
COPY = 0.1
"""A copied frame, in encoded ones: it is read, decoded once and compared."""
JOIN = 0.1
"""Joining and verifying a frame of a finished file, in encoded ones."""
SOUND = 0.15
"""Mixing, encoding and measuring a second of sound."""
SEE = 0.006
"""A million pixels of a film that is looked at, with what is heard meanwhile."""
STREAM, PICTURES, KEY_FRAME = 0.3, 0.65, 0.2
"""Packaging the stream of a trailer; drawing its pictures; the key frame of a scene."""

_TRAILERS = 5
_LOWER_SHARE = 0.7
"""All lower renditions of a frame, in encoded frames of the top one: at 1080p, 720p and 480p."""
_CLIP_SECONDS, _SCENE_SECONDS = 3, 12
"""Before the clips and the scenes are known."""
_TOP_MEGAPIXELS = 1920 * 1080 / 1e6
_READ_BYTES = 200_000_000
"""Bytes of a film that are scanned and digested in a second."""
_CHILD = 0.3
"""A stage that starts a process and little more."""
_LITTLE = 0.1


def expected(job: Job) -> tuple[float, ...]:
    """Seconds of every stage, from what is known of the job so far."""
    media = job.media
    if media is None:
        return (_CHILD, 10.0, _LITTLE, _LITTLE, 60.0, 8.0, _LITTLE)
    seconds = float(min(Fraction(job.request.max_duration), media.seconds))
    frames, megapixels = seconds * float(media.rate), _megapixels(*media.video.display_size)
    top = frames * (1 + JOIN) + START * frames / _CLIP_SECONDS
    picture = min(_TOP_MEGAPIXELS, megapixels) * ENCODE * (1 + _LOWER_SHARE) * top
    scenes = len(job.analysis.scenes) if job.analysis else float(media.seconds) / _SCENE_SECONDS
    found = {
        "upload": _CHILD + media.size_bytes / _READ_BYTES,
        "analysis": _LITTLE if job.request.mode == "mock" else SEE * megapixels * media.frames,
        "rendering": _TRAILERS * (picture + SOUND * seconds) + of_stills(scenes),
        "deliverables": of_extras(_TRAILERS),
    }
    return tuple(found.get(stage, _LITTLE) for stage in STAGES)


def of_stills(scenes: float) -> float:
    """The key frames of all scenes."""
    return scenes * KEY_FRAME


def of_extras(trailers: int) -> float:
    """Streams and pictures of the trailers; captions and the storyboard are nothing beside them."""
    return trailers * (STREAM + PICTURES)


def of_frames(renditions: Sequence[Rendition], frames: float) -> float:
    """Encoding so many frames of the top rendition."""
    return ENCODE * frames * _megapixels(renditions[0].width, renditions[0].height)


def of_lower(renditions: Sequence[Rendition], frames: float) -> float:
    """Encoding so many frames of the film into all renditions but the top one."""
    below = sum(of_frames((rendition,), frames) for rendition in renditions[1:])
    return DECODE * of_frames(renditions, frames) + LOWER * below if below else 0.0


def _megapixels(width: int, height: int) -> float:
    return width * height / 1e6
