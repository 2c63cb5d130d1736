"""Sets under the open sky: mountains, sea, storm, meadow, hill, forest and railway."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from demo import props
from demo.actors import CAST, pair, person, shade
from demo.layers import EARTH, clouds, disc, hills, peaks, pines, ridge, shine, sky, stars, swell
from demo.light import Glow, rain, snow, sparks
from demo.paint import Array, Brush, Drawer, Sprite, Stage, ease, mix

SUNS: dict[str, tuple[float, float, float, str, str]] = {
    # where (x, y), how large, its top and bottom colours
    "dawn": (860, 405, 64, "#fff6d8", "#ffd99a"),
    "noon": (1010, 130, 46, "#ffffff", "#fff6cf"),
    "gold": (900, 300, 70, "#fffbe6", "#ffe9a6"),
    "sunset": (640, 400, 150, "#ffe98a", "#ff4f6d"),
    "dusk": (420, 430, 54, "#ffd0a0", "#f07a76"),
    "night": (960, 150, 52, "#fdfbe8", "#cfdcf2"),
    "teal": (300, 140, 44, "#eafff6", "#a4e4d4"),
    "snow": (940, 190, 50, "#ffffff", "#fdf3ee"),
    "neon": (640, 380, 130, "#ffd86a", "#ff3f8f"),
}


def heaven(stage: Stage, hour: str, horizon: float = 520.0) -> Image.Image:
    """A sky with its glow, sun or moon, and stars when it is dark enough."""
    base = sky(stage, hour, horizon)
    if hour in ("night", "teal", "dusk", "neon", "storm"):
        base = stars(stage, base, 60 if hour in ("dusk", "storm") else 240, horizon * 0.9)
    if hour in SUNS:
        x, y, size, top, low = SUNS[hour]
        x, y = stage.number("sunx", x), stage.number("suny", y)
        base = shine(stage, base, (x, y), size * 5.5, mix(EARTH[hour][2], "#000000", 0.35))
        base = shine(stage, base, (x, y), size * 2.1, mix(low, "#000000", 0.3))
        disc(stage, base, (x, y), size, (top, low))
    return base


def mountains(stage: Stage) -> Drawer:
    """Five layers of ranges and firs. Options: hour, birds, snowfall, meteor (seconds of its strike)."""
    hour = stage.text("hour", "dawn")
    far, near, rim = EARTH[hour]
    base = heaven(stage, hour)
    bank = clouds(stage, hour, 300, 0.08)
    layers: list[tuple[Sprite, float]] = []
    for n in range(6):
        part = n / 5
        depth = 0.15 + 0.85 * part**1.4
        rng = stage.rng(f"range{n}")
        if n < 2:
            line = peaks(rng, 520 + 55 * n, 270 - 60 * n, 190)
        elif n < 4:
            line = hills(rng, 500 + 45 * n, 34, 620, 0.55)
        else:
            line = pines(rng, hills(rng, 520 + 46 * n, 22, 700, 0.5), 70 + 60 * (n - 4), 26 + 12 * (n - 4))
        tone = mix(far, near, part**0.8)
        layers.append((ridge(stage, line, depth, (tone, mix(tone, far, 0.55 * (1 - part))), rim=rim, fade=190,
                             salt=f"range{n}"), depth))  # fmt: skip
    fall = snow(stage) if stage.number("snowfall", 0) else None
    strike = stage.number("meteor", -1)

    def draw(t: float) -> Image.Image:
        x = stage.drift(t)
        frame = base.copy()
        bank.paste(frame, -x * 0.08 + t * 5)
        for layer, depth in layers[:3]:
            layer.paste(frame, -x * depth)
        if stage.number("birds", 0):
            at = (380 + t * 46 - x * 0.3, 250 - t * 7)
            props.flock(stage, t, at, 17, 15, mix(near, "#000000", 0.2)).paste(frame)
        if strike >= 0:
            frame = _meteor(stage, frame, t, strike)
        for layer, depth in layers[3:]:
            layer.paste(frame, -x * depth)
        return fall(frame, t) if fall else frame

    return draw


def _meteor(stage: Stage, frame: Image.Image, t: float, strike: float) -> Image.Image:
    """A star falls from the left top; at `strike` seconds it lands behind the hills in white light."""
    glow = Glow(stage)
    part = min(1.0, t / strike)
    x, y = 90 + 730 * part, -60 + 560 * part**1.3
    if t < strike:
        for n in range(26):
            back = max(0.0, part - n * 0.013)
            bx, by = 90 + 730 * back, -60 + 560 * back**1.3
            glow.spot(bx, by, 46 - n * 1.4, mix("#fff3c9", "#ff6a3d", n / 26), 0.5 * (1 - n / 27))
        glow.spot(x, y, 170, "#ffb765", 0.8)
        frame = glow.over(frame, 4)
        return sparks(stage, frame, np.array([x], np.float32), np.array([y], np.float32),
                      np.full((1, 3), 255, np.float32), 7)  # fmt: skip
    age = t - strike
    glow.spot(820, 500, 240 + 420 * ease(age * 1.6), "#ff9a4a", 1.1 * math.exp(-age * 0.5))
    glow.spot(820, 500, 150 + 120 * age, "#fff1c0", 1.6 * math.exp(-age * 0.9))
    frame = glow.over(frame, 10)
    if age < 0.125:
        white = stage.blank("#ffffff")
        frame = Image.blend(frame, white, 0.94 if age < 0.08 else 0.55)
    return frame


def sea(stage: Stage) -> Drawer:
    """Paper waves under a headland with its lighthouse. Options: hour, tower, boat, birds, beam."""
    hour = stage.text("hour", "dawn")
    far, near, rim = EARTH[hour]
    base = heaven(stage, hour, 470)
    bank = clouds(stage, hour, 260, 0.05)
    rng = stage.rng("sea")
    water = ridge(stage, lambda x: np.full(x.shape, 470, np.float32), 0.1,
                  (mix(far, rim, 0.35), mix(far, near, 0.5)), fade=260)  # fmt: skip
    coast = ridge(stage, hills(rng, 466, 16, 900), 0.1, (mix(far, near, 0.35), mix(far, near, 0.4)), rim=rim)
    waves = []
    for n in range(5):
        line = swell(rng, 520 + 44 * n, 15 + 5 * n, 150 + 55 * n)
        tone = mix(mix(far, rim, 0.25), near, 0.3 + 0.16 * n)
        waves.append(ridge(_wider(stage), line, 1.0, (tone, mix(tone, near, 0.45)), rim=rim, fade=110, salt=f"w{n}"))
    rock = _headland(stage, hour)
    tower, lamp = props.lighthouse(stage, 1010, 410, 320, mix(far, near, 0.3), 0.16)
    boat = props.boat(stage, 92, mix(near, "#000000", 0.2), mix(rim, far, 0.15))
    glint = stage.rng("glint")
    gx, gy, gp = glint.normal(0, 1, 90), glint.uniform(0, 1, 90), glint.uniform(0, 6.28, 90)
    sun_x = stage.number("sunx", SUNS.get(hour, (640,))[0])
    ink = mix(rim, "#ffffff", 0.4)

    def draw(t: float) -> Image.Image:
        x = stage.drift(t)
        frame = base.copy()
        bank.paste(frame, t * 6 - x * 0.05)
        if stage.number("birds", 0):
            props.flock(stage, t, (300 + t * 40, 250), 9, 15, near).paste(frame)
        coast.paste(frame, -x * 0.1)
        water.paste(frame, -x * 0.1)
        dots = Brush(stage, (sun_x - 230, 472, sun_x + 230, 640), 2)
        for n in range(90):
            size = 20 * max(0.0, math.sin(t * 2.4 + gp[n])) * (0.4 + gy[n])
            wx, wy = sun_x + gx[n] * (26 + 50 * gy[n]), 476 + gy[n] ** 1.5 * 150
            dots.rect(wx - size, wy, wx + size, wy + 1.6 + gy[n] * 2, ink)
        dots.sprite().paste(frame)
        for n, wave in enumerate(waves):
            if n == 2 and stage.number("boat", 1):
                boat.paste(frame, 330 + t * 9, 598 + 5 * math.sin(t * 1.7))
            if n == 1 and stage.number("tower", 1):
                rock.paste(frame, -x * 0.4)
                tower.paste(frame, -x * 0.4)
            wave.paste(frame, (18 + 9 * n) * math.sin(t * (0.75 + 0.08 * n) + n * 1.9) - x * (0.4 + n * 0.15),
                       4 * math.sin(t * 1.3 + n * 2.2))  # fmt: skip
        return _beam(stage, frame, lamp, t, stage.number("beam", 0)) if stage.number("beam", 0) else frame

    return draw


def _wider(stage: Stage) -> Stage:
    """The same stage with room for waves to roll sideways."""
    low, high = min(stage.pan), max(stage.pan)
    return Stage(stage.width, stage.height, stage.seconds, stage.seed, stage.view, (low - 70, high + 70))


def _headland(stage: Stage, hour: str) -> Sprite:
    far, near, rim = EARTH[hour]

    def line(x: Array) -> Array:
        rise = 1 / (1 + np.exp(-(x - 905) / 26))
        step = np.sin(x * 0.045) * 5 + np.sin(x * 0.11) * 3
        return np.asarray(600 - 190 * rise + step * rise - np.clip(x - 1080, 0, None) * 0.12, np.float32)

    return ridge(stage, line, 0.4, (mix(near, rim, 0.22), near), rim=rim, fade=200, salt="rock")


def _beam(stage: Stage, frame: Image.Image, lamp: tuple[float, float], t: float, power: float) -> Image.Image:
    """Two sweeping beams and the lamp's own glow."""
    glow = Glow(stage)
    turn = t * 1.1 + 2.6
    for side in (0.0, math.pi):
        across = math.cos(turn + side)
        tip = lamp[0] + across * 1500
        spread = 70 + 130 * abs(across)
        glow.shape([lamp, (tip, lamp[1] - 60 - spread), (tip, lamp[1] - 60 + spread)], "#ffe9a8",
                   power * (0.18 + 0.3 * abs(across)))  # fmt: skip
    near = max(0.0, math.sin(turn))
    glow.spot(*lamp, 120 + 160 * near, "#ffe9a8", power * (0.8 + near))
    return glow.over(frame, 16)


def storm(stage: Stage) -> Drawer:
    """The lighthouse in a gale. Options: bolts (seconds, as 'a,b'), lit (when the lamp burns), boat."""
    far, near, rim = EARTH["storm"]
    base = sky(stage, "storm", 520)
    banks = [clouds(stage, "storm", 90 + 110 * n, 0.1, heavy=0.5, colour=mix(far, near, 0.25 * n)) for n in range(3)]
    rng = stage.rng("storm")
    waves = []
    for n in range(5):
        line = swell(rng, 500 + 52 * n, 40 + 9 * n, 260 + 70 * n)
        tone = mix("#4d6e78", "#060c12", 0.15 + 0.19 * n)
        waves.append(ridge(_wider(stage), line, 1.0, (tone, mix(tone, near, 0.6)), rim=rim, fade=130, salt=f"s{n}"))
    rock = _headland(stage, "storm")
    tower, lamp = props.lighthouse(stage, 1010, 410, 320, "#1b2a36", 0.55)
    boat = props.boat(stage, 120, "#0a0d12", "#5b6a70")
    fall = rain(stage, 1.2, 0.42)
    bolts = [float(b) for b in stage.text("bolts", "").split(",") if b]
    lit = stage.number("lit", 99)

    def draw(t: float) -> Image.Image:
        frame = base.copy()
        for n, bank in enumerate(banks):
            bank.paste(frame, -30 + t * (14 + 9 * n))
        flash = max([0.0, *(math.exp(-(t - b) * 7) for b in bolts if t >= b)])
        strike = [n for n, b in enumerate(bolts) if 0 <= t - b < 0.22]
        if flash > 0.03:
            frame = Image.blend(frame, stage.blank("#c9dcff"), 0.62 * flash)
        if strike:
            _bolt(stage, frame, strike[0])
        for n, wave in enumerate(waves):
            if n == 1:
                rock.paste(frame)
                tower.paste(frame)
            if n == 3 and stage.number("boat", 0):
                heel = 16 * math.sin(t * 1.6)
                boat.paste(frame, 420 + 12 * t, 612 + heel)
            wave.paste(frame, (26 + 8 * n) * math.sin(t * (1.1 + 0.12 * n) + n * 1.9),
                       (9 + 2 * n) * math.sin(t * 1.9 + n * 2.2))  # fmt: skip
        if t >= lit:
            frame = _beam(stage, frame, lamp, t - lit, min(1.0, (t - lit) * 1.4))
        return fall(frame, t)

    return draw


def _bolt(stage: Stage, frame: Image.Image, which: int) -> None:
    """Lightning: a jagged white stroke with a fork."""
    rng = stage.rng(f"bolt{which}")
    brush = Brush(stage, (120, -20, 860, 520), 2)
    x = 300.0 + 260 * (which % 2)
    path = [(x, -10.0)]
    for n in range(9):
        x += rng.uniform(-46, 46)
        path.append((x, 40.0 + n * 54))
    brush.line(path, 5, "#eaf2ff")
    fork = [path[4]]
    for _ in range(4):
        fork.append((fork[-1][0] + rng.uniform(15, 60), fork[-1][1] + rng.uniform(18, 42)))
    brush.line(fork, 2.6, "#d5e4ff")
    brush.sprite().paste(frame)


def meadow(stage: Stage) -> Drawer:
    """Children on a green hill. Options: hour, kite, balloons, who ('all' or 'kids')."""
    hour = stage.text("hour", "noon")
    far, near, rim = EARTH[hour]
    base = heaven(stage, hour)
    bank = clouds(stage, hour, 210, 0.1, colour="#ffffff")
    rng = stage.rng("meadow")
    rows = []
    for n in range(4):
        part, depth = n / 3, 0.15 + 0.25 * n
        line = hills(rng, 470 + 46 * n, 30 - 4 * n, 800 - 60 * n, 0.4)
        green = mix(mix(far, "#7cc47a", 0.5), mix(near, "#3f8f3a", 0.5), part)
        rows.append((ridge(stage, line, depth, (green, mix(green, near, 0.5)), rim=rim, fade=170, salt=f"m{n}"), depth))
    oak = props.tree(stage, 1090, 610, 330, mix("#3d9a4c", near, 0.25), "#4a2c2a")
    bloom_rng = stage.rng("bloom")
    flowers = Brush(stage, (-40, 600, 1320, 730), 2)
    for _ in range(150):
        fx, fy = bloom_rng.uniform(-40, 1320), bloom_rng.uniform(632, 722)
        tone = ("#ffd34e", "#ff7a90", "#ffffff", "#c89bff")[int(bloom_rng.integers(0, 4))]
        flowers.oval(fx, fy, 2.4 + (fy - 620) * 0.03, 2.0 + (fy - 620) * 0.025, tone)
    petals = flowers.sprite()

    def draw(t: float) -> Image.Image:
        x = stage.drift(t)
        frame = base.copy()
        bank.paste(frame, t * 8 - x * 0.1)
        for layer, depth in rows:
            layer.paste(frame, -x * depth)
        oak.paste(frame, -x * 0.8)
        hop = abs(math.sin(t * 4.2)) * 14
        pip, ada = (470 - x * 0.9, 650 - hop), (600 - x * 0.9, 658 - abs(math.sin(t * 4.2 + 1.3)) * 12)
        petals.paste(frame, -x * 0.95)
        if stage.number("kite", 1):
            at = (700 - x * 0.4 + 50 * math.sin(t * 0.9), 190 + 34 * math.sin(t * 1.4))
            props.kite(stage, t, at, 62, (pip[0] + 34, pip[1] - 66)).paste(frame)
        if stage.number("balloons", 0):
            props.balloons(stage, t, (ada[0] + 30, ada[1] - 88), 34).paste(frame)
        cast = Brush(stage, (180, 420, 1100, 680), 2)
        person(cast, pip, 150, CAST["pip"], t, arm=0.8)
        person(cast, ada, 150, CAST["ada"], t + 0.7, arm=0.7)
        if stage.text("who", "all") == "all":
            person(cast, (800 - x * 0.9, 648), 160, CAST["mira"], t, arm=0.25)
            person(cast, (890 - x * 0.9, 650), 172, CAST["theo"], t + 1, arm=0.3)
        cast.sprite().paste(frame)
        return frame

    return draw


def hill(stage: Stage) -> Drawer:
    """Two on a hill before a huge sun. Options: hour, tree, lanterns."""
    hour = stage.text("hour", "sunset")
    far, near, rim = EARTH[hour]
    base = heaven(stage, hour, 560)
    banks = [clouds(stage, hour, 250 + 110 * n, 0.06, colour=mix(rim, far, 0.3 * n)) for n in range(2)]
    rng = stage.rng("hill")
    back = [ridge(stage, hills(rng, 545 + 32 * n, 20, 760, 0.5), 0.2 + 0.2 * n,
                  (mix(far, near, 0.15 + 0.3 * n), mix(far, near, 0.1 + 0.28 * n)), rim=rim, salt=f"h{n}")
            for n in range(3)]  # fmt: skip

    def top(x: Array) -> Array:
        return np.asarray(592 + ((x - 610) / 640) ** 2 * 120 + np.sin(x * 0.9) * 1.6 + np.sin(x * 0.37) * 2, np.float32)

    front = ridge(stage, top, 1.0, (mix(near, far, 0.12), near), rim=rim, fade=120, salt="front")
    oak = props.tree(stage, 985, 640, 380, mix(near, far, 0.12), near) if stage.number("tree", 1) else None
    ink = mix(near, "#000000", 0.25)

    def draw(t: float) -> Image.Image:
        x = stage.drift(t)
        frame = base.copy()
        for n, bank in enumerate(banks):
            bank.paste(frame, t * (4 + 3 * n) - x * 0.06)
        for n, layer in enumerate(back):
            layer.paste(frame, -x * (0.2 + 0.2 * n))
        front.paste(frame, -x)
        if oak:
            oak.paste(frame, -x)
        pair(stage, t, (612 - x, 600), 150, ink, mix(rim, "#ffffff", 0.15)).paste(frame)
        if stage.number("birds", 0):
            props.flock(stage, t, (220 + t * 34, 190), 11, 12, near).paste(frame)
        return frame

    return draw


def forest(stage: Stage) -> Drawer:
    """Trunks in mist with fireflies. Options: hour, shadow (1 shows the tall dark one)."""
    hour = stage.text("hour", "teal")
    far, near, rim = EARTH[hour]
    base = shine(stage, sky(stage, hour, 640), (640, 430), 420, mix(rim, "#000000", 0.45))
    layers: list[tuple[Sprite, float]] = []
    for n in range(4):
        depth, rng = 0.2 + 0.28 * n, stage.rng(f"trunk{n}")
        left, right = stage.reach(depth)
        brush = Brush(stage, (left, -10, right, 730), 2)
        tone = mix(far, near, n / 3)
        for x in np.arange(left - 60, right + 60, 120 + 55 * n).tolist():
            spot, wide = x + rng.uniform(-40, 40), (9 + 13 * n) * rng.uniform(0.7, 1.3)
            brush.poly([(spot - wide, 730), (spot - wide * 0.55, -10), (spot + wide * 0.55, -10), (spot + wide, 730)], tone)
            for _ in range(3):
                y, side = rng.uniform(60, 420), 1 if rng.uniform() < 0.5 else -1
                brush.bow([(spot, y), (spot + side * wide * 2.5, y - 30), (spot + side * wide * 4.6, y - 84)], wide * 0.3, tone)
        layers.append((brush.sprite(), depth))
        ground = ridge(stage, hills(rng, 600 + 30 * n, 12, 420, 0.55), depth, (tone, mix(tone, near, 0.4)), rim=None)
        layers.append((ground, depth))
    rng = stage.rng("flies")
    place, lag = rng.uniform(0, 1, (70, 2)).astype(np.float32), rng.uniform(0, 6.28, 70).astype(np.float32)

    def draw(t: float) -> Image.Image:
        x = stage.drift(t)
        frame = base.copy()
        for n, (layer, depth) in enumerate(layers):
            layer.paste(frame, -x * depth)
            if n == 3 and stage.number("shadow", 0):
                cloak = Brush(stage, (380, 120, 980, 660), 2)
                shade(cloak, (760 - t * 26 - x * 0.6, 640), 440, t, mix(near, "#000000", 0.5), "#eafff6")
                cloak.sprite().paste(frame)
        fx = place[:, 0] * 1400 - 60 + np.sin(t * 0.7 + lag) * 44 - x * 0.7
        fy = 190 + place[:, 1] * 450 + np.sin(t * 1.1 + lag * 1.7) * 26
        power = np.clip(np.sin(t * 2.1 + lag * 3), 0.0, 1) ** 1.5
        glow = Glow(stage)
        for n in np.nonzero(power > 0.1)[0].tolist():
            glow.spot(float(fx[n]), float(fy[n]), 26, "#d8f26a", float(power[n]) * 0.8)
        frame = glow.over(frame, 3)
        tint = power[:, None] * np.array([255, 250, 150], np.float32)
        return sparks(stage, frame, fx, fy, tint, 2.1)

    return draw


def rail(stage: Stage) -> Drawer:
    """A train on a viaduct. Options: hour, snowfall, speed (units a second), from (x of its nose)."""
    hour = stage.text("hour", "snow")
    far, near, rim = EARTH[hour]
    base = heaven(stage, hour)
    ranges = [(ridge(stage, peaks(stage.rng(f"p{n}"), 500 + 60 * n, 300 - 90 * n, 210), 0.15 + 0.2 * n,
                     (mix(far, near, 0.1 + 0.3 * n), mix(far, near, 0.05 + 0.15 * n)), rim=rim, salt=f"p{n}"),
               0.15 + 0.2 * n) for n in range(2)]  # fmt: skip
    rng = stage.rng("rail")
    valley = ridge(stage, pines(rng, hills(rng, 640, 14, 500), 90, 24), 0.6, (mix(far, near, 0.6), mix(far, near, 0.45)), rim=rim)
    left, right = stage.reach(0.8)
    bridge = Brush(stage, (left, 430, right, 730), 2)
    stone = mix(near, far, 0.3)
    bridge.rect(left, 470, right, 500, mix(stone, "#000000", 0.15))
    bridge.rect(left, 464, right, 472, mix(stone, rim, 0.25))
    for x in np.arange(left - 200, right + 200, 150).tolist():
        arch = [(x + 60 + math.cos(a) * 58, 590 - math.sin(a) * 84) for a in np.linspace(0, math.pi, 22).tolist()]
        bridge.poly([(x - 16, 500), (x - 16, 730), (x + 2, 730), *arch[::-1], (x + 118, 730), (x + 136, 730), (x + 136, 500)], stone)
    stones = bridge.sprite()
    coach = props.train(stage, 250, "#c8373f" if hour != "night" else "#3b2f63", "#fff0d0", 5)
    front = ridge(stage, pines(stage.rng("front"), hills(stage.rng("front"), 705, 10, 400), 130, 46), 1.25, (mix(near, "#000000", 0.15), near), rim=rim)
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
