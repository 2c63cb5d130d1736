"""A finished job to look at, and shorthands for sending films."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from personalizedTrailer.storage.base import JobStore
from personalizedTrailer.web.services import EXTENSION, Services

Send = Callable[..., TestResponse]


@pytest.fixture(scope="session")
def send(encode: Callable[..., bytes], form: str) -> Send:
    """POST /generate as curl does, the film first; a field that is None is left out."""

    def post(
        client: FlaskClient, film: Path, name: str | None = None, prefer: str = "", **fields: Any
    ) -> TestResponse:
        wanted = {"profile_id": "thriller_buff", "max_duration": "5", **fields}
        parts = [(key, value) for key, value in wanted.items() if value is not None]
        body = encode(("video", name or film.name, film.read_bytes()), *parts)
        headers = {"Prefer": prefer} if prefer else {}
        return client.post("/generate", data=body, content_type=form, headers=headers)

    return post


@pytest.fixture
def files_under() -> Callable[[Path], list[str]]:
    """Every file of films and deliverables below a folder, scratch included."""

    def found(base: Path) -> list[str]:
        paths = [path for top in ("uploads", "outputs") for path in (base / top).rglob("*")]
        return sorted(str(path.relative_to(base)) for path in paths if path.is_file())

    return found


@pytest.fixture
def store_of() -> Callable[[FlaskClient], JobStore]:
    def store(client: FlaskClient) -> JobStore:
        services: Services = client.application.extensions[EXTENSION]
        return services.store

    return store


@pytest.fixture
def waiting_client(make_app: Callable[..., Any]) -> FlaskClient:
    """A service whose jobs nobody works on."""
    client: FlaskClient = make_app(EMBEDDED_WORKER="off").test_client()
    return client


@dataclass
class Finished:
    client: FlaskClient
    answer: TestResponse
    job: dict[str, Any]
    base: Path
    film: Path


@pytest.fixture(scope="session")
def finished(
    tmp_path_factory: pytest.TempPathFactory,
    make_film: Callable[..., Path],
    apps: Callable[..., Any],
    send: Send,
) -> Iterator[Finished]:
    """One job, sent in the synchronous form and done by the real pipeline."""
    base = tmp_path_factory.mktemp("finished")
    film = make_film(seconds=14, size="960x540", rate="10")
    with apps(base) as make:
        client = make().test_client()
        answer = send(client, film, name="Mein Film.mp4", max_duration="6")
        assert answer.status_code == 200, answer.text
        yield Finished(client, answer, answer.get_json()["job"], base, film)
