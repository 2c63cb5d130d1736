"""A film as the probe describes one, for tests that need no real one."""

from __future__ import annotations

from fractions import Fraction

from personalizedTrailer.model import MediaInfo, VideoStream

VIDEO = VideoStream(
    index=0,
    codec="h264",
    width=1920,
    height=1080,
    rotation=0,
    sample_aspect=Fraction(1),
    pixel_format="yuv420p",
    bit_depth=8,
    hdr=None,
    matrix="bt709",
    full_range=False,
    interlaced=False,
    time_base=Fraction(1, 24000),
    first_pts=0,
)
MEDIA = MediaInfo("mp4", 1, Fraction(24), False, 240, Fraction(10), False, True, VIDEO)
