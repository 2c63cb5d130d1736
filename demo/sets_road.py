"""Sets on the road: cars side by side, the road rushing by, a wheel, a mirror, and what blows up."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from PIL import Image

from demo import props
from demo.actors import CAST
from demo.faces import backdrop
from demo.heaven import heaven
from demo.layers import EARTH, SKIES, flat, hills, ridge
from demo.light import Glow, sparks
from demo.paint import Brush, Colour, Drawer, Sprite, Stage, ease, mix
from demo.sets_city import blocks


def _strip(
    stage: Stage, y0: float, y1: float, step: float, share: float, tone: str | tuple[int, int, int]
) -> Sprite:
    """A row of equal marks `step` units apart, one step wider than the frame on each side."""
    left, _, right, _ = stage.box()
    brush = Brush(stage, (left - step, min(y0, y1) - 2, right + step * 2, max(y0, y1) + 2), 2)
    for x in np.arange(left - step, right + step * 2, step).tolist():
        brush.rect(x, y0, x + step * share, y1, tone)
    return brush.sprite()


def _behind(stage: Stage, hour: str) -> list[tuple[Sprite, float]]:
    """The town or the hills going by: two layers and their depths."""
    far, near, rim = EARTH[hour]
    run = 240 * stage.seconds + (440 if stage.number("whip", -9) > 0 else 20)
    wide = replace(stage, pan=(-60.0, run))
    town = stage.number("town", 1) > 0
    back: list[tuple[Sprite, float]] = []
    for n in range(2):
        tone = mix(far, near, 0.25 + 0.35 * n)
        if town:
            back.append((blocks(wide, 520, 300 - 60 * n, 0.3 + 0.3 * n, tone, 0.3, f"c{n}"), 0.3 + 0.3 * n))
        else:
            line = hills(stage.rng(f"c{n}"), 480 + 40 * n, 44, 520, 0.5)
            back.append(
                (
                    ridge(wide, line, 0.3 + 0.3 * n, (tone, mix(tone, near, 0.5)), rim=rim, salt=f"c{n}"),
                    0.3 + 0.3 * n,
                )
            )
    return back


def _beams(glow: Glow, x: float, y: float, nose: float) -> None:
    """Head and tail lights of a car at (x, y), `nose` units from its middle to its nose."""
    glow.shape([(x + nose, y - 58), (x + 640, y - 104), (x + 640, y + 20)], "#fff0c0", 0.34)
    glow.spot(x + nose, y - 58, 62, "#fff3d0", 0.9)
    glow.spot(x - nose, y - 60, 46, "#ff2f4c", 0.9)
    streak = [(x - nose, y - 66), (x - 460, y - 64), (x - 460, y - 58), (x - nose, y - 54)]
    glow.shape(streak, "#ff2f4c", 0.5)


def chase(stage: Stage) -> Drawer:
    """Cars racing past a town or coast. Options: hour, town, lead, pursuer, whip (seconds it starts), gap."""
    hour = stage.text("hour", "neon")
    far, near, rim = EARTH[hour]
    base = heaven(stage, hour, 500)
    back = _behind(stage, hour)
    road = ridge(
        stage,
        flat(545),
        0,
        (mix(near, far, 0.75), mix(near, far, 0.15)),
        rim=rim,
        fade=150,
    )
    rail = _strip(stage, 512, 545, 90, 0.1, mix(near, rim, 0.12))
    bar = _strip(stage, 514, 522, 90, 1.02, mix(near, rim, 0.3))
    dash = _strip(stage, 640, 648, 260, 0.5, mix(rim, "#ffffff", 0.3))
    posts = _strip(stage, -20, 730, 2600, 0.02, mix(near, "#000000", 0.5))
    lead = props.car(stage, 380, stage.text("lead", "#e8433f"), mix(rim, near, 0.5))
    tail = props.car(stage, 430, stage.text("pursuer", "#3b3a8c"), mix(rim, far, 0.4), stage.text("kind", "van"))
    whip, gap = stage.number("whip", -9), stage.number("gap", 430)

    def draw(t: float) -> Image.Image:
        frame = base.copy()
        jolt = 1400 * (ease((t - whip) / 0.25) if whip > 0 else 0)
        run = 230 * t + jolt * 0.3
        for layer, depth in back:
            layer.paste(frame, 60 * depth - run * depth)
        road.paste(frame)
        fast = 1900 * t + jolt
        rail.paste(frame, -(fast * 0.8 % 90))
        bar.paste(frame, -(fast * 0.8 % 90))
        dash.paste(frame, -(fast % 260))
        mid = 640 + gap * 0.5 + 40 * math.sin(t * 1.7) + (260 - jolt * 0.371 if whip > 0 else 0)
        cars = (
            (lead, mid, 626 + 1.6 * math.sin(t * 31)),
            (tail, mid - gap + 46 * math.sin(t * 1.1), 694 + 1.8 * math.sin(t * 27)),
        )
        glow = Glow(stage)
        for car, x, y in cars:
            car.paste(frame, x, y)
            _beams(glow, x, y, 181 if car is lead else 204)
        frame = glow.over(frame, 7)
        posts.paste(frame, 1200 - fast * 1.7 % 2600)
        if whip > 0 and 0 < t - whip < 0.25:
            thin = frame.resize((max(2, frame.width // 26), frame.height), Image.Resampling.BOX)
            frame = Image.blend(frame, thin.resize(frame.size, Image.Resampling.BILINEAR), 0.92)
        return frame

    return draw


def _rear(stage: Stage, frame: Image.Image, glow: Glow, x: float, y: float) -> None:
    """The back of a car standing at (x, y), its lights burning."""
    rear = Brush(stage, (x - 110, y - 130, x + 110, y + 20), 2)
    rear.rect(x - 66, y - 62, x + 66, y, "#120d22", 12)
    rear.poly([(x - 50, y - 56), (x - 38, y - 100), (x + 38, y - 100), (x + 50, y - 56)], "#1d1736")
    rear.rect(x - 62, y - 48, x - 34, y - 32, "#ff3b55", 4)
    rear.rect(x + 34, y - 48, x + 62, y - 32, "#ff3b55", 4)
    rear.sprite().paste(frame)
    for side in (-48, 48):
        glow.spot(x + side, y - 40, 80, "#ff2f4c", 1.0)


def _bonnet(stage: Stage, tone: Colour, edge: Colour) -> Sprite:
    """The bonnet of the car we sit in."""
    bonnet = Brush(stage, (80, 590, 1200, 760), 2)
    bonnet.blob(
        [(100, 790), (220, 668), (440, 626), (640, 616), (840, 626), (1060, 668), (1180, 790)],
        tone,
    )
    bonnet.bow([(240, 672), (440, 634), (640, 624), (840, 634), (1040, 672)], 4, edge)
    return bonnet.sprite()


def rush(stage: Stage) -> Drawer:
    """The road seen over a bonnet, lines streaming at us. Options: hour, ahead (a car to catch), bend."""
    hour = stage.text("hour", "neon")
    far, near, rim = EARTH[hour]
    sun = {"sunx": 640.0, "suny": 300.0, **stage.options}
    stage = replace(stage, options=sun)
    base = heaven(stage, hour, 400)
    blocks(stage, 402, 190, 0.0, mix(far, near, 0.4), 0.3, "ahead").paste(base)
    road = ridge(
        stage,
        flat(396),
        0,
        (mix(far, near, 0.55), mix(near, "#000000", 0.2)),
        rim=rim,
        fade=330,
    )
    road.paste(base)
    hood = _bonnet(stage, mix(near, "#000000", 0.4), mix(rim, near, 0.3))
    ahead = stage.number("ahead", 1)
    bend = stage.number("bend", 120.0)
    streak = stage.rng("streak").uniform(0, 1, (46, 2))

    def draw(t: float) -> Image.Image:
        frame = base.copy()
        curve = bend * math.sin(t * 1.4 + 0.6)

        def spot(side: float, z: float) -> tuple[float, float]:
            near_ = 1 / z
            return (640 + side * 300 * near_ + curve * (1 - near_) ** 2 * 1.2, 396 + 330 * near_)

        lines = Brush(stage, (-40, 390, 1320, 730), 2)
        lines.poly(
            [spot(-2.3, 1), spot(-2.3, 3), spot(-2.3, 30), spot(2.3, 30), spot(2.3, 3), spot(2.3, 1)],
            mix(near, far, 0.16),
        )
        for side in (-2.1, 2.1, -0.7, 0.7):
            for n in range(11):
                z = 1.0 + (n * 1.3 - t * 9.5) % 14.3
                a, b = spot(side, z), spot(side, z + (0.6 if abs(side) < 1 else 1.4))
                wide = 7 / z
                lines.poly([(a[0] - wide, a[1]), (a[0] + wide, a[1]), (b[0] + wide * 0.6, b[1]),
                    (b[0] - wide * 0.6, b[1])], mix("#ffffff", rim,
                    0.5) if abs(side) < 1 else "#ffd24a")  # fmt: skip
        lines.sprite().paste(frame)
        glow = Glow(stage)
        for n, (lane, lag) in enumerate(streak.tolist()):
            z = 0.7 + (lag * 9 - t * 6.5) % 9
            side = (2.3 + lane * 2.2) * (1 if n % 2 else -1)
            tone = ("#ff4f8b", "#42e0d1", "#ffd98c", "#8f7bff")[n % 4]
            (x, y), (x2, y2) = spot(side, z), spot(side, z * 1.3)
            up, up2 = (380 + 300 * lag) / z, (380 + 300 * lag) / z / 1.3
            glow.shape([(x, y - up), (x2, y2 - up2), (x2, y2 - up2 - 8 / z), (x, y - up - 14 / z)], tone, 0.9)
        if ahead:
            x, y = spot(0.5 * math.sin(t * 1.2), 2.7 - 0.5 * ease(t / stage.seconds))
            _rear(stage, frame, glow, x, y)
        frame = glow.over(frame, 4)
        hood.paste(frame, 0, 3 * math.sin(t * 37))
        return frame

    return draw


def tyre(stage: Stage) -> Drawer:
    """A wheel filling the frame, throwing sparks. Options: hour, paint."""
    hour = stage.text("hour", "neon")
    far, near, rim = EARTH[hour]
    base = heaven(stage, hour, 700)
    body = Brush(stage, (-40, -40, 1320, 810), 2)
    tone = stage.text("paint", "#e8433f")
    body.poly([(-40, -40), (1320, -40), (1320, 250), (1000, 420), (-40, 470)], tone)
    body.poly([(-40, 330), (1320, 200), (1320, 250), (1000, 420), (-40, 470)], mix(tone, "#12061c", 0.55))
    body.line([(-40, 150), (1320, 70)], 7, mix(tone, "#ffffff", 0.45))
    body.oval(600, 470, 330, 330, "#06040c")
    shell = body.sprite()
    road = ridge(stage, flat(668), 0, (mix(near, far, 0.4), near), rim=rim)
    rng = stage.rng("grit")
    lag, lift, tint = rng.uniform(0, 1, 220), rng.uniform(0.1, 1, 220), rng.uniform(0.3, 1, 220)

    def draw(t: float) -> Image.Image:
        frame = base.copy()
        shell.paste(frame, 0, 3 * math.sin(t * 33))
        road.paste(frame)
        props.wheel(stage, 600, 468, 262, t * 19, "#cfd6e8").paste(frame)
        part = (lag + t * 2.4) % 1
        x = (560 - part * 900).astype(np.float32)
        y = (716 - lift * 420 * part + 480 * part**2 * lift).astype(np.float32)
        hot = np.stack([np.full(220, 255), 150 + 100 * tint, 60 * tint], -1) * (1 - part)[:, None]
        px, py = (np.concatenate([v + n * step for n in range(3)]) for v, step in ((x, 9), (y, 2)))
        trail = np.concatenate([hot * (1 - n * 0.3) for n in range(3)]).astype(np.float32)
        frame = sparks(stage, frame, px, py, trail, 2.6)
        glow = Glow(stage)
        glow.spot(520, 706, 300, "#ff9a3c", 0.8 + 0.2 * math.sin(t * 40))
        return glow.over(frame, 8)

    return draw


def mirror(stage: Stage) -> Drawer:
    """A driver's eyes in the mirror with headlights behind. Options: who, hour."""
    look = CAST[stage.text("who", "mira")]
    hour = stage.text("hour", "neon")
    base = backdrop(stage, hour)
    night = mix(EARTH[hour][1], "#000000", 0.3)
    shell = Brush(stage, (90, 170, 1190, 560), 2)
    shell.rect(110, 190, 1170, 540, "#07060d", 110)
    shell.rect(130, 208, 1150, 522, mix(SKIES[hour][2][1], night, 0.55), 96)
    rim_ = shell.sprite()

    def draw(t: float) -> Image.Image:
        frame = base.copy()
        rim_.paste(frame)
        x, y = 560 + 5 * math.sin(t * 21), 365 + 3 * math.sin(t * 17)
        eyes = Brush(stage, (130, 208, 1150, 522), 2)
        eyes.blob(
            [(x - 350, 560), (x - 330, 300), (x - 200, 180), (x + 200, 180), (x + 330, 300), (x + 350, 560)],
            mix(look.skin, night, 0.34),
        )
        eyes.blob(
            [
                (x - 390, 330),
                (x - 330, 200),
                (x, 150),
                (x + 330, 200),
                (x + 390, 330),
                (x + 240, 236),
                (x - 40, 252),
                (x - 230, 232),
            ],
            look.hair,
        )
        shut = 0.42 < t < 0.5
        for side in (-1, 1):
            ex = x + side * 140
            if not shut:
                eyes.oval(ex, y, 62, 40, "#fff7ec")
                eyes.oval(ex + 22 * math.sin(t * 5), y, 34, 36, "#3b2346")
                eyes.oval(ex + 22 * math.sin(t * 5), y, 20, 22, "#0d0714")
                eyes.oval(ex + 22 * math.sin(t * 5) - 11, y - 12, 8, 8, "#ffffff")
            eyes.bow([(ex - 64, y - 8), (ex, y - (40 if not shut else -14)), (ex + 64, y - 8)], 9, "#2a1426")
            eyes.bow([(ex - 76 * side, y - 92), (ex, y - 84), (ex + 80 * side, y - 62)][::side], 17, look.hair)
        _clip(eyes, 130, 208, 1150, 522, 96)
        eyes.sprite().paste(frame)
        glow = Glow(stage)
        for lamp in (0.0, 120.0):
            glow.spot(960 + lamp * (0.7 + 0.3 * t), 400, 70 + 60 * t, "#fff0c8", 1.0)
        glow.spot(1010, 400, 300 + 100 * t, "#ff5d7a", 0.4)
        return glow.over(frame, 7)

    return draw


def _clip(brush: Brush, x0: float, y0: float, x1: float, y1: float, corner: float) -> None:
    """Keep only what lies in a round-cornered rectangle."""
    keep = Brush(brush.stage, (x0, y0, x1, y1), brush.fine)
    keep.rect(x0, y0, x1, y1, "#ffffff", corner)
    clear = Image.new("RGBa", brush.image.size, (0, 0, 0, 0))
    clear.paste(brush.image, (0, 0), keep.image.getchannel("a").resize(brush.image.size))
    brush.image.paste(clear)
