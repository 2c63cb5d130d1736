"""Frames to seconds, dates to text, shares to percentages."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction

from personalizedTrailer.model import Span

Json = dict[str, object]
"""One JSON object."""

REGIONS = ("early", "middle", "late")


def seconds(frames: int, rate: Fraction) -> float:
    """Seconds of `frames` at `rate` frames a second, to the millisecond."""
    return rounded(frames / rate)


def rounded(value: Fraction | float) -> float:
    """Seconds to the millisecond."""
    return round(float(value), 3)


def span(source: Span, rate: Fraction) -> Json:
    """A source range: seconds, and the whole frames that they stand for."""
    return {
        "start": seconds(source.start, rate),
        "end": seconds(source.end, rate),
        "duration": seconds(source.frames, rate),
    }


def stamp(moment: datetime | None) -> str | None:
    """RFC 3339 in UTC, with Z and milliseconds; None stays None."""
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def percentages(shares: tuple[Fraction | float, ...]) -> dict[str, str]:
    """Shares of early, middle and late as text: `60%`, `33.3%`."""
    return {region: f"{round(float(share) * 100, 1):g}%" for region, share in zip(REGIONS, shares, strict=True)}
