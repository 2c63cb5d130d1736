"""GET /openapi.json and GET /docs."""

from __future__ import annotations

import functools

from flask import Blueprint, Response, jsonify, make_response, render_template_string

from personalizedTrailer import __version__
from personalizedTrailer.errors import CallerError, Cancelled, FootageError, TrailerError, Unavailable
from personalizedTrailer.web.openapi.kinds import TEXT, Schema, partly, record, ref
from personalizedTrailer.web.openapi.page import PAGE
from personalizedTrailer.web.openapi.paths import PATHS, SENTENCES
from personalizedTrailer.web.openapi.schemas import SCHEMAS
from personalizedTrailer.web.problems import status_of
from personalizedTrailer.web.security import nonce

blueprint = Blueprint("openapi", __name__)


@functools.cache
def document() -> Schema:
    """The whole of it."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Personalized Trailer",
            "version": __version__,
            "description": "A film in, five trailers out, cut for one viewer.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        # Beside this document, whatever prefix a proxy puts before it.
        "servers": [{"url": "."}],
        "tags": [{"name": name} for name in ("jobs", "files", "choices", "service", "pages")],
        "paths": PATHS,
        "components": {
            "schemas": {**SCHEMAS, "Error": _error()},
            "responses": {status: _refusal(status, sentence) for status, sentence in SENTENCES.items()},
        },
    }


@blueprint.get("/openapi.json")
def openapi() -> Response:
    return jsonify(document())


@blueprint.get("/docs")
def docs() -> Response:
    response = make_response(render_template_string(PAGE, api=document(), nonce=nonce()))
    response.headers["Cache-Control"] = "no-cache"
    return response


def codes(status: int) -> list[str]:
    """Of the errors that are answered so, by the tree of errors."""
    kinds: list[type[TrailerError]] = [*_below(CallerError), *_below(FootageError), *_below(Unavailable)]
    kinds.append(Cancelled)
    return sorted({kind.code for kind in kinds if status_of(kind) == status})


def _below(kind: type[TrailerError]) -> list[type[TrailerError]]:
    return [kind, *(found for child in kind.__subclasses__() for found in _below(child))]


def _error() -> Schema:
    sentence = TEXT | {"description": "One sentence that a person can act on."}
    known = record(error=sentence, code=TEXT | {"description": "Stable."})
    return partly(known, field=TEXT, requestId=TEXT, job=ref("Job"))


def _refusal(status: str, sentence: str) -> Schema:
    named = f" Codes: {', '.join(f'`{code}`' for code in codes(int(status)))}." if codes(int(status)) else ""
    return {"description": sentence + named, "content": {"application/json": {"schema": ref("Error")}}}
