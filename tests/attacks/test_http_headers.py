"""Headers: those that every answer carries, and who may call from a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

MakeApp = Callable[..., Any]
PATHS = ["/health", "/", "/nowhere", "/jobs/a1b2c3d4e5f6", "/generate"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_guarded(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy and "*" not in policy
    assert "frame-ancestors 'none'" in policy and headers["X-Frame-Options"] == "DENY"
    assert ("nonce" in policy) == (path == "/")
    assert "Server" not in headers


@pytest.mark.parametrize("port", [3000, 5000, 5007])
@pytest.mark.parametrize("name", ["localhost", "127.0.0.1"])
def test_local_origins_may_call(client: FlaskClient, name: str, port: int) -> None:
    origin = f"http://{name}:{port}"
    for path in PATHS:
        headers = client.get(path, headers={"Origin": origin}).headers
        assert headers["Access-Control-Allow-Origin"] == origin
        assert "Origin" in headers["Vary"]
        assert "Access-Control-Allow-Credentials" not in headers
        exposed = {name.strip() for name in headers["Access-Control-Expose-Headers"].split(",")}
        assert exposed == {
            "Location",
            "Preference-Applied",
            "Retry-After",
            "Content-Range",
            "Content-Disposition",
            "ETag",
        }


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "http://localhost:3001",
        "https://localhost:3000",
        "http://localhost:3000.evil.example",
        "http://127x0x0x1:3000",
        "http://evil.example/http://localhost:3000",
        "null",
        "",
    ],
)
def test_others_may_not(client: FlaskClient, origin: str) -> None:
    assert "Access-Control-Allow-Origin" not in client.get("/health", headers={"Origin": origin}).headers


@pytest.mark.parametrize(
    ("method", "header"),
    [
        ("POST", "Content-Type"),
        ("POST", "Prefer"),
        ("POST", "Idempotency-Key"),
        ("GET", "X-API-Key"),
        ("GET", "Range"),
        ("GET", "Last-Event-ID"),
        ("DELETE", "Prefer"),
    ],
)
def test_preflight(client: FlaskClient, method: str, header: str) -> None:
    asked = {
        "Origin": "http://localhost:3000",
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": header.lower(),
    }
    answer = client.options("/generate", headers=asked)
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "http://localhost:3000"
    assert header.lower() in answer.headers["Access-Control-Allow-Headers"].lower()
    assert method in answer.headers["Access-Control-Allow-Methods"]


def test_a_foreign_header_is_not_allowed(client: FlaskClient) -> None:
    asked = {
        "Origin": "http://localhost:3000",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "X-Evil",
    }
    assert "X-Evil" not in client.options("/generate", headers=asked).headers.get(
        "Access-Control-Allow-Headers", ""
    )


def test_configured_origins(make_app: MakeApp) -> None:
    client = make_app(CORS_ORIGINS="https://trailers.example.com, http://*.example.org").test_client()

    def allowed(origin: str) -> str | None:
        found: str | None = client.get("/health", headers={"Origin": origin}).headers.get(
            "Access-Control-Allow-Origin"
        )
        return found

    assert allowed("https://trailers.example.com") == "https://trailers.example.com"
    for origin in ("https://trailersXexample.com", "http://a.example.org", "http://localhost:3000"):
        assert allowed(origin) is None


def test_everybody_may_call_where_that_is_configured(make_app: MakeApp) -> None:
    client = make_app(CORS_ORIGINS="*").test_client()
    headers = client.get("/health", headers={"Origin": "http://anywhere.example"}).headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in headers
