"""Answers that broke off: botocore takes what is left of them for an empty answer, so that nothing would be found.

Handlers of botocore's events; streams of bytes are checked by botocore itself.
"""

from __future__ import annotations

from typing import Any

from personalizedTrailer.cloud.attempts import ATTEMPTS

_FIRST_PAUSE = 0.1
"""Seconds; it doubles."""


class BrokenOff(Exception):
    """The last attempt gave a half answer, too."""


def needs_retry(response: Any, operation: Any, attempts: int, **_: object) -> float | None:
    """Seconds until the next attempt, or None where there is no need for one, or no attempt left."""
    if response is None or attempts >= ATTEMPTS or not is_half(response[0], operation):
        return None
    return float(_FIRST_PAUSE * 2 ** (attempts - 1))


def after_call(http_response: Any, model: Any, **_: object) -> None:
    """Raises BrokenOff."""
    if is_half(http_response, model):
        raise BrokenOff


def is_half(response: Any, operation: Any) -> bool:
    """Whether fewer bytes came than were announced."""
    if (
        operation.has_streaming_output
        or operation.has_event_stream_output
        or operation.http.get("method") == "HEAD"
    ):
        return False
    announced = response.headers.get("content-length")
    return announced is not None and str(announced).isdigit() and len(response.content) < int(announced)
