"""A scene as the rules for labels and emotions are asked about it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from personalizedTrailer.analysis.local.company import Company
from personalizedTrailer.analysis.local.curves import Curve, Curves, Flags
from personalizedTrailer.analysis.local.levels import Levels
from personalizedTrailer.analysis.local.shots import inside
from personalizedTrailer.model import Evidence, Finding, FindingKind, Shot, Signals, Span

_LOOKS = ("luma", "contrast", "saturation", "warmth", "darkness", "sharpness")


@dataclass(frozen=True, slots=True)
class Traits:
    signals: Signals
    seen: Mapping[str, Curve]
    """`Curves.seen` of the scene."""
    heard: Mapping[str, Curve]
    """`Curves.heard` of the scene; empty without sound."""
    motion: Curve
    """Robust z-score of each block, −3 to 3."""
    arousal: Curve
    """0 to 1, not smoothed, of the scene and of the LEAD blocks before it."""
    lead: int
    """How many blocks of `arousal` lie before the scene; fewer than LEAD at the film's start."""
    shots: tuple[float, ...]
    """Seconds of each of its shots, as far as they lie in it."""
    looks: Curve
    """Shape [shots, signals]: z-scores of what its shots look like."""
    clear: Flags
    """Blocks that are not mixed with another shot or with black."""
    usual_glow: float
    """The film's median of `glow`: what the makers' colours are, or the colour of a wall."""
    faces: Company | None
    """None where they were not measured."""


LEAD = 20
"""Blocks: 2 s, after whose calm something surprises."""


class Describer:
    """Gives the traits of scenes of one film; the two curves are not smoothed."""

    def __init__(
        self, shots: Sequence[Shot], curves: Curves, levels: Levels, arousal: Curve, valence: Curve
    ) -> None:
        self._shots, self._curves, self._levels = shots, curves, levels
        self._arousal, self._valence = arousal, valence
        motion = levels.z("motion")
        self._motion = np.nan_to_num(motion) if motion is not None else np.zeros(curves.blocks)
        self._looks = [np.nan_to_num(z) for name in _LOOKS if (z := levels.z(name)) is not None]
        self._clear = curves.where(shot.clear for shot in shots if shot.clear.frames)
        self._usual_glow = float(np.median(curves.seen["glow"]))

    def __call__(self, span: Span, faces: Company | None) -> Traits:
        curves = self._curves
        part = curves.part(span)
        lead = min(LEAD, part.start)
        parts = [one for _, one in inside(self._shots, span)]
        return Traits(
            signals=self._levels.of(span, self._arousal, self._valence, faces.signal if faces else None),
            seen={name: curve[part] for name, curve in curves.seen.items()},
            heard={name: curve[part] for name, curve in curves.heard.items()},
            motion=self._motion[part],
            arousal=self._arousal[part.start - lead : part.stop],
            lead=lead,
            shots=tuple(float(one.frames / curves.rate) for one in parts),
            looks=np.array([[curve[curves.part(one)].mean() for curve in self._looks] for one in parts]),
            clear=self._clear[part],
            usual_glow=self._usual_glow,
            faces=faces,
        )


def found(kind: FindingKind, name: str, confidence: float, **evidence: float) -> Finding:
    """Evidence by the names of signals."""
    return Finding(
        kind,
        name,
        min(1.0, confidence),
        tuple(Evidence(signal, value) for signal, value in evidence.items()),
    )


def degree(value: float, none: float, full: float) -> float:
    """0 up to `none`, 1 from `full` on, straight between; `full` may be the lower one."""
    return min(1.0, max(0.0, (value - none) / (full - none)))
