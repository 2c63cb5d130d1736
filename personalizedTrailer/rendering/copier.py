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
from personalizedTrailer.rendering.copying import (
    PROFILES,
    CopyRun,
    Part,
    may_copy,
    one_sequence,
    reordering,
    resolve,
)
from personalizedTrailer.rendering.h264 import Header, free_id
from personalizedTrailer.rendering.plan import Piece
from personalizedTrailer.rendering.sequence_set import SequenceSet, reworded
from personalizedTrailer.rendering.strips import CopiedStrip
from personalizedTrailer.rendering.usability import UNSPECIFIED


class Copier:
    """Knows which packets of one film may be copied, and copies them into one folder."""

    def __init__(
        self,
        film: Path,
        media: MediaInfo,
        index: PacketIndex,
        header: Header,
        sequence: SequenceSet,
        folder: Path,
        cancelled: Callable[[], bool],
    ) -> None:
        self._film, self._media, self._index = film, media, index
        self._folder, self._cancelled = folder, cancelled
        self._sequence, self._reordering = sequence, reordering(index)
        # What players guess where a film says nothing of its colours is what the probe guessed.
        guess, said = 1 if media.video.matrix == "bt709" else 6, sequence.usability
        primaries, transfer, matrix = (guess if number == UNSPECIFIED else number for number in said.colours)
        self._colours = primaries, transfer, matrix
        usability = replace(said, colours=self._colours, buffer=max(self._reordering, sequence.held))
        data = reworded(header.sequence_sets[0], usability, media.rate, self._reordering, sequence.level)
        self._header = replace(header, sequence_sets=(data,))
        self._numbers = itertools.count()
        self._keyframes = np.unique(index.frames[index.keys & (index.frames >= 0)])

    @property
    def film_keyframes(self) -> tuple[int, ...]:
        """Frames of the film on which decoding can begin, ascending."""
        return tuple(self._keyframes.tolist())

    def beside(self, encoder: Encoder) -> Encoder:
        """The encoder for pieces that stand beside copies: other parameter sets that say as nearly the same as can be.

        Decoders may begin anew where another profile or another number of references is said, and drop what waits to
        be shown; nor do they wait in a stream without B-frames.
        """
        return replace(
            encoder,
            parameter_set=free_id(self._header),
            colours=self._colours,
            profile=PROFILES[self._sequence.profile],
            b_frames=encoder.b_frames if self._reordering and self._sequence.references > 1 else 0,
            references=max(1, self._sequence.references),
        )

    def resolve(self, piece: Piece, borders: Sequence[int]) -> tuple[Part, ...]:
        """What of a piece is copied and what encoded; where nothing is copied, it is split at `borders`."""
        parts = resolve(piece, self._index)
        return split((piece,), borders) if parts == (piece,) else parts

    def keyframes(self, piece: Piece) -> tuple[int, ...]:
        """The frames of a piece, from its first, on which the film has keyframes; no two within a second.

        A film of keyframes alone would make its lower renditions several times as large.
        """
        if piece.kind != "body":
            return ()
        low, high = np.searchsorted(self._keyframes, (piece.source, piece.source + piece.frames))
        kept: list[int] = []
        for frame in (self._keyframes[low:high] - piece.source).tolist():
            if not kept or frame - kept[-1] >= self._media.rate:
                kept.append(frame)
        return tuple(kept)

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
    if index is None or (found := one_sequence(index)) is None:
        return None
    return Copier(film, media, index, *found, folder, cancelled)
