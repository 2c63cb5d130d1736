"""Sets indoors and among people: table, train window, lamp room, stair, and a crowd looking up."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from demo.actors import CAST, person, shade, walker
from demo.heaven import heaven
from demo.layers import EARTH, shine
from demo.light import Glow, sparks
from demo.paint import Brush, Colour, Drawer, Sprite, Stage, ease, mix


def _room(stage: Stage, night: bool) -> Sprite:
    """A warm kitchen: wall, window frame, shelf, lamp cord and pictures."""
    brush = Brush(stage, (-60, -60, 1340, 780), 2)
    wall = "#6f4256" if night else "#f4c98f"
    wood = "#2f1a26" if night else "#9a5a3c"
    brush.rect(-60, -60, 1340, 780, wall)
    for n in range(28):
        brush.rect(-60 + n * 52, -60, -48 + n * 52, 780, mix(wall, "#ffffff" if not night else "#7d4a50", 0.1))
    brush.rect(-60, 560, 1340, 780, mix(wood, "#000000", 0.12))
    brush.rect(-60, 552, 1340, 566, mix(wood, "#ffffff", 0.12))
    brush.draw.rectangle([brush.at(470, 70), brush.at(810, 350)], fill=(0, 0, 0, 0))
    for x in (460, 632, 804):
        brush.rect(x, 58, x + 16, 362, wood)
    for y in (58, 200, 346):
        brush.rect(460, y, 820, y + 16, wood)
    brush.poly([(430, 50), (520, 50), (486, 210), (440, 372), (424, 372)], "#d9534f" if not night else "#6d2238")
    brush.poly([(850, 50), (760, 50), (794, 210), (840, 372), (856, 372)], "#d9534f" if not night else "#6d2238")
    brush.rect(420, 40, 860, 54, wood, 6)
    brush.rect(950, 210, 1210, 224, wood)
    for n, tone in enumerate(("#38b6a8", "#ff8a5c", "#ffd34e", "#5b8def")):
        brush.rect(968 + n * 60, 168 - n % 2 * 14, 1004 + n * 60, 210, mix(tone, wall, 0.45 if night else 0.1), 8)
    brush.rect(90, 120, 300, 280, wood, 6)
    brush.rect(104, 134, 286, 266, "#bfe3ea" if not night else "#3a4a78")
    brush.poly(
        [(104, 266), (104, 220), (150, 190), (210, 240), (286, 205), (286, 266)],
        "#3d8f86" if not night else "#223060",
    )
    brush.poly([(226, 250), (232, 178), (246, 178), (252, 250)], "#ff6a5c")
    return brush.sprite()


def table(stage: Stage) -> Drawer:
    """The family round the table. Options: night (candle light), talk."""
    night = stage.number("night", 0) > 0
    outside = heaven(Stage(stage.width, stage.height, stage.seconds, stage.seed, stage.view,
        options={"sunx": 560.0, "suny": 180.0}), "night" if night else "dawn", 350)  # fmt: skip
    room = _room(stage, night)
    room.paste(outside)
    cloth = Brush(stage, (120, 470, 1160, 760), 2)
    cloth.oval(640, 600, 470, 96, "#fff1dc" if not night else "#b98a6a")
    cloth.oval(640, 590, 462, 88, "#ffffff" if not night else "#d8ab80")
    cloth.poly([(170, 600), (1110, 600), (1080, 780), (200, 780)], "#f3d9bf" if not night else "#8f6350")
    cloth.oval(640, 594, 462, 86, "#fffaf0" if not night else "#dcb187")
    for n, x in enumerate((330, 500, 780, 950)):
        cloth.oval(x, 596 + 14 * (n % 3 == 1), 56, 16, "#7fb9c9" if not night else "#7a6b84")
        cloth.oval(x, 593 + 14 * (n % 3 == 1), 42, 11, "#ffffff" if not night else "#e5c9a6")
    cloth.rect(606, 548, 674, 600, "#e0574f", 14)
    cloth.bow([(672, 560), (700, 566), (674, 588)], 8, "#e0574f")
    cloth.poly([(608, 560), (582, 546), (588, 538), (610, 552)], "#e0574f")
    for x, tone in ((430, "#ff8a3c"), (452, "#ffc23c"), (850, "#e0574f"), (868, "#ff8a3c")):
        cloth.oval(x, 582, 17, 16, mix(tone, "#3a1424", 0.3 if night else 0))
    if night:
        cloth.rect(552, 546, 568, 596, "#fff3d8", 4)
        cloth.blob([(560, 520), (566, 536), (560, 546), (554, 536)], "#ffd34e")
    top = cloth.sprite()
    air: Colour = "#ff9a4a" if night else "#fff0d0"
    dim = 0.1 if night else 0.06

    def draw(t: float) -> Image.Image:
        frame = outside.copy()
        cast = Brush(stage, (130, 240, 1150, 640), 2)
        hop = abs(math.sin(t * 3.6)) * 9
        person(cast, (300, 640), 262, CAST["mira"], t, arm=0.1, tone=air, mood=dim)
        person(cast, (520, 628 - hop), 300, CAST["pip"], t, arm=0.35 + 0.2 * math.sin(t * 3), tone=air, mood=dim)
        person(cast, (775, 632), 270, CAST["grandpa"], t + 1, arm=0.15, tone=air, mood=dim)
        person(cast, (985, 640), 284, CAST["theo"], t + 2, arm=0.12 + 0.08 * math.sin(t * 2), tone=air, mood=dim)
        cast.sprite().paste(frame)
        top.paste(frame)
        glow = Glow(stage)
        if night:
            flame = 1 + 0.1 * math.sin(t * 13) * math.sin(t * 5.3)
            glow.spot(560, 540, 520 * flame, "#ff9a3c", 0.55)
            glow.spot(560, 530, 60 * flame, "#fff0b0", 1.4)
        else:
            glow.shape([(480, 70), (800, 70), (1040, 720), (560, 720)], "#ffe0a0", 0.13)
        for n in range(5):
            rise = (t * 0.32 + n / 5) % 1
            glow.spot(
                588 + 16 * math.sin(t * 1.6 + n * 2 + rise * 5),
                530 - rise * 150,
                22 + 34 * rise,
                "#ffffff",
                0.3 * (1 - rise),
            )
        return glow.over(frame, 8)

    return draw


def stair(stage: Stage) -> Drawer:
    """Somebody runs up a spiral stair towards the light. Option: from (0..1 of the way up)."""
    base = shine(stage, stage.blank("#0d1522"), (640, 90), 520, "#6b5a3a")
    steps = Brush(stage, (-40, -60, 1320, 780), 2)
    for n in range(20):
        a = n * 0.42 - 1.0
        y = 720 - n * 36.0
        x = 640 + math.cos(a) * 330
        front = math.sin(a) > 0
        tone = mix("#23344a" if front else "#152233", "#ffce7a", 0.03 * n)
        steps.poly([(640, y), (x - 70, y + 4), (x + 70, y - 12), (640, y - 20)], tone)
        steps.poly(
            [(x - 70, y + 4), (x + 70, y - 12), (x + 70, y + 6), (x - 70, y + 22)], mix(tone, "#000000", 0.4)
        )
    steps.rect(616, -60, 664, 780, "#0a111c")
    steps.rect(616, -60, 626, 780, "#3a4150")
    for y in (150.0, 420.0):
        for x in (150.0, 1080.0):
            steps.rect(x, y, x + 50, y + 96, "#2c4a66", 24)
    well = steps.sprite()
    start = stage.number("from", 0.2)

    def draw(t: float) -> Image.Image:
        frame = base.copy()
        well.paste(frame)
        n = 20 * (start + 0.13 * t)
        a = n * 0.42 - 1.0
        x, y = 640 + math.cos(a) * 250, 716 - n * 36 + 4 * abs(math.sin(t * 9))
        runner = Brush(stage, (x - 120, y - 220, x + 120, y + 20), 2)
        walker(runner, (x, y), 190, "#04070d", t * 9)
        runner.bow(
            [
                (x - 10, y - 140),
                (x - 44, y - 136 + 8 * math.sin(t * 11)),
                (x - 84, y - 126 + 12 * math.sin(t * 11 - 1)),
            ],
            13,
            "#ff4f5e",
        )
        runner.sprite().paste(frame)
        glow = Glow(stage)
        for side in (-1, 1):
            glow.shape(
                [(640, -40), (640 + side * 330 + 60 * math.sin(t * 1.3), 760), (640 + side * 120, 760)],
                "#ffdf9a",
                0.14,
            )
        glow.spot(640, 0, 380, "#ffdf9a", 0.8)
        glow.spot(x + 30, y - 110, 70, "#ffb14d", 0.7)
        return glow.over(frame, 12)

    return draw


def _lens(stage: Stage, ink: Colour) -> Sprite:
    """The lamp room's bars and the great lens on its foot."""
    frame_brush = Brush(stage, (-60, -60, 1340, 780), 2)
    for x in (-20, 250, 1030, 1300):
        frame_brush.line([(x, -60), (x, 780)], 20, ink)
    frame_brush.line([(-60, 60), (1340, 60)], 24, ink)
    frame_brush.line([(-60, 640), (1340, 640)], 30, ink)
    frame_brush.rect(-60, 640, 1340, 780, ink)
    frame_brush.poly([(540, 780), (570, 600), (710, 600), (740, 780)], "#5d4630")
    frame_brush.oval(640, 600, 110, 24, "#a87c42")
    frame_brush.oval(640, 370, 190, 236, "#5f8c94")
    for n in range(7):
        part = 1 - n / 7
        frame_brush.oval(640, 370, 184 * part, 230 * part, mix("#2c5561", "#bfeee6", n / 7 if n % 2 else n / 9))
    for y in (180, 560):
        frame_brush.rect(470, y - 10, 810, y + 10, "#c0924c", 8)
    return frame_brush.sprite()


def lamproom(stage: Stage) -> Drawer:
    """The great lens. Options: lit (seconds it ignites), keeper, dark (1: the tall one is there), hour."""
    hour = stage.text("hour", "storm")
    near = EARTH[hour][1]
    base = heaven(stage, hour, 700)
    case = _lens(stage, mix(near, "#000000", 0.2))
    lit, dark = stage.number("lit", 99), stage.number("dark", 0)
    motes = stage.rng("motes").uniform(0, 1, (60, 3)).astype(np.float32)

    def draw(t: float) -> Image.Image:
        frame = base.copy()
        case.paste(frame)
        actors = Brush(stage, (150, 40 if dark else 300, 1180 if dark else 560, 730), 2)
        if dark:
            shade(actors, (980 - 30 * t, 760), 640, t, "#020508", "#f4fffa")
        if stage.number("keeper", 1):
            person(
                actors,
                (330, 700),
                330,
                CAST["mira"],
                t,
                arm=0.15 + 0.45 * ease(t - lit + 0.4),
                grin=t > lit,
                tone=near,
                mood=0.35 if t < lit else 0.1,
            )
        actors.sprite().paste(frame)
        age = max(0.0, t - lit)
        glow = Glow(stage)
        glow.spot(640, 370, 90, "#ffb84d", 0.35 + 0.1 * math.sin(t * 6))
        if age > 0:
            power = ease(age * 1.5)
            glow.spot(640, 370, 620 * power, "#ffcf7a", 0.9 * power)
            glow.spot(640, 370, 250, "#fffbe6", 1.4 * power)
            for n in range(8):
                a = n * math.pi / 4 + age * 0.7
                glow.shape([(640, 370), (640 + math.cos(a - 0.09) * 1100, 370 + math.sin(a - 0.09) * 1100),
                    (640 + math.cos(a + 0.09) * 1100, 370 + math.sin(a + 0.09) * 1100)], "#ffe2a0",
                    0.3 * power)  # fmt: skip
        frame = glow.over(frame, 12)
        x, y = 60 + motes[:, 0] * 1160, 700 - (motes[:, 1] * 700 + t * 60) % 700
        shine_ = (
            (0.25 + 0.75 * motes[:, 2])[:, None] * np.array([255, 220, 140], np.float32) * (0.3 + 0.7 * ease(age))
        )
        return sparks(stage, frame, x, y.astype(np.float32), shine_.astype(np.float32), 1.6)

    return draw
