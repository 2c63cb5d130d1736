"""The UI, where it has been built; until then a page that says how. The only HTML of the service."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, make_response, request, send_file
from markupsafe import escape
from werkzeug.exceptions import NotFound
from werkzeug.security import safe_join

from personalizedTrailer.settings import PACKAGE
from personalizedTrailer.web.security import nonce

blueprint = Blueprint("pages", __name__)

BUILD = PACKAGE.parent / "frontend" / "build"
SOURCES = BUILD.parent
NONCE_MARK = "__CSP_NONCE__"
"""Stands in the built page where the nonce of each answer belongs."""
_YEAR = 31_536_000

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
<p>See <a href="health">health</a>, <a href="profiles">profiles</a>, <a href="options">options</a> and
<a href="jobs">jobs</a>.</p>
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
        return _page(page.read_text("utf-8").replace(NONCE_MARK, nonce()))
    base = escape(request.url_root.rstrip("/"))
    return _page(_NOT_BUILT.format(nonce=nonce(), base=base, advice=_HOW_TO_BUILD if SOURCES.is_dir() else _NO_UI))


@blueprint.get("/app/<path:inside>")
def app_page(inside: str) -> Response:
    """A file of the build; any other name is a place inside the UI, which is one page."""
    found = safe_join(str(BUILD), inside)
    if found is not None and Path(found).is_file() and Path(found).name != "index.html":
        hashed = inside.startswith(("assets/", "static/"))
        return send_file(found, max_age=_YEAR if hashed else None, conditional=True)
    if "." in inside.rsplit("/", 1)[-1]:
        raise NotFound
    return front()


def _page(html: str) -> Response:
    response = make_response(html)
    response.mimetype = "text/html"
    response.headers["Cache-Control"] = "no-cache"
    return response
