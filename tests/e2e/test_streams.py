"""Streams over real HTTP, in players that are none of ours."""

from __future__ import annotations

import io
import itertools
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import imageio_ffmpeg
import numpy as np
import pytest
import requests

from personalizedTrailer import settings
from personalizedTrailer.deliverables.hls import write_streams
from personalizedTrailer.deliverables.naming import trailer
from personalizedTrailer.model import Job
from personalizedTrailer.storage.disk import DiskStore
from personalizedTrailer.storage.files import publish
from personalizedTrailer.web.services import utc_now
from tests import stream_samples
from tests.e2e.chromium import BROWSER, Page, page
from tests.servers import Server, folders, launch
from tests.stream_samples import FRAMES, LOW, RATE, TOP

HERE = Path(__file__).parent / "hls_player"
SECONDS = float(FRAMES / RATE)
VTT = """WEBVTT

00:00:00.500 --> 00:00:02.000
Une phrase.

00:00:07.250 --> 00:00:11.000
Et une autre
sur deux lignes.
"""
NPM = shutil.which("npm")
GSTREAMER = shutil.which("gst-launch-1.0")
GSTREAMER_PACKAGES = "gstreamer1.0-{tools,libav,plugins-base,plugins-good,plugins-bad}"


@dataclass
class Streamed:
    """A service that has streams, and the origin from which a page may play them."""

    server: Server
    page: Page
    job: Job

    def url(self, key: str) -> str:
        return f"{self.server.url}/jobs/{self.job.id}/deliverables/{key}"

    def get(self, key: str) -> bytes:
        answer = requests.get(self.url(key), timeout=30)
        assert answer.status_code == 200, answer.text
        return answer.content


@pytest.fixture(scope="session")
def hls_js() -> Path:
    """The player's script as its authors built it, of the pinned version."""
    built = HERE / "node_modules/hls.js/dist/hls.min.js"
    if not built.exists():
        if NPM is None:
            pytest.skip("needs npm, for hls.js: apt install npm")
        done = subprocess.run(
            [NPM, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=HERE, capture_output=True
        )
        if done.returncode:
            pytest.skip(f"needs hls.js, which npm could not install: {done.stderr[-300:]!r}")
    return built


def stored(base: Path, trailers: stream_samples.Trailers) -> Job:
    """A job that has ended, with its trailers, the captions of one and the streams of both, under `base`."""
    store, job = DiskStore(settings.load(environ=folders(base))), stream_samples.job()
    work = store.workspace(job.id, 1)
    (captions := work / "captions.vtt").write_text(VTT, encoding="utf-8")
    files = [(captions, stream_samples.CAPTIONS)]
    for made, step in itertools.product(job.assemblies, (TOP, LOW)):
        path = Path(shutil.copy(trailers[made.timeline.variant.id, step], work / f"{len(files)}.mp4"))
        files.append((path, trailer(job.id, made.timeline, step, "mp4", path)))
    files += write_streams(job, trailers, work, lambda *_: None)
    for path, entry in files:
        publish(path, store.output_path(entry.file_name))
    ended = replace(
        job, status="completed", completed_at=utc_now(), deliverables=tuple(entry for _, entry in files)
    )
    store.create(ended)
    store.remove_workspaces(job.id)
    return ended


@pytest.fixture(scope="module")
def streamed(make_trailer: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Streamed]:
    base = tmp_path_factory.mktemp("streamed")
    job = stored(base, stream_samples.trailers(make_trailer))
    with page() as shown:
        server = launch("gunicorn", base, env={"CORS_ORIGINS": shown.origin, "EMBEDDED_WORKER": "off"})
        yield Streamed(server, shown, job)
        server.stop()


def run(*command: str) -> bytes:
    done = subprocess.run(command, capture_output=True, timeout=120, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout


@pytest.fixture(scope="module", params=["on the PATH", "of the package"])
def ffmpeg(request: pytest.FixtureRequest) -> str:
    """Two generations of FFmpeg."""
    if request.param == "of the package":
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    return shutil.which("ffmpeg") or pytest.skip("needs FFmpeg on the PATH: apt install ffmpeg")


def frames(tool: str, source: str, stream: int) -> list[tuple[Fraction, str]]:
    """When each picture is shown, in seconds, and a digest of it."""
    options = ["-map", f"0:v:{stream}", "-fps_mode", "passthrough", "-f", "framehash", "-hash", "md5", "-"]
    told = run(tool, "-nostdin", "-v", "error", "-copyts", "-i", source, *options).decode()
    base = Fraction(re.findall(r"#tb 0: (\S+)", told)[0])
    rows = [line.split(",") for line in told.splitlines() if not line.startswith("#")]
    return [(int(row[2]) * base, row[5].strip()) for row in rows]


def samples(tool: str, source: str, seconds: float) -> bytes:
    """The sound from 0 to the end of the picture: decoders differ in what they give out before and behind."""
    options = ["-map", "0:a:0", "-af", f"atrim=start=0:end={seconds}", "-ac", "2", "-f", "f32le", "-"]
    return run(tool, "-nostdin", "-v", "error", "-copyts", "-i", source, *options)


def test_ffmpeg_shows_the_frames_and_samples_of_the_trailer(streamed: Streamed, ffmpeg: str) -> None:
    for number, step in enumerate((TOP, LOW)):
        key = "trailer_variant_0" if step.is_top else f"trailer_variant_0_{step.label}"
        assert streamed.get(f"trailer_variant_0_hls_{step.label}").count(b"#EXTINF") > 1
        shown = frames(ffmpeg, streamed.url("trailer_variant_0_hls"), number)
        assert shown == frames(ffmpeg, streamed.url(key), 0)
        assert [at for at, _ in shown] == [frame / RATE for frame in range(FRAMES)]
    heard = samples(ffmpeg, streamed.url("trailer_variant_0_hls"), SECONDS)
    assert heard == samples(ffmpeg, streamed.url("trailer_variant_0"), SECONDS)
    assert len(heard) / 8 / 48000 == pytest.approx(SECONDS, abs=0.001)


@pytest.mark.skipif(GSTREAMER is None, reason=f"needs GStreamer: apt install {GSTREAMER_PACKAGES}")
@pytest.mark.parametrize(
    ("decoder", "player"),
    [("uridecodebin", "playbin"), pytest.param("uridecodebin3", "playbin3", marks=pytest.mark.slow)],
)
def test_gstreamer_plays_a_stream(streamed: Streamed, decoder: str, player: str, tmp_path: Path) -> None:
    """Both its demuxers of streams, the old one and the new one: frame by frame, and all at once to the end."""
    assert GSTREAMER is not None
    for step in (TOP, LOW):
        raw, uri = tmp_path / "raw", streamed.url(f"master_hls_{step.label}")
        picture = f"{decoder} uri={uri} ! videoconvert ! video/x-raw,format=I420 ! filesink location={raw}"
        run(GSTREAMER, "-q", *picture.split())
        key = "master" if step.is_top else f"master_{step.label}"
        wanted = run(imageio_ffmpeg.get_ffmpeg_exe(), "-i", streamed.url(key), "-f", "rawvideo", "-an", "-")
        assert raw.read_bytes() == wanted
    # In time with the clock: of what comes all at once, the end is reached before the last is told of.
    sinks = [f"{kind}-sink=fakesink name={kind} sync=true silent=false" for kind in ("video", "audio", "text")]
    told = run(GSTREAMER, "-v", player, f"uri={streamed.url('trailer_variant_0_hls')}", *sinks).decode()
    for kind in ("video", "audio"):
        last = re.findall(rf"FakeSink:{kind}: last-message = chain .*? pts: 0:00:([0-9.]+)", told)[-1]
        assert float(last) == pytest.approx(SECONDS, abs=0.1)


def pictures(data: bytes) -> list[np.ndarray[Any, Any]]:
    """The frames of a file, grey as the page sees them."""
    with av.open(io.BytesIO(data)) as container:
        colours = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    return [picture @ np.array([0.299, 0.587, 0.114]) for picture in colours]


@pytest.mark.skipif(BROWSER is None, reason="needs Chromium: apt install chromium")
def test_chromium_plays_a_stream_through_hls_js(streamed: Streamed, hls_js: Path, tmp_path: Path) -> None:
    streamed.page.files |= {"hls.js": hls_js, **{name: HERE / name for name in ("player.html", "player.js")}}
    wanted = (0, 1, FRAMES // 2, FRAMES - 1)
    told = streamed.page.open(
        "player.html",
        tmp_path,
        limit=90,
        stream=streamed.url("trailer_variant_0_hls"),
        rate=str(float(RATE)),
        frames=",".join(map(str, wanted)),
    )
    # On a machine that is busy a player may have to wait; anything else is a fault.
    assert [fault for fault in told["errors"] if not fault.startswith("bufferStalledError false")] == []
    assert told["step"] == "done" and told["firstFrame"] == 0
    assert (told["levels"], told["sounds"], told["switchedTo"]) == ([90, 180], 1, 1)
    assert (told["firstHeight"], told["lastHeight"]) == (90, 180)
    assert told["duration"] == told["endedAt"] == pytest.approx(SECONDS, abs=0.001)
    for kind in ("video", "audio"):
        assert told["buffered"][kind] == [pytest.approx([0, SECONDS], abs=0.001)]
    assert told["cues"] == [[0.5, 2, "Une phrase."], [7.25, 11, "Et une autre\nsur deux lignes."]]
    top, low = (pictures(streamed.get(f"trailer_variant_0{ending}")) for ending in ("", "_90p"))
    for number in wanted:
        seen = told["frames"][str(number)]
        assert seen["at"] == pytest.approx(number / float(RATE), abs=0.001)
        # What had been fetched before the switch is shown as it is.
        planned = top if seen["height"] == TOP.height else low
        grey = np.array(seen["grey"]).reshape(planned[0].shape)
        apart = {at: abs(planned[at] - grey).mean() for at in range(max(0, number - 1), min(FRAMES, number + 2))}
        assert apart.pop(number) < 3 < min(apart.values())


def test_with_a_job_go_its_streams(streamed: Streamed) -> None:
    outputs = streamed.server.base / "outputs"
    assert len(list(outputs.glob("*_hls*"))) == len([one for one in streamed.job.deliverables if "_hls" in one.key])
    assert requests.delete(f"{streamed.server.url}/jobs/{streamed.job.id}", timeout=30).status_code == 204
    assert not [path for path in outputs.rglob("*") if path.is_file()]
