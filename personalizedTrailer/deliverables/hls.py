"""The stream of a trailer: every rendition and the sound as fragmented MP4, and the playlists that lead to them."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from personalizedTrailer.deliverables.hls_media import Kind, Media, entry_frames, write_media
from personalizedTrailer.deliverables.hls_playlists import (
    Alternative,
    Picture,
    captions_playlist,
    master_playlist,
    media_playlist,
)
from personalizedTrailer.deliverables.hls_segments import (
    Segment,
    average_bits,
    cut_frames,
    peak_bits,
    target_duration,
)
from personalizedTrailer.deliverables.hls_verify import verify_media
from personalizedTrailer.deliverables.languages import language_of
from personalizedTrailer.deliverables.naming import MIME, captions_key, stream_file, stream_key
from personalizedTrailer.deliverables.tracks import choose_audio
from personalizedTrailer.model import Assembly, Deliverable, Job, Rendition, VariantSpec

Made = tuple[Path, Deliverable]
Step = Callable[[int, str], None]
"""Hears of how many trailers the stream is made, and a sentence."""

SOUND, CAPTIONS = "audio", "captions"
LANGUAGES = {"en": "English", "es": "Español", "fr": "Français", "hi": "हिन्दी", "de": "Deutsch", "ja": "日本語"}


@dataclass(frozen=True, slots=True)
class _Track:
    """One media file of a stream; `part` is what it is called there."""

    part: str
    extension: str
    media: Media

    @property
    def segments(self) -> tuple[Segment, ...]:
        return self.media.segments


def write_streams(
    job: Job, trailers: Mapping[tuple[str, Rendition], Path], folder: Path, step: Step
) -> Iterator[Made]:
    """Makes the files of every trailer's stream in `folder`, each given out after those to which it leads.

    `trailers` are the finished files by variant id and rendition; `step` hears of every file that is begun. Raises
    VerificationFailed, and whatever `step` raises.
    """
    for number, made in enumerate(job.assemblies):
        files = [trailers[made.timeline.variant.id, rendition] for rendition in made.renditions]
        name = made.timeline.variant.name
        yield from _write(job, made, files, folder, functools.partial(step, number, f"Packaging {name}"))


def _write(
    job: Job, made: Assembly, files: Sequence[Path], folder: Path, go_on: Callable[[], None]
) -> Iterator[Made]:
    variant, rate = made.timeline.variant, made.timeline.rate
    go_on()
    common = frozenset.intersection(*(entry_frames(path, rate) for path in files))
    starts = [frame / rate for frame in cut_frames(common, made.timeline.frames, rate)]

    def track(trailer: Path, kind: Kind, part: str, extension: str) -> _Track:
        go_on()
        media = write_media(trailer, kind, folder / stream_file(variant, part, extension), starts)
        go_on()
        verify_media(trailer, kind, media, starts)
        return _Track(part, extension, media)

    tracks = [
        track(path, "video", rendition.label, "mp4") for rendition, path in zip(made.renditions, files, strict=True)
    ]
    # All renditions have the same sound: it is kept once.
    tracks.append(track(files[0], "audio", SOUND, "m4a"))
    yield from _Stream(job, made, tuple(tracks), folder).files()


@dataclass(frozen=True, slots=True)
class _Stream:
    """What has been written of a stream, and the playlists that are still to be."""

    job: Job
    made: Assembly
    tracks: tuple[_Track, ...]
    """The renditions in the order of the ladder, then the sound."""
    folder: Path

    def files(self) -> Iterator[Made]:
        target = target_duration([track.segments for track in self.tracks])
        for track in self.tracks:
            name = stream_file(self.variant, track.part, track.extension)
            yield track.media.path, self._listed(name, track.part, track.media.path, media=True)
            yield self._playlist(track.part, media_playlist(name, track.media.header, track.segments, target))
        captions = self._captions()
        if captions:
            name, whole = captions
            yield self._playlist(CAPTIONS, captions_playlist(name, whole, target_duration([[whole]])))
        yield self._playlist("", self._master(target, captions[1] if captions else None))

    @property
    def variant(self) -> VariantSpec:
        return self.made.timeline.variant

    def _captions(self) -> tuple[str, Segment] | None:
        """Name and extent of the trailer's caption file, where it has one."""
        key = captions_key(self.variant, self.job.request.subtitle_language)
        for item in self.job.deliverables:
            if item.key == key:
                name = item.file_name.removeprefix(f"{self.job.id}_")
                return name, Segment(0, item.size_bytes, self.made.timeline.seconds)
        return None

    def _master(self, target: int, captions: Segment | None) -> str:
        *pictures, sound = self.tracks
        beside = [sound.segments, *([[captions]] if captions else [])]
        offered = [
            Picture(
                uri=stream_file(self.variant, track.part, "m3u8"),
                peak_bits=sum(peak_bits(segments, target) for segments in (track.segments, *beside)),
                average_bits=sum(average_bits(segments) for segments in (track.segments, *beside)),
                codecs=(track.media.codec, sound.media.codec),
                width=rendition.width,
                height=rendition.height,
                rate=self.made.timeline.rate,
            )
            for rendition, track in zip(self.made.renditions, pictures, strict=True)
        ]
        return master_playlist(
            offered,
            self._alternative(SOUND, self._heard(), "Sound"),
            self._alternative(CAPTIONS, self.job.request.subtitle_language, "Captions") if captions else None,
        )

    def _alternative(self, part: str, language: str | None, otherwise: str) -> Alternative:
        name = LANGUAGES.get(language or "", otherwise)
        return Alternative(stream_file(self.variant, part, "m3u8"), name, language)

    def _heard(self) -> str | None:
        """The language of the sound, where the film says it: a tag may be any text, a playlist takes codes alone."""
        media = self.job.media
        track = choose_audio(media, self.job.request.target_language) if media else None
        code = language_of(track.language) if track else None
        return code if re.fullmatch("[a-z]{2,3}", code or "") else None

    def _playlist(self, part: str, text: str) -> Made:
        name = stream_file(self.variant, part, "m3u8")
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path, self._listed(name, part, path)

    def _listed(self, name: str, part: str, path: Path, *, media: bool = False) -> Deliverable:
        return Deliverable(
            key=stream_key(self.variant, part, media=media),
            file_name=f"{self.job.id}_{name}",
            mime_type=MIME[path.suffix[1:]],
            size_bytes=path.stat().st_size,
            variant=self.variant,
            seconds=float(self.made.timeline.seconds),
            part_of=stream_key(self.variant) if part else None,
        )
