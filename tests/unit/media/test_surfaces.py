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


def painted(above: tuple[int, int, int], below: tuple[int, int, int] | None = None) -> dict[str, float]:
    """What is found in a picture of one colour, or of two, one above the other."""
    picture = Image.new("RGB", (64, 36), above)
    picture.paste(below or above, (0, 18, 64, 36))
    luma, blue, red = (np.asarray(one).astype(np.int16) for one in picture.convert("YCbCr").split())
    return {name: float(share) for name, share in surfaces.scenery(luma, blue, red).items()}


@pytest.mark.parametrize(
    ("colour", "found"),
    [
        ((255, 140, 40), {"glow"}),
        ((230, 90, 120), {"glow"}),
        ((40, 160, 60), {"green"}),
        ((60, 120, 230), {"sky", "water"}),
        ((8, 12, 50), set()),
        ((128, 128, 128), set()),
        ((220, 220, 215), set()),
        ((40, 20, 8), set()),
    ],
    ids=["orange", "pink", "grass", "blue", "night", "grey", "a white wall", "brown dark"],
)
def test_scenery_is_told_by_its_colours(colour: tuple[int, int, int], found: set[str]) -> None:
    assert painted(colour) == {name: float(name in found) for name in ("sky", "green", "water", "glow")}


def test_scenery_is_told_by_its_place() -> None:
    blue, orange, green, black = (90, 140, 230), (230, 130, 50), (60, 150, 60), (10, 8, 8)
    assert painted(blue, green) == {"sky": 1, "green": 1, "water": 0, "glow": 0}
    assert painted(green, blue) == {"sky": 0, "green": 0, "water": 1, "glow": 0}
    assert painted(orange, black) == {"sky": 0, "green": 0, "water": 0, "glow": 1}
    assert painted(black, orange)["glow"] == 0, "a fire below is no sunset"
    assert painted((120, 60, 20), (250, 240, 230))["glow"] == 0, "what is darker than the ground is no sky"


def test_a_sky_may_be_shaded_but_not_rough() -> None:
    blue, red = plane(36, 64, 160), plane(36, 64, 100)
    shaded = np.repeat(np.arange(100, 244, 4, dtype=np.int16)[:, None], 64, axis=1)
    assert surfaces.scenery(shaded, blue, red)["sky"] == 1
    rough = RNG.normal(128, 30, (36, 64)).astype(np.int16)
    assert surfaces.scenery(rough, blue, red)["sky"] < 0.2
