"""Films of many makes, each through the real pipeline and checked whole."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

import imageio_ffmpeg
import pytest

from tests.media import planned
from tests.media.codecs import (
    AC3,
    DRIFTING,
    GROUPS,
    HALF_LATE,
    HEVC,
    HLG,
    INTERLACED,
    MJPEG,
    MPEG4,
    OPEN_GROUPS,
    OPUS,
    PCM,
    PQ,
    TEN_BIT,
    VARYING,
    VORBIS,
    VP8,
    VP9,
    WIDE,
)
from tests.media.conftest import Check, Generate, make
from tests.media.films import H264, Recipe
from tests.media.sound_io import ffmpeg

LINES = ((0.4, 2.0, "The harbour sleeps."), (2.6, 4.4, "A lantern moves."), (5.0, 7.4, "Nobody answered."))


@dataclass(frozen=True)
class Case:
    name: str
    recipe: Recipe
    quick: bool = False
    """Whether it is among those that always run."""
    container: str = "mp4"


CASES = (
    Case("23.976", Recipe(rate="24000/1001")),
    Case("24", Recipe()),
    Case("25-mov-out", Recipe(rate="25"), container="mov"),
    Case("29.97", Recipe(rate="30000/1001")),
    Case("30", Recipe(rate="30")),
    Case("50", Recipe(rate="50")),
    Case("60", Recipe(rate="60")),
    Case("10", Recipe(rate="10")),
    Case("frames-left-out", Recipe(rate="30", video=(*H264, *VARYING), turn=90), quick=True),
    Case("times-that-drift", Recipe(rate="25", extension="mkv", video=(*H264, *DRIFTING))),
    Case("turned-90", Recipe(turn=90)),
    Case("turned-180", Recipe(turn=180)),
    Case("turned-270", Recipe(turn=270, extension="mov"), container="mov"),
    Case("wide-pixels", Recipe(size=(192, 144), video=(*H264, "-vf", "setsar=4/3"))),
    Case("odd-size", Recipe(size=(175, 143), extension="webm", video=VP8, audio=VORBIS), quick=True),
    Case("portrait", Recipe(size=(144, 256))),
    Case("10-bit", Recipe(video=TEN_BIT)),
    Case("10-bit-hevc", Recipe(extension="mkv", video=(*HEVC, "-pix_fmt", "yuv420p10le"))),
    Case("hdr10", Recipe(video=(*TEN_BIT, *WIDE, *PQ))),
    Case("hlg", Recipe(video=(*TEN_BIT, *WIDE, *HLG))),
    Case("wide-gamut", Recipe(video=(*TEN_BIT, *WIDE, "-color_trc", "bt2020-10"))),
    Case("full-range", Recipe(video=(*H264, "-pix_fmt", "yuvj420p", "-color_range", "pc"))),
    Case("4:2:2", Recipe(video=(*H264, "-pix_fmt", "yuv422p"), extension="mov")),
    Case("5.1", Recipe(channels=6, audio=AC3, extension="mkv")),
    Case("no-sound", Recipe(channels=0)),
    Case("mono-22k", Recipe(channels=1, audio_rate=22_050)),
    Case("sound-late", Recipe(audio_late=0.7)),
    Case("picture-late", Recipe(video_late=0.6)),
    Case("picture-late-mkv", Recipe(video_late=0.6, extension="mkv", audio=OPUS)),
    Case("begins-at-ten", Recipe(extension="mkv", finish=("-fflags", "+genpts", "-output_ts_offset", "10"))),
    Case("sound-longer", Recipe(audio_seconds=11)),
    Case("sound-shorter", Recipe(audio_seconds=5)),
    Case("long-groups", Recipe(video=(*H264, *GROUPS))),
    Case("open-groups", Recipe(video=OPEN_GROUPS)),
    Case("edit-list", Recipe(seconds=10, video=(*H264, *GROUPS), finish=("-ss", "1.3"))),
    Case("in-fragments", Recipe(finish=("-fflags", "+genpts", "-movflags", "frag_keyframe+empty_moov"))),
    Case("interlaced", Recipe(rate="50", video=(*H264, *INTERLACED))),
    Case("mkv-h264-opus", Recipe(extension="mkv", audio=OPUS)),
    Case("mkv-hevc", Recipe(extension="mkv", video=HEVC)),
    Case("webm-vp9-opus", Recipe(extension="webm", video=VP9, audio=OPUS)),
    Case("avi-mpeg4-mp3", Recipe(extension="avi", video=MPEG4, audio=("-c:a", "libmp3lame"))),
    Case("avi-mpeg4-b-frames", Recipe(extension="avi", video=(*MPEG4, "-bf", "2"), audio=PCM)),
    Case("avi-mjpeg-pcm", Recipe(extension="avi", video=MJPEG, audio=PCM, channels=1)),
    Case("mov-mjpeg", Recipe(extension="mov", video=MJPEG, audio=PCM), container="mov"),
    Case("half-late", Recipe(seconds=12, rate="30", video=(*H264, *HALF_LATE))),
    Case("one-second", Recipe(seconds=1)),
)


def parameters() -> list[object]:
    return [pytest.param(case, id=case.name, marks=[] if case.quick else [pytest.mark.slow]) for case in CASES]


@pytest.mark.parametrize("case", parameters())
def test_every_film_gives_what_was_promised(case: Case, generate: Generate, check: Check, tmp_path: Path) -> None:
    made = generate(make(case.recipe, tmp_path), tmp_path / "out", container=case.container)
    report = check(made.job, made.source, made.folder)
    assert report.violations == []
    told = report.figures
    assert isinstance(told["discriminatingShare"], float) and told["discriminatingShare"] > 0.3
    if case.recipe.channels:
        assert isinstance(told["clipsPlaced"], int) and told["clipsPlaced"] >= 1


@pytest.mark.parametrize(
    "tool",
    [
        pytest.param(ffmpeg, id="installed", marks=pytest.mark.slow),
        pytest.param(imageio_ffmpeg.get_ffmpeg_exe, id="bundled"),
    ],
)
@pytest.mark.parametrize(
    "recipe",
    [
        pytest.param(Recipe(rate="30000/1001", extension="mkv", audio=OPUS), id="mkv"),
        pytest.param(Recipe(rate="30", video=(*H264, *VARYING), turn=90), id="phone", marks=pytest.mark.slow),
    ],
)
def test_either_ffmpeg_will_do(
    recipe: Recipe, tool: object, generate: Generate, check: Check, tmp_path: Path
) -> None:
    assert callable(tool)
    made = generate(make(recipe, tmp_path), tmp_path / "out", FFMPEG_PATH=os.fspath(tool()))
    assert check(made.job, made.source, made.folder).violations == []


def test_lines_of_a_subtitle_track_are_shown(generate: Generate, check: Check, tmp_path: Path) -> None:
    recipe = Recipe(extension="mkv", subtitles=LINES)
    made = generate(make(recipe, tmp_path), tmp_path / "out")
    assert check(made.job, made.source, made.folder).violations == []
    shown = 0
    for trailer in planned.read_all(made.job):
        name = "master" if trailer.name == "primary" else trailer.name
        path = made.folder / Path(made.job["deliverables"][f"subtitles_{name}_en"]["path"]).name
        text = re.sub(r"\s+", " ", path.read_text(encoding="utf-8"))
        spans = [(trailer.second(clip.source), trailer.second(clip.source_end)) for clip in trailer.clips]
        for start, end, line in LINES:
            heard = max(min(end, last) - max(start, first) for first, last in spans)
            # A line counts when half of it or half a second lies in a clip; near that border either is right.
            if heard > min(0.5, (end - start) / 2) + 0.1:
                assert line in text, f"{trailer.name}: {line!r} is on screen for {heard:.2f} s"
                shown += 1
            elif heard < min(0.5, (end - start) / 2) - 0.1:
                assert line not in text, f"{trailer.name}: {line!r} is not in any clip"
    assert shown >= 5


@pytest.mark.slow
def test_captions_without_a_line_are_replaced_and_the_job_says_so(generate: Generate, tmp_path: Path) -> None:
    recipe = Recipe(seconds=4, extension="mkv", subtitles=((0.4, 2.0, "{\\an8}"),))
    made = generate(make(recipe, tmp_path), tmp_path / "out")
    assert [warning["code"] for warning in made.job["warnings"]][-1:] == ["captions_unreadable"]
    assert made.job["providers"]["captions"]["mode"] == "generated"
