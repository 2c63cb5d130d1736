"""AWS Elemental MediaConvert: starts a job, awaits its end, and ends it where nobody wants it any more.

The plain regional endpoint is used; `DescribeEndpoints` is deprecated. boto3 has no waiter for these jobs.
"""

from __future__ import annotations

import logging
from typing import Any

from personalizedTrailer.cloud.calls import Aws
from personalizedTrailer.cloud.faults import wrong_answer
from personalizedTrailer.cloud.operations import CANCEL_ENCODE, CREATE_ENCODE, GET_ENCODE
from personalizedTrailer.errors import AwsFault

log = logging.getLogger(__name__)

LEAST_PATIENCE_SECONDS = 900.0
PATIENCE = 20.0
"""Times the length of what is made."""


def convert(aws: Aws, settings: dict[str, Any], name: str, seconds: float, minutes: float) -> None:
    """Runs one job to its end. `settings` are those of CreateJob, `name` makes the request unique: repeated with the
    same it starts no second job. `seconds` of output are made, which cost as `minutes`.

    Raises AwsFault or Cancelled; in both cases the job is cancelled where it had begun.
    """
    asked: dict[str, Any] = {
        "Role": aws.settings.mediaconvert_role_arn,
        "Settings": settings,
        "ClientRequestToken": name,
        "UserMetadata": {"made-by": "personalized-trailer"},
    }
    if aws.settings.mediaconvert_queue_arn:
        asked["Queue"] = aws.settings.mediaconvert_queue_arn
    job = str(aws.call(CREATE_ENCODE, asked, minutes).get("Job", {}).get("Id", ""))
    if not job:
        raise wrong_answer(CREATE_ENCODE, "without a job")
    ended = False
    try:
        status = aws.wait(GET_ENCODE, lambda: _ended(aws, job), max(LEAST_PATIENCE_SECONDS, PATIENCE * seconds))
        ended = True
    finally:
        if not ended:
            _cancel(aws.tidying(), job)
    if status != "COMPLETE":
        raise wrong_answer(GET_ENCODE, f"that the job ended as {status}")


def _ended(aws: Aws, job: str) -> str | None:
    status = aws.call(GET_ENCODE, {"Id": job}).get("Job", {}).get("Status")
    if status in ("SUBMITTED", "PROGRESSING"):
        return None
    if status not in ("COMPLETE", "CANCELED", "ERROR"):
        raise wrong_answer(GET_ENCODE, "without a status")
    return str(status)


def _cancel(aws: Aws, job: str) -> None:
    try:
        aws.call(CANCEL_ENCODE, {"Id": job})
    except AwsFault as fault:
        log.warning("A job of MediaConvert could not be cancelled: %s", fault.sentence)
