"""What POST /generate refuses, in which order, and that a refusal leaves nothing behind."""

from __future__ import annotations

import io
import re
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


def test_with_an_ffmpeg_that_cannot_make_trailers(
    make_app: MakeApp, film: Path, tmp_path: Path, send: Send, files_under: Any
) -> None:
    tool = tmp_path / "ffmpeg"
    tool.write_text("#!/bin/sh\necho ffmpeg version 4.4 ' libx264 aac zscale '\n")
    tool.chmod(0o755)
    client = make_app(FFMPEG_PATH=str(tool)).test_client()
    answer = send(client, film)
    assert answer.status_code == 503 and answer.headers["Retry-After"]
    assert answer.get_json() == {"error": "FFmpeg 4.4 is older than 5.1.", "code": "ffmpeg_missing"}
    assert files_under(tmp_path) == []


@pytest.mark.parametrize("named", [None, "mock"])
def test_where_the_mode_of_the_service_cannot_run(
    make_app: MakeApp, encode: Any, form: str, files_under: Any, tmp_path: Path, named: str | None
) -> None:
    client = make_app(PIPELINE_MODE="aws", EMBEDDED_WORKER="off").test_client()
    fields = [("profile_id", "thriller_buff"), *([("mode", named)] if named else [])]
    film = b"no film\n" * (1 << 19)
    body = Counted(encode(*fields, ("video", "a.mp4", film)))
    answer = client.post("/generate", input_stream=body, content_length=len(body.getvalue()), content_type=form)
    if named:
        assert answer.status_code == 422
    else:
        assert answer.status_code == 400 and answer.get_json()["field"] == "mode"
        assert answer.get_json()["error"] == "mode is required here, before the film: local or mock."
        assert body.taken < len(film) // 10
    assert files_under(tmp_path) == []


class Counted(io.BytesIO):
    taken = 0

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(size)
        self.taken += len(data)
        return data


def test_a_chunked_body_ends_somewhere(make_app: MakeApp, encode: Any, form: str) -> None:
    client = make_app(MAX_UPLOAD_SIZE="1MB", EMBEDDED_WORKER="off").test_client()
    body = Counted(encode(("poster", "a.jpg", b"x" * (8 << 20))))
    chunked = {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True}
    answer = client.post("/generate", input_stream=body, content_type=form, environ_overrides=chunked)
    assert answer.status_code == 413
    assert body.taken < 3 << 20


def test_every_answer_is_one_line_in_the_log(
    waiting_client: FlaskClient, film: Path, send: Send, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    send(waiting_client, film, mode="x")
    send(waiting_client, film, prefer=ASYNC)
    lines = [record.getMessage() for record in caplog.records if "answered" in record.getMessage()]
    assert [re.sub(r"[0-9]+ ms", "N ms", line) for line in lines] == [
        "POST /generate answered: 400 in N ms",
        "POST /generate answered: 202 in N ms",
    ]
