"""Encodes pieces of picture, each distinct one once, and checks each against what was asked for."""

from __future__ import annotations

import itertools
import logging
import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Protocol

import av
import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.errors import DamagedStretch, ProcessFailed, ProcessTimedOut, VerificationFailed
from personalizedTrailer.media import frames
from personalizedTrailer.media.ffmpeg import Ffmpeg
from personalizedTrailer.media.memory import give_back
from personalizedTrailer.media.process import Limits, run
from personalizedTrailer.media.sandbox import wrap
from personalizedTrailer.model import MediaInfo, Rendition
from personalizedTrailer.rendering.commands import THUMB, Encoder, TakeJob, clip_key, encode_take
from personalizedTrailer.rendering.encoder_choice import with_cpu_fallback
from personalizedTrailer.rendering.encoders import FAMILIES
from personalizedTrailer.rendering.entries import tries
from personalizedTrailer.rendering.strips import EncodedFile, EncodedStrip
from personalizedTrailer.rendering.takes import Order, Take, takes
from personalizedTrailer.rendering.tally import TELL_SECONDS, Tally

log = logging.getLogger(__name__)

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
        keyframes: NDArray[np.int64],
        folder: Path,
        cache: Cache,
        threads: int,
        timeout: float,
        cancelled: Callable[[], bool],
    ) -> None:
        """`keyframes` are the film's, as `entries.tries` takes them."""
        self._ffmpeg, self._film, self._media, self._cache = ffmpeg, film, media, cache
        self._keyframes = keyframes
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
        """A strip of every rendition for each order, what is missing made in takes, several at once.

        `on_frames` hears of the frames that are made as they grow, in this thread. Raises VerificationFailed,
        DamagedStretch, ProcessTimedOut or Cancelled.
        """
        missing = [order for order in dict.fromkeys(wanted) if (order, to) not in self._made]
        stop = _Stop(self._cancelled)
        with ThreadPoolExecutor(self._threads) as pool:
            # The longest first: the last one to end then keeps the others waiting least.
            longest = sorted(takes(missing), key=lambda take: -take.frames)
            tally = Tally(longest, on_frames)
            futures = {
                pool.submit(self._one, take, to, next(self._numbers), stop, tally.encoded(take)): take
                for take in longest
            }
            try:
                waiting = set(futures)
                while waiting:
                    ended, waiting = wait(waiting, TELL_SECONDS, FIRST_COMPLETED)
                    for future in ended:
                        take, (strips, encoder) = futures[future], future.result()
                        self._made |= {(order, to): made for order, made in zip(take.orders, strips, strict=True)}
                        self.clips_on_cpu += encoder != to.encoder
                        tally.done(take)
                    tally.tell()
            except BaseException:
                stop.now = True
                pool.shutdown(cancel_futures=True)
                raise
        return [self._made[order, to] for order in wanted]

    def _one(
        self, take: Take, to: Pass, number: int, stop: _Stop, encoded: Callable[[int], None]
    ) -> tuple[list[tuple[EncodedStrip, ...]], Encoder]:
        """The strips of each piece of a take, and the encoder that made them."""
        return with_cpu_fallback(
            to.encoder, lambda encoder: self._strips(take, replace(to, encoder=encoder), number, stop, encoded)
        )

    def _strips(
        self, take: Take, to: Pass, number: int, stop: _Stop, encoded: Callable[[int], None]
    ) -> list[tuple[EncodedStrip, ...]]:
        stem = f"take_{number:04d}"
        job = TakeJob(
            film=self._film,
            media=self._media,
            take=take,
            renditions=to.renditions,
            outputs=tuple(self._folder / f"{stem}_{step}.mp4" for step in range(len(to.renditions))),
            thumbs=self._folder / f"{stem}.gray",
            encoder=to.encoder,
            entries=(None,) * len(take.starts),
        )
        keys = [clip_key(self._ffmpeg.version, job, rendition) for rendition in to.renditions]
        if not (self._was_kept(job, keys) and self._is_whole(job)):
            self._make(job, stop, encoded)
            for key, path in zip(keys, job.outputs, strict=True):
                self._cache.keep(key, {"mp4": path, "gray": job.thumbs})
        give_back()  # what the checks have decoded
        thumbs = frames.raw_thumbs(job.thumbs, THUMB)
        job.thumbs.unlink()
        files = [EncodedFile(path, self._media.rate) for path in job.outputs]
        return [
            tuple(EncodedStrip(file, first, piece.frames, thumbs[first : first + piece.frames]) for file in files)
            for first, piece in zip(take.offsets, take.pieces, strict=True)
        ]

    def _was_kept(self, job: TakeJob, keys: Sequence[str]) -> bool:
        """Whether every rendition of the take was found in the cache."""
        for key, path in zip(keys, job.outputs, strict=True):
            job.thumbs.unlink(missing_ok=True)
            if not self._cache.take(key, {"mp4": path, "gray": job.thumbs}):
                for other in job.outputs:
                    other.unlink(missing_ok=True)
                return False
        return True

    def _is_whole(self, job: TakeJob) -> bool:
        """Whether what was kept decodes to what it should: a machine that lost its power may have left anything."""
        try:
            reference = frames.raw_thumbs(job.thumbs, THUMB)
            for path in job.outputs:
                check_take(path, reference)
        except (VerificationFailed, ValueError):
            log.warning("a clip that was kept is broken, and is made again")
            return False
        return len(reference) == job.take.frames

    def _make(self, job: TakeJob, stop: _Stop, encoded: Callable[[int], None]) -> None:
        """Encodes a take and holds every frame of every rendition against what went into the encoder."""
        first, wanted = job.take.pieces[0].source, job.take.frames
        try:
            for entries in tries(self._media, self._keyframes, job.take.starts):
                if self._run(replace(job, entries=entries), stop, encoded):
                    break
        except ProcessFailed as fault:
            if not _is_damage(fault):
                raise
            log.warning("a take from frame %d on does not decode: %s", first, fault.detail[-2000:])
            raise DamagedStretch(job.take.stretches) from fault
        reference = frames.raw_thumbs(job.thumbs, THUMB)
        if len(reference) != wanted:
            log.warning("a take from frame %d on has %d frames instead of %d", first, len(reference), wanted)
            raise DamagedStretch(job.take.stretches)
        for path in job.outputs:
            check_take(path, reference)

    def _run(self, job: TakeJob, stop: _Stop, encoded: Callable[[int], None]) -> bool:
        """One try; says whether reading began early enough to know every frame."""
        for path in (*job.outputs, job.thumbs):
            path.unlink(missing_ok=True)
        limits = Limits(self._timeout, STALL_SECONDS, stdout_bytes=32_000_000)
        command = wrap(encode_take(self._ffmpeg.path, job), FAMILIES[job.encoder.codec].cage)

        def hear(line: str) -> None:
            if line.startswith("frame="):
                encoded(int(line.removeprefix("frame=")))

        log = run(command, limits, cancelled=stop, on_line=hear, keep_stderr=True).stderr
        seen = [int(match) for match in _SHOWN.findall(log)]
        starts = job.take.starts
        if all(entry is None for entry in job.entries):
            return True
        if len(seen) != len(starts):
            return False
        # Grid frame n shows the last source frame that began before its middle: reading must have begun by then.
        firsts = sorted(pts * self._media.video.time_base * self._media.rate for pts in seen)
        return all(
            first < start + Fraction(1, 2) or start == 0
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


def check_take(path: Path, reference: frames.Thumbs) -> None:
    """Decodes an encoded take and holds every frame against what went into the encoder.

    Raises VerificationFailed.
    """
    try:
        decoded = frames.thumbs(path, THUMB)
    except (OSError, av.FFmpegError) as fault:
        raise VerificationFailed("A rendered clip does not decode.") from fault
    if len(decoded) != len(reference):
        raise VerificationFailed(f"A rendered clip has {len(decoded)} frames instead of {len(reference)}.")
    error = np.abs(decoded.astype(np.int16) - reference.astype(np.int16)).mean(axis=(1, 2))
    if len(error) and error.max() > MAX_THUMB_ERROR:
        raise VerificationFailed(f"A rendered clip differs from its source at frame {int(error.argmax())}.")
