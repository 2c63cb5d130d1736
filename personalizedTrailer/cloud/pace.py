"""How fast and for how much: a token bucket for each operation, shared by a process, and the budget of a job."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from personalizedTrailer.cloud.faults import title
from personalizedTrailer.cloud.operations import Operation
from personalizedTrailer.errors import AwsFault

Clock = Callable[[], float]
_ROUNDING = 1e-9
"""Dollars: sums of prices are not exact."""


class TokenBucket:
    """Lets `per_second` calls through on average and as many at once after a pause (at least one). Thread-safe."""

    def __init__(self, per_second: float, clock: Clock = time.monotonic) -> None:
        self._per_second, self._most = per_second, max(1.0, per_second)
        self._clock = clock
        self._guard = threading.Lock()
        self._tokens, self._since = self._most, clock()

    def take(self) -> float:
        """Takes a token, if need be from the future: seconds to wait until it is there."""
        with self._guard:
            now = self._clock()
            self._tokens = min(self._most, self._tokens + (now - self._since) * self._per_second)
            self._since = now
            self._tokens -= 1.0
            return max(0.0, -self._tokens / self._per_second)


class Budget:
    """What one job may spend, in US dollars. Thread-safe."""

    def __init__(self, limit: float, spent: float = 0.0) -> None:
        """`spent`: by earlier attempts at the same job."""
        self._limit, self._spent = limit, spent
        self._guard = threading.Lock()

    @property
    def spent(self) -> float:
        return self._spent

    @property
    def left(self) -> float:
        return max(0.0, self._limit - self._spent)

    def reserve(self, operation: Operation, usd: float) -> None:
        """To be called before the call that costs it. Raises AwsFault of kind `budget`, having taken nothing."""
        with self._guard:
            if usd > 0 and self._spent + usd > self._limit + _ROUNDING:
                sentence = (
                    f"{title(operation.provider)} stopped before the job would cost more than AWS_MAX_COST_USD."
                )
                raise AwsFault(sentence, provider=operation.provider, kind="budget", aws_code="BudgetSpent")
            self._spent += usd

    def give_back(self, usd: float) -> None:
        """For a call that AWS refused, which it does not charge."""
        with self._guard:
            self._spent -= usd
