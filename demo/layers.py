"""Skies, mountain ridges, waves and other wide layers cut from coloured paper."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from PIL import Image

from demo.paint import Array, Brush, Colour, Sprite, Stage, cloudy, gradient, mix, picture, rgb

Profile = Callable[[Array], Array]
Stops = Sequence[tuple[float, Colour]]

SKIES: dict[str, Stops] = {
    "dawn": [(0, "#27315f"), (0.3, "#6a5796"), (0.55, "#d77d93"), (0.75, "#ffb38c"), (1, "#ffe7bd")],
    "noon": [(0, "#2b86c9"), (0.45, "#6fc3e6"), (0.8, "#c9ecec"), (1, "#fff6dc")],
    "gold": [(0, "#5d6fb1"), (0.35, "#c590ab"), (0.65, "#ffbf86"), (1, "#fff0bb")],
    "sunset": [(0, "#1f0f45"), (0.3, "#6d1f74"), (0.55, "#db3f68"), (0.78, "#ff8547"), (1, "#ffdc75")],
    "dusk": [(0, "#0d1238"), (0.4, "#33306f"), (0.7, "#8a4a86"), (1, "#f08a76")],
    "night": [(0, "#050a20"), (0.4, "#0f1f4e"), (0.75, "#27478a"), (1, "#4f78b4")],
    "teal": [(0, "#04121c"), (0.4, "#0b2c3d"), (0.75, "#17596a"), (1, "#4fa79b")],
    "storm": [(0, "#080d15"), (0.4, "#17232f"), (0.75, "#314856"), (1, "#5f7c80")],
    "snow": [(0, "#7f9cc4"), (0.5, "#b9cbe0"), (1, "#f3eef0")],
    "neon": [(0, "#07051d"), (0.4, "#1c1147"), (0.7, "#58207a"), (1, "#e0457f")],
    "ember": [(0, "#12060f"), (0.4, "#3c0f1f"), (0.7, "#97301f"), (1, "#ff9a3c")],
}
# the farthest and the nearest ridge of each hour, and the light that catches their edges
EARTH: dict[str, tuple[Colour, Colour, Colour]] = {
    "dawn": ("#dd8f95", "#241a42", "#ffd9b0"),
    "noon": ("#9fd3cf", "#14482f", "#f2ffd0"),
    "gold": ("#e8a287", "#3c2a3f", "#fff0b8"),
    "sunset": ("#d2426a", "#190a2c", "#ffb765"),
    "dusk": ("#7a4a86", "#0d0c28", "#f6a58a"),
    "night": ("#35589a", "#050919", "#9cc4f5"),
    "teal": ("#1d6470", "#020a10", "#8ff0d6"),
    "storm": ("#3d5560", "#06090d", "#9fc2c8"),
    "snow": ("#c3d0e4", "#57698f", "#ffffff"),
    "neon": ("#6a2685", "#070414", "#ff8fc0"),
    "ember": ("#7d2a24", "#0b0408", "#ffb060"),
}


def sky(stage: Stage, hour: str, horizon: float = 520.0) -> Image.Image:
    """A graded sky, its last stop at `horizon` (design units down); below it the colour holds."""
    _, top, _, bottom = stage.box()
    rows = np.linspace(top, bottom, stage.height, dtype=np.float32) / horizon
    column = gradient(SKIES[hour], rows)
    grain = stage.rng("sky").standard_normal((stage.height, stage.width, 1), np.float32) * np.float32(1.3)
    return picture(column[:, None, :] + grain)


def axes(stage: Stage, picture_size: tuple[int, int]) -> tuple[Array, Array]:
    """The design positions of a frame-sized picture's columns and rows."""
    left, top, right, bottom = stage.box()
    x = np.linspace(left, right, picture_size[0], dtype=np.float32)
    return x, np.linspace(top, bottom, picture_size[1], dtype=np.float32)


def shine(stage: Stage, frame: Image.Image, at: tuple[float, float], size: float, colour: Colour) -> Image.Image:
    """A wide soft glow of that radius (design units) added to a still picture."""
    small = (max(2, stage.width // 4), max(2, stage.height // 4))
    x, y = axes(stage, small)
    near = np.hypot(x[None, :] - at[0], y[:, None] - at[1]) / size
    fall = np.exp(-(near**2) * 2.2)[..., None] * np.asarray(rgb(colour), np.float32)
    big = np.asarray(picture(fall).resize(frame.size, Image.Resampling.BICUBIC), np.float32)
    base = np.asarray(frame, np.float32)
    return picture(np.float32(255) - (255 - base) * (255 - big) / np.float32(255))


def disc(
    stage: Stage, frame: Image.Image, at: tuple[float, float], size: float, colours: tuple[Colour, Colour]
) -> None:
    """A sun or moon, graded from the first colour (top) to the second, laid on a still picture."""
    k = stage.scale
    x, y = stage.px(*at)
    r = size * k
    box = (math.floor(x - r - 2), math.floor(y - r - 2), math.ceil(x + r + 2), math.ceil(y + r + 2))
    xs, ys = np.arange(box[0], box[2], dtype=np.float32), np.arange(box[1], box[3], dtype=np.float32)
    alpha = np.clip(r - np.hypot(xs[None, :] - x, ys[:, None] - y) + 0.5, 0, 1)
    shade = gradient([(0, colours[0]), (1, colours[1])], (ys - y + r) / (2 * r))
    face = picture(np.repeat(shade[:, None, :], len(xs), axis=1))
    frame.paste(face, (box[0], box[1]), Image.fromarray((alpha * 255).astype(np.uint8)))


def stars(stage: Stage, frame: Image.Image, count: int, lowest: float = 420.0) -> Image.Image:
    """Stars of several sizes, fainter towards `lowest` (design units down)."""
    rng = stage.rng("stars")
    base = np.array(frame)
    for x, y, power in zip(
        rng.uniform(0, stage.width, count),
        rng.uniform(0, 1, count) ** 1.2,
        rng.power(0.4, count),
        strict=True,
    ):
        py = int(stage.px(0, y * lowest)[1])
        if not 1 <= py < stage.height - 1 or not 1 <= x < stage.width - 1:
            continue
        glow = (1 - y * 0.8) * (0.25 + 0.75 * power)
        core = (slice(py, py + 1), slice(int(x), int(x) + 1))
        around = (slice(py - 1, py + 2), slice(int(x) - 1, int(x) + 2))
        base[around] = np.maximum(base[around], (base[around] + 255 * glow * 0.28).clip(0, 255).astype(np.uint8))
        base[core] = np.maximum(base[core], np.uint8(min(255, 90 + 200 * glow)))
    return Image.fromarray(base)


def clouds(
    stage: Stage, hour: str, base: float, depth: float, *, heavy: float = 0.0, colour: Colour | None = None
) -> Sprite:
    """A bank of soft stretched clouds about `base` units down; `heavy` (0..1) fills the gaps."""
    left, right = stage.reach(depth)
    # room to drift
    left, right = left - 150, right + 150
    k = stage.scale
    wide, high = math.ceil((right - left) * k), math.ceil(240 * k)
    noise = cloudy(stage.rng(f"clouds{base}"), high, wide, (max(2, round(60 * k)), max(2, round(260 * k))))
    rows = np.linspace(0, 1, high, dtype=np.float32)[:, None]
    bump = np.clip(1 - np.abs(rows - 0.5) * 2, 0, 1)
    alpha = np.clip((noise - 0.25 + heavy) * 1.7, 0, 1) * bump**0.8
    tone = rgb(colour or mix(EARTH[hour][2], SKIES[hour][-2][1], 0.35))
    dark = rgb(mix(tone, SKIES[hour][0][1], 0.45))
    shade = gradient([(0, tone), (1, dark)], np.clip(rows + noise * -0.25, 0, 1))
    data = np.concatenate([shade, alpha[..., None] * 215], axis=-1)
    return Sprite(stage, Image.fromarray(np.clip(data, 0, 255).astype(np.uint8), "RGBA"), left, base - 120)


def ridge(
    stage: Stage,
    profile: Profile,
    depth: float,
    colours: tuple[Colour, Colour],
    *,
    rim: Colour | None = None,
    fade: float = 220.0,
    salt: str = "ridge",
) -> Sprite:
    """One cut of paper under the line `profile` (design x to design y), graded over `fade` units.

    `rim` lights its edge. The sprite is as wide as the pan needs and reaches the frame's bottom.
    """
    left, right = stage.reach(depth)
    k = stage.scale
    cols = np.arange(math.ceil((right - left) * k), dtype=np.float32) / np.float32(k) + np.float32(left)
    line = profile(cols).astype(np.float32)
    bottom = stage.box()[3] + 24
    top = min(float(line.min()) - 3, bottom - 4)
    top = max(top, stage.box()[1] - 24)
    rows = np.arange(math.ceil((bottom - top) * k), dtype=np.float32) / np.float32(k) + np.float32(top)
    below = rows[:, None] - line[None, :]
    alpha = np.clip(below * k + 0.5, 0, 1)
    ends = np.asarray([rgb(colours[0]), rgb(colours[1])], np.float32)
    shade = ends[0] + (ends[1] - ends[0]) * np.clip(below / np.float32(fade), 0, 1)[..., None]
    if rim is not None:
        inside = np.clip(below, 0, None)
        edge = np.float32(0.55) * np.exp(inside / -3) + np.float32(0.18) * np.exp(inside / -26)
        shade += (np.asarray(rgb(rim), np.float32) - shade) * edge[..., None]
    shade += stage.rng(salt + "grain").standard_normal(below.shape, np.float32)[..., None] * np.float32(1.6)
    data = np.concatenate([shade, alpha[..., None] * 255], axis=-1)
    return Sprite(stage, Image.fromarray(np.clip(data, 0, 255).astype(np.uint8), "RGBA"), left, top)


def hills(rng: np.random.Generator, level: float, swing: float, length: float, rough: float = 0.5) -> Profile:
    """A rolling line about `level`, its largest swings `swing` high and `length` long (units)."""
    phases = rng.uniform(0, 2 * math.pi, 6)
    tilt = rng.uniform(0.85, 1.25, 6)

    def line(x: Array) -> Array:
        out = np.full(x.shape, level, np.float32)
        for n in range(6):
            out -= swing * rough**n * np.sin(x / length * 2 * math.pi * tilt[n] * 1.9**n + phases[n])
        return out

    return line


def flat(level: float) -> Profile:
    """A level line."""
    return lambda x: np.full(x.shape, level, np.float32)


def reflect(stage: Stage, frame: Image.Image, shore: float, colours: tuple[Colour, Colour], t: float) -> bool:
    """Mirror what is above `shore` (design units down) in rippled water below it, in place.

    The first colour tints the water, the second its ripples. False when no water is in the frame.
    """
    edge = round(stage.px(0, shore)[1])
    if not 8 < edge < stage.height:
        return False
    low = stage.height - edge
    upper = frame.crop((0, max(0, edge - low), stage.width, edge))
    upside = upper.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    soft = upside.reduce(4).resize(upside.size, Image.Resampling.BILINEAR)
    frame.paste(Image.blend(soft, Image.new("RGB", soft.size, rgb(colours[0])), 0.35), (0, edge))
    rng = stage.rng("ripple")
    across, down = rng.uniform(-100, 1400, 60), rng.uniform(0, 1, 60)
    marks = Brush(stage, (stage.box()[0], shore - 2, stage.box()[2], shore + 124), 1)
    for n in range(60):
        size = (10 + 46 * down[n]) * (0.55 + 0.45 * math.sin(t * 2.2 + n))
        x, y = across[n], shore + 6 + down[n] ** 1.4 * 112
        marks.rect(x - size, y, x + size, y + 1.2 + down[n] * 1.4, (*rgb(colours[1]), 80))
    marks.sprite().paste(frame)
    return True


def peaks(rng: np.random.Generator, level: float, tall: float, spacing: float) -> Profile:
    """A line of sharp mountains about `tall` high."""
    spots = np.arange(-900, 2200, spacing) + rng.uniform(-0.35, 0.35, len(np.arange(-900, 2200, spacing))) * spacing
    heights = tall * rng.uniform(0.45, 1.0, len(spots))
    slopes = rng.uniform(0.75, 1.25, len(spots))
    knots = np.arange(-1000, 2400, 14.0)
    jag = rng.normal(0, tall * 0.022, len(knots))

    def line(x: Array) -> Array:
        out = np.zeros(x.shape, np.float32)
        for spot, height, slope in zip(spots, heights, slopes, strict=True):
            out = np.maximum(out, height - np.abs(x - spot) * slope)
        return np.asarray(level - out - np.interp(x, knots, jag) * (out > 4), np.float32)

    return line


def pines(rng: np.random.Generator, ground: Profile, tall: float, spacing: float) -> Profile:
    """A line of fir trees standing on another line."""
    spots = np.arange(-800, 2200, spacing)
    spots = spots + rng.uniform(-0.5, 0.5, len(spots)) * spacing
    heights = tall * rng.uniform(0.45, 1.0, len(spots))

    def line(x: Array) -> Array:
        out = np.zeros(x.shape, np.float32)
        for spot, height in zip(spots, heights, strict=True):
            near = np.abs(x - spot)
            # six tiers of branches: a saw on a cone
            cone = height * (1 - near / (height * 0.21))
            tier = height / 6.5
            saw = (near * 4.7 % tier) * 0.55
            out = np.maximum(out, np.where(near < height * 0.21, np.clip(cone + saw, 0, height), 0))
        return np.asarray(ground(x) - out, np.float32)

    return line


def swell(rng: np.random.Generator, level: float, tall: float, length: float) -> Profile:
    """A row of pointed paper waves."""
    phase = rng.uniform(0, length)
    drift = rng.uniform(0, 2 * math.pi)

    def line(x: Array) -> Array:
        part = ((x + phase) % length) / length
        crest = np.abs(np.sin(part * math.pi)) ** 0.8
        slow = np.sin(x / length * 0.9 + drift) * 0.35
        return np.asarray(level - tall * (1 - crest) - tall * slow, np.float32)

    return line
