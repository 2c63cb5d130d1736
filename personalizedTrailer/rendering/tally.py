"""Counts the frames of takes that are made side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from personalizedTrailer.rendering.takes import Take

TELL_SECONDS = 0.5
"""Between two reports: FFmpeg's own distance between two of its progress."""
_ENCODING = 0.85
"""Of the time that a take needs; the rest goes into the check of its frames."""


class Tally:
    """Tells of frames as they grow. What a second try of a take makes again is not told again."""

    def __init__(self, takes: Sequence[Take], on_frames: Callable[[int], None]) -> None:
        self._frames = dict.fromkeys(takes, 0.0)
        self._on_frames = on_frames
        self._told = 0

    def encoded(self, take: Take) -> Callable[[int], None]:
        """Hears how many frames the encoder of a take has written; may be called from another thread."""

        def hear(frames: int) -> None:
            self._frames[take] = _ENCODING * min(frames, take.frames)

        return hear

    def done(self, take: Take) -> None:
        self._frames[take] = take.frames

    def tell(self) -> None:
        """Passes on what has been made since it was called last."""
        made = int(sum(self._frames.values()))
        if made > self._told:
            self._on_frames(made - self._told)
            self._told = made
