"""Copies stretches of a film into trailers where they may stand as they are."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from personalizedTrailer.media.packets import PacketIndex, copy_packets, read_index
from personalizedTrailer.model import MediaInfo, Rendition
from personalizedTrailer.rendering.atoms import split
from personalizedTrailer.rendering.commands import THUMB, Encoder
from personalizedTrailer.rendering.copying import CopyRun, Part, may_copy, one_sequence, resolve
from personalizedTrailer.rendering.h264 import free_id, read_header, with_colours_said
from personalizedTrailer.rendering.plan import Piece
from personalizedTrailer.rendering.sequence_set import UNSPECIFIED, SequenceSet
from personalizedTrailer.rendering.strips import CopiedStrip


class Copier:
    """Knows which packets of one film may be copied, and copies them into one folder."""

    def __init__(
        self,
        film: Path,
        media: MediaInfo,
        index: PacketIndex,
        sequence: SequenceSet,
        folder: Path,
        cancelled: Callable[[], bool],
    ) -> None:
        self._film, self._media, self._index = film, media, index
        self._folder, self._cancelled = folder, cancelled
        # What players guess where a film says nothing of its colours is what the probe guessed.
        guess = 1 if media.video.matrix == "bt709" else 6
        said = (sequence.primaries, sequence.transfer, sequence.matrix)
        self._colours = tuple(guess if number == UNSPECIFIED else number for number in said)
        self._header = with_colours_said(read_header(index.header), (guess, guess, guess))
        self._numbers = itertools.count()
        self._keyframes = np.unique(index.frames[index.keys & (index.frames >= 0)])

    @property
    def film_keyframes(self) -> tuple[int, ...]:
        """Frames of the film on which decoding can begin, ascending."""
        return tuple(self._keyframes.tolist())

    def beside(self, encoder: Encoder) -> Encoder:
        """The encoder for pieces that stand beside copies: other parameter sets, the film's own words on colour."""
        primaries, transfer, matrix = self._colours
        return replace(encoder, parameter_set=free_id(self._header), colours=(primaries, transfer, matrix))

    def resolve(self, piece: Piece, borders: Sequence[int]) -> tuple[Part, ...]:
        """What of a piece is copied and what encoded; where nothing is copied, it is split at `borders`."""
        parts = resolve(piece, self._index)
        return split((piece,), borders) if parts == (piece,) else parts

    def keyframes(self, piece: Piece) -> tuple[int, ...]:
        """The frames of a piece, from its first, on which the film has keyframes."""
        if piece.kind != "body":
            return ()
        low, high = np.searchsorted(self._keyframes, (piece.source, piece.source + piece.frames))
        return tuple((self._keyframes[low:high] - piece.source).tolist())

    def copy(self, runs: Sequence[CopyRun]) -> list[CopiedStrip]:
        """Raises CorruptFootage, ProcessTimedOut or Cancelled."""
        if not runs:
            return []
        out = self._folder / f"copied_{next(self._numbers):02d}.h264"
        spans = [slice(run.first, run.first + run.frames) for run in runs]
        stamps = [self._index.stamps[span] for span in spans]
        found = copy_packets(self._film, self._media, stamps, THUMB, out, self._cancelled)
        return [
            CopiedStrip(
                path=out,
                offset=copied.offset,
                sizes=copied.sizes,
                shown=self._index.frames[span] - run.source,
                keys=self._index.keys[span],
                header=self._header,
                thumbs=copied.thumbs,
            )
            for run, span, copied in zip(runs, spans, found, strict=True)
        ]


def copier(
    film: Path, media: MediaInfo, top: Rendition, folder: Path, cancelled: Callable[[], bool]
) -> Copier | None:
    """None where no packet of the film may stand in its top rendition; raises ProcessTimedOut or Cancelled."""
    if not may_copy(media, top):
        return None
    index = read_index(film, media, folder, cancelled)
    if index is None or (sequence := one_sequence(index)) is None:
        return None
    return Copier(film, media, index, sequence, folder, cancelled)
