"""The bucket over the API: films that browsers put there, jobs that begin with them, links, and the end of it all."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import requests
from flask.testing import FlaskClient

from personalizedTrailer.model import Deliverable
from personalizedTrailer.web.services import EXTENSION, Services
from tests.aws.fake_cloud import BUCKET, SECRET, FakeCloud
from tests.aws.jobs import MakeAws
from tests.aws.stub import Refusal

PREFIX = "personalized-trailers"
MakeClient = Callable[..., FlaskClient]


@pytest.fixture
def make_client(make_aws: MakeAws, make_app: Callable[..., Any]) -> MakeClient:
    """A service whose jobs nobody works on, with uploads to the bucket."""

    def make(**settings: str) -> FlaskClient:
        given = {"AWS_S3_BUCKET": BUCKET, "AWS_S3_UPLOADS": "on", "EMBEDDED_WORKER": "off", **settings}
        client: FlaskClient = make_app(**given).test_client()
        return client

    return make


def services_of(client: FlaskClient) -> Services:
    found: Services = client.application.extensions[EXTENSION]
    return found


def put(client: FlaskClient, name: str, content: bytes) -> str:
    """As a browser does; returns the key."""
    form = client.post("/uploads", json={"file_name": name}).get_json()
    fields = {**form["fields"], "Content-Type": "video/mp4"}
    assert requests.post(form["url"], fields, files={"file": ("blob", content)}, timeout=30).status_code == 204
    key: str = form["s3Key"]
    return key


def generate(client: FlaskClient, key: str, mark: str = "") -> Any:
    fields = {"profile_id": "thriller_buff", "max_duration": "5", "s3_key": key}
    return client.post(
        "/generate",
        data=fields,
        content_type="multipart/form-data",
        headers={"Prefer": "respond-async", "Idempotency-Key": mark},
    )


def test_a_film_goes_past_the_service_and_becomes_a_job(make_client: MakeClient, film: Path) -> None:
    client = make_client()
    key = put(client, "Mein Fïlm.MP4", film.read_bytes())
    answer = generate(client, key)
    assert answer.status_code == 202, answer.text
    job = answer.get_json()["job"]
    store = services_of(client).store
    stored = store.get(job["jobId"])
    assert job["input"]["sourceFile"] == "Mein Fïlm.MP4"
    assert stored.request.source_key == f"{PREFIX}/{key}"
    assert store.source_path(stored).read_bytes() == film.read_bytes()


def test_films_that_others_put_there_are_taken_by_their_key(
    make_client: MakeClient, cloud: FakeCloud, film: Path
) -> None:
    client = make_client()
    cloud.s3.put_object(Bucket=BUCKET, Key=f"{PREFIX}/incoming/holiday.mp4", Body=film.read_bytes())
    first = generate(client, "incoming/holiday.mp4", mark="event-1").get_json()["job"]
    again = generate(client, "incoming/holiday.mp4", mark="event-1").get_json()["job"]
    assert first["jobId"] == again["jobId"] and first["input"]["sourceFile"] == "holiday.mp4"
    assert cloud.door.count("GetObject") == 1, "a repeated request does not fetch the film again"


@pytest.mark.parametrize(
    ("key", "status", "code"),
    [
        ("uploads/none.mp4", 400, "invalid_field"),
        ("jobs/a/b.mp4", 400, "invalid_field"),
        ("uploads/../jobs/b.mp4", 400, "invalid_field"),
        ("incoming/notes.txt", 400, "invalid_file_type"),
        ("incoming/large.mp4", 413, "file_too_large"),
        ("incoming/noise.mp4", 422, "unreadable_footage"),
    ],
)
def test_what_is_no_film_of_ours_makes_no_job(
    make_client: MakeClient, cloud: FakeCloud, tmp_path: Path, key: str, status: int, code: str
) -> None:
    client = make_client(MAX_UPLOAD_SIZE="100KB")
    for name, content in (("notes.txt", b"x"), ("large.mp4", b"x" * 102_401), ("noise.mp4", b"noise" * 99)):
        cloud.s3.put_object(Bucket=BUCKET, Key=f"{PREFIX}/incoming/{name}", Body=content)
    answer = generate(client, key)
    assert (answer.status_code, answer.get_json()["code"]) == (status, code)
    assert client.get("/jobs").get_json()["jobs"] == []
    assert not [path for path in (tmp_path / "uploads").rglob("*") if path.is_file()]


def test_a_bucket_that_fails_is_no_fault_of_the_caller(
    make_client: MakeClient, cloud: FakeCloud, film: Path
) -> None:
    client = make_client()
    key = put(client, "a.mp4", film.read_bytes())
    cloud.door.fail("HeadObject", Refusal("AccessDenied", 403), times=9)
    answer = generate(client, key)
    assert (answer.status_code, answer.get_json()["code"]) == (503, "bucket_unavailable")


def test_uploads_have_to_be_switched_on(make_client: MakeClient) -> None:
    client = make_client(AWS_S3_UPLOADS="off")
    assert client.post("/uploads", json={"file_name": "a.mp4"}).get_json()["code"] == "uploads_off"
    assert generate(client, "uploads/a.mp4").get_json()["code"] == "uploads_off"
    assert "direct_uploads" not in client.get("/capabilities").get_json()["features"]
    assert "direct_uploads" in make_client().get("/capabilities").get_json()["features"]


@pytest.mark.parametrize("body", [{}, {"file_name": ""}, {"file_name": 7}, {"file_name": "a.txt"}, [1]])
def test_a_name_is_wanted(make_client: MakeClient, body: Any) -> None:
    assert make_client().post("/uploads", json=body).status_code == 400


@pytest.fixture
def with_file(make_client: MakeClient, cloud: FakeCloud, film: Path) -> tuple[FlaskClient, str]:
    """A client, and the id of an ended job with a poster that lies in the bucket alone."""
    client = make_client(CDN_BASE_URL="https://cdn.example.com/films/")
    job_id = generate(client, put(client, "a.mp4", film.read_bytes())).get_json()["job"]["jobId"]
    key = f"{PREFIX}/jobs/{job_id}/poster.jpg"
    cloud.s3.put_object(Bucket=BUCKET, Key=key, Body=b"a picture")
    made = Deliverable("poster", f"{job_id}_poster.jpg", "image/jpeg", 9, object_key=key)
    services_of(client).store.update(
        job_id, lambda job: replace(job, status="completed", completed_at=job.submitted_at, deliverables=(made,))
    )
    return client, job_id


def test_the_job_names_copies_without_credentials(with_file: tuple[FlaskClient, str], cloud: FakeCloud) -> None:
    client, job_id = with_file
    answer = client.get(f"/jobs/{job_id}")
    entry = answer.get_json()["job"]["deliverables"]["poster"]
    assert entry["s3Url"] == f"/jobs/{job_id}/deliverables/poster?from=s3"
    assert entry["cdnUrl"] == f"https://cdn.example.com/films/{PREFIX}/jobs/{job_id}/poster.jpg"
    assert "X-Amz" not in answer.text and SECRET not in answer.text


def test_every_read_makes_a_link_of_its_own(with_file: tuple[FlaskClient, str]) -> None:
    client, job_id = with_file
    links = set()
    for _ in range(2):
        answer = client.get(f"/jobs/{job_id}/deliverables/poster?from=s3")
        assert (answer.status_code, answer.headers["Cache-Control"]) == (302, "no-store")
        links.add(answer.headers["Location"])
        time.sleep(1.1)
    assert len(links) == 2
    got = requests.get(links.pop(), timeout=10)
    assert (got.content, got.headers["Content-Type"]) == (b"a picture", "image/jpeg")


def test_the_bucket_serves_what_the_disk_has_lost(with_file: tuple[FlaskClient, str]) -> None:
    client, job_id = with_file
    answer = client.get(f"/download/{job_id}/poster")
    assert answer.status_code == 302
    got = requests.get(answer.headers["Location"], timeout=10)
    assert got.headers["Content-Disposition"] == f'attachment; filename="{job_id}_poster.jpg"'


def test_what_a_job_has_in_the_bucket_goes_with_it(with_file: tuple[FlaskClient, str], cloud: FakeCloud) -> None:
    client, job_id = with_file
    cloud.s3.put_object(Bucket=BUCKET, Key=f"{PREFIX}/jobs/{'0' * 12}/other.jpg", Body=b"x")
    assert client.delete(f"/jobs/{job_id}").status_code == 204
    deadline = time.monotonic() + 20
    while len(cloud.keys()) > 1 and time.monotonic() < deadline:
        time.sleep(0.1)
    assert cloud.keys() == [f"{PREFIX}/jobs/{'0' * 12}/other.jpg"]
