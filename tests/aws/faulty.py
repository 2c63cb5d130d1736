"""Every service failing in every way: what a whole job makes of it, and what it may never say."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

from tests.aws.encoding import Encoder
from tests.aws.everything import WORDS, Everything, document
from tests.aws.fake_cloud import KEY, SECRET, TOKEN, FakeCloud
from tests.aws.runs import Run, run
from tests.aws.stub import Half, HangUp, Refusal, Silence, closed_port
from tests.aws.stub.faults import Fault
from tests.aws.transcribing import Transcriber

OFTEN = 10_000
"""More than a job asks."""
OPERATIONS = {
    "rekognition": ("rekognition", ("DetectLabels", "DetectFaces", "RecognizeCelebrities")),
    "personalize": ("personalize-runtime", ("GetPersonalizedRanking",)),
    "sagemaker": ("sagemaker-runtime", ("InvokeEndpoint",)),
    "transcribe": ("transcribe", ("StartTranscriptionJob",)),
    "translate": ("translate", ("TranslateDocument", "TranslateText")),
    "mediaconvert": ("mediaconvert", ("CreateJob",)),
    "s3": ("s3", ("PutObject",)),
}
"""By provider: boto3's service, and the operations without which it is of no use to a job."""
TAKES_ALONG = {
    "s3": {"transcribe", "translate", "mediaconvert"},
    "transcribe": {"translate"},
    "translate": {"transcribe"},
}
"""What is of no use without a service: words that nobody translates, and what works in the bucket."""
FAULTS: dict[str, Fault] = {
    "throttled": Refusal("ThrottlingException"),
    "denied": Refusal("AccessDeniedException"),
    "broken": Refusal("InternalServerError", 500),
    "silent": Silence(0.5),
    "hung up": HangUp(),
    "half": Half(),
}
_OF_S3: dict[str, Fault] = {
    "throttled": Refusal("SlowDown", 503),
    "denied": Refusal("AccessDenied", 403),
    "broken": Refusal("InternalError", 500),
}
"""S3 has codes of its own, and its PutObject no answer of which there could be half."""

Spoil = Callable[[FakeCloud], None]


@dataclass(frozen=True)
class Case:
    """One service, failing in one way."""

    service: str
    way: str
    spoil: Spoil
    environment: dict[str, str] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    along: frozenset[str] = frozenset()
    """Services that cannot but fail with it."""

    @property
    def name(self) -> str:
        return f"{self.service}: {self.way}"


def cases() -> Iterator[Case]:
    """All of them."""
    for service in OPERATIONS:
        for way, fault in FAULTS.items():
            if service == "s3" and way == "half":
                continue
            chosen = _OF_S3.get(way, fault) if service == "s3" else fault
            yield Case(service, way, _always(service, chosen))
        yield _refused(service)
    yield from _wrong_answers()


def _always(service: str, fault: Fault) -> Spoil:
    def spoil(cloud: FakeCloud) -> None:
        name, operations = OPERATIONS[service]
        for operation in operations:
            if service == "s3":
                cloud.door.fail(operation, fault, OFTEN)
            else:
                cloud.stub.fail(name, operation, fault, OFTEN)

    return spoil


def _refused(service: str) -> Case:
    variable = OPERATIONS[service][0].upper().replace("-", "_")
    return Case(service, "no connection", lambda cloud: None, {f"AWS_ENDPOINT_URL_{variable}": closed_port()})


def _wrong_answers() -> Iterator[Case]:
    """Answers that fit the service model, and are of no use."""
    yield Case("rekognition", "answers without lists", _answers("rekognition", {"DetectLabels": {}}))
    little = {"AWS_MAX_COST_USD": "0.0005"}
    dear = frozenset({"transcribe", "translate", "mediaconvert"})
    yield Case("rekognition", "no money", lambda cloud: None, settings=little, along=dear)
    fewer = {"personalizedRanking": [{"itemId": "somebody-else", "score": 0.5}]}
    yield Case("personalize", "fewer items", _answers("personalize-runtime", {"GetPersonalizedRanking": fewer}))
    few = {"Body": json.dumps({"predictions": []}).encode()}
    yield Case("sagemaker", "fewer scores", _answers("sagemaker-runtime", {"InvokeEndpoint": few}))
    torn = {"Body": b'{"predictions": [0.5, 0'}
    yield Case("sagemaker", "half a body", _answers("sagemaker-runtime", {"InvokeEndpoint": torn}))
    yield Case("transcribe", "failed job", lambda cloud: _made(Transcriber(cloud, WORDS, status="FAILED")))
    yield Case("transcribe", "no words that can be read", lambda cloud: _made(Transcriber(cloud, [{"type": "?"}])))
    empty = {"TranslatedText": "", "SourceLanguageCode": "en", "TargetLanguageCode": "de"}
    lost = {"TranslateDocument": document(lambda lines: lines[1:]), "TranslateText": empty}
    yield Case("translate", "lost lines", _answers("translate", lost))
    yield Case("mediaconvert", "failed job", lambda cloud: _made(Encoder(cloud, status="ERROR")))
    yield Case("mediaconvert", "cancelled job", lambda cloud: _made(Encoder(cloud, status="CANCELED")))
    yield Case("mediaconvert", "missing file", lambda cloud: _made(Encoder(cloud, forget=".ts")))


def _made(service: object) -> None:
    """It has put itself in the place of the one that works."""


def _answers(service: str, answers: dict[str, Any]) -> Spoil:
    def spoil(cloud: FakeCloud) -> None:
        for operation, answer in answers.items():
            cloud.stub.on(service, operation, answer)

    return spoil


def play(case: Case, cloud: FakeCloud, film: Path, folder: Path, **settings: str) -> Run:
    """One job while the service fails, with botocore's pauses left out."""
    Everything(cloud)
    cloud.stub.heal()
    cloud.door.heal()
    case.spoil(cloud)
    cloud.extra = case.environment
    with quick_retries():
        return run(cloud, film, folder, None, **{**case.settings, **settings})


@contextmanager
def quick_retries() -> Iterator[None]:
    """Pauses between attempts grow to 20 s; what is looked at here is what comes after them."""
    with mock.patch("botocore.retries.standard.ExponentialBackoff.delay_amount", lambda self, context: 0.001):
        yield


def wrong_after_fallback(case: Case, ended: Run) -> list[str]:
    """What is wrong with a job that was to fall back; nothing where all is well."""
    told = ended.told
    if told["status"] != "completed":
        return [f"it ended as {told['status']}: {told['error']}"]
    wrong = secrets_in(ended)
    one = told["providers"].get(case.service, {})
    if one.get("mode") == "aws":
        wrong.append(f"{case.service} says that AWS made the result")
    if not one.get("fallbackReason"):
        wrong.append(f"{case.service} gives no reason")
    if not any(warning["code"] in ("aws_fallback", "captions_not_transcribed") for warning in told["warnings"]):
        wrong.append("no warning was given")
    if "falls back" not in ended.log:
        wrong.append("the log does not tell of it")
    spared = set(OPERATIONS) - {case.service} - TAKES_ALONG.get(case.service, set()) - case.along
    along = [service for service in sorted(spared) if told["providers"][service]["mode"] != "aws"]
    return wrong + [f"{service} was taken along: {told['providers'][service]}" for service in along]


def wrong_after_failure(case: Case, ended: Run) -> list[str]:
    """What is wrong with a job that was to fail."""
    told = ended.told
    if told["status"] != "failed" or told["error"]["code"] != "aws_failed":
        return [f"it ended as {told['status']}: {told['error']}"]
    return secrets_in(ended)


def secrets_in(ended: Run) -> list[str]:
    """Where credentials stand that nobody may read."""
    places = {"the log": ended.log, "the job": json.dumps(ended.told), "the job's file": ended.stored}
    for file in ended.folder.rglob("*.json"):
        places[file.name] = file.read_text("utf-8", "replace")
    names = {"the key": KEY, "the secret": SECRET, "the token": TOKEN, "a signature": "X-Amz-Signature"}
    return [
        f"{name} is in {place}" for place, text in places.items() for name, part in names.items() if part in text
    ]
