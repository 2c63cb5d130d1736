"""What a scene may feel like, by rules over its arousal and valence. Pure.

Rules as in `labels`. Valence read from colour and light says little (see `affect`), and expressions are not seen: what
leans on it reaches low confidence only.
"""

from __future__ import annotations

import numpy as np
from scipy.ndimage import maximum_filter1d

from personalizedTrailer.analysis.local.curves import Curve, Flags
from personalizedTrailer.analysis.local.labels import bang, flash, jump, sparks
from personalizedTrailer.analysis.local.traits import Traits, degree, found
from personalizedTrailer.media.hearing import BLOCKS
from personalizedTrailer.model import Finding

LEAST = 0.25
"""Confidence from which a finding becomes an emotion of the scene."""
NEUTRAL = "Neutral"
_BY_AROUSAL, _BY_VALENCE = 0.8, 0.5
"""What confidence may reach."""
_SUDDEN, _CALM_BEFORE, _HEARD = 9.0, 0.5, 4
"""dB in 0.3 s; arousal of the 2 s before; blocks for which a cut is heard, as loudness has a window of 0.4 s."""


def emotions(traits: Traits) -> tuple[Finding, ...]:
    """All that is found, surest first."""
    every = (rule(traits) for rule in RULES)
    return tuple(sorted((one for one in every if one), key=lambda one: -one.confidence))


def _arousal(traits: Traits) -> float:
    return traits.signals.arousal or 0.0


def _valence(traits: Traits) -> float:
    return traits.signals.valence or 0.0


def _sparkling(traits: Traits) -> float:
    """Share of the scene that is fireworks."""
    return float(sparks(traits).mean())


def _weighed(name: str, most: float, traits: Traits, *degrees: float, **evidence: float) -> Finding | None:
    sure = most * float(np.prod(degrees))
    if sure <= 0:
        return None
    return found("emotion", name, sure, arousal=_arousal(traits), valence=_valence(traits), **evidence)


def excited(traits: Traits) -> Finding | None:
    return _weighed(
        "Excited",
        _BY_AROUSAL,
        traits,
        degree(_arousal(traits), 0.5, 0.7),
        0.4 + 0.6 * degree(_valence(traits), 0.35, 0.5),
    )


def tense(traits: Traits) -> Finding | None:
    """Lively, and without a pleasant look; the black sky of fireworks is none of that."""
    lively, grim = degree(_arousal(traits), 0.45, 0.6), degree(_valence(traits), 0.52, 0.4)
    return _weighed("Tense", _BY_AROUSAL, traits, lively, grim, 1 - _sparkling(traits))


def joy(traits: Traits) -> Finding | None:
    """Lively, with a pleasant look; or fireworks, which are lit for it."""
    lively, pleasant = degree(_arousal(traits), 0.25, 0.4), degree(_valence(traits), 0.52, 0.65)
    sparkling = _sparkling(traits)
    evidence = {"sparks": sparkling} if sparkling > pleasant else {}
    return _weighed("Joy", _BY_VALENCE, traits, lively, max(pleasant, sparkling), **evidence)


def fear(traits: Traits) -> Finding | None:
    """As tense, and dark without fireworks."""
    luma = float(traits.seen["luma"].mean())
    return _weighed(
        "Fear",
        _BY_VALENCE,
        traits,
        degree(_arousal(traits), 0.3, 0.5),
        degree(_valence(traits), 0.5, 0.38),
        degree(luma, 0.32, 0.2),
        1 - _sparkling(traits),
        luma=luma,
    )


def calm(traits: Traits) -> Finding | None:
    """Little happens, and it looks pleasant: where it does not, nothing may be felt at all."""
    quiet, pleasant = degree(_arousal(traits), 0.48, 0.35), degree(_valence(traits), 0.45, 0.58)
    return _weighed("Calm", _BY_VALENCE, traits, quiet, pleasant)


def love(traits: Traits) -> Finding | None:
    """Two faces, little going on, and a pleasant look."""
    faces = traits.faces
    if faces is None or not 1.5 <= faces.count < 2.5:
        return None
    return _weighed(
        "Love",
        _BY_VALENCE,
        traits,
        degree(_arousal(traits), 0.55, 0.4),
        degree(_valence(traits), 0.48, 0.6),
        0.5 + 0.5 * faces.presence,
        faces=faces.count,
    )


def hope(traits: Traits) -> Finding | None:
    """It becomes lighter and warmer over the scene."""
    rise = _rise(traits.seen["luma"])
    warmer = _rise(traits.seen["warmth"])
    return _weighed(
        "Hope",
        _BY_VALENCE,
        traits,
        degree(rise, 0.04, 0.15),
        degree(warmer, -0.05, 0.05),
        degree(_arousal(traits), 0.6, 0.45),
        luma_rise=rise,
    )


def surprise(traits: Traits) -> Finding | None:
    """After two quiet seconds something begins at once: to the ear, or to the eye."""
    before = _mean_before(traits.arousal, traits.lead)
    calm_before = before < _CALM_BEFORE
    sudden = np.zeros(len(traits.motion), bool)
    if traits.heard:
        # Each word after a pause begins as suddenly.
        spoken = maximum_filter1d(traits.heard["speech"], 2 * BLOCKS) > 0
        # A cut to where it is louder is no more than that.
        louder = (jump(traits.heard["lufs"]) >= _SUDDEN) & ~_at_cuts(traits)
        sudden |= louder & (traits.heard["loudness"] >= 0.4)
        sudden = (sudden | bang(traits)) & ~spoken
    sudden |= flash(traits) >= 0.2
    if not (sudden & calm_before).any():
        return None
    at = int(np.flatnonzero(sudden & calm_before)[0])
    leap = float(jump(traits.heard["lufs"])[at]) if traits.heard else 0.0
    return _weighed(
        "Surprise", 0.5, traits, 0.6 + 0.4 * degree(leap, _SUDDEN, 20), arousal_before=float(before[at])
    )


def _at_cuts(traits: Traits) -> Flags:
    """Blocks in which `jump`, which looks 0.3 s ahead, compares what is heard before a cut and after it."""
    compared = np.zeros(len(traits.motion), bool)
    for cut in np.concatenate([[0.0], np.cumsum(traits.shots)]) * BLOCKS:
        compared[max(0, round(cut) - 3) : round(cut) + _HEARD] = True
    return compared


def _mean_before(arousal: Curve, lead: int) -> Curve:
    """For each block of the scene, the mean of the two seconds before it; 1 where there are not as many."""
    sums = np.concatenate([[0.0], np.cumsum(arousal)])
    at = np.arange(lead, len(arousal))
    start = at - 2 * BLOCKS
    return np.where(start >= 0, (sums[at] - sums[np.maximum(0, start)]) / (2 * BLOCKS), 1.0)


def _rise(curve: Curve) -> float:
    """By how much the last third lies over the first."""
    third = max(1, len(curve) // 3)
    return float(curve[-third:].mean() - curve[:third].mean())


RULES = (excited, tense, joy, fear, calm, love, hope, surprise)
