"""Who is in a scene: the faces of its shots taken together. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from personalizedTrailer.analysis.local.faces import Shown

_SURE = 0.7
"""Of `Shown.confidence`: seen in two samples. A lone box is often no face."""
_LARGE, _MANY = 0.4, 3
"""Height of a face that fills the picture with its head and shoulders; faces that are company enough."""


@dataclass(frozen=True, slots=True)
class Company:
    """The faces of a scene."""

    count: int
    """Most that are seen at once in one of its shots."""
    size: float
    """Height of the largest, as a share of the picture's; 0 without one."""
    presence: float
    """Share of the scene's time that shows a face."""

    @property
    def signal(self) -> float:
        """0 to 1: how many, how large and how steadily seen."""
        weight = 0.4 + 0.3 * min(1.0, self.count / _MANY) + 0.3 * min(1.0, self.size / _LARGE)
        return self.presence * weight if self.count else 0.0


def company(shots: Sequence[tuple[int, Shown | None]]) -> Company | None:
    """Of shots with the frames that each has in the scene; None where nobody looked for faces."""
    looked = [(frames, shown) for frames, shown in shots if shown is not None]
    if not looked:
        return None
    sure = [(frames, shown) for frames, shown in looked if shown.count and shown.confidence >= _SURE]
    seen = sum(frames * shown.presence for frames, shown in sure)
    return Company(
        count=max((shown.count for _, shown in sure), default=0),
        size=max((shown.size for _, shown in sure), default=0.0),
        presence=seen / max(1, sum(frames for frames, _ in looked)),
    )
