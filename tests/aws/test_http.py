"""AWS mode over HTTP and gunicorn: web processes and the render worker reach the cloud by the environment alone."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.aws.everything import Everything
from tests.aws.fake_cloud import KEY, SECRET, TOKEN, FakeCloud
from tests.aws.faulty import OPERATIONS
from tests.aws.jobs import EVERYTHING, QUICK
from tests.aws.runs import short_film
from tests.aws.stub import Refusal

FIELDS = {"profile_id": "action_enthusiast", "max_duration": "5", "subtitle_language": "de", "user_id": "viewer-1"}


def generate(url: str, film: Path, **fields: str) -> dict[str, Any]:
    with film.open("rb") as video:
        answer = requests.post(f"{url}/generate", data={**FIELDS, **fields}, files={"video": video}, timeout=300)
    assert answer.status_code == 200, answer.text
    job: dict[str, Any] = answer.json()["job"]
    return job


def services(url: str) -> dict[str, bool]:
    """Those of /health, once all were asked; on a busy machine that takes a while."""
    deadline = time.monotonic() + 60
    while True:
        found: dict[str, bool] = requests.get(f"{url}/health", timeout=60).json()["services"]
        if all(found.values()) or time.monotonic() > deadline:
            return found
        time.sleep(0.5)


def modes(job: dict[str, Any]) -> dict[str, str]:
    return {name: job["providers"][name]["mode"] for name in OPERATIONS}


def test_jobs_over_http_with_every_service(
    cloud: FakeCloud, start_server: Callable[..., Any], tmp_path: Path
) -> None:
    Everything(cloud)
    settings = {**QUICK, **EVERYTHING, "AWS_TIMEOUT_SECONDS": "5", "PIPELINE_MODE": "aws"}
    server = start_server("gunicorn", **cloud.env(), **settings, CDN_BASE_URL="https://cdn.example.com")
    film = short_film(tmp_path)
    assert services(server.url) == dict.fromkeys(OPERATIONS, True)

    job = generate(server.url, film)
    assert (job["status"], job["mode"], job["synthetic"]) == ("completed", "aws", False)
    assert modes(job) == dict.fromkeys(OPERATIONS, "aws") and job["warnings"] == []
    captions = requests.get(f"{server.url}/jobs/{job['jobId']}/deliverables/subtitles_master_de", timeout=30).text
    assert "Language: de" in captions and "RAIN" in captions
    master = job["deliverables"]["master"]
    copy = requests.get(server.url + master["s3Url"], headers={"Range": "bytes=0-99"}, timeout=30)
    ours = requests.get(server.url + master["url"], timeout=30)
    assert (copy.status_code, copy.content) == (206, ours.content[:100])
    assert master["cdnUrl"].endswith(f"/jobs/{job['jobId']}/trailer_master.mp4")

    for service, operations in OPERATIONS.values():
        for operation in operations:
            if service != "s3":
                cloud.stub.fail(
                    service, operation, Refusal("AccessDeniedException", 400, f"user {KEY} may not"), 999
                )
    cloud.door.fail("PutObject", Refusal("AccessDenied", 403, f"user {KEY} may not"), 999)
    fallen = generate(server.url, film)
    assert (fallen["status"], fallen["mode"]) == ("completed", "local")
    assert "aws" not in modes(fallen).values()
    reasons = {name: fallen["providers"][name].get("fallbackReason", "") for name in OPERATIONS}
    assert all("AccessDenied" in reasons[name] for name in ("rekognition", "personalize", "sagemaker", "s3"))
    assert {warning["code"] for warning in fallen["warnings"]} >= {"aws_fallback"}
    assert nothing_secret(server, tmp_path, json.dumps([job, fallen])) == []

    assert requests.delete(f"{server.url}/jobs/{job['jobId']}", timeout=30).status_code == 204
    deadline = time.monotonic() + 30
    while cloud.keys() and time.monotonic() < deadline:
        time.sleep(0.2)
    assert cloud.keys() == []


def nothing_secret(server: Any, base: Path, answers: str) -> list[str]:
    """Places where a credential stands: what the service printed, logged, stored and answered."""
    texts = {path.name: path.read_text("utf-8", "replace") for path in base.rglob("*") if _is_text(path)}
    places = {**texts, "output": server.log, "answers": answers}
    return [name for name, text in places.items() if any(part in text for part in (KEY, SECRET, TOKEN))]


def _is_text(path: Path) -> bool:
    return path.is_file() and path.suffix in (".json", ".log", ".out", ".vtt", ".m3u8")


@pytest.mark.parametrize("field", ["video", "s3_key"])
def test_a_cloud_that_is_not_there_is_said_at_once(
    field: str, cloud: FakeCloud, start_server: Callable[..., Any], tmp_path: Path
) -> None:
    """Without credentials aws is no mode; a film in the bucket cannot be had, and nothing hangs."""
    nowhere = {name: "" for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")}
    settings = {**QUICK, **EVERYTHING, "AWS_S3_UPLOADS": "on", **cloud.env(), **nowhere}
    server = start_server("gunicorn", workers=1, **settings)
    assert "aws" not in requests.get(f"{server.url}/capabilities", timeout=30).json()["modes"]
    if field == "video":
        files = {"video": ("a.mp4", short_film(tmp_path).read_bytes())}
        answer = requests.post(f"{server.url}/generate", data={**FIELDS, "mode": "aws"}, files=files, timeout=60)
        assert (answer.status_code, answer.json()["field"]) == (400, "mode")
    else:
        files = {"s3_key": (None, "uploads/a.mp4"), **{name: (None, value) for name, value in FIELDS.items()}}
        answer = requests.post(f"{server.url}/generate", files=files, timeout=60)
        assert (answer.status_code, answer.json()["code"]) == (503, "bucket_unavailable")
