"""Kinds of films by their timestamps and groups of pictures, each with what shows that it is of that kind."""

from __future__ import annotations

from fractions import Fraction

from tests.media import alter
from tests.media.codecs import (
    B_FRAMES,
    GROUPS,
    HEVC_OPEN_GROUPS,
    MJPEG,
    MPEG4,
    OPEN_GROUPS,
    OPUS,
    PCM,
    VARYING,
    VP8,
)
from tests.media.films import FAST, H264, Recipe
from tests.media.sources import Source

NO_SHIFT = ("-avoid_negative_ts", "disabled")
HOLD = ("-vf", "select='not(between(n,60,179))'", "-fps_mode", "vfr")
VARYING_HOLD = ("-vf", "select='gt(mod(n*7,11),3)*not(between(n,75,224))'", "-fps_mode", "vfr")
OTHER_HEADERS = ("-c:v", "libx264", "-preset", "veryfast", *FAST[2:], "-profile:v", "baseline")
EDITS = ((64, 64), (192, 64), (320, 64))
"""First frame and frames; at every border a block of 1024 samples ends, so that no reader has to round."""

TIMES = (
    Source("59.94", Recipe(rate="60000/1001"), lambda f: f.longest < Fraction(1, 59)),
    Source(
        "23.976-in-milliseconds",
        Recipe(seconds=20, rate="24000/1001", extension="mkv"),
        lambda f: f.longest == Fraction(42, 1000),
    ),
    Source(
        "begins-before-zero",
        Recipe(
            extension="webm",
            video=VP8,
            audio=OPUS,
            finish=("-fflags", "+genpts", "-output_ts_offset", "-0.7", *NO_SHIFT),
        ),
        lambda f: f.times[0] < Fraction(-1, 2) and f.first_sound < Fraction(-1, 2),
    ),
    Source(
        "sound-begins-before-zero",
        Recipe(extension="mkv", video=(*B_FRAMES, *NO_SHIFT)),
        lambda f: f.times[0] == 0 and f.first_sound < 0,
    ),
    Source(
        "decoding-begins-before-zero",
        Recipe(video=(*B_FRAMES, "-movflags", "negative_cts_offsets", *NO_SHIFT)),
        lambda f: f.times[0] == 0,
    ),
    Source(
        "media-begins-before-zero",
        Recipe(seconds=9, video=B_FRAMES, finish=("-fflags", "+genpts", "-output_ts_offset", "-1", *NO_SHIFT)),
        lambda f: f.hidden > 20 and f.times[0] == 0,
    ),
    Source(
        "no-edit-list",
        Recipe(extension="mov", video=(*B_FRAMES, "-use_editlist", "0")),
        lambda f: f.times[0] > 0 and f.first_sound == 0,
    ),
    Source(
        "begins-at-ten-mp4",
        Recipe(video=B_FRAMES, finish=("-fflags", "+genpts", "-output_ts_offset", "10")),
        lambda f: f.times[0] == 10,
    ),
    Source(
        "three-edits",
        Recipe(seconds=16, video=(*H264, "-g", "50", "-movie_timescale", "24000")),
        lambda f: f.hidden > 60,
        lambda path: alter.edited(path, EDITS),
    ),
    Source(
        "held-for-five-seconds",
        Recipe(seconds=15, video=(*H264, *HOLD)),
        lambda f: f.longest > 5,
    ),
    Source(
        "varying-and-held",
        Recipe(seconds=15, rate="30", extension="mkv", video=(*H264, *VARYING_HOLD)),
        lambda f: f.longest > 5,
    ),
    Source(
        "avi-frames-left-out",
        Recipe(rate="30", extension="avi", video=(*MPEG4, "-g", "20", *VARYING), audio=PCM),
        lambda f: f.longest > Fraction(1, 25),
    ),
    Source(
        "avi-held",
        Recipe(seconds=12, extension="avi", video=(*MJPEG, *HOLD), audio=PCM),
        lambda f: f.longest > 4,
    ),
    Source(
        "no-index",
        Recipe(extension="webm", video=VP8, audio=OPUS, finish=("-fflags", "+genpts", "-live", "1")),
        lambda f: f.codec in ("vp8", "libvpx"),
    ),
    Source(
        "varying-without-index",
        Recipe(
            rate="30",
            extension="webm",
            video=(*VP8, *VARYING),
            audio=OPUS,
            finish=("-fflags", "+genpts", "-live", "1"),
        ),
        lambda f: f.longest > Fraction(1, 25),
    ),
)
GROUPED = (
    Source(
        "groups-of-250",
        Recipe(seconds=30, video=(*H264, *GROUPS)),
        lambda f: len(f.times) == 720,
    ),
    Source(
        "first-group-open-mkv",
        Recipe(seconds=10, extension="mkv", video=OPEN_GROUPS),
        lambda f: f.leading > 0,
        lambda path: alter.beheaded(path, 1),
    ),
    Source(
        "first-group-open-mp4",
        Recipe(seconds=10, video=OPEN_GROUPS),
        lambda f: f.leading > 0 or f.hidden > 0,
        lambda path: alter.beheaded(path, 1),
    ),
    Source(
        "first-group-open-hevc",
        Recipe(seconds=10, extension="mkv", video=HEVC_OPEN_GROUPS),
        lambda f: f.leading > 0,
        lambda path: alter.beheaded(path, 1),
    ),
    Source(
        "first-group-open-no-edit-list",
        Recipe(seconds=10, extension="mov", video=HEVC_OPEN_GROUPS),
        lambda f: f.leading > 0 and f.hidden == 0,
        lambda path: alter.beheaded(path, 1, {"use_editlist": "0"}),
    ),
    Source("open-groups-at-ten", Recipe(seconds=12, rate="10", video=OPEN_GROUPS), lambda f: len(f.times) == 120),
    Source(
        "hevc-open-groups-at-ten",
        Recipe(seconds=12, rate="10", extension="mkv", video=HEVC_OPEN_GROUPS),
        lambda f: len(f.times) == 120,
    ),
    Source(
        "headers-change",
        Recipe(seconds=5, video=B_FRAMES),
        lambda f: f.headers == 2,
        lambda path: alter.joined(Recipe(seconds=5, video=B_FRAMES), OTHER_HEADERS, path),
    ),
    Source(
        "headers-change-mkv",
        Recipe(seconds=5, extension="mkv", video=B_FRAMES),
        lambda f: f.headers == 2,
        lambda path: alter.joined(Recipe(seconds=5, extension="mkv", video=B_FRAMES), OTHER_HEADERS, path),
    ),
)
