"""Answers that broke off: botocore does not ask for the length announced, and takes half a JSON for an empty answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def refuse_half(response_dict: Mapping[str, Any], **_: object) -> None:
    """A handler of botocore's event `before-parse`. Raises its IncompleteReadError.

    Bodies that are streamed are no bytes yet; they are checked by botocore where they are read.
    """
    body, announced = response_dict["body"], _announced(response_dict["headers"])
    if not isinstance(body, bytes) or announced is None or len(body) >= announced or not body:
        return
    from botocore.exceptions import IncompleteReadError

    raise IncompleteReadError(actual_bytes=len(body), expected_bytes=announced)


def _announced(headers: Mapping[str, str]) -> int | None:
    """None where nothing is, or where it is of what was compressed."""
    text = headers.get("content-length", "")
    return int(text) if text.isdigit() and not headers.get("content-encoding") else None
