"""Headers that every answer carries, and who may call from a browser."""

from __future__ import annotations

import re
import secrets

from flask import Flask, Response, g, request
from flask_cors import CORS

from personalizedTrailer.settings import Settings

ALLOWED_HEADERS = ("Content-Type", "Prefer", "Idempotency-Key", "X-API-Key", "Range", "Last-Event-ID")
EXPOSED_HEADERS = (
    "Location",
    "Preference-Applied",
    "Retry-After",
    "Content-Range",
    "Content-Disposition",
    "ETag",
)
METHODS = ("GET", "HEAD", "POST", "DELETE", "OPTIONS")
PREFLIGHT_SECONDS = 600

# A picture or a film that is opened on its own is a page that shows itself.
_DATA_POLICY = "default-src 'none'; img-src 'self'; media-src 'self'; frame-ancestors 'none'; base-uri 'none'"
_PREFIX = re.compile(r"(/[A-Za-z0-9._~-]+)+")


def install(app: Flask, settings: Settings) -> None:
    """Adds the headers to every answer of the application, errors among them."""
    app.after_request(_add_headers)
    CORS(
        app,
        origins=_patterns(settings.allowed_origins),
        methods=list(METHODS),
        allow_headers=list(ALLOWED_HEADERS),
        expose_headers=list(EXPOSED_HEADERS),
        max_age=PREFLIGHT_SECONDS,
        send_wildcard="*" in settings.allowed_origins,
        vary_header=True,
    )


def nonce() -> str:
    """What the styles and scripts inside the page of this answer have to carry; its policy then is that of a page."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    found: str = g.csp_nonce
    return found


def allow_api(origin: str) -> None:
    """Lets the page of this answer call a service at another origin, and show its films."""
    g.csp_api = origin


def location(path: str) -> str:
    """A root-relative address for `Location`, behind the prefix that a reverse proxy took away."""
    prefix = request.headers.get("X-Forwarded-Prefix", "").rstrip("/")
    return prefix + path if _PREFIX.fullmatch(prefix) else path


def _patterns(origins: tuple[str, ...]) -> str | list[re.Pattern[str]]:
    # The library takes a string with a star or a bracket in it for a pattern; an origin is meant letter by letter.
    if "*" in origins:
        return "*"
    return [re.compile(re.escape(origin) + r"\Z", re.IGNORECASE) for origin in origins]


def _add_headers(response: Response) -> Response:
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Frame-Options"] = "DENY"
    if "csp_nonce" in g:
        response.headers["Content-Security-Policy"] = _page_policy(g.csp_nonce, g.get("csp_api", ""))
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
    else:
        response.headers["Content-Security-Policy"] = _DATA_POLICY
    return response


def _page_policy(own: str, api: str) -> str:
    """Of a page: its own files, and what the nonce vouches for. Captions count as media."""
    also = f" {api}" if api else ""
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{own}'; "
        f"img-src 'self' blob: data:{also}; media-src 'self' blob:{also}; connect-src 'self'{also}; "
        "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    )
