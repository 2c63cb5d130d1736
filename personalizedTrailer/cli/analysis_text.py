"""An analysis as JSON, and as tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from personalizedTrailer import wire
from personalizedTrailer.analysis.local.looked import Looked
from personalizedTrailer.analysis.local.understanding import Understood
from personalizedTrailer.model import Measures, Shot, Signals


@dataclass(frozen=True, slots=True)
class Found:
    """All that the command shows of a film."""

    looked: Looked
    understood: Understood

    @property
    def rate(self) -> Fraction:
        return self.looked.media.rate

    def measured(self) -> Iterator[tuple[Shot, Measures]]:
        """What was measured of each shot where it is clear."""
        measured = self.looked.measured
        for shot in self.looked.shots:
            yield shot, measured.of(shot.clear if shot.clear.frames else shot.span)


def as_json(film: Path, found: Found) -> dict[str, object]:
    media, understood = found.looked.media, found.understood
    told: dict[str, Any] = wire.analysis(understood.analysis, media, film.name)
    return {
        "film": film.name,
        "seconds": wire.rounded(media.seconds),
        **{name: told[name] for name in ("analyser", "speed", "dominantEmotions", "metrics", "intensity")},
        "warnings": [{"code": one.code, "message": one.message} for one in understood.analysis.warnings],
        "shots": [
            wire.shot(shot, measures, signals, found.rate)
            for (shot, measures), signals in zip(found.measured(), understood.shot_signals, strict=True)
        ],
        "scenes": told["scenes"],
        "keptOut": [
            {name: scene[name] for name in ("sceneId", "start", "end", "keptOut")}
            for scene in told["scenes"]
            if scene["keptOut"]
        ],
        "pauses": [[wire.rounded(start), wire.rounded(end)] for start, end in found.looked.sound.pauses],
    }


def show(film: Path, found: Found) -> None:
    console, analysis = Console(), found.understood.analysis
    console.print(_shots(film, found))
    console.print(_scenes(film, found))
    console.print("Why, by scene:", *_reasons(found), sep="\n", highlight=False)
    console.print(f"Mostly: {', '.join(analysis.dominant_emotions)}. Looked at: {analysis.speed}.")
    for warning in analysis.warnings:
        console.print(f"Note: {escape(warning.message)}")


def _shots(film: Path, found: Found) -> Table:
    heads = ("Shot", "Begins at", "Seconds", "Begins with", "Light", "Motion", "LUFS", "Speech", "Music")
    table = Table(*heads, title=f"Shots of {escape(film.name)}")
    for shot, measures in found.measured():
        begins, lasts = (wire.rounded(frames / found.rate) for frames in (shot.span.start, shot.span.frames))
        table.add_row(
            *(str(shot.number), f"{begins:.3f}", f"{lasts:.3f}", shot.begins),
            *(_figure(value) for value in (measures.luma, measures.motion)),
            "–" if measures.loudness is None else f"{measures.loudness:.0f}",
            *("–" if value is None else f"{value:.0%}" for value in (measures.speech, measures.music)),
        )
    return table


def _scenes(film: Path, found: Found) -> Table:
    heads = ("Scene", "Begins at", "Seconds", "Arousal", "Valence", "Motion", "Faces", "Found")
    table = Table(*heads, title=f"Scenes of {escape(film.name)}")
    for scene in found.understood.analysis.scenes:
        begins, lasts = (wire.rounded(frames / found.rate) for frames in (scene.span.start, scene.span.frames))
        like = scene.signals or Signals()
        table.add_row(
            *(str(scene.number), f"{begins:.3f}", f"{lasts:.3f}"),
            *(_figure(value) for value in (like.arousal, like.valence, like.motion, like.faces)),
            f"kept out: {scene.kept_out}" if scene.kept_out else ", ".join((*scene.emotions, *scene.labels)),
        )
    return table


def _reasons(found: Found) -> Iterator[str]:
    for scene in found.understood.analysis.scenes:
        for one in scene.findings:
            why = ", ".join(
                f"{evidence.signal.replace('_', ' ')} {evidence.value:.3g}" for evidence in one.evidence
            )
            yield f"  {scene.number:>4}  {one.name} {one.confidence:.2f}: {why}"


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
