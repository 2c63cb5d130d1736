"""A timeline as pieces and runs: every output frame once, every sample once."""

from __future__ import annotations

from fractions import Fraction

import pytest

from personalizedTrailer.editing.variants import PRIMARY
from personalizedTrailer.model import Clip, Span, Timeline, TransitionKind
from personalizedTrailer.rendering.plan import Piece, pieces, sample_at, sound_runs

pytest.importorskip("hypothesis", reason="property-based tests need hypothesis: script/test installs it")
from hypothesis import given
from hypothesis import strategies as st

RATES = [Fraction(24), Fraction(24000, 1001), Fraction(30000, 1001), Fraction(10), Fraction(1000000, 33333)]


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    """Clips with every kind of transition, lengths at most a third, some of them touching."""
    clips: list[Clip] = []
    position, at = draw(st.integers(0, 50)), 0
    for number in range(draw(st.integers(1, 8))):
        frames = draw(st.integers(6, 90))
        before = clips[-1] if clips else None
        gap = draw(st.sampled_from([0, 1, 40]))
        kinds: list[TransitionKind] = ["cut", "fade"] if before is None else ["cut", "fade", "dip", "dissolve"]
        kind: TransitionKind = "cut" if before and not gap else draw(st.sampled_from(kinds))
        limit = min(frames, before.source.frames if before else frames) // 3
        length = 0 if kind == "cut" else draw(st.integers(2, max(2, limit))) // 2 * 2
        position += gap
        at -= length if kind == "dissolve" else 0
        clips.append(Clip(number + 1, Span(position, position + frames), at, kind, length, 0, 0, "rise"))
        position, at = position + frames, at + frames
    last = clips[-1]
    outro = draw(st.sampled_from([0, last.source.frames // 3]))
    clips[-1] = Clip(last.scene, last.source, last.at, last.transition, last.transition_frames, 0, 0, "rise", outro)
    return Timeline(PRIMARY, draw(st.sampled_from(RATES)), tuple(clips))


def shown(timeline: Timeline, frame: int) -> set[int]:
    """The source frames that the timeline itself says are on screen at an output frame."""
    return {clip.source.start + frame - clip.at for clip in timeline.clips if clip.at <= frame < clip.end}


@given(timelines())
def test_pieces_show_what_the_timeline_says(timeline: Timeline) -> None:
    made = pieces(timeline)
    assert sum(piece.frames for piece in made) == timeline.frames
    frame = 0
    for piece in made:
        for offset in range(piece.frames):
            assert {source for source, _ in piece.mix(offset)} == shown(timeline, frame)
            frame += 1


@given(timelines())
def test_weights_are_a_mix(timeline: Timeline) -> None:
    for piece in pieces(timeline):
        for offset in range(piece.frames):
            weights = [weight for _, weight in piece.mix(offset)]
            assert all(0 <= weight <= 1 for weight in weights)
            assert sum(weights) == 1 or piece.kind in ("fade_in", "fade_out")


@given(timelines())
def test_runs_cover_the_trailer_and_follow_the_picture(timeline: Timeline) -> None:
    runs = sound_runs(timeline)
    covered = 0
    for run in runs:
        assert run.at <= covered  # a dissolve overlaps, nothing leaves a hole
        covered = max(covered, run.at + run.samples)
    assert covered == sample_at(timeline.frames, timeline.rate)
    for clip in timeline.clips:
        begins = sample_at(clip.at, timeline.rate)
        run = next(run for run in reversed(runs) if run.at <= begins)
        source = run.source + begins - run.at
        # Within a run of touching clips rounding may differ by a sample or two, never by more.
        assert abs(source - sample_at(clip.source.start, timeline.rate)) <= 2


def test_touching_clips_are_one_run_without_a_fade() -> None:
    one = Clip(1, Span(0, 48), 0, "cut", 0, 0, 0, "rise")
    two = Clip(2, Span(48, 96), 48, "cut", 0, 0, 0, "rise")
    (run,) = sound_runs(Timeline(PRIMARY, Fraction(24), (one, two)))
    assert (run.source, run.at, run.samples) == (0, 0, 192_000)


def test_a_dip_is_black_between_two_clips() -> None:
    one = Clip(1, Span(0, 48), 0, "cut", 0, 0, 0, "rise")
    two = Clip(2, Span(100, 148), 48, "dip", 12, 0, 0, "rise")
    made = pieces(Timeline(PRIMARY, Fraction(24), (one, two)))
    assert [(piece.kind, piece.source, piece.frames) for piece in made] == [
        ("body", 0, 42),
        ("fade_out", 42, 6),
        ("fade_in", 100, 6),
        ("body", 106, 42),
    ]
    assert made[2].mix(0) == ((100, Fraction(0)),)
    assert made[1].mix(0) == ((42, Fraction(1)),)


def test_a_dissolve_is_both_clips_at_once() -> None:
    piece = Piece("dissolve", 36, 12, 100)
    assert piece.mix(3) == ((39, Fraction(3, 4)), (103, Fraction(1, 4)))
