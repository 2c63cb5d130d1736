"""Single frames of a trailer: most of its picture may be the film's own, so it too is decoded in the cage."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np

from personalizedTrailer.media.reading.film import BadFilm, open_film


def frames(path: str, out: str, width: str, height: str, form: str, wanted: str) -> dict[str, Any]:
    """Writes the frames numbered in `wanted` (JSON, ascending) to `out`, one after another.

    `form` is `yuv420p`, or `luma` for the grey alone as it is stored; sizes are even.
    Raises BadFilm where a frame does not decode.
    """
    numbers = json.loads(wanted)
    left = set(numbers)
    found: dict[int, bytes] = {}
    container = open_film(path)
    stream = container.streams.video[0]
    stream.thread_type = "NONE"
    keep = _Keeper(left, found, Reducer((int(width), int(height)), form))
    try:
        # Every keyframe opens a closed group: what comes after the last wanted frame of a group need not be decoded.
        for group in _groups(container, stream):
            keep.step = keep.step or group[0].duration  # of a trailer every frame lasts as long
            numbered = {packet.pts // keep.step for packet in group}
            for packet in group:
                if not left & numbered:
                    break
                keep(packet.decode())
        keep(stream.codec_context.decode(None))
    except av.FFmpegError as fault:
        raise BadFilm("corrupt_media", str(fault)) from fault
    if left:
        raise BadFilm("corrupt_media", f"frame {min(left)} does not decode")
    Path(out).write_bytes(b"".join(found[number] for number in numbers))
    return {}


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


@dataclass
class _Keeper:
    left: set[int]
    found: dict[int, bytes]
    reduce: Reducer
    step: int = 0
    """Ticks that each frame lasts."""

    def __call__(self, decoded: list[Any]) -> None:
        for frame in decoded:
            if frame.pts is not None and frame.pts // self.step in self.left:
                number = frame.pts // self.step
                self.left.remove(number)
                self.found[number] = self.reduce(frame)


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
