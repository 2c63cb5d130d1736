"""Sets in the air: title card, kite, ship from the stars, fireworks, and the credits."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from demo import props
from demo.layers import EARTH, clouds, ridge, swell
from demo.light import Glow, ballistic, burst, sparks
from demo.paint import Brush, Colour, Drawer, Sprite, Stage, ease, mix, rgb
from demo.sets_city import blocks
from demo.sets_land import heaven

TITLE = "LIGHTKEEPER"
CREDITS = (
    ("LIGHTKEEPER", 54, "#ffd98c"),
    ("drawn and scored by arithmetic", 26, "#d8c8e8"),
    ("with  Mira   Theo   Pip   Ada   Grandpa   and the Visitor", 22, "#9f93bd"),
    ("no stars were harmed", 20, "#776d94"),
)


def lettering(stage: Stage, text: str, size: float, colour: Colour, spread: float = 0.0) -> Image.Image:
    """One line of text as an RGBA picture, `size` units high, letters `spread` units apart."""
    k = stage.scale
    font = ImageFont.load_default(size=max(6.0, size * k))
    widths = [float(font.getlength(c)) + spread * k for c in text]
    picture = Image.new("RGBA", (math.ceil(sum(widths)) + 8, math.ceil(size * k * 1.5)), (*rgb(colour), 0))
    draw = ImageDraw.Draw(picture)
    x = 4 + spread * k / 2
    for letter, wide in zip(text, widths, strict=True):
        draw.text((x, size * k * 0.1), letter, font=font, fill=(*rgb(colour), 255))
        x += wide
    return picture


def centred(stage: Stage, picture: Image.Image, x: float, y: float) -> Sprite:
    """A picture as a sprite whose middle is (x, y)."""
    k = stage.scale
    return Sprite(stage, picture, x - picture.width / k / 2, y - picture.height / k / 2)


def title(stage: Stage) -> Drawer:
    """Stars, sea, a far lighthouse whose beam uncovers the letters one by one."""
    far, near, rim = EARTH["night"]
    base = heaven(Stage(stage.width, stage.height, stage.seconds, stage.seed, options={"sunx": 1090.0, "suny": 130.0}), "night", 560)
    rng = stage.rng("title")
    waves = [ridge(stage, swell(rng, 600 + 34 * n, 10 + 4 * n, 170 + 50 * n), 0, (mix(far, near, 0.25 + 0.22 * n), near), rim=rim, salt=f"t{n}")
             for n in range(3)]  # fmt: skip
    tower, lamp = props.lighthouse(stage, 640, 612, 150, far, 0.35)
    letters: list[Sprite] = []
    ghosts: list[Sprite] = []
    step = 88.0
    for n, letter in enumerate(TITLE):
        x = 640 + (n - (len(TITLE) - 1) / 2) * step
        letters.append(centred(stage, lettering(stage, letter, 104, "#fff1cf"), x, 270))
        ghosts.append(centred(stage, lettering(stage, letter, 104, "#ff9a6a"), x + 3, 275))
    under = centred(stage, lettering(stage, "a small film about a large lamp", 25, "#c9d8f2", 3), 640, 378)

    def draw(t: float) -> Image.Image:
        frame = base.copy()
        glow = Glow(stage)
        for n, sprite in enumerate(letters):
            part = ease((t - 0.35 - n * 0.11) / 0.5)
            if part > 0.02:
                for layer in (ghosts[n], sprite):
                    faded = layer.image.copy()
                    faded.putalpha(layer.image.getchannel("A").point([round(v * part) for v in range(256)]))
                    Sprite(stage, faded, layer.x, layer.y).paste(frame, 0, 14 * (1 - part))
                glow.spot(640 + (n - 5) * step, 270, 90, "#ffb765", 0.5 * part + 0.9 * part * (1 - part))
        tower.paste(frame)
        for n, wave in enumerate(waves):
            wave.paste(frame, 0, 3 * math.sin(t * 1.4 + n * 2))
        if t > 1.7:
            faint = under.image.copy()
            faint.putalpha(under.image.getchannel("A").point([round(v * ease((t - 1.7) / 0.7)) for v in range(256)]))
            Sprite(stage, faint, under.x, under.y).paste(frame)
        a = -2.75 + 2.3 * ease(t / 2.4) if t < 2.4 else -0.45
        for side in (-0.06, -0.02):
            glow.shape([lamp, (lamp[0] + math.cos(a + side) * 1200, lamp[1] + math.sin(a + side) * 1200),
                        (lamp[0] + math.cos(a - side) * 1200, lamp[1] + math.sin(a - side) * 1200)], "#ffe9a8", 0.24)  # fmt: skip
        glow.spot(*lamp, 110, "#ffe9a8", 1.0)
        return glow.over(frame, 10)

    return draw


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
    """The ship from the stars over the bay. Options: hour, rise (seconds of its rising), beam, near (size)."""
    hour = stage.text("hour", "teal")
    far, near, rim = EARTH[hour]
    base = heaven(stage, hour, 560)
    banks = [clouds(stage, hour, 330 + 90 * n, 0.2, heavy=0.4, colour=mix(far, rim, 0.3)) for n in range(2)]
    rng = stage.rng("ship")
    waves = [ridge(stage, swell(rng, 590 + 40 * n, 14 + 5 * n, 190 + 60 * n), 0.4, (mix(far, near, 0.2 + 0.25 * n), near), rim=rim, salt=f"y{n}")
             for n in range(3)]  # fmt: skip
    craft = props.starship(stage, stage.number("near", 620))
    rise, beam = stage.number("rise", 3.0), stage.number("beam", 1)
    dust = rng.uniform(0, 1, (120, 3)).astype(np.float32)

    def draw(t: float) -> Image.Image:
        x = stage.drift(t)
        frame = base.copy()
        up = ease(t / rise)
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
            glow.shape([(cx - 70, cy + 74), (cx + 70, cy + 74), (cx + wide, 640), (cx - wide, 640)], "#aef5e4", power)
            glow.spot(cx, 640, 300, "#8ff0d6", power * 2)
        for n in range(9):
            on = 0.5 + 0.5 * math.sin(t * 6 - n * 0.8)
            size = stage.number("near", 620) / 20
            glow.spot(cx + (n - 4) * 2.1 * size, cy + (1.35 - 0.055 * (n - 4) ** 2) * size, 34, "#ffd76a" if n % 2 else "#ff7ab8", on)
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
    base = heaven(Stage(stage.width, stage.height, stage.seconds, stage.seed, stage.view, options={"suny": -300.0}), hour, 600)
    blocks(stage, 575, 150, 0, mix(far, near, 0.55), 0.4, "fw").paste(base)
    water = ridge(stage, lambda x: np.full(x.shape, 585, np.float32), 0, (mix(far, near, 0.6), near), rim=rim)
    water.paste(base)
    edge = round(stage.px(0, 586)[1])
    rng = stage.rng("fire")
    rate = stage.number("rate", 2.6)
    tones = ("#ff5d73", "#ffd34e", "#5fe0d0", "#c18bff", "#ff9bd2", "#ffffff")
    count = math.ceil(stage.seconds * rate) + 4
    shells = [(n / rate - 1.1, rng.uniform(150, 1130), rng.uniform(110, 330), burst(rng, 190, rng.uniform(280, 480)), tones[n % 6])
              for n in range(count)]  # fmt: skip

    def draw(t: float) -> Image.Image:
        frame = base.copy()
        glow = Glow(stage)
        for born, x, y, fling, tone in shells:
            age = t - born
            if not 0 <= age < 2.0:
                continue
            if age < 0.35:
                glow.spot(x, 585 - (585 - y) * age / 0.35, 22, tone, 0.9)
                continue
            age -= 0.35
            fade = max(0.0, 1 - age / 1.6)
            glow.spot(x, y, 330, tone, 0.55 * fade * fade)
            for trail in range(3):
                px, py = ballistic((x, y), fling, max(0.0, age - trail * 0.045), 2.2, 130)
                tint = np.tile(np.asarray(rgb(tone), np.float32), (190, 1)) * (fade**0.8 * (1 - 0.3 * trail))
                frame = sparks(stage, frame, px, py, tint, 1.9)
        frame = glow.over(frame, 12)
        if 8 < edge < stage.height:
            low = stage.height - edge
            flip = frame.crop((0, max(0, edge - low), stage.width, edge)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
            dim = Image.blend(flip.reduce(2).resize(flip.size, Image.Resampling.BILINEAR), Image.new("RGB", flip.size, rgb(near)), 0.45)
            frame.paste(dim, (0, edge))
            marks = Brush(stage, (stage.box()[0], 588, stage.box()[2], 724), 1)
            for n in range(44):
                y = 592 + (n / 44) ** 1.3 * 128
                mx = 640 + 640 * math.sin(n * 12.9 + t * 0.25)
                marks.rect(mx - 40, y, mx + 40, y + 1.6, (*mix(far, rim, 0.4), 110))
            marks.sprite().paste(frame)
        return frame

    return draw


def credits(stage: Stage) -> Drawer:
    """Lines over black; a single warm star burns above them."""
    lines = [(centred(stage, lettering(stage, text, size, tone, 2), 640, 290 + 74 * n - (14 if n == 0 else 0)), 0.5 + 0.55 * n)
             for n, (text, size, tone) in enumerate(CREDITS)]  # fmt: skip

    def draw(t: float) -> Image.Image:
        frame = stage.blank("#000000")
        out = 1 - ease((t - stage.seconds + 1.1) / 0.9)
        for sprite, at in lines:
            part = ease((t - at) / 0.6) * out
            if part > 0.02:
                shown = sprite.image.copy()
                shown.putalpha(sprite.image.getchannel("A").point([round(v * part) for v in range(256)]))
                Sprite(stage, shown, sprite.x, sprite.y).paste(frame)
        glow = Glow(stage)
        beat = (0.8 + 0.2 * math.sin(t * 2.4)) * ease(t / 0.8) * out
        glow.spot(640, 170, 120, "#ff9a4a", 0.6 * beat)
        glow.spot(640, 170, 34, "#fff3d0", 1.4 * beat)
        return glow.over(frame, 4)

    return draw
