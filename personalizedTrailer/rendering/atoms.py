"""What several trailers have in common: bodies are cut where those of another begin or end. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from personalizedTrailer.rendering.plan import Piece

SHORTEST = 6
"""Frames: a shorter piece costs more as a keyframe of its own than encoding it twice."""


def borders(trailers: Iterable[Sequence[Piece]]) -> tuple[int, ...]:
    """The source frames on which a body of any trailer begins or ends, ascending."""
    bodies = [piece for trailer in trailers for piece in trailer if piece.kind == "body"]
    return tuple(sorted({edge for piece in bodies for edge in (piece.source, piece.source + piece.frames)}))


def split(pieces: Sequence[Piece], edges: Sequence[int]) -> tuple[Piece, ...]:
    """`pieces`, their bodies cut at every one of `edges` (ascending) that leaves no part under SHORTEST frames.

    The parts of a body show what it showed; two trailers that share footage get equal parts of it.
    """
    return tuple(part for piece in pieces for part in _parts(piece, edges))


def _parts(piece: Piece, edges: Sequence[int]) -> list[Piece]:
    if piece.kind != "body":
        return [piece]
    end = piece.source + piece.frames
    inside = edges[bisect_right(edges, piece.source) : bisect_left(edges, end)]
    starts = [piece.source]
    for edge in inside:
        if edge - starts[-1] >= SHORTEST and end - edge >= SHORTEST:
            starts.append(edge)
    ends = [*starts[1:], end]
    return [replace(piece, source=start, frames=stop - start) for start, stop in zip(starts, ends, strict=True)]
