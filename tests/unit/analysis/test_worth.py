"""Clips are cut around what is strong, and key frames show it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from personalizedTrailer.analysis.local.company import Company, company
from personalizedTrailer.analysis.local.faces import Shown
from personalizedTrailer.analysis.local.worth import key_frame, worth
from personalizedTrailer.media.samples import Faces
from personalizedTrailer.model import Shot, Span
from tests.unit.analysis.made import RATE, Values, at, levels_of, made_curves, made_shots

FACE = Shown(samples=4, count=1, size=0.4, presence=1.0, steadiness=0.9, eyes_open=1.0, confidence=0.94)
NOBODY = replace(FACE, count=0, size=0.0, presence=0.0, steadiness=None, eyes_open=None)


def worths(
    shots: tuple[Shot, ...],
    seen: Values | None = None,
    arousal: float = 0.5,
    shown: list[Shown | None] | None = None,
    kept_out: tuple[Span, ...] = (),
) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    frames = shots[-1].span.end
    curves = made_curves(frames / 24, seen)
    shown = [None] * len(shots) if shown is None else shown
    return worth(curves, levels_of(curves), np.full(curves.blocks, arousal), shots, shown, kept_out, frames)


def test_a_share_for_each_frame() -> None:
    found = worths(made_shots(10, 20))
    assert found.shape == (720,) and found.dtype == np.float32
    assert 0.3 < found.min() <= found.max() <= 1


@pytest.mark.parametrize(
    "seen",
    [
        {"sharpness": at(12, 0.03, 0.15, 1, 30)},
        {"camera": at(12, 3.0, 0.0, 1, 30)},
        {"dark": at(12, 1.0, 0.1, 1, 30)},
    ],
    ids=["blurred", "swept", "black"],
)
def test_what_cannot_be_made_out_is_worth_nothing(seen: Values) -> None:
    found = worths(made_shots(10, 20), seen)
    assert found[round(12.5 * RATE)] < 0.02 < 0.3 < found[round(11 * RATE)]


def test_mixed_and_kept_out_frames_are_worth_nothing() -> None:
    one, two = made_shots(10, 20)
    mixed = (replace(one, clear=Span(0, 228)), replace(two, clear=Span(252, 720)))
    found = worths(mixed, kept_out=(Span(480, 720),))
    assert not found[228:252].any() and not found[480:].any()
    assert found[227] > 0.3 and found[252] > 0.3


def test_arousal_and_faces_make_it_stronger() -> None:
    shots = made_shots(10, 20)
    assert worths(shots, arousal=0.8).mean() > worths(shots, arousal=0.3).mean() + 0.2
    found = worths(shots, shown=[FACE, NOBODY])
    assert found[:240].mean() > found[240:].mean() + 0.15


def test_the_key_frame_is_strong_and_away_from_borders() -> None:
    shots = made_shots(10, 20)
    found = np.full(720, 0.4, np.float32)
    found[300:320] = 0.8
    found[240] = 1.0
    assert 302 <= key_frame(Span(0, 720), found, shots, None) <= 318
    assert key_frame(Span(0, 720), np.zeros(720, np.float32), shots, None) == 360


def test_the_key_frame_has_open_eyes() -> None:
    shots = made_shots(30.0)
    boxes = np.array([[0.4, 0.3, 0.2, 0.3, 0.0], [0.4, 0.3, 0.2, 0.3, 1.0]], np.float32)
    faces = Faces(np.array([100, 400]), np.array([0, 1]), boxes)
    assert key_frame(Span(0, 720), np.full(720, 0.5, np.float32), shots, faces) == 400


def test_a_face_counts_when_it_is_seen_twice() -> None:
    lone = replace(FACE, count=3, confidence=0.5)
    assert company([(24, lone), (24, NOBODY)]) == Company(0, 0.0, 0.0)
    assert company([(24, FACE), (72, NOBODY)]) == Company(1, 0.4, 0.25)
    assert company([(24, None)]) is None
    assert Company(0, 0.0, 0.0).signal == 0 < Company(1, 0.2, 0.5).signal < Company(3, 0.4, 1.0).signal == 1
