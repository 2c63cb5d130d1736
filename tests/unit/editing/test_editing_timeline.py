"""Timelines: transitions, handles, the limit of length, and the rules that check them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from editing_films import film, mock_plan

from personalizedTrailer.editing.handles import handles
from personalizedTrailer.editing.presets import PRESETS
from personalizedTrailer.editing.timeline import AUDIO_CUES, assemble
from personalizedTrailer.editing.transitions import transition_frames
from personalizedTrailer.editing.variants import PRIMARY, VARIANTS
from personalizedTrailer.model import Pick, Selection, Span, Timeline, TransitionKind
from tests.oracles.timeline_rules import timeline_faults

RATE = Fraction(25)
ACTION, ROMANCE = PRESETS[0], PRESETS[3]


def made(spans: list[tuple[int, int]], longest: int, seed: str = "film") -> Timeline:
    """A romance, which likes dissolves best, of these picks from a film of 3000 frames."""
    picks = tuple(Pick(1, Span(start, end)) for start, end in spans)
    selection = Selection(PRIMARY, picks, (1.0, 0.0, 0.0), 0)
    return assemble(selection, RATE, 3000, longest, film([0, 3000]).scenes, ROMANCE, seed)


def test_variants_are_the_documented_ones() -> None:
    assert [spec.name for spec in VARIANTS] == ["Opening Act", "Middle Climax", "Grand Finale", "Balanced Mix"]
    assert VARIANTS[0].description == "Emphasizes the beginning and setup"
    for spec in (PRIMARY, *VARIANTS):
        assert sum(spec.shares) == 1


@pytest.mark.parametrize("seed", ["a", "b", "c", "d"])
def test_dissolves_bring_longer_picks_down_to_the_limit(seed: str) -> None:
    timeline = made([(0, 90), (200, 290), (400, 490), (600, 690)], 340, seed)
    assert 290 <= timeline.frames <= 340
    assert timeline_faults(timeline, 3000) == []


def test_picks_that_no_dissolve_can_bring_down_are_trimmed() -> None:
    timeline = made([(0, 400), (400, 800)], 500)
    assert timeline.frames == 500
    assert timeline_faults(timeline, 3000) == []


def test_touching_clips_are_cut_without_handles() -> None:
    timeline = made([(0, 100), (100, 200), (200, 300)], 300)
    assert [clip.transition for clip in timeline.clips[1:]] == ["cut", "cut"]
    assert [(clip.pad_before, clip.pad_after) for clip in timeline.clips[:2]] == [(0, 0), (0, 0)]


@pytest.mark.parametrize(
    ("kind", "before", "after", "rate", "frames"),
    [
        ("cut", 100, 100, RATE, 0),
        ("dissolve", 100, 100, RATE, 12),
        ("dissolve", 100, 15, RATE, 5),
        ("dissolve", 11, 100, RATE, 0),
        ("dip", 100, 100, RATE, 12),
        ("dip", 100, 15, RATE, 4),
        ("fade", 100, 100, Fraction(24000, 1001), 12),
        ("fade", 100, 100, Fraction(60), 30),
        ("fade", 100, 100, Fraction(10), 5),
    ],
)
def test_length_of_transitions(kind: TransitionKind, before: int, after: int, rate: Fraction, frames: int) -> None:
    assert transition_frames(kind, before, after, rate) == frames


def test_handles_keep_to_the_gaps() -> None:
    assert handles([Span(10, 110), Span(120, 220), Span(220, 320)], RATE) == [(10, 4), (10, 0), (0, 22)]


def test_taste_chooses_the_transitions() -> None:
    def count(kind: str, profile_index: int) -> int:
        plans = [mock_plan(900, 60, PRESETS[profile_index], digest=digest) for digest in "ab"]
        return sum(clip.transition == kind for plan in plans for one in plan.timelines for clip in one.clips)

    assert count("dissolve", 3) > 2 * count("dissolve", 0)
    assert count("cut", 0) > 1.5 * count("cut", 3)
    assert count("dip", 2) > count("dip", 1)


def test_every_clip_has_a_cue_and_the_last_one_fades() -> None:
    for timeline in mock_plan(300, 30).timelines:
        assert {clip.audio_cue for clip in timeline.clips} <= set(AUDIO_CUES)
        assert timeline.clips[-1].outro_frames == 12


def test_no_picks_give_an_empty_timeline() -> None:
    assert made([], 100).clips == ()
    assert timeline_faults(made([], 100), 3000) == ["the timeline is empty"]


def test_the_rules_see_what_is_wrong() -> None:
    sound = made([(0, 90), (200, 290), (400, 490)], 280)
    first, second, third = sound.clips
    broken = [
        (replace(first, at=3), second, third),
        (replace(first, transition="dip", transition_frames=4), second, third),
        (first, replace(second, source=Span(80, 170)), third),
        (first, replace(second, at=second.at + 1), third),
        (first, replace(second, transition_frames=31), third),
        (first, replace(second, pad_before=19), third),
        (first, replace(second, pad_before=14, pad_after=14), third),
        (first, replace(second, outro_frames=4), third),
        (first, second, replace(third, outro_frames=31)),
        (first, second, replace(third, source=Span(2950, 3040))),
    ]
    assert timeline_faults(sound, 3000) == []
    for clips in broken:
        assert timeline_faults(replace(sound, clips=clips), 3000) != []
