"""Sets in the air: title card, kite, ship from the stars, fireworks, and the credits."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from demo import props
from demo.heaven import heaven
from demo.layers import EARTH, clouds, flat, reflect, ridge, swell
from demo.light import Glow, ballistic, burst, sparks
from demo.paint import Array, Drawer, Stage, ease, mix, rgb
from demo.sets_city import blocks


def kiteair(stage: Stage) -> Drawer:
    """The kite close against the sky. Option: hour."""
    hour = stage.text("hour", "noon")
    base = heaven(stage, hour, 760)
    banks = [clouds(stage, hour, 250 + 220 * n, 0.3, heavy=0.12, colour="#ffffff") for n in range(2)]

    def draw(t: float) -> Image.Image:
        frame = base.copy()
        for n, bank in enumerate(banks):
            bank.paste(frame, -20 + t * (26 + 30 * n))
        x, y = 660 + 70 * math.sin(t * 2.1), 300 + 40 * math.sin(t * 3.3)
        props.kite(stage, t * 1.3, (x, y), 190, (200, 860)).paste(frame)
        props.flock(stage, t, (300 + t * 60, 150), 6, 14, "#2f5f86").paste(frame)
        return frame

    return draw


def ship(stage: Stage) -> Drawer:
    """The ship from the stars over the bay. Options: hour, rise (seconds it takes), beam, near (size)."""
    hour = stage.text("hour", "teal")
    far, near, rim = EARTH[hour]
    base = heaven(stage, hour, 560)
    banks = [clouds(stage, hour, 330 + 90 * n, 0.2, heavy=0.4, colour=mix(far, rim, 0.3)) for n in range(2)]
    rng = stage.rng("ship")
    waves = [ridge(stage, swell(rng, 590 + 40 * n, 14 + 5 * n, 190 + 60 * n), 0.4,
        (mix(far, near, 0.2 + 0.25 * n), near), rim=rim, salt=f"y{n}") for n in range(3)]  # fmt: skip
    craft = props.starship(stage, stage.number("near", 620))
    rise, beam = stage.number("rise", 3.0), stage.number("beam", 1)
    dust = rng.uniform(0, 1, (120, 3)).astype(np.float32)

    def draw(t: float) -> Image.Image:
        x = stage.drift(t)
        frame = base.copy()
        up = ease(t / rise) if rise > 0 else 1.0
        cx, cy = 640 - x * 0.5 + 10 * math.sin(t * 0.8), 520 - 270 * up + 8 * math.sin(t * 1.5)
        banks[0].paste(frame, t * 10)
        glow = Glow(stage)
        glow.spot(cx, cy, 520, "#3fd0c9", 0.5)
        frame = glow.over(frame, 20)
        craft.paste(frame, cx, cy)
        banks[1].paste(frame, -t * 14, 60 * up)
        for n, wave in enumerate(waves):
            wave.paste(frame, 14 * math.sin(t * 0.9 + n), 4 * math.sin(t * 1.6 + n * 2))
        glow = Glow(stage)
        if beam:
            power = 0.36 * ease((t - rise * 0.55) * 1.2)
            wide = 190 + 16 * math.sin(t * 3)
            glow.shape(
                [(cx - 70, cy + 74), (cx + 70, cy + 74), (cx + wide, 640), (cx - wide, 640)], "#aef5e4", power
            )
            glow.spot(cx, 640, 300, "#8ff0d6", power * 2)
        for n in range(9):
            on = 0.5 + 0.5 * math.sin(t * 6 - n * 0.8)
            size = stage.number("near", 620) / 20
            glow.spot(
                cx + (n - 4) * 2.1 * size,
                cy + (1.35 - 0.055 * (n - 4) ** 2) * size,
                34,
                "#ffd76a" if n % 2 else "#ff7ab8",
                on,
            )
        frame = glow.over(frame, 6)
        px = cx + (dust[:, 0] - 0.5) * 360
        py = 640 - (dust[:, 1] * 380 + t * 90) % 380
        keep = py > cy + 70
        tint = dust[:, 2][:, None] * np.array([190, 255, 235], np.float32) * ease((t - rise * 0.6) * 1.5)
        return sparks(stage, frame, px[keep], py[keep].astype(np.float32), tint[keep], 1.8) if beam else frame

    return draw


def fireworks(stage: Stage) -> Drawer:
    """Fireworks over the bay and the town. Options: hour, rate (a second), tower."""
    hour = stage.text("hour", "night")
    far, near, rim = EARTH[hour]
    base = heaven(
        Stage(stage.width, stage.height, stage.seconds, stage.seed, stage.view, options={"suny": -300.0}),
        hour,
        600,
    )
    blocks(stage, 575, 150, 0, mix(far, near, 0.55), 0.4, "fw").paste(base)
    water = ridge(stage, flat(585), 0, (mix(far, near, 0.6), near), rim=rim)
    water.paste(base)
    rng = stage.rng("fire")
    rate = stage.number("rate", 3.2)
    tones = ("#ff5d73", "#ffd34e", "#5fe0d0", "#c18bff", "#ff9bd2", "#ffffff")
    count = math.ceil(stage.seconds * rate) + 4
    shells = [(n / rate - 1.1, rng.uniform(150, 1130), rng.uniform(110, 320),
        burst(rng, 170, rng.uniform(360, 660)), tones[n % 6]) for n in range(count)]  # fmt: skip

    def draw(t: float) -> Image.Image:
        frame = base.copy()
        glow = Glow(stage)
        live: list[tuple[Array, Array, Array]] = []
        for born, x, y, fling, tone in shells:
            age = t - born
            if not 0 <= age < 2.0:
                continue
            if age < 0.35:
                glow.spot(x, 585 - (585 - y) * age / 0.35, 22, tone, 0.9)
                continue
            age -= 0.35
            fade = max(0.0, 1 - age / 1.6)
            kindle = min(1.0, age * 7 + 0.1)
            glow.spot(x, y, 340, tone, 0.6 * fade * fade * kindle)
            glow.spot(x, y, 90, "#ffffff", 1.2 * max(0.0, 1 - age * 4) * kindle)
            for trail in range(5):
                px, py = ballistic((x, y), fling, max(0.0, age - trail * 0.035), 2.2, 130)
                tint = np.tile(np.asarray(rgb(mix(tone, "#ffffff", 0.25)), np.float32), (170, 1))
                live.append((px, py, tint * np.float32(fade**0.7 * (1 - 0.19 * trail))))
        frame = glow.over(frame, 12)
        if live:
            px, py, tint = (np.concatenate([one[i] for one in live]) for i in range(3))
            frame = sparks(stage, frame, px, py, tint.astype(np.float32), 2.0)
        reflect(stage, frame, 586, (near, mix(far, rim, 0.4)), t)
        return frame

    return draw
