"""The title card and the credits."""

from __future__ import annotations

import math

from PIL import Image, ImageDraw, ImageFont

from demo import props
from demo.heaven import heaven
from demo.layers import EARTH, ridge, swell
from demo.light import Glow
from demo.paint import Colour, Drawer, Sprite, Stage, ease, mix, rgb

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
    base = heaven(
        Stage(stage.width, stage.height, stage.seconds, stage.seed, options={"sunx": 1090.0, "suny": 130.0}),
        "night",
        560,
    )
    rng = stage.rng("title")
    waves = [ridge(stage, swell(rng, 600 + 34 * n, 10 + 4 * n, 170 + 50 * n), 0,
        (mix(far, near, 0.25 + 0.22 * n), near), rim=rim, salt=f"t{n}") for n in range(3)]  # fmt: skip
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
            faint.putalpha(
                under.image.getchannel("A").point([round(v * ease((t - 1.7) / 0.7)) for v in range(256)])
            )
            Sprite(stage, faint, under.x, under.y).paste(frame)
        a = -2.75 + 2.3 * ease(t / 2.4) if t < 2.4 else -0.45
        for side in (-0.06, -0.02):
            glow.shape([lamp, (lamp[0] + math.cos(a + side) * 1200, lamp[1] + math.sin(a + side) * 1200),
                (lamp[0] + math.cos(a - side) * 1200, lamp[1] + math.sin(a - side) * 1200)], "#ffe9a8",
                0.24)  # fmt: skip
        glow.spot(*lamp, 110, "#ffe9a8", 1.0)
        return glow.over(frame, 10)

    return draw


def credits(stage: Stage) -> Drawer:
    """Lines over black; a single warm star burns above them."""
    lines = [
        (
            centred(stage, lettering(stage, text, size, tone, 2), 640, 290 + 74 * n - (14 if n == 0 else 0)),
            0.5 + 0.55 * n,
        )
        for n, (text, size, tone) in enumerate(CREDITS)
    ]

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
