"""Added light and moving dust: glows, sparks, rain, snow, and the lens at the end of the pipe."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from demo.paint import Array, Colour, Point, Stage, rgb

Fall = Callable[[Image.Image, float], Image.Image]


class Glow:
    """Light gathered at a quarter of the frame's size, then blurred and added to it."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.size = (max(2, stage.width // 4), max(2, stage.height // 4))
        self.image = Image.new("RGB", self.size)
        self._draw = ImageDraw.Draw(self.image, "RGBA")

    def _at(self, x: float, y: float) -> Point:
        px, py = self.stage.px(x, y)
        return (px / 4, py / 4)

    def spot(self, x: float, y: float, size: float, colour: Colour, power: float = 1.0) -> None:
        """A soft round light of that radius (design units)."""
        r = max(2, round(size * self.stage.scale / 4))
        px, py = self._at(x, y)
        left, top = round(px) - r, round(py) - r
        if left > self.size[0] or top > self.size[1] or left + 2 * r < 0 or top + 2 * r < 0 or power <= 0:
            return
        near = np.linspace(-1, 1, 2 * r, dtype=np.float32) ** 2
        fall = np.clip(1 - near[None, :] - near[:, None], 0, 1) ** 2 * min(2.0, power)
        tint = np.asarray(rgb(colour), np.float32)
        lit = Image.fromarray(np.clip(fall[..., None] * tint, 0, 255).astype(np.uint8))
        box = (left, top, left + 2 * r, top + 2 * r)
        self.image.paste(ImageChops.add(self.image.crop(box), lit), (left, top))

    def shape(self, points: list[Point], colour: Colour, power: float = 1.0) -> None:
        """A lit polygon, such as a beam."""
        fill = (*rgb(colour), round(255 * min(1.0, max(0.0, power))))
        self._draw.polygon([self._at(*p) for p in points], fill=fill)

    def over(self, frame: Image.Image, blur: float = 6.0) -> Image.Image:
        """The frame with the light added (it may be changed in place); `blur` in design units."""
        lit = self.image.getbbox()
        if lit is None:
            return frame
        radius = blur * self.stage.width / 1280 / 4
        soft = self.image.filter(ImageFilter.GaussianBlur(radius))
        room = math.ceil(radius * 3) + 1
        box = (max(0, lit[0] - room), max(0, lit[1] - room), min(self.size[0], lit[2] + room),
            min(self.size[1], lit[3] + room))  # fmt: skip
        share = (box[2] - box[0]) * (box[3] - box[1]) / (self.size[0] * self.size[1])
        if share > 0.7 or frame.width % 4 or frame.height % 4:
            return ImageChops.screen(frame, soft.resize(frame.size, Image.Resampling.BILINEAR))
        place = (box[0] * 4, box[1] * 4, box[2] * 4, box[3] * 4)
        size = (place[2] - place[0], place[3] - place[1])
        light = soft.crop(box).resize(size, Image.Resampling.BILINEAR)
        frame.paste(ImageChops.screen(frame.crop(place), light), place[:2])
        return frame


def sparks(stage: Stage, frame: Image.Image, x: Array, y: Array, tint: Array, size: float = 1.5) -> Image.Image:
    """Add little round lights at design positions x, y (n) of colours `tint` (n, 3), 0..255."""
    k = stage.scale
    px = (x - stage.view[0]) * k + stage.width / 2
    py = (y - stage.view[1]) * k + stage.height / 2
    r = max(0.7, size * stage.width / 1280)
    reach = math.ceil(r * 1.6)
    ix, iy = np.floor(px).astype(np.int64), np.floor(py).astype(np.int64)
    keep = (ix >= -reach) & (ix < stage.width + reach) & (iy >= -reach) & (iy < stage.height + reach)
    keep &= tint.max(axis=1) > 3
    if not keep.any():
        return frame
    px, py, ix, iy, tint = px[keep], py[keep], ix[keep], iy[keep], tint[keep]
    data = np.array(frame)
    flat = data.reshape(-1, 3)
    for down in range(-reach, reach + 1):
        for across in range(-reach, reach + 1):
            if math.hypot(across, down) > r * 1.6 + 0.7:
                continue
            gx, gy = ix + across, iy + down
            weight = np.exp(-((gx + 0.5 - px) ** 2 + (gy + 0.5 - py) ** 2) / (r * r * 0.8))
            inside = (gx >= 0) & (gx < stage.width) & (gy >= 0) & (gy < stage.height)
            spot = (gy * stage.width + gx)[inside]
            lit = flat[spot] + (weight[:, None] * tint)[inside]
            flat[spot] = np.minimum(lit, 255).astype(np.uint8)
    return Image.fromarray(data)


def rain(stage: Stage, strength: float = 1.0, slant: float = 0.16) -> Fall:
    """Two sheets of streaks that fall without end: gives (frame, seconds) -> frame."""
    sheets: list[tuple[Image.Image, float]] = []
    k = stage.width / 1280
    wide, high = stage.width, stage.height
    for layer, (count, length, bright, speed) in enumerate(((420, 26, 60, 1500), (150, 62, 95, 2300))):
        rng = stage.rng(f"rain{layer}")
        sheet = Image.new("L", (wide, high))
        draw = ImageDraw.Draw(sheet)
        spots = rng.uniform(0, 1, (round(count * strength), 2)) * (wide, high)
        for x, y in spots.tolist():
            dx, dy = -length * k * slant, length * k
            for ox in (0, wide):
                for oy in (0, -high):
                    ends = (x + ox, y + oy, x + ox + dx, y + oy + dy)
                    draw.line(ends, fill=round(bright * rng.uniform(0.5, 1)), width=max(1, round(k * (1 + layer))))
        cool = Image.merge("RGB", [sheet.point([round(v * c) for v in range(256)]) for c in (0.8, 0.92, 1.0)])
        tall = Image.new("RGB", (wide * 2, high * 2))
        for ox, oy in ((0, 0), (wide, 0), (0, high), (wide, high)):
            tall.paste(cool, (ox, oy))
        sheets.append((tall, speed * k))

    def fall(frame: Image.Image, t: float) -> Image.Image:
        for sheet, speed in sheets:
            top = high - round(t * speed) % high
            left = round(t * speed * slant) % wide
            frame = ImageChops.add(frame, sheet.crop((left, top, left + wide, top + high)))
        return frame

    return fall


def snow(stage: Stage, count: int = 260, speed: float = 70.0, wind: float = 30.0) -> Fall:
    """Flakes of three distances that sink and sway: gives (frame, seconds) -> frame."""
    rng = stage.rng("snow")
    near = rng.integers(1, 4, count)
    x0, y0, sway = rng.uniform(0, 1280, count), rng.uniform(0, 720, count), rng.uniform(0, 6.28, count)
    left, top, right, bottom = stage.box()

    def fall(frame: Image.Image, t: float) -> Image.Image:
        x = (x0 + near * wind * t + np.sin(t * 1.3 + sway) * 14 * near) % 1280
        y = (y0 + near * speed * t) % 720
        across = (left + x / 1280 * (right - left)).astype(np.float32)
        down = (top + y / 720 * (bottom - top)).astype(np.float32)
        for size in (1, 2, 3):
            pick = near == size
            tint = np.full((int(pick.sum()), 3), 70 + 45.0 * size, np.float32)
            frame = sparks(stage, frame, across[pick], down[pick], tint, 0.8 + size)
        return frame

    return fall


def vignette(width: int, height: int, power: float = 0.34) -> Image.Image:
    """How much black each pixel is given (an L image): none in the middle, some in the corners."""
    x, y = np.linspace(-1, 1, width, dtype=np.float32), np.linspace(-1, 1, height, dtype=np.float32)
    near = (x[None, :] ** 2 * 0.8 + y[:, None] ** 2 * 0.6) / 1.4
    shade: NDArray[np.uint8] = np.clip(255 * power * near**1.6, 0, 255).astype(np.uint8)
    return Image.fromarray(shade)


def burst(rng: np.random.Generator, count: int, speed: float) -> tuple[Array, Array]:
    """Starting velocities (n) of a round burst: across and down, units a second."""
    angle = rng.uniform(0, 2 * math.pi, count)
    fast = speed * np.sqrt(rng.uniform(0.03, 1, count))
    return (np.cos(angle) * fast).astype(np.float32), (np.sin(angle) * fast).astype(np.float32)


def ballistic(start: Point, fling: tuple[Array, Array], t: float, drag: float, pull: float) -> tuple[Array, Array]:
    """Where a burst's particles are after t seconds under drag (1/s) and gravity (units/s^2)."""
    held = (1 - math.exp(-drag * t)) / drag
    fall = pull * (t - held) / drag
    return (start[0] + fling[0] * held).astype(np.float32), (start[1] + fling[1] * held + fall).astype(np.float32)
