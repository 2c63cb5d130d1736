"""What the caller is told of a fault, and what the log keeps of it."""

from __future__ import annotations

import logging

from personalizedTrailer.errors import (
    AwsFault,
    CallerError,
    FfmpegMissing,
    FootageError,
    NoRoom,
    OurFault,
    ProcessFailed,
    ProcessTimedOut,
    TrailerError,
)
from personalizedTrailer.model import JobError
from personalizedTrailer.storage.files import is_disk_full

log = logging.getLogger(__name__)

_NO_ROOM = "No space left on device"
_SENTENCE = "The trailers could not be made: a fault on our side. Please try again."


def explain(error: Exception, job_id: str, stage: str) -> JobError:
    """The job's error, in one sentence without a path of the server; all the rest goes to the log."""
    known = NoRoom() if _is_no_room(error) else error
    if isinstance(known, CallerError | FootageError):
        log.warning("Job %s failed in stage %s: %s", job_id, stage, known.sentence)
        return JobError(known.code, known.sentence, stage, known.fault)
    _tell_log(known, job_id)
    log.error("Job %s failed in stage %s", job_id, stage, exc_info=error)
    if not isinstance(known, TrailerError):
        return JobError(OurFault.code, _SENTENCE, stage, OurFault.fault)
    if isinstance(known, AwsFault):
        return JobError(known.code, known.sentence, stage, known.fault)
    # The sentence of the class: that of the instance may name a file or a command line.
    default = type(known).sentence_by_default
    sentence = _SENTENCE if default == TrailerError.sentence_by_default else default
    return JobError(known.code, sentence, stage, known.fault)


def _is_no_room(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, NoRoom) or is_disk_full(error):
            return True
        if isinstance(error, ProcessFailed) and error.for_want_of_room:
            return True
        error = error.__cause__ or error.__context__
    return False


def _tell_log(error: Exception, job_id: str) -> None:
    if isinstance(error, NoRoom):
        log.error("%s (job %s)", _NO_ROOM, job_id)
    elif isinstance(error, ProcessTimedOut):
        log.error("FFmpeg process exceeded timeout (job %s)", job_id)
    elif isinstance(error, FfmpegMissing):
        log.error("FFmpeg not found in PATH (job %s)", job_id)
    if isinstance(error, ProcessFailed) and error.detail:
        log.error("Last lines of the process (job %s): %s", job_id, error.detail)
