"""The pages: the built UI, or how to build it; HTML is nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

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


PAGE = """<!doctype html><meta property="csp-nonce" nonce="__CSP_NONCE__">
<script type="module" crossorigin src="/app/assets/index-abc.js" nonce="__CSP_NONCE__"></script><p>The UI"""


@pytest.fixture
def build(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A built UI, with a secret beside it."""
    build = tmp_path / "frontend" / "build"
    (build / "assets").mkdir(parents=True)
    (build / "index.html").write_text(PAGE)
    (build / "assets" / "index-abc.js").write_text("1")
    (build / "icon.svg").write_text("<svg/>")
    (build / ".env").write_text("secret")
    (build.parent / "secret.txt").write_text("secret")
    (build / "assets" / "link.js").symlink_to(build.parent / "secret.txt")
    monkeypatch.setattr(pages, "BUILD", build)
    return build


def directives(answer: TestResponse) -> dict[str, list[str]]:
    rules = [rule.split() for rule in answer.headers["Content-Security-Policy"].split(";")]
    return {name: values for name, *values in rules}


def test_the_page_of_the_build(client: FlaskClient, build: Path) -> None:
    nonces = set()
    for path in ("/", "/app", "/app/", "/app/jobs/a1b2c3d4e5f6", "/app/jobs/a1b2c3d4e5f6/compare?left=0", "/app/x"):
        answer = client.get(path)
        assert answer.status_code == 200 and answer.mimetype == "text/html"
        assert answer.headers["Cache-Control"] == "no-cache" and "ETag" not in answer.headers
        first, second = re.findall(r'nonce="([A-Za-z0-9_-]{20,})"', answer.text)
        assert first == second and "__CSP_NONCE__" not in answer.text
        nonces.add(first)
        assert directives(answer) == {
            "default-src": ["'none'"],
            "script-src": ["'self'"],
            "style-src": ["'self'", f"'nonce-{first}'"],
            "img-src": ["'self'", "blob:", "data:"],
            "media-src": ["'self'", "blob:"],
            "connect-src": ["'self'"],
            "frame-ancestors": ["'none'"],
            "base-uri": ["'none'"],
            "form-action": ["'self'"],
        }
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert client.head(path).headers["Content-Type"] == answer.headers["Content-Type"]
        assert client.post(path).status_code == 405
    assert len(nonces) == 6


@pytest.mark.parametrize(
    ("base", "origin"),
    [
        ("https://api.example.com/trailer", "https://api.example.com"),
        ("http://10.0.0.7:5007", "http://10.0.0.7:5007"),
        ("/api/trailer", None),
        ("", None),
        ("https://evil.example; script-src *", None),
        ("https://*/", None),
    ],
)
def test_a_build_for_a_service_elsewhere(client: FlaskClient, build: Path, base: str, origin: str | None) -> None:
    (build / "index.html").write_text(f'<meta name="trailer-api-base" content="{base}">')
    found = directives(client.get("/"))
    for name in ("connect-src", "img-src", "media-src"):
        assert (found[name][-1] == origin) if origin else not any("/" in source for source in found[name])
    assert found["script-src"] == ["'self'"]


def test_files_are_sent_as_small_as_the_client_takes_them(client: FlaskClient, build: Path) -> None:
    (build / "assets" / "index-abc.js.gz").write_bytes(b"gz")
    (build / "assets" / "index-abc.js.br").write_bytes(b"br")
    etags = set()
    for takes, coding, data in (
        ("gzip, br", "br", b"br"),
        ("gzip", "gzip", b"gz"),
        ("br;q=0, gzip", "gzip", b"gz"),
        ("", None, b"1"),
        ("deflate", None, b"1"),
    ):
        answer = client.get("/app/assets/index-abc.js", headers={"Accept-Encoding": takes}, buffered=True)
        assert answer.data == data and answer.headers.get("Content-Encoding") == coding
        assert "javascript" in answer.mimetype and answer.headers["Vary"] == "Accept-Encoding"
        etags.add(answer.headers["ETag"])
    assert len(etags) == 3, "a cache would take one form for the other"


def test_files_of_the_build(client: FlaskClient, build: Path) -> None:
    asset = client.get("/app/assets/index-abc.js", buffered=True)
    assert asset.data == b"1" and "javascript" in asset.mimetype
    assert {"public", "max-age=31536000", "immutable"} == set(asset.headers["Cache-Control"].split(", "))
    again = client.get("/app/assets/index-abc.js", headers={"If-None-Match": asset.headers["ETag"]}, buffered=True)
    assert again.status_code == 304
    icon = client.get("/app/icon.svg", buffered=True)
    assert icon.headers["Cache-Control"] == "no-cache" and icon.mimetype == "image/svg+xml"
    again = client.get("/app/icon.svg", headers={"If-None-Match": icon.headers["ETag"]}, buffered=True)
    assert again.status_code == 304
    assert directives(icon)["default-src"] == ["'none'"]


@pytest.mark.parametrize(
    "path",
    [
        "/app/assets/other.js",
        "/app/index.html",
        "/app/.env",
        "/app/../secret.txt",
        "/app/%2e%2e/secret.txt",
        "/app/assets/..%2f..%2f..%2fsecret.txt",
        "/app/..%5csecret.txt",
        "/app/assets/%2e%2e/%2e%2e/%2e%2e/secret.txt",
        "/app//etc/passwd.x",
        "/app/%2fetc%2fhosts.x",
        "/app/assets/link.js",
        "/app/assets/index-abc.js/x.js",
        "/app/assets/index-abc.js%00.txt",
        "/app/" + "a" * 5000 + ".js",
        "/app/" + "a/" * 2000 + "b.js",
        "/app/~root.x",
        "/app/file:%2f%2f%2fetc%2fpasswd.x",
    ],
)
def test_nothing_else_is_a_file(client: FlaskClient, build: Path, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404 and answer.get_json()["code"] == "not_found"
    assert "secret" not in answer.text


@pytest.mark.parametrize(
    "path", ["/index.html", "/static/x.js", "/jobs/", "/health/", "/api", "/favicon.ico", "/jobs//x"]
)
def test_everything_else_is_json(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 404 and answer.mimetype == "application/json"
    assert answer.get_json()["code"] == "not_found"
