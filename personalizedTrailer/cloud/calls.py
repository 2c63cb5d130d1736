"""AWS as one job uses it: every call is paced, paid for, counted, and its errors sorted; nobody else calls a client.

One interface for all services: `call` for one request, `pages` for all pages of an answer, `using` where boto3 has
helpers of its own (uploads), `wait` for jobs that AWS runs, `attempt` around a whole piece of work that may fall back.
"""

from __future__ import annotations

import contextlib
import copy
import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from personalizedTrailer.cloud import prices
from personalizedTrailer.cloud.attempts import Attempts
from personalizedTrailer.cloud.clients import Client, Clients, shared
from personalizedTrailer.cloud.faults import explain, title
from personalizedTrailer.cloud.operations import Operation
from personalizedTrailer.cloud.pace import Budget, TokenBucket
from personalizedTrailer.cloud.usage import Tally, Usage, report
from personalizedTrailer.errors import AwsFault, Cancelled
from personalizedTrailer.model import Provider, Scalar, Warning
from personalizedTrailer.settings import Settings

log = logging.getLogger(__name__)

Made = TypeVar("Made")
Answer = dict[str, Any]

PATIENCE = 3
"""Calls of an operation in a row that did not get through, each after all its retries, until it is given up."""
QUOTA_POLLS = 24
"""Polls that a job may wait for a quota of the account to be free: two minutes of 5 s."""
_SLOWER, _SLOWEST = 1.5, 6
"""Times by which waiting grows from poll to poll, and at most: 5 s to 30 s."""
_SLICE = 0.2
"""Seconds of waiting after which somebody looks whether the job was cancelled."""

_buckets: dict[tuple[str, float], TokenBucket] = {}
_guard = threading.Lock()


class Aws:
    """Thread-safe."""

    def __init__(
        self,
        settings: Settings,
        cancelled: Callable[[], bool],
        *,
        spent: float = 0.0,
        clients: Clients | None = None,
    ) -> None:
        """`spent`: US dollars that earlier attempts at the same job have cost."""
        self.settings = settings
        self.budget = Budget(settings.aws_max_cost_usd, spent)
        self._cancelled = cancelled
        self._clients = clients or shared(settings)
        self._tally = Tally()
        self._in_a_row: dict[Operation, int] = {}
        self._given_up: dict[Operation, AwsFault] = {}
        self._fallen: dict[str, AwsFault] = {}

    def call(self, operation: Operation, params: Mapping[str, Any], units: float = 1.0) -> Answer:
        """One request; `units` is how many units of its price it costs (see `prices`).

        Where a quota of the account is used up it waits for a while. Raises AwsFault or Cancelled.
        """
        waited, pause = 0.0, float(self.settings.aws_poll_seconds)
        while True:
            try:
                with self.using(operation, units) as client:
                    answer: Answer = getattr(client, operation.method)(**params)
                    return answer
            except AwsFault as fault:
                if fault.kind != "quota" or waited >= QUOTA_POLLS * self.settings.aws_poll_seconds:
                    raise
            self.sleep(pause)
            waited, pause = waited + pause, self._slower(pause)

    def pages(
        self, operation: Operation, params: Mapping[str, Any], following: str = "NextToken", units: float = 1.0
    ) -> Iterator[Answer]:
        """Every page of an answer, `following` being the name of what leads to the next. Raises as `call`."""
        place: Mapping[str, Any] = {}
        while True:
            answer = self.call(operation, {**params, **place}, units)
            yield answer
            if not answer.get(following):
                return
            place = {following: answer[following]}

    @contextlib.contextmanager
    def using(self, operation: Operation, units: float = 1.0) -> Iterator[Client]:
        """The client of an operation, for one call of it or for a helper that makes several.

        Raises Cancelled before the call; AwsFault for whatever boto3 raises in it, for a spent budget, and at once
        where the operation was given up before.
        """
        self.look()
        if (fault := self._given_up.get(operation)) is not None:
            raise fault
        usd = prices.cost(operation.price, units)
        self.budget.reserve(operation, usd)
        paid = usd
        attempts = Attempts(self._cancelled)
        began, failed = time.monotonic(), True
        try:
            self.sleep(_bucket(operation, self._per_second(operation)).take())
            began = time.monotonic()
            with attempts.counted():
                yield self._clients.get(operation.service)
            failed = False
            self._in_a_row[operation] = 0
        except Cancelled:
            raise
        except AwsFault:
            raise
        except Exception as error:
            fault = self._sorted(operation, error, attempts.retries)
            if not is_perhaps_done(fault):
                paid = 0.0
            raise fault from None  # the cause's text may hold keys and addresses, and tracebacks are logged
        finally:
            self.budget.give_back(usd - paid)
            spent = 1000 * (time.monotonic() - began)
            self._tally.add(operation.provider, spent, attempts.retries, paid, failed=failed)
            log.debug("%s %s: %.0f ms, %d retries", operation.service, operation.name, spent, attempts.retries)

    def wait(self, operation: Operation, look: Callable[[], Made | None], seconds: float) -> Made:
        """Asks until there is an answer, ever less often: what `look` gives once it is not None.

        Raises AwsFault after `seconds`, Cancelled, or what `look` raises.
        """
        deadline, pause = time.monotonic() + seconds, float(self.settings.aws_poll_seconds)
        while (found := look()) is None:
            if time.monotonic() + pause > deadline:
                sentence = f"{title(operation.provider)} was not done within {seconds:.0f} s."
                raise AwsFault(sentence, provider=operation.provider, kind="transient", aws_code="DeadlineExceeded")
            self.sleep(pause)
            pause = self._slower(pause)
        return found

    def attempt(self, provider: str, work: Callable[[], Made]) -> Made | None:
        """What `work` makes, or None where the provider failed, now or before in this job: it is not asked again.

        Raises AwsFault where AWS_FALLBACK=fail, and Cancelled.
        """
        if provider in self._fallen:
            return None
        try:
            return work()
        except AwsFault as fault:
            if self.settings.aws_fallback == "fail":
                raise
            self.fall_back(fault)
            return None

    def fall_back(self, fault: AwsFault) -> None:
        """The provider of this fault is not asked any more in this job."""
        self._fallen[fault.provider] = fault
        log.warning(
            "%s falls back (AWS_FALLBACK=%s): %s", fault.provider, self.settings.aws_fallback, fault.sentence
        )

    def is_given_up(self, fault: AwsFault) -> bool:
        """Whether it is the reason why an operation is not asked any more."""
        return any(fault is reason for reason in self._given_up.values())

    def fallback_reason(self, provider: str) -> str | None:
        """One sentence on why the provider is not asked any more."""
        fault = self._fallen.get(provider)
        return fault.sentence if fault else None

    @property
    def warnings(self) -> tuple[Warning, ...]:
        """One for each provider that fell back."""
        return tuple(Warning("aws_fallback", fault.sentence) for fault in self._fallen.values())

    def usage(self, provider: str) -> Usage:
        return self._tally.of(provider)

    def report(self, provider: str, mode: str, **details: Scalar) -> Provider:
        """For `providers`: `mode` is what made the result (aws, local, mock, …)."""
        return report(mode, "aws", self._tally.of(provider), self.fallback_reason(provider), **details)

    def tidying(self) -> Aws:
        """The same for calls that clean up: they are made though the job was cancelled meanwhile."""
        other = copy.copy(self)
        other._cancelled = _never
        return other

    def sleep(self, seconds: float) -> None:
        """Raises Cancelled."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            time.sleep(min(left, _SLICE))
            self.look()

    def look(self) -> None:
        """Raises Cancelled where the job was."""
        if self._cancelled():
            raise Cancelled

    def _slower(self, pause: float) -> float:
        return min(pause * _SLOWER, _SLOWEST * self.settings.aws_poll_seconds)

    def _per_second(self, operation: Operation) -> float:
        if operation.price == "rekognition.image":
            return float(self.settings.rekognition_max_tps)
        return operation.per_second

    def _sorted(self, operation: Operation, error: Exception, retries: int) -> AwsFault:
        """As ours; the operation is given up at once or, where it may have been chance, after a few in a row."""
        fault = explain(operation, error, retries)
        if fault.kind == "transient":
            self._in_a_row[operation] = self._in_a_row.get(operation, 0) + 1
        if fault.kind in ("configuration", "refused") or self._in_a_row.get(operation, 0) >= PATIENCE:
            self._given_up.setdefault(operation, fault)
        log.info("%s %s failed: %s (%s)", operation.service, operation.name, fault.aws_code, fault.kind)
        return fault


_MAYBE_DONE = frozenset({"ReadTimeoutError", "ConnectionClosedError", "BrokenOff", "IncompleteReadError"})
"""AWS may have done what it was asked to, and charge it, though the answer was lost."""


def is_perhaps_done(fault: AwsFault) -> bool:
    """Whether AWS did, or may have done, what it was asked to: it may be charged and may have to be tidied up."""
    return fault.kind == "done" or fault.aws_code in _MAYBE_DONE


def _never() -> bool:
    return False


def _bucket(operation: Operation, per_second: float) -> TokenBucket:
    with _guard:
        return _buckets.setdefault((f"{operation.service}.{operation.name}", per_second), TokenBucket(per_second))
