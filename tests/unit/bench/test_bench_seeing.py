"""The arithmetic of the benchmark of shots: what is a hit, and what is false."""

from __future__ import annotations

import json
from pathlib import Path

from bench.seeing.truth import Count, Known, checked_by_hand, count_cuts, count_gradual

FILM = Known(Path("film.mp4"), cuts=(1.0, 2.0, 5.0), gradual=((3.0, 3.5),), unsure=(7.0,))


def test_cuts_within_a_tenth_of_a_second() -> None:
    assert count_cuts([1.09, 2.0, 5.11], FILM) == Count(known=3, found=2, false=1)


def test_a_cut_that_is_found_twice_is_false_once() -> None:
    assert count_cuts([0.95, 1.02, 2.0, 5.0], FILM) == Count(known=3, found=3, false=1)


def test_within_a_fade_and_where_nobody_is_sure_nothing_is_false() -> None:
    assert count_cuts([1.0, 2.6, 3.9, 5.0, 7.1], FILM) == Count(known=3, found=2, false=0)
    assert count_cuts([4.1], FILM).false == 1


def test_fades_may_be_found_anywhere_in_them() -> None:
    assert count_gradual([3.2], FILM) == Count(known=1, found=1, false=0)
    assert count_gradual([2.4, 3.1, 4.2, 7.0], FILM) == Count(known=1, found=1, false=2)


def test_counts_add_up() -> None:
    both = Count(3, 2, 1) + Count(1, 1, 1)
    assert both == Count(4, 3, 2)
    assert (both.recall, both.precision) == (0.75, 0.6)
    assert Count().recall is None and Count().precision is None


def test_what_was_written_down_by_hand(tmp_path: Path) -> None:
    assert checked_by_hand(tmp_path) == []
    told = {
        "a.mp4": {"cuts_s": [1.5], "gradual": [[2, 3]], "unsure_s": [4]},
        "b.mp4": {"cuts_s": [], "gradual": []},
    }
    (tmp_path / "groundtruth.json").write_text(json.dumps(told))
    assert checked_by_hand(tmp_path) == [
        Known(tmp_path / "a.mp4", (1.5,), ((2, 3),), (4,)),
        Known(tmp_path / "b.mp4", (), ()),
    ]
