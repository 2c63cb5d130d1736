"""Options of FFmpeg by which films of many makes are encoded."""

from __future__ import annotations

from tests.media.films import FAST, H264

MPEG4 = ("-c:v", "mpeg4", "-q:v", "3", "-pix_fmt", "yuv420p")
MPEG2 = ("-c:v", "mpeg2video", "-q:v", "3", "-pix_fmt", "yuv420p", "-bf", "2", "-g", "12")
MJPEG = ("-c:v", "mjpeg", "-q:v", "3", "-pix_fmt", "yuvj420p")
VP8 = ("-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "1500k")
VP9 = ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "1500k")
HEVC = ("-c:v", "libx265", *FAST, "-x265-params", "log-level=error")
AV1 = ("-c:v", "libsvtav1", "-preset", "10", "-crf", "25", "-g", "48", "-pix_fmt", "yuv420p")
PRORES = ("-c:v", "prores_ks", "-profile:v", "2", "-pix_fmt", "yuv422p10le")
TEN_BIT = ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "18", "-pix_fmt", "yuv420p10le")
WIDE = ("-color_primaries", "bt2020", "-colorspace", "bt2020nc", "-color_range", "tv")
PQ, HLG = ("-color_trc", "smpte2084"), ("-color_trc", "arib-std-b67")
OPUS = ("-c:a", "libopus", "-b:a", "128k")
VORBIS = ("-c:a", "libvorbis", "-q:a", "5")
PCM = ("-c:a", "pcm_s16le")
AC3 = ("-c:a", "ac3", "-b:a", "448k")
HALF_LATE = ("-g", "10", "-vf", "setpts='if(eq(N,0),0,PTS+0.5/30/TB)'", "-fps_mode", "vfr")
"""At 30 frames a second: all but the first begin in the middle of a frame of the grid."""
VARYING = ("-vf", "select='gt(mod(n*7,11),3)'", "-fps_mode", "vfr")
DRIFTING = (
    "-vf",
    "settb=1/1000,setpts='N*40+mod(N*37,23)'",
    "-fps_mode",
    "passthrough",
    "-enc_time_base",
    "1/1000",
)
FIELDS = ("-flags", "+ilme+ildct")
INTERLACED = ("-vf", "tinterlace=interleave_top", *FIELDS)
BOTTOM_FIRST = ("-vf", "tinterlace=interleave_bottom", *FIELDS)
GROUPS = ("-g", "250", "-keyint_min", "250", "-sc_threshold", "0", "-bf", "3")
B_FRAMES = ("-c:v", "libx264", "-preset", "veryfast", *FAST[2:], "-bf", "3", "-g", "48")
OPEN_GROUPS = (*B_FRAMES, "-x264-params", "open-gop=1:keyint=28:min-keyint=28:bframes=3:scenecut=0:b-adapt=0")
HEVC_OPEN_GROUPS = (
    *("-c:v", "libx265", "-preset", "veryfast", "-crf", "18", "-pix_fmt", "yuv420p", "-x265-params"),
    "log-level=error:open-gop=1:keyint=28:min-keyint=28:bframes=4:scenecut=0:b-adapt=0",
)


def scaled(width: int, height: int, video: tuple[str, ...] = H264) -> tuple[str, ...]:
    """An encode of that size: large pictures are drawn small, which is quick."""
    return (*video, "-vf", f"scale={width}:{height}:flags=bicubic")
