"""Copies stretches of a film into trailers where they may stand as they are."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from personalizedTrailer.errors import ProcessTimedOut
from personalizedTrailer.media.packets import Copied, PacketIndex, copy_packets, read_index
from personalizedTrailer.model import MediaInfo, Rendition
from personalizedTrailer.rendering.atoms import split
from personalizedTrailer.rendering.commands import THUMB, Encoder
from personalizedTrailer.rendering.copying import (
    PROFILES,
    CopyRun,
    Part,
    groups_of,
    may_copy,
    one_sequence,
    reordering,
    resolve,
    whole_runs,
)
from personalizedTrailer.rendering.h264 import Header, free_id
from personalizedTrailer.rendering.looks import Decoded
from personalizedTrailer.rendering.plan import Piece
from personalizedTrailer.rendering.sequence_set import SequenceSet, reworded
from personalizedTrailer.rendering.strips import CopiedStrip
from personalizedTrailer.rendering.usability import UNSPECIFIED

log = logging.getLogger(__name__)


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
        self._known: dict[CopyRun, Copied | None] = {}
        """Groups that were read; None: damaged."""
        self._keyframes = np.unique(index.frames[index.keys & (index.frames >= 0)])

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

    @property
    def sample(self) -> Decoded | None:
        """Of all that was read, the first frame of the group with the most in its picture; None: nothing was read."""
        whole = [(run.source, group) for run, group in self._known.items() if group]
        if not whole:
            return None
        frame, best = max(whole, key=lambda known: float(known[1].thumbs[0].std()))
        return Decoded(frame, best.luma)

    def give_up(self, damaged: Copied) -> None:
        """Never copies a group again that was copied and does not decode."""
        for run, group in self._known.items():
            if group is damaged:
                self._known[run] = None

    def copy(self, runs: Sequence[CopyRun]) -> dict[CopyRun, list[CopiedStrip | Piece]]:
        """Each run as strips, and pieces to be encoded after all where the film is damaged; raises Cancelled."""
        groups = {run: groups_of(run, self._index) for run in runs}
        self._read(group for of_run in groups.values() for group in of_run)
        whole = {group for group, copied in self._known.items() if copied}
        return {
            run: [self._strip(part) if isinstance(part, CopyRun) else part for part in whole_runs(of_run, whole)]
            for run, of_run in groups.items()
        }

    def _read(self, groups: Iterable[CopyRun]) -> None:
        """Reads those groups that no other trailer has, by one child process."""
        runs: list[list[CopyRun]] = []
        for group in dict.fromkeys(groups):
            if group in self._known:
                continue
            before = runs[-1][-1] if runs else None
            if before and before.first + before.frames == group.first:
                runs[-1].append(group)
            else:
                runs.append([group])
        if not runs:
            return
        out = self._folder / f"copied_{next(self._numbers):02d}.h264"
        stamps = [[self._index.stamps[_span(group)] for group in run] for run in runs]
        found = copy_packets(self._film, self._media, stamps, THUMB, out, self._cancelled)
        for run, of_run in zip(runs, found, strict=True):
            self._known.update(zip(run, of_run, strict=True))

    def _strip(self, run: CopyRun) -> CopiedStrip:
        found = [self._known[group] for group in groups_of(run, self._index)]
        return CopiedStrip(
            groups=tuple(group for group in found if group),
            shown=self._index.frames[_span(run)] - run.source,
            keys=self._index.keys[_span(run)],
            header=self._header,
        )


def _span(run: CopyRun) -> slice:
    return slice(run.first, run.first + run.frames)


def copier(
    film: Path, media: MediaInfo, top: Rendition, folder: Path, cancelled: Callable[[], bool]
) -> Copier | None:
    """None where no packet of the film may stand in its top rendition; raises Cancelled."""
    if not may_copy(media, film.stat().st_size, top):
        return None
    try:
        index = read_index(film, media, folder, cancelled)
    except ProcessTimedOut:
        log.warning("nothing is copied: the film's packets take too long to read")
        return None
    if index is None or (found := one_sequence(index)) is None:
        return None
    return Copier(film, media, index, *found, folder, cancelled)
