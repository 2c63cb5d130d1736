"""The pipeline: probe → analyse → score → select → assemble → render → deliver.

It knows no job store and no web: it gets the job, a folder to work in and a sink for what it finds.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from personalizedTrailer import __version__
from personalizedTrailer.analysis import registry
from personalizedTrailer.deliverables import pictures
from personalizedTrailer.deliverables.caption_files import write_captions
from personalizedTrailer.deliverables.hls import write_streams
from personalizedTrailer.deliverables.naming import trailer
from personalizedTrailer.deliverables.storyboard import write_storyboard
from personalizedTrailer.deliverables.tracks import choose_audio, track_name
from personalizedTrailer.editing import scoring, selection
from personalizedTrailer.editing.footage import UNDECODABLE, without
from personalizedTrailer.editing.timeline import assemble
from personalizedTrailer.errors import Cancelled, CorruptFootage, DamagedStretch
from personalizedTrailer.media import ffmpeg as ffmpeg_tool
from personalizedTrailer.media.probe import PARTIAL_SECONDS, probe
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
from personalizedTrailer.rendering.commands import to_sdr
from personalizedTrailer.rendering.ladder import ladder
from personalizedTrailer.rendering.trailer import TrailerRenderer
from personalizedTrailer.settings import Settings
from personalizedTrailer.sink import Sink

MAX_PLANS = 8
"""How often a damaged film is planned anew before it is given up."""
MADE_BY = f"personalizedTrailer {__version__}"


def run(job: Job, source: Path, workspace: Path, settings: Settings, sink: Sink) -> None:
    """Makes every deliverable of `job` from the film at `source`, working in the empty folder `workspace`.

    Raises FootageError, OurFault, Unavailable or Cancelled; what had been delivered by then stays delivered.
    """
    work = _Work(job, source, workspace, settings, sink, ffmpeg_tool.find(settings).path)
    work.look_at_the_film()
    work.analyse()
    work.plan()
    work.render_what_decodes()
    work.deliver_the_rest()


@dataclass(slots=True)
class _Work:
    """One run: the job as it grows, and the steps in their order."""

    job: Job
    source: Path
    folder: Path
    settings: Settings
    sink: Sink
    ffmpeg: str
    trailers: dict[tuple[str, Rendition], Path] = field(default_factory=dict)
    """By variant id and rendition, for the streams and pictures made of them: a second name costs no space."""

    def look_at_the_film(self) -> None:
        self._step("upload", 0, "Looking at the film")
        media = probe(self.source, self.settings, quick=False)
        with self.source.open("rb") as film:
            digest = hashlib.file_digest(film, "sha256").hexdigest()
        self._know(media=media, digest=digest)
        if media.damaged:
            whole, claimed = float(media.seconds), float(media.claimed_seconds)
            sentence = (
                f"Only {whole:.1f} of {claimed:.1f} seconds of the film can be decoded; the rest was left out."
            )
            self._warn(Warning("partial_footage", sentence))
        self._step("upload", 1, "Film received")

    def analyse(self) -> None:
        media, mode = self.media, self.job.request.mode
        self._step("analysis", 0, "Analysing the film")
        began = time.monotonic()
        context = registry.Context(
            digest=self.job.digest or "",
            profile=self.job.request.profile,
            report=lambda part: self._step("analysis", part, "Analysing the film"),
            cancelled=self.sink.cancelled,
        )
        found = registry.get(mode)(self.source, media, context)
        found = replace(found, elapsed_ms=round((time.monotonic() - began) * 1000))
        for warning in found.warnings:
            self._warn(warning)
        rekognition = Provider(found.analyser, {"region": self.settings.region, "analysisMs": found.elapsed_ms})
        self._know(analysis=found, providers={**self.job.providers, "rekognition": rekognition})
        self._step("analysis", 1, f"Detected {len(found.scenes)} scenes")

    def plan(self) -> None:
        self.personalise()
        self.assemble()

    def personalise(self) -> None:
        job, media = self.job, self.media
        self._step("personalization", 0, "Choosing scenes for this viewer")
        analysis, profile, seconds = self.analysis, job.request.profile, job.request.max_duration
        assert job.digest is not None  # noqa: S101  the first step has set it
        if analysis.simulated:
            ranked = scoring.rank_mock(analysis, profile, job.digest, seconds)
        else:
            ranked = scoring.rank_by_taste(analysis, profile)
        chosen = selection.select(analysis, ranked, profile, media.rate, media.frames, seconds, self.seed)
        for warning in chosen.warnings:
            self._warn(warning)
        scenes = len({pick.scene for pick in chosen.primary.picks})
        personalize = Provider(analysis.analyser, {"selectedScenes": scenes})
        self._know(
            ranked=ranked,
            selections=chosen.selections,
            providers={**self.job.providers, "personalize": personalize},
        )
        self._step("personalization", 1, f"Selected {scenes} scenes")

    def assemble(self) -> None:
        job, media = self.job, self.media
        self._step("assembly", 0, "Putting the timelines together")
        steps, audio = ladder(media), choose_audio(media, job.request.target_language)
        longest = int(job.request.max_duration * media.rate)
        made = tuple(
            Assembly(
                timeline=assemble(
                    chosen, media.rate, media.frames, longest, self.analysis.scenes, job.request.profile, self.seed
                ),
                renditions=steps,
                audio_style=job.request.profile.audio_style,
                audio_track=track_name(audio),
            )
            for chosen in job.selections
        )
        providers = {
            **job.providers,
            "audio": Provider("source" if audio else "silent", {"track": track_name(audio)}),
            "mediaconvert": Provider("local", {"renditions": len(steps)}),
        }
        self._know(assemblies=made, providers=providers)
        self._step("assembly", 1, f"Generated {len(made) - 1} variants")

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
        self._know(analysis=replace(self.analysis, scenes=scenes), deliverables=())
        self._warn(Warning("partial_footage", "Scenes that cannot be decoded were left out."))

    def _renderer(self) -> TrailerRenderer:
        return TrailerRenderer(
            ffmpeg=self.ffmpeg,
            film=self.source,
            media=self.media,
            audio=choose_audio(self.media, self.job.request.target_language),
            renditions=self.job.assemblies[0].renditions,
            settings=self.settings,
            folder=self.folder,
            cancelled=self.sink.cancelled,
        )

    def render(self, renderer: TrailerRenderer) -> None:
        """The primary trailer first; each trailer is delivered as soon as it is verified."""
        job, total = self.job, sum(made.timeline.frames for made in self.job.assemblies)
        renderer.listen([made.timeline for made in job.assemblies])
        done = 0
        for index, made in enumerate(job.assemblies):
            message = f"Encoding {made.timeline.variant.name}"

            def count(frames: int, message: str = message) -> None:
                nonlocal done
                done += frames
                self._step("rendering", min(0.99, done / total), message)

            count(0)
            rendered = renderer.render(made.timeline, job.request.output_format, count)
            before, after = self.job.assemblies[:index], self.job.assemblies[index + 1 :]
            self._know(assemblies=(*before, replace(made, loudness=rendered.loudness), *after))
            for rendition, path in rendered.files:
                self._deliver_trailer(made.timeline, rendition, path)
        self._step("rendering", 1, f"Encoded {len(job.assemblies)} trailers")

    def _deliver_trailer(self, timeline: Timeline, rendition: Rendition, path: Path) -> None:
        self.trailers[timeline.variant.id, rendition] = kept = path.with_name(f"kept_{path.name}")
        kept.unlink(missing_ok=True)
        kept.hardlink_to(path)
        self._deliver(path, trailer(self.job.id, timeline, rendition, self.job.request.output_format, path))

    def deliver_the_rest(self) -> None:
        self._step("deliverables", 0, "Writing captions")
        if self.job.request.include_captions:
            self._captions()
        for written in write_streams(self.job, self.trailers, self.folder, self._step):
            self._deliver(*written)
        self._pictures()
        if self.job.request.include_storyboard:
            self._deliver(*write_storyboard(self.job, self.media, MADE_BY, self.folder))
        videos = sum(item.is_trailer for item in self.job.deliverables)
        self._step("deliverables", 1, f"Created {videos} video files")

    def _captions(self) -> None:
        job, media, language = self.job, self.media, self.job.request.subtitle_language
        captions = write_captions(
            self.ffmpeg, self.source, media, job.assemblies, self.analysis.scenes, language, job.id, self.folder
        )
        for made in captions.made:
            self._deliver(*made)
        for warning in captions.warnings:
            self._warn(warning)
        said = Provider(captions.origin, {"language": language, "track": captions.track})
        self._know(providers={**self.job.providers, "captions": said})

    def _pictures(self) -> None:
        job, top = self.job, self.job.assemblies[0].renditions[0]
        primary, best = job.assemblies[0].timeline, self.trailers[job.assemblies[0].timeline.variant.id, top]
        self._step("deliverables", 0.3, "Making pictures")
        self._deliver(*pictures.poster(self.ffmpeg, best, primary, job.ranked, job.id, self.folder))
        for made in job.assemblies:
            trailer = self.trailers[made.timeline.variant.id, top]
            self._deliver(*pictures.contact_sheet(self.ffmpeg, trailer, made.timeline, job.id, self.folder))
        for warning in pictures.doubt(self.analysis.scenes):
            self._warn(warning)
        stills = pictures.key_frames(
            self.ffmpeg,
            self.source,
            self.media,
            self.analysis.scenes,
            to_sdr(self.media, pictures.key_frame_size(self.media)),
            job.id,
            self.folder,
            self.settings.render_threads,
            self.sink.cancelled,
        )
        for number, still in enumerate(stills, 1):
            if still:
                self._deliver(*still)
            else:
                self._warn(Warning("keyframe_missing", f"The key frame of scene {number} cannot be decoded."))
            self._step("deliverables", 0.3 + 0.6 * number / len(self.analysis.scenes), "Making pictures")

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

    def _deliver(self, path: Path, deliverable: Deliverable) -> None:
        self.sink.deliver(path, deliverable)
        others = tuple(item for item in self.job.deliverables if item.key != deliverable.key)
        self.job = replace(self.job, deliverables=(*others, deliverable))

    def _know(self, **changes: object) -> None:
        self.job = replace(self.job, **changes)  # type: ignore[arg-type]
        self.sink.record(**changes)

    def _warn(self, warning: Warning) -> None:
        if warning not in self.job.warnings:
            self.job = replace(self.job, warnings=(*self.job.warnings, warning))
        self.sink.warn(warning)

    def _step(self, stage: str, fraction: float, message: str) -> None:
        if self.sink.cancelled():
            raise Cancelled
        self.sink.stage(stage, fraction, message)
