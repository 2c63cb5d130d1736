"""Streams: playlists as a parser of others reads them, ranges against the files, packets against the trailers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import m3u8

from tests.media.planned import PRIMARY, Json, Planned
from tests.media.report import Report

ROUNDING = 1e-5
SOUND_APART = 0.1
"""Seconds by which sound may end apart from the picture."""
Packets = list[tuple[Fraction, bytes, bool]]


@dataclass(frozen=True)
class Segment:
    offset: int
    size: int
    seconds: float


@dataclass(frozen=True)
class Track:
    """One media playlist and the file to which it leads."""

    name: str
    path: Path
    header: int
    segments: tuple[Segment, ...]
    target: float
    """Seconds."""

    @property
    def seconds(self) -> float:
        return sum(segment.seconds for segment in self.segments)

    @property
    def heaviest(self) -> float:
        """Bits a second of its heaviest segment, of those that are not too short to count."""
        counted = [one for one in self.segments if one.seconds >= self.target / 2] or self.segments
        return max(8 * one.size / one.seconds for one in counted)


class StreamCheck:
    """Checks the stream of one trailer after another."""

    def __init__(self, job: Json, outputs: Path, report: Report) -> None:
        self._job, self._outputs, self._report = job, outputs, report
        self._entries: Json = job["deliverables"] or {}
        self._prefix = f"{job['jobId']}_"

    def check(self, planned: Planned) -> None:
        """Everything that can be said of a trailer's stream; what is missing is a fault and ends the check."""
        base = "master" if planned.name == PRIMARY else f"trailer_{planned.name}"
        if f"{base}_hls" not in self._entries:
            return self._fault(base, "it has no stream")
        master = m3u8.load(str(self._file(f"{base}_hls")))
        renditions = planned.assembly["renditions"]
        self._require(master.is_variant and master.is_independent_segments, base, "its playlist is no master")
        offered = [one.stream_info.resolution for one in master.playlists]
        self._require(
            offered == [(step["width"], step["height"]) for step in renditions], base, f"it offers {offered}"
        )
        groups = {one.type: one for one in master.media}
        wanted = {"AUDIO"} | ({"SUBTITLES"} if self._job["input"]["includeCaptions"] else set())
        self._require(set(groups) == wanted, base, f"its groups are {sorted(groups)}")
        sound = self._track(groups["AUDIO"].uri, planned, f"{base} sound", SOUND_APART)
        self._same(sound, base, "audio", 0)
        if "SUBTITLES" in groups:
            self._captions(groups["SUBTITLES"], planned, base)
        pictures = []
        for offer, step in zip(master.playlists, renditions, strict=False):
            name = f"{base} {step['label']}"
            pictures.append(self._track(offer.uri, planned, name))
            self._same(pictures[-1], step["key"], "video", planned.rate)
            self._offer(offer.stream_info, pictures[-1], sound, planned, name)
        borders = {tuple(one.seconds for one in track.segments) for track in pictures}
        self._require(len(borders) == 1, base, "its renditions have different segments")
        targets = {track.target for track in [*pictures, sound]}
        self._require(len(targets) == 1, base, f"its target durations are {sorted(targets)}")
        self._report.add("streams", 1)

    def _fault(self, name: str, sentence: str) -> None:
        self._report.fault("streams", f"{name}: {sentence}")

    def _require(self, holds: bool, name: str, sentence: str) -> None:
        self._report.require(holds, "streams", f"{name}: {sentence}")

    def _file(self, key: str) -> Path:
        return self._outputs / Path(str(self._entries[key]["path"])).name

    def _named(self, uri: str) -> Path:
        """The file that is served beside a playlist under this name; raises FileNotFoundError."""
        for entry in self._entries.values():
            path = self._outputs / Path(str(entry["path"])).name
            if path.name.removeprefix(self._prefix) == uri:
                return path
        raise FileNotFoundError(f"{uri} is named and not delivered")

    def _track(self, uri: str, planned: Planned, name: str, apart: float = ROUNDING) -> Track:
        playlist = m3u8.load(str(self._named(uri)))
        (map_size, map_at), *spans = (
            [int(part) for part in one.split("@")]
            for one in [playlist.segments[0].init_section.byterange, *(one.byterange for one in playlist.segments)]
        )
        lengths = [one.duration for one in playlist.segments]
        files = {one.uri for one in playlist.segments} | {playlist.segments[0].init_section.uri}
        self._require(len(files) == 1 and map_at == 0, name, f"its segments are in {sorted(files)}")
        segments = tuple(Segment(at, size, long) for (size, at), long in zip(spans, lengths, strict=True))
        track = Track(name, self._named(files.pop()), map_size, segments, playlist.target_duration)
        ending = playlist.is_endlist and playlist.playlist_type == "vod"
        self._require(ending, name, "its playlist has no end")
        self._require(max(round(one) for one in lengths) <= track.target, name, f"its target is {track.target} s")
        self._report.highest("longestSegment", max(lengths))
        self._require(
            abs(track.seconds - planned.seconds) <= apart,
            name,
            f"its segments last {track.seconds:.6f} s, {planned.seconds:.6f} planned",
        )
        self._ranges(track)
        return track

    def _ranges(self, track: Track) -> None:
        """The header, then segments; between them a box of nothing may lie, and at the end of the file nothing."""
        at, size = track.header, track.path.stat().st_size
        with track.path.open("rb") as file:
            self._require(file.read(8)[4:] == b"ftyp", track.name, "its file does not begin with a header")
            for segment in track.segments:
                file.seek(at)
                at += 8 if file.read(8) == b"\0\0\0\x08free" else 0
                self._require(segment.offset == at, track.name, f"a segment begins at {segment.offset}, not {at}")
                file.seek(segment.offset)
                self._require(file.read(8)[4:] == b"moof", track.name, "a segment does not begin with a fragment")
                at = segment.offset + segment.size
        self._require(at == size, track.name, f"its segments end at {at} of {size} bytes")

    def _same(self, track: Track, key: str, kind: str, rate: Fraction | int) -> None:
        """The packets are those of the trailer, and at the begin of a segment of picture there is a keyframe."""
        wanted, found = packets(self._file(key), kind), packets(track.path, kind)
        self._require(found == wanted, track.name, f"its packets are not those of {key}")
        if not rate:
            return
        keys = {round(at * rate) for at, _, entry in found if entry}
        begins, at = [], 0.0
        for segment in track.segments:
            begins.append(round(at * rate))
            at += segment.seconds
        self._require(set(begins) <= keys, track.name, f"no keyframe at {sorted(set(begins) - keys)}")

    def _captions(self, group: Any, planned: Planned, base: str) -> None:
        language = self._job["input"]["subtitleLanguage"]
        self._require(group.language == language, base, f"its captions are in {group.language}")
        playlist = m3u8.load(str(self._named(group.uri)))
        named = [self._named(one.uri) for one in playlist.segments]
        name = "master" if planned.name == PRIMARY else planned.name
        right = named == [self._file(f"subtitles_{name}_{language}")]
        self._require(right, base, f"its captions are {[path.name for path in named]}")
        lasts = sum(one.duration for one in playlist.segments)
        self._require(abs(lasts - planned.seconds) <= ROUNDING, base, f"its captions last {lasts} s")

    def _offer(self, offer: Any, picture: Track, sound: Track, planned: Planned, name: str) -> None:
        """What a player chooses by: bits a second, codecs and rate."""
        peak = picture.heaviest + sound.heaviest
        total = picture.path.stat().st_size + sound.path.stat().st_size
        mean = 8 * total / planned.seconds
        self._require(offer.bandwidth >= peak, name, f"{offer.bandwidth} bit/s are offered, {peak:.0f} needed")
        right = abs(offer.average_bandwidth / mean - 1) < 0.1
        self._require(right, name, f"{offer.average_bandwidth} bit/s on average, not {mean:.0f}")
        with av.open(str(picture.path)) as container:
            header = bytes(container.streams.video[0].codec_context.extradata or b"")
        codecs = f"avc1.{header[9:12].hex()},mp4a.40.2"
        self._require(offer.codecs == codecs, name, f"its codecs are {offer.codecs}, not {codecs}")
        rate = round(float(planned.rate), 3)
        self._require(offer.frame_rate == rate, name, f"its rate is {offer.frame_rate}, not {rate}")


def packets(path: Path, kind: str) -> Packets:
    """When they are shown, in seconds; what is in them; and whether a player may begin there."""
    return list(_packets(path, kind))


def _packets(path: Path, kind: str) -> Iterator[tuple[Fraction, bytes, bool]]:
    with av.open(str(path)) as container:
        for packet in container.demux(**{kind: 0}):
            if packet.pts is not None and packet.time_base is not None:
                yield packet.pts * packet.time_base, bytes(packet), packet.is_keyframe
