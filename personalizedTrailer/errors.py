"""Every error that the service raises on purpose, as one tree.

TrailerError
├── CallerError                 the request is at fault (4xx)
│   ├── InvalidField            invalid_field, with `field`
│   ├── VideoRequired           video_required
│   ├── InvalidFileType         invalid_file_type
│   ├── UnknownProfile          unknown_profile
│   ├── IncompleteUpload        incomplete_upload
│   ├── UploadTooLarge          file_too_large
│   ├── JobNotFound             job_not_found
│   ├── DeliverableNotFound     deliverable_not_found
│   ├── NotReady                not_ready
│   ├── UploadsOff              uploads_off
│   ├── FeedbackOff             feedback_off
│   └── Conflict                conflict
│       └── KeyReused           idempotency_key_reused
├── FootageError                the film is at fault (422)
│   ├── UnreadableFootage       unreadable_footage
│   ├── UnsupportedContainer    unsupported_container
│   ├── NoVideoStream           no_video_stream
│   ├── FootageTooLong          footage_too_long
│   ├── FootageTooShort         footage_too_short
│   ├── PictureTooLarge         picture_too_large
│   ├── PictureTooSmall         picture_too_small
│   ├── FrameRateTooHigh        frame_rate_too_high
│   └── CorruptFootage          corrupt_media
│       └── DamagedStretch      corrupt_media, with the frames that do not decode
├── Unavailable                 not now (503, with retry_after)
│   ├── QueueFull               queue_full
│   ├── StreamsFull             streams_full
│   ├── BucketUnavailable       bucket_unavailable
│   ├── FeedbackLost            feedback_lost
│   ├── FfmpegMissing           ffmpeg_missing
│   └── NoRoom                  no_room
├── OurFault                    ours (500)
│   ├── ProcessFailed           process_failed
│   ├── ProcessTimedOut         process_timed_out
│   ├── VerificationFailed      verification_failed
│   ├── ModelUnusable           model_unusable
│   ├── AwsFault                aws_failed, with the provider and what kind of error it was
│   └── Interrupted             interrupted
├── Cancelled                   cancelled by the caller; never an answer of its own
└── StartError                  the service cannot start: one line, exit code 2
    ├── SettingsError           bad_setting
    └── ProfilesFileError       bad_profiles_file
"""

from __future__ import annotations

from typing import ClassVar, Literal

Fault = Literal["caller", "footage", "us", "nobody"]


class TrailerError(Exception):
    """Root of the tree.

    `sentence` is one sentence that a person can act on, free of server paths; `field` names the request
    field at fault; `retry_after` is in whole seconds.
    """

    code: ClassVar[str] = "error"
    fault: ClassVar[Fault] = "us"
    sentence_by_default: ClassVar[str] = "Something went wrong."

    def __init__(
        self, sentence: str | None = None, *, field: str | None = None, retry_after: int | None = None
    ) -> None:
        self.sentence = sentence or self.sentence_by_default
        self.field = field
        self.retry_after = retry_after
        super().__init__(self.sentence)


class CallerError(TrailerError):
    code, fault = "bad_request", "caller"


class InvalidField(CallerError):
    code = "invalid_field"


class VideoRequired(CallerError):
    code, sentence_by_default = "video_required", "Video file is required."


class InvalidFileType(CallerError):
    code = "invalid_file_type"


class UnknownProfile(CallerError):
    code, sentence_by_default = "unknown_profile", "Unknown profile selection."


class IncompleteUpload(CallerError):
    code, sentence_by_default = "incomplete_upload", "The upload ended before the whole film had arrived."


class UploadTooLarge(CallerError):
    code = "file_too_large"


class JobNotFound(CallerError):
    code, sentence_by_default = "job_not_found", "Job not found"


class DeliverableNotFound(CallerError):
    code, sentence_by_default = "deliverable_not_found", "Deliverable not found"


class NotReady(CallerError):
    code, sentence_by_default = "not_ready", "The job has not made this deliverable yet."


class UploadsOff(CallerError):
    code = "uploads_off"
    sentence_by_default = "Films are not taken from a bucket here: AWS_S3_UPLOADS is off, or there is no bucket."


class FeedbackOff(CallerError):
    code = "feedback_off"
    sentence_by_default = (
        "Nobody hears what viewers did here: AWS_PERSONALIZE_ENABLED is off, or PERSONALIZE_TRACKING_ID is not set."
    )


class Conflict(CallerError):
    code = "conflict"


class KeyReused(Conflict):
    code = "idempotency_key_reused"
    sentence_by_default = "This Idempotency-Key was used for another film or other options; send a new key."


class FootageError(TrailerError):
    code, fault = "bad_footage", "footage"


class UnreadableFootage(FootageError):
    code, sentence_by_default = "unreadable_footage", "The file could not be read as a video."


class UnsupportedContainer(FootageError):
    code = "unsupported_container"


class NoVideoStream(FootageError):
    code, sentence_by_default = "no_video_stream", "The file holds no moving picture."


class FootageTooLong(FootageError):
    code = "footage_too_long"


class FootageTooShort(FootageError):
    code = "footage_too_short"


class PictureTooLarge(FootageError):
    code = "picture_too_large"


class PictureTooSmall(FootageError):
    code = "picture_too_small"


class FrameRateTooHigh(FootageError):
    code = "frame_rate_too_high"


class CorruptFootage(FootageError):
    code = "corrupt_media"


class DamagedStretch(CorruptFootage):
    """A stretch of the film that was needed does not decode; `stretches` are half-open ranges of grid frames."""

    def __init__(self, stretches: tuple[tuple[int, int], ...]) -> None:
        super().__init__("The film is damaged where its trailers need it.")
        self.stretches = stretches


class Unavailable(TrailerError):
    code, fault = "unavailable", "us"


class QueueFull(Unavailable):
    code, sentence_by_default = "queue_full", "The queue is full; try again in a moment."


class StreamsFull(Unavailable):
    code = "streams_full"
    sentence_by_default = "Too many jobs are being watched at once; ask for the job itself every few seconds."


class BucketUnavailable(Unavailable):
    code, sentence_by_default = "bucket_unavailable", "The bucket cannot be used now; try again in a moment."


class FeedbackLost(Unavailable):
    code = "feedback_lost"


class FfmpegMissing(Unavailable):
    code, sentence_by_default = "ffmpeg_missing", "FFmpeg was not found; install it or set FFMPEG_PATH."


class NoRoom(Unavailable):
    code, sentence_by_default = "no_room", "There is no room on the disk for this film."


class OurFault(TrailerError):
    code, fault = "internal_error", "us"


class ProcessFailed(OurFault):
    """A child process ended badly; `detail` holds its last lines, for the log alone."""

    code, sentence_by_default = "process_failed", "A processing step failed."

    def __init__(self, sentence: str | None = None, *, detail: str = "") -> None:
        super().__init__(sentence)
        self.detail = detail

    @property
    def for_want_of_room(self) -> bool:
        """Whether it says that the disk was full."""
        return "No space left on device" in self.detail


class ProcessTimedOut(ProcessFailed):
    """`stalled`: it had said nothing for too long; otherwise it took too long in all."""

    code, sentence_by_default = "process_timed_out", "FFmpeg process exceeded timeout."

    def __init__(self, sentence: str | None = None, *, detail: str = "", stalled: bool = False) -> None:
        super().__init__(sentence, detail=detail)
        self.stalled = stalled


class VerificationFailed(OurFault):
    code, sentence_by_default = "verification_failed", "A rendered file did not match its plan."


class BrokenFrame(VerificationFailed):
    """A frame of a rendered file, numbered from 0, does not decode."""

    def __init__(self, frame: int) -> None:
        super().__init__(f"Frame {frame} of a rendered file does not decode.")
        self.frame = frame


class ModelUnusable(OurFault):
    """A model that a setting names, or what would run it, is missing or wrong."""

    code = "model_unusable"

    def __init__(self, setting: str, why: str) -> None:
        super().__init__(f"{setting} cannot be used: {why}.")
        self.setting = setting


AwsFaultKind = Literal["configuration", "transient", "item", "quota", "refused", "answer", "budget", "done"]
"""done: it was done already, by an attempt whose answer was lost."""
"""What to do about an error of AWS: put the account right; try again later; leave one input out; wait; nothing, for the
request itself was refused; nothing, for the answer was of no use; spend more."""


class AwsFault(OurFault):
    """A service of AWS could not be used. `aws_code` is AWS's own word for it; texts of AWS are never kept."""

    code = "aws_failed"

    def __init__(self, sentence: str, *, provider: str, kind: AwsFaultKind, aws_code: str) -> None:
        super().__init__(sentence)
        self.provider = provider
        self.kind = kind
        self.aws_code = aws_code


class Interrupted(OurFault):
    code, sentence_by_default = "interrupted", "The job was interrupted too often and was given up."


class Cancelled(TrailerError):
    code, fault, sentence_by_default = "cancelled", "nobody", "The job was cancelled."


class StartError(TrailerError):
    code = "cannot_start"


class SettingsError(StartError):
    code = "bad_setting"


class ProfilesFileError(StartError):
    code = "bad_profiles_file"
