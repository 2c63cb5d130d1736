"""The people of Lantern Bay: round bodies, big faces, silhouettes, and the tall dark one."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from demo.paint import Brush, Colour, Point, Sprite, Stage, mix

Paint = Callable[[Colour], tuple[int, int, int]]


@dataclass(frozen=True)
class Look:
    """How somebody is cut out: colours, hair (bob, hood, crop, cap) and beard."""

    coat: Colour
    skin: Colour
    hair: Colour
    style: str
    scarf: Colour | None = None
    beard: Colour | None = None
    tall: float = 1.0


CAST: dict[str, Look] = {
    "mira": Look("#3a3f8f", "#e9a583", "#2a1a38", "bob", scarf="#ff5964"),
    "theo": Look("#1f8f8a", "#c98560", "#4b2a22", "crop", scarf="#ffc857"),
    "pip": Look("#ffc02e", "#f2b592", "#7a3b22", "hood", tall=0.66),
    "grandpa": Look("#34507a", "#eab699", "#f3efe8", "cap", beard="#f6f2ea", tall=0.95),
    "ada": Look("#e2607f", "#8f5a44", "#1d1320", "crop", tall=0.6),
}


def person(brush: Brush, at: Point, size: float, look: Look, t: float, *, arm: float = 0.2, grin: bool = True,
           tone: Colour | None = None, mood: float = 0.0, face: bool = True) -> None:  # fmt: skip
    """A round-bodied figure standing at `at`, about `size` units tall; `arm` (0..1) lifts its arms.

    With `tone` and `mood` the air's colour tints it; `face` false shows it from behind.
    """
    x, foot = at
    u = size * look.tall / 10

    def paint(colour: Colour) -> tuple[int, int, int]:
        return mix(colour, tone, mood) if tone is not None else mix(colour, colour, 0)

    sway = math.sin(t * 2.2 + x) * 0.12 * u
    for side in (-1, 1):
        brush.line([(x + side * 0.9 * u, foot - 2 * u), (x + side * 0.9 * u, foot - 0.25 * u)], 0.95 * u,
            paint(mix(look.coat, "#140c24", 0.6)))  # fmt: skip
    brush.blob([(x - 2 * u, foot - 1.5 * u), (x - 1.75 * u + sway, foot - 4.6 * u), (x + sway, foot - 6 * u),
        (x + 1.75 * u + sway, foot - 4.6 * u), (x + 2 * u, foot - 1.5 * u), (x, foot - 1.05 * u)],
        paint(look.coat))  # fmt: skip
    for side in (-1, 1):
        lift = arm if side > 0 else arm * 0.6
        a = math.pi * (0.42 - lift) + math.sin(t * 3 + side) * 0.08
        hand = (x + side * (1.4 * u + math.cos(a) * 2.6 * u), foot - 4.6 * u + math.sin(a) * 2.6 * u)
        brush.line([(x + side * 1.35 * u + sway, foot - 4.7 * u), hand], 0.95 * u,
            paint(mix(look.coat, "#140c24", 0.16)))  # fmt: skip
        brush.oval(*hand, 0.5 * u, 0.5 * u, paint(look.skin))
    _head(brush, (x + sway, foot - 7.4 * u), u, look, t, paint, grin, face)


def _head(brush: Brush, at: Point, u: float, look: Look, t: float, paint: Paint, grin: bool, face: bool) -> None:
    x, y = at
    hair = paint(look.hair)
    if look.style == "bob":
        brush.oval(x, y - 0.1 * u, 2.05 * u, 2.1 * u, hair)
        brush.rect(x - 2.05 * u, y - 0.2 * u, x + 2.05 * u, y + 1.6 * u, hair, 0.7 * u)
    if look.style == "hood":
        brush.oval(x, y, 2.15 * u, 2.15 * u, paint(look.coat))
        brush.poly([(x - 0.5 * u, y - 1.9 * u), (x + 0.5 * u, y - 1.9 * u), (x + 0.1 * u, y - 2.8 * u)],
            paint(look.coat))  # fmt: skip
    if not face:
        if look.style != "hood":
            brush.oval(x, y, 1.8 * u, 1.85 * u, hair)
        return
    brush.oval(x, y + 0.05 * u, 1.68 * u, 1.7 * u, paint(look.skin))
    if look.beard is not None:
        brush.blob([(x - 1.65 * u, y + 0.2 * u), (x - 1.3 * u, y + 1.7 * u), (x, y + 2.3 * u),
            (x + 1.3 * u, y + 1.7 * u), (x + 1.65 * u, y + 0.2 * u), (x, y + 0.62 * u)],
            paint(look.beard))  # fmt: skip
    if look.style in ("bob", "crop"):
        brush.blob([(x - 1.78 * u, y - 0.2 * u), (x - 1.5 * u, y - 1.6 * u), (x, y - 2.1 * u),
            (x + 1.5 * u, y - 1.6 * u), (x + 1.78 * u, y - 0.2 * u), (x + 0.6 * u, y - 1.05 * u),
            (x - 0.7 * u, y - 0.85 * u)], hair)  # fmt: skip
    if look.style == "cap":
        brush.blob([(x - 1.8 * u, y - 0.75 * u), (x - 1.4 * u, y - 1.9 * u), (x, y - 2.2 * u),
            (x + 1.4 * u, y - 1.9 * u), (x + 1.8 * u, y - 0.75 * u), (x, y - 0.95 * u)],
            paint("#2b3f63"))  # fmt: skip
        brush.rect(x - 1.9 * u, y - 1.05 * u, x + 1.9 * u, y - 0.62 * u, paint("#1b2743"), 0.2 * u)
    shut = (t + x * 0.13) % 2.9 < 0.14
    for side in (-1, 1):
        brush.oval(x + side * 0.68 * u, y + 0.05 * u, 0.22 * u, 0.05 * u if shut else 0.3 * u, paint("#1a1022"))
        brush.oval(x + side * 1.05 * u, y + 0.6 * u, 0.3 * u, 0.2 * u, paint(mix(look.skin, "#ff5a5a", 0.4)))
    if grin:
        brush.bow([(x - 0.5 * u, y + 0.68 * u), (x, y + 0.98 * u), (x + 0.5 * u, y + 0.68 * u)], 0.17 * u,
            paint("#7a2435"))  # fmt: skip
    if look.scarf is not None:
        brush.rect(x - 1.4 * u, y + 1.5 * u, x + 1.4 * u, y + 2.25 * u, paint(look.scarf), 0.36 * u)


def pair(stage: Stage, t: float, at: Point, size: float, ink: Colour, rim: Colour) -> Sprite:
    """A couple from behind, she leaning on him, her scarf in the wind; lit edges to the middle."""
    x, foot = at
    u = size / 10
    brush = Brush(stage, (x - 7 * u, foot - 11 * u, x + 6 * u, foot + u), 3)
    wind = [(x - 1.4 * u - n * 0.75 * u,
        foot - (6.35 - 0.12 * n + 0.26 * math.sin(t * 3.4 - n * 0.9) * n / 3) * u)
        for n in range(6)]  # fmt: skip
    for mid, tall, lean in ((1.55, 1.0, -0.12), (-1.15, 0.9, 0.5)):
        hip, neck, s = x + mid * u, x + (mid + lean) * u, tall * u
        head = neck + lean * 0.9 * u
        for edge, tone in ((0.17, rim), (0.0, ink)):
            g = edge * u
            if tall < 1:
                brush.bow(wind, 0.5 * u + g, rim if edge else mix("#e0334f", ink, 0.2))
            brush.blob([(hip - 1.0 * s - g, foot + 0.4 * u), (hip - 1.15 * s - g, foot - 3 * s),
                (neck - 1.3 * s - g, foot - 5.3 * s), (neck - 0.45 * s - g, foot - 6.2 * s),
                (neck + 0.45 * s + g, foot - 6.2 * s), (neck + 1.3 * s + g, foot - 5.3 * s),
                (hip + 1.15 * s + g, foot - 3 * s), (hip + 1.0 * s + g, foot + 0.4 * u)], tone)  # fmt: skip
            brush.rect(neck - 0.42 * s - g, foot - 7 * s, neck + 0.42 * s + g, foot - 5.8 * s, tone)
            brush.oval(head, foot - 7.75 * s, 1.02 * s + g, 1.16 * s + g, tone)
            if tall < 1:
                brush.blob([(head - 1.3 * s - g, foot - 6.3 * s), (head - 1.3 * s - g, foot - 8.2 * s),
                    (head, foot - 9.1 * s - g), (head + 1.15 * s, foot - 8.2 * s),
                    (head + 0.85 * s, foot - 6.5 * s)], tone)  # fmt: skip
    brush.bow([(x + 0.6 * u, foot - 5.2 * u), (x - 0.6 * u, foot - 4.5 * u), (x - 1.7 * u, foot - 4.6 * u)],
        0.75 * u, mix(ink, rim, 0.14))  # fmt: skip
    return brush.sprite()


def walker(brush: Brush, at: Point, size: float, ink: Colour, step: float) -> None:
    """A walking silhouette at `at`, `step` in radians of its stride."""
    x, foot = at
    u = size / 10
    for side in (0.0, math.pi):
        a = math.sin(step + side) * 0.55
        brush.line([(x, foot - 4.4 * u), (x + math.sin(a) * 2.1 * u, foot - 2.2 * u),
            (x + math.sin(a) * 3.4 * u - 0.4 * u, foot - max(0.0, math.cos(step + side)) * 0.7 * u)],
            1.05 * u, ink)  # fmt: skip
    brush.blob([(x - 1.35 * u, foot - 3.3 * u), (x - 1.3 * u, foot - 6.8 * u), (x, foot - 7.7 * u),
        (x + 1.3 * u, foot - 6.8 * u), (x + 1.35 * u, foot - 3.3 * u)], ink)  # fmt: skip
    brush.oval(x + 0.15 * u, foot - 8.75 * u, 1.15 * u, 1.2 * u, ink)


def shade(brush: Brush, at: Point, size: float, t: float, ink: Colour, eyes: Colour | None) -> None:
    """The tall dark one: a flowing cloak, long fingers and, perhaps, two pale eyes."""
    x, foot = at
    u = size / 20
    hem = [(x + (n - 4) * 1.15 * u, foot - (0.35 + 0.5 * math.sin(t * 2.6 + n * 1.9)) * u) for n in range(9)]
    brush.poly([*hem, (x + 2.5 * u, foot - 13.2 * u), (x + 1.3 * u, foot - 15.4 * u),
        (x - 1.3 * u, foot - 15.4 * u), (x - 2.5 * u, foot - 13.2 * u)], ink)  # fmt: skip
    brush.oval(x, foot - 16.9 * u, 1.75 * u, 2.5 * u, ink)
    for side in (-1, 1):
        reach = math.sin(t * 1.1 + side) * 0.6
        elbow = (x + side * 3.9 * u, foot - (9.6 + reach) * u)
        hand = (x + side * (4.5 + reach * 0.4) * u, foot - (6.2 + reach) * u)
        brush.bow([(x + side * 2.1 * u, foot - 13 * u), elbow, hand], 0.8 * u, ink)
        for finger in range(4):
            a = 0.5 + finger * 0.32
            tip = (hand[0] + side * math.cos(a) * 1.9 * u - side * 0.7 * u, hand[1] + math.sin(a) * 2.2 * u)
            brush.line([hand, tip], 0.24 * u, ink)
        if eyes is not None:
            brush.oval(x + side * 0.68 * u, foot - 17.1 * u, 0.38 * u, 0.46 * u, eyes)
