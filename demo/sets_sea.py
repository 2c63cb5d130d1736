"""Sets at sea: calm water under the lighthouse, and the storm."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from demo import props
from demo.heaven import SUNS, heaven
from demo.layers import EARTH, clouds, flat, hills, ridge, sky, swell
from demo.light import Glow, rain
from demo.paint import Array, Brush, Drawer, Sprite, Stage, mix


def sea(stage: Stage) -> Drawer:
    """Paper waves under a headland with its lighthouse. Options: hour, tower, boat, birds, beam."""
    hour = stage.text("hour", "dawn")
    far, near, rim = EARTH[hour]
    base = heaven(stage, hour, 470)
    bank = clouds(stage, hour, 260, 0.05)
    rng = stage.rng("sea")
    water = ridge(stage, flat(470), 0.1, (mix(far, rim, 0.35),
        mix(far, near, 0.5)), fade=260)  # fmt: skip
    coast = ridge(stage, hills(rng, 466, 16, 900), 0.1, (mix(far, near, 0.35), mix(far, near, 0.4)), rim=rim)
    waves = []
    for n in range(5):
        line = swell(rng, 520 + 44 * n, 15 + 5 * n, 150 + 55 * n)
        tone = mix(mix(far, rim, 0.25), near, 0.3 + 0.16 * n)
        waves.append(
            ridge(_wider(stage), line, 1.0, (tone, mix(tone, near, 0.45)), rim=rim, fade=110, salt=f"w{n}")
        )
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
    _, near, rim = EARTH[hour]

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
        tip = lamp[0] + math.copysign(max(abs(across), 0.9), across) * 1500
        spread = 70 + 130 * abs(across)
        glow.shape([lamp, (tip, lamp[1] - 60 - spread), (tip, lamp[1] - 60 + spread)], "#ffe9a8",
            power * (0.06 + 0.42 * abs(across)))  # fmt: skip
    near = max(0.0, math.sin(turn))
    glow.spot(*lamp, 120 + 160 * near, "#ffe9a8", power * (0.8 + near))
    return glow.over(frame, 16)


def storm(stage: Stage) -> Drawer:
    """The lighthouse in a gale. Options: bolts (seconds, as 'a,b'), lit (when the lamp burns), boat."""
    far, near, rim = EARTH["storm"]
    base = sky(stage, "storm", 520)
    banks = [
        clouds(stage, "storm", 90 + 110 * n, 0.1, heavy=0.5, colour=mix(far, near, 0.25 * n)) for n in range(3)
    ]
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
            frame = _beam(stage, frame, lamp, t - lit, min(1.7, (t - lit) * 2.4))
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
