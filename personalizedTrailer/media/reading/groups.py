"""H.264 packets of a film, for copying groups of pictures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import av
import numpy as np

from personalizedTrailer.media.reading.film import MAX_PACKETS, BadFilm, decoded, open_film
from personalizedTrailer.media.reading.units import Packets

SHOWN, KEY, PLAIN = 1, 2, 4
"""Flags of a packet: it is shown; decoding can begin at it (IDR); it holds nothing but what may be copied."""


def index(path: str, out: str, number: str) -> dict[str, Any]:
    """Saves [timestamp, flags] of every packet in the order of decoding, as int64."""
    container = open_film(path)
    stream = container.streams[int(number)]
    header = bytes(stream.codec_context.extradata or b"")
    try:
        packets = Packets(header)
    except ValueError as fault:
        raise BadFilm("unreadable_footage", str(fault)) from fault
    rows: list[tuple[int, int]] = []
    try:
        for packet in container.demux(stream):
            if packet.pts is None:
                continue
            key, plain = packets.look(bytes(packet), new_header(packet))
            shown = not packet.is_discard and not packet.is_corrupt
            rows.append((packet.pts, shown * SHOWN | key * KEY | plain * PLAIN))
            if len(rows) > MAX_PACKETS:
                raise BadFilm("frame_rate_too_high", "too many frames")
    except av.FFmpegError:  # a torn end: nothing from there on is copied
        pass
    np.save(out, np.array(rows, dtype=np.int64).reshape(-1, 2))
    return {"header": header.hex()}


def new_header(packet: Any) -> bytes:
    """The header that takes over at a packet, where the container says that another one does."""
    return bytes(packet.get_sidedata("new_extradata")) if packet.has_sidedata("new_extradata") else b""


def copy(path: str, out: str, number: str, side: str, runs: str) -> dict[str, Any]:
    """Writes packets to `out`, and to `out` + ".gray" two `side` × `side` thumbnails of luma a run.

    `runs` is JSON: [[timestamp of the first packet, packets], …]. Answers the timestamps and sizes of all packets.
    """
    container = open_film(path)
    stream = container.streams[int(number)]
    stream.thread_type = "NONE"
    told = []
    with Path(out).open("wb") as data, Path(f"{out}.gray").open("wb") as pictures:
        for first, count in json.loads(runs):
            stream.codec_context.flush_buffers()
            # Files are searched by the time of decoding, which lies before that of showing.
            container.seek(first - int(1 / stream.time_base), stream=stream, backward=True)
            packets = taken(container, stream, first, count)
            thumbs = first_pictures(stream, packets, int(side))
            if len(packets) != count or len(thumbs) < min(2, count):
                raise BadFilm("corrupt_media", "the packets are not those of the index")
            told.append([[packet.pts, packet.size] for packet in packets])
            for packet in packets:
                data.write(bytes(packet))
            pictures.write(b"".join(thumbs))
    return {"runs": told}


def taken(container: Any, stream: Any, first: int, count: int) -> list[Any]:
    packets: list[Any] = []
    for packet in container.demux(stream):
        if packet.pts is not None and (packets or packet.pts == first):
            packets.append(packet)
        if len(packets) == count:
            break
    return packets


def first_pictures(stream: Any, packets: list[Any], side: int) -> list[bytes]:
    """Stored luma of the first two frames, as the check of encoded pieces takes it."""
    area = av.video.reformatter.Interpolation.AREA
    thumbs: list[bytes] = []
    for packet in [*packets[:24], None]:
        frames = decoded(packet) if packet is not None else stream.codec_context.decode(None)
        for frame in frames:
            small = frame.reformat(width=side, height=side, format="yuv420p", interpolation=area)
            thumbs.append(small.to_ndarray()[:side].astype(np.uint8).tobytes())
        if len(thumbs) >= 2:
            break
    return thumbs[:2]
