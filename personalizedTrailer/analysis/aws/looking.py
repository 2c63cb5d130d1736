"""Shows frames to Rekognition, several at a time, and keeps count of what could not be had."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from personalizedTrailer.analysis.aws.sampling import Look
from personalizedTrailer.analysis.base import Stills
from personalizedTrailer.cloud import rekognition
from personalizedTrailer.cloud.calls import Aws
from personalizedTrailer.cloud.rekognition import Celebrity, Face, Label
from personalizedTrailer.errors import AwsFault, Cancelled, ProcessFailed, ProcessTimedOut

log = logging.getLogger(__name__)

WORKERS = 4
"""Frames at once; the pace of the calls is kept by their token buckets."""
LEAST_SEEN = 0.8
"""Of the frames that were to be shown: with fewer the picture of the film would be a torn one."""
_LOOK_SECONDS = 0.2
"""Between two looks at whether the job was cancelled."""
_FACE_HEIGHT = 0.08
"""Of the picture: whoever is smaller is not recognised."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What Rekognition found in one frame."""

    look: Look
    labels: tuple[Label, ...] = ()
    faces: tuple[Face, ...] | None = None
    """None where nobody looked."""
    celebrities: tuple[Celebrity, ...] = ()


Found = Sight | AwsFault | None
"""What became of a frame: None where it does not decode."""


@dataclass(frozen=True, slots=True)
class Sights:
    seen: tuple[Sight, ...]
    missed: int
    """Frames that did not decode, or that Rekognition could not use or did not answer."""
    unpaid: int
    """Frames that were not shown, for the budget was spent."""
    unnamed: AwsFault | None
    """Why nobody was looked up among celebrities, though faces were there."""


class Viewer:
    """Shows frames of one film."""

    def __init__(self, aws: Aws, stills: Stills, report: Callable[[float], None]) -> None:
        """`report` hears the part done of each showing."""
        self._aws, self._stills, self._report = aws, stills, report
        self._unnamed: AwsFault | None = None

    def first(self, looks: Sequence[Look]) -> Sights:
        """Labels alone. Raises AwsFault where too little could be had, or Cancelled, as the next."""
        return self._show(looks, lambda look, picture: Sight(look, rekognition.labels(self._aws, picture)))

    def closely(self, looks: Sequence[Look], known: Sequence[Sight] = ()) -> Sights:
        """Labels (but those of `known` frames), faces and, where one is large enough, whose it is."""
        have = {sight.look.frame: sight.labels for sight in known}

        def see(look: Look, picture: bytes) -> Sight:
            labels = have[look.frame] if look.frame in have else rekognition.labels(self._aws, picture)
            faces = rekognition.faces(self._aws, picture, expressions=self._aws.settings.aws_expressions)
            large = any(face.box.height >= _FACE_HEIGHT for face in faces)
            return Sight(look, labels, faces, self._named(picture) if large else ())

        return self._show(looks, see)

    def _named(self, picture: bytes) -> tuple[Celebrity, ...]:
        """Names are an extra: an account may allow the rest without them."""
        if self._unnamed is not None:
            return ()
        try:
            return rekognition.celebrities(self._aws, picture)
        except AwsFault as fault:
            if fault.kind in ("configuration", "refused"):
                self._unnamed = fault
                return ()
            raise

    def _show(self, looks: Sequence[Look], see: Callable[[Look, bytes], Sight]) -> Sights:
        seen: list[Sight] = []
        missed = unpaid = 0
        last: AwsFault | None = None
        pool = ThreadPoolExecutor(WORKERS, "frames")
        try:
            asked = [pool.submit(self._one, look, see) for look in looks]
            for done, future in enumerate(asked, 1):
                found = self._awaited(future)
                self._report(done / len(asked))
                if isinstance(found, Sight):
                    seen.append(found)
                    continue
                last = found or last
                unpaid += found is not None and found.kind == "budget"
                missed += found is None or found.kind != "budget"
        finally:
            # A call that nobody wants any more ends by itself, at its next attempt.
            pool.shutdown(wait=False, cancel_futures=True)
        if not seen and looks and last is None:
            sentence = "Amazon Rekognition could not be shown any frame: none could be decoded."
            raise AwsFault(sentence, provider="rekognition", kind="refused", aws_code="NoFrames")
        if last is not None and (not seen or missed > (1 - LEAST_SEEN) * len(asked)):
            raise last
        return Sights(tuple(seen), missed, unpaid, self._unnamed)

    def _awaited(self, future: Future[Found]) -> Found:
        """Raises Cancelled soon, though a call may go on for half a minute."""
        while not wait([future], _LOOK_SECONDS).done:
            self._aws.look()
        return future.result()

    def _one(self, look: Look, see: Callable[[Look, bytes], Sight]) -> Found:
        """What was seen, or why not; None where the frame does not decode. Raises AwsFault where all frames fail."""
        try:
            return see(look, self._stills(look.frame, exact=look.exact))
        except (Cancelled, ProcessTimedOut):
            raise
        except ProcessFailed as fault:
            log.info("frame %d is not shown: %s", look.frame, fault.detail)
            return None
        except AwsFault as fault:
            if fault.kind in ("item", "budget", "transient", "answer") and not self._aws.is_given_up(fault):
                return fault
            raise
