"""H.264 packets of a film, for copying groups of pictures."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np

from personalizedTrailer.media.reading.film import MAX_PACKETS, BadFilm, open_film
from personalizedTrailer.media.reading.frames import Reducer
from personalizedTrailer.media.reading.units import Packets

SHOWN, KEY, PLAIN = 1, 2, 4
"""Flags of a packet: it is shown; decoding can begin at it (IDR); it holds nothing but what may be copied."""

FIRST = 2
"""Frames of a group that are decoded when it is copied."""


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
    """Writes packets to `out`, and to `out` + ".gray" `side` × `side` thumbnails of luma of each group's first frames.

    `runs` is a file of JSON: [[timestamp of the first packet, [packets of each group, …]], …]. Answers the timestamps
    and sizes of all packets of each group, and a digest of the luma of the first frame shown; null for a group whose
    first frames do not decode without a complaint: it is not written.
    """
    container = open_film(path)
    stream = container.streams[int(number)]
    stream.thread_type = "NONE"
    # What FFmpeg would conceal ends the playback in other decoders.
    stream.codec_context.options = {"err_detect": "explode"}
    reduce = Reducer((int(side), int(side)), "luma")
    told = []
    with Path(out).open("wb") as data, Path(f"{out}.gray").open("wb") as pictures:
        for first, counts in json.loads(Path(runs).read_text(encoding="ascii")):
            packets = packets_from(container, stream, first)
            of_run: list[dict[str, Any] | None] = []
            for count in counts:
                group = list(itertools.islice(packets, count))
                shown = first_pictures(stream, group, reduce) if len(group) == count else None
                if shown is None:
                    of_run.append(None)
                    continue
                of_run.append({"packets": [[p.pts, p.size] for p in group], "luma": shown[0]})
                data.writelines(bytes(packet) for packet in group)
                pictures.write(b"".join(shown[1]))
            told.append(of_run)
    return {"runs": told}


def packets_from(container: Any, stream: Any, first: int) -> Iterator[Any]:
    """The packets from that of a timestamp on; none where there is no such one, or the film cannot be read on."""
    try:
        # Files are searched by the time of decoding, which lies before that of showing.
        container.seek(first - int(1 / stream.time_base), stream=stream, backward=True)
        found = False
        for packet in container.demux(stream):
            found = found or packet.pts == first
            if found and packet.pts is not None:
                yield packet
    except av.FFmpegError:
        return


def first_pictures(stream: Any, packets: list[Any], reduce: Reducer) -> tuple[str, list[bytes]] | None:
    """A digest of the first frame's luma, and thumbnails of the first FIRST frames; None where they do not decode."""
    wanted = sorted(packet.pts for packet in packets)[:FIRST]
    thumbs: list[bytes] = []
    luma = ""
    stream.codec_context.flush_buffers()
    try:
        for packet in [*packets, None]:
            for frame in stream.codec_context.decode(packet):
                if frame.is_corrupt or frame.pts != wanted[len(thumbs)]:
                    return None
                luma = luma or hashlib.sha256(frame.to_ndarray()[: frame.height].tobytes()).hexdigest()
                thumbs.append(reduce(frame))
                if len(thumbs) == len(wanted):
                    return luma, thumbs
    except av.FFmpegError:
        return None
    return None
