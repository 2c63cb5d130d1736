"""What Rekognition says of a whole film's segments takes footage away, and never gives any back."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

from personalizedTrailer.analysis.aws.cues import cues, kept_out, shot_starts, without
from personalizedTrailer.cloud.segments import Segment
from personalizedTrailer.editing.material import Material
from personalizedTrailer.model import Scene, Span

RATE = Fraction(24)


def scene(number: int, start: int, end: int, why: str | None = None) -> Scene:
    return Scene(number, Span(start, end), ("Calm",), (), (), (), start, why)


def cue(kind: str, start_ms: int, end_ms: int) -> Segment:
    return Segment("TECHNICAL_CUE", kind, start_ms, end_ms, 0.9)


def test_what_is_mostly_credits_is_left_out_and_says_by_whom() -> None:
    scenes = [scene(1, 0, 240), scene(2, 240, 480), scene(3, 480, 720, "black")]
    found = kept_out(scenes, cues([cue("EndCredits", 12_000, 30_000), cue("Content", 0, 9_000)], RATE))
    assert [one.kept_out for one in found] == [None, "credits", "black"]
    assert found[1].findings[0].evidence[0].signal == "rekognition_segment"
    assert found[1].findings[0].evidence[1].value == pytest.approx(0.8)


@given(
    st.lists(st.tuples(st.integers(0, 900), st.integers(1, 200)), max_size=6),
    st.lists(st.tuples(st.integers(0, 900), st.integers(1, 200)), max_size=4),
    st.lists(st.integers(1, 1000), max_size=4),
)
def test_stretches_only_shrink(
    given_: list[tuple[int, int]], out: list[tuple[int, int]], starts: list[int]
) -> None:
    clear, at = [], 0
    for gap, length in given_:
        clear.append(Span(at + gap, at + gap + length))
        at += gap + length
    material = Material(tuple(clear), np.zeros(1, np.float32), np.zeros((0, 2), np.int64))
    holes = [(Span(start, start + length), "credits", 0.9) for start, length in out]
    left = without(material, holes, starts).clear
    before = {frame for span in clear for frame in range(span.start, span.end)}
    after = [frame for span in left for frame in range(span.start, span.end)]
    assert len(after) == len(set(after)) and set(after) <= before
    assert not any(span.start <= frame < span.end for frame in after for span, _, _ in holes)
    assert not any(span.start < start < span.end for start in starts for span in left)
    taken = {frame for span, _, _ in holes for frame in range(span.start, span.end)}
    taken |= {frame for start in starts for frame in range(start - 2, start + 2)}
    assert before - taken == set(after)


def test_shots_begin_on_the_frame_that_is_nearest() -> None:
    shots = [Segment("SHOT", None, 0, 1001, 0.9), Segment("SHOT", None, 1001, 2000, 0.9)]
    assert shot_starts(shots, Fraction(24000, 1001)) == [24]
