"""What was decided, as JSON: ranking, selections, timelines, renditions and sound."""

from __future__ import annotations

from fractions import Fraction

from personalizedTrailer.model import (
    Analysis,
    Assembly,
    Clip,
    Loudness,
    MediaInfo,
    Pick,
    RankedScene,
    Rendition,
    Scene,
    Selection,
)
from personalizedTrailer.wire.analysis import scene_seconds
from personalizedTrailer.wire.times import Json, percentages, rounded, seconds, span

PRIMARY = "primary"


def personalization(
    ranked: tuple[RankedScene, ...],
    selections: tuple[Selection, ...],
    assemblies: tuple[Assembly, ...],
    found: Analysis,
    media: MediaInfo,
    target: int,
) -> Json:
    """`target` is the wanted length in seconds; an estimated duration is None until its timeline stands."""
    lengths = {made.timeline.variant.id: rounded(made.timeline.seconds) for made in assemblies}
    scores = {item.scene: item.score for item in ranked}
    primary = [chosen for chosen in selections if chosen.variant.id == PRIMARY]
    scenes = {scene.number: scene for scene in found.scenes}
    return {
        "rankedScenes": [_ranked(item, scenes[item.scene], media) for item in ranked],
        "selectedScenes": [_pick(pick, scores, media) for chosen in primary for pick in chosen.picks],
        "variants": [
            _variant(chosen, scores, media, lengths.get(chosen.variant.id))
            for chosen in selections
            if chosen.variant.id != PRIMARY
        ],
        "targetDuration": target,
        "estimatedDuration": lengths.get(PRIMARY),
    }


def _ranked(item: RankedScene, scene: Scene, media: MediaInfo) -> Json:
    return {
        **scene_seconds(scene, media.rate),
        "score": round(item.score, 3),
        "normalizedStart": _share_of_source(scene.span.start, media),
        "reasons": [
            {
                "signal": reason.signal,
                "weight": round(reason.weight, 3),
                "value": round(reason.value, 3),
                "contribution": round(reason.contribution, 3),
            }
            for reason in item.reasons
        ],
    }


def _pick(pick: Pick, scores: dict[int, float], media: MediaInfo) -> Json:
    score = scores.get(pick.scene)
    return {
        "sceneId": f"scene_{pick.scene}",
        "score": None if score is None else round(score, 3),
        **span(pick.span, media.rate),
        "sourceStartFrame": pick.span.start,
        "frames": pick.span.frames,
        "normalizedStart": _share_of_source(pick.span.start, media),
    }


def _share_of_source(frame: int, media: MediaInfo) -> float | None:
    return round(frame / media.frames, 3) if media.frames else None


def _variant(chosen: Selection, scores: dict[int, float], media: MediaInfo, length: float | None) -> Json:
    return {
        "id": chosen.variant.id,
        "name": chosen.variant.name,
        "description": chosen.variant.description,
        "distribution": percentages(chosen.variant.shares),
        "achievedDistribution": percentages(chosen.achieved),
        "scenes": [_pick(pick, scores, media) for pick in chosen.picks],
        "sharedSeconds": seconds(chosen.shared_frames, media.rate),
        "estimatedDuration": length,
    }


def assembly(made: Assembly) -> Json:
    """One trailer. The alternatives carry `variantId` and `name`; the primary does not."""
    line = made.timeline
    variant = line.variant
    which: Json = {} if variant.id == PRIMARY else {"variantId": variant.id, "name": variant.name}
    return {
        **which,
        "timeline": [_clip(clip, line.rate) for clip in line.clips],
        "frameRate": f"{line.rate.numerator}/{line.rate.denominator}",
        "renditions": [
            _rendition(rendition, variant.id, made.copied[number] if number < len(made.copied) else None)
            for number, rendition in enumerate(made.renditions)
        ],
        "estimatedDuration": rounded(line.seconds),
        "audioPlan": {
            "style": made.audio_style,
            "track": made.audio_track,
            "cues": [
                {"at": seconds(clip.at, line.rate), "cue": clip.audio_cue, "rendered": False} for clip in line.clips
            ],
            "loudness": None if made.loudness is None else _loudness(made.loudness),
        },
    }


def _clip(clip: Clip, rate: Fraction) -> Json:
    outro: Json = {"outro": "fade", "outroSeconds": seconds(clip.outro_frames, rate)} if clip.outro_frames else {}
    return {
        "sceneId": f"scene_{clip.scene}",
        "in": seconds(clip.at, rate),
        "out": seconds(clip.end, rate),
        "sourceStart": seconds(clip.source.start, rate),
        "sourceEnd": seconds(clip.source.end, rate),
        "sourceStartFrame": clip.source.start,
        "frames": clip.source.frames,
        "speed": 1,
        "handles": {
            "padBefore": seconds(clip.pad_before, rate),
            "padAfter": seconds(clip.pad_after, rate),
        },
        "transition": clip.transition,
        "transitionSeconds": seconds(clip.transition_frames, rate),
        **outro,
        "audioCue": clip.audio_cue,
    }


def _rendition(rendition: Rendition, variant_id: str, copied: float | None) -> Json:
    top = "master" if variant_id == PRIMARY else f"trailer_{variant_id}"
    return {
        "label": rendition.label,
        "width": rendition.width,
        "height": rendition.height,
        "key": top if rendition.is_top else f"{top}_{rendition.label}",
        "top": rendition.is_top,
        "copiedShare": None if copied is None else round(copied, 3),
    }


def _loudness(sound: Loudness) -> Json:
    return {
        "targetLufs": sound.target_lufs,
        "sourceLufs": sound.source_lufs,
        "achievedLufs": sound.achieved_lufs,
        "truePeakDbtp": sound.true_peak_dbtp,
        "gainDb": sound.gain_db,
        "limitedDb": sound.limited_db,
    }
