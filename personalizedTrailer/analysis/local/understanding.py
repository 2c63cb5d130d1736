"""What is made of a film that was looked at: reads as the table of contents of the analysis. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from personalizedTrailer.analysis.local import affect, emotions, labels, modelled
from personalizedTrailer.analysis.local.company import Company, company
from personalizedTrailer.analysis.local.curves import Curve, Curves, curves
from personalizedTrailer.analysis.local.faces import Shown, shown
from personalizedTrailer.analysis.local.holes import holes
from personalizedTrailer.analysis.local.kept_out import pieces
from personalizedTrailer.analysis.local.levels import Levels
from personalizedTrailer.analysis.local.looked import Looked
from personalizedTrailer.analysis.local.modelled import surest
from personalizedTrailer.analysis.local.scenes import Stretch, group
from personalizedTrailer.analysis.local.shots import inside
from personalizedTrailer.analysis.local.traits import Describer, Traits
from personalizedTrailer.analysis.local.worth import key_frame, worth
from personalizedTrailer.editing.footage import LEFT_OUT, without
from personalizedTrailer.editing.material import Material
from personalizedTrailer.model import Analysis, Finding, Metrics, Moment, Scene, Signals, Span, Warning

HIGHLIGHTS = 2
"""Words of a scene that stand for it."""
DOMINANT = 3
"""Emotions that are named for a film."""
_NO_SOUND = Warning(
    "sound_not_measured",
    "The film has no sound: speech, music and loudness are not measured, and emotions go by the picture.",
)


_FAST = Warning(
    "fast_analysis",
    "The film is long: its keyframes and all of its sound were looked at, and every frame of what trailers may use.",
)

_NOTHING: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """A film's analysis, and the curves it was made by, a value for each block of 0.1 s."""

    analysis: Analysis
    material: Material
    shot_signals: tuple[Signals, ...]
    curves: Curves
    arousal: Curve
    """Smoothed, as `valence`."""
    valence: Curve


def understand(looked: Looked) -> Understood:
    media, shots = looked.media, looked.shots
    measured = curves(looked.seen, looked.measured.sound, shots, media.rate, media.frames)
    parts = pieces(shots, measured)
    out = [piece.span for piece in parts if piece.why]
    levels = Levels(measured, ~measured.where(out))
    arousal, valence = affect.arousal(levels), affect.valence(levels)
    faces = [shown(looked.seen.faces, shot.span) for shot in shots]
    material = _material(looked, worth(measured, levels, arousal, shots, faces, out, media.frames))
    stretches = group(parts, measured, levels, material.pauses)
    describe = Describer(shots, measured, levels, arousal, valence)
    missing = holes(looked.seen, media, looked.closely)
    found = _Scenes(looked, describe, faces, material)
    scenes = without(found.all(stretches), [(hole.start, hole.end) for hole in missing])
    material = replace(material, moments=found.moments(scenes))
    analysis = Analysis(
        analyser="local",
        simulated=False,
        scenes=scenes,
        dominant_emotions=dominant(scenes),
        metrics=Metrics(_people(faces), None, None),
        warnings=_warnings(looked, missing),
        shots=shots,
        intensity=affect.by_second(affect.smooth(arousal)),
        speed=looked.speed,
    )
    signals = tuple(
        levels.of(shot.span, arousal, valence, _signal(company([(shot.span.frames, one)])))
        for shot, one in zip(shots, faces, strict=True)
    )
    return Understood(analysis, material, signals, measured, affect.smooth(arousal), affect.smooth(valence))


def _warnings(looked: Looked, missing: Sequence[Span]) -> tuple[Warning, ...]:
    """What was not done, or could not be."""
    found = [*looked.seen.warnings, *looked.looks.warnings]
    if looked.speed == "fast":
        found.append(_FAST)
    if not looked.heard:
        found.append(_NO_SOUND)
    if missing:
        found.append(LEFT_OUT)
    return tuple(found)


def dominant(scenes: Sequence[Scene]) -> tuple[str, ...]:
    """The emotions that take most of the time of what is not kept out; Neutral only where there is no other."""
    seconds: Counter[str] = Counter()
    for scene in scenes:
        if scene.kept_out is None:
            seconds.update(dict.fromkeys(scene.emotions, scene.span.frames))
    named = [name for name, _ in seconds.most_common() if name != emotions.NEUTRAL]
    return tuple(named[:DOMINANT]) or (emotions.NEUTRAL,)


def _material(looked: Looked, strength: np.ndarray[tuple[int], np.dtype[np.float32]]) -> Material:
    media = looked.media
    free = looked.measured.pauses(float(media.seconds)) * float(media.rate)
    pauses = np.stack([np.ceil(free[:, 0]), np.floor(free[:, 1])], axis=1).astype(np.int64)
    clear = tuple(shot.clear for shot in looked.shots if shot.clear.frames)
    return Material(clear, strength, pauses)


def _people(faces: Sequence[Shown | None]) -> int | None:
    """As many as are seen at once: who is seen again cannot be told. None where nobody looked."""
    counts = [people.count for one in faces if (people := company([(1, one)]))]
    return max(counts) if counts else None


def _signal(people: Company | None) -> float | None:
    return people.signal if people else None


class _Scenes:
    """Says of stretches what they are."""

    def __init__(
        self,
        looked: Looked,
        describe: Describer,
        faces: Sequence[Shown | None],
        material: Material,
    ) -> None:
        self._looked, self._describe = looked, describe
        self._faces, self._worth = faces, material.worth

    def all(self, stretches: Sequence[Stretch]) -> tuple[Scene, ...]:
        return tuple(self._scene(number, one) for number, one in enumerate(stretches, start=1))

    def _scene(self, number: int, stretch: Stretch) -> Scene:
        span, looked = stretch.span, self._looked
        known = self._describe(span, self._company(span))
        seen, felt = (_of_kept_out(stretch.why), _NOTHING) if stretch.why else self._found(span, known)
        findings = tuple(sorted((*seen, *felt), key=lambda one: -one.confidence))
        return Scene(
            number=number,
            span=span,
            emotions=tuple(one.name for one in felt) or (emotions.NEUTRAL,),
            labels=tuple(one.name for one in seen if one.kind == "label"),
            characters=(),
            highlights=tuple(one.name for one in findings if one.kind != "kept_out")[:HIGHLIGHTS],
            key_frame=key_frame(span, self._worth, looked.shots, looked.seen.faces),
            kept_out=stretch.why.name if stretch.why else None,
            signals=known.signals,
            findings=findings,
        )

    def moments(self, scenes: Sequence[Scene]) -> tuple[Moment, ...]:
        """The shots of scenes that may be used, each as far as it lies in one."""
        return tuple(
            self._moment(part)
            for scene in scenes
            if scene.kept_out is None
            for _, part in inside(self._looked.shots, scene.span)
        )

    def _moment(self, span: Span) -> Moment:
        known = self._describe(span, self._company(span))
        seen, felt = self._found(span, known)
        return Moment(span, known.signals, (*seen, *felt))

    def _found(self, span: Span, known: Traits) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        """What is seen, and what is felt."""
        looks = self._looked.looks
        seen = tuple(one for one in labels.labels(known) if one.confidence >= labels.LEAST)
        felt = tuple(one for one in emotions.emotions(known) if one.confidence >= emotions.LEAST)
        return surest((*seen, *modelled.labels(looks, span))), surest((*felt, *modelled.emotions(looks, span)))

    def _company(self, span: Span) -> Company | None:
        return company([(part.frames, self._faces[place]) for place, part in inside(self._looked.shots, span)])


def _of_kept_out(why: Finding | None) -> tuple[Finding, ...]:
    """A logo is to be seen all the same."""
    if why is None:
        return ()
    if why.name != "logo":
        return (why,)
    return why, Finding("label", "Logo", why.confidence, why.evidence)
