"""Renders one trailer after another from one film: pieces, sound, joined files, each verified."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from personalizedTrailer.errors import Cancelled
from personalizedTrailer.media.sound import Samples, read_spans
from personalizedTrailer.model import AudioStream, Loudness, MediaInfo, Rendition, Timeline
from personalizedTrailer.rendering import sound
from personalizedTrailer.rendering.commands import Encoder
from personalizedTrailer.rendering.encode import PieceEncoder
from personalizedTrailer.rendering.package import package
from personalizedTrailer.rendering.plan import pieces, sample_at, sound_runs
from personalizedTrailer.rendering.verify import verify
from personalizedTrailer.settings import Settings


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished, verified trailer: one file a rendition, in the order of the ladder."""

    files: tuple[tuple[Rendition, Path], ...]
    loudness: Loudness | None


class TrailerRenderer:
    """Renders trailers of one film into one folder; pieces that trailers have in common are encoded once."""

    def __init__(
        self,
        *,
        ffmpeg: str,
        film: Path,
        media: MediaInfo,
        audio: AudioStream | None,
        renditions: tuple[Rendition, ...],
        settings: Settings,
        folder: Path,
        cancelled: Callable[[], bool],
    ) -> None:
        self._ffmpeg, self._film, self._media, self._audio = ffmpeg, film, media, audio
        self._renditions, self._settings, self._folder, self._cancelled = renditions, settings, folder, cancelled
        self._heard: dict[str, list[Samples]] = {}
        self._encoder = PieceEncoder(
            ffmpeg=ffmpeg,
            film=film,
            media=media,
            renditions=renditions,
            encoder=Encoder(settings.ffmpeg_video_codec, settings.ffmpeg_preset, settings.ffmpeg_crf),
            folder=folder,
            threads=settings.render_threads,
            timeout=settings.ffmpeg_timeout,
            cancelled=cancelled,
        )

    def render(self, timeline: Timeline, extension: str, on_frames: Callable[[int], None]) -> Rendered:
        """Makes a trailer's files; `on_frames` hears of every output frame once.

        Raises VerificationFailed, CorruptFootage (DamagedStretch where other footage might do), ProcessFailed,
        ProcessTimedOut or Cancelled.
        """
        with ThreadPoolExecutor(1) as beside:
            mixing = beside.submit(self._sound, timeline)
            made = self._encoder.encode(pieces(timeline), on_frames)
            mixed = mixing.result()
        files = []
        for index, rendition in enumerate(self._renditions):
            out = self._folder / f"{timeline.variant.id}_{index}.{extension}"
            package(made, index, mixed.path, out, timeline.rate)
            verify(out, made, rendition, timeline.rate)
            files.append((rendition, out))
        mixed.path.unlink()
        return Rendered(tuple(files), mixed.loudness)

    def _sound(self, timeline: Timeline) -> sound.Sound:
        samples, codec = sample_at(timeline.frames, timeline.rate), self._settings.ffmpeg_audio_codec
        if self._cancelled():
            raise Cancelled
        if self._audio is None:
            return sound.silence(self._ffmpeg, samples, self._folder, codec, self._cancelled)
        heard = self._heard[timeline.variant.id]
        return sound.mix(self._ffmpeg, sound_runs(timeline), heard, samples, self._folder, codec, self._cancelled)

    def listen(self, timelines: Sequence[Timeline]) -> None:
        """Reads the sound of all trailers at once: one child process, the film opened once.

        To be called before `render`. Raises CorruptFootage or ProcessTimedOut.
        """
        if self._audio is None:
            return
        runs = {timeline.variant.id: sound_runs(timeline) for timeline in timelines}
        spans = [(run.source, run.samples) for of_one in runs.values() for run in of_one]
        scratch = self._folder / "spans.f32"
        heard = iter(
            read_spans(
                self._film, self._media, self._audio, spans, scratch, self._settings.ffmpeg_timeout, self._cancelled
            )
        )
        self._heard = {name: [next(heard) for _ in of_one] for name, of_one in runs.items()}
