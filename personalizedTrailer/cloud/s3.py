"""The service's part of a bucket: films and deliverables under the prefix, encrypted, in parts where they are large.

What AWS is asked goes through `Aws`, so it is counted, paced and stopped; links are in `s3_links`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from personalizedTrailer.cloud.calls import Aws
from personalizedTrailer.cloud.faults import wrong_answer
from personalizedTrailer.cloud.operations import (
    DELETE_OBJECTS,
    GET_OBJECT,
    HEAD_OBJECT,
    LIST_OBJECTS,
    PUT_OBJECT,
    Operation,
)
from personalizedTrailer.errors import AwsFault
from personalizedTrailer.settings import Settings

UPLOADS, INCOMING, JOBS, SCRATCH = "uploads", "incoming", "jobs", "scratch"
"""Folders under the prefix: films that browsers send, films that others put there, deliverables, and what a job needs
for a moment."""
PART_BYTES = 16 << 20
WHOLE_BYTES = 8 << 20
"""Up to which a file goes in one request."""
_THREADS = 4
_DELETED_AT_ONCE = 1000
"""The most that DeleteObjects takes."""
NAME = "name"
"""The metadata that keeps a film's name, percent-encoded: headers are ASCII."""


@dataclass(frozen=True, slots=True)
class Found:
    """An object in the bucket."""

    size_bytes: int
    name: str
    """The file's name where it came from; empty where nobody said."""


class Bucket:
    """Needs `settings.bucket`. Every method raises AwsFault and Cancelled."""

    def __init__(self, aws: Aws) -> None:
        self._aws = aws
        self._settings = aws.settings
        self.name = aws.settings.bucket or ""

    def put(self, path: Path, key: str, mime_type: str) -> None:
        """Uploads a file, in parts of PART_BYTES where it has more than WHOLE_BYTES."""
        told = {**encryption(self._settings), "ContentType": mime_type}
        parts = -(-path.stat().st_size // PART_BYTES)

        def upload(client: Any, config: Any) -> None:
            client.upload_file(str(path), self.name, key, ExtraArgs=told, Config=config, Callback=self._look)

        self._transfer(PUT_OBJECT, upload, parts + 2 if parts > 1 else 1)

    def fetch(self, key: str, path: Path) -> None:
        """Downloads an object into a file, which is not there before."""

        def download(client: Any, config: Any) -> None:
            client.download_file(self.name, key, str(path), Config=config, Callback=self._look)

        self._transfer(GET_OBJECT, download, 1)

    def read(self, key: str, most: int) -> bytes:
        """A small object as it is. Raises AwsFault where it has more than `most` bytes."""
        with self._aws.using(GET_OBJECT) as client:
            body = client.get_object(Bucket=self.name, Key=key)["Body"]
            content: bytes = body.read(most + 1)
        if len(content) > most:
            raise wrong_answer(GET_OBJECT, f"with more than {most} bytes")
        return content

    def head(self, key: str) -> Found | None:
        """None where there is no such object."""
        try:
            answer = self._aws.call(HEAD_OBJECT, {"Bucket": self.name, "Key": key})
        except AwsFault as fault:
            if fault.kind == "item":
                return None
            raise
        return Found(int(answer["ContentLength"]), unquote(answer.get("Metadata", {}).get(NAME, "")))

    def sizes(self, prefix: str) -> dict[str, int]:
        """Bytes of every object whose key begins so, by key."""
        asked = {"Bucket": self.name, "Prefix": prefix}
        found: dict[str, int] = {}
        while True:
            answer = self._aws.call(LIST_OBJECTS, asked)
            found |= {item["Key"]: int(item["Size"]) for item in answer.get("Contents", ())}
            if not answer.get("IsTruncated"):
                return found
            asked = {**asked, "ContinuationToken": answer["NextContinuationToken"]}

    def remove(self, keys: Sequence[str]) -> None:
        """What is not there counts as removed."""
        for first in range(0, len(keys), _DELETED_AT_ONCE):
            objects = [{"Key": key} for key in keys[first : first + _DELETED_AT_ONCE]]
            asked = {"Bucket": self.name, "Delete": {"Objects": objects, "Quiet": True}}
            if self._aws.call(DELETE_OBJECTS, asked).get("Errors"):
                raise wrong_answer(DELETE_OBJECTS, "without deleting all that it was told to")

    def _transfer(self, operation: Operation, work: Callable[[Any, Any], None], requests: int) -> None:
        """boto3's own loading in parts, with the error that it hides: its own text names files and keys."""
        from boto3.exceptions import S3UploadFailedError
        from boto3.s3.transfer import TransferConfig

        config = TransferConfig(WHOLE_BYTES, max_concurrency=_THREADS, multipart_chunksize=PART_BYTES)
        with self._aws.using(operation, requests) as client:
            try:
                work(client, config)
            except S3UploadFailedError as error:
                if isinstance(hidden := error.__context__, Exception):
                    raise hidden from None
                raise

    def _look(self, done: int) -> None:
        """Hears of the bytes that went; stops the transfer where nobody waits for it any more."""
        self._aws.look()


def key_of(settings: Settings, *parts: str) -> str:
    """A key under the prefix."""
    return "/".join([settings.prefix.strip("/"), *parts])


def uri_of(settings: Settings, key: str) -> str:
    """As other services of AWS are told of an object."""
    return f"s3://{settings.bucket}/{key}"


def encryption(settings: Settings) -> dict[str, str]:
    """How objects are encrypted: by the key of the settings, else by S3's own."""
    if settings.s3_kms_key:
        return {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": settings.s3_kms_key}
    return {"ServerSideEncryption": "AES256"}
