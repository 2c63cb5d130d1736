"""Strokes in a picture, as `reading.surfaces` finds them: those of letters, and others. Pure."""

from __future__ import annotations

from typing import Any

STROKES = 0.001
"""Share of a picture that is strokes in lines, from which there are any: one word across a tenth of it."""
_HELD = 0.2
"""Share of the strokes that hold their place for half a second, from which they may be letters."""


def vanish(text: Any, fixed: Any) -> Any:
    """Whether strokes go at once, as sparks and drops of rain do; False where `fixed` was not measured.

    `text` and `fixed` are shares of the picture, numbers or whole curves.
    """
    return fixed < _HELD * text
