"""One table from the error tree to HTTP, total over the tree."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from personalizedTrailer import errors
from personalizedTrailer.errors import TrailerError
from personalizedTrailer.web import problems


def tree(kind: type[TrailerError] = TrailerError) -> Iterator[type[TrailerError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from tree(child)


BY_FAULT = {"caller": {400, 404, 409, 413}, "footage": {422}, "us": {500, 503}, "nobody": {409}}


@pytest.mark.parametrize("kind", sorted(set(tree()), key=lambda kind: kind.__name__))
def test_every_error_has_a_status_that_fits_its_fault(kind: type[TrailerError]) -> None:
    assert problems.status_of(kind) in BY_FAULT[kind.fault]


def test_the_table_names_nothing_twice_and_nothing_foreign() -> None:
    assert set(problems.STATUS) <= set(tree())


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (errors.VideoRequired, 400),
        (errors.UnknownProfile, 400),
        (errors.IncompleteUpload, 400),
        (errors.JobNotFound, 404),
        (errors.NotReady, 404),
        (errors.Conflict, 409),
        (errors.UploadTooLarge, 413),
        (errors.CorruptFootage, 422),
        (errors.QueueFull, 503),
        (errors.FfmpegMissing, 503),
        (errors.NoRoom, 503),
        (errors.ProcessTimedOut, 500),
    ],
)
def test_statuses(kind: type[TrailerError], status: int) -> None:
    assert problems.status_of(kind) == status


@pytest.fixture
def app() -> Flask:
    app = Flask("problems")
    problems.install(app)

    @app.get("/raise/<name>")
    def fail(name: str) -> str:
        if name == "NoRoom":
            raise errors.NoRoom(retry_after=300)
        if name == "bug":
            raise RuntimeError("secret /srv/path")
        if name == "process":
            raise errors.ProcessFailed("ffmpeg -i /srv/secret failed", detail="/srv/secret")
        raise getattr(errors, name)("A sentence.")

    return app


def test_caller_errors(app: Flask) -> None:
    answer = app.test_client().get("/raise/InvalidField")
    assert answer.status_code == 400
    assert answer.get_json() == {"error": "A sentence.", "code": "invalid_field"}


def test_503_says_when_to_come_back(app: Flask) -> None:
    assert app.test_client().get("/raise/NoRoom").headers["Retry-After"] == "300"
    assert app.test_client().get("/raise/QueueFull").headers["Retry-After"] == "10"


@pytest.mark.parametrize(("name", "code"), [("bug", "internal_error"), ("process", "process_failed")])
def test_our_faults_keep_their_secrets_but_not_from_the_log(
    app: Flask, name: str, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    answer = app.test_client().get(f"/raise/{name}")
    assert answer.status_code == 500
    body = answer.get_json()
    assert body["code"] == code and set(body) == {"error", "code", "requestId"}
    assert "/srv" not in answer.text and "Traceback" not in answer.text
    assert body["requestId"] in caplog.text and "/srv" in caplog.text


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [("GET", "/nowhere", 404, "not_found"), ("PUT", "/raise/bug", 405, "method_not_allowed")],
)
def test_the_framework_answers_in_json(app: Flask, method: str, path: str, status: int, code: str) -> None:
    answer = app.test_client().open(path, method=method)
    assert answer.status_code == status
    assert answer.get_json()["code"] == code
    assert answer.mimetype == "application/json"
    assert ("Allow" in answer.headers) == (status == 405)
