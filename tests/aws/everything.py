"""A cloud in which every service works, for runs of the whole pipeline."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from tests.aws.encoding import Encoder
from tests.aws.fake_cloud import FakeCloud
from tests.aws.jobs import CAMPAIGN
from tests.aws.stub import AwsStub, load
from tests.aws.stub.recordings import every
from tests.aws.transcribing import Transcriber, item

SAID = ("the", "rain", "falls", "on", "the", "old", "town", "tonight")
WORDS = [item(n / 2, n / 2 + 0.4, word) for n, word in enumerate(SAID)]
_THEN = datetime(2026, 1, 1, tzinfo=UTC)
_PARAGRAPH = re.compile(r'<p id="(c\d+)">(.*?)</p>')


class Everything:
    """Lets all services of a cloud answer as they would; `transcriber` and `encoder` say what they were asked."""

    def __init__(self, cloud: FakeCloud) -> None:
        for path in every():
            cloud.stub.play(load(path))
        cloud.stub.on("personalize-runtime", "GetPersonalizedRanking", ranking)
        cloud.stub.on("sagemaker-runtime", "InvokeEndpoint", engagement)
        cloud.stub.on("translate", "TranslateDocument", document())
        cloud.stub.on("translate", "TranslateText", text)
        checks_pass(cloud.stub)
        self.transcriber = Transcriber(cloud, WORDS)
        self.encoder = Encoder(cloud)


def checks_pass(stub: AwsStub) -> None:
    """What /health asks of each service is answered well."""
    stub.on("rekognition", "ListCollections", {"CollectionIds": []})
    stub.on("personalize", "DescribeCampaign", {"campaign": {"campaignArn": CAMPAIGN, "status": "ACTIVE"}})
    stub.on("mediaconvert", "ListQueues", {"Queues": []})
    stub.on("transcribe", "ListTranscriptionJobs", {"TranscriptionJobSummaries": []})
    stub.on("translate", "ListLanguages", {"Languages": []})
    endpoint = "arn:aws:sagemaker:us-east-1:123456789012:endpoint/engagement"
    told = {"EndpointName": "engagement", "EndpointArn": endpoint, "EndpointStatus": "InService"}
    stub.on("sagemaker", "DescribeEndpoint", {**told, "CreationTime": _THEN, "LastModifiedTime": _THEN})


def ranking(asked: dict[str, Any]) -> dict[str, Any]:
    items = sorted(asked["inputList"])
    scored = [{"itemId": name, "score": (len(items) - place) / len(items)} for place, name in enumerate(items)]
    return {"personalizedRanking": scored, "recommendationId": "rec-1"}


def engagement(asked: dict[str, Any]) -> dict[str, Any]:
    instances = json.loads(asked["Body"])["instances"]
    scores = [round((place + 1) / len(instances), 3) for place in range(len(instances))]
    return {"Body": json.dumps({"predictions": scores}).encode(), "ContentType": "application/json"}


def document(change: Callable[[Any], Any] = lambda lines: lines) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Answers of Translate: every line in capitals; `change` spoils the list of (id, text)."""

    def answer(asked: dict[str, Any]) -> dict[str, Any]:
        content = asked["Document"]["Content"].decode()
        lines = [(id, _louder(text)) for id, text in _PARAGRAPH.findall(content)]
        content = "".join(f'<p id="{id}">{text}</p>\n' for id, text in change(lines))
        codes = {name: asked[name] for name in ("SourceLanguageCode", "TargetLanguageCode")}
        return {"TranslatedDocument": {"Content": content.encode()}, **codes}

    return answer


def text(asked: dict[str, Any]) -> dict[str, Any]:
    codes = {name: asked[name] for name in ("SourceLanguageCode", "TargetLanguageCode")}
    return {"TranslatedText": f"<{asked['Text']}>", **codes}


def _louder(text: str) -> str:
    return "<br>".join(html.escape(html.unescape(line).upper()) for line in text.split("<br>"))
