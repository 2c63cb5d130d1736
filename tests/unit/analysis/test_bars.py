"""What is measured of a film with bars around it is what is measured of the film."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from personalizedTrailer.analysis.local.bars import Bars, bars
from personalizedTrailer.analysis.local.curves import curves
from personalizedTrailer.media.reading import measuring
from personalizedTrailer.media.reading.seeing import COLUMNS
from personalizedTrailer.media.seeing import Seen

HEIGHT, WIDTH = measuring.HEIGHT, measuring.WIDTH


def seen(planes: np.ndarray) -> Seen:  # type: ignore[type-arg]
    rows = np.zeros((planes.shape[1], len(COLUMNS)), np.float32)
    for name, values in measuring.looks(planes).items():
        rows[:, COLUMNS.index(name)] = values
    return Seen(np.arange(planes.shape[1]), rows)


def meadow(frames: int, height: int, width: int, luma: int = 150) -> np.ndarray:  # type: ignore[type-arg]
    """A smooth sky above, green below; [3, frames, height, width]."""
    planes = np.empty((3, frames, height, width), np.int16)
    planes[:, :, : height // 2] = np.array([luma + 40, 150, 110])[:, None, None, None]
    planes[:, :, height // 2 :] = np.array([luma - 40, 90, 100])[:, None, None, None]
    return planes


def barred(inner: np.ndarray, top: int, left: int) -> np.ndarray:  # type: ignore[type-arg]
    whole = np.empty((3, inner.shape[1], HEIGHT, WIDTH), np.int16)
    whole[:] = np.array([16, 128, 128])[:, None, None, None]
    whole[:, :, top : HEIGHT - top, left : WIDTH - left] = inner
    return whole


@pytest.mark.parametrize(("top", "left"), [(4, 0), (0, 8), (4, 8)], ids=["wide", "narrow", "both"])
def test_bars_do_not_count(top: int, left: int) -> None:
    plain = seen(meadow(24, HEIGHT, WIDTH))
    with_bars = seen(barred(meadow(24, HEIGHT - 2 * top, WIDTH - 2 * left), top, left))
    assert bars(plain) == Bars()
    assert bars(with_bars) == Bars(pytest.approx(2 * top / HEIGHT), pytest.approx(2 * left / WIDTH))
    one, other = (curves(film, {}, (), Fraction(24), 24).seen for film in (plain, with_bars))
    for name in ("luma", "dark", "saturation", "warmth", "green", "glow"):
        assert other[name] == pytest.approx(one[name], abs=0.02), name
    assert other["sky"] == pytest.approx(one["sky"], abs=0.15)  # the line between bar and sky is no sky


def test_what_is_only_sometimes_black_at_its_edges_has_no_bars() -> None:
    dark = barred(meadow(40, HEIGHT - 8, WIDTH), 4, 0)
    planes = np.concatenate([dark, meadow(10, HEIGHT, WIDTH)], axis=1)
    assert bars(seen(planes)) == Bars()


def test_black_and_dim_frames_say_nothing_of_bars() -> None:
    night = barred(meadow(60, HEIGHT - 20, WIDTH, luma=60), 10, 0)
    night[0] = np.minimum(night[0], 28)
    planes = np.concatenate([night, barred(meadow(10, HEIGHT - 8, WIDTH), 4, 0)], axis=1)
    assert bars(seen(planes)).high == pytest.approx(8 / HEIGHT)
    assert bars(seen(night)) == Bars()


def test_a_logo_in_a_bar_for_a_while_does_not_undo_it() -> None:
    planes = barred(meadow(100, HEIGHT - 8, WIDTH), 4, 0)
    planes[0, :3, 1, 5:9] = 200
    assert bars(seen(planes)).high == pytest.approx(8 / HEIGHT)
