"""The encoder that was asked for, whether it works, and what is used instead: in `/health` and `doctor`."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from personalizedTrailer.cli.doctor import look
from personalizedTrailer.media.ffmpeg import find
from personalizedTrailer.settings import load
from tests.stand_in_ffmpeg import StandIn, stand_in_ffmpeg

NVENC = "h264_nvenc"
WHY = "h264_nvenc cannot be used: the driver of an NVIDIA card is not installed."


@pytest.fixture
def tool(tmp_path: Path) -> Callable[[bool], StandIn]:
    """`tool(works)`: an FFmpeg with or without NVENC that works."""

    def make(works: bool) -> StandIn:
        real = find(load(environ=os.environ, dotenv_files=())).path
        return stand_in_ffmpeg(tmp_path, real, fails=() if works else None, says="Cannot load libcuda.so.1")

    return make


def test_health_of_the_default(client: Any) -> None:
    body = client.get("/health").get_json()
    assert body["encoder"] == {"asked": "libx264", "used": "libx264", "fallbackReason": None}


@pytest.mark.parametrize("works", [True, False])
def test_health_asks_the_card_once(
    make_app: Callable[..., Any], tool: Callable[[bool], StandIn], works: bool
) -> None:
    program = tool(works)
    client = make_app(FFMPEG_PATH=program.path, FFMPEG_VIDEO_CODEC=NVENC).test_client()
    bodies = [client.get("/health").get_json() for _ in range(3)]
    for body in bodies:
        used = {"used": NVENC, "fallbackReason": None} if works else {"used": "libx264", "fallbackReason": WHY}
        assert body["encoder"] == {"asked": NVENC, **used}
        assert body["status"] == "ok"
        assert (f"{WHY} libx264 is used instead." in body["notes"]) is not works
    assert program.calls == 1


def test_health_without_ffmpeg(make_app: Callable[..., Any], tmp_path: Path) -> None:
    client = make_app(FFMPEG_PATH=str(tmp_path / "nothing"), FFMPEG_VIDEO_CODEC=NVENC).test_client()
    assert client.get("/health").get_json()["encoder"] == {"asked": NVENC, "used": None, "fallbackReason": None}


@pytest.mark.parametrize("works", [True, False])
def test_doctor(tool: Callable[[bool], StandIn], works: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FFMPEG_PATH", tool(works).path)
    monkeypatch.setenv("FFMPEG_VIDEO_CODEC", NVENC)
    (found,) = [finding for finding in look() if finding.what == "video encoder"]
    if works:
        assert (found.state, found.detail, found.remedy) == ("ok", NVENC, "")
    else:
        assert (found.state, found.detail) == ("note", f"{WHY} libx264 is used instead.")
        assert "FFMPEG_VIDEO_CODEC=libx264" in found.remedy
