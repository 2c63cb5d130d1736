"""Sets of dread: the corridor with its lamp, and the one in the doorway."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageChops

from demo.actors import shade
from demo.layers import EARTH, SKIES, shine
from demo.light import Glow
from demo.paint import Array, Brush, Drawer, Sprite, Stage, ease, gradient, mix, picture


def _hall(stage: Stage) -> Sprite:
    """The corridor's walls, floor, doors and the vanishing end, in perspective."""
    brush = Brush(stage, (-80, -60, 1360, 780), 2)
    brush.rect(-80, -60, 1360, 780, "#0b1419")
    ends = (548.0, 262.0, 732.0, 430.0)
    brush.poly([(-80, -200), (ends[0], ends[1]), (ends[0], ends[3]), (-80, 900)], "#22434a")
    brush.poly([(1360, -200), (ends[2], ends[1]), (ends[2], ends[3]), (1360, 900)], "#1d3a43")
    brush.poly([(-80, 900), (ends[0], ends[3]), (ends[2], ends[3]), (1360, 900)], "#3b2c2a")
    brush.poly([(-80, -200), (ends[0], ends[1]), (ends[2], ends[1]), (1360, -200)], "#14262c")
    for n in range(-6, 7):
        brush.line([(640 + n * 15, ends[3]), (640 + n * 190, 900)], 2, "#2c201f")
    brush.rect(*ends, "#0a0f14")
    brush.rect(602, 300, 678, 430, "#30211f")
    brush.rect(610, 308, 670, 430, "#46302a")
    for side in (-1, 1):
        for n in range(3):
            near, deep = 1 / (0.55 + 0.55 * n), 1 / (0.8 + 0.55 * n)
            xs = [640 + side * 250 * near, 640 + side * 250 * deep]
            tops = [346 - 190 * near, 346 - 190 * deep]
            lows = [346 + 233 * near, 346 + 233 * deep]
            brush.poly([(xs[0], tops[0]), (xs[1], tops[1]), (xs[1], lows[1]), (xs[0], lows[0])], "#152a30")
            mids = [(a * 0.86 + b * 0.14) for a, b in ((xs[0], xs[1]), (xs[1], xs[0]))]
            brush.poly(
                [(mids[0], tops[0] + 16), (mids[1], tops[1] + 10), (mids[1], lows[1]), (mids[0], lows[0])],
                "#49322b",
            )
            brush.oval(mids[1] + side * 8, (tops[1] + lows[1]) / 2 + 20, 4, 4, "#e2b45a")
    return brush.sprite()


def _lamplight(stage: Stage, base: Image.Image) -> Callable[[float, float, float], Image.Image]:
    """Gives (lamp x, lamp y, power) -> the walls lit by a lamp there."""
    small = (max(2, stage.width // 4), max(2, stage.height // 4))
    left, top, right, bottom = stage.box()
    gx = np.linspace(left, right, small[0], dtype=np.float32)[None, :]
    gy = np.linspace(top, bottom, small[1], dtype=np.float32)[:, None]
    bright = base.point([min(255, round(v * 2.55)) for v in range(256)] * 3)

    def lighting(lx: float, ly: float, power: float) -> Image.Image:
        near = np.hypot((gx - lx) * 0.9, gy - ly - 60)
        lit = 0.05 + power * np.exp(-((near / 330) ** 2)) + power * 0.3 * np.exp(-((near / 720) ** 2))
        lit = lit * (0.55 + 0.45 * np.clip((gy - ly) / 60 + 0.8, 0, 1))
        warm = np.stack([lit * 1.25, lit * 1.02, lit * 0.74], -1)
        soft = Image.fromarray(np.clip(warm * 160, 0, 255).astype(np.uint8))
        return ImageChops.multiply(bright, soft.resize(base.size, Image.Resampling.BILINEAR))

    return lighting


def _doorlight(glow: Glow, age: float) -> None:
    """The far door opens and light falls through, `age` seconds ago."""
    wide = 34 * ease(age * 1.6)
    glow.shape([(640 - wide, 300), (640 + wide, 300), (640 + wide, 430), (640 - wide, 430)], "#d8fff2", 1)
    glow.shape(
        [(640 - wide, 430), (640 + wide, 430), (640 + wide * 9, 760), (640 - wide * 9, 760)],
        "#8ff0d6",
        0.42,
    )
    glow.spot(640, 380, 240, "#8ff0d6", 0.9 * ease(age * 1.6))


def corridor(stage: Stage) -> Drawer:
    """A corridor with a swinging lamp. Options: who (none, far, wall), swing, door (seconds it opens)."""
    hall = _hall(stage)
    base = stage.blank("#05080a")
    hall.paste(base)
    who, swing, door = stage.text("who", "none"), stage.number("swing", 1.0), stage.number("door", 99)
    lighting = _lamplight(stage, base)

    def draw(t: float) -> Image.Image:
        a = math.sin(t * 2.1) * 0.42 * swing
        lx, ly = 640 + math.sin(a) * 190, -20 + math.cos(a) * 190
        flick = 1.0 - 0.12 * (math.sin(t * 23) * math.sin(t * 7.1) > 0.62)
        frame = lighting(lx, ly, flick)
        cast = Brush(stage, stage.clip((380, -70, 1180, 760)), 2)
        if who == "wall":
            grow = 380 + 240 * ease(t / stage.seconds)
            shade(cast, (900 + math.sin(a) * -90, 740), grow * 1.35, t * 0.8, "#050a0d", None)
        if who == "far":
            shade(
                cast,
                (640, 436),
                128 + 26 * ease(t / stage.seconds),
                t,
                "#020405",
                "#e8fff4" if t > 1.2 else None,
            )
        cast.line([(640, -60), (lx, ly - 30)], 3, "#060708")
        cast.poly([(lx - 46, ly), (lx - 15, ly - 34), (lx + 15, ly - 34), (lx + 46, ly)], "#1a2a2c")
        cast.oval(lx, ly + 3, 17, 14, "#fff2c4")
        cast.sprite().paste(frame)
        glow = Glow(stage)
        glow.spot(lx, ly + 8, 150, "#ffcf7a", 0.95 * flick)
        glow.shape(
            [(lx - 40, ly), (lx + 40, ly), (lx + 330 + 200 * a, 760), (lx - 330 + 200 * a, 760)],
            "#ffc36a",
            0.13 * flick,
        )
        if t > door:
            _doorlight(glow, t - door)
        return glow.over(frame, 10)

    return draw


def bearer(stage: Stage) -> Drawer:
    """The tall dark one in a lit doorway, holding a small star. Option: hour."""
    hour = stage.text("hour", "teal")
    _, near, rim = EARTH[hour]
    rows = np.linspace(0, 1, stage.height, dtype=np.float32)
    base = picture(np.repeat(gradient(SKIES[hour], rows * 0.8)[:, None, :], stage.width, axis=1) * 0.55)
    base = shine(stage, base, (640, 420), 420, mix(rim, "#000000", 0.15))
    frame_brush = Brush(stage, (-60, -60, 1340, 780), 2)
    frame_brush.poly([(-60, -60), (380, -60), (420, 780), (-60, 780)], mix(near, "#101a1c", 0.5))
    frame_brush.poly([(1340, -60), (900, -60), (860, 780), (1340, 780)], mix(near, "#101a1c", 0.4))
    frame_brush.line([(380, -60), (420, 780)], 9, mix(rim, near, 0.4))
    frame_brush.line([(900, -60), (860, 780)], 9, mix(rim, near, 0.4))
    posts = frame_brush.sprite()
    dust: Array = stage.rng("dust").uniform(0, 1, (40, 3)).astype(np.float32)

    def draw(t: float) -> Image.Image:
        frame = base.copy()
        cloak = Brush(stage, (300, 0, 980, 760), 2)
        shade(cloak, (640, 800), 800, t, "#03070a", "#f4fffa")
        cloak.oval(640, 470, 13, 13, "#fffbe0")
        cloak.sprite().paste(frame)
        posts.paste(frame)
        glow = Glow(stage)
        beat = 1 + 0.14 * math.sin(t * 5)
        glow.spot(640, 470, 240 * beat, "#ffb84d", 0.85)
        glow.spot(640, 470, 90 * beat, "#fff0c0", 1.2)
        for n in range(6):
            a = n * math.pi / 3 + t * 0.5
            glow.shape([(640, 470), (640 + math.cos(a - 0.03) * 300, 470 + math.sin(a - 0.03) * 300),
                (640 + math.cos(a + 0.03) * 300, 470 + math.sin(a + 0.03) * 300)], "#ffdc8c",
                0.3)  # fmt: skip
        for px, py, size in dust.tolist():
            glow.spot(300 + px * 680, 720 - (py * 720 + t * 40) % 720, 4 + 6 * size, rim, 0.5)
        return glow.over(frame, 4)

    return draw
