"""Whether each service answers, by operations that are free of charge: asked now and then, in the background."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from personalizedTrailer.cloud import operations as op
from personalizedTrailer.cloud.calls import Answer, Aws
from personalizedTrailer.cloud.faults import wrong_answer
from personalizedTrailer.cloud.operations import Operation
from personalizedTrailer.cloud.providers import enabled, lacking
from personalizedTrailer.errors import AwsFault
from personalizedTrailer.settings import Settings

log = logging.getLogger(__name__)

FRESH_SECONDS = 60.0
"""How long an answer holds before it is asked for again."""
FIRST_WAIT_SECONDS = 3.0
"""How long whoever asks first waits for the answers."""


@dataclass(frozen=True, slots=True)
class Check:
    """What was last known of a service."""

    enabled: bool
    answers: bool
    reason: str | None
    """One sentence on why it does not; None also while nobody has asked yet."""


@dataclass(frozen=True, slots=True)
class _Question:
    operation: Operation
    params: Callable[[Settings], dict[str, Any]]
    state: Callable[[Answer], object] = lambda answer: None
    wanted: object = None
    """What `state` has to be of a thing that must be running."""


_ONE: dict[str, Any] = {"MaxResults": 1}
_QUESTIONS: dict[str, _Question] = {
    "rekognition": _Question(op.LIST_COLLECTIONS, lambda _: _ONE),
    "personalize": _Question(
        op.DESCRIBE_CAMPAIGN,
        lambda settings: {"campaignArn": settings.personalize_campaign_arn},
        lambda answer: answer.get("campaign", {}).get("status"),
        "ACTIVE",
    ),
    "mediaconvert": _Question(op.LIST_QUEUES, lambda _: _ONE),
    "s3": _Question(op.HEAD_BUCKET, lambda settings: {"Bucket": settings.bucket}),
    "sagemaker": _Question(
        op.DESCRIBE_ENDPOINT,
        lambda settings: {"EndpointName": settings.sagemaker_endpoint},
        lambda answer: answer.get("EndpointStatus"),
        "InService",
    ),
    "transcribe": _Question(op.LIST_TRANSCRIPTIONS, lambda _: _ONE),
    "translate": _Question(op.LIST_LANGUAGES, lambda _: _ONE),
}


class Checks:
    """The answers of one process. Thread-safe."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        self._settings, self._clock = settings, clock
        self._guard = threading.Lock()
        self._known: dict[str, Check] = {
            name: Check(on, answers=False, reason=None) for name, on in enabled(settings).items()
        }
        self._asked: float | None = None
        self._running: threading.Thread | None = None

    def now(self) -> dict[str, Check]:
        """What is known; asks anew in the background where that is old, and waits a little the first time."""
        with self._guard:
            first = self._asked is None
            old = first or self._clock() - (self._asked or 0.0) >= FRESH_SECONDS
            # A thread does not live on where the server forks its workers.
            if old and not (self._running and self._running.is_alive()):
                self._running = threading.Thread(target=self._ask, name="aws-checks", daemon=True)
                self._running.start()
            running = self._running
        if first and running is not None:
            running.join(FIRST_WAIT_SECONDS)
        with self._guard:
            return dict(self._known)

    def _ask(self) -> None:
        try:
            found = ask(self._settings)
            with self._guard:
                self._known = found
        finally:
            with self._guard:
                self._asked, self._running = self._clock(), None


def ask(settings: Settings) -> dict[str, Check]:
    """Asks every service that is on, side by side."""
    aws = Aws(settings, lambda: False)

    def one(name: str, on: bool) -> Check:
        if not on:
            return Check(on, answers=False, reason=None)
        why = lacking(name, settings) or _trouble(aws, name)
        return Check(on, answers=why is None, reason=why)

    services = enabled(settings)
    with ThreadPoolExecutor(len(services)) as pool:
        return dict(zip(services, pool.map(one, services, services.values()), strict=True))


def _trouble(aws: Aws, name: str) -> str | None:
    question = _QUESTIONS[name]
    try:
        answer = aws.call(question.operation, question.params(aws.settings))
        if (state := question.state(answer)) != question.wanted:
            raise wrong_answer(question.operation, f"that it is {state}")
    except AwsFault as fault:
        log.warning("%s is switched on and does not answer: %s", name, fault.sentence)
        return fault.sentence
    return None
