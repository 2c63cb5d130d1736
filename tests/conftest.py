"""Fixtures that every suite may use: small films, an application in folders of its own, servers over real HTTP."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from personalizedTrailer import settings as settings_module
from personalizedTrailer.factory import create_app
from personalizedTrailer.media import ffmpeg
from personalizedTrailer.settings_table import SETTINGS
from personalizedTrailer.web.services import EXTENSION, Services
from tests.reports import pytest_runtest_makereport  # noqa: F401  a hook, found by its name
from tests.servers import Server, folders, launch, wait_for_worker_end

try:
    from hypothesis import settings as examples
except ImportError:  # a bare pytest: the tests that need it are skipped by name
    examples = None  # type: ignore[assignment,misc]

if examples is not None:
    # The same examples on every run, so that a failure is one of the change; `script/test --all` draws new ones.
    # How long one takes says nothing on a busy machine.
    examples.register_profile("repeatable", derandomize=True, max_examples=40, deadline=None)
    examples.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))

MakeFilm = Callable[..., Path]
MakeApp = Callable[..., Flask]
StartServer = Callable[..., Server]


NO_ACCOUNT = {
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
}
"""What keeps boto3 from finding an account of whoever runs the tests."""


@pytest.fixture(scope="session", autouse=True)
def own_environment() -> Iterator[None]:
    """No setting of whoever runs the tests reaches them."""
    names = {name for setting in SETTINGS for name in setting.names} - {"FFMPEG_PATH"}
    names |= {*settings_module.CREDENTIALS, *NO_ACCOUNT}
    kept = {name: os.environ.pop(name) for name in names if name in os.environ}
    os.environ.update(NO_ACCOUNT)
    yield
    for name in NO_ACCOUNT:
        os.environ.pop(name, None)
    os.environ.update(kept)


@pytest.fixture(scope="session")
def make_film(tmp_path_factory: pytest.TempPathFactory) -> MakeFilm:
    """`make_film(seconds=, size=, rate=, audio=, extension=, codec=)`: picture and tone, each made once."""
    folder = tmp_path_factory.mktemp("films")
    tool = ffmpeg.find(settings_module.load(environ=os.environ)).path

    def make(
        *,
        seconds: float = 20,
        size: str = "320x180",
        rate: str = "24",
        audio: bool = True,
        extension: str = "mp4",
        codec: str = "libx264",
    ) -> Path:
        film = folder / f"film-{seconds}-{size}-{rate.replace('/', '_')}-{audio}-{codec}.{extension}"
        if film.exists():
            return film
        picture = ["-f", "lavfi", "-i", f"testsrc2=size={size}:rate={rate}:duration={seconds}"]
        sound = ["-f", "lavfi", "-i", f"sine=frequency=440:duration={seconds}"] if audio else []
        speed = ["-preset", "ultrafast", "-pix_fmt", "yuv420p"] if codec == "libx264" else []
        args = [tool, "-nostdin", "-v", "error", *picture, *sound, "-c:v", codec, *speed, str(film)]
        subprocess.run(args, check=True, timeout=120)
        return film

    return make


@pytest.fixture(scope="session")
def film(make_film: MakeFilm) -> Path:
    """20 s of 320×180 at 24 frames a second, H.264 and AAC."""
    return make_film()


@pytest.fixture(scope="session")
def make_trailer(tmp_path_factory: pytest.TempPathFactory) -> MakeFilm:
    """`make_trailer(name, *codecs, size=, frames=, key=, rate=)`: as a renderer leaves one, a keyframe every `key`."""
    folder = tmp_path_factory.mktemp("trailers")
    tool = ffmpeg.find(settings_module.load(environ=os.environ)).path

    def make(
        name: str, *codecs: str, size: str = "192x108", frames: int = 120, key: int = 24, rate: str = "24000/1001"
    ) -> Path:
        out = folder / name
        if not out.exists():
            # Without colour, for which readers have different matrices.
            sources = [f"testsrc2=size={size}:rate={rate},hue=s=0", "sine=frequency=440:sample_rate=48000"]
            inputs = [part for source in sources for part in ("-f", "lavfi", "-i", source)]
            chosen = codecs or ("-c:v", "libx264", "-bf", "2", "-c:a", "aac")
            args = [*inputs, "-t", str(float(frames / Fraction(rate))), *chosen, "-pix_fmt", "yuv420p"]
            keys = ["-g", str(key), "-sc_threshold", "0"]
            subprocess.run([tool, "-nostdin", "-v", "error", *args, *keys, str(out)], check=True, timeout=60)
        return out

    return make


@contextlib.contextmanager
def apps(base: Path) -> Iterator[MakeApp]:
    made: list[Flask] = []

    def make(**config: object) -> Flask:
        app = create_app({"TESTING": True, **folders(base), **config})
        made.append(app)
        return app

    yield make
    for app in made:
        services: Services = app.extensions[EXTENSION]
        services.runner.shutdown()
    wait_for_worker_end(base)


BOUNDARY = "a-boundary-of-the-tests"
FORM = f"multipart/form-data; boundary={BOUNDARY}"

Part = tuple[str, str | bytes] | tuple[str, str, bytes]


def encode(*parts: Part) -> bytes:
    """A form: `(name, value)` for a field, `(name, file name, content)` for a file."""
    data = b""
    for part in parts:
        content = part[-1].encode() if isinstance(part[-1], str) else part[-1]
        file_name = f'; filename="{part[1]}"' if len(part) == 3 else ""
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{part[0]}"{file_name}\r\n\r\n'
        data += head.encode("utf-8", "surrogateescape") + content + b"\r\n"
    return data + f"--{BOUNDARY}--\r\n".encode()


@pytest.fixture(scope="session", name="encode")
def encode_fixture() -> Callable[..., bytes]:
    """The body of a form, whose content type is that of the fixture `form`."""
    return encode


@pytest.fixture(scope="session")
def form() -> str:
    return FORM


@pytest.fixture(scope="session", name="apps")
def apps_fixture() -> Callable[[Path], contextlib.AbstractContextManager[MakeApp]]:
    """`with apps(folder) as make_app:` for fixtures that outlive a test."""
    return apps


@pytest.fixture
def make_app(tmp_path: Path) -> Iterator[MakeApp]:
    """`make_app(**config)`: an application whose folders are under `tmp_path`."""
    with apps(tmp_path) as make:
        yield make


@pytest.fixture
def client(make_app: MakeApp) -> FlaskClient:
    return make_app().test_client()


@pytest.fixture
def start_server(tmp_path: Path) -> Iterator[StartServer]:
    """`start_server(kind, workers=2, **settings)`: one of the doors, listening on a port of its own."""
    started: list[Server] = []

    def start(kind: str, workers: int = 2, **env: str) -> Server:
        server = launch(kind, tmp_path, workers, env)
        started.append(server)
        return server

    yield start
    for server in started:
        server.stop()


@pytest.fixture(scope="module", params=["gunicorn", "dev"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Both servers, one after the other, with a limit of 1 MB for a film."""
    base = tmp_path_factory.mktemp(f"server-{request.param}")
    running = launch(request.param, base, env={"MAX_UPLOAD_SIZE": "1MB"})
    yield running
    running.stop()
