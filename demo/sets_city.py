"""Sets in town: skyline in the rain, a street with umbrellas, and the corridor with its lamp."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from demo.actors import walker
from demo.heaven import heaven
from demo.layers import EARTH, flat, reflect, ridge, shine, sky
from demo.light import Glow, rain
from demo.paint import Brush, Colour, Drawer, Sprite, Stage, mix


def blocks(stage: Stage, level: float, tall: float, depth: float, tone: Colour, lights: float, salt: str) -> Sprite:
    """A row of towers from `level` up, some of their windows lit (share `lights`)."""
    rng = stage.rng(salt)
    left, right = stage.reach(depth)
    brush = Brush(stage, (left, level - tall * 1.25, right, 730), 2)
    warm = ("#ffd983", "#ffb35c", "#fff1c4", "#8fd8ff", "#ff8fb5")
    rng_x = -420.0
    while rng_x < 1700:
        wide, high = rng.uniform(52, 120), tall * (0.22 + 0.78 * rng.uniform(0, 1) ** 1.9)
        top = level - high
        cell, gap = 11.0 + 5 * depth, 4.0
        flat = mix(tone, "#000000", rng.uniform(0, 0.2))
        pick = rng.uniform(0, 1, (60, 16))
        hue = rng.integers(0, 5, (60, 16))
        if rng_x + wide > left and rng_x < right:
            brush.rect(rng_x, top, rng_x + wide, 730, flat)
            brush.rect(rng_x, top, rng_x + wide * 0.12, 730, mix(flat, "#ffffff", 0.06))
            if wide > 90:
                brush.rect(rng_x + wide * 0.2, top - 22, rng_x + wide * 0.62, top, flat)
            elif wide < 64:
                brush.line([(rng_x + wide / 2, top), (rng_x + wide / 2, top - 46)], 2.4, flat)
                brush.oval(rng_x + wide / 2, top - 46, 3, 3, "#ff4e5e")
            for row in range(min(60, int((730 - top) / (cell + gap)) - 1)):
                for col in range(int((wide - 8) / (cell * 0.72 + gap))):
                    if pick[row, col] < lights:
                        x, y = rng_x + 7 + col * (cell * 0.72 + gap), top + 10 + row * (cell + gap)
                        glass = mix(warm[int(hue[row, col])], flat, 0.15 + 0.5 * float(pick[row, col]) / lights)
                        brush.rect(x, y, x + cell * 0.62, y + cell * 0.8, glass)
        rng_x += wide + rng.uniform(-6, 14)
    return brush.sprite()


def skyline(stage: Stage) -> Drawer:
    """The city over the water. Options: hour, wet (rain)."""
    hour = stage.text("hour", "neon")
    far, near, rim = EARTH[hour]
    base = heaven(stage, hour, 560)
    rows: list[tuple[Sprite, float]] = []
    for n in range(3):
        depth, tone = 0.2 + 0.3 * n, mix(far, near, 0.25 + 0.33 * n)
        rows.append((blocks(stage, 560, 330 - 40 * n, depth, tone, 0.28 + 0.08 * n, f"row{n}"), depth))
    fall = rain(stage, 1.0, 0.14) if stage.number("wet", 1) else None
    water = (mix(near, far, 0.2), mix(rim, far, 0.4))

    def draw(t: float) -> Image.Image:
        x = stage.drift(t)
        frame = base.copy()
        for layer, depth in rows:
            layer.paste(frame, -x * depth)
        reflect(stage, frame, 600, water, t)
        return fall(frame, t) if fall else frame

    return draw


def _alley(stage: Stage, hour: str) -> Image.Image:
    """The street without anybody: sky, houses with signs, wet road."""
    far, near, rim = EARTH[hour]
    base = shine(stage, sky(stage, hour, 760), (640, 470), 480, mix(rim, "#000000", 0.45))
    walls = []
    for side in (-1, 1):
        brush = Brush(stage, (-40, -60, 1320, 730), 2)
        for n in range(4):
            inner, outer = 640 + side * (130 + 115 * n), 640 + side * (245 + 115 * n + 20)
            top, tone = 250 - 95 * n, mix(far, near, 0.3 + 0.2 * n)
            x0, x1 = min(inner, outer), max(inner, outer)
            brush.rect(x0, top, x1, 730, tone)
            for row in range(9):
                for col in range(3):
                    if (row * 7 + col * 5 + n * 3 + side) % 4 < 2:
                        wx, wy = x0 + 16 + col * 36, top + 24 + row * 46
                        glass = mix(("#ffd983", "#ff9fc4", "#8fe0ff")[(row + n) % 3], tone, 0.25)
                        brush.rect(wx, wy, wx + 20, wy + 28, glass, 2)
            sign = ("#ff4f8b", "#42e0d1", "#ffd34e", "#a47bff")[n]
            brush.rect(inner + side * 4, 380 - 20 * n, inner + side * 20, 480 - 12 * n, sign, 4)
        walls.append(brush.sprite())
    road = ridge(stage, flat(562), 0.0, (mix(far, near, 0.45), near), rim=rim, fade=150)
    for wall in walls:
        wall.paste(base)
    road.paste(base)
    return base


def _umbrella(brush: Brush, x: float, y: float, size: float, tone: Colour) -> None:
    dome = [(x + math.cos(a) * size, y - math.sin(a) * size * 0.62) for a in np.linspace(0, math.pi, 20).tolist()]
    scallop = [(x - size + (n + 0.5) * size / 4, y + (5 if n % 2 else -3)) for n in range(8)]
    brush.poly([*dome, *scallop], tone)
    for a in (1.1, 1.57, 2.04):
        brush.line([(x, y - size * 0.62), (x + math.cos(a) * size, y - 2)], 1.5, mix(tone, "#000000", 0.25))


def _lamp(glow: Glow, brush: Brush, x: float, foot: float, tall: float) -> None:
    brush.line([(x, foot), (x, foot - tall)], tall * 0.022, "#0a0716")
    brush.bow(
        [(x, foot - tall), (x + tall * 0.05, foot - tall * 1.05), (x + tall * 0.12, foot - tall * 1.02)],
        tall * 0.02,
        "#0a0716",
    )
    brush.oval(x + tall * 0.12, foot - tall, tall * 0.03, tall * 0.03, "#fff3c0")
    glow.spot(x + tall * 0.12, foot - tall, tall * 0.42, "#ffcf7a", 0.9)
    glow.shape([(x + tall * 0.12, foot - tall), (x - tall * 0.28, foot), (x + tall * 0.52, foot)], "#ffcf7a", 0.2)


def street(stage: Stage) -> Drawer:
    """A wet street under lamps. Options: crowd (how many umbrellas), pair (two share one), hour."""
    hour = stage.text("hour", "neon")
    far, near, _ = EARTH[hour]
    base = _alley(stage, hour)
    crowd = int(stage.number("crowd", 12))
    rng = stage.rng("crowd")
    place, pace = rng.uniform(-200, 1480, crowd), rng.uniform(40, 95, crowd) * rng.choice([-1, 1], crowd)
    line = np.sort(rng.uniform(0, 1, crowd))
    tones = ("#e2485f", "#3fb8ae", "#f2b134", "#7f6bd6", "#d86fa8")
    fall = rain(stage, 0.9, 0.1)

    def draw(t: float) -> Image.Image:
        frame = base.copy()
        glow = Glow(stage)
        cast = Brush(stage, stage.clip((-60, 250, 1340, 726)), 2)
        _lamp(glow, cast, 250, 640, 380)
        _lamp(glow, cast, 985, 600, 270)
        for n in range(crowd):
            x = (place[n] + pace[n] * t + 240) % 1700 - 200
            foot, size = 580 + 120 * line[n], 130 + 110 * line[n]
            ink = mix(far, near, 0.55 + 0.45 * line[n])
            walker(cast, (x, foot), size, ink, t * 5.2 + n * 1.7)
            _umbrella(cast, x + 4, foot - size * 0.93, size * 0.3, mix(tones[n % 5], near, 0.45 - 0.35 * line[n]))
        if stage.number("pair", 0):
            for x, tall, side in ((585, 236, 1), (668, 262, -1)):
                walker(cast, (x, 668), tall, mix(near, "#000000", 0.4), 0.35 * math.sin(t * 1.3) + side * 0.4)
            _umbrella(cast, 630, 668 - 246 + 2 * math.sin(t * 2), 128, "#ff4f6d")
            cast.line([(640, 668 - 320), (640, 545)], 3.4, "#0a0716")
        cast.sprite().paste(frame)
        return fall(glow.over(frame, 9), t)

    return draw
