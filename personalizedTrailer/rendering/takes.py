"""Pieces that lie one after another in the film, made by one decoding of it and in one file. Pure.

Starting FFmpeg and decoding from the keyframe before a piece cost as much as encoding a second of picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from personalizedTrailer.rendering.plan import Piece

KEYFRAME_SECONDS = 2
"""Apple's and DASH-IF's usual distance between keyframes."""


@dataclass(frozen=True, slots=True)
class Order:
    """A piece that is wanted, and the frames of it that open a group of pictures (none: at even distances)."""

    piece: Piece
    keyframes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Take:
    """Orders whose pictures follow each other in the film; the first may be mixed from two places of it."""

    orders: tuple[Order, ...]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return tuple(order.piece for order in self.orders)

    @property
    def frames(self) -> int:
        return sum(piece.frames for piece in self.pieces)

    @property
    def offsets(self) -> tuple[int, ...]:
        """The frame of the take on which each piece begins."""
        return (0, *accumulate(piece.frames for piece in self.pieces[:-1]))

    @property
    def starts(self) -> tuple[int, ...]:
        """The grid frames from which the film has to be read, in the order of FFmpeg's inputs."""
        first = self.pieces[0]
        return (first.source,) if first.incoming is None else (first.source, first.incoming)

    @property
    def stretches(self) -> tuple[tuple[int, int], ...]:
        """The ranges of grid frames that it shows."""
        return tuple(stretch for piece in self.pieces for stretch in piece.stretches)

    def keyframes(self, rate: Fraction) -> tuple[int, ...]:
        """The frames of the take that open a group of pictures: every piece's first, and those inside."""
        step = round(KEYFRAME_SECONDS * rate)
        found: set[int] = set()
        for offset, order in zip(self.offsets, self.orders, strict=True):
            inside = order.keyframes or range(0, order.piece.frames, step)
            found |= {offset, *(offset + frame for frame in inside)}
        return tuple(sorted(found))


def takes(orders: Sequence[Order]) -> list[Take]:
    """The orders, neighbours put together where one decoding shows both."""
    made: list[list[Order]] = []
    for order in orders:
        if made and _goes_on(made[-1][-1].piece, order.piece):
            made[-1].append(order)
        else:
            made.append([order])
    return [Take(tuple(run)) for run in made]


def _goes_on(before: Piece, after: Piece) -> bool:
    if before.kind == "fade_out" or after.kind in ("fade_in", "dissolve"):
        return False
    shown = before.source if before.incoming is None else before.incoming
    return after.source == shown + before.frames
