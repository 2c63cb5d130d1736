"""Reads an untrusted film in a process of its own; started by `probe`, `sound` and `packets`.

Run as a script, isolated (`python -I reader.py COMMAND …`): standard library, PyAV and numpy alone.
  head PATH                          what the container says, its first frame, and whether its end is there
  scan PATH STAMPS.npy               the same, and the timestamps of every packet of the picture
  sound PATH OUT STREAM ZERO SPANS   writes spans of the sound as f32 stereo at 48 kHz
  index PATH INDEX.npy STREAM        what every H.264 packet of the picture is, for copying
  copy PATH OUT STREAM SIDE RUNS     writes runs of such packets, and thumbnails of their first two frames
Prints one JSON object; on a film that it cannot read: {"fault": code, "reason": text}, exit code 0.
"""

from __future__ import annotations

import json
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

RATE = 48_000
OPTIONS = {"protocol_whitelist": "file", "format_whitelist": "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi"}
OPTIONS |= {"probesize": "20000000", "analyzeduration": "20000000"}
MAX_STREAMS = 32
MAX_PACKETS = 4_000_000


class BadFilm(Exception):
    def __init__(self, code: str, reason: str) -> None:
        self.code, self.reason = code, reason
        super().__init__(reason)


def open_film(path: str) -> Any:
    try:
        container = av.open(f"file:{path}", options=OPTIONS, metadata_errors="replace")
    except (av.FFmpegError, MemoryError, ValueError) as fault:
        raise BadFilm("unreadable_footage", str(fault)) from fault
    if len(container.streams) > MAX_STREAMS:
        raise BadFilm("too_many_streams", f"{len(container.streams)} streams")
    return container


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
            "default": bool(int(a.disposition) & int(av.stream.Disposition.default)),
        }
        for a in container.streams.audio
        if a.codec_context is not None and a.codec_context.sample_rate
    ]
    facts["subtitles"] = [
        {
            "index": s.index,
            "codec": s.codec_context.name if s.codec_context is not None else "unknown",
            "language": s.language,
            "default": bool(int(s.disposition) & int(av.stream.Disposition.default)),
        }
        for s in container.streams.subtitles
    ]
    return facts, stream


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


def end_of(path: str, facts: dict[str, Any]) -> float | None:
    """Seconds from the first frame to the end of the last packet near the claimed end; None where none is."""
    claims = [s for s in (facts["containerSeconds"], facts["streamSeconds"]) if s and s > 0]
    if not claims:
        return None
    container = open_film(path)
    stream = container.streams[facts["index"]]
    stream.thread_type = "NONE"
    target = facts["firstPts"] + int(min(claims) / stream.time_base)
    try:
        container.seek(target, stream=stream, backward=True)
        packets, decodes = [], False
        for packet in container.demux(stream):
            if packet.pts is None and packet.dts is None:
                continue
            # What an edit list leaves out shows nothing, but what is shown may refer to it.
            if not packet.is_discard:
                packets.append(packet)
            if not decodes and len(packets) <= 16:
                decodes = bool(packet.decode())
            if len(packets) > 100_000:
                break
    except (av.FFmpegError, MemoryError):
        return None
    if not packets or not decodes:
        return None
    ends = [(p.pts if p.pts is not None else p.dts) + (p.duration or 0) for p in packets]
    return float((max(ends) - facts["firstPts"]) * stream.time_base)


def scan(path: str, out: str) -> dict[str, Any]:
    """Adds the presentation times of all packets that are shown, saved to `out` as int64 ticks, sorted."""
    facts = head(path)
    stamps, keys, last_duration, other_end = packets_of(path, facts["index"])
    shown = np.unique(np.array([s for s in stamps if s >= facts["firstPts"]], dtype=np.int64))
    np.save(out, shown)
    facts |= {"packets": len(shown), "lastDuration": last_duration, "otherEnd": other_end}
    facts["lastDecodable"] = last_decodable(path, facts, keys)
    return facts


def packets_of(path: str, index: int) -> tuple[list[int], list[int], int, float]:
    """Timestamps of the picture's packets and of its keyframes, the last duration, and where the rest ends."""
    container = open_film(path)
    stamps: list[int] = []
    keys: list[int] = []
    last_duration, other_end = 0, 0.0
    try:
        for packet in container.demux(*container.streams.video, *container.streams.audio):
            stamp = packet.pts if packet.pts is not None else packet.dts
            if stamp is None:
                continue
            if packet.stream.index == index and packet.is_keyframe:
                keys.append(stamp)  # also one that an edit list leaves out: decoding begins there
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
    return stamps, keys, last_duration, other_end


def last_decodable(path: str, facts: dict[str, Any], keys: list[int]) -> int | None:
    """Timestamp of the last frame that decodes; tries up to 8 groups of pictures from the end."""
    container = open_film(path)
    stream = container.streams[facts["index"]]
    for key in sorted(set(keys), reverse=True)[:8]:
        stamps = []
        try:
            stream.codec_context.flush_buffers()
            container.seek(key, stream=stream, backward=True)
            for packet in container.demux(stream):
                stamps += [frame.pts for frame in decoded(packet) if frame.pts is not None]
        except av.FFmpegError:  # the end of a torn file; what decoded before it counts
            pass
        if stamps:
            return int(max(stamps))
    return None


def decoded(packet: Any) -> list[Any]:
    try:
        return list(packet.decode())
    except av.FFmpegError:  # a damaged frame is no frame
        return []


def sound(path: str, out: str, index: str, zero: str, spans: str) -> dict[str, Any]:
    """Writes the wanted spans one after another as float32, interleaved stereo at 48 kHz.

    `zero` is the container time of the first video frame in seconds, as a fraction; `spans` is JSON:
    [[first sample, samples], …] on the film's clock at 48 kHz, ascending or not.
    """
    container = open_film(path)
    stream = container.streams[int(index)]
    origin = Fraction(zero)
    with Path(out).open("wb") as sink:
        for first, samples in json.loads(spans):
            sink.write(read_span(container, stream, origin, first, samples).tobytes())
    return {}


def read_span(container: Any, stream: Any, origin: Fraction, first: int, samples: int) -> np.ndarray[Any, Any]:
    piece = np.zeros((samples, 2), dtype=np.float32)
    resampler = av.AudioResampler(format="flt", layout="stereo", rate=RATE)
    # Codecs need a run-up before they are right: AAC one frame, MP3 its bit reservoir, Opus 80 ms.
    begin = max(Fraction(0), origin + Fraction(first, RATE) - Fraction(1, 2))
    seek_to(container, stream, begin)
    position: int | None = None
    for packet in container.demux(stream):
        for frame in decoded(packet):
            if frame.pts is None:
                continue
            for part in resampler.resample(frame):
                stamp = round((int(part.pts or 0) * Fraction(part.time_base or 0) - origin) * RATE)
                # Timestamps jitter by a rounding (Matroska: 1 ms): in the span only a real gap moves the write
                # position. Before it every stamp counts, as the first ones after a seek may be wrong (Vorbis).
                if position is None or abs(stamp - position) > (RATE // 25 if position >= first else RATE // 500):
                    position = stamp
                block = part.to_ndarray().reshape(-1, 2)
                paste(piece, block, position - first)
                position += len(block)
        if position is not None and position >= first + samples:
            break
    return piece


def seek_to(container: Any, stream: Any, seconds: Fraction) -> None:
    stream.codec_context.flush_buffers()
    try:
        container.seek(int(seconds / stream.time_base), stream=stream, backward=True)
    except av.FFmpegError:  # some files have no index for their sound: read from the start
        container.seek(0)


def paste(piece: np.ndarray[Any, Any], block: np.ndarray[Any, Any], at: int) -> None:
    """Copies the part of `block` that falls into `piece` when it begins at sample `at`."""
    low, high = max(0, at), min(len(piece), at + len(block))
    if low < high:
        # A damaged packet may decode to anything, infinities included; sound itself hardly goes over full scale.
        piece[low:high] = np.clip(np.nan_to_num(block[low - at : high - at], posinf=0, neginf=0), -2, 2)


SHOWN, KEY, PLAIN = 1, 2, 4
"""Flags of a packet: it is shown; decoding can begin at it (IDR); it holds nothing but what may be copied."""
PLAIN_NALS = {1, 5, 6, 9, 12}
"""Slices, and what may be left out: SEI, delimiters, filler."""


def index(path: str, out: str, number: str) -> dict[str, Any]:
    """Saves [timestamp, flags] of every packet in the order of decoding, as int64."""
    container = open_film(path)
    stream = container.streams[int(number)]
    header = bytes(stream.codec_context.extradata or b"")
    if len(header) < 7 or header[0] != 1:
        raise BadFilm("unreadable_footage", "the packets have no lengths")
    length = (header[4] & 3) + 1
    rows: list[tuple[int, int]] = []
    try:
        for packet in container.demux(stream):
            if packet.pts is None:
                continue
            kinds = nal_kinds(bytes(packet), length)
            shown = 0 if packet.is_discard or packet.is_corrupt else SHOWN
            plain = PLAIN if kinds and kinds <= PLAIN_NALS and not packet.has_sidedata("new_extradata") else 0
            rows.append((packet.pts, shown | plain | (KEY if 5 in kinds else 0)))
            if len(rows) > MAX_PACKETS:
                raise BadFilm("frame_rate_too_high", "too many frames")
    except av.FFmpegError:  # a torn end: nothing from there on is copied
        pass
    np.save(out, np.array(rows, dtype=np.int64).reshape(-1, 2))
    return {"header": header.hex()}


def nal_kinds(data: bytes, length: int) -> set[int]:
    """The NAL unit types of a packet whose units have their length before them; empty where they do not add up."""
    kinds, at = set(), 0
    while at + length < len(data):
        size = int.from_bytes(data[at : at + length], "big")
        kinds.add(data[at + length] & 31)
        at += length + size
    return kinds if at == len(data) else set()


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


def main() -> None:
    av.logging.set_level(None)
    command, *rest = sys.argv[1:]
    try:
        answer = {"head": head, "scan": scan, "sound": sound, "index": index, "copy": copy}[command](*rest)  # type: ignore[operator]
    except BadFilm as fault:
        answer = {"fault": fault.code, "reason": fault.reason}
    except MemoryError:
        answer = {"fault": "picture_too_large", "reason": "out of memory"}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
