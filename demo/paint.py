"""Paper, scissors and glue: the stage, anti-aliased shapes, sprites and gradients.

Everything is placed in *design units*: a frame is 1280 units wide and 720 high whatever the number of
pixels. Colours are `#rrggbb` strings or `(red, green, blue[, alpha])` tuples of 0..255.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageColor, ImageDraw

WIDE, HIGH = 1280.0, 720.0
Array = NDArray[np.float32]
Colour = str | tuple[int, ...]
Point = tuple[float, float]
Box = tuple[float, float, float, float]
Drawer = Callable[[float], Image.Image]


def rgb(colour: Colour) -> tuple[int, int, int]:
    """The red, green and blue of a colour, 0..255."""
    found = ImageColor.getrgb(colour) if isinstance(colour, str) else colour
    return (found[0], found[1], found[2])


def ink(colour: Colour) -> tuple[int, int, int, int]:
    """A colour with its alpha (255 if it has none) multiplied in."""
    found = ImageColor.getrgb(colour) if isinstance(colour, str) else colour
    alpha = found[3] if len(found) > 3 else 255
    return (found[0] * alpha // 255, found[1] * alpha // 255, found[2] * alpha // 255, alpha)


def mix(one: Colour, other: Colour, part: float) -> tuple[int, int, int]:
    """The colour `part` (0..1) of the way from one to the other."""
    a, b = rgb(one), rgb(other)
    return (
        round(a[0] + (b[0] - a[0]) * part),
        round(a[1] + (b[1] - a[1]) * part),
        round(a[2] + (b[2] - a[2]) * part),
    )


def ease(value: float) -> float:
    """A smooth step: 0 below 0, 1 above 1, no corner between."""
    held = min(1.0, max(0.0, value))
    return held * held * (3 - 2 * held)


@dataclass(frozen=True)
class Stage:
    """One shot's frame: pixel size, framing, and what its set was asked for."""

    width: int
    height: int
    seconds: float
    seed: int = 1
    view: tuple[float, float, float] = (640.0, 360.0, 1.0)
    pan: tuple[float, float] = (0.0, 0.0)
    options: Mapping[str, str | float] = field(default_factory=dict)

    @property
    def scale(self) -> float:
        """Pixels per design unit."""
        return self.width / WIDE * self.view[2]

    def px(self, x: float, y: float) -> Point:
        """The pixel position of a design position."""
        k = self.scale
        return ((x - self.view[0]) * k + self.width / 2, (y - self.view[1]) * k + self.height / 2)

    def box(self) -> Box:
        """The design units the frame shows: left, top, right, bottom."""
        w, h = self.width / self.scale / 2, self.height / self.scale / 2
        return (self.view[0] - w, self.view[1] - h, self.view[0] + w, self.view[1] + h)

    def clip(self, box: Box, margin: float = 8.0) -> Box:
        """The part of a box that can be seen (with a little around it), at least a speck."""
        left, top, right, bottom = self.box()
        x0, y0 = max(box[0], left - margin), max(box[1], top - margin)
        x1, y1 = min(box[2], right + margin), min(box[3], bottom + margin)
        return (x0, y0, max(x1, x0 + 1), max(y1, y0 + 1))

    def reach(self, depth: float) -> tuple[float, float]:
        """Left and right design limits a layer of that depth needs over the whole pan."""
        left, _, right, _ = self.box()
        return (left + min(self.pan) * depth - 24, right + max(self.pan) * depth + 24)

    def drift(self, t: float) -> float:
        """How far (design units, for depth 1) the pan has come after t seconds."""
        return (
            self.pan[0]
            + (self.pan[1] - self.pan[0]) * ease(t / self.seconds) * 0.35
            + ((self.pan[1] - self.pan[0]) * 0.65 * min(1.0, t / self.seconds))
        )

    def rng(self, salt: str) -> np.random.Generator:
        """Random numbers that depend only on the set's seed and the salt."""
        return np.random.default_rng([self.seed, zlib.crc32(salt.encode())])

    def text(self, name: str, default: str) -> str:
        """A worded option."""
        return str(self.options.get(name, default))

    def number(self, name: str, default: float) -> float:
        """A numeric option."""
        return float(self.options.get(name, default))

    def blank(self, colour: Colour = (0, 0, 0)) -> Image.Image:
        """A whole frame of one colour."""
        return Image.new("RGB", (self.width, self.height), rgb(colour))


class Sprite:
    """An RGBA picture and the design position of its left top corner."""

    def __init__(self, stage: Stage, image: Image.Image, x: float, y: float) -> None:
        self.stage = stage
        self.image = image
        self.x, self.y = x, y
        self._phases: dict[tuple[int, int], Image.Image] = {(0, 0): image}

    def _phase(self, fx: int, fy: int) -> Image.Image:
        found = self._phases.get((fx, fy))
        if found is None:
            found = _nudge(_nudge(self.image, 1, 0, fx / 4), 0, 1, fy / 2)
            self._phases[(fx, fy)] = found
        return found

    def paste(self, frame: Image.Image, dx: float = 0.0, dy: float = 0.0) -> None:
        """Lay it on the frame, moved by (dx, dy) design units, to a quarter (down: a half) of a pixel."""
        x, y = self.stage.px(self.x + dx, self.y + dy)
        across, down = round(x * 4), round(y * 2)
        picture = self._phase(across % 4, down % 2)
        left, top = across // 4, down // 2
        crop = (
            max(0, -left),
            max(0, -top),
            min(picture.width, frame.width - left),
            min(picture.height, frame.height - top),
        )
        if crop[2] <= crop[0] or crop[3] <= crop[1]:
            return
        piece = picture if crop == (0, 0, *picture.size) else picture.crop(crop)
        frame.paste(piece, (left + crop[0], top + crop[1]), piece)


def _nudge(image: Image.Image, right: int, down: int, part: float) -> Image.Image:
    """The image moved by a part (0..1) of one pixel."""
    if part == 0:
        return image
    moved = Image.new(image.mode, image.size)
    moved.paste(image, (right, down))
    return Image.blend(image, moved, part)


class Brush:
    """Draws shapes several times too large on clear paper; `sprite` shrinks them smooth."""

    def __init__(self, stage: Stage, box: Box, fine: int = 2) -> None:
        self.stage, self.fine = stage, fine
        self.k = stage.scale * fine
        left, top = stage.px(box[0], box[1])
        # whole pixels, so that a still sprite needs no shifting
        self.left, self.top = math.floor(left), math.floor(top)
        right, bottom = stage.px(box[2], box[3])
        size = (math.ceil(right) - self.left, math.ceil(bottom) - self.top)
        # alpha is multiplied in from the start: clear paper is black, so plain averages are right
        self.image = Image.new("RGBa", (max(1, size[0]) * fine, max(1, size[1]) * fine), (0, 0, 0, 0))
        self.draw = ImageDraw.Draw(self.image)

    def at(self, x: float, y: float) -> Point:
        """The position on this paper of a design position."""
        px, py = self.stage.px(x, y)
        return ((px - self.left) * self.fine, (py - self.top) * self.fine)

    def poly(self, points: Sequence[Point], colour: Colour) -> None:
        """A filled polygon."""
        self.draw.polygon([self.at(*p) for p in points], fill=ink(colour))

    def blob(self, points: Sequence[Point], colour: Colour) -> None:
        """A filled closed curve through the points."""
        self.poly(curve(points, closed=True), colour)

    def oval(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        """A filled ellipse round (x, y)."""
        a, b = self.at(x - rx, y - ry), self.at(x + rx, y + ry)
        if b[0] > a[0] and b[1] > a[1]:
            self.draw.ellipse([a, b], fill=ink(colour))

    def rect(self, x0: float, y0: float, x1: float, y1: float, colour: Colour, round_: float = 0) -> None:
        """A filled rectangle, its corners rounded by `round_` units."""
        a, b = self.at(min(x0, x1), min(y0, y1)), self.at(max(x0, x1), max(y0, y1))
        self.draw.rounded_rectangle([a, b], round_ * self.k, fill=ink(colour))

    def line(self, points: Sequence[Point], width: float, colour: Colour) -> None:
        """A line with round joints and ends."""
        spots = [self.at(*p) for p in points]
        thick = max(1, round(width * self.k))
        self.draw.line(spots, fill=ink(colour), width=thick, joint="curve")
        for x, y in (spots[0], spots[-1]):
            r = thick / 2
            self.draw.ellipse([x - r, y - r, x + r, y + r], fill=ink(colour))

    def bow(self, points: Sequence[Point], width: float, colour: Colour) -> None:
        """A curved line through the points."""
        self.line(curve(points, closed=False), width, colour)

    def sprite(self) -> Sprite:
        """What has been drawn, at the frame's size."""
        image = (self.image.reduce(self.fine) if self.fine > 1 else self.image).convert("RGBA")
        k = self.stage.scale
        x = (self.left - self.stage.width / 2) / k + self.stage.view[0]
        y = (self.top - self.stage.height / 2) / k + self.stage.view[1]
        return Sprite(self.stage, image, x, y)


def curve(points: Sequence[Point], closed: bool, steps: int = 8) -> list[Point]:
    """A Catmull-Rom curve through the points as a polyline."""
    p = np.asarray(points, np.float32)
    ends = (p[-1:], p[:2]) if closed else (p[:1], p[-1:])
    q = np.concatenate([ends[0], p, ends[1]])
    t = (np.arange(steps, dtype=np.float32) / steps)[None, :, None]
    a, b, c, d = (q[i : len(q) - 3 + i, None, :] for i in range(4))
    out = 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
    line = out.reshape(-1, 2).tolist()
    tail = [] if closed else [p[-1].tolist()]
    return [(float(x), float(y)) for x, y in [*line, *tail]]


def gradient(stops: Sequence[tuple[float, Colour]], at: Array) -> Array:
    """The colours (shape `at.shape + (3,)`, 0..255) of a gradient at positions 0..1."""
    places = [s[0] for s in stops]
    parts = [np.interp(at, places, [rgb(s[1])[c] for s in stops]) for c in range(3)]
    return np.stack(parts, axis=-1).astype(np.float32)


def cloudy(rng: np.random.Generator, high: int, wide: int, cell: tuple[int, int], octaves: int = 4) -> Array:
    """Fractal noise of shape (high, wide), about -1..1; `cell` is its coarsest grain (rows, columns)."""
    out = np.zeros((high, wide), np.float32)
    for octave in range(octaves):
        rows = max(2, math.ceil(high / cell[0]) * 2**octave + 2)
        cols = max(2, math.ceil(wide / cell[1]) * 2**octave + 2)
        grid = Image.fromarray(rng.uniform(-1, 1, (rows, cols)).astype(np.float32))
        out += np.asarray(grid.resize((wide, high), Image.Resampling.BICUBIC)) * 0.5**octave
    return out


def picture(pixels: Array) -> Image.Image:
    """An RGB image of an array (high, wide, 3) of 0..255."""
    return Image.fromarray(np.clip(pixels + 0.5, 0, 255).astype(np.uint8))
