"""Amazon Transcribe as the test endpoint plays it: jobs go through their states, transcripts land in the bucket."""

from __future__ import annotations

import json
from typing import Any

from tests.aws.fake_cloud import BUCKET, FakeCloud


def item(start: float | None, end: float | None, content: str) -> dict[str, Any]:
    """A word, or punctuation where it has no time."""
    told: dict[str, Any] = {"alternatives": [{"confidence": "0.99", "content": content}], "type": "punctuation"}
    return (
        told if start is None else {**told, "type": "pronunciation", "start_time": str(start), "end_time": str(end)}
    )


def transcript(items: list[dict[str, Any]]) -> bytes:
    text = " ".join(one["alternatives"][0]["content"] for one in items)
    results = {"transcripts": [{"transcript": text}], "items": items}
    return json.dumps({"jobName": "j", "accountId": "1", "status": "COMPLETED", "results": results}).encode()


class Transcriber:
    """Answers for the operations that we use; every recording gives the same words."""

    def __init__(
        self,
        cloud: FakeCloud,
        items: list[dict[str, Any]],
        *,
        language: str = "en-US",
        status: str = "COMPLETED",
        polls: int = 2,
    ) -> None:
        self._cloud, self._items, self._language = cloud, items, language
        self._status, self._polls = status, polls
        self.asked: list[dict[str, Any]] = []
        self.sound: list[bytes] = []
        """What was in the bucket when each job began."""
        self.jobs: dict[str, dict[str, Any]] = {}
        self.polled = 0
        for name, answer in (("Start", self._start), ("Get", self._get), ("Delete", self._delete)):
            cloud.stub.on("transcribe", f"{name}TranscriptionJob", answer)

    def _start(self, asked: dict[str, Any]) -> dict[str, Any]:
        self.asked.append(asked)
        self.sound.append(self._cloud.content(asked["Media"]["MediaFileUri"].removeprefix(f"s3://{BUCKET}/")))
        self.jobs[asked["TranscriptionJobName"]] = {"asked": asked, "polls": 0}
        return self._told(asked, "QUEUED")

    def _get(self, asked: dict[str, Any]) -> dict[str, Any]:
        job = self.jobs[asked["TranscriptionJobName"]]
        job["polls"] += 1
        self.polled += 1
        if job["polls"] <= self._polls:
            return self._told(job["asked"], "IN_PROGRESS")
        if self._status == "COMPLETED":
            self._cloud.s3.put_object(Bucket=BUCKET, Key=job["asked"]["OutputKey"], Body=transcript(self._items))
        return self._told(job["asked"], self._status)

    def _delete(self, asked: dict[str, Any]) -> dict[str, Any]:
        self.jobs.pop(asked["TranscriptionJobName"])
        return {}

    def _told(self, asked: dict[str, Any], status: str) -> dict[str, Any]:
        job = {"TranscriptionJobName": asked["TranscriptionJobName"], "TranscriptionJobStatus": status}
        if status == "COMPLETED":
            job |= {"LanguageCode": asked.get("LanguageCode", self._language)}
        if status == "FAILED":
            job |= {"FailureReason": "The media could not be decoded."}
        return {"TranscriptionJob": job}
