"""Real clips in aws mode with every service on: what the tests' own films may not have."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.aws.everything import Everything
from tests.aws.fake_cloud import KEY, SECRET, TOKEN, FakeCloud
from tests.aws.faulty import OPERATIONS
from tests.aws.jobs import EVERYTHING, QUICK
from tests.aws.runs import run
from tests.aws.test_http import generate, modes, nothing_secret
from tests.media.test_footage import clip

pytestmark = pytest.mark.footage


@pytest.mark.parametrize("name", ["faces_short_hamilton_clip.mp4", "phone_rotated90.mov", "camera_mjpeg_pcm.avi"])
def test_a_real_clip_goes_through_every_service(
    cloud: FakeCloud, tmp_path: Path, name: str, no_waiting: None
) -> None:
    Everything(cloud)
    film = tmp_path / name
    shutil.copyfile(clip(name), film)
    made = run(cloud, film, tmp_path)
    assert (made.job.status, made.job.mode, made.told["synthetic"]) == ("completed", "aws", False)
    providers = made.told["providers"]
    heard = {"transcribe", "translate"} if name != "faces_short_hamilton_clip.mp4" else set()
    for service in set(OPERATIONS) - heard:
        assert providers[service]["mode"] == "aws", (service, providers[service])
        assert "fallbackReason" not in providers[service]
    sizes = [call.request["Image"]["Bytes"] for call in cloud.stub.calls if call.service == "rekognition"]
    assert sizes and all(0 < len(picture) < 5_242_880 for picture in sizes)
    for secret in (KEY, SECRET, TOKEN):
        assert secret not in made.log + made.stored


def test_a_real_clip_goes_through_every_service_over_http(
    cloud: FakeCloud, start_server: Callable[..., Any], tmp_path: Path
) -> None:
    Everything(cloud)
    settings = {**QUICK, **EVERYTHING, "AWS_TIMEOUT_SECONDS": "20", "PIPELINE_MODE": "aws"}
    server = start_server("gunicorn", **cloud.env(), **settings)
    job = generate(server.url, clip("flipping_a_pancake_opus.mkv"))
    assert (job["status"], job["mode"], job["synthetic"]) == ("completed", "aws", False)
    assert modes(job) == dict.fromkeys(OPERATIONS, "aws")
    assert nothing_secret(server, tmp_path, json.dumps(job)) == []
