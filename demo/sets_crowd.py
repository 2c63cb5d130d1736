"""Sets with people under the sky: the town looking up, the family close, the keeper on her gallery."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from demo import props
from demo.actors import CAST, person
from demo.faces import backdrop
from demo.heaven import heaven
from demo.layers import EARTH, flat, hills, ridge
from demo.light import Glow, sparks
from demo.paint import Brush, Drawer, Stage, ease, mix
from demo.sets_sky import fireworks


def crowd(stage: Stage) -> Drawer:
    """The town from behind, looking up. Options: hour, light, sparkle, hug (the family close together)."""
    hour = stage.text("hour", "night")
    far, near, rim = EARTH[hour]
    base = heaven(stage, hour, 620) if not stage.number("hug", 0) else backdrop(stage, hour)
    craft = props.starship(stage, 520) if stage.number("ship", 0) else None
    show = fireworks(stage) if stage.number("bursts", 0) else None
    if not stage.number("hug", 0):
        ridge(stage, hills(stage.rng("far"), 560, 24, 640, 0.5), 0, (mix(far, near, 0.5), near), rim=rim).paste(
            base
        )
    light = stage.text("light", str(rim))
    names = ("mira", "theo", "pip", "grandpa", "ada")

    def draw(t: float) -> Image.Image:
        frame = show(t) if show else base.copy()
        beat = 0.75 + 0.25 * math.sin(t * 6.2) * math.sin(t * 2.7)
        if craft:
            craft.paste(frame, 640, 250 + 9 * math.sin(t * 2))
            halo = Glow(stage)
            halo.spot(640, 290, 420, "#3fd0c9", 0.7)
            halo.shape([(570, 310), (710, 310), (860, 740), (420, 740)], "#aef5e4", 0.34)
            frame = halo.over(frame, 12)
        sheet = Brush(stage, stage.clip((-80, 400, 1360, 780)), 2)
        if stage.number("hug", 0):
            sheet = Brush(stage, (240, 130, 1060, 780), 2)
            rows: list[tuple[float, float, float, str]] = [(480, 800, 560, "theo"), (800, 800, 540,
                "grandpa"), (640, 820, 520, "mira"), (560, 830, 500, "pip"), (745, 830, 480, "ada"),
                ]  # fmt: skip
            for x, y, size, who in rows:
                person(sheet, (x, y), size, CAST[who], t + x, arm=0.5, tone=light, mood=0.12 + 0.08 * beat)
        else:
            for n in range(17):
                y = 690 + (n % 3) * 48
                x = -20 + n * 82
                hop = 8 * abs(math.sin(t * 4 + n * 1.9)) * stage.number("sparkle", 0)
                person(sheet, (x, y - hop), 190 + 40 * (n % 3), CAST[names[(n * 3) % 5]], t + n,
                    arm=0.15 + 0.55 * ((n * 7) % 3 == 0), tone=near, mood=0.8 - 0.22 * beat,
                    face=False)  # fmt: skip
        sheet.sprite().paste(frame)
        glow = Glow(stage)
        glow.spot(640, 60 if not stage.number("hug", 0) else 200, 700, light, 0.34 * beat)
        frame = glow.over(frame, 20)
        if stage.number("sparkle", 0):
            px = rng_points(stage, 80, t)
            tint = np.tile(np.array([[255, 210, 120]], np.float32), (80, 1)) * 0.8
            frame = sparks(stage, frame, px[0], px[1], tint, 2.0)
        return frame

    return draw


def rng_points(
    stage: Stage, count: int, t: float
) -> tuple[np.ndarray[tuple[int], np.dtype[np.float32]], np.ndarray[tuple[int], np.dtype[np.float32]]]:
    """Confetti sinking through the frame: design x and y (count each)."""
    raw = stage.rng("confetti").uniform(0, 1, (count, 2))
    x = raw[:, 0] * 1320 - 20 + np.sin(t * 2 + raw[:, 1] * 20) * 18
    y = (raw[:, 1] * 740 + t * 130) % 740
    return x.astype(np.float32), y.astype(np.float32)


def gallery(stage: Stage) -> Drawer:
    """The keeper on the tower's gallery against the sky. Options: hour, who."""
    hour = stage.text("hour", "dawn")
    far, near, rim = EARTH[hour]
    base = heaven(stage, hour, 600)
    tower, lamp = props.lighthouse(stage, 560, 1440, 1200, mix(far, near, 0.3), 0.16)
    sea = ridge(
        stage,
        flat(610),
        0,
        (mix(far, rim, 0.3), mix(far, near, 0.5)),
        rim=rim,
    )
    sea.paste(base)
    who = CAST[stage.text("who", "mira")]

    def draw(t: float) -> Image.Image:
        frame = base.copy()
        props.flock(stage, t, (1010 + 22 * t, 170), 7, 17, near).paste(frame)
        cast = Brush(stage, (600, 240, 900, 520), 2)
        person(cast, (690, 486), 190, who, t, arm=0.2 + 0.3 * ease(t - 0.6), tone=rim, mood=0.15)
        tower.paste(frame)
        cast.sprite().paste(frame)
        glow = Glow(stage)
        glow.spot(*lamp, 170, "#ffe2a0", 0.55 + 0.1 * math.sin(t * 3))
        return glow.over(frame, 8)

    return draw
