"""Both endpoints as one cloud: the variables that lead a program there, and a look at what it left in the bucket."""

from __future__ import annotations

from typing import Any

import boto3
from botocore.config import Config

from tests.aws.s3_door import S3Door
from tests.aws.stub import AwsStub

SERVICES = (
    *("rekognition", "personalize-runtime", "personalize-events", "sagemaker-runtime"),
    *("transcribe", "translate", "mediaconvert", "personalize", "sagemaker"),
)
"""Those of the test endpoint; everything else goes to moto."""
BUCKET = "trailer-tests"
REGION = "us-east-1"
KEY, SECRET, TOKEN = (
    "AKIAFAKEFAKEFAKEFAKE",
    "fakeSecretFakeSecretFakeSecretFakeSecret",
    "fakeSessionTokenFakeSession",
)
"""No credentials of anybody's; what is searched for in logs, jobs and errors."""


class FakeCloud:
    def __init__(self, stub: AwsStub, door: S3Door) -> None:
        self.stub, self.door = stub, door
        self.s3: Any = self.client("s3", s3={"addressing_style": "path"})
        self.s3.create_bucket(Bucket=BUCKET)
        self.extra: dict[str, str] = {}
        """Variables that lead astray, for programs under test alone."""
        door.calls.clear()

    def client(self, service: str, **config: Any) -> Any:
        """A client of the test's own, which retries nothing."""
        settings = Config(retries={"total_max_attempts": 1}, **config)
        url = self.stub.url if service in SERVICES else self.door.url
        session = boto3.Session(KEY, SECRET, region_name=REGION)
        return session.client(service, endpoint_url=url, config=settings)

    def env(self) -> dict[str, str]:
        """What a program needs to work here and nowhere else."""
        return {
            **self.stub.env(),
            "AWS_ENDPOINT_URL": self.door.url,
            "AWS_ACCESS_KEY_ID": KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET,
            "AWS_SESSION_TOKEN": TOKEN,
            "AWS_REGION": REGION,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_CONFIG_FILE": "/dev/null",
            "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
            **self.extra,
        }

    def keys(self, prefix: str = "") -> list[str]:
        found = self.s3.list_objects_v2(Bucket=BUCKET, Prefix=prefix)
        return [item["Key"] for item in found.get("Contents", ())]

    def content(self, key: str) -> bytes:
        body: bytes = self.s3.get_object(Bucket=BUCKET, Key=key)["Body"].read()
        return body
