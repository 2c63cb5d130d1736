"""Sets in town: skyline in the rain, a street with umbrellas, and the corridor with its lamp."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageFilter

from demo.actors import shade, walker
from demo.layers import EARTH, SKIES, ridge, shine, sky
from demo.light import Glow, rain
from demo.paint import Array, Brush, Colour, Drawer, Sprite, Stage, ease, gradient, mix, picture, rgb
from demo.sets_land import heaven


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
    """The city over the water. Options: hour, wet (rain), train (a lit one crosses)."""
    hour = stage.text("hour", "neon")
    far, near, rim = EARTH[hour]
    base = heaven(stage, hour, 560)
    rows = [(blocks(stage, 560, 330 - 40 * n, 0.2 + 0.3 * n, mix(far, near, 0.25 + 0.33 * n), 0.28 + 0.08 * n, f"row{n}"),
             0.2 + 0.3 * n) for n in range(3)]  # fmt: skip
    quay = ridge(stage, lambda x: np.full(x.shape, 596, np.float32), 0.8, (mix(near, "#000000", 0.2), near), rim=rim, salt="quay")
    fall = rain(stage, 1.0, 0.14) if stage.number("wet", 1) else None
    drops = stage.rng("ripple")
    rx, ry = drops.uniform(-100, 1400, 60), drops.uniform(0, 1, 60)

    def draw(t: float) -> Image.Image:
        x = stage.drift(t)
        frame = base.copy()
        for layer, depth in rows:
            layer.paste(frame, -x * depth)
        edge = round(stage.px(0, 600)[1])
        if 8 < edge < stage.height:
            low = stage.height - edge
            mirror = frame.crop((0, max(0, edge - low), stage.width, edge)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
            soft = mirror.reduce(4).filter(ImageFilter.GaussianBlur(2)).resize(mirror.size, Image.Resampling.BILINEAR)
            frame.paste(Image.blend(soft, Image.new("RGB", soft.size, rgb(mix(near, far, 0.2))), 0.35), (0, edge))
            marks = Brush(stage, (stage.box()[0], 598, stage.box()[2], 724), 1)
            for n in range(60):
                size = (10 + 46 * ry[n]) * (0.55 + 0.45 * math.sin(t * 2.2 + n))
                y = 606 + ry[n] ** 1.4 * 112
                marks.rect(rx[n] - size, y, rx[n] + size, y + 1.2 + ry[n] * 1.4, (*mix(rim, far, 0.4), 80))
            marks.sprite().paste(frame)
        else:
            quay.paste(frame, -x * 0.8)
        return fall(frame, t) if fall else frame

    return draw


def street(stage: Stage) -> Drawer:
    """A wet street under lamps. Options: crowd (how many umbrellas), pair (two share one), hour."""
    hour = stage.text("hour", "neon")
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
    road = ridge(stage, lambda x: 560 + np.abs(x - 640) * 0.02, 0.0, (mix(far, near, 0.45), near), rim=rim, fade=150)
    for wall in walls:
        wall.paste(base)
    road.paste(base)
    crowd = int(stage.number("crowd", 12))
    rng = stage.rng("crowd")
    place, pace = rng.uniform(-200, 1480, crowd), rng.uniform(40, 95, crowd) * rng.choice([-1, 1], crowd)
    line = np.sort(rng.uniform(0, 1, crowd))
    tones = ("#e2485f", "#3fb8ae", "#f2b134", "#7f6bd6", "#d86fa8")
    fall = rain(stage, 0.9, 0.1)

    def umbrella(brush: Brush, x: float, y: float, size: float, tone: Colour) -> None:
        dome = [(x + math.cos(a) * size, y - math.sin(a) * size * 0.62) for a in np.linspace(0, math.pi, 20).tolist()]
        scallop = [(x - size + (n + 0.5) * size / 4, y + (5 if n % 2 else -3)) for n in range(8)]
        brush.poly([*dome, *scallop], tone)
        for a in (1.1, 1.57, 2.04):
            brush.line([(x, y - size * 0.62), (x + math.cos(a) * size, y - 2)], 1.5, mix(tone, "#000000", 0.25))

    def lamp(glow: Glow, brush: Brush, x: float, foot: float, tall: float) -> None:
        brush.line([(x, foot), (x, foot - tall)], tall * 0.022, "#0a0716")
        brush.bow([(x, foot - tall), (x + tall * 0.05, foot - tall * 1.05), (x + tall * 0.12, foot - tall * 1.02)], tall * 0.02, "#0a0716")
        brush.oval(x + tall * 0.12, foot - tall, tall * 0.03, tall * 0.03, "#fff3c0")
        glow.spot(x + tall * 0.12, foot - tall, tall * 0.42, "#ffcf7a", 0.9)
        glow.shape([(x + tall * 0.12, foot - tall), (x - tall * 0.28, foot), (x + tall * 0.52, foot)], "#ffcf7a", 0.2)

    def draw(t: float) -> Image.Image:
        frame = base.copy()
        glow = Glow(stage)
        cast = Brush(stage, (-60, 250, 1340, 726), 1 if stage.width >= 960 else 2)
        lamp(glow, cast, 250, 640, 380)
        lamp(glow, cast, 985, 600, 270)
        for n in range(crowd):
            x = (place[n] + pace[n] * t + 240) % 1700 - 200
            foot, size = 580 + 120 * line[n], 130 + 110 * line[n]
            ink = mix(far, near, 0.55 + 0.45 * line[n])
            walker(cast, (x, foot), size, ink, t * 5.2 + n * 1.7)
            umbrella(cast, x + 4, foot - size * 0.93, size * 0.3, mix(tones[n % 5], near, 0.45 - 0.35 * line[n]))
        if stage.number("pair", 0):
            for x, tall, side in ((585, 236, 1), (668, 262, -1)):
                walker(cast, (x, 668), tall, mix(near, "#000000", 0.4), 0.35 * math.sin(t * 1.3) + side * 0.4)
            umbrella(cast, 630, 668 - 246 + 2 * math.sin(t * 2), 128, "#ff4f6d")
            cast.line([(640, 668 - 320), (640, 545)], 3.4, "#0a0716")
        cast.sprite().paste(frame)
        return fall(glow.over(frame, 9), t)

    return draw


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
            brush.poly([(mids[0], tops[0] + 16), (mids[1], tops[1] + 10), (mids[1], lows[1]), (mids[0], lows[0])], "#49322b")
            brush.oval(mids[1] + side * 8, (tops[1] + lows[1]) / 2 + 20, 4, 4, "#e2b45a")
    return brush.sprite()


def corridor(stage: Stage) -> Drawer:
    """A corridor with a swinging lamp. Options: who ('none', 'far', 'wall'), swing, door (seconds it opens)."""
    hall = _hall(stage)
    base = stage.blank("#05080a")
    hall.paste(base)
    who, swing, door = stage.text("who", "none"), stage.number("swing", 1.0), stage.number("door", 99)
    small = (max(2, stage.width // 4), max(2, stage.height // 4))
    left, top, right, bottom = stage.box()
    gx = np.linspace(left, right, small[0], dtype=np.float32)[None, :]
    gy = np.linspace(top, bottom, small[1], dtype=np.float32)[:, None]
    base_f = np.asarray(base, np.float32)

    def lighting(lx: float, ly: float, power: float) -> Image.Image:
        near = np.hypot((gx - lx) * 0.9, gy - ly - 60)
        lit = 0.05 + power * np.exp(-((near / 330) ** 2)) + power * 0.3 * np.exp(-((near / 720) ** 2))
        lit = lit * (0.55 + 0.45 * np.clip((gy - ly) / 60 + 0.8, 0, 1))
        warm = np.stack([lit * 1.25, lit * 1.02, lit * 0.74], -1)
        soft = Image.fromarray(np.clip(warm * 160, 0, 255).astype(np.uint8))
        big = np.asarray(soft.resize(base.size, Image.Resampling.BILINEAR), np.float32)
        return Image.fromarray(np.minimum(base_f * big * np.float32(1.6 / 160), 255).astype(np.uint8))

    def draw(t: float) -> Image.Image:
        a = math.sin(t * 2.1) * 0.42 * swing
        lx, ly = 640 + math.sin(a) * 190, -20 + math.cos(a) * 190
        flick = 1.0 - 0.5 * (math.sin(t * 23) * math.sin(t * 7.1) > 0.62)
        frame = lighting(lx, ly, flick)
        cast = Brush(stage, (60, -70, 1220, 760), 2 if stage.width < 960 else 1)
        if who == "wall":
            grow = 380 + 240 * ease(t / stage.seconds)
            shade(cast, (900 + math.sin(a) * -90, 740), grow * 1.35, t * 0.8, "#050a0d", None)
        if who == "far":
            shade(cast, (640, 436), 128 + 26 * ease(t / stage.seconds), t, "#020405", "#e8fff4" if t > 1.2 else None)
        cast.line([(640, -60), (lx, ly - 30)], 3, "#060708")
        cast.poly([(lx - 46, ly), (lx - 15, ly - 34), (lx + 15, ly - 34), (lx + 46, ly)], "#1a2a2c")
        cast.oval(lx, ly + 3, 17, 14, "#fff2c4")
        cast.sprite().paste(frame)
        glow = Glow(stage)
        glow.spot(lx, ly + 8, 150, "#ffcf7a", 0.95 * flick)
        glow.shape([(lx - 40, ly), (lx + 40, ly), (lx + 330 + 200 * a, 760), (lx - 330 + 200 * a, 760)], "#ffc36a", 0.13 * flick)
        if t > door:
            wide = 34 * ease((t - door) * 1.6)
            glow.shape([(640 - wide, 300), (640 + wide, 300), (640 + wide, 430), (640 - wide, 430)], "#d8fff2", 1)
            glow.shape([(640 - wide, 430), (640 + wide, 430), (640 + wide * 9, 760), (640 - wide * 9, 760)], "#8ff0d6", 0.42)
            glow.spot(640, 380, 240, "#8ff0d6", 0.9 * ease((t - door) * 1.6))
        return glow.over(frame, 10)

    return draw


def bearer(stage: Stage) -> Drawer:
    """The tall dark one in a lit doorway, holding a small star. Option: hour."""
    hour = stage.text("hour", "teal")
    far, near, rim = EARTH[hour]
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
                        (640 + math.cos(a + 0.03) * 300, 470 + math.sin(a + 0.03) * 300)], "#ffdc8c", 0.3)  # fmt: skip
        for px, py, size in dust.tolist():
            glow.spot(300 + px * 680, 720 - (py * 720 + t * 40) % 720, 4 + 6 * size, rim, 0.5)
        return glow.over(frame, 4)

    return draw
