"""What a film is, from its head and its end alone."""

from __future__ import annotations

from typing import Any

import av

from personalizedTrailer.media.reading.film import BadFilm, open_film
from personalizedTrailer.media.reading.roles import is_default, is_forced, role_of


def head(path: str) -> dict[str, Any]:
    container = open_film(path)
    facts, stream = describe(container)
    frame = first_frame(container, stream)
    component = frame.format.components[0]
    facts |= {
        "width": frame.width,
        "height": frame.height,
        "sar": text(stream.sample_aspect_ratio),
        "rotation": -int(frame.rotation) % 360,  # PyAV counts counter-clockwise
        "firstPts": frame.pts,
        "pixelFormat": frame.format.name,
        "bitDepth": component.bits,
        "isRgb": frame.format.is_rgb,
        "matrix": int(frame.colorspace),
        "range": int(frame.color_range),
        "primaries": int(frame.color_primaries),
        "transfer": int(frame.color_trc),
        "interlaced": bool(frame.interlaced_frame),
    }
    facts["end"] = end_of(path, facts)
    return facts


def describe(container: Any) -> tuple[dict[str, Any], Any]:
    stream = picture_of(container)
    context = stream.codec_context
    facts: dict[str, Any] = {
        "format": container.format.name,
        "brand": container.metadata.get("major_brand"),
        "containerSeconds": container.duration / 1_000_000 if container.duration else None,
        "streamSeconds": float(stream.duration * stream.time_base) if stream.duration else None,
        "averageRate": text(stream.average_rate),
        "guessedRate": text(stream.guessed_rate),
        "timeBase": text(stream.time_base),
        "width": context.width,
        "height": context.height,
        "codec": context.name,
        "index": stream.index,
    }
    facts["audio"] = [
        {
            "index": a.index,
            "codec": a.codec_context.name,
            "channels": a.codec_context.channels,
            "sampleRate": a.codec_context.sample_rate,
            "language": a.language,
            "default": is_default(a),
            "role": role_of(a),
        }
        for a in container.streams.audio
        if a.codec_context is not None and a.codec_context.sample_rate
    ]
    facts["subtitles"] = [
        {
            "index": s.index,
            "codec": s.codec_context.name if s.codec_context is not None else "unknown",
            "language": s.language,
            "default": is_default(s),
            "partial": is_forced(s) or role_of(s) == "commentary",
        }
        for s in container.streams.subtitles
    ]
    return facts, stream


def picture_of(container: Any) -> Any:
    for stream in container.streams.video:
        if int(stream.disposition) & int(av.stream.Disposition.attached_pic):
            continue
        if stream.codec_context is None:
            raise BadFilm("unreadable_footage", "unknown codec")
        if stream.codec_context.width and (stream.average_rate or stream.guessed_rate):
            return stream
    raise BadFilm("no_video_stream", "no moving picture")


def first_frame(container: Any, stream: Any) -> Any:
    stream.thread_type = "NONE"
    errors = 0
    for packet in container.demux(stream):
        try:
            frames = packet.decode()
        except av.FFmpegError:
            errors += 1
            if errors > 50:
                break
            continue
        for frame in frames:
            if frame.pts is not None:
                return frame
    raise BadFilm("corrupt_media", "no frame decodes")


def text(fraction: Any) -> str | None:
    return str(fraction) if fraction else None


def end_of(path: str, facts: dict[str, Any]) -> float | None:
    """Seconds from the first frame to the end of the last packet near the claimed end; None where none is."""
    claims = [s for s in (facts["containerSeconds"], facts["streamSeconds"]) if s and s > 0]
    if not claims:
        return None
    container = open_film(path)
    stream = container.streams[facts["index"]]
    stream.thread_type = "NONE"
    # Where pictures are refreshed bit by bit, the last stretch may be too short for a whole one.
    stream.codec_context.flags |= av.codec.context.Flags.output_corrupt
    target = facts["firstPts"] + int(min(claims) / stream.time_base)
    try:
        container.seek(target, stream=stream, backward=True)
        seen, end, decodes = 0, None, False
        for packet in container.demux(stream):
            # The last packet holds nothing; it brings what the decoder held back of a short group.
            if not decodes and seen <= 16:
                decodes = bool(packet.decode())
            stamp = packet.pts if packet.pts is not None else packet.dts
            if stamp is None:
                continue
            # What an edit list leaves out shows nothing, but what is shown may refer to it.
            if not packet.is_discard:
                seen, end = seen + 1, max(stamp + (packet.duration or 0), stamp if end is None else end)
            if seen > 100_000:
                break
    except (av.FFmpegError, MemoryError):
        return None
    return float((end - facts["firstPts"]) * stream.time_base) if end is not None and decodes else None
