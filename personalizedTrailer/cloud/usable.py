"""Whether AWS can be asked at all from here: boto3 is installed, and credentials are to be found."""

from __future__ import annotations

import logging
import os
import threading
import time
from importlib.util import find_spec
from pathlib import Path

from personalizedTrailer.settings import CREDENTIALS, Settings, credentials

log = logging.getLogger(__name__)

_FRESH_SECONDS = {True: 600.0, False: 30.0}
"""How long an answer holds."""
_ELSEWHERE = (
    *("AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"),
    *("AWS_CONTAINER_CREDENTIALS_FULL_URI", *CREDENTIALS),
)
_FILES = (("AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials"), ("AWS_CONFIG_FILE", "~/.aws/config"))

_guard = threading.Lock()
_known: dict[bool, tuple[float, bool]] = {}


def is_usable(settings: Settings) -> bool:
    """Remembered for a while. The machine's own role is asked for, which takes a request, in aws mode alone."""
    with_role = settings.mode == "aws"
    with _guard:
        if with_role in _known:
            since, answer = _known[with_role]
            if time.monotonic() - since < _FRESH_SECONDS[answer]:
                return answer
        answer = find_spec("boto3") is not None and _may_be_found(with_role) and _are_found(with_role)
        _known[with_role] = time.monotonic(), answer
        return answer


def forget() -> None:
    """Looks anew the next time."""
    with _guard:
        _known.clear()


def _may_be_found(with_role: bool) -> bool:
    """Told without loading botocore, of which services that never use AWS have no use."""
    if with_role or credentials() or any(os.environ.get(name) for name in _ELSEWHERE):
        return True
    return any(Path(os.environ.get(name) or usual).expanduser().is_file() for name, usual in _FILES)


def _are_found(with_role: bool) -> bool:
    if {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"} <= credentials().keys():
        return True
    from botocore.exceptions import BotoCoreError
    from botocore.session import Session

    try:
        chain = Session(profile=credentials().get("AWS_PROFILE")).get_component("credential_provider")
        if not with_role:
            chain.remove("iam-role")
        return chain.load_credentials() is not None
    except BotoCoreError as fault:
        log.warning("AWS credentials cannot be used: %s", type(fault).__name__)
        return False
