"""What a job has asked of one provider: counted call by call, told in `providers`."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace

from personalizedTrailer.model import Provider, Scalar


@dataclass(frozen=True, slots=True)
class Usage:
    calls: int = 0
    """That were begun, whatever came of them; repeated attempts at one are `retries`."""
    retries: int = 0
    failures: int = 0
    milliseconds: float = 0.0
    """Spent in calls; more than the time that went by where several ran at once."""
    cost_usd: float = 0.0
    times: tuple[float, ...] = field(default=(), repr=False)
    """Milliseconds of every call."""

    def percentile(self, share: float) -> int | None:
        """Milliseconds that so many of the calls took at most; None where there was none."""
        if not self.times:
            return None
        ordered = sorted(self.times)
        return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))])

    def details(self) -> dict[str, Scalar]:
        """As `providers` tells it."""
        return {
            "calls": self.calls,
            "retries": self.retries,
            "failures": self.failures,
            "milliseconds": round(self.milliseconds),
            "estimatedCostUsd": round(self.cost_usd, 6),
            "p50Ms": self.percentile(0.5),
            "p95Ms": self.percentile(0.95),
        }


class Tally:
    """Adds up the usage of every provider of one job. Thread-safe."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._usages: dict[str, Usage] = {}

    def add(self, provider: str, milliseconds: float, retries: int, cost_usd: float, *, failed: bool) -> None:
        with self._guard:
            known = self._usages.get(provider, Usage())
            self._usages[provider] = replace(
                known,
                calls=known.calls + 1,
                retries=known.retries + retries,
                failures=known.failures + failed,
                milliseconds=known.milliseconds + milliseconds,
                cost_usd=known.cost_usd + cost_usd,
                times=(*known.times, milliseconds),
            )

    def of(self, provider: str) -> Usage:
        return self._usages.get(provider, Usage())


def report(
    mode: str, configured: str, usage: Usage, fallback_reason: str | None = None, **details: Scalar
) -> Provider:
    """`mode` is what made this result; a fallback is told by its reason and marked where it invents things."""
    told: dict[str, Scalar] = {"configured": configured, **details, **usage.details()}
    if fallback_reason is not None:
        told["fallbackReason"] = fallback_reason
    if configured == "aws" and mode == "mock":
        told["synthetic"] = True
    return Provider(mode, told)
