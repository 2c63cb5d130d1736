"""What the endpoint does instead of answering."""

from __future__ import annotations

from dataclasses import dataclass

COMMON = frozenset(
    {
        *("AccessDeniedException", "ExpiredTokenException", "IncompleteSignature", "InternalFailure"),
        *("InternalServerError", "RequestLimitExceeded", "ServiceUnavailable", "ThrottlingException", "Throttling"),
        *("TooManyRequestsException", "UnrecognizedClientException", "ValidationException"),
        *("UnknownOperationException", "InvalidSignatureException", "NotAuthorized", "OptInRequired"),
    }
)
"""Errors of every service, which the models do not list ("Common Errors" of the API references)."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An error answer; `code` is one of the operation's own or a common one."""

    code: str
    status: int = 400
    message: str = "refused by the test endpoint"


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing for so many seconds, then the end of the connection."""

    seconds: float


@dataclass(frozen=True, slots=True)
class HangUp:
    """The end of the connection at once."""


@dataclass(frozen=True, slots=True)
class Half:
    """The true answer's length, half of its bytes, and the end of the connection."""


Fault = Refusal | Silence | HangUp | Half
