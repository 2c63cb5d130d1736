"""What becomes of a run's files in AWS: copies in the bucket, and what MediaConvert makes of the trailers there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from personalizedTrailer.cloud import mediaconvert, mediaconvert_jobs, s3, s3_jobs
from personalizedTrailer.cloud.calls import Aws
from personalizedTrailer.cloud.faults import wrong_answer
from personalizedTrailer.cloud.mediaconvert_files import PLAYLIST, package
from personalizedTrailer.cloud.operations import GET_ENCODE
from personalizedTrailer.cloud.providers import enabled, lacking
from personalizedTrailer.cloud.s3_jobs import Upload
from personalizedTrailer.cloud.usage import report
from personalizedTrailer.deliverables.naming import MIME, packaged_file, packaged_key, trailer_key
from personalizedTrailer.errors import FootageError
from personalizedTrailer.media.probe import probe
from personalizedTrailer.model import Assembly, Clip, Deliverable, Provider, Scalar, Span, Timeline, Warning
from personalizedTrailer.settings import Settings
from personalizedTrailer.work import Work

_OFF = "AWS_MEDIACONVERT_ENABLED is off."


@dataclass(frozen=True, slots=True)
class Publishing:
    """For one run in aws mode, whose files are all made."""

    work: Work
    aws: Aws
    source: Path
    folder: Path
    settings: Settings

    def make(self) -> None:
        """Raises AwsFault where AWS_FALLBACK=fail, or Cancelled."""
        stored = False
        if self.settings.bucket:
            self.work.step("deliverables", 0.99, "Copying to the bucket")
            stored = self.aws.attempt("s3", self._store) is not None
        packaged = self._package() if stored else None
        told = {"s3": self._told_of_bucket(stored), "mediaconvert": self._told_of_packages(stored, packaged)}
        self.work.know(providers={**self.work.job.providers, **told})

    def _store(self) -> bool:
        job = self.work.job
        s3_jobs.put_film(self.aws, job, self.source)
        placed = [replace(item, object_key=self._key(item.file_name)) for item in job.deliverables]
        uploads = [
            Upload(self.settings.output_dir / item.file_name, item.object_key or "", item.mime_type)
            for item in placed
        ]
        s3_jobs.put_files(self.aws, uploads)
        self.work.know(deliverables=tuple(placed))
        return True

    def _key(self, file_name: str) -> str:
        job_id = self.work.job.id
        return s3_jobs.file_key(self.settings, job_id, file_name.removeprefix(f"{job_id}_"))

    def _told_of_bucket(self, stored: bool) -> Provider:
        files = [item for item in self.work.job.deliverables if item.object_key]
        details: dict[str, Scalar] = {"objects": len(files), "bytes": sum(item.size_bytes for item in files)}
        if not self.settings.bucket:
            return report("local", "off", self.aws.usage("s3"), reason="AWS_S3_BUCKET is not set.")
        return self.aws.report("s3", "aws" if stored else "local", **details)

    def _package(self) -> int | None:
        """How many trailers MediaConvert packaged; None where it was not to, or failed."""
        if not enabled(self.settings)["mediaconvert"] or lacking("mediaconvert", self.settings):
            return None
        return self.aws.attempt("mediaconvert", self._convert)

    def _convert(self) -> int:
        job = self.work.job
        made = [(assembly, self._ladder(assembly)) for assembly in job.assemblies]
        for assembly, names in made:
            self._fetch(assembly, names)
        if self.settings.mediaconvert_cut:
            self._cut(job.assemblies[0])
        return len(made)

    def _ladder(self, assembly: Assembly) -> dict[str, int]:
        """Files of the trailer's stream in the bucket, with their bytes."""
        variant, rate = assembly.timeline.variant, assembly.timeline.rate
        self.work.step("deliverables", 0.99, f"MediaConvert packages {variant.name}")
        top = trailer_key(variant, assembly.renditions[0])
        trailer = next(item for item in self.work.job.deliverables if item.key == top)
        base = self._key(packaged_file(self.work.job.id, variant))
        settings = mediaconvert_jobs.package(
            s3.uri_of(self.settings, trailer.object_key or ""),
            s3.uri_of(self.settings, base),
            assembly.renditions,
            rate,
            mediaconvert_jobs.Encryption(self.settings.s3_kms_key),
        )
        seconds = float(assembly.timeline.seconds)
        minutes = mediaconvert_jobs.minutes(seconds, assembly.renditions, rate)
        mediaconvert.convert(self.aws, settings, self._request(variant.id), seconds, minutes)
        folder, _, name = base.rpartition("/")
        return package(s3.Bucket(self.aws), f"{folder}/", name)

    def _request(self, part: str) -> str:
        """A name that no other attempt at any job has."""
        return f"{self.work.job.id}-{self.work.job.attempts}-{part}"

    def _fetch(self, assembly: Assembly, names: dict[str, int]) -> None:
        variant = assembly.timeline.variant
        main = packaged_key(variant)
        base = packaged_file("", variant).removeprefix("_")
        # Each after those to which it leads.
        for name, size in reversed(names.items()):
            part, _, extension = name.removeprefix(base).strip("_").rpartition(".")
            media = [] if name.endswith(PLAYLIST) else ["media"]
            key = packaged_key(variant, "_".join([*filter(None, [part]), *media]))
            mime = MIME.get(extension, "application/octet-stream")
            leads = None if key == main else main
            self._take(name, Deliverable(key, f"{self.work.job.id}_{name}", mime, size, variant, part_of=leads))

    def _take(self, name: str, made: Deliverable) -> None:
        """Downloads one file and delivers it."""
        key, path = s3_jobs.file_key(self.settings, self.work.job.id, name), self.folder / made.file_name
        s3.Bucket(self.aws).fetch(key, path)
        if path.stat().st_size != made.size_bytes:
            raise wrong_answer(GET_ENCODE, "with a file that came in part")
        self.work.deliver(path, replace(made, object_key=key))

    def _cut(self, assembly: Assembly) -> None:
        """The primary trailer made by MediaConvert alone, with cuts and the film's own sound."""
        timeline, top, media = assembly.timeline, assembly.renditions[0], self.work.media
        name = f"{packaged_file('', timeline.variant).removeprefix('_')}_cut.mp4"
        key = s3_jobs.file_key(self.settings, self.work.job.id, name)
        settings = mediaconvert_jobs.straight_cut(
            s3.uri_of(self.settings, s3_jobs.film_key(self.settings, self.work.job)),
            shown(timeline),
            s3.uri_of(self.settings, key.removesuffix(".mp4")),
            top,
            timeline.rate,
            mediaconvert_jobs.Encryption(self.settings.s3_kms_key),
        )
        if settings is None or media.variable_rate:
            sentence = "MediaConvert could not cut the film: its frames have no timecodes."
            return self.work.warn(Warning("mediaconvert_cut", sentence))
        seconds = float(timeline.seconds)
        minutes = mediaconvert_jobs.minutes(seconds, [top], timeline.rate)
        mediaconvert.convert(self.aws, settings, self._request("cut"), seconds, minutes)
        self._take_cut(name, key, assembly)

    def _take_cut(self, name: str, key: str, assembly: Assembly) -> None:
        timeline, top = assembly.timeline, assembly.renditions[0]
        size = s3.Bucket(self.aws).sizes(key).get(key, 0)
        path = self.folder / f"{self.work.job.id}_{name}"
        s3.Bucket(self.aws).fetch(key, path)
        try:
            frames = probe(path, self.settings, quick=True).frames
        except FootageError:
            raise wrong_answer(GET_ENCODE, "with a film that cannot be read") from None
        if abs(frames - timeline.frames) > 1 or path.stat().st_size != size:
            raise wrong_answer(GET_ENCODE, "with a film of another length")
        made = Deliverable(
            key=packaged_key(timeline.variant, "cut"),
            file_name=path.name,
            mime_type=MIME["mp4"],
            size_bytes=size,
            variant=timeline.variant,
            seconds=float(frames / timeline.rate),
            width=top.width,
            height=top.height,
            rendition=top.label,
            object_key=key,
        )
        self.work.deliver(path, made)

    def _told_of_packages(self, stored: bool, packaged: int | None) -> Provider:
        """Our own renditions and streams are there in any case: `local` says that AWS added none."""
        renditions = self.work.job.providers["mediaconvert"].details["renditions"]
        usage = self.aws.usage("mediaconvert")
        if not enabled(self.settings)["mediaconvert"]:
            return report("local", "off", usage, reason=_OFF, renditions=renditions)
        if why := lacking("mediaconvert", self.settings):
            return report("local", "aws", usage, reason=why, renditions=renditions)
        if not stored:
            return report("local", "aws", usage, self.aws.fallback_reason("s3"), renditions=renditions)
        mode = "aws" if packaged else "local"
        return self.aws.report("mediaconvert", mode, packaged=packaged or 0, renditions=renditions)


def shown(timeline: Timeline) -> list[Span]:
    """What each clip shows until the next one begins, without transitions: as long as the trailer, frame for frame."""
    ends = [after.at for after in timeline.clips[1:]] + [timeline.frames]
    return [_until(clip, end) for clip, end in zip(timeline.clips, ends, strict=True)]


def _until(clip: Clip, end: int) -> Span:
    return Span(clip.source.start, clip.source.start + end - clip.at)
