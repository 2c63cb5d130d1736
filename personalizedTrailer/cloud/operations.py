"""Every operation of AWS that this program may call: one table for the clients, the pace, the prices and the policy."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

BUCKET = "arn:aws:s3:::{bucket}"
KEYS = "arn:aws:s3:::{bucket}/{prefix}/*"
CAMPAIGN = "{campaign}"
TRACKER = "arn:aws:personalize:{region}:{account}:event-tracker/*"
ENDPOINT = "arn:aws:sagemaker:{region}:{account}:endpoint/{endpoint}"
MEDIACONVERT_ROLE = "{mediaconvert_role}"
ANY = "*"
"""For services whose actions know no narrower resource; the policy binds them to the region instead."""


@dataclass(frozen=True, slots=True)
class Operation:
    provider: str
    """Whose it is in `providers` and in the switches: rekognition, personalize, …"""
    service: str
    """boto3's name of the client."""
    name: str
    """As the service model has it: `DetectLabels`."""
    action: str
    """What IAM calls it."""
    resource: str
    """What the policy allows it on, with places to fill in as in `policy`."""
    per_second: float
    """Calls a second of a process, well below the default quota of an account."""
    price: str | None = None
    """A key of `prices.PRICES`; None is free of charge."""
    item_codes: frozenset[str] = field(default_factory=frozenset)
    """Codes of errors that one input is to blame for: it is left out, and the others go on."""
    done_codes: frozenset[str] = field(default_factory=frozenset)
    """Codes of errors that, to a repeated attempt, say that one before it got through though its answer was lost."""

    @property
    def method(self) -> str:
        """boto3's name: `detect_labels`."""
        return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", self.name).lower()


_PICTURE = frozenset({"InvalidImageFormatException", "ImageTooLargeException", "InvalidParameterException"})
"""InvalidParameterException is what a picture of under 80 pixels gets."""


def _image(name: str) -> Operation:
    return Operation(
        "rekognition", "rekognition", name, f"rekognition:{name}", ANY, 5.0, "rekognition.image", _PICTURE
    )


# 5 a second: the safe default of the quota tables, raised by REKOGNITION_MAX_TPS.
DETECT_LABELS = _image("DetectLabels")
DETECT_FACES = _image("DetectFaces")
RECOGNIZE_CELEBRITIES = _image("RecognizeCelebrities")
START_SEGMENTS = Operation(
    "rekognition",
    "rekognition",
    "StartSegmentDetection",
    "rekognition:StartSegmentDetection",
    ANY,
    1.0,
    "rekognition.segments",
)
GET_SEGMENTS = Operation(
    "rekognition", "rekognition", "GetSegmentDetection", "rekognition:GetSegmentDetection", ANY, 5.0
)
LIST_COLLECTIONS = Operation(
    "rekognition", "rekognition", "ListCollections", "rekognition:ListCollections", ANY, 1.0
)
GET_RANKING = Operation(
    "personalize",
    "personalize-runtime",
    "GetPersonalizedRanking",
    "personalize:GetPersonalizedRanking",
    CAMPAIGN,
    1.0,
    "personalize.ranking",
)
PUT_EVENTS = Operation(
    "personalize",
    "personalize-events",
    "PutEvents",
    "personalize:PutEvents",
    TRACKER,
    10.0,
    "personalize.event",
)
DESCRIBE_CAMPAIGN = Operation(
    "personalize", "personalize", "DescribeCampaign", "personalize:DescribeCampaign", CAMPAIGN, 1.0
)
INVOKE_ENDPOINT = Operation(
    "sagemaker",
    "sagemaker-runtime",
    "InvokeEndpoint",
    "sagemaker:InvokeEndpoint",
    ENDPOINT,
    20.0,
    "sagemaker.invocation",
)
DESCRIBE_ENDPOINT = Operation(
    "sagemaker", "sagemaker", "DescribeEndpoint", "sagemaker:DescribeEndpoint", ENDPOINT, 1.0
)
HEAD_BUCKET = Operation("s3", "s3", "HeadBucket", "s3:ListBucket", BUCKET, 10.0, "s3.read")
LIST_OBJECTS = Operation("s3", "s3", "ListObjectsV2", "s3:ListBucket", BUCKET, 10.0, "s3.write")
_MISSING = frozenset({"404", "NoSuchKey"})
HEAD_OBJECT = Operation("s3", "s3", "HeadObject", "s3:GetObject", KEYS, 50.0, "s3.read", _MISSING)
GET_OBJECT = Operation("s3", "s3", "GetObject", "s3:GetObject", KEYS, 50.0, "s3.read", _MISSING)
PUT_OBJECT = Operation("s3", "s3", "PutObject", "s3:PutObject", KEYS, 50.0, "s3.write")
DELETE_OBJECT = Operation("s3", "s3", "DeleteObject", "s3:DeleteObject", KEYS, 50.0)
DELETE_OBJECTS = Operation("s3", "s3", "DeleteObjects", "s3:DeleteObject", KEYS, 10.0)
ABORT_UPLOAD = Operation("s3", "s3", "AbortMultipartUpload", "s3:AbortMultipartUpload", KEYS, 10.0)
START_TRANSCRIPTION = Operation(
    "transcribe",
    "transcribe",
    "StartTranscriptionJob",
    "transcribe:StartTranscriptionJob",
    ANY,
    5.0,
    "transcribe.minute",
    done_codes=frozenset({"ConflictException"}),
)
GET_TRANSCRIPTION = Operation(
    "transcribe", "transcribe", "GetTranscriptionJob", "transcribe:GetTranscriptionJob", ANY, 5.0
)
DELETE_TRANSCRIPTION = Operation(
    "transcribe", "transcribe", "DeleteTranscriptionJob", "transcribe:DeleteTranscriptionJob", ANY, 5.0
)
LIST_TRANSCRIPTIONS = Operation(
    "transcribe", "transcribe", "ListTranscriptionJobs", "transcribe:ListTranscriptionJobs", ANY, 1.0
)
_LANGUAGES = frozenset({"UnsupportedLanguagePairException", "DetectedLanguageLowConfidenceException"})
TRANSLATE_TEXT = Operation(
    "translate",
    "translate",
    "TranslateText",
    "translate:TranslateText",
    ANY,
    10.0,
    "translate.character",
    _LANGUAGES | {"TextSizeLimitExceededException"},
)
TRANSLATE_DOCUMENT = Operation(
    "translate",
    "translate",
    "TranslateDocument",
    "translate:TranslateDocument",
    ANY,
    5.0,
    "translate.character",
    _LANGUAGES,
)
LIST_LANGUAGES = Operation("translate", "translate", "ListLanguages", "translate:ListLanguages", ANY, 1.0)
CREATE_ENCODE = Operation(
    "mediaconvert",
    "mediaconvert",
    "CreateJob",
    "mediaconvert:CreateJob",
    ANY,
    2.0,
    "mediaconvert.minute",
)
GET_ENCODE = Operation("mediaconvert", "mediaconvert", "GetJob", "mediaconvert:GetJob", ANY, 2.0)
CANCEL_ENCODE = Operation("mediaconvert", "mediaconvert", "CancelJob", "mediaconvert:CancelJob", ANY, 2.0)
LIST_QUEUES = Operation("mediaconvert", "mediaconvert", "ListQueues", "mediaconvert:ListQueues", ANY, 1.0)

OPERATIONS: tuple[Operation, ...] = tuple(one for one in list(globals().values()) if isinstance(one, Operation))
"""All of them. What is not here is neither called nor allowed."""
