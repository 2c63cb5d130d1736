"""Where shots begin: cuts, fades and dissolves, told from flashes, from pans and from things that pass the lens. Pure.

A cut changes pixels and colours from one frame to the next, many times as much as frames around it do, and it stays:
the pictures on either side of it differ, too, which after a flash they do not. What sweeps through the picture changes
the colours over several frames, so it is the change of colours that must stand alone.

A fade is a slope of contrast that ends or begins in a plain picture. A dissolve is a stretch in which each frame is the
mean of those before and after it (which of things that move it is not), and those are different pictures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter1d, minimum_filter1d

from personalizedTrailer.media.reading.measuring import difference
from personalizedTrailer.media.reading.seeing import REACH
from personalizedTrailer.media.seeing import Seen

Kind = Literal["cut", "fade", "dissolve"]
Floats = NDArray[np.float64]

_AROUND = 8
"""Frames on either side that are looked at for how lively a picture is."""
_PEAK = 3
"""Frames on either side among which a cut is the greatest difference."""
_PIXELS, _COLOURS = 0.2, 0.015
"""Least change of pixels (as `difference` scales it) and of colours (1 − their likeness) of a cut."""
_PIXELS_OVER, _COLOURS_OVER = 1.3, 3.5
"""How often those of the neighbours."""
_LIVELY = 5
"""Frames around a cut that may be as lively as it is; more, and the picture only moves by jerks, as drawings do."""
_STAYS = 0.45
"""Part of the difference that is left between the pictures on either side."""
_STILL, _STILL_PIXELS, _STILL_SHAPES = 0.02, 0.1, 0.03
"""Between frames that hardly move so much less is needed: titles and cards."""
_PLAIN = 0.05
"""Contrast under which a picture is of one colour: black, mostly."""
_SLOPE, _SLOPE_CONTRAST = 8, 0.06
"""Frames in which a fade has reached at least that contrast."""
_SLOPE_STEP = 0.002
"""Contrast that a fade wins with every frame; less, and it is over."""
_LONGEST_SLOPE = 600
"""Frames: at that step contrast has run through all that it can be."""
_BLEND_SPAN = 0.05
"""Least difference of the frames around one that lies in a dissolve."""
_BLEND, _BLEND_ALIKE = 0.25, 0.7
"""Most distance of such a frame from their mean, by their difference; most that they may be alike."""


@dataclass(frozen=True, slots=True)
class Border:
    """Where one shot ends and the next begins."""

    frame: int
    """Index of the first frame of the new shot; the middle of a dissolve."""
    kind: Kind
    before: int = 0
    """Frames of the old shot that are already mixed with something else."""
    after: int = 0
    """Frames of the new one that still are."""


def borders(seen: Seen) -> list[Border]:
    """All borders in their order."""
    found = [Border(int(frame), "cut") for frame in cuts(seen)]
    at = np.array([border.frame for border in found], np.int64)
    gradual = [*_fades(seen, at), *_dissolves(seen, at)]
    return sorted([*found, *gradual], key=lambda border: border.frame)


def cuts(seen: Seen) -> NDArray[np.int64]:
    """Indices of the frames with which a shot begins at once, ascending."""
    pixels = seen.column("change").astype(np.float64) * 255 / 40
    colours = 1 - seen.column("histogram").astype(np.float64)
    apart = np.asarray(difference(seen.column("change"), seen.column("histogram")), np.float64)
    pixels[:1] = colours[:1] = apart[:1] = 0.0  # before the first frame there is none
    near = _neighbours(pixels)
    stays = seen.column("across") >= _STAYS * apart
    moving = (pixels >= _PIXELS) & (colours >= 3 * _nth_greatest(colours, _LIVELY + 1) + 0.01)
    still = (near < _STILL) & (pixels >= _STILL_PIXELS) & (seen.column("object") >= _STILL_SHAPES)
    still &= _nth_greatest(pixels, _LIVELY + 1) < _STILL
    stands_out = (colours >= _COLOURS_OVER * _neighbours(colours) + _COLOURS) & (pixels >= _PIXELS_OVER * near)
    peak = apart >= maximum_filter1d(apart, 2 * _PEAK + 1, mode="constant")
    return np.flatnonzero(peak & stays & stands_out & (moving | still))


def _neighbours(values: Floats) -> Floats:
    """The greater one of the frame before and the frame after."""
    padded = np.pad(values, 1)
    greater: Floats = np.maximum(padded[:-2], padded[2:])
    return greater


def _nth_greatest(values: Floats, number: int) -> Floats:
    """Of the values within _AROUND frames of each, without its own."""
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(values, _AROUND), 2 * _AROUND + 1).copy()
    windows[:, _AROUND] = 0.0
    found: Floats = np.partition(windows, -number, axis=1)[:, -number]
    return found


def _fades(seen: Seen, at: NDArray[np.int64]) -> list[Border]:
    """Out of, and into, runs of plain frames; where a run begins or ends with a cut, that is the border."""
    contrast = seen.column("contrast").astype(np.float64)
    plain = np.concatenate([[False], contrast < _PLAIN, [False]])
    edges = np.flatnonzero(plain[1:] != plain[:-1])
    found = []
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if start and not _any_near(at, start, 2) and (length := _slope(contrast[:start][::-1])):
            found.append(Border(start, "fade", before=length))
        if end < len(contrast) and not _any_near(at, end, 2) and (length := _slope(contrast[end:])):
            found.append(Border(end, "fade", after=length))
    return found


def _slope(contrast: Floats) -> int:
    """For how many frames from a plain one on contrast grows; 0 where it is no fade."""
    contrast = contrast[:_LONGEST_SLOPE]
    if len(contrast) < _SLOPE or contrast[: 2 * _SLOPE].max(initial=0.0) < _SLOPE_CONTRAST:
        return 0
    smooth = np.convolve(contrast, np.ones(3) / 3, mode="valid")
    done = np.flatnonzero(smooth[4:] - smooth[:-4] < 4 * _SLOPE_STEP)
    length = int(done[0]) + 2 if len(done) else len(smooth)
    return length if length >= _SLOPE else 0


def _dissolves(seen: Seen, at: NDArray[np.int64]) -> list[Border]:
    span = seen.column("span").astype(np.float64)
    blend = np.where(span >= _BLEND_SPAN, seen.column("blend") / np.maximum(span, 1e-6), 1.0)
    good = (blend <= _BLEND) & (seen.column("alike") <= _BLEND_ALIKE)
    good &= blend <= minimum_filter1d(blend, 2 * REACH + 1)
    # On either side there is a picture: else it is a fade.
    contrast = np.pad(seen.column("contrast"), REACH, mode="edge")
    good &= (contrast[: -2 * REACH] >= _PLAIN) & (contrast[2 * REACH :] >= _PLAIN)
    frames = [int(frame) for frame in np.flatnonzero(good) if not _any_near(at, int(frame), REACH)]
    return [Border(frame, "dissolve", before=REACH, after=REACH) for frame in frames]


def _any_near(ascending: NDArray[np.int64], frame: int, reach: int) -> bool:
    place = np.searchsorted(ascending, frame - reach)
    return bool(place < len(ascending) and ascending[place] <= frame + reach)
