"""Renders one trailer after another from one film: pieces, sound, joined files, each verified."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.errors import Cancelled, VerificationFailed
from personalizedTrailer.media.ffmpeg import Ffmpeg
from personalizedTrailer.media.sound import Samples, read_spans
from personalizedTrailer.model import AudioStream, Loudness, MediaInfo, Provider, Rendition, Timeline
from personalizedTrailer.rendering import sound
from personalizedTrailer.rendering.atoms import borders, split
from personalizedTrailer.rendering.copier import Copier
from personalizedTrailer.rendering.copying import CopyRun, Part
from personalizedTrailer.rendering.encode import Cache, Pass, PieceEncoder
from personalizedTrailer.rendering.encoder_choice import choose, encoder_facts
from personalizedTrailer.rendering.encoders import CPU
from personalizedTrailer.rendering.looks import check_looks
from personalizedTrailer.rendering.package import package
from personalizedTrailer.rendering.plan import Piece, pieces, sample_at, sound_runs
from personalizedTrailer.rendering.strips import CopiedStrip, DamagedGroup, Strip
from personalizedTrailer.rendering.takes import Order, takes
from personalizedTrailer.rendering.verify import verify
from personalizedTrailer.settings import Settings
from personalizedTrailer.storage.files import is_disk_full

log = logging.getLogger(__name__)

_MOST_DAMAGED = 4
"""Groups of pictures of one trailer that may turn out to be damaged before nothing more is copied."""
OnFrames = Callable[[int], None]
"""Hears of frames that are encoded, as they grow; of none twice."""


@dataclass(frozen=True, slots=True)
class Film:
    """What is rendered from: the file, what it is, and its track of sound (None: it has none)."""

    path: Path
    media: MediaInfo
    audio: AudioStream | None
    keyframes: NDArray[np.int64]
    """Ticks from its first frame at which decoding can begin, ascending."""


@dataclass(frozen=True, slots=True)
class Made:
    """A finished, verified file."""

    path: Path
    copied_frames: int
    """Of the film's own packets; the others were encoded."""


@dataclass(frozen=True, slots=True)
class Planned:
    """The frames of a trailer's picture; those that an earlier trailer has made are not counted."""

    encoded: int
    """Of the top rendition, in `takes`."""
    takes: int
    copied: int
    lower: int
    """Of the film, encoded into all the lower renditions together, in `lower_takes`."""
    lower_takes: int


class Once:
    """Passes on of how many frames it hears, those that a second try makes again not again."""

    def __init__(self, on_frames: OnFrames) -> None:
        self._on_frames, self._heard, self._again = on_frames, 0, 0

    def __call__(self, frames: int) -> None:
        known = min(self._again, frames)
        self._again -= known
        self._heard += frames - known
        self._on_frames(frames - known)

    def begin_again(self) -> None:
        self._again = self._heard


def no_keyframes(_: Piece) -> tuple[int, ...]:
    return ()


class TrailerRenderer:
    """Renders trailers of one film into one folder; what trailers have in common is encoded once."""

    def __init__(
        self,
        *,
        ffmpeg: Ffmpeg,
        film: Film,
        renditions: tuple[Rendition, ...],
        settings: Settings,
        folder: Path,
        cache: Cache,
        copier: Copier | None,
        cancelled: Callable[[], bool],
    ) -> None:
        self._ffmpeg, self._film, self._settings = ffmpeg, film, settings
        self._folder, self._copier, self._cancelled = folder, copier, cancelled
        self._chosen = choose(ffmpeg.path, settings)
        encoder = self._chosen.encoder
        if encoder.codec != CPU:
            self._copier = copier = None  # its headers would have the same number as the film's
        self._alike = False
        """Whether copied pictures were found to look like encoded ones."""
        self._top = Pass(renditions[:1], copier.beside(encoder) if copier else encoder)
        self._lower = Pass(renditions[1:], encoder)
        self._borders: tuple[int, ...] = ()
        self._keyframes_of: dict[str, Callable[[Piece], tuple[int, ...]]] = {}
        """By trailer, the keyframes inside a piece of its top rendition: the lower ones have them there, too."""
        self._heard: dict[str, list[Samples]] = {}
        self._sounds: dict[str, sound.Sound] = {}
        self._encoder = PieceEncoder(
            ffmpeg=ffmpeg,
            film=film.path,
            media=film.media,
            keyframes=film.keyframes,
            folder=folder,
            cache=cache,
            threads=settings.render_threads,
            timeout=settings.ffmpeg_timeout,
            cancelled=cancelled,
        )

    @property
    def encoder_facts(self) -> Provider:
        """Which encoder is used, and why, as far as the work has come."""
        return encoder_facts(self._chosen, self._encoder.clips_on_cpu)

    def prepare(self, timelines: Sequence[Timeline]) -> None:
        """To be called first: what trailers have in common, and the sound of all, read by one child process.

        Raises CorruptFootage or ProcessTimedOut.
        """
        self._borders = borders(pieces(timeline) for timeline in timelines)
        if self._film.audio is None:
            return
        runs = {timeline.variant.id: sound_runs(timeline) for timeline in timelines}
        groups = [[(run.source, run.samples) for run in of_one] for of_one in runs.values()]
        scratch, timeout = self._folder / "spans.f32", self._settings.ffmpeg_timeout
        film = self._film
        assert film.audio is not None  # noqa: S101  asked above
        heard = read_spans(film.path, film.media, film.audio, groups, scratch, timeout, self._cancelled)
        self._heard = dict(zip(runs, heard, strict=True))

    def planned(self, timelines: Sequence[Timeline]) -> list[Planned]:
        """What there is to do for each trailer, in that order; to be asked once all is prepared."""
        seen: set[tuple[Order, Pass]] = set()

        def new(orders: Sequence[Order], to: Pass) -> tuple[int, int]:
            missing = [order for order in dict.fromkeys(orders) if (order, to) not in seen]
            seen.update((order, to) for order in missing)
            return sum(order.piece.frames for order in missing), len(takes(missing))

        found = []
        for timeline in timelines:
            parts = self._parts(timeline)
            top = new([Order(part) for part in parts if isinstance(part, Piece)], self._top)
            copied = sum(part.frames for part in parts if isinstance(part, CopyRun))
            keyframes = self._copier.keyframes if self._copier else no_keyframes
            lower = self._lower_orders(timeline, keyframes) if self._lower.renditions else []
            found.append(Planned(*top, copied, *new(lower, self._lower)))
        return found

    def render_top(self, timeline: Timeline, extension: str, on_frames: OnFrames) -> tuple[Made, Loudness | None]:
        """Makes the top rendition of a trailer; what it cannot copy of the film after all is encoded.

        Raises VerificationFailed, CorruptFootage (DamagedStretch where other footage might do), ProcessFailed,
        ProcessTimedOut or Cancelled.
        """
        with ThreadPoolExecutor(1) as beside:
            mixing = beside.submit(self._sound, timeline)
            count = Once(on_frames)
            damaged = 0
            while True:
                try:
                    made = self._top_of(timeline, extension, mixing, count)
                    break
                except VerificationFailed as fault:
                    of_sound = mixing.done() and mixing.exception() is fault
                    if self._copier is None or of_sound or (fault.__cause__ and is_disk_full(fault.__cause__)):
                        raise
                    damaged += isinstance(fault, DamagedGroup)
                    if isinstance(fault, DamagedGroup) and damaged <= _MOST_DAMAGED:
                        log.warning("a group of the film's pictures is not copied: %s", fault.__cause__)
                        self._copier.give_up(fault.group)
                    else:
                        log.warning("nothing more is copied of the film: %s", fault)
                        self._copier, self._top = None, Pass(self._top.renditions, self._chosen.encoder)
                    count.begin_again()
        return made, self._sounds[timeline.variant.id].loudness

    def _top_of(self, timeline: Timeline, extension: str, mixing: Future[sound.Sound], on_frames: OnFrames) -> Made:
        self._keyframes_of[timeline.variant.id] = self._copier.keyframes if self._copier else no_keyframes
        strips, copied = self._top_strips(timeline, on_frames)
        self._sounds[timeline.variant.id] = mixing.result()
        return Made(self._finish(timeline, strips, self._top.renditions[0], extension), copied)

    def render_lower(self, timeline: Timeline, extension: str, on_frames: OnFrames) -> list[Made]:
        """Makes the other renditions of a trailer whose top one is made, in the order of the ladder."""
        if not self._lower.renditions:
            return []
        wanted = self._lower_orders(timeline, self._keyframes_of[timeline.variant.id])
        strips = zip(*self._encoder.encode(wanted, self._lower, on_frames), strict=True)
        return [
            Made(self._finish(timeline, of_one, rendition, extension), 0)
            for rendition, of_one in zip(self._lower.renditions, strips, strict=True)
        ]

    def _lower_orders(self, timeline: Timeline, keyframes: Callable[[Piece], tuple[int, ...]]) -> list[Order]:
        return [Order(piece, keyframes(piece)) for piece in split(pieces(timeline), self._borders)]

    def _parts(self, timeline: Timeline) -> tuple[Part, ...]:
        """The top rendition, by how its stretches are to be made."""
        whole = pieces(timeline)
        if self._copier is None:
            return split(whole, self._borders)
        return tuple(part for piece in whole for part in self._copier.resolve(piece, self._borders))

    def _top_strips(self, timeline: Timeline, on_frames: OnFrames) -> tuple[list[Strip], int]:
        """The picture of the top rendition, and how many frames of it are copied."""
        parts = self._parts(timeline)
        if self._copier is None:
            wanted = [Order(part) for part in parts if isinstance(part, Piece)]
            return [strip for (strip,) in self._encoder.encode(wanted, self._top, on_frames)], 0
        copied = self._copier.copy(list(dict.fromkeys(part for part in parts if isinstance(part, CopyRun))))
        self._check_looks(self._copier)
        found = [some for part in parts for some in (copied[part] if isinstance(part, CopyRun) else [part])]
        count = sum(some.frames for some in found if isinstance(some, CopiedStrip))
        orders = [Order(some) for some in found if isinstance(some, Piece)]
        encoded = iter(self._encoder.encode(orders, self._top, on_frames))
        return [some if isinstance(some, CopiedStrip) else next(encoded)[0] for some in found], count

    def _check_looks(self, copier: Copier) -> None:
        """Raises VerificationFailed where copied pictures would look otherwise than encoded ones."""
        sample = None if self._alike else copier.sample
        if sample:
            film, top = self._film, self._top.renditions[0]
            check_looks(
                self._ffmpeg.path,
                film.path,
                film.media,
                film.keyframes,
                top,
                sample,
                self._folder,
                self._cancelled,
            )
            self._alike = True

    def _finish(self, timeline: Timeline, strips: Sequence[Strip], rendition: Rendition, extension: str) -> Path:
        out = self._folder / f"{timeline.variant.id}_{rendition.label}.{extension}"
        package(strips, rendition, self._sounds[timeline.variant.id].path, out, timeline.rate, self._cancelled)
        verify(out, strips, rendition, timeline.rate, self._cancelled)
        return out

    def _sound(self, timeline: Timeline) -> sound.Sound:
        samples, codec = sample_at(timeline.frames, timeline.rate), self._settings.ffmpeg_audio_codec
        if self._cancelled():
            raise Cancelled
        out, ffmpeg = self._folder / f"{timeline.variant.id}.m4a", self._ffmpeg.path
        if self._film.audio is None:
            return sound.silence(ffmpeg, samples, out, codec, self._cancelled)
        heard = self._heard.pop(timeline.variant.id)  # needed once: what is mapped of it goes with it
        return sound.mix(ffmpeg, sound_runs(timeline), heard, samples, out, codec, self._cancelled)
