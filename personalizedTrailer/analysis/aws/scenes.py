"""What Rekognition saw, as findings and people of scenes, beside what was measured on this machine. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from personalizedTrailer.analysis.aws.looking import Sight
from personalizedTrailer.analysis.aws.people import people
from personalizedTrailer.analysis.local.modelled import LEAST, surest
from personalizedTrailer.analysis.local.understanding import HIGHLIGHTS
from personalizedTrailer.cloud.rekognition import Face, Label
from personalizedTrailer.editing.words import canonical
from personalizedTrailer.model import Evidence, Finding, Metrics, Moment, Profile, Scene

BY = "rekognition"
"""The signal that speaks for what it found."""
MOST_LABELS = 8
"""Of a scene: the more words, the less each of them says of it."""
FEELINGS = {
    "HAPPY": "Joy",
    "SURPRISED": "Surprise",
    "FEAR": "Fear",
    "CALM": "Calm",
    "SAD": "Sad",
    "ANGRY": "Angry",
    "CONFUSED": "Confused",
    "DISGUSTED": "Disgusted",
}
"""Expressions by our names for emotions, where there is one."""
_OF_PERSONS = "Person Description"
"""A category of labels that nearly every picture of somebody has: Adult, Face, Head, …"""
_PLACES = ("Nature and Outdoors", "Buildings and Architecture", "Home and Indoors", "Public Spaces")
_FAR_FACE, _NEAR_FACE = 0.5, 0.25
"""What is believed of a face that is far away; height, by the picture's, from which it is near."""


def enriched(scenes: Sequence[Scene], sights: Sequence[Sight], profile: Profile) -> tuple[Scene, ...]:
    """The scenes with what was seen in them; what nobody was shown stays as it is."""
    by_scene: dict[int, list[Sight]] = defaultdict(list)
    for sight in sights:
        by_scene[sight.look.scene].append(sight)
    wanted = wanted_words(profile)
    return tuple(_scene(scene, by_scene[scene.number], wanted) for scene in scenes)


def enriched_moments(moments: Sequence[Moment], sights: Sequence[Sight], profile: Profile) -> tuple[Moment, ...]:
    """The shots with what was seen in them, as `enriched` has the scenes."""
    wanted = wanted_words(profile)
    ordered = sorted(sights, key=lambda sight: sight.look.frame)
    frames = [sight.look.frame for sight in ordered]
    made = []
    for moment in moments:
        within = ordered[bisect_left(frames, moment.span.start) : bisect_left(frames, moment.span.end)]
        if within:
            seen, felt = _found(moment.findings, within, wanted)
            moment = replace(moment, findings=(*seen, *felt))
        made.append(moment)
    return tuple(made)


def _found(
    known: Sequence[Finding], sights: Sequence[Sight], wanted: frozenset[str]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """What is seen, and what is felt: what was known, and what the frames show."""
    seen = surest((*_labels(sights, wanted), *(one for one in known if one.kind == "label")))
    felt = surest((*_expressions(sights), *(one for one in known if one.kind == "emotion")))
    return seen, felt


def wanted_words(profile: Profile) -> frozenset[str]:
    """All that the taste names, in one form."""
    return frozenset(canonical(word) for word in (*profile.preferred_tags, *profile.foreground_tags))


def _scene(scene: Scene, sights: Sequence[Sight], wanted: frozenset[str]) -> Scene:
    if not sights or scene.kept_out is not None:
        return scene
    seen, felt = _found(scene.findings, sights, wanted)
    findings = tuple(sorted((*seen, *felt), key=lambda one: -one.confidence))
    return replace(
        scene,
        emotions=tuple(one.name for one in felt) or scene.emotions,
        labels=tuple(one.name for one in seen),
        characters=people(sights),
        highlights=tuple(one.name for one in findings)[:HIGHLIGHTS],
        findings=findings,
    )


def _labels(sights: Sequence[Sight], wanted: frozenset[str]) -> list[Finding]:
    """What the frames show, surest first, and of these what the taste names before all others.

    A word that another one of the same frame tells more exactly (Vehicle beside Car) counts where it is wanted.
    """
    sure: dict[str, float] = defaultdict(float)
    frames: dict[str, int] = defaultdict(int)
    for sight in sights:
        general = {parent for label in sight.labels for parent in label.parents}
        shown = {
            _name(label, wanted): label.confidence
            for label in reversed(sight.labels)
            if _counts(label, general, wanted)
        }
        for name, confidence in shown.items():
            sure[name] = max(sure[name], confidence)
            frames[name] += 1
    ordered = sorted(sure, key=lambda name: (canonical(name) not in wanted, -sure[name], name))
    return [
        Finding(
            "label", name, sure[name], (Evidence(BY, sure[name]), Evidence("frames", frames[name] / len(sights)))
        )
        for name in ordered[:MOST_LABELS]
    ]


def _counts(label: Label, general: set[str], wanted: frozenset[str]) -> bool:
    if any(canonical(word) in wanted for word in (label.name, *label.aliases)):
        return True
    return label.name not in general and _OF_PERSONS not in label.categories


def _name(label: Label, wanted: frozenset[str]) -> str:
    """Its own, or the alias that the taste uses."""
    return next((word for word in (label.name, *label.aliases) if canonical(word) in wanted), label.name)


def _expressions(sights: Sequence[Sight]) -> list[Finding]:
    """What the faces express, each expression by the face that shows it most clearly."""
    best: dict[str, float] = defaultdict(float)
    for face in (face for sight in sights for face in sight.faces or ()):
        if face.expression in FEELINGS:
            name = FEELINGS[face.expression]
            best[name] = max(best[name], _believed(face))
    return [
        Finding("emotion", name, sure, (Evidence("expression", sure),))
        for name, sure in best.items()
        if sure >= LEAST
    ]


def _believed(face: Face) -> float:
    near = min(1.0, face.box.height / _NEAR_FACE)
    return face.expressed * (_FAR_FACE + (1 - _FAR_FACE) * near)


def metrics(scenes: Sequence[Scene], sights: Sequence[Sight], at_once: int | None) -> Metrics:
    """`at_once`: people that local analysis saw in one picture."""
    labels = [label for sight in sights for label in sight.labels]
    return Metrics(
        detected_people=_people(scenes, sights, at_once),
        detected_locations=_kinds(one for one in labels if set(one.categories) & set(_PLACES)),
        detected_objects=_kinds(one for one in labels if one.is_located and _OF_PERSONS not in one.categories),
    )


def _people(scenes: Sequence[Scene], sights: Sequence[Sight], at_once: int | None) -> int:
    """As many as have a name, or as were seen in one frame: who else is seen again cannot be told."""
    named = {person.name for scene in scenes for person in scene.characters if person.name != "Person"}
    most = max((len(sight.faces or ()) for sight in sights), default=0)
    return max(len(named), most, at_once or 0)


def _kinds(labels: Iterable[Label]) -> int:
    return len({one.name for one in labels})
