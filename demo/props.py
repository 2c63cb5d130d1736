"""Things: lighthouse, boats, cars, train, trees, birds, kite, balloons, ship from the stars."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from demo.paint import Brush, Colour, Point, Sprite, Stage, mix


def lighthouse(stage: Stage, x: float, foot: float, tall: float, tone: Colour, mood: float) -> tuple[Sprite, Point]:
    """A banded tower standing at (x, foot); `tone` is the air's colour and `mood` (0..1) how much of it
    there is. Also gives the lamp's place."""
    u = tall / 10
    brush = Brush(stage, (x - 2.4 * u, foot - 11.2 * u, x + 2.4 * u, foot + 0.6 * u), 2)

    def paint(colour: Colour) -> tuple[int, int, int]:
        return mix(colour, tone, mood)

    def wide(y: float) -> float:
        return u * (0.72 + 0.55 * math.pow(y / (8 * u), 1.3))

    for part, shade in ((1.0, 1.0), (0.46, 0.0)):
        for band in range(6):
            y0, y1 = band * 8 * u / 6, (band + 1) * 8 * u / 6
            colour = "#d8433b" if band % 2 == 0 else "#fff3e2"
            tint = paint(colour) if shade else mix(paint(colour), "#1b1440", 0.38)
            left = -1 if shade else 1 - 2 * part
            top, low = foot - 8 * u + y0, foot - 8 * u + y1
            brush.poly(
                [
                    (x + left * wide(y0), top),
                    (x + wide(y0), top),
                    (x + wide(y1), low),
                    (x + left * wide(y1), low),
                ],
                tint,
            )
    for y, size in ((2.1, 0.26), (4.6, 0.28)):
        brush.rect(x - 0.2 * u, foot - 8 * u + y * u, x + 0.2 * u, foot - 8 * u + (y + 2 * size) * u,
            paint("#2b2140"), 0.18 * u)  # fmt: skip
    brush.rect(x - 0.42 * u, foot - 1.35 * u, x + 0.42 * u, foot + 0.1 * u, paint("#33203a"), 0.35 * u)
    brush.rect(x - 1.25 * u, foot - 8.25 * u, x + 1.25 * u, foot - 7.95 * u, paint("#2b2140"), 0.08 * u)
    for post in np.linspace(-1.15, 1.15, 7).tolist():
        brush.line([(x + post * u, foot - 8.2 * u), (x + post * u, foot - 8.85 * u)], 0.07 * u, paint("#2b2140"))
    brush.line([(x - 1.15 * u, foot - 8.85 * u), (x + 1.15 * u, foot - 8.85 * u)], 0.09 * u, paint("#2b2140"))
    brush.rect(x - 0.62 * u, foot - 9.5 * u, x + 0.62 * u, foot - 8.2 * u, paint("#ffdf8c"), 0.05 * u)
    for post in (-0.62, -0.2, 0.2, 0.62):
        brush.line([(x + post * u, foot - 9.5 * u), (x + post * u, foot - 8.2 * u)], 0.08 * u, paint("#2b2140"))
    brush.blob([(x - 0.85 * u, foot - 9.45 * u), (x - 0.55 * u, foot - 10.1 * u), (x, foot - 10.5 * u),
        (x + 0.55 * u, foot - 10.1 * u), (x + 0.85 * u, foot - 9.45 * u)], paint("#b3323a"))  # fmt: skip
    brush.line([(x, foot - 10.4 * u), (x, foot - 11 * u)], 0.09 * u, paint("#2b2140"))
    return brush.sprite(), (x, foot - 8.85 * u)


def boat(stage: Stage, size: float, hull: Colour, sail: Colour) -> Sprite:
    """A little boat whose keel is at (0, 0)."""
    u = size / 10
    brush = Brush(stage, (-6 * u, -12 * u, 6 * u, 1.5 * u), 3)
    brush.line([(0, -1 * u), (0, -11 * u)], 0.3 * u, hull)
    brush.poly([(0.4 * u, -10.6 * u), (4.4 * u, -3 * u), (0.4 * u, -2.6 * u)], sail)
    brush.poly([(-0.4 * u, -9.6 * u), (-3 * u, -3 * u), (-0.4 * u, -2.6 * u)], mix(sail, hull, 0.35))
    brush.blob(
        [(-5 * u, -2 * u), (0, -1.7 * u), (5.2 * u, -2.2 * u), (3.4 * u, 0.8 * u), (-3.2 * u, 0.8 * u)], hull
    )
    return brush.sprite()


def car(stage: Stage, size: float, body: Colour, glass: Colour, kind: str = "coupe") -> Sprite:
    """A car facing right, `size` long, its wheels' lowest point at y = 0 and its middle at x = 0."""
    u = size / 20
    brush = Brush(stage, (-10.6 * u, -7.6 * u, 10.6 * u, 0.4 * u), 3)
    dark, light = mix(body, "#05030f", 0.55), mix(body, "#ffffff", 0.3)
    if kind == "van":
        shell = [(-9.8, -1.6), (-9.9, -6.6), (-9.2, -7.2), (4.2, -7.2), (7.2, -4.4), (9.8, -3.7), (10, -1.5)]
        panes = [[(3, -6.4), (4.1, -6.4), (6.2, -4.3), (3, -4.3)]]
    else:
        shell = [(-9.8, -1.5), (-10, -3.4), (-8.6, -4.1), (-5.4, -4.3), (-2.6, -6.2), (2.2, -6.3), (5.4,
            -4.2), (8.8, -3.7), (10, -2.9), (10, -1.4)]  # fmt: skip
        panes = [[(-4.2, -4.3), (-2.2, -5.7), (-0.4, -5.8), (-0.4, -4.2)], [(0.2, -5.8), (1.9, -5.8),
            (4.1, -4.2), (0.2, -4.2)]]  # fmt: skip
    brush.poly([(x * u, y * u) for x, y in shell], body)
    brush.poly([(-9.9 * u, -2.2 * u), (10 * u, -2.2 * u), (9.8 * u, -1 * u), (-9.7 * u, -1 * u)], dark)
    brush.line([(-9 * u, -3.5 * u), (9 * u, -3.2 * u)], 0.14 * u, light)
    for pane in panes:
        brush.poly([(x * u, y * u) for x, y in pane], glass)
    brush.oval(9.5 * u, -2.9 * u, 0.5 * u, 0.4 * u, "#fff3c4")
    brush.rect(-10 * u, -3.3 * u, -9.4 * u, -2.6 * u, "#ff3b4e", 0.1 * u)
    for wheel in (-5.9, 5.9):
        brush.oval(wheel * u, -1.5 * u, 1.95 * u, 1.95 * u, mix(body, "#020208", 0.8))
        brush.oval(wheel * u, -1.5 * u, 1.5 * u, 1.5 * u, "#0a0814")
    return brush.sprite()


def wheel(stage: Stage, x: float, y: float, size: float, turn: float, rim: Colour) -> Sprite:
    """A wheel with five spokes, turned by `turn` radians."""
    brush = Brush(stage, (x - size * 1.05, y - size * 1.05, x + size * 1.05, y + size * 1.05), 2)
    brush.oval(x, y, size, size, "#0b0914")
    brush.oval(x, y, size * 0.92, size * 0.92, "#191527")
    brush.oval(x, y, size * 0.66, size * 0.66, mix(rim, "#000000", 0.45))
    brush.oval(x, y, size * 0.6, size * 0.6, "#120e1e")
    for spoke in range(5):
        a = turn + spoke * 2 * math.pi / 5
        for bend, width, colour in ((0.14, 0.13, mix(rim, "#000000", 0.3)), (0.0, 0.1, rim)):
            tip = (x + math.cos(a + bend) * size * 0.6, y + math.sin(a + bend) * size * 0.6)
            brush.line([(x, y), tip], size * width, colour)
    brush.oval(x, y, size * 0.17, size * 0.17, rim)
    return brush.sprite()


def train(stage: Stage, size: float, body: Colour, stripe: Colour, cars: int = 4) -> Sprite:
    """An engine (right end at x = 0) and its carriages, wheels at y = 0, each `size` long."""
    u = size / 20
    brush = Brush(stage, (-(cars + 1) * 21.2 * u, -11 * u, 2 * u, 0.4 * u), 2)
    for n in range(cars + 1):
        x = -n * 21 * u
        tone = body if n else mix(body, stripe, 0.25)
        if n == 0:
            brush.blob([(x - 20 * u, -1.4 * u), (x - 20 * u, -7.4 * u), (x - 7 * u, -7.6 * u),
                (x - 2 * u, -5.6 * u), (x, -2.6 * u), (x - 0.6 * u, -1.2 * u)], tone)  # fmt: skip
        else:
            brush.rect(x - 20 * u, -7.4 * u, x, -1.3 * u, tone, 0.9 * u)
        brush.rect(x - 20 * u, -2.9 * u, x - (1.4 * u if n == 0 else 0), -2.2 * u, stripe)
        for pane in range(5 if n else 4):
            left = x - 18.8 * u + pane * 3.7 * u
            brush.rect(left, -6.2 * u, left + 2.6 * u, -3.8 * u, "#ffe9a8", 0.4 * u)
        for axle in (3.2, 6.2, 13.8, 16.8):
            brush.oval(x - axle * u, -1 * u, 1 * u, 1 * u, "#15101f")
        if n < cars:
            brush.rect(x - 21.2 * u, -2.4 * u, x - 19.8 * u, -1.8 * u, "#15101f")
    return brush.sprite()


def tree(stage: Stage, x: float, foot: float, tall: float, leaf: Colour, bark: Colour, seed: int = 3) -> Sprite:
    """A round-headed tree: bark, dark leaves, then lighter ones towards the left top."""
    rng = np.random.default_rng([stage.seed, seed])
    brush = Brush(stage, (x - tall * 0.62, foot - tall * 1.15, x + tall * 0.62, foot + 4), 2)
    brush.poly([(x - tall * 0.045, foot), (x - tall * 0.02, foot - tall * 0.6),
        (x + tall * 0.03, foot - tall * 0.6), (x + tall * 0.06, foot)], bark)  # fmt: skip
    for side, up in ((-0.26, 0.62), (0.24, 0.68), (0.05, 0.8)):
        brush.line([(x, foot - tall * 0.34), (x + side * tall, foot - up * tall)], tall * 0.025, bark)
    for tier in range(3):
        tone = mix(mix(leaf, "#0a1020", 0.35), mix(leaf, "#ffffff", 0.18), tier / 2)
        for _ in range(16):
            a, r = rng.uniform(0, 2 * math.pi), rng.uniform(0, 1) ** 0.5
            cx = x + math.cos(a) * r * tall * 0.36 - tier * tall * 0.045
            cy = foot - tall * 0.74 + math.sin(a) * r * tall * 0.24 - tier * tall * 0.05
            size = tall * rng.uniform(0.07, 0.15) * (1 - tier * 0.2)
            brush.oval(cx, cy, size, size * 0.9, tone)
    return brush.sprite()


def flock(stage: Stage, t: float, at: Point, count: int, size: float, ink: Colour) -> Sprite:
    """Birds about `at`, flapping, each a bent stroke."""
    rng = stage.rng("flock")
    spots = rng.normal(0, 1, (count, 2)) * (size * 5.2, size * 2)
    beat, lag = rng.uniform(6.5, 9.5, count), rng.uniform(0, 6.28, count)
    box = (at[0] - size * 16, at[1] - size * 7, at[0] + size * 16, at[1] + size * 7)
    brush = Brush(stage, stage.clip(box), 3)
    for n in range(count):
        x = at[0] + spots[n, 0] + math.sin(t * 0.9 + lag[n]) * size
        y = at[1] + spots[n, 1] + math.sin(t * 1.3 + lag[n] * 2) * size * 0.7
        flap = math.sin(t * beat[n] + lag[n]) * 0.55
        s = size * (0.7 + 0.5 * abs(math.sin(lag[n])))
        left, right = (x - s, y - s * flap), (x + s, y - s * flap)
        mid = (x - s * 0.45, y - s * (0.28 + flap * 0.7)), (x + s * 0.45, y - s * (0.28 + flap * 0.7))
        brush.bow([left, mid[0], (x, y), mid[1], right], s * 0.17, ink)
    return brush.sprite()


def kite(stage: Stage, t: float, at: Point, size: float, hand: Point) -> Sprite:
    """A diamond kite with a waving tail and a string to `hand`."""
    x, y = at
    box = (min(x, hand[0]) - size * 3, min(y, hand[1]) - size * 2, max(x, hand[0]) + size * 3, max(y,
        hand[1]) + size * 2)  # fmt: skip
    brush = Brush(stage, stage.clip(box), 2)
    a = -0.5 + 0.12 * math.sin(t * 2.1)
    ca, sa = math.cos(a), math.sin(a)

    def put(px: float, py: float) -> Point:
        return (x + (px * ca - py * sa) * size, y + (px * sa + py * ca) * size)

    mid = ((x + hand[0]) / 2 + size * 0.3, (y + hand[1]) / 2 + size * 0.9)
    brush.bow([put(0, 0.2), mid, hand], max(1.2, size * 0.02), "#fff6e0")
    tail = [put(0.22 * math.sin(t * 4 + n * 0.9) * n / 3, 1.25 + n * 0.34) for n in range(7)]
    brush.bow(tail, size * 0.045, "#fff1cf")
    for n in (2, 4, 6):
        brush.oval(*tail[n], size * 0.12, size * 0.08, ("#ffd34e", "#4ec9c0", "#ff6f91")[n // 2 - 1])
    for corner, colour in (
        ([(0, -1), (0.75, 0), (0, 0)], "#ff5964"), ([(0, -1), (-0.75, 0), (0, 0)], "#ff9b71"),
        ([(0, 1.25), (0.75, 0), (0, 0)], "#ffd34e"), ([(0, 1.25), (-0.75, 0), (0, 0)], "#38b6a8"),
    ):  # fmt: skip
        brush.poly([put(*p) for p in corner], colour)
    return brush.sprite()


def balloons(stage: Stage, t: float, hand: Point, size: float) -> Sprite:
    """Five balloons on strings held at `hand`, swaying."""
    box = (hand[0] - size * 4, hand[1] - size * 9, hand[0] + size * 4, hand[1] + size)
    brush = Brush(stage, stage.clip(box), 2)
    tones = ("#ff5964", "#ffd34e", "#38b6a8", "#ff9bd2", "#5b8def")
    for n, tone in enumerate(tones):
        x = hand[0] + (n - 2) * size * 1.15 + math.sin(t * 1.4 + n) * size * 0.3
        y = hand[1] - size * (5.4 + 1.3 * math.sin(n * 2.3)) + math.sin(t * 1.9 + n * 1.7) * size * 0.2
        brush.bow([(x, y + size), (x * 0.4 + hand[0] * 0.6, y * 0.4 + hand[1] * 0.6), hand], size * 0.05, "#fff6e0")
        brush.oval(x, y, size * 0.86, size * 1.05, tone)
        brush.oval(x - size * 0.3, y - size * 0.42, size * 0.2, size * 0.27, mix(tone, "#ffffff", 0.6))
        brush.poly([(x, y + size), (x - size * 0.14, y + size * 1.2), (x + size * 0.14, y + size * 1.2)], tone)
    return brush.sprite()


def starship(stage: Stage, size: float) -> Sprite:
    """A lantern-like ship from the stars about (0, 0), `size` wide."""
    u = size / 20
    brush = Brush(stage, (-10.4 * u, -6 * u, 10.4 * u, 5 * u), 2)
    brush.oval(0, -1.8 * u, 4.3 * u, 3.8 * u, "#2fb8b4")
    brush.oval(-0.2 * u, -2 * u, 3.9 * u, 3.4 * u, "#58dccf")
    brush.oval(-1.5 * u, -3.7 * u, 1.5 * u, 1.0 * u, "#c8fff2")
    brush.oval(0.3 * u, -2.6 * u, 0.8 * u, 0.9 * u, "#12243c")
    brush.rect(-0.5 * u, -2.2 * u, 1.1 * u, -0.6 * u, "#12243c", 0.5 * u)
    for side in (0.02, 0.58):
        brush.oval(side * u, -2.7 * u, 0.14 * u, 0.18 * u, "#fff2bf")
    brush.oval(0, 0.4 * u, 10 * u, 2.7 * u, "#1b1a44")
    brush.oval(0, -0.1 * u, 10 * u, 2.3 * u, "#4a4a9a")
    brush.oval(0, -0.45 * u, 9.2 * u, 1.8 * u, "#7a7ad0")
    brush.oval(-1.8 * u, -0.8 * u, 6 * u, 1.1 * u, "#9494e2")
    brush.oval(0, 1.9 * u, 4.6 * u, 1.3 * u, "#15143a")
    brush.oval(0, 2.4 * u, 2.6 * u, 0.8 * u, "#ffe9a0")
    for n in range(9):
        x = (n - 4) * 2.1 * u
        y = (1.35 - 0.055 * (n - 4) ** 2) * u
        brush.oval(x, y, 0.36 * u, 0.3 * u, "#ffd76a" if n % 2 else "#ff7ab8")
    return brush.sprite()


def puff(stage: Stage, frame: Image.Image, at: Point, size: float, age: float, salt: str) -> None:
    """A paper explosion about `at`: smoke, then red, orange, yellow and white balls, `age` 0..1."""
    rng = stage.rng(salt)
    box = (at[0] - size * 1.6, at[1] - size * 1.8, at[0] + size * 1.6, at[1] + size * 1.3)
    brush = Brush(stage, stage.clip(box), 2)
    grow = 1 - (1 - min(1.0, age)) ** 3
    tiers: tuple[tuple[Colour, float, float], ...] = (("#2a1622", 1.0, 0.0), ("#5b1f2a", 0.86, 0.06),
        ("#c2352b", 0.74, 0.12), ("#ff7a2f", 0.6, 0.2), ("#ffc04d", 0.44, 0.32), ("#fff4c9", 0.28, 0.5),
        )  # fmt: skip
    for tone, wide, late in tiers:
        shrink = 1 - ease_out(max(0.0, age - (1 - late) * 0.75) * 2.2)
        for _ in range(15):
            a, r = rng.uniform(0, 2 * math.pi), rng.uniform(0.15, 0.8)
            x = at[0] + math.cos(a) * r * size * wide * grow
            y = at[1] + math.sin(a) * r * size * wide * grow * 0.85 - age * size * 0.35
            ball = size * wide * grow * rng.uniform(0.22, 0.42) * shrink
            if ball > 0.5:
                brush.oval(x, y, ball, ball, tone)
    brush.sprite().paste(frame)


def ease_out(value: float) -> float:
    """0..1 quickly up, slowly home."""
    held = min(1.0, max(0.0, value))
    return 1 - (1 - held) ** 2
