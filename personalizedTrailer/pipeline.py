"""The pipeline: probe → analyse → score → select → assemble → render → deliver.

It knows no job store and no web: it gets the job, a folder to work in and a sink for what it finds.
"""

from __future__ import annotations

import contextlib
import hashlib
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from personalizedTrailer import costs
from personalizedTrailer.analysis import registry
from personalizedTrailer.analysis.base import Context
from personalizedTrailer.analysis.ranking import rank
from personalizedTrailer.cloud.calls import Aws
from personalizedTrailer.cloud.s3_jobs import film_to_bucket
from personalizedTrailer.deliverables.naming import trailer
from personalizedTrailer.deliverables.tracks import as_provider, audio_choice, choose_audio, track_name
from personalizedTrailer.editing import selection
from personalizedTrailer.editing.edges import Stops
from personalizedTrailer.editing.footage import LEFT_OUT, UNDECODABLE, partial, without
from personalizedTrailer.editing.material import Material
from personalizedTrailer.editing.timeline import assemble
from personalizedTrailer.errors import Cancelled, CorruptFootage, DamagedStretch
from personalizedTrailer.extras import Extras
from personalizedTrailer.media import ffmpeg as ffmpeg_tool
from personalizedTrailer.media.ffmpeg import Ffmpeg
from personalizedTrailer.media.probe import PARTIAL_SECONDS, scan
from personalizedTrailer.model import (
    Analysis,
    Assembly,
    Deliverable,
    Job,
    MediaInfo,
    Provider,
    Rendition,
    Timeline,
    Warning,
)
from personalizedTrailer.rendering.copier import Copier, copier
from personalizedTrailer.rendering.entries import on_grid
from personalizedTrailer.rendering.ladder import ladder
from personalizedTrailer.rendering.schedule import in_order
from personalizedTrailer.rendering.trailer import Film, TrailerRenderer
from personalizedTrailer.settings import Settings
from personalizedTrailer.sink import Sink
from personalizedTrailer.stills import FilmStills
from personalizedTrailer.storage.clips import ClipCache

MAX_PLANS = 8
"""How often a damaged film is planned anew before it is given up."""


def run(job: Job, source: Path, workspace: Path, settings: Settings, sink: Sink) -> None:
    """Makes every deliverable of `job` from the film at `source`, working in the empty folder `workspace`.

    Raises FootageError, OurFault, Unavailable or Cancelled; what had been delivered by then stays delivered.
    """
    aws = Aws(settings, sink.cancelled, spent=job.aws_cost_usd) if job.request.mode == "aws" else None
    work = _Work(job, source, workspace, settings, sink, ffmpeg_tool.find(settings), aws)
    work.look_at_the_film()
    try:
        work.analyse()
        work.plan()
        work.render_what_decodes()
        work.extras.make()
    finally:
        with contextlib.suppress(OSError):  # a stray file among the clips must not fail a finished job
            work.clips.make_room()


@dataclass(slots=True)
class _Work:
    """One run: the job as it grows, and the steps in their order."""

    job: Job
    source: Path
    folder: Path
    settings: Settings
    sink: Sink
    ffmpeg: Ffmpeg
    aws: Aws | None
    copier: Copier | None = None
    keyframes: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    """As `Scanned.keyframes`."""
    stops: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    """As `Scanned.stops`."""
    material: Material | None = None
    """As `Analysed.material`."""
    trailers: dict[tuple[str, Rendition], Path] = field(default_factory=dict)
    """By variant id and rendition, for the streams and pictures made of them: a second name costs no space."""

    def look_at_the_film(self) -> None:
        self.step("upload", 0, "Looking at the film")
        scanned = scan(self.source, self.settings, self.sink.cancelled)
        media, self.keyframes, self.stops = scanned.media, scanned.keyframes, scanned.stops
        with self.source.open("rb") as film:
            digest = hashlib.file_digest(film, "sha256").hexdigest()
        self.know(media=media, digest=digest)
        if self.settings.render_strategy == "auto":
            self.copier = copier(self.source, media, ladder(media)[0], self.folder, self.sink.cancelled)
        if media.damaged:
            self.warn(partial(float(media.seconds), float(media.claimed_seconds)))
        self.step("upload", 1, "Film received")

    def analyse(self) -> None:
        media, mode = self.media, self.job.request.mode
        self.step("analysis", 0, "Analysing the film")
        began = time.monotonic()
        context = Context(
            digest=self.job.digest or "",
            profile=self.job.request.profile,
            seconds=self.job.request.max_duration,
            audio=choose_audio(media, self.job.request.target_language),
            folder=self.folder,
            settings=self.settings,
            report=lambda part: self.step("analysis", part, "Analysing the film"),
            cancelled=self.sink.cancelled,
            aws=self.aws,
            stills=FilmStills(self.ffmpeg.path, self.source, media, self.folder, self.sink.cancelled),
            to_bucket=film_to_bucket(self.aws, self.job, self.source),
            keyframes=on_grid(media, self.keyframes),
        )
        analysed = registry.get(mode)(self.source, media, context)
        self.material = analysed.material
        found = replace(analysed.analysis, elapsed_ms=round((time.monotonic() - began) * 1000))
        for warning in found.warnings:
            self.warn(warning)
        ran_on = analysed.ran_on(self.settings.region, found.elapsed_ms)
        self.know(analysis=found, providers={**self.job.providers, "rekognition": ran_on})
        self.step("analysis", 1, f"Detected {len(found.scenes)} scenes")

    def plan(self) -> None:
        self.personalise()
        self.assemble()

    def personalise(self) -> None:
        job, media = self.job, self.media
        self.step("personalization", 0, "Choosing scenes for this viewer")
        analysis, profile, seconds = self.analysis, job.request.profile, job.request.max_duration
        ranked, providers = rank(analysis, job.request, job.digest or "", media.rate, self.aws)
        stops = Stops(on_grid(media, self.keyframes), on_grid(media, self.stops))
        chosen = selection.select(
            analysis, ranked, profile, media.rate, media.frames, seconds, self.seed, stops, self.material
        )
        for warning in chosen.warnings:
            self.warn(warning)
        scenes = len({pick.scene for pick in chosen.primary.picks})
        providers["personalize"].details["selectedScenes"] = scenes
        self.know(ranked=ranked, selections=chosen.selections, providers={**self.job.providers, **providers})
        self.step("personalization", 1, f"Selected {scenes} scenes")

    def assemble(self) -> None:
        job, media = self.job, self.media
        self.step("assembly", 0, "Putting the timelines together")
        steps, audio = ladder(media), audio_choice(media, job.request.target_language)
        longest, keyframes = int(job.request.max_duration * media.rate), on_grid(media, self.keyframes)
        made = tuple(
            Assembly(
                timeline=assemble(
                    chosen,
                    media.rate,
                    media.frames,
                    longest,
                    self.analysis.scenes,
                    job.request.profile,
                    self.seed,
                    keyframes,
                    self.material,
                ),
                renditions=steps,
                audio_style=job.request.profile.audio_style,
                audio_track=track_name(audio.track),
            )
            for chosen in job.selections
        )
        told = {"audio": as_provider(audio), "mediaconvert": Provider("local", {"renditions": len(steps)})}
        if audio.fallback_reason:
            self.warn(Warning("audio_language_missing", audio.fallback_reason))
        self.know(assemblies=made, providers={**job.providers, **told})
        self.step("assembly", 1, f"Generated {len(made) - 1} variants")

    def render_what_decodes(self) -> None:
        """Renders; where the film turns out to be damaged, plans again without those scenes, a few times."""
        renderer = self._renderer()
        for _ in range(MAX_PLANS - 1):
            try:
                return self.render(renderer)
            except DamagedStretch as damage:
                self._leave_out(damage.stretches)
                self.plan()
        return self.render(renderer)

    def _leave_out(self, stretches: tuple[tuple[int, int], ...]) -> None:
        scenes = without(self.analysis.scenes, stretches)
        whole = sum(scene.span.frames for scene in scenes if scene.kept_out != UNDECODABLE) / self.media.rate
        if whole < PARTIAL_SECONDS or 2 * whole < self.media.claimed_seconds:
            raise CorruptFootage("The film is damaged: less than half of it can be decoded.")
        # What was delivered belongs to a plan that does not hold any more.
        self.know(analysis=replace(self.analysis, scenes=scenes), deliverables=())
        self.warn(LEFT_OUT)

    def _renderer(self) -> TrailerRenderer:
        audio = choose_audio(self.media, self.job.request.target_language)
        return TrailerRenderer(
            ffmpeg=self.ffmpeg,
            film=Film(self.source, self.media, audio, self.keyframes),
            renditions=self.job.assemblies[0].renditions,
            settings=self.settings,
            folder=self.folder,
            cache=self.clips,
            copier=self.copier,
            cancelled=self.sink.cancelled,
        )

    def render(self, renderer: TrailerRenderer) -> None:
        """The primary trailer first; each file is delivered as soon as it is verified."""

        def tell(part: float, message: str) -> None:
            self.step("rendering", part, message)

        def expect(seconds: float) -> None:
            self.sink.expect("rendering", seconds)

        stills, extension = costs.of_stills(len(self.analysis.scenes)), self.job.request.output_format
        for file in in_order(renderer, self.job.assemblies, extension, tell, expect, stills):
            made = self.job.assemblies[file.trailer]
            known = replace(made, loudness=file.loudness or made.loudness, copied=(*made.copied, file.copied_share))
            before, after = self.job.assemblies[: file.trailer], self.job.assemblies[file.trailer + 1 :]
            providers = {**self.job.providers, "encoder": renderer.encoder_facts}
            self.know(assemblies=(*before, known, *after), providers=providers)
            self._deliver_trailer(made.timeline, made.renditions[file.rendition], file.path)
            if file.trailer == file.rendition == 0:
                self.extras.show()
        self.step("rendering", 1, f"Encoded {len(self.job.assemblies)} trailers")

    def _deliver_trailer(self, timeline: Timeline, rendition: Rendition, path: Path) -> None:
        self.trailers[timeline.variant.id, rendition] = kept = path.with_name(f"kept_{path.name}")
        kept.unlink(missing_ok=True)
        kept.hardlink_to(path)
        self.deliver(path, trailer(self.job.id, timeline, rendition, self.job.request.output_format, path))

    def cancelled(self) -> bool:
        return self.sink.cancelled()

    @property
    def extras(self) -> Extras:
        return Extras(self, self.ffmpeg.path, self.source, self.folder, self.settings)

    @property
    def clips(self) -> ClipCache:
        return ClipCache(self.settings.output_dir, self.settings.render_cache_bytes, self.job.digest or "")

    @property
    def media(self) -> MediaInfo:
        assert self.job.media is not None  # noqa: S101  the first step has set it
        return self.job.media

    @property
    def analysis(self) -> Analysis:
        assert self.job.analysis is not None  # noqa: S101  the second step has set it
        return self.job.analysis

    @property
    def seed(self) -> str:
        """All that the plan may depend on besides the film's analysis."""
        return f"{self.job.digest}:{self.job.request.profile.id}:{self.job.request.max_duration}"

    def deliver(self, path: Path, deliverable: Deliverable) -> None:
        self.sink.deliver(path, deliverable)
        others = tuple(item for item in self.job.deliverables if item.key != deliverable.key)
        self.job = replace(self.job, deliverables=(*others, deliverable))

    def know(self, **changes: object) -> None:
        self.job = replace(self.job, **changes)  # type: ignore[arg-type]
        self.sink.record(**changes)

    def warn(self, warning: Warning) -> None:
        if warning not in self.job.warnings:
            self.job = replace(self.job, warnings=(*self.job.warnings, warning))
            self.sink.warn(warning)

    def step(self, stage: str, fraction: float, message: str) -> None:
        if self.sink.cancelled():
            raise Cancelled
        self.sink.stage(stage, fraction, message)
        if self.aws:
            for warning in self.aws.warnings:
                self.warn(warning)
            if self.aws.budget.spent > self.job.aws_cost_usd:
                # At once: another attempt at this job may not spend it again.
                self.know(aws_cost_usd=self.aws.budget.spent)
