"""Signals say how a stretch stands within its film."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from personalizedTrailer.analysis.local import affect
from personalizedTrailer.analysis.local.curves import Curves, curves
from personalizedTrailer.analysis.local.levels import Levels
from personalizedTrailer.media.hearing import BLOCKS
from personalizedTrailer.media.reading.seeing import COLUMNS
from personalizedTrailer.media.seeing import Seen
from personalizedTrailer.model import Signals, Span
from tests.unit.analysis.made import RATE, levels_of, made_curves, made_shots

RNG = np.random.default_rng(5)


def signals(made: Curves, start: float, end: float, levels: Levels | None = None) -> Signals:
    levels = levels or levels_of(made)
    feeling = affect.arousal(levels), affect.valence(levels)
    return levels.of(Span(round(start * RATE), round(end * RATE)), *feeling, None)


def test_what_is_usual_is_the_middle_and_what_stands_out_is_not() -> None:
    luma = RNG.normal(0.4, 0.05, 120 * BLOCKS)
    luma[: 10 * BLOCKS], luma[-10 * BLOCKS :] = 0.1, 0.9
    made = made_curves(120, {"luma": luma})
    assert signals(made, 0, 10).luma == pytest.approx(0.05, abs=0.01)
    assert signals(made, 50, 70).luma == pytest.approx(0.5, abs=0.05)
    assert signals(made, 110, 120).luma == pytest.approx(0.95, abs=0.01)


def test_a_long_film_is_held_against_itself_alone() -> None:
    luma = RNG.normal(0.0, 0.05, 90 * BLOCKS)
    dark, light = (signals(made_curves(90, {"luma": luma + middle}), 0, 30).luma for middle in (0.2, 0.8))
    assert dark == pytest.approx(light)


def test_a_short_film_is_held_against_others_too() -> None:
    dark, light = (signals(made_curves(6, {"luma": middle}), 0, 6).luma for middle in (0.15, 0.8))
    assert dark is not None and light is not None
    assert dark < 0.25 < 0.75 < light


def test_what_is_kept_out_does_not_count() -> None:
    luma = np.repeat([0.0, 0.4, 0.5, 0.6], 60 * BLOCKS)
    made = made_curves(240, {"luma": luma})
    usable = np.arange(made.blocks) >= 60 * BLOCKS
    assert signals(made, 120, 180, Levels(made, usable)).luma == pytest.approx(0.5)


def test_shaking_and_sweeping_are_not_sharp() -> None:
    camera = np.repeat([0.0, 3.0], 60 * BLOCKS)
    made = made_curves(120, {"camera": camera, "sharpness": RNG.normal(0.15, 0.02, 120 * BLOCKS)})
    held, swept = signals(made, 0, 60).sharpness, signals(made, 60, 120).sharpness
    assert held is not None and swept is not None and swept < held - 0.4


def test_without_sound_nothing_of_it_is_measured() -> None:
    found = signals(made_curves(20), 0, 20)
    assert [found.loudness, found.onsets, found.silence, found.speech, found.music, found.faces] == [None] * 6
    assert found.arousal is not None and found.valence is not None
    assert signals(made_curves(20, heard={"speech": np.repeat([0.0, 1.0], 100)}), 5, 20).speech == pytest.approx(
        2 / 3
    )


def test_a_mute_stretch_is_judged_by_its_picture_alone() -> None:
    """As a film without sound, not as a quiet one: so little is heard in no room."""
    mute = np.where(np.arange(60 * BLOCKS) < 20 * BLOCKS, -70.0, -25.0)
    loud = np.where(mute < -60, 0.05, 0.5)
    moving = np.where(mute < -60, 0.03, 0.01) + RNG.normal(0, 0.001, 60 * BLOCKS)
    heard = {"lufs": mute, "loudness": loud, "silence": (mute < -60).astype(float)}
    made = made_curves(60, {"object": moving}, heard)
    found, other = signals(made, 0, 20), signals(made, 0, 20, levels_of(made_curves(60, {"object": moving})))
    assert (found.loudness, found.onsets, found.speech, found.music, found.silence) == (None, None, None, None, 1.0)
    assert found.arousal == pytest.approx(other.arousal) and found.valence == pytest.approx(other.valence)
    assert signals(made, 25, 60).loudness == pytest.approx(0.5)
    breath = made_curves(60, {"object": moving}, heard | {"lufs": np.where(np.arange(600) % 30 < 15, -70.0, -25.0)})
    assert signals(breath, 0, 20).loudness is not None, "a second and a half is a pause"


def test_what_was_not_measured_is_told_from_nothing() -> None:
    camera = np.repeat([np.nan, 0.2], 60 * BLOCKS)
    made = made_curves(120, {"camera": camera})
    assert signals(made, 0, 60).camera is None
    assert signals(made, 60, 120).camera is not None
    assert not np.isnan(affect.arousal(levels_of(made))).any()


@given(st.data())
def test_every_signal_is_a_share_or_none(data: st.DataObject) -> None:
    seconds = data.draw(st.integers(1, 90))
    rng = np.random.default_rng(data.draw(st.integers(0, 1000)))
    seen: dict[str, Any] = {
        name: rng.normal(0.2, 0.3, seconds * BLOCKS) for name in ("luma", "object", "camera", "cuts")
    }
    heard = data.draw(st.sampled_from([None, {"loudness": rng.uniform(0.05, 0.95, seconds * BLOCKS)}]))
    found = asdict(signals(made_curves(seconds, seen, heard), 0, seconds))
    assert all(value is None or 0 <= value <= 1 for value in found.values())


def test_arousal_rises_with_motion_cuts_and_loudness() -> None:
    def mean(**more: float) -> float:
        values = {name: RNG.normal(0.2, 0.05, 90 * BLOCKS) for name in ("object", "cuts")}
        loud = np.clip(RNG.normal(0.5, 0.1, 90 * BLOCKS), 0.05, 0.95)
        for name, by in more.items():
            (values if name in values else {"loudness": loud})[name][-300:] += by
        made = made_curves(90, values, {"loudness": np.clip(loud, 0.05, 0.95)})
        return float(affect.arousal(levels_of(made))[-300:].mean())

    calm = mean()
    assert all(mean(**{name: by}) > calm + 0.08 for name, by in (("object", 0.2), ("cuts", 0.2), ("loudness", 0.4)))
    assert mean(object=0.2, cuts=0.2, loudness=0.4) > 0.8


def test_valence_rises_with_light_and_colour() -> None:
    luma, colour = (RNG.normal(0.4, 0.05, 90 * BLOCKS) for _ in range(2))
    luma[-300:], colour[-300:] = 0.7, 0.7
    found = affect.valence(levels_of(made_curves(90, {"luma": luma, "saturation": colour})))
    assert found[-300:].mean() > found[:600].mean() + 0.15


def test_smoothing_keeps_the_mean_and_seconds_are_means() -> None:
    curve = np.zeros(60 * BLOCKS)
    curve[300] = 1.0
    smooth = affect.smooth(curve)
    assert smooth.sum() == pytest.approx(1) and smooth.max() < 0.05
    assert np.count_nonzero(smooth > 1e-12) == pytest.approx(affect.SMOOTH_SECONDS * BLOCKS, abs=2)
    assert affect.by_second(np.repeat([0.25, 0.5, 1.0], [10, 10, 3])) == (0.25, 0.5, 1.0)


def test_frames_of_any_rate_come_to_one_clock() -> None:
    shots = made_shots(1.0, 2.0)
    rows = np.zeros((5, len(COLUMNS)), np.float32)
    rows[:, COLUMNS.index("luma")] = [0.1, 0.2, 0.4, 0.6, 0.8]
    rows[:, COLUMNS.index("object")] = [0.5, 0.0, 0.9, 0.1, 0.1]
    # Two frames in the first tenth of a second, then one at 0.5 s, the cut at 1 s, and one more.
    found = curves(Seen(np.array([0, 1, 12, 24, 36]), rows), {}, shots, RATE, 72)
    assert found.blocks == 30
    luma = found.seen["luma"]
    assert luma[0] == pytest.approx(0.15) and luma[4] == pytest.approx(0.15), "held until the next"
    assert luma[5] == pytest.approx(0.4) and luma[29] == pytest.approx(0.8)
    assert found.seen["object"][10] == pytest.approx(0.1), "a cut is no motion"
    assert found.seen["cuts"][0] == pytest.approx(1 / 1.6, rel=0.5)
