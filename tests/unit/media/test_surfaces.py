"""What pictures are made of is told from small drawn ones."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from personalizedTrailer.media.reading import surfaces

RNG = np.random.default_rng(11)


def plane(rows: int, columns: int, level: int) -> surfaces.Picture:
    return np.full((rows, columns), level, np.int16)


def page(size: int, *lines: str) -> surfaces.Picture:
    """White letters on black."""
    picture = Image.new("L", (256, 144), 16)
    draw = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        draw.text((40, 10 + number * 2 * size), line, fill=235, font=ImageFont.load_default(size))
    return np.asarray(picture).astype(np.int16)


@pytest.mark.parametrize("size", [9, 12, 16])
def test_letters_stand_in_lines(size: int) -> None:
    share, lines = surfaces.letters(
        surfaces.strokes(page(size, "Written by somebody", "Music by nobody", "The end"))
    )
    assert share > 0.002 and lines >= 3
    few, _ = surfaces.letters(surfaces.strokes(page(size, "The end")))
    assert few < share


@pytest.mark.parametrize(
    "picture",
    [plane(144, 256, 90), RNG.normal(100, 50, (144, 256)).astype(np.int16), np.tile(np.arange(256), (144, 1))],
    ids=["plain", "grass", "shaded"],
)
def test_what_holds_no_letters(picture: surfaces.Picture) -> None:
    share, _ = surfaces.letters(surfaces.strokes(picture.astype(np.int16)))
    assert share < 0.0005


def test_ground_is_what_is_most_common() -> None:
    picture = plane(36, 64, 30)
    assert surfaces.ground(picture) == 1
    picture[:18] = 200
    assert surfaces.ground(picture) == 0.5
    assert surfaces.ground(np.tile(np.arange(0, 256, 4, dtype=np.int16), (36, 1))) == pytest.approx(1 / 8)


def test_colour_bars_are_upright() -> None:
    bars = np.repeat(np.array([235, 162, 131, 112, 84, 65, 35, 16], np.int16), 8)[None].repeat(36, axis=0)
    assert surfaces.upright(bars) == 1
    assert surfaces.upright(bars.T.copy()) == 0
    assert surfaces.upright(plane(36, 64, 50)) == 0
    assert surfaces.upright(RNG.normal(100, 40, (36, 64)).astype(np.int16)) < 0.2


@pytest.mark.parametrize(
    ("colour", "glows", "green"),
    [
        ((255, 140, 40), True, False),
        ((230, 90, 120), True, False),
        ((40, 160, 60), False, True),
        ((60, 120, 230), False, False),
        ((128, 128, 128), False, False),
        ((40, 20, 8), False, False),
    ],
    ids=["orange", "pink", "grass", "sky", "grey", "brown dark"],
)
def test_scenery_is_told_by_its_colours(colour: tuple[int, int, int], glows: bool, green: bool) -> None:
    picture = Image.new("RGB", (64, 36), colour).convert("YCbCr")
    luma, blue, red = (np.asarray(one).astype(np.int16) for one in picture.split())
    sky, grass, glow = surfaces.scenery(luma, blue[:36], red[:36])
    assert (grass == 1, glow == 1) == (green, glows)
    assert sky == (1 if luma[0, 0] > 40 else 0)


def test_a_sky_may_be_shaded_but_not_rough() -> None:
    grey = plane(36, 64, 128)
    shaded = np.repeat(np.arange(100, 244, 4, dtype=np.int16)[:, None], 64, axis=1)
    assert surfaces.scenery(shaded, grey, grey)[0] == 1
    rough = RNG.normal(128, 30, (36, 64)).astype(np.int16)
    assert surfaces.scenery(rough, grey, grey)[0] < 0.2
