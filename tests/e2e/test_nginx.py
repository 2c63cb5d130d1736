"""The delivered nginx configuration before gunicorn: prefix, links, ranges, uploads that are not stored twice."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
import requests

from tests.servers import free_port

ROOT = Path(__file__).parents[2]
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
PREFIX = "/api/trailer"
POLICY = "Content-Security-Policy"

pytestmark = [
    pytest.mark.nginx,
    pytest.mark.skipif(NGINX is None, reason="needs nginx: apt install nginx-light"),
]


def configuration(folder: Path, port: int, service: int) -> Path:
    """The delivered file with the ports and folders of this test, inside the least that nginx needs around it."""
    text = (ROOT / "deploy/nginx/personalized-trailer.conf").read_text(encoding="utf-8")
    text = re.sub(r"listen 80;", f"listen 127.0.0.1:{port};", text)
    text = re.sub(r"server 127\.0\.0\.1:5007;", f"server 127.0.0.1:{service};", text)
    text = re.sub(r"alias \S+/assets/;", f"alias {folder / 'ui'}/assets/;", text)
    (folder / "ui" / "assets").mkdir(parents=True)
    (folder / "ui" / "assets" / "index-abc.js").write_text("the web UI")
    (folder / "site.conf").write_text(text)
    temp = "".join(
        f"{name}_temp_path {folder / name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    main = folder / "nginx.conf"
    main.write_text(
        f"daemon off; pid {folder / 'nginx.pid'}; error_log {folder / 'error.log'} info;\n"
        f"events {{}}\nhttp {{ access_log off;\n{temp} include {folder / 'site.conf'}; }}\n"
    )
    return main


@pytest.fixture
def proxied(tmp_path: Path, start_server: Callable[..., Any]) -> Iterator[str]:
    server = start_server("gunicorn-root", workers=2)
    folder = tmp_path / "nginx"
    folder.mkdir()
    # Its workers run as nobody where it is started by root.
    for part in (*reversed(folder.relative_to("/").parents), folder.relative_to("/")):
        if (place := Path("/") / part).owner() == tmp_path.owner() and place != Path("/"):
            place.chmod(place.stat().st_mode | 0o055)
    port = free_port()
    assert NGINX is not None
    process = subprocess.Popen([NGINX, "-p", str(folder), "-c", str(configuration(folder, port, server.port))])
    try:
        listening(port, time.monotonic() + 20)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def listening(port: int, deadline: float) -> None:
    """Wait until something takes connections on `port`; the error of the last try is raised past the deadline."""
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def test_a_film_through_the_proxy(proxied: str, make_film: Callable[..., Path], tmp_path: Path) -> None:
    base = proxied + PREFIX
    assert requests.get(f"{base}/health", timeout=20).json()["status"] == "ok"
    for path in ("/", "/app/jobs"):
        page = requests.get(proxied + path, timeout=20)
        assert page.headers["Content-Type"].startswith("text/html") and "nonce-" in page.headers[POLICY]
    script = requests.get(f"{proxied}/app/assets/index-abc.js", timeout=20)
    assert script.text == "the web UI" and "immutable" in script.headers["Cache-Control"]
    assert requests.get(f"{proxied}/jobs", timeout=20).status_code == 404
    film = make_film(seconds=8, size="160x90")
    with film.open("rb") as video:
        answer = requests.post(
            f"{base}/generate",
            data={"profile_id": "family_viewer", "max_duration": "5"},
            files={"video": video},
            headers={"Prefer": "respond-async"},
            timeout=60,
        )
    assert answer.status_code == 202
    job_id = answer.json()["job"]["jobId"]
    assert answer.headers["Location"] == f"{PREFIX}/jobs/{job_id}"
    deadline = time.monotonic() + 120
    job = answer.json()["job"]
    while job["status"] in ("queued", "processing") and time.monotonic() < deadline:
        time.sleep(0.3)
        job = requests.get(proxied + answer.headers["Location"], timeout=20).json()["job"]
    assert job["status"] == "completed"
    for entry in job["deliverables"].values():
        # Links are relative to the service; a client joins them to the base that it calls.
        assert entry["url"].startswith("/jobs/")
        got = requests.get(base + entry["downloadUrl"], timeout=30)
        assert got.status_code == 200 and len(got.content) == entry["sizeBytes"]
    playlist = requests.get(base + job["deliverables"]["master_hls"]["url"], timeout=20)
    for uri in re.findall(r"^[^#\n]+$", playlist.text, re.MULTILINE):
        assert requests.get(urljoin(playlist.url, uri), timeout=20).text.startswith("#EXTM3U")
    part = requests.get(base + job["deliverables"]["master"]["url"], headers={"Range": "bytes=10-19"}, timeout=20)
    assert part.status_code == 206 and len(part.content) == 10
    assert part.headers["Content-Range"] == f"bytes 10-19/{job['deliverables']['master']['sizeBytes']}"


def test_an_upload_is_not_stored_by_the_proxy(proxied: str, tmp_path: Path) -> None:
    """The service sees the first bytes while the client is still sending the last."""
    seen: list[Path] = []
    sent = threading.Event()

    def body() -> Iterator[bytes]:
        head = '--b\r\nContent-Disposition: form-data; name="video"; filename="a.mp4"\r\n\r\n'
        yield head.encode() + b"\0" * 3_000_000
        deadline = time.monotonic() + 15
        while time.monotonic() < deadline and not seen:
            scratch = tmp_path / "uploads" / ".tmp"
            seen.extend(path for path in scratch.glob("*") if path.stat().st_size > 1_000_000)
            time.sleep(0.05)
        sent.set()
        yield b'\r\n--b\r\nContent-Disposition: form-data; name="profile_id"\r\n\r\nfamily_viewer\r\n--b--\r\n'

    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    answer = requests.post(f"{proxied}{PREFIX}/generate", data=body(), headers=headers, timeout=60)
    assert seen, "nothing had arrived at the service while the client was sending"
    assert sent.is_set() and answer.status_code == 422
    assert not [path for path in (tmp_path / "uploads").rglob("*") if path.is_file()]


def test_errors_of_the_service_pass_through(proxied: str) -> None:
    answer = requests.get(f"{proxied}{PREFIX}/jobs/000000000000", timeout=20)
    assert (answer.status_code, answer.json()["code"]) == (404, "job_not_found")
