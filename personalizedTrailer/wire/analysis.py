"""What an analyser found, as JSON."""

from __future__ import annotations

from dataclasses import asdict
from fractions import Fraction

from personalizedTrailer.model import Analysis, Finding, Measures, MediaInfo, Scene, Shot, Signals
from personalizedTrailer.wire.times import Json, rounded, seconds, span


def camel(name: str) -> str:
    """A name as JSON writes it: `cut_density` as `cutDensity`."""
    first, *rest = name.split("_")
    return first + "".join(map(str.capitalize, rest))


def key_visual(number: int) -> str:
    """The file name of a scene's key frame, as `keyVisual` gives it: `frame_07.jpg`."""
    return f"frame_{number:02d}.jpg"


def scene_seconds(scene: Scene, rate: Fraction) -> Json:
    """A scene's id and where it lies in the source."""
    return {"sceneId": scene.scene_id, **span(scene.span, rate)}


def analysis(found: Analysis, media: MediaInfo, source_name: str) -> Json:
    covered = sum(scene.span.frames for scene in found.scenes)
    return {
        "analyser": found.analyser,
        "simulated": found.simulated,
        "video": source_name,
        "totalDuration": rounded(media.seconds),
        "width": media.video.display_size[0],
        "height": media.video.display_size[1],
        "scenes": [_scene(scene, media.rate) for scene in found.scenes],
        "shots": [
            {**span(one.span, media.rate), "startFrame": one.span.start, "frames": one.span.frames}
            | {"begins": one.begins, "ends": one.ends}
            for one in found.shots
        ],
        "intensity": {"secondsPerValue": 1, "values": list(found.intensity)} if found.intensity else None,
        "speed": found.speed,
        "dominantEmotions": list(found.dominant_emotions),
        "metrics": {
            "analysisMs": found.elapsed_ms,
            "detectedPeople": found.metrics.detected_people,
            "detectedLocations": found.metrics.detected_locations,
            "detectedObjects": found.metrics.detected_objects,
            "coverageSeconds": seconds(covered, media.rate),
            "coverageRatio": round(covered / media.frames, 3) if media.frames else None,
        },
    }


def _scene(scene: Scene, rate: Fraction) -> Json:
    return {
        **scene_seconds(scene, rate),
        "startFrame": scene.span.start,
        "frames": scene.span.frames,
        "emotions": list(scene.emotions),
        "labels": list(scene.labels),
        "characters": [
            {
                "name": person.name,
                "confidence": person.confidence,
                "emotion": person.emotion,
                "ageRange": person.age_range,
                "gender": person.gender,
                "smile": person.smile,
            }
            for person in scene.characters
        ],
        "keyVisual": key_visual(scene.number),
        "highlights": list(scene.highlights),
        "keptOut": scene.kept_out,
        "signals": _signals(scene.signals) if scene.signals else None,
        "evidence": [_finding(one) for one in scene.findings],
    }


def _signals(found: Signals) -> Json:
    return {camel(name): None if value is None else round(value, 3) for name, value in asdict(found).items()}


def _finding(found: Finding) -> Json:
    return {
        "kind": found.kind,
        "name": found.name,
        "confidence": round(found.confidence, 3),
        "evidence": [{"signal": camel(one.signal), "value": round(one.value, 3)} for one in found.evidence],
    }


def shot(found: Shot, measures: Measures, signals: Signals, rate: Fraction) -> Json:
    """Where a shot lies, how it begins and ends, which frames of it are its own alone, and what was measured of it."""
    return {
        "number": found.number,
        **span(found.span, rate),
        "startFrame": found.span.start,
        "frames": found.span.frames,
        "begins": found.begins,
        "ends": found.ends,
        "clearStartFrame": found.clear.start,
        "clearFrames": found.clear.frames,
        "measures": {name: None if value is None else round(value, 4) for name, value in asdict(measures).items()},
        "signals": _signals(signals),
    }
