"""Sources of every kind: each is first shown to be what it is called, then made into trailers and checked whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.media import facts
from tests.media.conftest import Check, Generate, make
from tests.media.sources import CODECS, INTERLACED_ONES, LARGE, Source
from tests.media.sources_in_time import GROUPED, TIMES

SOURCES = (*LARGE, *CODECS, *INTERLACED_ONES, *TIMES, *GROUPED)


@pytest.mark.slow
@pytest.mark.parametrize("source", [pytest.param(source, id=source.name) for source in SOURCES])
def test_every_kind_of_source_is_exact(source: Source, generate: Generate, check: Check, tmp_path: Path) -> None:
    film = make(source.recipe, tmp_path)
    if source.alter:
        film = source.alter(film)
    told = facts.of(film)
    assert source.shows(told), f"the film is not what it should be: {told}"
    for strategy in ("encode", "auto") if told.codec == "h264" else ("encode",):
        made = generate(film, tmp_path / strategy, container=source.container, RENDER_STRATEGY=strategy)
        report = check(made.job, made.source, made.folder)
        assert report.violations == [], strategy
        figures = report.figures
        assert figures.get("badFrames", 0) == 0
        assert isinstance(figures["discriminatingShare"], float) and figures["discriminatingShare"] > 0.3
        assert isinstance(figures["clipsPlaced"], int) and figures["clipsPlaced"] >= 1
