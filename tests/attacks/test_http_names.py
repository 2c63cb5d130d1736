"""Hostile file names and ids: a name is text and never a path, an id is twelve hexadecimal digits or nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

NAMES = [
    "a:b.mp4",
    "http:x.mp4",
    "concat:a.mp4|b.mp4",
    "pipe:0.mp4",
    "-.mp4",
    "-i.mp4",
    "fd:3.mp4",
    "data:video.mp4",
    "%d.mp4",
    "%2e%2e%2f.mp4",
    "../../etc/passwd.mp4",
    "/etc/passwd.mp4",
    "..\\..\\x.mp4",
    "C:\\x.mp4",
    "日本語.mp4",
    "....mp4",
    ".mp4",
    " spaces  inside .mp4",
    "<script>alert(1)</script>.mp4",
    "';drop table jobs;--.mp4",
    "$(touch x).mp4",
    "`id`.mp4",
    "a&b=c.mp4",
    "👩‍🚀 e\u0301.mp4",
]
CHANGED = {
    "a\u202egpj.mp4": "agpj.mp4",
    "nul\0byte.mp4": "nulbyte.mp4",
    "x" * 5000 + ".mp4": "x" * 115 + "….mp4",
    "👩‍🚀 e\u0301.mp4": "👩‍🚀 é.mp4",
    " spaces  inside .mp4": "spaces  inside .mp4",
}


@pytest.fixture
def client(make_app: Callable[..., Any]) -> FlaskClient:
    made: FlaskClient = make_app(EMBEDDED_WORKER="off", QUEUE_LIMIT="100").test_client()
    return made


def test_every_name_comes_back_as_text(
    client: FlaskClient, make_film: Any, encode: Any, form: str, tmp_path: Path
) -> None:
    film = make_film(seconds=2, size="64x64").read_bytes()
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    ids = []
    for name in [*NAMES, *CHANGED]:
        sent = name.replace("\\", "\\\\")
        body = encode(("video", sent, film), ("profile_id", "family_viewer"))
        answer = client.post("/generate", data=body, content_type=form, headers={"Prefer": "respond-async"})
        assert answer.status_code == 202, (name, answer.text)
        job = answer.get_json()["job"]
        assert job["input"]["sourceFile"] == CHANGED.get(name, name)
        ids.append(job["jobId"])
        source = client.get(f"/jobs/{job['jobId']}/source?download=true", buffered=True)
        assert source.headers["Content-Disposition"] == f"attachment; filename={job['jobId']}.mp4"
    made = {path for path in tmp_path.rglob("*") if path.is_file()} - before
    uploads = {path.name for path in made if path.parent.name == "uploads"}
    assert uploads == {f"{job_id}.mp4" for job_id in ids}
    assert all(path.parts[len(tmp_path.parts)] in ("uploads", "jobs", "service.log") for path in made)
    listed = [row["sourceFile"] for row in client.get("/jobs?limit=100").get_json()["jobs"]]
    assert listed == [CHANGED.get(name, name) for name in [*NAMES, *CHANGED]][::-1]


@pytest.mark.parametrize(
    "header",
    [
        b'form-data; name="video"; filename="a\r\nX: y.mp4"',
        b'form-data; name="video"; filename="\xff\xfe.mp4"',
        b"form-data; name=\"video\"; filename*=utf-8''%ff.mp4",
        b'form-data; filename="a.mp4"',
        b'form-data; name="video"; filename="a.mp4',
        b"form-data; name=video; filename=a.mp4; filename=b.exe",
        b"form-data",
        b'attachment; name="video"; filename="a.mp4"',
    ],
)
def test_strange_dispositions_are_the_callers_fault(client: FlaskClient, header: bytes, tmp_path: Path) -> None:
    body = b"--b\r\nContent-Disposition: " + header + b"\r\n\r\nno film" * 300 + b"\r\n--b--\r\n"
    answer = client.post("/generate", data=body, content_type="multipart/form-data; boundary=b")
    assert answer.status_code in (400, 422), answer.text
    assert answer.is_json and not [path for path in (tmp_path / "uploads").rglob("*") if path.is_file()]


HOSTILE_IDS = [
    "A1B2C3D4E5F6",
    "a1b2c3d4e5f67",
    "a1b2c3d4e5f",
    "a1b2c3d4e5fg",
    "..%2f..%2fetc",
    "%2e%2e",
    "a1b2c3d4e5f6%0a",
    "a1b2c3d4e5f6%00",
    "a1b2c3d4e5f6.json",
    "%EF%BC%91" * 12,
    ".queue",
    "*",
    "x" * 3000,
    "%ff%fe",
]


@pytest.mark.parametrize("job_id", HOSTILE_IDS)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/jobs/{}"),
        ("GET", "/job/{}"),
        ("DELETE", "/jobs/{}"),
        ("GET", "/jobs/{}/source"),
        ("GET", "/jobs/{}/storyboard"),
        ("GET", "/jobs/{}/deliverables/master"),
        ("GET", "/download/{}/master"),
    ],
)
def test_an_id_of_no_job(client: FlaskClient, method: str, path: str, job_id: str) -> None:
    answer = client.open(path.format(job_id), method=method)
    assert answer.status_code == 404
    assert answer.get_json()["code"] in ("job_not_found", "not_found")


def test_a_foreign_file_in_the_folder_of_jobs_is_no_job(client: FlaskClient, tmp_path: Path) -> None:
    (tmp_path / "jobs").mkdir(exist_ok=True)
    for text in ("{}", "[]", "null", '{"id": "a1b2c3d4e5f6"}', "x", "[" * 100_000, json.dumps({"version": 999})):
        (tmp_path / "jobs" / "a1b2c3d4e5f6.json").write_text(text)
        assert client.get("/jobs/a1b2c3d4e5f6").status_code == 404
        assert client.get("/jobs").get_json()["jobs"] == []
