"""Captions of a run: who listens to the film, who translates what it says, and what the job says of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from personalizedTrailer.cloud.calls import Aws
from personalizedTrailer.cloud.providers import enabled, lacking
from personalizedTrailer.cloud.translate import translate
from personalizedTrailer.cloud.usage import report
from personalizedTrailer.deliverables.caption_files import CaptionFiles, write_captions
from personalizedTrailer.deliverables.captions_search import Listens, Search, Translate
from personalizedTrailer.deliverables.languages import language_of
from personalizedTrailer.deliverables.tracks import choose_audio
from personalizedTrailer.deliverables.transcripts import Listener
from personalizedTrailer.deliverables.transcripts_cloud import CloudListener
from personalizedTrailer.model import AudioStream, Provider
from personalizedTrailer.settings import Settings
from personalizedTrailer.work import Work

_NOT_NEEDED = "It was not needed."


@dataclass(frozen=True, slots=True)
class Captioning:
    """For one run whose trailers are planned."""

    work: Work
    ffmpeg: str
    source: Path
    folder: Path
    settings: Settings

    def make(self) -> None:
        """Delivers a file a trailer. Raises AwsFault where AWS_FALLBACK=fail, Cancelled, and what listeners do."""
        work, job = self.work, self.work.job
        audio = choose_audio(work.media, job.request.target_language)
        search = Search(
            ffmpeg=self.ffmpeg,
            film=self.source,
            media=work.media,
            timelines=tuple(assembly.timeline for assembly in job.assemblies),
            language=job.request.subtitle_language,
            spoken=language_of(audio.language) if audio else None,
            cancelled=work.cancelled,
            listeners=self._listeners(audio),
            translate=self._translator(),
        )
        captions = write_captions(search, job.assemblies, work.analysis.scenes, job.id, self.folder)
        for made in captions.made:
            work.deliver(*made)
        for warning in captions.warnings:
            work.warn(warning)
        told = {"captions": captions.provider, **(self._told(work.aws, captions) if work.aws else {})}
        work.know(providers={**job.providers, **told})

    def _listeners(self, audio: AudioStream | None) -> Sequence[Listens]:
        """In the order in which they are asked: AWS, then a model on this machine, where the settings allow it."""
        found: list[Listens] = []
        aws, local = self.work.aws, self.settings.speech_model
        if aws and _is_ready(aws, "transcribe"):
            found.append(self._in_the_cloud(aws, audio))
            if self.settings.aws_fallback != "local":
                local = None
        if local:
            found.append(self._on_this_machine(local, audio))
        return found

    def _in_the_cloud(self, aws: Aws, audio: AudioStream | None) -> Listens:
        return CloudListener(
            aws=aws,
            ffmpeg=self.ffmpeg,
            film=self.source,
            media=self.work.media,
            audio=audio,
            job=f"{self.work.job.id}-{self.work.job.attempts}",
            folder=self.folder,
            timeout=self.settings.ffmpeg_timeout,
            cancelled=self.work.cancelled,
        )

    def _on_this_machine(self, model: Path, audio: AudioStream | None) -> Listens:
        return Listener(
            film=self.source,
            media=self.work.media,
            audio=audio,
            model=model,
            folder=self.folder,
            threads=self.settings.render_threads,
            timeout=self.settings.ffmpeg_timeout,
            report=lambda part: self.work.step("deliverables", 0.1 * part, "Writing down what is said"),
            cancelled=self.work.cancelled,
        )

    def _translator(self) -> Translate | None:
        aws = self.work.aws
        if aws is None or not _is_ready(aws, "translate"):
            return None

        def work(texts: Sequence[str], source: str, target: str) -> list[str] | None:
            return aws.attempt("translate", lambda: translate(aws, texts, source, target))

        return work

    def _told(self, aws: Aws, captions: CaptionFiles) -> dict[str, Provider]:
        """What Transcribe and Translate had to do with it."""
        details = captions.provider.details
        by_aws = details.get("model") == "Amazon Transcribe" and captions.provider.mode == "speech"
        heard_here = captions.provider.mode == "speech" and not by_aws
        translated = "translatedFrom" in details and captions.provider.mode != "generated"
        # Words that nobody translated were heard for nothing.
        why = str(details.get("fallbackReason") or _NOT_NEEDED)
        mode = "aws" if by_aws else "local" if heard_here else "none"
        return {
            "transcribe": _provider(aws, "transcribe", mode, why if aws.usage("transcribe").calls else _NOT_NEEDED),
            "translate": _provider(aws, "translate", "aws" if translated else "none", _NOT_NEEDED),
        }


def _is_ready(aws: Aws, name: str) -> bool:
    return enabled(aws.settings)[name] and lacking(name, aws.settings) is None


def _provider(aws: Aws, name: str, mode: str, idle: str) -> Provider:
    """`mode` made the result; `idle` says why it was not AWS where that did not fail."""
    if not enabled(aws.settings)[name]:
        return report(mode, "off", aws.usage(name), reason=f"AWS_{name.upper()}_ENABLED is off.")
    if why := lacking(name, aws.settings):
        return report(mode, "aws", aws.usage(name), reason=why)
    if mode != "aws" and aws.fallback_reason(name) is None:
        return aws.report(name, mode, reason=idle)
    return aws.report(name, mode)
