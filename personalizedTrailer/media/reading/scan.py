"""What a film is, from all packets of its picture."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.media.reading.film import MAX_PACKETS, BadFilm, decoded, open_film
from personalizedTrailer.media.reading.head import head

SAMPLES = 8
"""Places, spread over the film, at which it is tried whether reading can begin there."""


class Keys:
    """The keyframes of a film as they are when it is read from the start."""

    def __init__(self) -> None:
        self.stamps = array("q")
        self._found: set[tuple[int, int]] = set()

    def add(self, packet: Any, stamp: int) -> None:
        self.stamps.append(stamp)
        self._found.add((packet.pos, stamp))

    def agree(self, packet: Any, latest: int) -> bool:
        """Whether a packet that a seek found is one of them, at its own time, and not after `latest`."""
        return packet is not None and packet.pts <= latest and (packet.pos, packet.pts) in self._found


def scan(path: str, out: str, keys_out: str, stops_out: str) -> dict[str, Any]:
    """Adds the presentation times of all packets that are shown, saved to `out` as int64 ticks, sorted.

    Those of the keyframes, also where they are not shown, are saved to `keys_out`; those of frames that come after all
    packets before them, so that what was decoded until then is whole, to `stops_out`.
    """
    facts = head(path)
    stamps, keys, last_duration, other_end = packets_of(path, facts["index"])
    np.save(stops_out, stops(stamps))
    shown = np.unique(stamps[stamps >= facts["firstPts"]])
    np.save(out, shown)
    np.save(keys_out, np.unique(np.array(keys.stamps, np.int64)))
    facts |= {"packets": len(shown), "lastDuration": last_duration, "otherEnd": other_end}
    facts["lastDecodable"] = last_decodable(path, facts, keys)
    facts["seeks"], interlaced = samples(path, facts, keys, shown)
    facts["interlaced"] |= interlaced
    return facts


def stops(stamps: NDArray[np.int64]) -> NDArray[np.int64]:
    """Of packets in the order of decoding, the stamps of frames before which just as many are decoded as are shown."""
    earlier = np.sort(stamps)
    # The first n packets are the first n frames where the latest among them is the n-th to be shown.
    whole = np.flatnonzero(np.maximum.accumulate(stamps) == earlier) + 1
    return earlier[whole[whole < len(stamps)]]


def packets_of(path: str, index: int) -> tuple[NDArray[np.int64], Keys, int, float]:
    """Timestamps of the picture's packets, its keyframes, the last duration, and where the rest ends."""
    container = open_film(path)
    stamps, keys = array("q"), Keys()
    last_duration, other_end = 0, 0.0
    try:
        for packet in container.demux(*container.streams.video, *container.streams.audio):
            stamp = packet.pts if packet.pts is not None else packet.dts
            if stamp is None:
                continue
            if packet.stream.index == index and packet.is_keyframe:
                keys.add(packet, stamp)  # also one that an edit list leaves out: decoding begins there
            if packet.is_discard:
                continue
            if packet.stream.index != index:
                other_end = max(other_end, float(stamp * packet.time_base))
                continue
            stamps.append(stamp)
            last_duration = packet.duration or last_duration
            if len(stamps) > MAX_PACKETS:
                raise BadFilm("frame_rate_too_high", "too many frames")
    except av.FFmpegError:  # a torn end: what came before it counts, and the caller compares it with the claim
        pass
    return np.array(stamps, np.int64), keys, last_duration, other_end


def last_decodable(path: str, facts: dict[str, Any], keys: Keys) -> int | None:
    """Timestamp of the last frame that decodes; tries up to 8 groups of pictures from the end."""
    container = open_film(path)
    for key in sorted(set(keys.stamps), reverse=True)[:8]:
        stream = container.streams[facts["index"]]
        stream.codec_context.flush_buffers()
        try:
            container.seek(key, stream=stream, backward=True)
        except av.FFmpegError:  # the index does not lead there
            return last_shown(open_film(path), facts["index"])
        if (last := last_shown(container, facts["index"])) is not None:
            return last
    return None


def last_shown(container: Any, index: int) -> int | None:
    """Timestamp of the last frame from where the container is read next."""
    last = None
    try:
        for packet in container.demux(container.streams[index]):
            stamps = [frame.pts for frame in decoded(packet) if frame.pts is not None]
            last = max(stamps if last is None else [last, *stamps], default=None)
    except av.FFmpegError:  # the end of a torn file; what decoded before it counts
        pass
    return last


def samples(path: str, facts: dict[str, Any], keys: Keys, shown: NDArray[np.int64]) -> tuple[bool, bool]:
    """Whether reading can begin all over the film, and whether a frame that was looked at there is interlaced.

    It can where each place leads to a keyframe not after it, with the timestamp that it has when read from the start.
    """
    container = open_film(path)
    stream = container.streams[facts["index"]]
    stream.thread_type = "NONE"
    stream.codec_context.skip_frame = "NONKEY"
    good, interlaced = True, False
    places = shown[np.linspace(0, len(shown) - 1, SAMPLES, dtype=np.int64)].tolist() if len(shown) else []
    for place in places:
        packet = landing(container, stream, place)
        good = good and packet is not None and keys.agree(packet, place)
        interlaced = interlaced or any(frame.interlaced_frame for frame in alone(stream.codec_context, packet))
    if facts["format"] == "avi":
        # It has no timestamps: they are counted, and where frames were left out its index may count otherwise.
        good = good and all(keys.agree(landing(container, stream, key), key) for key in keys.stamps)
    return good, interlaced


def landing(container: Any, stream: Any, place: int) -> Any:
    """The first packet after a seek; None where there is none."""
    try:
        container.seek(place, stream=stream, backward=True)
        return next(packet for packet in container.demux(stream) if packet.pts is not None)
    except (av.FFmpegError, StopIteration):
        return None


def alone(context: Any, packet: Any) -> Sequence[Any]:
    """The frame of a packet that needs no other."""
    if packet is None:
        return []
    try:
        context.flush_buffers()
        return [*context.decode(packet), *context.decode(None)]
    except av.FFmpegError:  # what is damaged shows itself elsewhere
        return []
