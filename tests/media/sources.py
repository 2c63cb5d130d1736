"""Kinds of films, each with what shows that it is of that kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from tests.media import alter
from tests.media.codecs import (
    AC3,
    AV1,
    B_FRAMES,
    BOTTOM_FIRST,
    FIELDS,
    HEVC,
    HLG,
    INTERLACED,
    MPEG2,
    OPUS,
    PCM,
    PQ,
    PRORES,
    VP9,
    WIDE,
    scaled,
)
from tests.media.facts import Facts
from tests.media.films import H264, Recipe

Alter = Callable[[Path], Path]
HEVC_10 = (*HEVC, "-pix_fmt", "yuv420p10le")
SMALL = (192, 108)
"""Drawn in this size and enlarged: drawing takes longer than encoding."""
TELECINE = ("-vf", "telecine=pattern=23,setfield=tff", *FIELDS)


@dataclass(frozen=True)
class Source:
    """`shows` says of what the film is made whether it is what the name promises."""

    name: str
    recipe: Recipe
    shows: Callable[[Facts], bool]
    alter: Alter | None = None
    container: str = "mp4"


LARGE = (
    Source(
        "4k-hevc",
        Recipe(seconds=3, size=SMALL, video=scaled(3840, 2160, HEVC)),
        lambda f: (f.codec, f.size) == ("hevc", (3840, 2160)),
    ),
    Source(
        "4k-hevc-hdr10",
        Recipe(seconds=2, size=SMALL, video=(*scaled(3840, 2160, HEVC_10), *WIDE, *PQ)),
        lambda f: (f.pixels, f.size, f.transfer) == ("yuv420p10le", (3840, 2160), 16),
    ),
    Source(
        "1080i",
        Recipe(
            seconds=3,
            rate="50",
            size=SMALL,
            extension="mkv",
            video=(*MPEG2, "-vf", "scale=1920:1080,tinterlace=interleave_top", *FIELDS),
            audio=AC3,
        ),
        lambda f: f.size == (1920, 1080) and set(f.fields) == {"T"},
    ),
    Source(
        "60-in-every-rendition",
        Recipe(seconds=5, rate="60", size=SMALL, video=scaled(1920, 1080)),
        lambda f: f.size == (1920, 1080) and f.longest == Fraction(1, 60),
    ),
    Source(
        "prores",
        Recipe(seconds=5, size=SMALL, extension="mov", video=scaled(1280, 720, PRORES), audio=PCM),
        lambda f: (f.codec, f.pixels) == ("prores", "yuv422p10le"),
        container="mov",
    ),
)
CODECS = (
    Source("av1-mp4", Recipe(video=AV1), lambda f: "av1" in f.codec or f.codec == "libdav1d"),
    Source(
        "av1-webm",
        Recipe(extension="webm", video=AV1, audio=OPUS),
        lambda f: "av1" in f.codec or f.codec == "libdav1d",
    ),
    Source(
        "av1-hlg",
        Recipe(extension="mkv", video=(*AV1, "-pix_fmt", "yuv420p10le", *WIDE, *HLG), audio=OPUS),
        lambda f: f.transfer == 18,
    ),
    Source(
        "vp9-hidden-frames",
        Recipe(
            extension="webm", video=(*VP9[:2], "-cpu-used", "8", "-auto-alt-ref", "1", "-b:v", "1M"), audio=OPUS
        ),
        lambda f: f.codec in ("vp9", "libvpx-vp9"),
    ),
    Source("hevc-hdr10", Recipe(video=(*HEVC_10, *WIDE, *PQ)), lambda f: (f.codec, f.transfer) == ("hevc", 16)),
    Source(
        "hevc-hlg-mov",
        Recipe(extension="mov", video=(*HEVC_10, "-tag:v", "hvc1", *WIDE, *HLG)),
        lambda f: (f.codec, f.transfer) == ("hevc", 18),
        container="mov",
    ),
    Source(
        "prores-4444",
        Recipe(
            extension="mov", video=("-c:v", "prores_ks", "-profile:v", "4", "-pix_fmt", "yuva444p10le"), audio=PCM
        ),
        lambda f: f.codec == "prores" and "444" in f.pixels,
    ),
    Source(
        "rgb",
        Recipe(extension="mkv", video=("-c:v", "libx264rgb", "-preset", "ultrafast", "-crf", "12"), audio=OPUS),
        lambda f: f.pixels in ("gbrp", "rgb24"),
    ),
    Source(
        "odd-and-turned",
        Recipe(size=(175, 143), video=(*H264, "-pix_fmt", "yuv444p"), turn=90),
        lambda f: f.size == (175, 143) and f.rotation % 180 == 90,
    ),
    Source(
        "wide-pixels-turned",
        Recipe(size=(192, 144), video=(*H264, "-vf", "setsar=4/3"), turn=270),
        lambda f: f.aspect == Fraction(4, 3) and f.rotation % 180 == 90,
    ),
)
INTERLACED_ONES = (
    Source(
        "bottom-first",
        Recipe(rate="50", video=(*H264, *BOTTOM_FIRST, "-x264-params", "bff=1")),
        lambda f: set(f.fields) == {"B"},
    ),
    Source(
        "mpeg2-top-first",
        Recipe(rate="60000/1001", extension="mkv", video=(*MPEG2, *INTERLACED), audio=AC3),
        lambda f: f.codec == "mpeg2video" and set(f.fields) == {"T"},
    ),
    Source(
        "mpeg2-bottom-first",
        Recipe(rate="50", extension="mkv", video=(*MPEG2, *BOTTOM_FIRST, "-top", "0"), audio=AC3),
        lambda f: f.codec == "mpeg2video" and set(f.fields) == {"B"},
    ),
    Source(
        "prores-interlaced",
        Recipe(rate="50", extension="mov", video=(*PRORES, *INTERLACED), audio=PCM),
        lambda f: set(f.fields) == {"T"},
    ),
    Source(
        "interlaced-later",
        Recipe(seconds=5, rate="50", video=(*B_FRAMES, "-vf", "framestep=2")),
        lambda f: set(f.fields[:100]) == {"P"} and set(f.fields[130:]) == {"T"},
        lambda path: alter.joined(
            Recipe(seconds=5, rate="50", video=(*B_FRAMES, "-vf", "framestep=2")), (*B_FRAMES, *INTERLACED), path
        ),
    ),
    Source(
        "telecined",
        Recipe(rate="24000/1001", video=(*H264, *TELECINE)),
        lambda f: set(f.fields) == {"T"} and len(f.times) > 230,
    ),
    Source(
        "telecined-by-flags",
        Recipe(rate="24000/1001", extension="mkv", video=MPEG2, audio=AC3),
        lambda f: set(f.fields) == {"P"} and f.longest > Fraction(1, 24),
        alter.soft_telecine,
    ),
)
