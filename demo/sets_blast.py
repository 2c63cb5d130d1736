"""The set that blows up."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from demo import props
from demo.heaven import heaven
from demo.layers import EARTH, flat, hills, ridge
from demo.light import Glow, ballistic, burst, sparks
from demo.paint import Drawer, Stage, mix
from demo.sets_city import blocks


def blast(stage: Stage) -> Drawer:
    """An explosion. Options: hour, at (seconds it starts), x, y, size, town."""
    hour = stage.text("hour", "ember")
    far, near, rim = EARTH[hour]
    base = heaven(stage, hour, 600)
    if stage.number("town", 1):
        for n in range(2):
            blocks(stage, 600, 260 - 50 * n, 0, mix(far, near, 0.4 + 0.4 * n), 0.25, f"b{n}").paste(base)
    else:
        for n in range(2):
            line = hills(stage.rng(f"b{n}"), 560 + 40 * n, 50, 520, 0.5)
            ridge(stage, line, 0, (mix(far, near, 0.4 + 0.4 * n), near), rim=rim, salt=f"b{n}").paste(base)
    road = ridge(stage, flat(645), 0, (mix(near, far, 0.2), near), rim=rim)
    road.paste(base)
    car = props.car(stage, 300, "#0d0714", mix(rim, near, 0.4))
    at, size = stage.number("at", 0.3), stage.number("size", 300)
    x, y = stage.number("x", 640), stage.number("y", 560)
    fling = burst(stage.rng("fling"), 420, 900)
    tint = stage.rng("tint").uniform(0.2, 1, 420)
    flee = stage.number("flee", 1)

    def draw(t: float) -> Image.Image:
        frame = base.copy()
        age = (t - at) / 1.9
        glow = Glow(stage)
        if age > 0:
            hot = math.exp(-age * 2.2)
            glow.spot(x, y, size * (1.6 + 1.4 * age), "#ff7a2f", 1.2 * hot)
            frame = glow.over(frame, 20)
            glow = Glow(stage)
            props.puff(stage, frame, (x, y), size * 1.25, age, "puff")
            glow.spot(x, y, size * (0.9 + age), "#ffd27a", 1.1 * hot * hot)
            path = [ballistic((x, y), fling, max(0.0, t - at - n * 0.025), 1.5, 520) for n in range(4)]
            cool = np.stack([np.full(420, 255), 120 + 120 * tint, 60 * tint], -1) * max(0.0, 1 - age * 0.75)
            trail = np.concatenate([cool * (1 - n * 0.22) for n in range(4)]).astype(np.float32)
            px, py = (np.concatenate([p[i] for p in path]) for i in range(2))
            frame = sparks(stage, frame, px, py, trail, 2.2)
        if flee:
            car.paste(frame, 420 + 560 * t, 690)
            glow.spot(575 + 560 * t, 646, 70, "#fff0c8", 0.9)
        return glow.over(frame, 8)

    return draw
