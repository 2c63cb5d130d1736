"""Sets on the railway: the train on its viaduct, and the seat by the window."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from demo import props
from demo.actors import CAST, Look
from demo.heaven import heaven
from demo.layers import EARTH, hills, peaks, pines, ridge
from demo.light import Glow, snow
from demo.paint import Brush, Colour, Drawer, Sprite, Stage, mix


def _viaduct(stage: Stage, stone: Colour, rim: Colour) -> Sprite:
    """The bridge: a deck on round arches."""
    left, right = stage.reach(0.8)
    bridge = Brush(stage, (left, 430, right, 730), 2)
    bridge.rect(left, 470, right, 500, mix(stone, "#000000", 0.15))
    bridge.rect(left, 464, right, 472, mix(stone, rim, 0.25))
    for x in np.arange(left - 200, right + 200, 150).tolist():
        arch = [(x + 60 + math.cos(a) * 58, 590 - math.sin(a) * 84) for a in np.linspace(0, math.pi, 22).tolist()]
        bridge.poly(
            [
                (x - 16, 500),
                (x - 16, 730),
                (x + 2, 730),
                *arch[::-1],
                (x + 118, 730),
                (x + 136, 730),
                (x + 136, 500),
            ],
            stone,
        )
    return bridge.sprite()


def rail(stage: Stage) -> Drawer:
    """A train on a viaduct. Options: hour, snowfall, speed (units a second), from (x of its nose)."""
    hour = stage.text("hour", "snow")
    far, near, rim = EARTH[hour]
    base = heaven(stage, hour)
    ranges: list[tuple[Sprite, float]] = []
    for n in range(2):
        line, tones = (
            peaks(stage.rng(f"p{n}"), 500 + 60 * n, 300 - 90 * n, 210),
            (0.1 + 0.3 * n, 0.05 + 0.15 * n),
        )
        shades = (mix(far, near, tones[0]), mix(far, near, tones[1]))
        ranges.append((ridge(stage, line, 0.15 + 0.2 * n, shades, rim=rim, salt=f"p{n}"), 0.15 + 0.2 * n))
    rng = stage.rng("rail")
    valley = ridge(
        stage,
        pines(rng, hills(rng, 640, 14, 500), 90, 24),
        0.6,
        (mix(far, near, 0.6), mix(far, near, 0.45)),
        rim=rim,
    )
    stones = _viaduct(stage, mix(near, far, 0.3), rim)
    coach = props.train(stage, 250, "#c8373f" if hour != "night" else "#3b2f63", "#fff0d0", 5)
    front = ridge(
        stage,
        pines(stage.rng("front"), hills(stage.rng("front"), 705, 10, 400), 130, 46),
        1.25,
        (mix(near, "#000000", 0.15), near),
        rim=rim,
    )
    fall = snow(stage, 300, 80, 60) if stage.number("snowfall", 1) else None
    speed, nose = stage.number("speed", 210), stage.number("from", 420)

    def draw(t: float) -> Image.Image:
        x = stage.drift(t)
        frame = base.copy()
        for layer, depth in ranges:
            layer.paste(frame, -x * depth)
        valley.paste(frame, -x * 0.6)
        coach.paste(frame, nose + speed * t - x * 0.8, 466 + 0.7 * math.sin(t * 19))
        stones.paste(frame, -x * 0.8)
        front.paste(frame, -x * 1.25)
        return fall(frame, t) if fall else frame

    return draw


def _cabin(stage: Stage, look: Look) -> Sprite:
    """The carriage wall with its window cut out, and the traveller before it."""
    inside = Brush(stage, (-60, -60, 1340, 780), 2)
    inside.rect(-60, -60, 1340, 780, "#3a2140")
    _hole(inside, 250, 90, 1180, 560, 70)
    inside.rect(-60, 600, 1340, 780, "#2a1730")
    inside.rect(180, 588, 1260, 606, "#6b3f5c", 8)
    skin, hair = mix(look.skin, "#3a2140", 0.18), mix(look.hair, "#000000", 0.1)
    inside.blob([(120, 790), (150, 640), (240, 560), (380, 550), (500, 620), (540, 790)], look.coat)
    inside.rect(290, 480, 390, 600, mix(skin, "#3a1030", 0.25), 30)
    inside.blob([(245, 330), (280, 230), (370, 210), (450, 250), (468, 330), (500, 392), (472, 408),
        (474, 452), (440, 500), (370, 520), (280, 470)], skin)  # fmt: skip
    inside.blob([(458, 300), (450, 230), (370, 170), (270, 176), (196, 260), (190, 400), (214, 520),
        (300, 540), (330, 470), (340, 370), (400, 290)], hair)  # fmt: skip
    inside.bow([(440, 446), (458, 452), (470, 448)], 4, "#7a2440")
    inside.rect(236, 540, 440, 596, look.scarf or look.coat, 26)
    return inside.sprite()


def window(stage: Stage) -> Drawer:
    """A traveller in profile beside the train window, the land flying past. Options: hour, who."""
    hour = stage.text("hour", "snow")
    far, near, rim = EARTH[hour]
    base = heaven(stage, hour)
    wide = Stage(stage.width, stage.height, stage.seconds, stage.seed, stage.view, (0, 2200))
    rows = []
    for n in range(3):
        rng = stage.rng(f"win{n}")
        line = (
            peaks(rng, 520, 260, 230)
            if n == 0
            else pines(rng, hills(rng, 540 + 60 * n, 16, 500), 80 + 70 * n, 30 + 20 * n)
        )
        depth = (0.06, 0.35, 0.9)[n]
        rows.append(
            (
                ridge(
                    wide,
                    line,
                    depth,
                    (mix(far, near, 0.15 + 0.4 * n), mix(far, near, 0.1 + 0.3 * n)),
                    rim=rim,
                    salt=f"win{n}",
                ),
                depth,
            )
        )
    look = CAST[stage.text("who", "mira")]
    cabin = _cabin(stage, look)

    def draw(t: float) -> Image.Image:
        frame = base.copy()
        for layer, depth in rows:
            layer.paste(frame, -(t * 620) * depth)
        cabin.paste(frame, 0, 2.4 * math.sin(t * 7.5))
        eye = Brush(stage, (410, 320, 470, 370), 3)
        if (t - 1.1) % 2.6 < 0.12:
            eye.bow([(424, 350), (438, 354), (450, 349)], 4, "#2a1426")
        else:
            eye.oval(438, 346, 9, 15, "#1a0f20")
            eye.oval(441, 340, 3.4, 4, "#ffffff")
        eye.bow([(418, 322), (438, 314), (458, 322)], 6, look.hair)
        eye.sprite().paste(frame, 0, 2.4 * math.sin(t * 7.5))
        glow = Glow(stage)
        glow.shape([(700, 90), (900, 90), (760, 560), (560, 560)], "#ffffff", 0.12)
        return glow.over(frame, 6)

    return draw


def _hole(brush: Brush, x0: float, y0: float, x1: float, y1: float, corner: float) -> None:
    brush.draw.rounded_rectangle(
        [brush.at(x0 - 14, y0 - 14), brush.at(x1 + 14, y1 + 14)], corner * brush.k, fill="#8a5470"
    )
    brush.draw.rounded_rectangle([brush.at(x0, y0), brush.at(x1, y1)], corner * brush.k, fill=(0, 0, 0, 0))
