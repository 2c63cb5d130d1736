"""Who is to be seen in a scene, from the faces and the names of its frames. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from personalizedTrailer.analysis.aws.looking import Sight
from personalizedTrailer.cloud.rekognition import Box, Celebrity, Face
from personalizedTrailer.model import Character

SOMEBODY = "Person"
"""As the guide calls whoever has no name."""
NAMED_FROM = 0.9
"""Confidence from which a celebrity's name is believed; Rekognition's own advice for naming people is to be sure."""
_SAME_FACE = 0.4
"""Overlap of two boxes, by what they cover together, from which they are about the same face."""


def people(sights: Sequence[Sight]) -> tuple[Character, ...]:
    """Each name once, by the frame that is surest of it, and as many without one as are seen at once, largest first."""
    named: dict[str, Character] = {}
    crowd: list[Character] = []
    for sight in sights:
        strangers = []
        for face in sight.faces or ():
            whose = _whose(face, sight.celebrities)
            if whose is None:
                strangers.append(_character(SOMEBODY, face, face.confidence))
                continue
            known = named.get(whose.name)
            if known is None or known.confidence < round(100 * whose.confidence, 2):
                named[whose.name] = _character(whose.name, face, whose.confidence)
        if len(strangers) > len(crowd):
            crowd = strangers
    return (*sorted(named.values(), key=lambda one: -one.confidence), *crowd)


def _character(name: str, face: Face, confidence: float) -> Character:
    return Character(
        name=name,
        confidence=round(100 * confidence, 2),
        emotion=face.expression.capitalize() if face.expression else "",
        age_range=f"{face.age[0]}-{face.age[1]}" if face.age else None,
        gender=face.gender,
        smile=face.smile,
    )


def _whose(face: Face, celebrities: Sequence[Celebrity]) -> Celebrity | None:
    near = [one for one in celebrities if one.confidence >= NAMED_FROM and shared(face.box, one.box) >= _SAME_FACE]
    return max(near, key=lambda one: shared(face.box, one.box), default=None)


def shared(one: Box, other: Box) -> float:
    """What two boxes share of what they cover together, 0 to 1."""
    width = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
    height = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
    both = max(0.0, width) * max(0.0, height)
    covered = one.width * one.height + other.width * other.height - both
    return both / covered if covered > 0 else 0.0
