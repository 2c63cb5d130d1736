"""Which frames of a film are looked at closely. Pure.

Of every shot two soon after it begins, then one every two seconds, no more in all than a budget of so many a second of
film allows: looking for a face takes as long as decoding several frames. What decides is the film alone, not the clock.
"""

from __future__ import annotations

_EVERY = 2.0
"""Seconds."""
_SETTLED, _AGAIN = 0.4, 0.4
"""Seconds from a cut to the first sample of a shot, when what moves with the cut has come to rest; from that one to
the second."""
_A_SECOND, _SAVED = 0.7, 8.0
"""The budget: samples a second, and how many may be saved for livelier times."""
_CUT, _CUT_OVER = 0.12, 3.0
"""Least difference of two frames (`measuring.difference`) that may be a cut, and how often that of those before it."""
_FADES = 0.15
"""How fast differences before are forgotten: the part of the newest."""
_LONGEST_STEP = 10.0
"""Seconds from one frame to the next; more, or less than none, and a timestamp is wrong or film is missing."""


class Moments:
    """Asked about every frame in its turn."""

    def __init__(self) -> None:
        self._at: float | None = None
        self._due = 0.0
        self._second_due = False
        self._budget = _SAVED
        self._usual = 0.0

    def wants(self, seconds: float, difference: float) -> bool:
        """Whether the frame at `seconds` is to be looked at, which differs so much from the one before it."""
        step = 0.0 if self._at is None else seconds - self._at
        broken = self._at is None or not 0 <= step <= _LONGEST_STEP
        self._at = seconds
        if not broken:
            self._budget = min(_SAVED, self._budget + step * _A_SECOND)
        cut = difference >= max(_CUT, _CUT_OVER * self._usual)
        self._usual += _FADES * (difference - self._usual)
        if broken or cut:
            self._due, self._second_due = seconds + _SETTLED, True
        if seconds < self._due or self._budget < 1:
            return False
        self._budget -= 1
        self._due = seconds + (_AGAIN if self._second_due else _EVERY)
        self._second_due = False
        return True
