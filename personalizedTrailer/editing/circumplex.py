"""Emotions as directions in the plane of valence and arousal, and tags as what signals hint at them.

For scenes of which little is found: what cannot be named can still be more or less to a taste. Nothing here is claimed
of a scene; it only moves its score, and says so.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from personalizedTrailer.model import Signals

_DEGREES = {
    "happy": 15,
    "excited": 45,
    "intense": 75,
    "surprised": 75,
    "angry": 105,
    "tense": 105,
    "fear": 120,
    "confused": 135,
    "disgusted": 165,
    "sad": 210,
    "calm": 315,
    "love": 330,
    "hope": 345,
}
"""From pleasure (0) towards arousal (90), after Russell's circle (1980, "A circumplex model of affect": excitement 45,
distress 135, displeasure 180, depression 225, relaxation 315); what is not on it lies between its neighbours. Love and
hope lie where the rules of the local analysis look for them: what is pleasant, and quieter than most."""

_QUICK = {"motion": 1, "cut_density": 1, "loudness": 1}
_LOUD = {"loudness": 1, "onsets": 1, "motion": 1}
_DARK = {"darkness": 1, "luma": -1}
_UNCANNY = {"darkness": 1, "saturation": -1, "motion": -1}
_FRIENDLY = {"faces": 1, "luma": 1, "saturation": 1}
_TENDER = {"faces": 1, "warmth": 1, "cut_density": -1, "loudness": -1}
_GREEN = {"saturation": 1, "luma": 1, "faces": -1}
_GLOWING = {"warmth": 1, "saturation": 1, "motion": -1}
_SPOKEN = {"speech": 1, "motion": -1}
_HINTS = {
    **dict.fromkeys(("action", "chase", "car", "vehicle"), _QUICK),
    **dict.fromkeys(("explosion", "fight", "combat", "weapon", "crowd"), _LOUD),
    **dict.fromkeys(("dark", "shadow", "night"), _DARK),
    **dict.fromkeys(("mystery", "tense", "suspense", "secret", "investigation", "plot twist"), _UNCANNY),
    **dict.fromkeys(("family", "child", "friendship", "celebration", "heartwarming"), _FRIENDLY),
    **dict.fromkeys(("couple", "kiss", "love", "romance", "date", "embrace", "wedding"), _TENDER),
    **dict.fromkeys(("nature", "animal"), _GREEN),
    **dict.fromkeys(("sunset", "flower"), _GLOWING),
    **dict.fromkeys(("monologue", "dialogue", "interview"), _SPOKEN),
}
"""Our own judgement of which signals are high (1) or low (-1) where a tag holds, by its canonical form."""


TAGS = frozenset(_HINTS)
"""Tags that signals can hint at, in their canonical form."""


def leaning(signals: Signals, emotions: Iterable[str]) -> float | None:
    """How far a scene lies towards `emotions`, -1 to 1: 0 is the middle of its film.

    The projection of its point on their mean direction, which is shorter the less they agree. None where valence and
    arousal were not measured, or no emotion has a direction.
    """
    known = [math.radians(_DEGREES[one]) for one in sorted(emotions) if one in _DEGREES]
    if not known or signals.arousal is None or signals.valence is None:
        return None
    pleasant, excited = (sum(of(angle) for angle in known) / len(known) for of in (math.cos, math.sin))
    found = (2 * signals.valence - 1) * pleasant + (2 * signals.arousal - 1) * excited
    return max(-1.0, min(1.0, found))


def hint(signals: Signals, tags: Iterable[str]) -> float | None:
    """How far signals hint at `tags`, -1 to 1; None where none of these has a sign that was measured."""
    found = [
        sum(sign * (2 * value - 1) for sign, value in known) / len(known)
        for one in sorted(tags)
        if (known := _known(signals, _HINTS.get(one, {})))
    ]
    return sum(found) / len(found) if found else None


def _known(signals: Signals, signs: dict[str, int]) -> list[tuple[int, float]]:
    return [(sign, value) for name, sign in signs.items() if (value := getattr(signals, name)) is not None]
