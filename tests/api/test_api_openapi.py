"""The OpenAPI document: valid, the same as the routes, and true of what is answered."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

pytest.importorskip("openapi_spec_validator", reason="needs openapi-spec-validator: requirements-dev.txt")

import openapi_spec_validator as checker
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from personalizedTrailer.errors import CallerError, FootageError, Unavailable
from personalizedTrailer.web.openapi.document import codes, document
from personalizedTrailer.web.problems import status_of


def routes(app: Flask) -> set[tuple[str, str]]:
    """Method and path, as the document writes them."""
    found = set()
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
        # HEAD does wherever GET does, and OPTIONS everywhere; /app/ is /app.
        methods = (rule.methods or set()) - {"HEAD", "OPTIONS"}
        found |= {(method, path.rstrip("/") or "/") for method in methods}
    return found


def check(answer: Any, *where: str) -> None:
    """Holds an answer against the schema of an operation."""
    root = document()
    schema = root["paths"]
    for step in where:
        schema = schema[step]
    validator = Draft202012Validator({**schema, "components": root["components"]})
    assert [fault.message for fault in validator.iter_errors(answer.get_json())] == []


def test_it_is_valid(client: FlaskClient) -> None:
    answer = client.get("/openapi.json")
    assert answer.status_code == 200 and answer.mimetype == "application/json"
    assert answer.get_json()["openapi"] == "3.1.0"
    checker.validate(answer.get_json(), cls=checker.OpenAPIV31SpecValidator)


def test_it_has_every_route_and_no_other(client: FlaskClient) -> None:
    written = {(method.upper(), path) for path, calls in document()["paths"].items() for method in calls}
    assert written == routes(client.application)


def test_every_part_is_used_and_every_reference_leads_somewhere() -> None:
    root = document()
    used = set(re.findall(r"#/components/(\w+)/(\w+)", str(root)))
    there = {(kind, name) for kind, parts in root["components"].items() for name in parts}
    assert used == there


def test_every_code_is_told() -> None:
    told = {code for status in (400, 404, 409, 413, 422, 503) for code in codes(status)}
    for kind in (CallerError, FootageError, Unavailable):
        assert kind.code in told
        for child in kind.__subclasses__():
            assert child.code in told, f"{child.code} has status {status_of(child)}"


OBJECT = ("responses", "200", "content", "application/json", "schema")


def test_answers_are_as_they_are_described(finished: Any, waiting_client: FlaskClient) -> None:
    client = finished.client
    for path in ("/health", "/profiles", "/options", "/capabilities", "/jobs"):
        check(client.get(path), path, "get", *OBJECT)
        check(waiting_client.get(path), path, "get", *OBJECT)
    check(finished.answer, "/generate", "post", *OBJECT)
    check(client.get(f"/jobs/{finished.job['jobId']}"), "/jobs/{job_id}", "get", *OBJECT)
    check(client.get(f"/job/{finished.job['jobId']}"), "/job/{job_id}", "get", *OBJECT)
    check(waiting_client.post("/clear"), "/clear", "post", *OBJECT)


def test_a_waiting_job_is_as_it_is_described(
    waiting_client: FlaskClient, make_film: Any, send: Callable[..., Any]
) -> None:
    answer = send(waiting_client, make_film(seconds=2), prefer="respond-async")
    accepted = ("responses", "202", "content", "application/json", "schema")
    check(answer, "/generate", "post", *accepted)
    address = answer.headers["Location"]
    check(waiting_client.get(address), "/jobs/{job_id}", "get", *OBJECT)
    check(waiting_client.delete(address), "/jobs/{job_id}", "delete", *accepted)
    assert {"Location", "Retry-After", "Preference-Applied"} <= set(answer.headers.keys())


def test_refusals_are_as_they_are_described(client: FlaskClient) -> None:
    schema = {"$ref": "#/components/schemas/Error", "components": document()["components"]}
    for path in ("/jobs/a1b2c3d4e5f6", "/jobs?limit=0", "/nowhere"):
        Draft202012Validator(schema).validate(client.get(path).get_json())


def test_the_page_needs_no_network(client: FlaskClient) -> None:
    answer = client.get("/docs")
    assert answer.status_code == 200 and answer.mimetype == "text/html"
    assert "<script" not in answer.text and not re.search(r"(src|href)=.?(https?:)?//", answer.text)
    for path, calls in document()["paths"].items():
        assert f"<code>{path}</code>" in answer.text
        for call in calls.values():
            assert call["summary"] in answer.text.replace("&#39;", "'")
    (nonce,) = re.findall(r'<style nonce="([^"]+)">', answer.text)
    assert f"'nonce-{nonce}'" in answer.headers["Content-Security-Policy"]
    assert 'href="#Job"' in answer.text and 'id="Job"' in answer.text
