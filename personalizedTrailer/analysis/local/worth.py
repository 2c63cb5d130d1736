"""How strong each frame of a film is: what clips are cut around, and which frame stands for a scene. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import minimum_filter1d, percentile_filter, uniform_filter1d

from personalizedTrailer.analysis.local.curves import Curve, Curves
from personalizedTrailer.analysis.local.faces import Shown
from personalizedTrailer.analysis.local.levels import Levels
from personalizedTrailer.analysis.local.shots import inside
from personalizedTrailer.media.hearing import BLOCKS
from personalizedTrailer.media.reading.faces import COLUMNS as FACE
from personalizedTrailer.media.samples import Faces
from personalizedTrailer.model import Shot, Span

_AROUSAL, _SHARP, _FACES = 0.55, 0.25, 0.2
"""What makes a frame strong. Where faces were not looked for, the others count as much more."""
_BLURRED, _CRISP = 0.4, 0.8
"""Of the sharpness that the shot has at its best: nothing to see, and nothing lost."""
_SWEPT, _HELD = 2.0, 0.8
"""Widths of the picture a second: a camera so fast shows nothing; one so slow loses nothing."""
_BLACK, _DIM = 0.99, 0.95
"""Share of nearly black pixels."""
_EDGE = 3
"""Frames beside a border that are no key frame: encoders blur them."""
_EYES = 0.4
"""What open eyes add to a key frame, and shut ones take away."""


def worth(
    curves: Curves,
    levels: Levels,
    arousal: Curve,
    shots: Sequence[Shot],
    shown: Sequence[Shown | None],
    kept_out: Sequence[Span],
    frames: int,
) -> NDArray[np.float32]:
    """0 to 1 for each grid frame; 0 where it is mixed with another shot, or kept out.

    `arousal` of each block, not smoothed; `shown` are the faces of each of `shots`.
    """
    local = uniform_filter1d(arousal, BLOCKS, mode="nearest")
    strength = _AROUSAL * local + _SHARP * levels.level("sharpness")
    if any(one is not None for one in shown):
        strength += _FACES * _presence(curves, shots, shown)
    else:
        strength /= 1 - _FACES
    whole = _clear_to_see(curves, shots) * strength
    at = np.minimum(curves.blocks - 1, (np.arange(frames) * float(BLOCKS / curves.rate)).astype(np.int64))
    found = np.clip(whole[at], 0, 1).astype(np.float32)
    usable = np.zeros(frames, np.bool_)
    for shot in shots:
        usable[shot.clear.start : shot.clear.end] = True
    for span in kept_out:
        usable[span.start : span.end] = False
    return np.where(usable, found, np.float32(0))


def _presence(curves: Curves, shots: Sequence[Shot], shown: Sequence[Shown | None]) -> Curve:
    """0 to 1: how much of a face each block shows."""
    found = np.zeros(curves.blocks)
    for shot, one in zip(shots, shown, strict=True):
        if one and one.count:
            found[curves.part(shot.span)] = one.presence * min(1.0, 0.4 + 1.5 * one.size)
    return found


def _clear_to_see(curves: Curves, shots: Sequence[Shot]) -> Curve:
    """0 to 1: neither blurred, nor swept past, nor black."""
    sharp, camera, dark = curves.seen["sharpness"], np.nan_to_num(curves.seen["camera"]), curves.seen["dark"]
    found = _between(camera, _SWEPT, _HELD) * _between(dark, _BLACK, _DIM)
    for shot in shots:
        part = curves.part(shot.span)
        # A shot may pull focus: what counts is the sharpness that it has about then.
        best = percentile_filter(sharp[part], 80, size=8 * BLOCKS, mode="nearest")
        found[part] *= _between(sharp[part] / np.maximum(best, 1e-6), _BLURRED, _CRISP)
    return found


def _between(values: Curve, none: float, full: float) -> Curve:
    return np.asarray(np.clip((values - none) / (full - none), 0, 1))


def key_frame(span: Span, worths: NDArray[np.float32], shots: Sequence[Shot], faces: Faces | None) -> int:
    """The strongest frame of a scene that is not beside a border, eyes open where a face is seen.

    The middle one where none is worth anything.
    """
    here = worths[span.start : span.end].astype(np.float64)
    # A frame is as good as those around it: the strongest of a shaking moment is a lucky one.
    steady = minimum_filter1d(here, 5, mode="nearest")
    for place, _ in inside(shots, span):
        for border in (shots[place].clear.start, shots[place].clear.end):
            low, high = border - _EDGE - span.start, border + _EDGE - span.start
            if high > 0 and low < len(steady):
                steady[max(0, low) : high] *= 0.5
    if faces is not None:
        _weigh_eyes(steady, span, faces)
    if not steady.max(initial=0.0) > 0:
        return (span.start + span.end) // 2
    best = np.flatnonzero(steady >= steady.max() - 1e-9)
    return span.start + int(best[len(best) // 2])


def _weigh_eyes(strength: Curve, span: Span, faces: Faces) -> None:
    """The frames that were looked at for faces, by the largest face's eyes."""
    low, high = np.searchsorted(faces.sampled, (span.start, span.end))
    for sample in range(int(low), int(high)):
        first, last = np.searchsorted(faces.sample, (sample, sample + 1))
        boxes = faces.boxes[first:last]
        if not len(boxes):
            continue
        eyes = float(boxes[int(boxes[:, FACE.index("height")].argmax()), FACE.index("eyes")])
        if not np.isnan(eyes):
            strength[int(faces.sampled[sample]) - span.start] *= 1 + _EYES * (2 * eyes - 1)
