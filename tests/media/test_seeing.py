"""Shots are found where a film changes them, and nowhere else."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest

from personalizedTrailer import settings
from personalizedTrailer.analysis.local.borders import Border, borders
from personalizedTrailer.errors import Cancelled, CorruptFootage
from personalizedTrailer.media.probe import probe
from personalizedTrailer.media.process import never
from personalizedTrailer.media.reading.seeing import COLUMNS
from personalizedTrailer.media.seeing import Seen, _rising, see
from tests.media.drawn_shots import black, dissolved, faded, flashed, shot, whipped, write


def seen_in(film: Path, folder: Path) -> Seen:
    media = probe(film, settings.load(environ={}), quick=False)
    return see(film, media, folder, lambda part: None, never)


def found_in(film: Path, folder: Path) -> list[Border]:
    return borders(seen_in(film, folder))


def frames_of(found: list[Border], kind: str) -> list[int]:
    return [border.frame for border in found if border.kind == kind]


def test_cuts_are_found_to_the_frame(tmp_path: Path) -> None:
    lengths = (40, 25, 13, 60, 31)
    pictures = [frame for seed, length in enumerate(lengths) for frame in shot(seed, length, speed=0.5 + seed)]
    found = found_in(write(pictures, tmp_path / "film.mp4"), tmp_path)
    assert frames_of(found, "cut") == np.cumsum(lengths)[:-1].tolist()
    assert len(found) == len(lengths) - 1


def test_keyframes_where_nothing_changes_are_no_cuts(tmp_path: Path) -> None:
    pictures = shot(3, 120, speed=1.5)
    assert found_in(write(pictures, tmp_path / "film.mp4", "-g", "12", "-crf", "30"), tmp_path) == []


@pytest.mark.parametrize("length", [1, 2])
def test_a_flash_is_no_cut(length: int, tmp_path: Path) -> None:
    pictures = [*flashed(shot(5, 70), 30, length), *shot(6, 40)]
    assert frames_of(found_in(write(pictures, tmp_path / "film.mp4"), tmp_path), "cut") == [70]


def test_a_whip_pan_is_no_cut(tmp_path: Path) -> None:
    pictures = [*whipped(7, 80), *shot(8, 40)]
    found = frames_of(found_in(write(pictures, tmp_path / "film.mp4"), tmp_path), "cut")
    assert 92 in found
    assert len(found) <= 3, "its own two edges are as sharp as cuts here; nothing inside it is one"
    assert not any(41 < frame < 51 for frame in found)


def test_drawings_that_move_by_jerks_are_not_cut_up(tmp_path: Path) -> None:
    jerky = [frame for frame in shot(9, 40, speed=9) for _ in range(3)]
    assert found_in(write([*jerky, *shot(10, 40)], tmp_path / "film.mp4"), tmp_path) == [Border(120, "cut")]


def test_a_dissolve_is_told_from_a_cut(tmp_path: Path) -> None:
    one, other = shot(11, 64, speed=0.1), shot(12, 64, speed=0.1)
    pictures = [*one[:40], *dissolved(one[40:], other[:24]), *other[24:]]
    (border,) = found_in(write(pictures, tmp_path / "film.mp4"), tmp_path)
    assert border.kind == "dissolve" and abs(border.frame - 52) <= 3


def test_fades_have_a_slope_and_an_end(tmp_path: Path) -> None:
    one, other = shot(13, 60), shot(14, 60)
    pictures = [*one[:40], *faded(one[40:], into=False), *black(8), *faded(other[:20], into=True), *other[20:]]
    out, into = found_in(write(pictures, tmp_path / "film.mp4"), tmp_path)
    assert (out.kind, into.kind) == ("fade", "fade")
    # A picture that is nearly black counts as black.
    assert 48 <= out.frame <= 60 and 68 <= into.frame <= 80
    assert 8 <= out.before <= 24 and 8 <= into.after <= 24 and not out.after and not into.before


def test_a_cut_to_black_is_a_cut(tmp_path: Path) -> None:
    pictures = [*shot(15, 40), *black(12), *shot(16, 40)]
    assert found_in(write(pictures, tmp_path / "film.mp4"), tmp_path) == [Border(40, "cut"), Border(52, "cut")]


def test_frames_of_varying_length_keep_their_places(tmp_path: Path) -> None:
    """Where frames are left out, the others are on the grid where they are shown."""
    pictures = [*shot(17, 48), *shot(18, 48)]
    film = write(
        pictures, tmp_path / "film.mkv", "-vf", "select='not(between(n,10,20)+between(n,60,64))'", "-vsync", "vfr"
    )
    seen = seen_in(film, tmp_path)
    (border,) = borders(seen)
    assert seen.first[border.frame] == 48
    assert len(seen.first) == 96 - 16 and seen.first[-1] == 95


def test_every_frame_is_measured(tmp_path: Path) -> None:
    pictures = [np.full((90, 160, 3), 255.0 * index / 29) for index in range(30)]
    seen = seen_in(write(pictures, tmp_path / "film.mp4", "-crf", "5"), tmp_path)
    assert seen.first.tolist() == list(range(30)) and seen.rows.shape == (30, len(COLUMNS))
    assert np.diff(seen.column("luma")).min() > 0.02
    assert np.abs(seen.column("saturation")).max() < 0.03
    assert list(tmp_path.glob("seen*")) == []


def test_the_camera_is_told_from_what_moves_before_it(tmp_path: Path) -> None:
    panned = seen_in(write(shot(19, 40, speed=5), tmp_path / "pan.mp4"), tmp_path)
    still = shot(19, 40, speed=0)
    for index, frame in enumerate(still):
        frame[30:60, 3 * index : 3 * index + 30] = 250
    moving = seen_in(write(still, tmp_path / "thing.mp4"), tmp_path)
    assert np.median(panned.column("camera")[1:]) >= 2 * np.median(moving.column("camera")[1:])
    assert np.median(moving.column("object")[1:]) > 2 * np.median(panned.column("object")[1:])


def test_a_wrong_timestamp_costs_its_frame_alone() -> None:
    stamps = np.array([0, 1, 2, 900, 3, 4, 4, 5, 901, 902, 6, 7, 8])
    assert stamps[_rising(stamps)].tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 8]
    assert _rising(np.array([], np.int64)).tolist() == []
    assert _rising(np.array([3, 5, 9])).tolist() == [0, 1, 2]


def test_what_cannot_be_decoded_is_said(tmp_path: Path) -> None:
    film = write(shot(20, 30), tmp_path / "film.mp4")
    media = probe(film, settings.load(environ={}), quick=False)
    data = bytearray(film.read_bytes())
    start = data.index(b"mdat") + 4
    data[start : start + len(data) // 2] = bytes(len(data) // 2)
    film.write_bytes(data)
    with pytest.raises(CorruptFootage):
        see(film, media, tmp_path, lambda part: None, never)
    assert list(tmp_path.glob("seen*")) == []


def test_seeing_ends_when_it_is_cancelled(tmp_path: Path) -> None:
    film = write(shot(21, 600), tmp_path / "film.mp4")
    media = probe(film, settings.load(environ={}), quick=False)
    stop = threading.Event()
    threading.Timer(0.3, stop.set).start()
    with pytest.raises(Cancelled):
        see(film, media, tmp_path, lambda part: None, stop.is_set)
    assert list(tmp_path.glob("seen*")) == []
