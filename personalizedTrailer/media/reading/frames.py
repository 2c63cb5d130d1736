"""Single frames of a trailer: most of its picture may be the film's own, so it too is decoded in the cage."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np

from personalizedTrailer.media.reading.film import open_film


def frames(path: str, out: str, width: str, height: str, form: str, asked: str) -> dict[str, Any]:
    """Writes frames to `out`, one after another, and decodes whole stretches.

    `asked` is a file of JSON: {"wanted": [numbers, ascending], "whole": [[first, end), …]}. `form` is `yuv420p`, or
    `luma` for the grey alone as it is stored; sizes are even. Answers the number of the first frame found that does
    not decode without a complaint as "broken", or None there.
    """
    told = json.loads(Path(asked).read_text(encoding="ascii"))
    container = open_film(path)
    stream = container.streams.video[0]
    stream.thread_type = "NONE"
    # What FFmpeg would conceal ends the playback in other decoders.
    stream.codec_context.options = {"err_detect": "explode"}
    whole = {number for first, end in told["whole"] for number in range(first, end)}
    keep = _Keeper(set(told["wanted"]), whole, Reducer((int(width), int(height)), form))
    at = 0
    try:
        # Every keyframe opens a closed group: what comes after the last wanted frame of a group need not be decoded.
        for group in _groups(container, stream):
            keep.step = keep.step or group[0].duration  # of a trailer every frame lasts as long
            numbered = {packet.pts // keep.step for packet in group}
            for packet in group:
                if not keep.left & numbered:
                    break
                at = packet.pts // keep.step
                # Pictures that no other refers to need not be decoded where they are not wanted.
                stream.codec_context.skip_frame = "DEFAULT" if at in keep.left else "NONREF"
                keep(packet.decode())
        keep(stream.codec_context.decode(None))
    except av.FFmpegError:
        return {"broken": at}
    Path(out).write_bytes(b"".join(keep.found[number] for number in sorted(keep.found)))
    return {"broken": min(keep.left, default=None)}


def _groups(container: Any, stream: Any) -> Iterator[list[Any]]:
    group: list[Any] = []
    for packet in container.demux(stream):
        if packet.pts is None:
            continue
        if packet.is_keyframe and group:
            yield group
            group = []
        group.append(packet)
    yield group


class _Keeper:
    """Takes what was decoded: counts all of it off, and keeps what is wanted."""

    def __init__(self, wanted: set[int], whole: set[int], reduce: Reducer) -> None:
        self.left = wanted | whole
        self.found: dict[int, bytes] = {}
        self.step = 0
        """Ticks that each frame lasts."""
        self._wanted, self._reduce = wanted, reduce

    def __call__(self, decoded: list[Any]) -> None:
        for frame in decoded:
            if frame.pts is None or frame.is_corrupt or frame.pts // self.step not in self.left:
                continue
            number = frame.pts // self.step
            self.left.remove(number)
            if number in self._wanted:
                self.found[number] = self._reduce(frame)


class Reducer:
    """Decoded frames in another size, as `frames` writes them: the one way in which frames are compared.

    Of one thread. Frames of one size share what swscale prepares for it, which else takes longer than the scaling.
    """

    def __init__(self, size: tuple[int, int], form: str) -> None:
        self._size, self._luma = size, form == "luma"
        self._scaler = av.video.reformatter.VideoReformatter()

    def __call__(self, frame: Any) -> bytes:
        (width, height), area = self._size, av.video.reformatter.Interpolation.AREA
        # No conversion of colours, which would go by what PyAV takes the frame's matrix for.
        small = self._scaler.reformat(frame, width=width, height=height, format="yuv420p", interpolation=area)
        planes = small.to_ndarray()
        return bytes(np.ascontiguousarray(planes[:height] if self._luma else planes, dtype=np.uint8).tobytes())
