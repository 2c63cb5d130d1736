"""The one maker of boto3 clients: loaded when first asked for, one client a service for all threads of a process.

Addresses come from boto3's own AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_SERVICE, credentials from its default chain or
from `.env`; neither is ever kept in the settings.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from personalizedTrailer.cloud import halves
from personalizedTrailer.cloud.attempts import ATTEMPTS, before_send
from personalizedTrailer.settings import Settings, credentials

Client = Any
"""boto3 makes its clients' methods when they are asked for, so there are no types to be had."""

POOL = 16
"""Connections of a client: more than any stage has threads."""
CONNECT_SECONDS = 5
_HANDLERS = {"before-send": before_send, "needs-retry": halves.needs_retry, "after-call": halves.after_call}


@dataclass(frozen=True, slots=True)
class Reach:
    """What tells one set of clients from another."""

    region: str
    read_seconds: float
    endpoints: tuple[tuple[str, str], ...]
    """Variables that lead elsewhere than to AWS."""


def reach(settings: Settings) -> Reach:
    endpoints = ((name, value) for name, value in os.environ.items() if name.startswith("AWS_ENDPOINT_URL"))
    return Reach(settings.region, settings.aws_timeout_seconds, tuple(sorted(endpoints)))


class Clients:
    """Thread-safe: clients are shared by threads, and the session, which is not, by nobody."""

    def __init__(self, to: Reach) -> None:
        self._to = to
        self._guard = threading.Lock()
        self._made: dict[str, Client] = {}

    def get(self, service: str) -> Client:
        """Raises botocore's NoCredentialsError and the like as late as the first call."""
        with self._guard:
            if service not in self._made:
                self._made[service] = self._make(service)
            return self._made[service]

    def _make(self, service: str) -> Client:
        import boto3
        from botocore.config import Config

        config = Config(
            region_name=self._to.region,
            retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
            max_pool_connections=POOL,
            connect_timeout=CONNECT_SECONDS,
            read_timeout=self._to.read_seconds,
            # Without this a presigned POST of us-east-1 is signed in a way that newer regions refuse.
            signature_version="s3v4" if service == "s3" else None,
            # `auto` makes links to the address of us-east-1, which sends those of other regions elsewhere, unsigned.
            s3={"addressing_style": "auto" if self._to.endpoints else "virtual"},
        )
        client = boto3.Session(**_keys(credentials())).client(service, config=config)
        for event, handler in _HANDLERS.items():
            client.meta.events.register_first(event, handler)
        return client


def _keys(given: Mapping[str, str]) -> dict[str, str]:
    """What a session is told; nothing where the default chain is to look for itself."""
    names = {
        "AWS_ACCESS_KEY_ID": "aws_access_key_id",
        "AWS_SECRET_ACCESS_KEY": "aws_secret_access_key",
        "AWS_SESSION_TOKEN": "aws_session_token",
        "AWS_PROFILE": "profile_name",
    }
    return {names[name]: value for name, value in given.items()}


_shared: dict[Reach, Clients] = {}
_guard = threading.Lock()


def shared(settings: Settings) -> Clients:
    """Those of this process."""
    key = reach(settings)
    with _guard:
        return _shared.setdefault(key, Clients(key))
