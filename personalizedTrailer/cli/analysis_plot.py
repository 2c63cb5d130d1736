"""An analysis as one picture: the film as a strip of key frames over its curves."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont, ImageOps

from personalizedTrailer.analysis.local.kept_out import runs
from personalizedTrailer.cli.analysis_text import Found
from personalizedTrailer.deliverables.pictures import doubt, key_frame_size
from personalizedTrailer.errors import ProcessFailed, ProcessTimedOut
from personalizedTrailer.media import ffmpeg
from personalizedTrailer.media.pictures import key_frame
from personalizedTrailer.model import Scene, Span
from personalizedTrailer.rendering.commands import matrix_of, to_sdr
from personalizedTrailer.settings import Settings

_WIDTH, _LEFT, _RIGHT = 1800, 90, 20
_HEAD, _STRIP, _WORDS, _CURVE, _BAND, _GAP, _FOOT = 34, 130, 62, 64, 14, 8, 26
_NARROWEST = 28
"""Pixels; of a scene that is narrower no key frame can be made out, and none is decoded."""
_GROUND, _PANEL, _INK, _DIM = "#101113", "#191b1f", "#e8e8ea", "#8a8d94"
_CURVES = {
    "Arousal": "#ff7a59",
    "Valence": "#6cc3ff",
    "Motion": "#c58bff",
    "Loudness": "#8ee07f",
    "Worth": "#ffd257",
}
_BANDS = {"Speech": "#ffb3c7", "Music": "#7fd6c2", "Kept out": "#d0514a"}
_TICKS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800)
"""Seconds between marks of time: the least of which there is room for."""
_TICK_ROOM = 60

Curve = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Axis:
    """Where a time is in the picture."""

    seconds: float

    def __call__(self, seconds: float) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * seconds / self.seconds


def plot(film: Path, found: Found, chosen: Settings, out: Path, cancelled: Callable[[], bool]) -> None:
    """Writes the picture. Raises FFmpegMissing, ProcessTimedOut, Cancelled or OSError."""
    height = _HEAD + _STRIP + _WORDS + len(_CURVES) * (_CURVE + _GAP) + len(_BANDS) * (_BAND + _GAP) + _FOOT
    picture = Image.new("RGB", (_WIDTH, height), _GROUND)
    draw, axis = ImageDraw.Draw(picture), _Axis(float(found.looked.media.seconds))
    _text(draw, (_LEFT, 8), film.name, 16, _INK)
    y = _HEAD
    _strip(picture, y, axis, film, found, chosen, cancelled)
    _words(draw, y + _STRIP, axis, found)
    y += _STRIP + _WORDS
    for name, curve in _curves(found).items():
        _curve(draw, y, name, curve, _CURVES[name])
        y += _CURVE + _GAP
    _borders(draw, axis, found, _HEAD + _STRIP + _WORDS, y - _GAP)
    for name, spans in _bands(found).items():
        _band(draw, y, axis, name, spans)
        y += _BAND + _GAP
    _times(draw, y, axis)
    picture.save(out)


def _text(draw: ImageDraw.ImageDraw, at: tuple[float, float], words: str, size: int, colour: str) -> None:
    draw.text(at, words, fill=colour, font=ImageFont.load_default(size))


def _strip(
    picture: Image.Image,
    y: int,
    axis: _Axis,
    film: Path,
    found: Found,
    chosen: Settings,
    cancelled: Callable[[], bool],
) -> None:
    """A key frame for each scene, as wide as it lasts."""
    rate, scenes = found.rate, found.understood.analysis.scenes
    tool = ffmpeg.find(chosen).path
    with tempfile.TemporaryDirectory(prefix="plot-") as name:
        for scene in scenes:
            left, right = (round(axis(float(frame / rate))) for frame in (scene.span.start, scene.span.end))
            if right - left < _NARROWEST:
                continue
            still = Path(name) / f"{scene.number}.jpg"
            if _still(tool, film, found, scene, still, cancelled):
                with Image.open(still) as decoded:
                    shown = ImageOps.fit(decoded.convert("RGB"), (right - left - 2, _STRIP))
                if scene.kept_out:
                    shown = shown.point([round(value * 0.35) for value in range(256)] * 3)
                picture.paste(shown, (left + 1, y))


def _still(tool: str, film: Path, found: Found, scene: Scene, out: Path, cancelled: Callable[[], bool]) -> bool:
    """Whether the key frame decodes."""
    media, exact = found.looked.media, not doubt(found.understood.analysis.scenes)
    filters, matrix = to_sdr(media, key_frame_size(media)), matrix_of(media)
    try:
        key_frame(tool, film, media, scene.key_frame, filters, matrix, out, exact=exact, cancelled=cancelled)
    except ProcessTimedOut:
        raise
    except ProcessFailed:
        return False
    return True


def _words(draw: ImageDraw.ImageDraw, y: int, axis: _Axis, found: Found) -> None:
    """What each scene was found to be, as far as there is room."""
    for scene in found.understood.analysis.scenes:
        left, right = (axis(float(frame / found.rate)) for frame in (scene.span.start, scene.span.end))
        draw.line((left, y - _STRIP, left, y + _WORDS - 4), fill=_DIM)
        lines = [scene.kept_out] if scene.kept_out else [*scene.emotions[:2], *scene.labels[:3]]
        for row, word in enumerate(lines[:5]):
            if draw.textlength(word, font=ImageFont.load_default(11)) < right - left - 6:
                is_label = not scene.kept_out and word in scene.labels
                _text(draw, (left + 4, y + 2 + 12 * row), word, 11, _INK if is_label else _CURVES["Arousal"])


def _curves(found: Found) -> dict[str, Curve]:
    """0 to 1 each, of any length."""
    understood = found.understood
    motion = understood.curves.seen["object"]
    known = {
        "Arousal": understood.arousal,
        "Valence": understood.valence,
        "Motion": np.clip(np.nan_to_num(motion) / max(1e-6, float(np.nanpercentile(motion, 98))), 0, 1),
        "Loudness": understood.curves.heard.get("loudness", np.zeros(0)),
        "Worth": understood.material.worth.astype(np.float64),
    }
    return {name: known[name] for name in _CURVES}


def _curve(draw: ImageDraw.ImageDraw, y: int, name: str, curve: Curve, colour: str) -> None:
    """Mean of what falls into each column of pixels."""
    draw.rectangle((_LEFT, y, _WIDTH - _RIGHT, y + _CURVE), fill=_PANEL)
    draw.line((_LEFT, y + _CURVE / 2, _WIDTH - _RIGHT, y + _CURVE / 2), fill="#26282d")
    _text(draw, (8, y + _CURVE / 2 - 8), name, 13, colour)
    if not len(curve):
        return _text(draw, (_LEFT + 8, y + _CURVE / 2 - 8), "not measured", 13, _DIM)
    columns = _WIDTH - _LEFT - _RIGHT
    edges = np.linspace(0, len(curve), columns + 1)
    sums = np.interp(edges, np.arange(len(curve) + 1), np.concatenate([[0.0], np.cumsum(curve)]))
    heights = np.diff(sums) / np.diff(edges)
    for column, value in enumerate(heights.tolist()):
        draw.line((_LEFT + column, y + _CURVE, _LEFT + column, y + _CURVE * (1 - value)), fill=colour)
    return None


def _borders(draw: ImageDraw.ImageDraw, axis: _Axis, found: Found, top: int, bottom: int) -> None:
    for shot in found.looked.shots[1:]:
        x = axis(float(shot.span.start / found.rate))
        draw.line((x, top, x, bottom), fill="#3a3d44")


def _bands(found: Found) -> dict[str, list[tuple[float, float]]]:
    """Seconds from and to."""
    curves, rate = found.understood.curves, found.rate
    seconds = float(found.looked.media.seconds) / curves.blocks
    kept_out: list[Span] = [scene.span for scene in found.understood.analysis.scenes if scene.kept_out]
    heard = {
        name: [(start * seconds, end * seconds) for start, end in runs(curves.heard[name.lower()] > 0)]
        for name in ("Speech", "Music")
        if curves.heard
    }
    return heard | {"Kept out": [(float(span.start / rate), float(span.end / rate)) for span in kept_out]}


def _band(draw: ImageDraw.ImageDraw, y: int, axis: _Axis, name: str, spans: Sequence[tuple[float, float]]) -> None:
    draw.rectangle((_LEFT, y, _WIDTH - _RIGHT, y + _BAND), fill=_PANEL)
    _text(draw, (8, y), name, 12, _BANDS[name])
    for start, end in spans:
        draw.rectangle((axis(start), y, max(axis(start), axis(end) - 1), y + _BAND), fill=_BANDS[name])


def _times(draw: ImageDraw.ImageDraw, y: int, axis: _Axis) -> None:
    room = axis(1.0) - axis(0.0)
    step = next((tick for tick in _TICKS if tick * room >= _TICK_ROOM), _TICKS[-1])
    for second in range(0, int(axis.seconds) + 1, step):
        words = f"{second // 60}:{second % 60:02d}"
        _text(draw, (axis(second) + 2, y), words, 12, _DIM)
        draw.line((axis(second), y, axis(second), y + 8), fill=_DIM)
