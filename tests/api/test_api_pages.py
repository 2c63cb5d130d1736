"""The pages: the built UI, or how to build it; HTML is nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from personalizedTrailer.web import pages


def test_before_it_is_built(client: FlaskClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pages, "BUILD", tmp_path / "none")
    monkeypatch.setattr(pages, "SOURCES", tmp_path)
    for path in ("/", "/app", "/app/", "/app/jobs/a1b2c3d4e5f6"):
        answer = client.get(path, headers={"Host": 'x"><script>alert(1)</script>'})
        assert answer.status_code == 200 and answer.mimetype == "text/html"
        assert "npm run build" in answer.text and "curl -F video=@film.mp4" in answer.text
        assert "<script>" not in answer.text
        (nonce,) = re.findall(r'<style nonce="([^"]+)">', answer.text)
        assert f"style-src 'self' 'nonce-{nonce}'" in answer.headers["Content-Security-Policy"]


def test_without_its_sources_nobody_is_told_to_build_it(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pages, "BUILD", tmp_path / "none" / "build")
    monkeypatch.setattr(pages, "SOURCES", tmp_path / "none")
    answer = client.get("/")
    assert "npm" not in answer.text and "curl -F video=@film.mp4" in answer.text


def test_the_build(client: FlaskClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    build = tmp_path / "build"
    (build / "assets").mkdir(parents=True)
    (build / "index.html").write_text('<!doctype html><meta content="__CSP_NONCE__"><p>The UI')
    (build / "assets" / "index-abc.js").write_text("1")
    (tmp_path / "secret.txt").write_text("secret")
    monkeypatch.setattr(pages, "BUILD", build)
    for path in ("/", "/app/", "/app/jobs/a1b2c3d4e5f6", "/app/index.html/x"):
        answer = client.get(path)
        assert "The UI" in answer.text and "__CSP_NONCE__" not in answer.text
        assert answer.headers["Cache-Control"] == "no-cache"
    asset = client.get("/app/assets/index-abc.js", buffered=True)
    assert asset.data == b"1" and "javascript" in asset.mimetype
    assert "max-age=31536000" in asset.headers["Cache-Control"]
    for path in ("/app/assets/other.js", "/app/../secret.txt", "/app/%2e%2e/secret.txt", "/app//etc/passwd.x"):
        answer = client.get(path)
        assert answer.status_code == 404 and answer.get_json()["code"] == "not_found"


@pytest.mark.parametrize(
    "path", ["/index.html", "/static/x.js", "/jobs/", "/health/", "/api", "/favicon.ico", "/jobs//x"]
)
def test_everything_else_is_json(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 404 and answer.mimetype == "application/json"
    assert answer.get_json()["code"] == "not_found"
