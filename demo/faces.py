"""Big faces that blink, look about and talk; each expression is drawn once and kept."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
from PIL import Image

from demo.actors import CAST, Look
from demo.layers import EARTH, SKIES
from demo.light import Glow
from demo.paint import Brush, Colour, Drawer, Point, Sprite, Stage, gradient, mix, picture

MID, LEVEL = 640.0, 380.0


def _hair_behind(brush: Brush, look: Look, x: float, y: float, r: float, hair: Colour) -> None:
    if look.style == "bob":
        brush.blob([(x - r * 1.22, y + r * 0.9), (x - r * 1.25, y - r * 0.3), (x - r * 0.8, y - r * 1.12),
            (x, y - r * 1.32), (x + r * 0.85, y - r * 1.1), (x + r * 1.25, y - r * 0.25),
            (x + r * 1.2, y + r * 0.9), (x, y + r * 1.1)], hair)  # fmt: skip
    elif look.style == "hood":
        brush.oval(x, y - r * 0.05, r * 1.36, r * 1.42, mix(look.coat, "#5a2a00", 0.35))
        brush.oval(x, y - r * 0.05, r * 1.3, r * 1.36, look.coat)
        brush.oval(x, y + r * 0.03, r * 1.13, r * 1.18, mix(look.coat, "#3a1400", 0.55))
    else:
        for side in (-1, 1):
            brush.oval(x + side * r * 1.0, y + r * 0.05, r * 0.17, r * 0.26, mix(look.skin, "#70203a", 0.25))


def _hair_before(brush: Brush, look: Look, x: float, y: float, r: float, hair: Colour) -> None:
    glint = mix(hair, "#ffffff", 0.16)
    if look.style == "bob":
        brush.blob([(x - r * 1.12, y + r * 0.1), (x - r * 0.95, y - r * 0.8), (x, y - r * 1.2),
            (x + r * 0.95, y - r * 0.8), (x + r * 1.12, y + r * 0.1), (x + r * 0.72, y - r * 0.42),
            (x - r * 0.2, y - r * 0.62), (x - r * 0.8, y - r * 0.3)], hair)  # fmt: skip
        brush.bow(
            [(x - r * 0.7, y - r * 0.72), (x - r * 0.2, y - r * 0.95), (x + r * 0.3, y - r * 0.98)],
            r * 0.06,
            glint,
        )
    elif look.style == "crop":
        brush.blob([(x - r * 1.08, y - r * 0.15), (x - r * 1.05, y - r * 0.85), (x - r * 0.4, y - r * 1.3),
            (x + r * 0.5, y - r * 1.32), (x + r * 1.1, y - r * 0.8), (x + r * 1.06, y - r * 0.15),
            (x + r * 0.8, y - r * 0.6), (x + r * 0.1, y - r * 0.72), (x - r * 0.7, y - r * 0.55)],
            hair)  # fmt: skip
        brush.bow([(x - r * 0.5, y - r * 0.95), (x, y - r * 1.1), (x + r * 0.5, y - r * 1.06)], r * 0.06, glint)
    elif look.style == "hood":
        brush.blob([(x - r * 0.98, y - r * 0.25), (x - r * 0.6, y - r * 1.0), (x + r * 0.5, y - r * 1.02),
            (x + r * 0.98, y - r * 0.25), (x + r * 0.45, y - r * 0.55), (x + r * 0.05, y - r * 0.38),
            (x - r * 0.4, y - r * 0.6)], hair)  # fmt: skip
    else:
        brush.blob([(x - r * 1.1, y - r * 0.42), (x - r * 0.95, y - r * 1.05), (x, y - r * 1.36),
            (x + r * 0.95, y - r * 1.05), (x + r * 1.1, y - r * 0.42), (x, y - r * 0.6)],
            "#2b3f63")  # fmt: skip
        brush.blob([(x - r * 1.18, y - r * 0.4), (x, y - r * 0.72), (x + r * 1.18, y - r * 0.4),
            (x, y - r * 0.48)], "#16203a")  # fmt: skip
        brush.oval(x, y - r * 0.98, r * 0.13, r * 0.13, "#ffcf5a")


def _eye(brush: Brush, at: Point, r: float, lid: float, gaze: float, look: Look, wide: float) -> None:
    x, y = at
    tall = r * 0.165 * wide
    if lid > 0.85:
        brush.bow([(x - r * 0.17, y), (x, y + r * 0.06), (x + r * 0.17, y)], r * 0.045, "#2a1426")
        return
    brush.oval(x, y, r * 0.17, tall, "#fffaf2")
    brush.oval(x + gaze * r * 0.06, y, r * 0.1, min(r * 0.125, tall), "#3b2346")
    brush.oval(x + gaze * r * 0.06, y, r * 0.06, min(r * 0.075, tall * 0.8), "#0d0714")
    brush.oval(x + gaze * r * 0.06 - r * 0.035, y - r * 0.045, r * 0.032, r * 0.032, "#ffffff")
    drop = tall * 2 * lid
    brush.rect(
        x - r * 0.2,
        y - tall - r * 0.05,
        x + r * 0.2,
        y - tall + drop + r * 0.01,
        mix(look.skin, "#70203a", 0.16),
    )
    brush.bow([(x - r * 0.18, y - tall * 0.5 + drop * 0.8), (x, y - tall + drop),
        (x + r * 0.18, y - tall * 0.5 + drop * 0.8)], r * 0.042, "#2a1426")  # fmt: skip


def _mouth(brush: Brush, at: Point, r: float, mood: str, gape: int) -> None:
    x, y = at
    if gape or mood == "awe":
        tall = (0.05, 0.1, 0.17)[gape] if mood != "awe" else 0.15 + 0.02 * gape
        brush.oval(x, y + r * 0.03, r * (0.2 if mood != "awe" else 0.12), r * tall, "#5e1730")
        brush.oval(x, y + r * (0.03 + tall * 0.55), r * 0.11, r * tall * 0.4, "#d8566a")
        return
    bend = {"glad": 0.12, "warm": 0.08, "fear": -0.07, "stern": -0.02}.get(mood, 0.03)
    brush.bow([(x - r * 0.22, y - bend * r * 0.5), (x, y + bend * r), (x + r * 0.22, y - bend * r * 0.5)],
        r * 0.045, "#7a2440")  # fmt: skip


def _draw(
    stage: Stage, who: str, mood: str, lid: float, gape: int, gaze: float, lit: tuple[Colour, float]
) -> Sprite:
    look = CAST[who]
    r, x, y = 190.0, MID, LEVEL - 10
    brush = Brush(stage, (x - 400, y - 300, x + 400, 760), 2)
    coat = look.coat
    brush.blob([(x - r * 2.1, 800), (x - r * 1.75, y + r * 1.5), (x - r * 0.6, y + r * 1.12),
        (x + r * 0.6, y + r * 1.12), (x + r * 1.75, y + r * 1.5), (x + r * 2.1, 800)], coat)  # fmt: skip
    _hair_behind(brush, look, x, y, r, look.hair)
    brush.rect(x - r * 0.36, y + r * 0.6, x + r * 0.36, y + r * 1.4, mix(look.skin, "#70203a", 0.32), r * 0.2)
    brush.oval(x, y, r, r * 1.1, look.skin)
    if look.beard is not None:
        brush.blob([(x - r * 1.0, y + r * 0.05), (x - r * 0.98, y + r * 0.75), (x - r * 0.5, y + r * 1.32),
            (x, y + r * 1.5), (x + r * 0.5, y + r * 1.32), (x + r * 0.98, y + r * 0.75),
            (x + r * 1.0, y + r * 0.05), (x + r * 0.62, y + r * 0.42), (x, y + r * 0.36),
            (x - r * 0.62, y + r * 0.42)], look.beard)  # fmt: skip
    if who == "theo":
        brush.blob([(x - r * 0.9, y + r * 0.4), (x - r * 0.5, y + r * 1.02), (x, y + r * 1.16),
            (x + r * 0.5, y + r * 1.02), (x + r * 0.9, y + r * 0.4), (x + r * 0.4, y + r * 0.62),
            (x, y + r * 0.5), (x - r * 0.4, y + r * 0.62)], mix(look.skin, look.hair, 0.55))  # fmt: skip
    for side in (-1, 1):
        brush.oval(x + side * r * 0.58, y + r * 0.36, r * 0.2, r * 0.13, mix(look.skin, "#ff4f5e", 0.34))
    wide = {"awe": 1.4, "fear": 1.35, "stern": 0.8, "warm": 0.92}.get(mood, 1.05)
    for side in (-1, 1):
        _eye(brush, (x + side * r * 0.4, y + r * 0.02), r, lid, gaze, look, wide)
        lift = {"awe": 0.12, "fear": 0.1, "stern": -0.06}.get(mood, 0.03)
        tilt = {"fear": -0.09, "stern": 0.1}.get(mood, -0.02)
        brush.bow([(x + side * r * 0.22, y - r * (0.26 + lift - tilt * 0.9)),
            (x + side * r * 0.4, y - r * (0.33 + lift)),
            (x + side * r * 0.58, y - r * (0.26 + lift + tilt * 0.5))], r * 0.065, mix(look.hair, "#1a1022",
            0.3) if look.style != "cap" else "#e3ddd2")  # fmt: skip
    brush.bow([(x + r * 0.03, y + r * 0.1), (x + r * 0.1, y + r * 0.3), (x - r * 0.03, y + r * 0.34)],
        r * 0.04, mix(look.skin, "#70203a", 0.42))  # fmt: skip
    _mouth(brush, (x, y + r * 0.64), r, mood, gape)
    _hair_before(brush, look, x, y, r, look.hair)
    if look.scarf is not None:
        brush.blob([(x - r * 0.85, y + r * 1.22), (x, y + r * 1.1), (x + r * 0.85, y + r * 1.22),
            (x + r * 0.95, y + r * 1.6), (x, y + r * 1.78), (x - r * 0.95, y + r * 1.6)],
            look.scarf)  # fmt: skip
        brush.bow([(x - r * 0.85, y + r * 1.42), (x, y + r * 1.56), (x + r * 0.85, y + r * 1.42)], r * 0.04,
            mix(look.scarf, "#30002a", 0.3))  # fmt: skip
    return _lit(brush.sprite(), lit)


def _lit(sprite: Sprite, lit: tuple[Colour, float]) -> Sprite:
    """Shade the face away from the light and tint it with it; `lit` is colour and side (-1..1)."""
    data = np.array(sprite.image).astype(np.float32)
    across = np.linspace(-1, 1, data.shape[1], dtype=np.float32)[None, :, None]
    part = np.clip(0.5 + across * lit[1] * 1.5, 0, 1)
    tint = np.asarray(mix(lit[0], "#ffffff", 0.25), np.float32) / 255
    dark = np.asarray(mix(lit[0], "#2a2050", 0.5), np.float32) / 255 + 0.22
    data[..., :3] *= dark * (1 - part) + np.minimum(1.1, tint + 0.2) * part
    sprite.image.paste(Image.fromarray(np.clip(data, 0, 255).astype(np.uint8), "RGBA"))
    return sprite


def backdrop(stage: Stage, hour: str) -> Image.Image:
    """An out-of-focus background: the hour's colours and round blurred lights."""
    rows = np.linspace(0.1, 1.05, stage.height, dtype=np.float32)
    frame = picture(np.repeat(gradient(SKIES[hour], rows)[:, None, :], stage.width, axis=1) * 0.86)
    rng = stage.rng("bokeh")
    glow = Glow(stage)
    left, top, right, bottom = stage.box()
    for _ in range(26):
        x, y = rng.uniform(left, right), rng.uniform(top + (bottom - top) * 0.1, bottom)
        size = rng.uniform(14, 58)
        tone = mix(EARTH[hour][2], EARTH[hour][0], rng.uniform(0, 1))
        ring = [(x + math.cos(a) * size, y + math.sin(a) * size) for a in np.linspace(0, 6.28, 24).tolist()]
        glow.shape(ring, tone, rng.uniform(0.1, 0.34))
    return glow.over(frame, 14)


def face(stage: Stage) -> Drawer:
    """A close-up. Options: who, feel (glad, warm, awe, fear, stern), hour, light, side, talks, gaze."""
    who, feel, hour = stage.text("who", "mira"), stage.text("feel", "warm"), stage.text("hour", "dawn")
    lit = (stage.text("light", str(EARTH[hour][2])), stage.number("side", 0.5))
    talks, start_gaze = stage.number("talks", 0), stage.number("gaze", 0.0)
    ground = backdrop(stage, hour)
    blink = 0.35 + (stage.seed % 7) * 0.09

    @cache
    def pose(lid: float, gape: int, gaze: float) -> Sprite:
        return _draw(stage, who, feel, lid, gape, gaze, lit)

    def draw(t: float) -> Image.Image:
        since = (t - blink) % 2.3
        lid = 1.0 if 0.04 <= since < 0.13 else 0.5 if since < 0.17 and t >= blink else 0.0
        gape = 0
        if talks and t < stage.seconds - 0.25:
            gape = (0, 1, 2, 1, 0, 2, 1)[int(t * 9.0) % 7]
        gaze = start_gaze if t < stage.seconds * 0.55 else start_gaze * -0.4
        frame = ground.copy()
        sway = 3.5 * math.sin(t * 1.5)
        pose(lid, gape, gaze).paste(frame, sway, 2.5 * math.sin(t * 2.3))
        return frame

    return draw
