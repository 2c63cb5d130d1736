"""What is to be seen in a scene, by rules over what was measured. Pure.

Each rule is a function of its own that gives a finding with the evidence it went by, or None. What cannot be told from
such signals (a hero, a friendship, a mystery, a twist, a vehicle) has no rule. What a confidence may reach says how far
the rule is trusted: our own judgement.
"""

from __future__ import annotations

import numpy as np

from personalizedTrailer.analysis.local.curves import Curve, Flags
from personalizedTrailer.analysis.local.strokes import STROKES, vanish
from personalizedTrailer.analysis.local.traits import Traits, degree, found
from personalizedTrailer.media.hearing import BLOCKS
from personalizedTrailer.model import Finding

LEAST = 0.3
"""Confidence from which a finding becomes a label."""

_JUMP, _BANG, _BEGINS, _BOOM, _FLASH, _DECAY = 10.0, 0.5, 0.3, 0.45, 0.12, 0.03
"""dB in 0.3 s; `onset`, and that with such a jump; share of power below 150 Hz; luma of a flash over what was before
it, and over what comes after."""
_RUSH, _RUSHED, _QUICK_SHOTS, _LEAST_SHOTS, _LEAST_SECONDS = 0.7, 0.5, 2.5, 3, 3.0
"""z of motion; share of the scene; seconds of its usual shot; how many and how long they are in all."""
_GLOW, _GLOWS_MORE, _GLOW_LUMA = 0.15, 0.1, (0.15, 0.65)
"""Share of the upper half, and how much more than in most of the film; luma."""
_DIM, _DIM_CONTRAST, _DIM_DARK = 0.25, 0.08, 0.35
"""Luma; contrast; share that is nearly black."""
_SKY, _GREEN, _WATER = 0.3, 0.4, 0.4
"""Shares of the upper third and of the lower half."""
_CALM_MOTION, _FALSE_COLOUR = 0.5, 0.8
"""z of motion; saturation, above which colours are those of a thermal camera or a chart, not of any place."""
_NIGHT, _FLICKERS, _SPARKLING = 0.8, 0.35, 0.4
"""Share that is nearly black; how much the share of strokes varies (standard deviation by mean); share of the scene."""
_TALK, _EXCHANGE = 0.5, 0.4
"""Shares of speech."""
_STEADY_FACES = 0.3
"""Share of what was looked at; less may be no face at all."""


def labels(traits: Traits) -> tuple[Finding, ...]:
    """All that is found, surest first."""
    every = (rule(traits) for rule in RULES)
    return tuple(sorted((one for one in every if one), key=lambda one: -one.confidence))


def explosion(traits: Traits) -> Finding | None:
    """A bang that is loud and low, and within half a second a flash that decays."""
    if not traits.heard:
        return None
    bangs, jumps = bang(traits), jump(traits.heard["lufs"])
    flashes = flash(traits)
    near = np.flatnonzero(bangs & (_most(flashes, BLOCKS // 2) >= _FLASH))
    if not len(near):
        return None
    at = int(near[np.argmax(flashes[near])])
    lit, low = float(_most(flashes, BLOCKS // 2)[at]), float(_most(traits.heard["low"], BLOCKS // 2)[at])
    sure = 0.5 + 0.2 * degree(lit, _FLASH, 0.3) + 0.2 * degree(low, _BOOM, 0.8)
    return found("label", "Explosion", sure, flash=lit, low=low, loudness_jump=float(_most(jumps, 3)[at]))


def bang(traits: Traits) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Where something loud and low begins at once."""
    heard = traits.heard
    sudden = (heard["onset"] >= _BANG) | (jump(heard["lufs"]) >= _JUMP) & (heard["onset"] >= _BEGINS)
    return np.asarray(sudden & (_most(heard["low"], 3) >= _BOOM) & (_most(heard["loudness"], 3) >= 0.6))


def jump(lufs: Curve) -> Curve:
    """dB by which it is louder 0.3 s later than just before."""
    later = np.pad(lufs, (0, 3), mode="edge")[3:]
    return np.asarray(later - np.pad(lufs, (1, 0), mode="edge")[:-1])


def flash(traits: Traits) -> Curve:
    """By how much each block is lighter than 0.2 s before it, where it is lighter than 0.8 s later, too."""
    luma = traits.seen["luma"]
    before, after = np.pad(luma, (2, 0), mode="edge")[:-2], np.pad(luma, (0, 8), mode="edge")[8:]
    return np.where((luma - after >= _DECAY) & traits.clear, luma - before, 0.0)


def _most(curve: Curve, reach: int) -> Curve:
    """The most within `reach` blocks on either side."""
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(curve, reach, mode="edge"), 2 * reach + 1)
    return np.asarray(windows.max(axis=1))


def chase(traits: Traits) -> Finding | None:
    """Most of it is quick, and its shots are short."""
    rushed, usual = float((traits.motion > _RUSH).mean()), float(np.median(traits.shots))
    if rushed < _RUSHED or usual >= _QUICK_SHOTS:
        return None
    if len(traits.shots) < _LEAST_SHOTS or sum(traits.shots) < _LEAST_SECONDS:
        return None
    sure = 0.3 + 0.25 * degree(rushed, _RUSHED, 0.9) + 0.15 * degree(usual, _QUICK_SHOTS, 1.0)
    return found("label", "Chase", sure, fast_share=rushed, shot_seconds=usual)


def sunset(traits: Traits) -> Finding | None:
    """Much of the picture glows, and more than the film does, and it is neither dark nor bright."""
    lit = (traits.seen["luma"] > _GLOW_LUMA[0]) & (traits.seen["luma"] < _GLOW_LUMA[1])
    glows = (traits.seen["glow"] >= max(_GLOW, traits.usual_glow + _GLOWS_MORE)) & lit
    share = float(glows.mean())
    if share < 0.3:
        return None
    glow = float(traits.seen["glow"][glows].mean())
    return found(
        "label",
        "Sunset",
        0.25 + 0.2 * degree(share, 0.3, 0.8) + 0.2 * degree(glow, _GLOW, 0.5),
        glow=glow,
        share=share,
    )


def shadow(traits: Traits) -> Finding | None:
    """Dark, and not plain."""
    seen = traits.seen
    dim = (seen["luma"] < _DIM) & (seen["contrast"] > _DIM_CONTRAST) & (seen["dark"] > _DIM_DARK)
    dim &= ~sparks(traits)
    share = float(dim.mean())
    if share < 0.3:
        return None
    luma = float(seen["luma"][dim].mean())
    return found("label", "Shadow", 0.4 + 0.4 * degree(share, 0.3, 0.9), luma=luma, share=share)


def landscape(traits: Traits) -> Finding | None:
    """Sky above, or green or water below, in which little moves, and no face."""
    faces = traits.faces
    if faces and faces.count >= 1 and faces.presence >= _STEADY_FACES:
        return None
    sky, green, water = (traits.seen[name] for name in ("sky", "green", "water"))
    above, below = sky >= _SKY, (green >= _GREEN) | (water >= _WATER)
    wide = (above | below) & (traits.motion < _CALM_MOTION) & (traits.seen["saturation"] < _FALSE_COLOUR)
    share = float(wide.mean())
    if share < 0.4:
        return None
    # What is smooth and cool above may be a wall, and is no landscape alone; both together hardly are.
    sure = 0.15 + 0.35 * degree(float(below.mean()), 0, 1) + 0.1 * degree(float((above & below).mean()), 0, 1)
    sure = (sure if faces else 0.75 * sure) + 0.1 * degree(share, 0.4, 0.9)
    means = {name: float(traits.seen[name].mean()) for name in ("sky", "green", "water")}
    return found("label", "Landscape", sure, share=share, **means)


def celebration(traits: Traits) -> Finding | None:
    """Fireworks: sparks in a black sky, again and again."""
    share, text = float(sparks(traits).mean()), traits.seen["text"]
    if share < _SPARKLING or text.std() < _FLICKERS * text.mean():
        return None
    return found(
        "label", "Celebration", 0.3 + 0.3 * degree(share, _SPARKLING, 0.9), share=share, text=float(text.mean())
    )


def sparks(traits: Traits) -> Flags:
    """Blocks of black with fine bright strokes that go at once: those of letters would stay."""
    dark, text, fixed = (traits.seen[name] for name in ("dark", "text", "fixed"))
    return np.asarray((dark >= _NIGHT) & (text >= STROKES) & vanish(text, fixed))


def people(traits: Traits) -> Finding | None:
    """Two, a few or many faces."""
    faces = traits.faces
    if faces is None or faces.count < 1.5 or faces.presence < _STEADY_FACES:
        return None
    name = "Couple" if faces.count < 2.5 else "Family" if faces.count < 5.5 else "Crowd"
    # That the few are a family is a guess; that they are few is not.
    most = {"Couple": 0.5, "Family": 0.4, "Crowd": 0.7}[name]
    sure = most * (0.5 + 0.5 * faces.presence)
    return found("label", name, sure, faces=faces.count, presence=faces.presence)


def dialogue(traits: Traits) -> Finding | None:
    """Speech, and two faces at once or in turn."""
    speech, faces = traits.signals.speech, traits.faces
    if speech is None or speech < _EXCHANGE:
        return None
    turns = alternations(traits.looks)
    if faces is not None and faces.count >= 1.5 and faces.presence >= _STEADY_FACES:
        sure = 0.6
    elif turns >= 2:
        sure = 0.4 if faces is None else 0.5
    else:
        return None
    return found(
        "label", "Dialogue", sure + 0.2 * degree(speech, _EXCHANGE, 0.8), speech=speech, turns=float(turns)
    )


def monologue(traits: Traits) -> Finding | None:
    """Speech, one face, and nobody in turn with it."""
    speech, faces = traits.signals.speech, traits.faces
    if speech is None or speech < _TALK or faces is None or faces.count >= 1.5 or alternations(traits.looks) >= 2:
        return None
    # A voice without a face is a narrator's, if it is not somebody's who is not seen.
    sure = 0.5 if faces.count >= 0.5 and faces.presence >= _STEADY_FACES else 0.3
    return found("label", "Monologue", sure + 0.3 * degree(speech, _TALK, 0.9), speech=speech, faces=faces.count)


def alternations(looks: Curve) -> int:
    """How often a shot looks like the last but one, and not like the last: shot and reverse shot."""
    if len(looks) < 3:
        return 0
    last = np.abs(looks[2:] - looks[1:-1]).mean(axis=1)
    other = np.abs(looks[2:] - looks[:-2]).mean(axis=1)
    return int(((other < 0.5 * last) & (last > 0.2)).sum())


RULES = (explosion, chase, sunset, shadow, landscape, celebration, people, dialogue, monologue)
