"""Frames as SMPTE timecodes, in which MediaConvert is told of clips. Its clips end with the last frame that they show.

SMPTE ST 12-1: at 29.97 and 59.94 frames a second the first two (four) numbers of every minute are left out, but for
every tenth minute, so that the count keeps up with the clock.
"""

from __future__ import annotations

from fractions import Fraction

_NTSC = Fraction(1000, 1001)


def timecode(frame: int, rate: Fraction) -> str | None:
    """`HH:MM:SS:FF`, or `HH:MM:SS;FF` where numbers are dropped; None for a rate that has no timecode."""
    count = round(rate)
    if count < 1 or rate not in (count, count * _NTSC):
        return None
    drops = count // 15 if rate != count and count % 30 == 0 else 0
    if drops:
        frame += _dropped(frame, count, drops)
    seconds, frames = divmod(frame, count)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}{';' if drops else ':'}{frames:02d}"


def _dropped(frame: int, count: int, drops: int) -> int:
    """How many numbers were left out before so many frames."""
    minute = 60 * count - drops
    ten_minutes = 10 * minute + drops
    tens, rest = divmod(frame, ten_minutes)
    # The first minute of ten is whole.
    later = 0 if rest < 60 * count else 1 + (rest - 60 * count) // minute
    return drops * (9 * tens + later)
