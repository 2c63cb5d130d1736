"""An estimate before the run, over HTTP and at the terminal: nothing is asked of AWS, and nothing is kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from personalizedTrailer import cli
from tests.aws.fake_cloud import FakeCloud
from tests.aws.jobs import MakeAws

MakeApp = Callable[..., Any]


@pytest.fixture
def post(
    make_aws: MakeAws, make_app: MakeApp, film: Path, encode: Callable[..., bytes], form: str
) -> Callable[..., Any]:
    client = make_app(PIPELINE_MODE="aws").test_client()

    def send(dry_run: str, **fields: str) -> Any:
        parts = {"profile_id": "action_enthusiast", **fields}
        body = encode(*parts.items(), ("video", "f.mp4", film.read_bytes()))
        return client.post(f"/generate?dry_run={dry_run}", data=body, content_type=form)

    return send


def test_post_generate_tells_what_a_job_would_cost(
    post: Callable[..., Any], cloud: FakeCloud, tmp_path: Path
) -> None:
    answer = post("true", max_duration="10")
    assert answer.status_code == 200
    told = answer.get_json()["estimate"]
    assert told["mode"] == "aws" and told["filmSeconds"] == 20 and told["withinLimit"] is True
    assert {line["operation"] for line in told["lines"]} == {"DetectLabels", "DetectFaces", "RecognizeCelebrities"}
    assert told["estimatedCostUsd"] == pytest.approx(sum(line["estimatedCostUsd"] for line in told["lines"]))
    assert cloud.stub.calls == [] and cloud.door.calls == []
    left = [path for path in tmp_path.rglob("*") if path.is_file() and path.suffix in (".mp4", ".part", ".json")]
    assert left == []


def test_wishes_are_checked_all_the_same(post: Callable[..., Any]) -> None:
    assert post("true", user_id="a b").get_json()["field"] == "user_id"
    assert post("perhaps").get_json()["field"] == "dry_run"
    assert post("true", profile_id="nobody").get_json()["code"] == "unknown_profile"


def test_the_command_line_tells_it_too(
    make_aws: MakeAws,
    film: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LOG_FILE", str(tmp_path / "log"))
    words = ["generate", str(film), "--profile", "action_enthusiast", "--mode", "aws", "--estimate"]
    assert cli.main([*words, "--json", "--output", str(tmp_path / "t")]) == 0
    assert json.loads(capsys.readouterr().out)["estimate"]["frameASecond"]["calls"] == 60
    assert cli.main(words) == 0
    assert "US dollars" in capsys.readouterr().out
    assert not (tmp_path / "t").exists()
