"""The function that starts a job when a film lands in the bucket, and the template that brings it there."""

from __future__ import annotations

import importlib.util
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from werkzeug.serving import make_server

from tests.aws.fake_cloud import BUCKET, FakeCloud
from tests.aws.jobs import MakeAws
from tests.aws.stub import closed_port

DEPLOY = Path(__file__).parents[2] / "deploy" / "aws"
PREFIX = "personalized-trailers"
_ONLY_PACKAGED = "W3002"
"""The code is a folder beside the template, which `package` puts into a bucket: so the steps say."""


def created(key: str, sequencer: str = "0055AED6DCD90281E5") -> dict[str, Any]:
    """As EventBridge tells of an object."""
    detail = {"bucket": {"name": BUCKET}, "object": {"key": key, "size": 5, "etag": "b1", "sequencer": sequencer}}
    return {"version": "0", "source": "aws.s3", "detail-type": "Object Created", "detail": detail}


def record(key: str) -> dict[str, Any]:
    """As S3 tells of one itself: the key is encoded as in a form."""
    told = {"bucket": {"name": BUCKET}, "object": {"key": key, "size": 5, "eTag": "b1", "sequencer": "0055"}}
    return {"Records": [{"eventSource": "aws:s3", "eventName": "ObjectCreated:Put", "s3": told}]}


@pytest.fixture
def handler(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("handler", DEPLOY / "lambda" / "handler.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setenv("TRAILER_PREFIX", PREFIX)
    monkeypatch.setenv("TRAILER_FIELDS", json.dumps({"profile_id": "thriller_buff", "max_duration": "5"}))
    return module


@pytest.fixture
def service(make_aws: MakeAws, make_app: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Our own application over HTTP, whose jobs nobody works on."""
    app = make_app(AWS_S3_BUCKET=BUCKET, AWS_S3_UPLOADS="on", EMBEDDED_WORKER="off")
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("TRAILER_URL", f"http://127.0.0.1:{server.server_port}/")
    yield app.test_client()
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    "event", [created(f"{PREFIX}/incoming/my film.mp4"), record(f"{PREFIX}/incoming/my+film.mp4")]
)
def test_a_film_becomes_one_job(
    handler: ModuleType, service: Any, cloud: FakeCloud, film: Path, event: dict[str, Any]
) -> None:
    cloud.s3.put_object(Bucket=BUCKET, Key=f"{PREFIX}/incoming/my film.mp4", Body=film.read_bytes())
    (first,) = handler.handle(event, None)["films"]
    (again,) = handler.handle(event, None)["films"]
    assert first == again and first["key"] == "incoming/my film.mp4"
    (job,) = service.get("/jobs").get_json()["jobs"]
    assert (job["jobId"], job["sourceFile"], job["profileId"]) == (first["jobId"], "my film.mp4", "thriller_buff")


def test_another_film_of_the_name_is_another_job(
    handler: ModuleType, service: Any, cloud: FakeCloud, film: Path
) -> None:
    cloud.s3.put_object(Bucket=BUCKET, Key=f"{PREFIX}/incoming/a.mp4", Body=film.read_bytes())
    jobs = [handler.handle(created(f"{PREFIX}/incoming/a.mp4", mark), None)["films"][0]["jobId"] for mark in "12"]
    assert len(set(jobs)) == 2


@pytest.mark.parametrize("key", ["other/incoming/a.mp4", f"{PREFIX}/jobs/a.mp4", f"{PREFIX}/incoming/notes.txt"])
def test_what_is_no_film_is_left_alone(handler: ModuleType, service: Any, key: str) -> None:
    assert handler.handle(created(key), None) == {"films": []}


def test_a_refusal_is_told_and_not_repeated(handler: ModuleType, service: Any, cloud: FakeCloud) -> None:
    cloud.s3.put_object(Bucket=BUCKET, Key=f"{PREFIX}/incoming/noise.mp4", Body=b"noise" * 9999)
    (film,) = handler.handle(created(f"{PREFIX}/incoming/noise.mp4"), None)["films"]
    assert film == {"key": "incoming/noise.mp4", "refused": "The file could not be read as a video."}


def test_a_service_that_is_away_makes_lambda_try_again(
    handler: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRAILER_URL", closed_port())
    with pytest.raises(handler.NotNow):
        handler.handle(created(f"{PREFIX}/incoming/a.mp4"), None)


def test_so_does_one_that_is_busy_and_the_key_is_sent(handler: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str | None] = []

    class Busy(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            seen.append(self.headers.get("X-API-Key"))
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_error(503)

        def log_message(self, format: str, *args: object) -> None:
            """The tests' output is theirs."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Busy) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        monkeypatch.setenv("TRAILER_URL", f"http://127.0.0.1:{server.server_port}")
        monkeypatch.setenv("TRAILER_API_KEY", "k-1")
        with pytest.raises(handler.NotNow, match="503"):
            handler.handle(created(f"{PREFIX}/incoming/a.mp4"), None)
    assert seen == ["k-1"]


def test_the_template_is_sound() -> None:
    """By cfn-lint, which knows every property of every resource."""
    api = pytest.importorskip("cfnlint.api")
    found = [match for match in api.lint_file(DEPLOY / "template.yaml") if match.rule.id != _ONLY_PACKAGED]
    assert [f"{match.rule.id} line {match.linenumber}: {match.message}" for match in found] == []


def test_the_template_sets_what_the_function_reads() -> None:
    code = (DEPLOY / "lambda" / "handler.py").read_text(encoding="utf-8")
    template = (DEPLOY / "template.yaml").read_text(encoding="utf-8")
    for name in ("TRAILER_URL", "TRAILER_PREFIX", "TRAILER_FIELDS", "TRAILER_API_KEY"):
        assert f'"{name}"' in code and f"          {name}: " in template
