"""What comes with the trailers: pictures of the film early, then captions, streams, contact sheets, the storyboard."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from personalizedTrailer import __version__, costs
from personalizedTrailer.captioning import Captioning
from personalizedTrailer.deliverables import pictures
from personalizedTrailer.deliverables.hls import write_streams
from personalizedTrailer.deliverables.storyboard import write_storyboard
from personalizedTrailer.errors import ProcessFailed, ProcessTimedOut, VerificationFailed
from personalizedTrailer.model import Assembly, Warning
from personalizedTrailer.publishing import Publishing
from personalizedTrailer.rendering.commands import matrix_of, to_sdr
from personalizedTrailer.settings import Settings
from personalizedTrailer.work import Work

log = logging.getLogger(__name__)

MADE_BY = f"personalizedTrailer {__version__}"


@dataclass(frozen=True, slots=True)
class Extras:
    """Makes them for a run whose trailers are done."""

    work: Work
    ffmpeg: str
    source: Path
    folder: Path
    settings: Settings

    def show(self) -> None:
        """What there is to look at while the variants are rendered: key frames, and the poster of the primary trailer.

        The poster comes last: events tell of it, not of each key frame. Raises as `make`.
        """
        self._key_frames()
        work, made = self.work, self.work.job.assemblies[0]
        with self._or_warning(f"The poster of {made.timeline.variant.name} could not be made."):
            trailer, matrix = self._top_of(made), matrix_of(work.media)
            job = work.job
            of_best = pictures.poster(
                self.ffmpeg, trailer, made, matrix, job.ranked, job.id, self.folder, work.cancelled
            )
            work.deliver(*of_best)

    def make(self) -> None:
        """All the rest. Raises ProcessFailed, ProcessTimedOut or Cancelled."""
        wishes = self.work.job.request
        self.work.step("deliverables", 0, "Writing captions")
        if wishes.include_captions:
            Captioning(self.work, self.ffmpeg, self.source, self.folder, self.settings).make()
        for written in write_streams(self.work.job, self.work.trailers, self.folder, self._packaging):
            self.work.deliver(*written)
        self._contact_sheets()
        if wishes.include_storyboard:
            self.work.deliver(*write_storyboard(self.work.job, self.work.media, MADE_BY, self.folder))
        if self.work.aws:
            Publishing(self.work, self.work.aws, self.source, self.folder, self.settings).make()
        videos = sum(item.is_trailer for item in self.work.job.deliverables)
        self.work.step("deliverables", 1, f"Created {videos} video files")

    def _packaging(self, trailer: int, message: str) -> None:
        self._step(trailer * costs.STREAM, message)

    def _step(self, done: float, message: str) -> None:
        """`done`: in the seconds of `costs`."""
        job = self.work.job
        self.work.step("deliverables", 0.99 * done / costs.of_extras(len(job.assemblies)), message)

    def _top_of(self, made: Assembly) -> Path:
        return self.work.trailers[made.timeline.variant.id, made.renditions[0]]

    def _contact_sheets(self) -> None:
        work, job, folder, matrix = self.work, self.work.job, self.folder, matrix_of(self.work.media)
        streams = len(job.assemblies) * costs.STREAM
        for number, made in enumerate(job.assemblies):
            self._step(streams + number * costs.PICTURES, "Making pictures")
            with self._or_warning(f"The contact sheet of {made.timeline.variant.name} could not be made."):
                trailer = self._top_of(made)
                sheet = pictures.contact_sheet(self.ffmpeg, trailer, made, matrix, job.id, folder, work.cancelled)
                work.deliver(*sheet)

    @contextlib.contextmanager
    def _or_warning(self, sentence: str) -> Iterator[None]:
        """The trailers are verified and delivered: they are not to be lost for a picture that does not come out."""
        try:
            yield
        except (VerificationFailed, ProcessFailed) as fault:
            if isinstance(fault, ProcessTimedOut) or (isinstance(fault, ProcessFailed) and fault.for_want_of_room):
                raise
            log.warning("%s: %s", sentence, fault)
            self.work.warn(Warning("picture_missing", sentence))

    def _key_frames(self) -> None:
        work, scenes = self.work, self.work.analysis.scenes
        for warning in pictures.doubt(scenes):
            work.warn(warning)
        stills = pictures.key_frames(
            self.ffmpeg,
            self.source,
            work.media,
            scenes,
            to_sdr(work.media, pictures.key_frame_size(work.media)),
            matrix_of(work.media),
            work.job.id,
            self.folder,
            self.settings.render_threads,
            work.cancelled,
        )
        for number, still in enumerate(stills, 1):
            if still:
                work.deliver(*still)
            else:
                work.warn(Warning("keyframe_missing", f"The key frame of scene {number} cannot be decoded."))
