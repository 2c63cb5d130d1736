"""The UI, where it has been built; until then a page that says how.

What the build has to do for the policy under which it runs (`security`): nothing inline, except styles and what
carries the nonce of the answer. Where `NONCE_MARK` stands in index.html each answer has one of its own; scripts find
it in `<meta property="csp-nonce" nonce="…">`. A build that calls the service at another origin says so in
`<meta name="trailer-api-base" content="https://…">`. Its files are asked for under /app/.
"""

from __future__ import annotations

import mimetypes
import os
import re
from pathlib import Path

from flask import Blueprint, Response, make_response, request, send_file
from markupsafe import escape
from werkzeug.exceptions import NotFound
from werkzeug.security import safe_join

from personalizedTrailer.settings import PACKAGE
from personalizedTrailer.web.security import allow_api, nonce

blueprint = Blueprint("pages", __name__)

BUILD = PACKAGE.parent / "frontend" / "build"
SOURCES = BUILD.parent
NONCE_MARK = "__CSP_NONCE__"
"""Stands in the built page where the nonce of each answer belongs."""
_YEAR = 31_536_000
_CODINGS = {"br": ".br", "gzip": ".gz"}
"""What the build compressed its files by, best first, and how the names of those end."""
_API_BASE = re.compile(r'<meta name="trailer-api-base" content="(https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?)[/"]')

_NOT_BUILT = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Personalized Trailer</title>
<style nonce="{nonce}">
body {{ font: 16px/1.6 system-ui, sans-serif; max-width: 44rem; margin: 4rem auto; padding: 0 1rem }}
pre {{ background: #f3f3f1; color: #1a1a1a; padding: 1rem; overflow-x: auto; border-radius: 6px }}
@media (prefers-color-scheme: dark) {{ body {{ background: #161616; color: #eee }} a {{ color: #9cf }} }}
</style>
<h1>The service is running</h1>
{advice}
<p>The API is there:</p>
<pre>curl -F video=@film.mp4 -F profile_id=action_enthusiast \\
     -F max_duration=30 {base}/generate</pre>
<p>See <a href="health">health</a>, <a href="profiles">profiles</a>, <a href="options">options</a>,
<a href="jobs">jobs</a> and <a href="docs">all the rest</a>.</p>
</html>
"""

_HOW_TO_BUILD = """<p>Its web interface has not been built yet. Build it once, then reload this page:</p>
<pre>cd frontend
npm install
npm run build</pre>"""
_NO_UI = "<p>This installation comes without a web interface.</p>"


@blueprint.get("/")
@blueprint.get("/app")
@blueprint.get("/app/")
def front() -> Response:
    page = BUILD / "index.html"
    if page.is_file():
        html = page.read_text("utf-8")
        if api := _API_BASE.search(html):
            allow_api(api[1])
        return _page(html.replace(NONCE_MARK, nonce()))
    base = escape(request.url_root.rstrip("/"))
    return _page(_NOT_BUILT.format(nonce=nonce(), base=base, advice=_HOW_TO_BUILD if SOURCES.is_dir() else _NO_UI))


@blueprint.get("/app/<path:inside>")
def app_page(inside: str) -> Response:
    """A file of the build; any other name is a place inside the UI, which is one page."""
    if (found := _built(inside)) is not None:
        hashed = inside.startswith("assets/")
        path, coding = _packed(inside) or (found, None)
        kind = mimetypes.guess_type(inside)[0]
        response = send_file(path, mimetype=kind, max_age=_YEAR if hashed else None, conditional=True)
        response.cache_control.immutable = hashed
        if coding is not None:
            response.headers["Content-Encoding"] = coding
        response.vary.add("Accept-Encoding")
        return response
    if "." in inside.rsplit("/", 1)[-1]:
        raise NotFound
    return front()


def _built(inside: str) -> str | None:
    """The path of a file of the build; its page, which is not served as it lies, and hidden files are none."""
    found = safe_join(str(BUILD), inside)
    # os.path, as names that are too long or hold a null byte are then names of no file.
    if found is None or not os.path.isfile(found) or inside == "index.html":  # noqa: PTH113
        return None
    real = Path(found).resolve()
    hidden = any(part.startswith(".") for part in inside.split("/"))
    return None if hidden or not real.is_relative_to(BUILD.resolve()) else str(real)


def _packed(inside: str) -> tuple[str, str] | None:
    """The path of a file of the build as the build compressed it, and how, where the client takes that."""
    for coding, ending in _CODINGS.items():
        if request.accept_encodings.quality(coding) > 0 and (path := _built(inside + ending)):
            return path, coding
    return None


def _page(html: str) -> Response:
    """Without an ETag: what a client keeps has the nonce of another answer."""
    response = make_response(html)
    response.mimetype = "text/html"
    response.headers["Cache-Control"] = "no-cache"
    return response
