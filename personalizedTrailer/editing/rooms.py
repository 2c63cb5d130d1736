"""Rooms: stretches of a film within which a clip may lie, and grow, without showing what it should not."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from personalizedTrailer.model import Pick, Span


class Rooms(Protocol):
    def of(self, pick: Pick) -> Span | None:
        """The room that holds the whole pick; None where none does."""


@dataclass(frozen=True, slots=True)
class SceneRooms:
    """Every scene is a room."""

    scenes: Mapping[int, Span]
    """By number."""

    def of(self, pick: Pick) -> Span | None:
        scene = self.scenes[pick.scene]
        return scene if holds(scene, pick.span) else None


@dataclass(frozen=True, slots=True)
class ShotRooms:
    """Rooms inside scenes."""

    rooms: Sequence[Pick]
    """Each with its scene; ascending, apart."""

    def of(self, pick: Pick) -> Span | None:
        place = bisect_right(self.rooms, pick.span.start, key=lambda room: room.span.start) - 1
        if place < 0:
            return None
        room = self.rooms[place]
        return room.span if room.scene == pick.scene and holds(room.span, pick.span) else None


def holds(room: Span, span: Span) -> bool:
    """Whether `span` has frames, all of them in `room`."""
    return room.start <= span.start < span.end <= room.end
