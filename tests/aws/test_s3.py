"""The bucket through boto3: keys, encryption, parts, links, and what becomes of faults."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from pathlib import Path

import pytest
import requests

from personalizedTrailer.cloud import s3, s3_links
from personalizedTrailer.errors import AwsFault, Cancelled
from personalizedTrailer.settings import Settings
from tests.aws.fake_cloud import BUCKET, KEY, SECRET, TOKEN, FakeCloud
from tests.aws.jobs import MakeAws
from tests.aws.stub import Refusal


def some_file(folder: Path, size: int) -> Path:
    path = folder / "some.mp4"
    path.write_bytes(os.urandom(size))
    return path


def test_files_go_there_encrypted_and_come_back(cloud: FakeCloud, bucket_aws: MakeAws, tmp_path: Path) -> None:
    aws, path = bucket_aws(), some_file(tmp_path, 1000)
    bucket, key = s3.Bucket(aws), s3.key_of(aws.settings, s3.JOBS, "id", "a.mp4")
    bucket.put(path, key, "video/mp4")
    assert key == "personalized-trailers/jobs/id/a.mp4"
    head = cloud.s3.head_object(Bucket=BUCKET, Key=key)
    assert (head["ContentType"], head["ServerSideEncryption"]) == ("video/mp4", "AES256")
    bucket.fetch(key, tmp_path / "back.mp4")
    assert (tmp_path / "back.mp4").read_bytes() == path.read_bytes() == bucket.read(key, 1000)
    assert bucket.head(key) == s3.Found(1000, "")
    assert bucket.sizes(key[:-5]) == {key: 1000}
    bucket.remove([key, key + "never"])
    assert bucket.head(key) is None and bucket.sizes("") == {}
    assert aws.usage("s3").calls >= 6 and aws.usage("s3").cost_usd > 0


def test_large_files_go_in_parts(cloud: FakeCloud, bucket_aws: MakeAws, tmp_path: Path) -> None:
    aws, path = bucket_aws(AWS_TIMEOUT_SECONDS="30"), some_file(tmp_path, 40 << 20)
    s3.Bucket(aws).put(path, "p/large", "video/mp4")
    assert cloud.door.count("UploadPart") == 3 and cloud.door.count("CompleteMultipartUpload") == 1
    assert cloud.content("p/large") == path.read_bytes()
    assert cloud.s3.head_object(Bucket=BUCKET, Key="p/large")["ServerSideEncryption"] == "AES256"


def test_a_key_of_kms_encrypts(cloud: FakeCloud, bucket_aws: MakeAws, tmp_path: Path) -> None:
    aws = bucket_aws(AWS_S3_KMS_KEY="alias/trailers")
    s3.Bucket(aws).put(some_file(tmp_path, 10), "p/k", "video/mp4")
    sent = next(call for call in cloud.door.calls if call.operation == "PutObject")
    told = {name.lower(): value for name, value in sent.headers.items()}
    assert told["x-amz-server-side-encryption"] == "aws:kms"
    assert told["x-amz-server-side-encryption-aws-kms-key-id"] == "alias/trailers"


@pytest.mark.parametrize(("size", "operation"), [(10, "PutObject"), (20 << 20, "UploadPart")])
def test_a_refused_upload_says_why_and_no_more(
    cloud: FakeCloud, bucket_aws: MakeAws, tmp_path: Path, size: int, operation: str
) -> None:
    """boto3 hides the code in a text that names the file and the key."""
    cloud.door.fail(operation, Refusal("AccessDenied", 403, f"user {KEY} may not"), times=9)
    with pytest.raises(AwsFault) as refused:
        s3.Bucket(bucket_aws()).put(some_file(tmp_path, size), "p/x", "video/mp4")
    assert (refused.value.kind, refused.value.aws_code) == ("configuration", "AccessDenied")
    assert (
        KEY not in str(refused.value) and refused.value.__context__ is None
    ) or refused.value.__suppress_context__


def test_a_slow_bucket_is_asked_again(cloud: FakeCloud, bucket_aws: MakeAws, tmp_path: Path) -> None:
    cloud.door.fail("PutObject", Refusal("SlowDown", 503), times=2)
    s3.Bucket(bucket_aws()).put(some_file(tmp_path, 10), "p/x", "video/mp4")
    assert cloud.door.count("PutObject") == 3


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_upload_stops_when_its_job_is_cancelled(cloud: FakeCloud, bucket_aws: MakeAws, tmp_path: Path) -> None:
    path = some_file(tmp_path, 40 << 20)
    with pytest.raises(Cancelled):
        s3.Bucket(bucket_aws(lambda: cloud.door.count("UploadPart") > 0, AWS_TIMEOUT_SECONDS="30")).put(
            path, "p/x", "video/mp4"
        )
    assert cloud.keys() == [] and cloud.door.count("AbortMultipartUpload") == 1
    gc.collect()  # boto3 leaves the file to the collector, which warns of it: here, not in the next test


def test_links_are_good_for_ranges_and_for_a_while(
    cloud: FakeCloud, cloud_settings: Callable[..., Settings]
) -> None:
    cloud.s3.put_object(Bucket=BUCKET, Key="p/a b.mp4", Body=b"0123456789")
    settings = cloud_settings(AWS_S3_LINK_SECONDS="120")
    link = s3_links.signed_get(settings, "p/a b.mp4", "a.mp4", "video/mp4", download=True)
    assert "X-Amz-Expires=120" in link and "X-Amz-Algorithm=AWS4-HMAC-SHA256" in link and SECRET not in link
    answer = requests.get(link, headers={"Range": "bytes=2-4"}, timeout=10)
    assert (answer.status_code, answer.content) == (206, b"234")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="a.mp4"'


def test_browsers_put_films_there_by_a_form(cloud: FakeCloud, cloud_settings: Callable[..., Settings]) -> None:
    form = s3_links.signed_post(cloud_settings(), "p/uploads/x.mp4", "Ein Fïlm.mp4", 1000)
    assert form.fields["x-amz-algorithm"] == "AWS4-HMAC-SHA256"
    assert form.fields["x-amz-security-token"] == TOKEN
    sent = requests.post(
        form.url, {**form.fields, "Content-Type": "video/mp4"}, files={"file": ("x", b"film")}, timeout=10
    )
    assert sent.status_code == 204
    assert cloud.s3.head_object(Bucket=BUCKET, Key="p/uploads/x.mp4")["Metadata"] == {"name": "Ein%20F%C3%AFlm.mp4"}


def test_the_form_limits_size_and_kind(cloud_settings: Callable[..., Settings]) -> None:
    """What the policy says; that S3 holds to it nobody can see here."""
    import base64
    import json

    form = s3_links.signed_post(cloud_settings(AWS_S3_KMS_KEY="k-1"), "p/uploads/x.mp4", "x.mp4", 1000)
    conditions = json.loads(base64.b64decode(form.fields["policy"]))["conditions"]
    assert ["content-length-range", 1, 1000] in conditions
    assert ["starts-with", "$Content-Type", "video/"] in conditions
    assert {"key": "p/uploads/x.mp4"} in conditions and {"bucket": BUCKET} in conditions
    assert {"x-amz-server-side-encryption": "aws:kms"} in conditions
