"""Kinds of scenes: the items that Personalize is trained on once, because scenes of a new film are unknown to it. Pure.

An item is `theme|energy|faces`, such as `chase|high|close`: 10 × 3 × 3 = 90 of the 500 that one ranking takes.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from personalizedTrailer.editing.words import canonical
from personalizedTrailer.model import Scene

THEMES: dict[str, tuple[str, ...]] = {
    "explosion": ("explosion", "fire", "flame", "smoke", "blast"),
    "chase": ("chase", "car", "vehicle", "motorcycle", "running", "race", "transportation"),
    "fight": ("fight", "weapon", "gun", "combat", "sword", "boxing", "army"),
    "romance": ("couple", "kiss", "love", "wedding", "embrace", "hug", "flower", "date"),
    "family": ("family", "child", "baby", "friendship", "celebration", "party", "animal", "pet", "dog"),
    "mystery": ("mystery", "shadow", "dark", "night", "secret", "investigation", "fog"),
    "nature": ("nature", "sunset", "mountain", "sea", "forest", "outdoors", "sky", "beach"),
    "city": ("city", "urban", "building", "street", "metropolis", "crowd", "architecture"),
    "talk": ("dialogue", "monologue", "conversation", "interview"),
    "other": (),
}
"""A scene is of the first theme that a label of it names, the surest label first."""
ENERGIES = ("low", "middle", "high")
FACES = ("none", "far", "close")
_ENERGETIC = (0.4, 0.65)
"""Arousal from which energy is middle, and high."""
_CLOSE = 0.5
"""The signal of faces from which they are close."""
_THEME_OF = {word: theme for theme, words in reversed(THEMES.items()) for word in words}


def archetype(scene: Scene) -> str:
    """The item that stands for a scene."""
    words = [canonical(one.name) for one in scene.findings if one.kind == "label"] or [
        canonical(label) for label in scene.labels
    ]
    theme = next((_THEME_OF[word] for word in words if word in _THEME_OF), "other")
    return f"{theme}|{_energy(scene)}|{_faces(scene)}"


def catalogue() -> Iterator[str]:
    """Every item that there can be: what a data set of Personalize has to hold."""
    for parts in product(THEMES, ENERGIES, FACES):
        yield "|".join(parts)


def _energy(scene: Scene) -> str:
    arousal = scene.signals.arousal if scene.signals else None
    middle, high = _ENERGETIC
    if arousal is None:
        return "middle"
    return "high" if arousal >= high else "middle" if arousal >= middle else "low"


def _faces(scene: Scene) -> str:
    known = scene.signals.faces if scene.signals else None
    if known:
        return "close" if known >= _CLOSE else "far"
    return "far" if scene.characters else "none"
