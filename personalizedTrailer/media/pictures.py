"""Still pictures: key frames of an uploaded film, and sheets and posters of trailers of ours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

from personalizedTrailer.errors import ProcessFailed
from personalizedTrailer.media import frames
from personalizedTrailer.media.process import Limits, run
from personalizedTrailer.media.sandbox import Cage, untrusted_input, wrap
from personalizedTrailer.model import MediaInfo

JPEG_QUALITY = 3
"""FFmpeg's scale: 2 is best, 31 worst."""
_LIMITS = Limits(120, 60)


def key_frame(
    ffmpeg: str,
    film: Path,
    media: MediaInfo,
    frame: int,
    to_picture: str,
    matrix: str,
    out: Path,
    *,
    exact: bool,
    cancelled: Callable[[], bool],
) -> None:
    """Writes a grid frame of an uploaded film as JPEG.

    `to_picture` are the filters that make it 8-bit of limited range, in colours of `matrix`. Not `exact`: the keyframe
    at or before it, which costs next to nothing. Raises ProcessFailed.
    """
    video = media.video
    at = video.first_pts * video.time_base + (frame + Fraction(1, 4)) / media.rate
    args = [ffmpeg, "-nostdin", "-hide_banner", "-v", "error", "-max_alloc", str(1 << 28), "-threads", "1"]
    if not exact:
        args += ["-noaccurate_seek", "-skip_frame", "nokey"]
    elif frame:
        # A frame shown at a time may have begun well before it, where the rate varies.
        at -= Fraction(1, 2) / media.rate
    if frame and media.exact_seek:
        args += ["-seek_timestamp", "1", "-ss", f"{float(at):.6f}"]
    args += untrusted_input(film)
    if frame and not media.exact_seek:
        args += ["-ss", f"{float(at - video.first_pts * video.time_base):.6f}"]
    # A still needs no motion: one field, enlarged, is free of combs.
    filters = f"{'field=type=top,' if video.interlaced else ''}{to_picture},{_to_jpeg(matrix)}"
    args += ["-map", f"0:{video.index}", "-frames:v", "1", "-vf", filters]
    args += ["-map_metadata", "-1", "-q:v", str(JPEG_QUALITY), "-f", "mjpeg", f"file:{out}"]
    run(wrap(args, Cage()), _LIMITS, cancelled=cancelled)
    if not out.is_file():
        raise ProcessFailed(detail=f"frame {frame} did not decode")


def contact_sheet(
    ffmpeg: str,
    trailer: Path,
    numbers: Sequence[int],
    columns: int,
    size: tuple[int, int],
    matrix: str,
    out: Path,
    cancelled: Callable[[], bool],
) -> None:
    """Writes frames of a trailer as one JPEG, `columns` beside each other, each of `size` in pixels.

    `matrix` is that of the trailer's colours.

    Raises ProcessFailed, VerificationFailed or Cancelled.
    """
    rows = -(-len(numbers) // columns)
    # 0x101113: the ground of the web UI's dark theme.
    tile = f"tile={columns}x{rows}:padding=6:margin=6:color=0x101113"
    _still(ffmpeg, trailer, numbers, size, f"{_to_jpeg(matrix)},{tile}", out, cancelled)


def poster(
    ffmpeg: str,
    trailer: Path,
    number: int,
    size: tuple[int, int],
    matrix: str,
    out: Path,
    cancelled: Callable[[], bool],
) -> None:
    """Writes one frame of a trailer as JPEG in full size; see `contact_sheet`."""
    _still(ffmpeg, trailer, [number], size, _to_jpeg(matrix), out, cancelled)


def _to_jpeg(matrix: str) -> str:
    """Filters to the one coding of colours that JPEG files have: BT.601 in full range (JFIF, ITU-T T.871)."""
    return (
        f"scale=in_range=limited:in_color_matrix={matrix}:out_range=full:out_color_matrix=smpte170m,format=yuvj420p"
    )


def _still(
    ffmpeg: str,
    trailer: Path,
    numbers: Sequence[int],
    size: tuple[int, int],
    filters: str,
    out: Path,
    cancelled: Callable[[], bool],
) -> None:
    raw = out.with_suffix(".yuv")
    frames.of_trailer(trailer, numbers, size, "yuv420p", raw, cancelled)
    args = [ffmpeg, "-nostdin", "-hide_banner", "-v", "error", "-f", "rawvideo", "-pix_fmt", "yuv420p"]
    args += ["-s", f"{size[0]}x{size[1]}", "-i", f"file:{raw}", "-vf", filters, "-frames:v", "1"]
    args += ["-q:v", str(JPEG_QUALITY), "-f", "mjpeg", f"file:{out}"]
    run(wrap(args, Cage()), _LIMITS, cancelled=cancelled)
    raw.unlink()
