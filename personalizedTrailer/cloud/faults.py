"""What an error of AWS means for a job: its kind decides whether to wait, to leave an input out, or to fall back."""

from __future__ import annotations

from typing import Any

from personalizedTrailer.cloud.operations import Operation
from personalizedTrailer.errors import AwsFault, AwsFaultKind

_CONFIGURATION = frozenset(
    {
        *("AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "NotAuthorized", "OptInRequired"),
        *("UnrecognizedClientException", "InvalidClientTokenId", "InvalidAccessKeyId", "AuthFailure"),
        *(
            "SignatureDoesNotMatch",
            "InvalidSignatureException",
            "IncompleteSignature",
            "MissingAuthenticationToken",
        ),
        *("ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired"),
        *("ResourceNotFoundException", "NoSuchBucket", "NotFoundException", "PermanentRedirect"),
        *("AuthorizationHeaderMalformed", "SubscriptionRequiredException", "403", "401"),
    }
)
_TRANSIENT = frozenset(
    {
        *(
            "Throttling",
            "ThrottlingException",
            "ThrottledException",
            "RequestThrottled",
            "RequestThrottledException",
        ),
        *("TooManyRequestsException", "RequestLimitExceeded", "BandwidthLimitExceeded", "SlowDown"),
        *("ProvisionedThroughputExceededException", "PriorRequestNotComplete", "EC2ThrottledException"),
        *("InternalError", "InternalFailure", "InternalServerError", "InternalServerException", "InternalFailure"),
        *("InternalServerErrorException", "ServiceUnavailable", "ServiceUnavailableException", "RequestTimeout"),
        *("RequestTimeoutException", "ModelNotReadyException", "ModelError"),
    }
)
_QUOTA = frozenset({"LimitExceededException", "ServiceQuotaExceededException", "QuotaExceededException"})
_NO_CREDENTIALS = frozenset(
    {
        *("NoCredentialsError", "PartialCredentialsError", "CredentialRetrievalError", "ProfileNotFound"),
        *("TokenRetrievalError", "UnauthorizedSSOTokenError", "SSOTokenLoadError", "NoAuthTokenError"),
        *("NoRegionError", "ConfigNotFound", "InvalidConfigError", "UnknownServiceError"),
    }
)
_NETWORK = frozenset(
    {
        *("EndpointConnectionError", "ConnectTimeoutError", "ReadTimeoutError", "ConnectionClosedError"),
        *("ProxyConnectionError", "SSLError", "HTTPClientError", "ConnectionError", "IncompleteReadError"),
        *("ResponseStreamingError", "ResponseParserError", "BrokenOff"),
    }
)
_NAMES = {
    "rekognition": "Amazon Rekognition",
    "personalize": "Amazon Personalize",
    "sagemaker": "Amazon SageMaker",
    "s3": "Amazon S3",
    "transcribe": "Amazon Transcribe",
    "translate": "Amazon Translate",
    "mediaconvert": "AWS Elemental MediaConvert",
}


def title(provider: str) -> str:
    """A service's full name."""
    return _NAMES.get(provider, provider)


def explain(operation: Operation, error: Exception, retries: int = 0) -> AwsFault:
    """What botocore raised after so many retries, as ours: never its text, which may hold keys and addresses."""
    code, status = _code(error)
    kind = "done" if retries and code in operation.done_codes else _kind(operation, code, status)
    return AwsFault(_sentence(operation, kind, code), provider=operation.provider, kind=kind, aws_code=code)


def wrong_answer(operation: Operation, why: str) -> AwsFault:
    """For an answer that cannot be used: `why` completes "answered" ("with 3 of 40 items")."""
    sentence = f"{title(operation.provider)} answered {operation.name} {why}."
    return AwsFault(sentence, provider=operation.provider, kind="answer", aws_code="WrongAnswer")


def _code(error: Exception) -> tuple[str, int]:
    response: dict[str, Any] = getattr(error, "response", None) or {}
    if isinstance(response, dict) and "Error" in response:
        status = int(response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
        return str(response["Error"].get("Code") or status or "Unknown"), status
    return type(error).__name__, 0


def _kind(operation: Operation, code: str, status: int) -> AwsFaultKind:
    if code in operation.item_codes:
        return "item"
    if code in _CONFIGURATION or code in _NO_CREDENTIALS:
        return "configuration"
    if code in _QUOTA:
        return "quota"
    if code in _TRANSIENT or code in _NETWORK or status >= 500:
        return "transient"
    return "refused"


def _sentence(operation: Operation, kind: AwsFaultKind, code: str) -> str:
    name = title(operation.provider)
    if code in _NO_CREDENTIALS:
        # The guide's words, by which operators look for it in the log.
        return f"{name}: Unable to locate credentials ({code})."
    if kind == "configuration":
        return f"{name} refused {operation.name} ({code}): look at the credentials and at {operation.action}."
    if kind == "transient":
        return f"{name} did not answer {operation.name} in the end ({code})."
    if kind == "quota":
        return f"{name} did not begin {operation.name} in time: a quota of the account is used up ({code})."
    if kind == "item":
        return f"{name} could not use one input of {operation.name} ({code})."
    return f"{name} refused {operation.name} ({code})."
