"""Figures for Prometheus: readable for its own parser, and the same whoever is asked."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("prometheus_client", reason="needs prometheus-client: pip install -r requirements-dev.txt")

import requests
from flask.testing import FlaskClient
from prometheus_client import parser

from personalizedTrailer.storage.tallies import Tallies

Figures = dict[tuple[str, frozenset[tuple[str, str]]], float]


def figures(text: str) -> Figures:
    """Every sample by its name and labels."""
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in parser.text_string_to_metric_families(text)
        for sample in family.samples
    }


def value(found: Figures, name: str, **labels: str) -> float:
    return found[f"trailer_{name}", frozenset(labels.items())]


def test_a_finished_job(finished: Any) -> None:
    answer = finished.client.get("/metrics")
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    found = figures(answer.text)
    assert value(found, "jobs", status="completed") == 1 and value(found, "jobs", status="failed") == 0
    assert value(found, "queue_jobs", state="waiting") == value(found, "queue_jobs", state="running") == 0
    assert value(found, "queue_limit") == 32
    spent = value(found, "job_seconds_sum")
    assert value(found, "job_seconds_count") == 1 and spent > 0
    assert value(found, "job_seconds_bucket", le="+Inf") == 1
    assert value(found, "job_seconds_bucket", le="5") == (spent <= 5)
    assert value(found, "job_wait_seconds_count") == 1
    outputs = sum(path.stat().st_size for path in (finished.base / "outputs").rglob("*") if path.is_file())
    assert value(found, "files_bytes", folder="outputs") == outputs
    assert value(found, "files_bytes", folder="uploads") == finished.film.stat().st_size
    assert value(found, "disk_free_bytes", folder="jobs") > 0
    posted = {"method": "POST", "route": "/generate", "status": "200"}
    assert value(found, "http_requests_total", **posted) == 1
    assert value(found, "http_request_seconds_total", **posted) >= spent


def test_requests_by_route(waiting_client: FlaskClient) -> None:
    for path in ("/jobs/a1b2c3d4e5f6", "/jobs/000000000000", "/nowhere/1", "/nowhere/2", "/app/x/y"):
        waiting_client.get(path)
    waiting_client.open("/jobs", method="BREW")
    waiting_client.head("/health")
    found = figures(waiting_client.get("/metrics").text)
    routes = {
        (dict(labels)["method"], dict(labels)["route"], dict(labels)["status"]): number
        for (name, labels), number in found.items()
        if name == "trailer_http_requests_total"
    }
    assert routes == {
        ("GET", "/jobs/{job_id}", "404"): 2,
        ("GET", "other", "404"): 2,
        ("GET", "/app/{inside}", "200"): 1,
        ("other", "other", "405"): 1,
        ("HEAD", "/health", "200"): 1,
    }


def test_waiting_jobs(waiting_client: FlaskClient, make_film: Any, send: Callable[..., Any]) -> None:
    for _ in range(3):
        send(waiting_client, make_film(seconds=2), prefer="respond-async")
    found = figures(waiting_client.get("/metrics").text)
    assert value(found, "jobs", status="queued") == value(found, "queue_jobs", state="waiting") == 3
    assert value(found, "job_seconds_count") == 0 and value(found, "job_seconds_sum") == 0


def test_several_processes_add_up(start_server: Callable[..., Any]) -> None:
    server = start_server("gunicorn", workers=4)
    with ThreadPoolExecutor(8) as pool:
        statuses = list(
            pool.map(lambda _: requests.get(f"{server.url}/options", timeout=30).status_code, range(60))
        )
    assert statuses == [200] * 60
    for _ in range(6):
        found = figures(requests.get(f"{server.url}/metrics", timeout=30).text)
        assert value(found, "http_requests_total", method="GET", route="/options", status="200") == 60


def test_what_cannot_be_counted_harms_nobody(tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    tallies = Tallies(path)
    assert tallies.read() == {}
    tallies.add("a", 1.5)
    tallies.add("a", 0.5)
    assert tallies.read() == {"a": [2, 2.0]}
    path.write_bytes(b'{"a": [2')
    assert tallies.read() == {}
    tallies.add("b", 1.0)
    assert tallies.read() == {"b": [1, 1.0]}
    elsewhere = Tallies(path / "below" / "figures.json")
    elsewhere.add("a", 1.0)
    assert elsewhere.read() == {}


def test_counting_is_cheap(tmp_path: Path) -> None:
    tallies = Tallies(tmp_path / "figures.json")
    for number in range(100):
        tallies.add(f"GET 200 /route/{number}", 0.1)
    began = time.process_time()
    for _ in range(200):
        tallies.add("GET 200 /route/7", 0.1)
    assert (time.process_time() - began) / 200 < 0.002
