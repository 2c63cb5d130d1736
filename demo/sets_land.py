"""Sets under the open sky: mountains, sea, storm, meadow, hill, forest and railway."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from demo import props
from demo.actors import CAST, pair, person, shade
from demo.heaven import heaven
from demo.layers import EARTH, clouds, hills, peaks, pines, ridge, shine, sky
from demo.light import Glow, snow, sparks
from demo.paint import Array, Brush, Drawer, Sprite, Stage, ease, mix


def mountains(stage: Stage) -> Drawer:
    """Five layers of ranges and firs. Options: hour, birds, snowfall, meteor (seconds of its strike)."""
    hour = stage.text("hour", "dawn")
    far, near, rim = EARTH[hour]
    base = heaven(stage, hour)
    bank = clouds(stage, hour, 300, 0.08)
    layers: list[tuple[Sprite, float]] = []
    for n in range(6):
        part = n / 5
        depth = 0.15 + 0.85 * part**1.4
        rng = stage.rng(f"range{n}")
        if n < 2:
            line = peaks(rng, 520 + 55 * n, 270 - 60 * n, 190)
        elif n < 4:
            line = hills(rng, 500 + 45 * n, 34, 620, 0.55)
        else:
            line = pines(rng, hills(rng, 520 + 46 * n, 22, 700, 0.5), 70 + 60 * (n - 4), 26 + 12 * (n - 4))
        tone = mix(far, near, part**0.8)
        layers.append(
            (
                ridge(
                    stage,
                    line,
                    depth,
                    (tone, mix(tone, far, 0.55 * (1 - part))),
                    rim=rim,
                    fade=190,
                    salt=f"range{n}",
                ),
                depth,
            )
        )
    fall = snow(stage) if stage.number("snowfall", 0) else None
    strike = stage.number("meteor", -1)

    def draw(t: float) -> Image.Image:
        x = stage.drift(t)
        frame = base.copy()
        bank.paste(frame, -x * 0.08 + t * 5)
        for layer, depth in layers[:3]:
            layer.paste(frame, -x * depth)
        if stage.number("birds", 0):
            at = (380 + t * 46 - x * 0.3, 250 - t * 7)
            props.flock(stage, t, at, 17, 15, mix(near, "#000000", 0.2)).paste(frame)
        if strike >= 0:
            frame = _meteor(stage, frame, t, strike)
        for layer, depth in layers[3:]:
            layer.paste(frame, -x * depth)
        if 0 <= t - strike < 0.12 and strike >= 0:
            frame = Image.blend(frame, stage.blank("#ffffff"), 0.95 if t - strike < 0.08 else 0.6)
        return fall(frame, t) if fall else frame

    return draw


def _meteor(stage: Stage, frame: Image.Image, t: float, strike: float) -> Image.Image:
    """A star falls from the left top; at `strike` seconds it lands behind the hills in white light."""
    glow = Glow(stage)
    part = min(1.0, t / strike)
    x, y = 90 + 730 * part, -60 + 560 * part**1.3
    if t < strike:
        for n in range(26):
            back = max(0.0, part - n * 0.013)
            bx, by = 90 + 730 * back, -60 + 560 * back**1.3
            glow.spot(bx, by, 46 - n * 1.4, mix("#fff3c9", "#ff6a3d", n / 26), 0.5 * (1 - n / 27))
        glow.spot(x, y, 170, "#ffb765", 0.8)
        frame = glow.over(frame, 4)
        return sparks(stage, frame, np.array([x], np.float32), np.array([y], np.float32), np.full((1, 3), 255,
            np.float32), 7)  # fmt: skip
    age = t - strike
    glow.spot(820, 500, 240 + 420 * ease(age * 1.6), "#ff9a4a", 1.1 * math.exp(-age * 0.5))
    glow.spot(820, 500, 150 + 120 * age, "#fff1c0", 1.6 * math.exp(-age * 0.9))
    return glow.over(frame, 10)


def meadow(stage: Stage) -> Drawer:
    """Children on a green hill. Options: hour, kite, balloons, who ('all' or 'kids')."""
    hour = stage.text("hour", "noon")
    far, near, rim = EARTH[hour]
    base = heaven(stage, hour)
    bank = clouds(stage, hour, 210, 0.1, colour="#ffffff")
    rng = stage.rng("meadow")
    rows = []
    for n in range(4):
        part, depth = n / 3, 0.15 + 0.25 * n
        line = hills(rng, 470 + 46 * n, 30 - 4 * n, 800 - 60 * n, 0.4)
        green = mix(mix(far, "#7cc47a", 0.5), mix(near, "#3f8f3a", 0.5), part)
        rows.append(
            (
                ridge(stage, line, depth, (green, mix(green, near, 0.5)), rim=rim, fade=170, salt=f"m{n}"),
                depth,
            )
        )
    oak = props.tree(stage, 1090, 610, 330, mix("#3d9a4c", near, 0.25), "#4a2c2a")
    bloom_rng = stage.rng("bloom")
    flowers = Brush(stage, (-40, 600, 1320, 730), 2)
    for _ in range(150):
        fx, fy = bloom_rng.uniform(-40, 1320), bloom_rng.uniform(632, 722)
        tone = ("#ffd34e", "#ff7a90", "#ffffff", "#c89bff")[int(bloom_rng.integers(0, 4))]
        flowers.oval(fx, fy, 2.4 + (fy - 620) * 0.03, 2.0 + (fy - 620) * 0.025, tone)
    petals = flowers.sprite()

    def draw(t: float) -> Image.Image:
        x = stage.drift(t)
        frame = base.copy()
        bank.paste(frame, t * 8 - x * 0.1)
        for layer, depth in rows:
            layer.paste(frame, -x * depth)
        oak.paste(frame, -x * 0.8)
        hop = abs(math.sin(t * 4.2)) * 14
        pip, ada = (470 - x * 0.9, 650 - hop), (600 - x * 0.9, 658 - abs(math.sin(t * 4.2 + 1.3)) * 12)
        petals.paste(frame, -x * 0.95)
        if stage.number("kite", 1):
            at = (700 - x * 0.4 + 50 * math.sin(t * 0.9), 190 + 34 * math.sin(t * 1.4))
            props.kite(stage, t, at, 62, (pip[0] + 34, pip[1] - 66)).paste(frame)
        if stage.number("balloons", 0):
            props.balloons(stage, t, (ada[0] + 30, ada[1] - 88), 34).paste(frame)
        cast = Brush(stage, (180, 420, 1100, 680), 2)
        person(cast, pip, 150, CAST["pip"], t, arm=0.8)
        person(cast, ada, 150, CAST["ada"], t + 0.7, arm=0.7)
        if stage.text("who", "all") == "all":
            person(cast, (800 - x * 0.9, 648), 160, CAST["mira"], t, arm=0.25)
            person(cast, (890 - x * 0.9, 650), 172, CAST["theo"], t + 1, arm=0.3)
        cast.sprite().paste(frame)
        return frame

    return draw


def hill(stage: Stage) -> Drawer:
    """Two on a hill before a huge sun. Options: hour, tree, lanterns."""
    hour = stage.text("hour", "sunset")
    far, near, rim = EARTH[hour]
    base = heaven(stage, hour, 560)
    banks = [clouds(stage, hour, 250 + 110 * n, 0.06, colour=mix(rim, far, 0.3 * n)) for n in range(2)]
    rng = stage.rng("hill")
    back = [ridge(stage, hills(rng, 545 + 32 * n, 20, 760, 0.5), 0.2 + 0.2 * n,
        (mix(far, near, 0.15 + 0.3 * n), mix(far, near, 0.1 + 0.28 * n)), rim=rim, salt=f"h{n}")
        for n in range(3)]  # fmt: skip

    def top(x: Array) -> Array:
        return np.asarray(
            592 + ((x - 610) / 640) ** 2 * 120 + np.sin(x * 0.9) * 1.6 + np.sin(x * 0.37) * 2, np.float32
        )

    front = ridge(stage, top, 1.0, (mix(near, far, 0.12), near), rim=rim, fade=120, salt="front")
    oak = props.tree(stage, 985, 640, 380, mix(near, far, 0.12), near) if stage.number("tree", 1) else None
    ink = mix(near, "#000000", 0.25)

    def draw(t: float) -> Image.Image:
        x = stage.drift(t)
        frame = base.copy()
        for n, bank in enumerate(banks):
            bank.paste(frame, t * (4 + 3 * n) - x * 0.06)
        for n, layer in enumerate(back):
            layer.paste(frame, -x * (0.2 + 0.2 * n))
        front.paste(frame, -x)
        if oak:
            oak.paste(frame, -x)
        pair(stage, t, (612 - x, 600), 150, ink, mix(rim, "#ffffff", 0.15)).paste(frame)
        if stage.number("birds", 0):
            props.flock(stage, t, (220 + t * 34, 190), 11, 12, near).paste(frame)
        return frame

    return draw


def forest(stage: Stage) -> Drawer:
    """Trunks in mist with fireflies. Options: hour, shadow (1 shows the tall dark one)."""
    hour = stage.text("hour", "teal")
    far, near, rim = EARTH[hour]
    base = shine(stage, sky(stage, hour, 640), (640, 430), 420, mix(rim, "#000000", 0.45))
    layers: list[tuple[Sprite, float]] = []
    for n in range(4):
        depth, rng = 0.2 + 0.28 * n, stage.rng(f"trunk{n}")
        left, right = stage.reach(depth)
        brush = Brush(stage, (left, -10, right, 730), 2)
        tone = mix(far, near, n / 3)
        for x in np.arange(left - 60, right + 60, 120 + 55 * n).tolist():
            spot, wide = x + rng.uniform(-40, 40), (9 + 13 * n) * rng.uniform(0.7, 1.3)
            brush.poly(
                [
                    (spot - wide, 730),
                    (spot - wide * 0.55, -10),
                    (spot + wide * 0.55, -10),
                    (spot + wide, 730),
                ],
                tone,
            )
            for _ in range(3):
                y, side = rng.uniform(60, 420), 1 if rng.uniform() < 0.5 else -1
                brush.bow(
                    [(spot, y), (spot + side * wide * 2.5, y - 30), (spot + side * wide * 4.6, y - 84)],
                    wide * 0.3,
                    tone,
                )
        layers.append((brush.sprite(), depth))
        ground = ridge(
            stage, hills(rng, 600 + 30 * n, 12, 420, 0.55), depth, (tone, mix(tone, near, 0.4)), rim=None
        )
        layers.append((ground, depth))
    rng = stage.rng("flies")
    place, lag = rng.uniform(0, 1, (70, 2)).astype(np.float32), rng.uniform(0, 6.28, 70).astype(np.float32)

    def draw(t: float) -> Image.Image:
        x = stage.drift(t)
        frame = base.copy()
        for n, (layer, depth) in enumerate(layers):
            layer.paste(frame, -x * depth)
            if n == 3 and stage.number("shadow", 0):
                cloak = Brush(stage, (520, 190, 960, 660), 2)
                shade(cloak, (760 - t * 26 - x * 0.6, 640), 440, t, mix(near, "#000000", 0.5), "#eafff6")
                cloak.sprite().paste(frame)
        fx = place[:, 0] * 1400 - 60 + np.sin(t * 0.7 + lag) * 44 - x * 0.7
        fy = 190 + place[:, 1] * 450 + np.sin(t * 1.1 + lag * 1.7) * 26
        power = np.clip(np.sin(t * 2.1 + lag * 3), 0.0, 1) ** 1.5
        glow = Glow(stage)
        for n in np.nonzero(power > 0.1)[0].tolist():
            glow.spot(float(fx[n]), float(fy[n]), 26, "#d8f26a", float(power[n]) * 0.8)
        frame = glow.over(frame, 3)
        tint = power[:, None] * np.array([255, 250, 150], np.float32)
        return sparks(stage, frame, fx, fy, tint, 2.1)

    return draw
