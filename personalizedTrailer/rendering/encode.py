"""Encodes pieces of picture, each distinct one once, and checks each against what was asked for."""

from __future__ import annotations

import itertools
import logging
import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Protocol

import av
import numpy as np

from personalizedTrailer.errors import DamagedStretch, ProcessFailed, ProcessTimedOut, VerificationFailed
from personalizedTrailer.media import frames
from personalizedTrailer.media.ffmpeg import Ffmpeg
from personalizedTrailer.media.process import Limits, run
from personalizedTrailer.media.sandbox import wrap
from personalizedTrailer.model import MediaInfo, Rendition
from personalizedTrailer.rendering.commands import THUMB, Encoder, PieceJob, clip_key, encode_piece
from personalizedTrailer.rendering.encoder_choice import with_cpu_fallback
from personalizedTrailer.rendering.encoders import FAMILIES
from personalizedTrailer.rendering.plan import Piece
from personalizedTrailer.rendering.strips import EncodedStrip

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
class Pass:
    """What one decoding of the film is for: renditions that are encoded together, in the order of the ladder."""

    renditions: tuple[Rendition, ...]
    encoder: Encoder


@dataclass(frozen=True, slots=True)
class Order:
    """A piece that is wanted, and the frames of it that open a group of pictures (none: at even distances)."""

    piece: Piece
    keyframes: tuple[int, ...] = ()


class Cache(Protocol):
    """Clips that were encoded before, by a key that says all that they depend on."""

    def take(self, key: str, wanted: Mapping[str, Path]) -> bool: ...

    def keep(self, key: str, made: Mapping[str, Path]) -> None: ...


class PieceEncoder:
    """Encodes pieces of one film into a folder; a piece that was asked for before is not made again."""

    def __init__(
        self,
        *,
        ffmpeg: Ffmpeg,
        film: Path,
        media: MediaInfo,
        folder: Path,
        cache: Cache,
        threads: int,
        timeout: float,
        cancelled: Callable[[], bool],
    ) -> None:
        self._ffmpeg, self._film, self._media, self._cache = ffmpeg, film, media, cache
        self._folder, self._threads = folder, threads
        self._timeout, self._cancelled = timeout, cancelled
        self._made: dict[tuple[Order, Pass], tuple[EncodedStrip, ...]] = {}
        self.clips_on_cpu = 0
        """How many libx264 had to make because the encoder that was chosen failed."""
        self._numbers = itertools.count()
        """Names the files; goes on over failed pieces, whose files may still lie there."""

    def encode(
        self, wanted: Sequence[Order], to: Pass, on_frames: Callable[[int], None]
    ) -> list[tuple[EncodedStrip, ...]]:
        """A strip of every rendition for each order, several made at once where they are missing.

        `on_frames` hears of each piece's frames as it is done. Raises VerificationFailed, DamagedStretch,
        ProcessTimedOut or Cancelled.
        """
        missing = [order for order in dict.fromkeys(wanted) if (order, to) not in self._made]
        on_frames(sum(order.piece.frames for order in wanted if order not in missing))
        stop = _Stop(self._cancelled)
        with ThreadPoolExecutor(self._threads) as pool:
            futures = {pool.submit(self._one, order, to, next(self._numbers), stop): order for order in missing}
            try:
                for future in as_completed(futures):
                    strips, encoder = future.result()
                    self._made[futures[future], to] = strips
                    self.clips_on_cpu += encoder != to.encoder
                    on_frames(futures[future].piece.frames)
            except BaseException:
                stop.now = True
                pool.shutdown(cancel_futures=True)
                raise
        return [self._made[order, to] for order in wanted]

    def _one(self, order: Order, to: Pass, number: int, stop: _Stop) -> tuple[tuple[EncodedStrip, ...], Encoder]:
        """The strips of a piece, and the encoder that made them."""
        return with_cpu_fallback(
            to.encoder, lambda encoder: self._strips(order, replace(to, encoder=encoder), number, stop)
        )

    def _strips(self, order: Order, to: Pass, number: int, stop: _Stop) -> tuple[EncodedStrip, ...]:
        stem, piece = f"piece_{number:04d}", order.piece
        job = PieceJob(
            film=self._film,
            media=self._media,
            piece=piece,
            renditions=to.renditions,
            outputs=tuple(self._folder / f"{stem}_{step}.mp4" for step in range(len(to.renditions))),
            thumbs=self._folder / f"{stem}.gray",
            encoder=to.encoder,
            run_up=None,
            keyframes=order.keyframes,
        )
        keys = [clip_key(self._ffmpeg.version, job, rendition) for rendition in to.renditions]
        if not self._was_kept(job, keys):
            self._make(job, stop)
            for key, path in zip(keys, job.outputs, strict=True):
                self._cache.keep(key, {"mp4": path, "gray": job.thumbs})
        thumbs = frames.raw_thumbs(job.thumbs, THUMB)
        job.thumbs.unlink()
        return tuple(EncodedStrip(path, piece.frames, self._media.rate, thumbs) for path in job.outputs)

    def _was_kept(self, job: PieceJob, keys: Sequence[str]) -> bool:
        """Whether every rendition of the piece was taken from the cache."""
        for key, path in zip(keys, job.outputs, strict=True):
            job.thumbs.unlink(missing_ok=True)
            if not self._cache.take(key, {"mp4": path, "gray": job.thumbs}):
                for other in job.outputs:
                    other.unlink(missing_ok=True)
                return False
        return True

    def _make(self, job: PieceJob, stop: _Stop) -> None:
        """Encodes a piece and holds every frame of every rendition against what went into the encoder."""
        piece = job.piece
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

    def _run(self, job: PieceJob, stop: _Stop) -> bool:
        """One try; says whether reading began early enough to know every frame."""
        for path in (*job.outputs, job.thumbs):
            path.unlink(missing_ok=True)
        limits = Limits(self._timeout, STALL_SECONDS, stdout_bytes=32_000_000)
        command = wrap(encode_piece(self._ffmpeg.path, job), FAMILIES[job.encoder.codec].cage)
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
