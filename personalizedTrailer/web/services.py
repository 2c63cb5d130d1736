"""What the views work with, handed in by the factory."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import monotonic
from typing import cast

from flask import current_app

from personalizedTrailer.cloud.checks import Checks
from personalizedTrailer.model import Profile
from personalizedTrailer.runners.base import JobRunner
from personalizedTrailer.settings import Settings
from personalizedTrailer.storage.base import JobStore
from personalizedTrailer.storage.keys import KeyBook
from personalizedTrailer.storage.tallies import Tallies
from personalizedTrailer.web.limits import Slots
from personalizedTrailer.web.parse import Choices, choices

EXTENSION = "personalized-trailer"
"""The key of `Services` in `app.extensions`."""


def utc_now() -> datetime:
    return datetime.now(UTC)


def new_id() -> str:
    """12 lower-case hexadecimal digits."""
    return secrets.token_hex(6)


@dataclass(frozen=True)
class Services:
    settings: Settings
    store: JobStore
    runner: JobRunner
    keys: KeyBook
    requests: Tallies
    profiles: tuple[Profile, ...]
    modes: Callable[[], tuple[str, ...]]
    """The modes that are usable here, now."""
    version: str
    aws: Checks
    """What is known of the services of AWS; asked in aws mode alone."""
    clock: Callable[[], datetime] = utc_now
    make_id: Callable[[], str] = new_id
    slots: Slots = field(default_factory=Slots)
    started: float = field(default_factory=monotonic)
    """On the monotonic clock, in seconds."""

    @property
    def choices(self) -> Choices:
        return choices(self.settings, self.profiles, self.modes())


def services() -> Services:
    """Those of the application that answers the current request."""
    return cast(Services, current_app.extensions[EXTENSION])
