"""The order of the files of a job, and what is told of the work meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from personalizedTrailer import costs
from personalizedTrailer.model import Rendition
from personalizedTrailer.rendering.plan import Piece
from personalizedTrailer.rendering.schedule import in_order
from personalizedTrailer.rendering.takes import Order, Take
from personalizedTrailer.rendering.tally import Tally
from personalizedTrailer.rendering.trailer import Made, OnFrames, Planned

SIZES = {"1080p": (1920, 1080), "720p": (1280, 720), "480p": (854, 480)}
FULL = tuple(Rendition(label, *size, label == "1080p") for label, size in SIZES.items())


@dataclass
class Renderer:
    """Encodes what was planned, ten frames at a time; `more`: frames beyond that, of each trailer."""

    plans: list[Planned]
    more: int = 0
    calls: list[str] = field(default_factory=list)

    def prepare(self, lines: Any) -> None:
        self.calls.append("prepare")

    def planned(self, lines: Any) -> list[Planned]:
        return self.plans

    def render_top(self, line: Any, extension: str, count: OnFrames) -> tuple[Made, None]:
        self.calls.append(f"top {line.variant.name}")
        for _ in range(0, self.plans[line.number].encoded + self.more, 10):
            count(10)
        return Made(Path("x"), self.plans[line.number].copied), None

    def render_lower(self, line: Any, extension: str, count: OnFrames) -> list[Made]:
        self.calls.append(f"lower {line.variant.name}")
        for _ in range(0, self.plans[line.number].lower, 10):
            count(10)
        return [Made(Path("y"), 0), Made(Path("z"), 0)]


def assemblies(ladder: tuple[Rendition, ...]) -> list[Any]:
    lines = [
        SimpleNamespace(number=number, frames=240, rate=24, seconds=10, variant=SimpleNamespace(name=name))
        for number, name in enumerate(("Primary", "Opening Act"))
    ]
    return [SimpleNamespace(timeline=line, renditions=ladder) for line in lines]


@pytest.mark.parametrize("ladder", [FULL, FULL[:1]])
@pytest.mark.parametrize("more", [0, 70])
def test_top_renditions_first_and_progress_only_forward(ladder: tuple[Rendition, ...], more: int) -> None:
    renderer: Any = Renderer([Planned(200, 8, 40, 240, 9), Planned(0, 0, 240, 120, 4)], more)
    told: list[float] = []
    expected: list[float] = []
    files = list(in_order(renderer, assemblies(ladder), "mp4", lambda part, _: told.append(part), expected.append))
    lower = ["lower Primary", "lower Opening Act"] if len(ladder) > 1 else []
    assert renderer.calls == ["prepare", "top Primary", "top Opening Act", *lower]
    assert [(file.trailer, file.rendition) for file in files[:2]] == [(0, 0), (1, 0)]
    assert len(files) == 2 * len(ladder)
    assert [file.copied_share for file in files[:2]] == [40 / 240, 1]
    assert told[0] == 0 and all(before <= after for before, after in pairwise(told)) and told[-1] <= 0.99
    (whole,) = expected
    sound_alone = 2 * 10 * costs.SOUND
    assert sound_alone < costs.of_frames(ladder, 200) < whole


def test_less_work_is_expected_where_more_is_copied() -> None:
    def cost(*plans: Planned) -> float:
        expected: list[float] = []
        renderer: Any = Renderer(list(plans))
        list(in_order(renderer, assemblies(FULL[:1]), "mp4", lambda *_: None, expected.append))
        return expected[0]

    encoded, copied = Planned(240, 5, 0, 0, 0), Planned(0, 0, 240, 0, 0)
    assert cost(encoded, encoded) > cost(encoded, copied) > cost(copied, copied)


def test_what_is_done_aside_counts_once_the_first_file_is_taken() -> None:
    renderer: Any = Renderer([Planned(240, 5, 0, 0, 0), Planned(240, 5, 0, 0, 0)])
    told: list[float] = []
    expected: list[float] = []
    without: list[float] = []
    list(in_order(renderer, assemblies(FULL[:1]), "mp4", lambda *_: None, without.append))
    files = in_order(renderer, assemblies(FULL[:1]), "mp4", lambda part, _: told.append(part), expected.append, 100)
    next(files)
    before = told[-1]
    next(files)
    (whole,) = expected
    assert whole == without[0] + 100
    jump = next(part for part in told if part > before) - before
    assert jump > 100 / whole


def test_lower_renditions_cost_by_their_pixels() -> None:
    """As measured: seven tenths of the top one's for 720p and 480p of 1080p."""
    assert costs.of_lower(FULL, 100) == pytest.approx(0.7 * costs.of_frames(FULL, 100), rel=0.05)
    assert costs.of_lower(FULL[:1], 100) == 0


def test_frames_are_told_while_they_are_encoded_and_never_twice() -> None:
    heard: list[int] = []
    takes = [Take((Order(Piece("body", start, frames)),)) for start, frames in ((0, 100), (500, 50))]
    tally = Tally(takes, heard.append)
    first, second = (tally.encoded(take) for take in takes)
    first(60)
    tally.tell()
    assert heard == [51], "what is encoded has still to be checked"
    tally.tell()
    first(10)  # another try
    tally.tell()
    assert heard == [51]
    second(50)
    first(400)  # more than there are
    tally.tell()
    assert sum(heard) == 127
    for take in takes:
        tally.done(take)
    tally.tell()
    assert sum(heard) == 150
