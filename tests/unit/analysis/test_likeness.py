"""What models say of single pictures, put together for stretches of film."""

from __future__ import annotations

import numpy as np
import pytest

from personalizedTrailer.analysis.local.likeness import Shares, expressed_in, seen_in
from personalizedTrailer.model import Span


def shares(*values: float) -> Shares:
    """Of one word, of a picture every ten frames."""
    return Shares(("sunset",), 10 * np.arange(len(values)), np.array(values, np.float32).reshape(-1, 1))


def confidence(*values: float) -> float:
    (found,) = seen_in(shares(*values), Span(0, 1000)) or ()
    return found.confidence


def test_without_a_picture_nothing_is_known() -> None:
    assert seen_in(None, Span(0, 10)) is None and expressed_in(None, Span(0, 10)) is None
    assert seen_in(shares(0.5), Span(1, 10)) is None and expressed_in(shares(0.5), Span(1, 10)) is None


def test_two_pictures_of_many_are_enough() -> None:
    assert confidence(0.9, 0, 0, 0.7, 0, 0, 0) == pytest.approx(0.8)


def test_one_picture_counts_for_half() -> None:
    assert confidence(0.9) == pytest.approx(0.45)
    assert confidence(0.9, 0, 0, 0) == pytest.approx(0.45)


def test_only_the_stretch_counts() -> None:
    (found,) = seen_in(shares(1, 1, 0, 0, 1), Span(20, 40)) or ()
    assert found.confidence == 0


def test_expressions_are_means_over_faces() -> None:
    (found,) = expressed_in(shares(0.2, 0.4, 0.9), Span(0, 20)) or ()
    assert found.word == "sunset" and found.confidence == pytest.approx(0.3)
