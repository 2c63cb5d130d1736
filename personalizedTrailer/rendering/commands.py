"""FFmpeg argument lists, built by pure functions.

Every frame is addressed on the film's grid: timestamps are kept (`-copyts`), zero is moved to the first frame of
the picture, `fps` resamples to the grid, `trim` cuts by grid numbers. Where the seek landed therefore cannot
shift a cut; that it landed early enough is checked afterwards from `showinfo`'s first line.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from personalizedTrailer.media.sandbox import untrusted_input
from personalizedTrailer.model import MediaInfo, Rendition
from personalizedTrailer.rendering.encoders import FAMILIES, Wanted, encoder_arguments
from personalizedTrailer.rendering.entries import Entry
from personalizedTrailer.rendering.takes import Take
from personalizedTrailer.rendering.template import Colours

THUMB = 32
"""Side, in pixels, of the grey thumbnails by which frames are compared."""
B_FRAMES = 2
"""Most frames between two that they are predicted from, and so most frames by which decoding runs ahead."""
LONGEST_GROUP = 250
"""Frames; x264's default. The keyframes that are asked for come sooner."""


@dataclass(frozen=True, slots=True)
class Encoder:
    """How pictures are encoded."""

    codec: str
    """One of `encoders.FAMILIES`."""
    preset: str
    crf: int
    parameter_set: int = 0
    """Number of its headers, not that of the film's where packets of it stand beside; libx264 alone can choose it."""
    colours: Colours | None = None
    """What the picture says of its colours; None: what they were converted to."""
    profile: str = "high"
    """Of H.264; libx264 alone has others."""
    b_frames: int = B_FRAMES
    references: int = 0
    """As `Wanted.references`."""


@dataclass(frozen=True, slots=True)
class TakeJob:
    """One FFmpeg call: a take to one file a rendition, and its thumbnails as raw grey bytes."""

    film: Path
    media: MediaInfo
    take: Take
    renditions: tuple[Rendition, ...]
    outputs: tuple[Path, ...]
    thumbs: Path
    encoder: Encoder
    entries: tuple[Entry, ...]
    """Where reading begins for each of the take's starts."""


def encode_take(ffmpeg: str, job: TakeJob) -> list[str]:
    """Decodes a take once and encodes every rendition of it."""
    args = _decode(ffmpeg, job)
    for number, path in enumerate(job.outputs):
        args += ["-map", f"[v{number}]", *_encode(job), f"file:{path}"]
    return [*args, "-map", "[thumbs]", *_raw(job, job.thumbs)]


def raw_take(ffmpeg: str, job: TakeJob) -> list[str]:
    """Writes the pictures that `encode_take` would encode as raw 8-bit 4:2:0; for a job of one rendition."""
    args = [*_decode(ffmpeg, job), "-map", "[v0]", *_raw(job, job.outputs[0])]
    return [*args, "-map", "[thumbs]", *_raw(job, job.thumbs)]


def _decode(ffmpeg: str, job: TakeJob) -> list[str]:
    args = [ffmpeg, "-nostdin", "-hide_banner", "-v", "info", "-nostats", "-progress", "pipe:1"]
    args += FAMILIES[job.encoder.codec].device
    args += ["-max_alloc", str(1 << 28), "-copyts", "-filter_complex_threads", "1"]
    for entry in job.entries:
        args += _read_from(job, entry)
    return [*args, "-filter_complex", ";".join(_graph(job))]


def _raw(job: TakeJob, out: Path) -> list[str]:
    return ["-frames:v", str(job.take.frames), "-fps_mode", "passthrough", "-f", "rawvideo", f"file:{out}"]


def _read_from(job: TakeJob, entry: Entry) -> list[str]:
    # reinit_filter 0: a picture that changes its size half-way must not reset the frame count of the graph.
    args = ["-threads", "1", "-reinit_filter", "0", "-noaccurate_seek"]
    if entry is not None:
        args += ["-seek_timestamp", "1", "-ss", f"{float(entry):.6f}"]
    return args + untrusted_input(job.film)


def _graph(job: TakeJob) -> list[str]:
    media, first = job.media, job.take.pieces[0]
    top = job.renditions[0]
    chains = []
    for number, start in enumerate(job.take.starts):
        # Of the outgoing clip of a dissolve no more than the dissolve is shown.
        frames = first.frames if len(job.take.starts) > number + 1 else job.take.frames
        look = f"look{number}"
        chains.append(
            f"[{number}:{media.video.index}]settb=expr={media.video.time_base},"
            f"setpts=PTS-{media.video.first_pts},split[in{number}][{look}]"
        )
        chains.append(f"[{look}]select='eq(n,0)',showinfo=checksum=0,nullsink")
        placed = f"{_deinterlace(media)}{_on_grid(media, start, frames)}"
        chains.append(f"[in{number}]{placed},{to_sdr(media, top)}{_said(job)}[c{number}]")
    splits = "".join(f"[s{number}]" for number in range(len(job.renditions)))
    chains.append(f"{_mixed(job)},split={len(job.renditions) + 1}{splits}[t]")
    upload = FAMILIES[job.encoder.codec].upload
    chains.append(f"[s0]null{upload}[v0]")
    chains += [
        f"[s{number}]scale={r.width}:{r.height}:flags=bicubic,setsar=1{upload}[v{number}]"
        for number, r in enumerate(job.renditions)
        if number
    ]
    return [*chains, f"[t]scale={THUMB}:{THUMB}:flags=area,format=yuv420p,extractplanes=y[thumbs]"]


def _deinterlace(media: MediaInfo) -> str:
    return "bwdif=mode=send_frame:deint=interlaced," if media.video.interlaced else ""


def _on_grid(media: MediaInfo, start: int, frames: int) -> str:
    # The last frame of a film may be held for longer than one step of the grid; at most two seconds of it.
    hold = 2 if not media.variable_rate else int(2 * media.rate) + 1
    return (
        f"fps=fps={media.rate}:round=near:eof_action=pass,tpad=stop_mode=clone:stop={hold},"
        f"trim=start_pts={start}:end_pts={start + frames},setpts=PTS-STARTPTS"
    )


def to_sdr(media: MediaInfo, size: Rendition) -> str:
    """Filters from the film's picture to 8-bit 4:2:0 of limited range in the wanted size, square pixels."""
    video = media.video
    if video.hdr or video.matrix == "bt2020nc":
        transfer = {"pq": "smpte2084", "hlg": "arib-std-b67", None: "2020_10"}[video.hdr]
        linear = (
            f"zscale=w={size.width}:h={size.height}:tin={transfer}:min=2020_ncl:pin=2020:t=linear:p=709:npl=100"
        )
        tone = "tonemap=tonemap=hable:desat=0," if video.hdr else ""
        return (
            f"{linear},format=gbrpf32le,{tone}zscale=t=709:m=709:r=limited:d=error_diffusion,"
            f"format=yuv420p,setsar=1,{_tags('bt709')}"
        )
    span = "full" if video.full_range else "limited"
    return (
        f"scale={size.width}:{size.height}:flags=bicubic:in_range={span}:out_range=limited"
        f":in_color_matrix={video.matrix}:out_color_matrix={video.matrix},format=yuv420p,setsar=1,{_tags(video.matrix)}"
    )


def matrix_of(media: MediaInfo) -> str:
    """How the colours of its trailers are coded, as FFmpeg calls it."""
    return "bt709" if media.video.hdr or media.video.matrix == "bt2020nc" else media.video.matrix


def _tags(matrix: str) -> str:
    """Says what the colours mean, on the frames: newer FFmpeg ignores options of the encoder where frames speak."""
    primaries = "bt709" if matrix == "bt709" else "smpte170m"
    return f"setparams=range=tv:colorspace={matrix}:color_primaries={primaries}:color_trc={primaries}"


def _said(job: TakeJob) -> str:
    """What the film itself says of its colours, where takes stand beside copies of it."""
    if job.encoder.colours is None:
        return ""
    primaries, transfer, matrix = job.encoder.colours
    return f",setparams=color_primaries={primaries}:color_trc={transfer}:colorspace={matrix}"


def _mixed(job: TakeJob) -> str:
    """What the take shows: its first piece mixed with black or another clip, its last one with black, or neither."""
    piece, last, frames = job.take.pieces[0], job.take.pieces[-1], job.take.frames
    out = (
        f",fade=t=out:start_frame={frames - last.frames}:nb_frames={last.frames}" if last.kind == "fade_out" else ""
    )
    if piece.kind == "fade_in":
        return f"[c0]fade=t=in:start_frame=0:nb_frames={piece.frames}{out}"
    if piece.kind == "dissolve":
        seconds = float(piece.frames / job.media.rate)
        # Some versions of xfade run one frame over; the trim holds them to the plan.
        return (
            f"[c0][c1]xfade=transition=fade:duration={seconds:.6f}:offset=0,trim=end_frame={frames},"
            f"format=yuv420p{out}"
        )
    return f"[c0]null{out}"


def _encode(job: TakeJob) -> list[str]:
    encoder = job.encoder
    wanted = Wanted(
        preset=encoder.preset,
        crf=encoder.crf,
        keyframes=LONGEST_GROUP,
        b_frames=encoder.b_frames,
        parameter_set=encoder.parameter_set,
        profile=encoder.profile,
        references=encoder.references,
    )
    return [
        *("-frames:v", str(job.take.frames), "-fps_mode", "passthrough", "-an", "-sn", "-dn"),
        *("-map_metadata", "-1", "-map_chapters", "-1"),
        *encoder_arguments(encoder.codec, wanted),
        # Players begin, and switch renditions, at keyframes: all renditions have them at the same frames.
        *("-force_key_frames", _keyframes(job)),
        *("-video_track_timescale", str(timescale(job.media.rate)), "-f", "mp4"),
    ]


def _keyframes(job: TakeJob) -> str:
    return "expr:" + "+".join(f"eq(n,{frame})" for frame in job.take.keyframes(job.media.rate))


def clip_key(ffmpeg_version: str, job: TakeJob, rendition: Rendition) -> str:
    """What a clip of one rendition depends on, as a name: everything but the film and where its files lie."""
    nowhere = Path("film")
    alone = replace(job, film=nowhere, outputs=(nowhere,), thumbs=nowhere, entries=(None,) * len(job.entries))
    ladder = (job.renditions[0],) if rendition == job.renditions[0] else (job.renditions[0], rendition)
    alone = replace(alone, renditions=ladder, outputs=(nowhere,) * len(ladder))
    text = "\n".join((ffmpeg_version, *encode_take("ffmpeg", alone)))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def timescale(rate: Fraction) -> int:
    """Ticks a second in which every frame lasts a whole number of them; at least 10,000 so that players agree."""
    factor = -(-10_000 // rate.numerator)
    return rate.numerator * factor


def encode_sound(ffmpeg: str, raw: Path, out: Path, codec: str) -> list[str]:
    """Encodes float32 stereo at 48 kHz to AAC."""
    return [
        *(ffmpeg, "-nostdin", "-hide_banner", "-v", "error"),
        *("-f", "f32le", "-ar", "48000", "-ac", "2", "-i", f"file:{raw}"),
        # Noise substitution puts a burst before attacks, and noise shaping one into fast fades.
        *("-c:a", codec, "-aac_pns", "0", "-aac_tns", "0", "-b:a", "192k", "-ar", "48000", "-ac", "2"),
        *("-f", "mp4", f"file:{out}"),
    ]
