"""Encodes pieces of picture, each distinct one once, and checks each against what was asked for."""

from __future__ import annotations

import itertools
import logging
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from personalizedTrailer.errors import DamagedStretch, ProcessFailed, ProcessTimedOut, VerificationFailed
from personalizedTrailer.media import frames
from personalizedTrailer.media.process import Limits, run
from personalizedTrailer.media.sandbox import Cage, wrap
from personalizedTrailer.model import MediaInfo, Rendition
from personalizedTrailer.rendering.commands import THUMB, Encoder, PieceJob, encode_piece
from personalizedTrailer.rendering.plan import Piece

log = logging.getLogger(__name__)

RUN_UPS = (Fraction(1, 5), Fraction(8), None)
"""Seconds before a piece at which reading begins, tried in turn: a film of varying rate may hold a frame long."""
MAX_THUMB_ERROR = 4.0
"""Mean absolute difference, of 255, between a frame before and after encoding, over a 32 × 32 thumbnail."""
STALL_SECONDS = 20.0
_DECODER_COMPLAINS = re.compile(
    r"error while decoding|Error submitting packet|Invalid data found|Invalid NAL|non-existing PPS|no frame!"
    r"|error splitting|decode_slice|concealing|Decoding error|corrupt",
    re.IGNORECASE,
)
_SHOWN = re.compile(r"\bn:\s*0\s+pts:\s*(-?\d+)")


@dataclass(frozen=True, slots=True)
class EncodedPiece:
    piece: Piece
    files: tuple[Path, ...]
    """One a rendition, in the order of the ladder."""
    thumbs: frames.Thumbs


class PieceEncoder:
    """Encodes pieces of one film into a folder; a piece that was asked for before is not made again."""

    def __init__(
        self,
        *,
        ffmpeg: str,
        film: Path,
        media: MediaInfo,
        renditions: tuple[Rendition, ...],
        encoder: Encoder,
        folder: Path,
        threads: int,
        timeout: float,
        cancelled: Callable[[], bool],
    ) -> None:
        self._ffmpeg, self._film, self._media, self._renditions = ffmpeg, film, media, renditions
        self._encoder, self._folder, self._threads = encoder, folder, threads
        self._timeout, self._cancelled = timeout, cancelled
        self._made: dict[Piece, EncodedPiece] = {}
        self._numbers = itertools.count()
        """Names the files; goes on over failed pieces, whose files may still lie there."""

    def encode(self, wanted: tuple[Piece, ...], on_frames: Callable[[int], None]) -> tuple[EncodedPiece, ...]:
        """Encodes what is missing, several at once; `on_frames` hears of each piece's frames as it is done.

        Raises VerificationFailed, DamagedStretch, ProcessTimedOut or Cancelled.
        """
        missing = [piece for piece in dict.fromkeys(wanted) if piece not in self._made]
        on_frames(sum(piece.frames for piece in wanted if piece not in missing))
        stop = _Stop(self._cancelled)
        with ThreadPoolExecutor(self._threads) as pool:
            futures = [pool.submit(self._one, piece, next(self._numbers), stop) for piece in missing]
            try:
                for future in as_completed(futures):
                    made = future.result()
                    self._made[made.piece] = made
                    on_frames(made.piece.frames)
            except BaseException:
                stop.now = True
                pool.shutdown(cancel_futures=True)
                raise
        return tuple(self._made[piece] for piece in wanted)

    def _one(self, piece: Piece, number: int, stop: _Stop) -> EncodedPiece:
        stem = f"piece_{number:04d}"
        job = PieceJob(
            film=self._film,
            media=self._media,
            piece=piece,
            renditions=self._renditions,
            outputs=tuple(self._folder / f"{stem}_{step}.mp4" for step in range(len(self._renditions))),
            thumbs=self._folder / f"{stem}.gray",
            encoder=self._encoder,
            run_up=None,
        )
        try:
            for run_up in RUN_UPS:
                if self._run(replace(job, run_up=run_up), stop):
                    break
        except ProcessFailed as fault:
            if not _is_damage(fault):
                raise
            log.warning("a piece from frame %d on does not decode: %s", piece.source, fault.detail[-2000:])
            raise DamagedStretch(piece.stretches) from fault
        reference = frames.raw_thumbs(job.thumbs, THUMB)
        if len(reference) != piece.frames:
            log.warning("a piece from frame %d on has %d frames", piece.source, len(reference))
            raise DamagedStretch(piece.stretches)
        for path in job.outputs:
            check_piece(path, reference)
        job.thumbs.unlink()
        return EncodedPiece(piece, job.outputs, reference)

    def _run(self, job: PieceJob, stop: _Stop) -> bool:
        """One try; says whether reading began early enough to know every frame."""
        for path in (*job.outputs, job.thumbs):
            path.unlink(missing_ok=True)
        limits = Limits(self._timeout, STALL_SECONDS, stdout_bytes=32_000_000)
        command = wrap(encode_piece(self._ffmpeg, job), Cage())
        log = run(command, limits, cancelled=stop, keep_stderr=True).stderr
        seen = [int(match) for match in _SHOWN.findall(log)]
        starts = [start for start in (job.piece.source, job.piece.incoming) if start is not None]
        if job.run_up is None or not self._media.exact_seek:
            return True
        if len(seen) != len(starts):
            return False
        # Grid frame n shows the last source frame that began by its middle: reading must have begun before that.
        firsts = sorted(pts * self._media.video.time_base * self._media.rate for pts in seen)
        return all(
            first <= start + Fraction(1, 2) or start == 0
            for first, start in zip(firsts, sorted(starts), strict=True)
        )


def _is_damage(fault: ProcessFailed) -> bool:
    """Whether the film is to blame: its decoder complained, or FFmpeg waits for an input that ended early."""
    if isinstance(fault, ProcessTimedOut):
        return fault.stalled
    return bool(_DECODER_COMPLAINS.search(fault.detail))


class _Stop:
    """Cancelled from outside, or because a sibling failed."""

    def __init__(self, cancelled: Callable[[], bool]) -> None:
        self.now = False
        self._cancelled = cancelled

    def __call__(self) -> bool:
        return self.now or self._cancelled()


def check_piece(path: Path, reference: frames.Thumbs) -> None:
    """Decodes an encoded piece and holds every frame against what went into the encoder.

    Raises VerificationFailed.
    """
    try:
        decoded = frames.thumbs(path, THUMB)
    except (OSError, av.FFmpegError) as fault:
        raise VerificationFailed("A rendered piece does not decode.") from fault
    if len(decoded) != len(reference):
        raise VerificationFailed(f"A rendered piece has {len(decoded)} frames instead of {len(reference)}.")
    error = np.abs(decoded.astype(np.int16) - reference.astype(np.int16)).mean(axis=(1, 2))
    if len(error) and error.max() > MAX_THUMB_ERROR:
        raise VerificationFailed(f"A rendered piece differs from its source at frame {int(error.argmax())}.")
