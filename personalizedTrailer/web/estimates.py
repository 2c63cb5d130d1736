"""An estimate as JSON and in words: what a job would ask of AWS, and what that would cost about."""

from __future__ import annotations

from personalizedTrailer.cloud.prices import DATED, PRICES
from personalizedTrailer.estimates import Estimate, Line
from personalizedTrailer.model import MediaInfo


def shown(found: Estimate, mode: str, media: MediaInfo) -> dict[str, object]:
    """For callers; `ratio` is how many times cheaper than a frame a second, null where nothing is looked at."""
    looking = found.looking_usd
    return {
        "mode": mode,
        "filmSeconds": round(float(media.seconds), 3),
        "calls": found.calls,
        "estimatedCostUsd": round(found.usd, 4),
        "limitUsd": found.limit_usd,
        "withinLimit": found.usd <= found.limit_usd,
        "pricesOf": DATED,
        "lines": [_line(line) for line in found.lines],
        "frameASecond": {
            "calls": found.every_second.calls,
            "estimatedCostUsd": round(found.every_second.usd, 4),
            "ratio": round(found.every_second.usd / looking, 1) if looking else None,
        },
    }


def _line(line: Line) -> dict[str, object]:
    operation = line.operation
    price = PRICES[operation.price] if operation.price else None
    return {
        "provider": operation.provider,
        "operation": operation.name,
        "calls": line.calls,
        "units": round(line.units, 2),
        "unit": price.unit if price else None,
        "estimatedCostUsd": round(line.usd, 4),
    }


def sentences(found: Estimate, mode: str) -> list[str]:
    """For a terminal."""
    if not found.lines:
        return [f"{mode} mode asks nothing of AWS: it costs nothing there."]
    rows = [_row(one) for one in found.lines]
    least = (
        "" if found.usd <= found.limit_usd else " That is more than the limit: the job will do less, and say so."
    )
    return [
        f"  {'service':<13} {'operation':<24} {'calls':>6}  {'about USD':>9}",
        *rows,
        f"About {found.usd:.2f} US dollars at most, by prices of {DATED}; AWS_MAX_COST_USD={found.limit_usd:g}.{least}",
        f"A frame of every second would cost {found.every_second.usd:.2f} for looking alone.",
    ]


def _row(line: Line) -> str:
    operation = line.operation
    return f"  {operation.provider:<13} {operation.name:<24} {line.calls:>6}  {line.usd:>9.4f}"
