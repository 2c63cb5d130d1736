"""The files of a job over HTTP: types, ranges, conditions, attachments, and what is not there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from personalizedTrailer.model import Deliverable
from personalizedTrailer.wire import served_name

Send = Callable[..., Any]


@pytest.fixture
def get(finished: Any) -> Callable[..., Any]:
    """GET (or another method) on a path below the finished job."""

    def ask(path: str, method: str = "GET", **headers: str) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return finished.client.open(
            f"/jobs/{finished.job['jobId']}{path}", method=method, headers=named, buffered=True
        )

    return ask


MASTER = "/deliverables/master"


def content(finished: Any, key: str = "master") -> bytes:
    name = Path(finished.job["deliverables"][key]["path"]).name
    data: bytes = (finished.base / "outputs" / name).read_bytes()
    return data


def test_a_trailer_is_served_for_playing(finished: Any, get: Any) -> None:
    answer = get(MASTER)
    assert answer.status_code == 200 and answer.data == content(finished)
    assert answer.mimetype == "video/mp4" and answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Content-Length"] == str(len(answer.data)) and answer.headers["ETag"]
    assert not answer.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("wanted", "start", "end"),
    [("bytes=0-0", 0, 1), ("bytes=100-199", 100, 200), ("bytes=5-", 5, None), ("bytes=-7", -7, None)],
)
def test_ranges(finished: Any, get: Any, wanted: str, start: int, end: int | None) -> None:
    whole = content(finished)
    answer = get(MASTER, Range=wanted)
    assert answer.status_code == 206 and answer.data == whole[start:end]
    first = start if start >= 0 else len(whole) + start
    assert answer.headers["Content-Range"] == f"bytes {first}-{first + len(answer.data) - 1}/{len(whole)}"


def test_a_range_that_ends_beyond_the_file_is_cut(finished: Any, get: Any) -> None:
    size = len(content(finished))
    answer = get(MASTER, Range=f"bytes={size - 10}-{size + 10}")
    assert answer.status_code == 206 and len(answer.data) == 10


@pytest.mark.parametrize("wanted", ["bytes=99999999-", "bytes=-0"])
def test_ranges_outside_the_file(finished: Any, get: Any, wanted: str) -> None:
    answer = get(MASTER, Range=wanted)
    assert answer.status_code == 416 and answer.get_json()["code"] == "range_not_satisfiable"
    assert answer.headers["Content-Range"] == f"bytes */{len(content(finished))}"


@pytest.mark.parametrize(
    "wanted", ["bytes=", "bytes=-", "lines=1-2", "bytes=a-b", "bytes=9-2", "bytes=0-1,5-6", "0-5", "bytes=1--2"]
)
def test_ranges_that_mean_nothing_get_the_whole_file(finished: Any, get: Any, wanted: str) -> None:
    answer = get(MASTER, Range=wanted)
    assert answer.status_code == 200 and answer.data == content(finished)


def test_conditions(get: Any) -> None:
    tag = get(MASTER).headers["ETag"]
    same = get(MASTER, If_None_Match=tag)
    assert same.status_code == 304 and not same.data and same.headers["ETag"] == tag
    assert get(MASTER, If_None_Match='"other"').status_code == 200
    assert get(MASTER, If_Range=tag, Range="bytes=0-3").status_code == 206
    assert get(MASTER, If_Range='"other"', Range="bytes=0-3").status_code == 200


def test_head(get: Any) -> None:
    head, got = get(MASTER, "HEAD"), get(MASTER)
    assert head.status_code == 200 and not head.data
    for name in ("Content-Length", "Content-Type", "ETag", "Accept-Ranges"):
        assert head.headers[name] == got.headers[name]
    part = get(MASTER, "HEAD", Range="bytes=0-9")
    assert not part.data and part.headers["Content-Length"] == "10"


def test_download_is_an_attachment_with_a_name_of_ours(finished: Any, get: Any) -> None:
    answer = get(MASTER + "?download=true")
    name = f"{finished.job['jobId']}_trailer_master.mp4"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={name}"
    assert get(MASTER + "?download=false").headers["Content-Disposition"].startswith("inline")


def test_a_variant_has_two_names(finished: Any, get: Any) -> None:
    assert get("/deliverables/variant_2").data == get("/deliverables/trailer_variant_2").data
    assert get("/deliverables/variant_2").data == content(finished, "trailer_variant_2")


def test_captions_and_storyboard(finished: Any, get: Any) -> None:
    assert get("/deliverables/subtitles_master_en").mimetype == "text/vtt"
    board = get("/storyboard")
    assert board.mimetype == "application/json" and board.get_json()["jobId"] == finished.job["jobId"]
    assert get("/deliverables/storyboard").data == board.data


def test_the_source(finished: Any, get: Any) -> None:
    answer = get("/source")
    assert answer.data == finished.film.read_bytes() and answer.mimetype == "video/mp4"
    assert get("/source", Range="bytes=0-3").data == answer.data[:4]
    assert get("/source", "HEAD").headers["Content-Length"] == str(len(answer.data))


def test_download_by_key_and_by_name(finished: Any) -> None:
    job_id, listed = finished.job["jobId"], finished.job["deliverables"]
    for key in ("master", "variant_1", "storyboard", "keyframe_scene_1", "poster"):
        full = Path(listed[key]["path"]).name
        for name in (key, full, served_name(job_id, full)):
            answer = finished.client.get(f"/download/{job_id}/{name}", buffered=True)
            assert answer.status_code == 200 and answer.data == content(finished, key)
            assert answer.headers["Content-Disposition"] == f"attachment; filename={full}"


@pytest.mark.parametrize(
    "path",
    [
        "/jobs/{}/deliverables/nothing",
        "/jobs/{}/deliverables/variant_4",
        "/jobs/{}/deliverables/master_9999p",
        "/jobs/{}/deliverables/subtitles_master_fr",
        "/jobs/{}/deliverables/keyframe_scene_999",
        "/jobs/{}/deliverables/keyframe_scene_0",
        "/jobs/{}/deliverables/..",
        "/jobs/{}/deliverables/%00",
        "/download/{}/nothing.mp4",
        "/download/{}/..%00",
    ],
)
def test_files_that_there_are_not(finished: Any, path: str) -> None:
    answer = finished.client.get(path.format(finished.job["jobId"]))
    assert answer.status_code == 404
    assert answer.get_json() == {"error": "Deliverable not found", "code": "deliverable_not_found"}


def test_a_file_of_no_job(client: FlaskClient) -> None:
    for path in ("/jobs/a1b2c3d4e5f6/deliverables/master", "/jobs/a1b2c3d4e5f6/source", "/download/a1b2c3d4e5f6/x"):
        assert client.get(path).get_json() == {"error": "Job not found", "code": "job_not_found"}


def test_not_ready_is_not_never(waiting_client: FlaskClient, make_film: Any, send: Send, store_of: Any) -> None:
    answer = send(waiting_client, make_film(seconds=2), prefer="respond-async", include_storyboard="no")
    job_id = answer.get_json()["job"]["jobId"]

    def code(key: str) -> str:
        answer = waiting_client.get(f"/jobs/{job_id}/deliverables/{key}")
        assert answer.status_code == 404
        return str(answer.get_json()["code"])

    promised = (
        "master",
        "variant_0",
        "trailer_variant_3_720p",
        "subtitles_master_en",
        "keyframe_scene_1",
        "poster",
        "master_hls",
        "trailer_variant_0_hls_1080p",
        "trailer_variant_3_hls_audio_media",
        "master_hls_captions",
    )
    for key in promised:
        assert code(key) == "not_ready"
    for key in ("storyboard", "subtitles_master_fr", "variant_9", "x", "master_hls_x", "master_hls_captions_media"):
        assert code(key) == "deliverable_not_found"
    assert waiting_client.get(f"/jobs/{job_id}/storyboard").get_json()["error"] == "Deliverable not found"
    store_of(waiting_client).update(job_id, lambda job: replace(job, status="failed"))
    for key in promised:
        assert code(key) == "deliverable_not_found"


def test_captions_that_nobody_wants_are_never_ready(
    waiting_client: FlaskClient, make_film: Any, send: Send
) -> None:
    answer = send(waiting_client, make_film(seconds=2), prefer="respond-async", include_captions="no")
    for key in ("subtitles_master_en", "master_hls_captions"):
        address = f"/jobs/{answer.get_json()['job']['jobId']}/deliverables/{key}"
        assert waiting_client.get(address).get_json()["code"] == "deliverable_not_found"


def test_a_file_that_somebody_removed(
    waiting_client: FlaskClient, make_film: Any, send: Send, store_of: Any
) -> None:
    job_id = send(waiting_client, make_film(seconds=2), prefer="respond-async").get_json()["job"]["jobId"]
    made = Deliverable("master", f"{job_id}_trailer_master.mp4", "video/mp4", 5)
    store_of(waiting_client).update(job_id, lambda job: replace(job, deliverables=(made,)))
    assert waiting_client.get(f"/jobs/{job_id}/deliverables/master").get_json()["code"] == "deliverable_not_found"
