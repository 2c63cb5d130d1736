"""What POST /generate refuses, in which order, and that a refusal leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from personalizedTrailer.errors import NoRoom
from personalizedTrailer.model import Job
from personalizedTrailer.web import uploads

MakeApp = Callable[..., Any]
Send = Callable[..., Any]
ASYNC = "respond-async"


@pytest.mark.parametrize(
    ("fields", "status", "code", "field"),
    [
        ({"profile_id": None}, 400, "unknown_profile", "profile_id"),
        ({"profile_id": "x", "max_duration": "x", "mode": "x"}, 400, "unknown_profile", "profile_id"),
        ({"max_duration": "4", "output_format": "x"}, 400, "invalid_field", "max_duration"),
        ({"max_duration": "4", "target_language": "x"}, 400, "invalid_field", "target_language"),
        ({"include_captions": "?", "mode": "aws"}, 400, "invalid_field", "include_captions"),
        ({"mode": "aws"}, 400, "invalid_field", "mode"),
        ({"name": "a.txt", "profile_id": "x"}, 400, "invalid_file_type", "video"),
        ({"name": "\r\n", "profile_id": "x"}, 400, "video_required", "video"),
    ],
)
def test_refusals(
    waiting_client: FlaskClient,
    film: Path,
    tmp_path: Path,
    send: Send,
    files_under: Any,
    fields: dict[str, Any],
    status: int,
    code: str,
    field: str,
) -> None:
    answer = send(waiting_client, film, **fields)
    assert answer.status_code == status
    body = answer.get_json()
    assert (body["code"], body["field"]) == (code, field)
    assert files_under(tmp_path) == [] and waiting_client.get("/jobs").get_json()["jobs"] == []


def test_the_sentences_of_the_guide(waiting_client: FlaskClient, film: Path, send: Send) -> None:
    for data in ({}, {"profile_id": "family_viewer"}, {"video": "text"}):
        answer = waiting_client.post("/generate", data=data, content_type="multipart/form-data")
        assert (answer.status_code, answer.get_json()["error"]) == (400, "Video file is required.")
    for kind in ("application/json", "application/x-www-form-urlencoded", "multipart/form-data", ""):
        answer = waiting_client.post("/generate", data=b"video=1", content_type=kind)
        assert (answer.status_code, answer.get_json()["error"]) == (400, "Video file is required.")
    answer = send(waiting_client, film, profile_id="nobody")
    assert answer.get_json()["error"] == "Unknown profile selection."


@pytest.mark.parametrize(
    ("limit", "shown"), [("1MB", "1MB"), ("1048577", "1048577 bytes"), ("1536KB", "1536KB"), ("1024KB", "1MB")]
)
def test_too_large(make_app: MakeApp, tmp_path: Path, send: Send, files_under: Any, limit: str, shown: str) -> None:
    client = make_app(MAX_UPLOAD_SIZE=limit, EMBEDDED_WORKER="off").test_client()
    for size in (2 << 20, 5 << 20):
        (tmp_path / "big.mp4").write_bytes(b"\0" * size)
        answer = send(client, tmp_path / "big.mp4")
        assert answer.status_code == 413
        assert answer.get_json()["error"] == f"File exceeds maximum size of {shown}."
        assert answer.get_json()["code"] == "file_too_large"
    assert files_under(tmp_path) == []


@pytest.mark.parametrize(
    ("limit", "shown"), [(2 << 30, "2GB"), (500 << 20, "500MB"), (3 << 40, "3TB"), (1, "1 bytes")]
)
def test_the_limit_is_shown_in_the_largest_unit(limit: int, shown: str) -> None:
    assert uploads.too_large(limit).sentence == f"File exceeds maximum size of {shown}."


def test_a_film_of_exactly_the_limit_is_not_too_large(make_app: MakeApp, tmp_path: Path, send: Send) -> None:
    (tmp_path / "even.mp4").write_bytes(b"\0" * (1 << 20))
    answer = send(make_app(MAX_UPLOAD_SIZE="1MB").test_client(), tmp_path / "even.mp4")
    assert answer.status_code == 422


def test_a_full_queue_refuses(make_app: MakeApp, film: Path, tmp_path: Path, send: Send, files_under: Any) -> None:
    client = make_app(EMBEDDED_WORKER="off", QUEUE_LIMIT="1").test_client()
    assert send(client, film, prefer=ASYNC).status_code == 202
    before = files_under(tmp_path)
    answer = send(client, film, prefer=ASYNC)
    assert answer.status_code == 503 and answer.get_json()["code"] == "queue_full"
    assert int(answer.headers["Retry-After"]) > 0
    assert files_under(tmp_path) == before


def test_without_ffmpeg(
    make_app: MakeApp,
    film: Path,
    tmp_path: Path,
    send: Send,
    files_under: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    client = make_app(FFMPEG_PATH=str(tmp_path / "nothing")).test_client()
    answer = send(client, film)
    assert answer.status_code == 503 and answer.get_json()["code"] == "ffmpeg_missing"
    assert answer.headers["Retry-After"]
    assert "FFmpeg not found in PATH" in caplog.text
    assert files_under(tmp_path) == []


def test_without_room(
    waiting_client: FlaskClient,
    film: Path,
    tmp_path: Path,
    send: Send,
    files_under: Any,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def full(folder: Path, needed: int) -> None:
        assert needed > film.stat().st_size * 2.4
        raise NoRoom(retry_after=300)

    monkeypatch.setattr(uploads, "require_room", full)
    answer = send(waiting_client, film)
    assert answer.status_code == 503 and answer.get_json()["code"] == "no_room"
    assert answer.headers["Retry-After"] == "300"
    assert "No space left on device" in caplog.text
    assert files_under(tmp_path) == []


def test_a_fault_on_the_way_leaves_no_film(
    waiting_client: FlaskClient,
    film: Path,
    tmp_path: Path,
    send: Send,
    files_under: Any,
    store_of: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(job: Job) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr(store_of(waiting_client), "create", broken)
    answer = send(waiting_client, film)
    assert answer.status_code == 500 and answer.get_json()["code"] == "internal_error"
    assert files_under(tmp_path) == []
