"""Errors to answers: one table from the error tree to HTTP, and JSON for everything that goes wrong."""

from __future__ import annotations

import logging
import secrets

from flask import Flask, Response, jsonify
from werkzeug.exceptions import HTTPException, RequestedRangeNotSatisfiable

from personalizedTrailer import errors
from personalizedTrailer.errors import TrailerError

log = logging.getLogger(__name__)

STATUS: dict[type[TrailerError], int] = {
    errors.TrailerError: 500,
    errors.CallerError: 400,
    errors.JobNotFound: 404,
    errors.DeliverableNotFound: 404,
    errors.NotReady: 404,
    errors.UploadsOff: 404,
    errors.FeedbackOff: 404,
    errors.Conflict: 409,
    errors.UploadTooLarge: 413,
    errors.FootageError: 422,
    errors.Unavailable: 503,
    errors.OurFault: 500,
    errors.Cancelled: 409,
    errors.StartError: 500,
}
"""The nearest ancestor counts, so that a new error has the status of its kind until it needs one of its own."""

RETRY_AFTER = 10
"""Seconds that a 503 asks for where the error does not say."""

_FRAMEWORK = {
    400: ("bad_request", "The request could not be understood."),
    404: ("not_found", "There is nothing at this address."),
    405: ("method_not_allowed", "This address does not know that method."),
    413: ("request_too_large", "The request is too large."),
    414: ("address_too_long", "The address is too long."),
    415: ("unsupported_media_type", "The service does not read this kind of body."),
    416: ("range_not_satisfiable", "The file does not hold the range that was asked for."),
    431: ("headers_too_large", "The headers of the request are too large."),
}
"""What the framework refuses on its own, by status; its own sentences may quote the request."""


class RequestTooLarge(HTTPException):
    """413 for a request, rather than a film, that is beyond its limits; the description is the sentence."""

    code = 413


def status_of(kind: type[TrailerError]) -> int:
    """The HTTP status of an error of the tree."""
    return next(STATUS[ancestor] for ancestor in kind.__mro__ if ancestor in STATUS)


def problem(error: TrailerError) -> Response:
    """The answer to an error of the tree."""
    status = status_of(type(error))
    # Of our own faults the sentence of the class: that of the instance may name a file or a command line.
    sentence = type(error).sentence_by_default if status == 500 else error.sentence
    body: dict[str, object] = {"error": sentence, "code": error.code}
    if error.field is not None:
        body["field"] = error.field
    if status == 500:
        body["requestId"] = _logged(error)
    response = jsonify(body)
    response.status_code = status
    if status == 503:
        response.headers["Retry-After"] = str(error.retry_after or RETRY_AFTER)
        log.warning("Refused for now: %s", error.sentence)
    return response


def install(app: Flask) -> None:
    """Makes every error of this application an answer in JSON."""
    app.register_error_handler(TrailerError, problem)
    app.register_error_handler(HTTPException, _refused_by_framework)
    app.register_error_handler(Exception, _unexpected)


def _refused_by_framework(error: HTTPException) -> Response:
    status = error.code or 500
    code, sentence = _FRAMEWORK.get(status, ("http_error", "The request was refused."))
    if isinstance(error, RequestTooLarge) and error.description:
        sentence = error.description
    if status >= 500:
        return _unexpected(error)
    response = jsonify({"error": sentence, "code": code})
    response.status_code = status
    for name, value in error.get_headers():
        if name.lower() in ("allow", "content-range", "retry-after", "location"):
            response.headers[name] = value
    if isinstance(error, RequestedRangeNotSatisfiable):
        response.headers["Accept-Ranges"] = "bytes"
    return response


def _unexpected(error: Exception) -> Response:
    request_id = _logged(error)
    response = jsonify(
        {
            "error": f"Something went wrong in the service; the log has more under {request_id}.",
            "code": "internal_error",
            "requestId": request_id,
        }
    )
    response.status_code = 500
    return response


def _logged(error: Exception) -> str:
    """Writes the error into the log, whole, and returns the id under which it is found there."""
    request_id = secrets.token_hex(8)
    log.error("Request %s failed: %s", request_id, error, exc_info=error)
    if detail := getattr(error, "detail", ""):
        log.error("Request %s: %s", request_id, detail)
    return request_id
