"""Every documented door, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests

from personalizedTrailer.cli.serve import GUNICORN

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "personalizedTrailer"
StartServer = Callable[..., Any]


def run(*args: str, cwd: Path = ROOT, timeout: float = 120, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *args],
        cwd=cwd,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        timeout=timeout,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.parametrize(
    "kind",
    ["gunicorn", *(pytest.param(kind, marks=pytest.mark.slow) for kind in ("dev", "gunicorn-root", "module"))],
)
def test_a_film_goes_in_and_trailers_come_out(start_server: StartServer, make_film: Any, kind: str) -> None:
    server = start_server(kind)
    assert requests.get(f"{server.url}/health", timeout=20).json()["status"] == "ok"
    film = make_film(seconds=8, size="160x90")
    with film.open("rb") as stream:
        data = {"profile_id": "romance_devotee", "max_duration": "5"}
        answer = requests.post(f"{server.url}/generate", files={"video": stream}, data=data, timeout=200)
    assert answer.status_code == 200, answer.text
    master = answer.json()["job"]["deliverables"]["master"]
    played = requests.get(server.url + master["url"], headers={"Range": "bytes=4-7"}, timeout=20)
    assert played.status_code == 206 and played.content == b"ftyp"
    assert "in mock mode" in server.log


@pytest.mark.parametrize("kind", ["dev", "gunicorn-root", "module"])
def test_every_door_answers(start_server: StartServer, kind: str) -> None:
    server = start_server(kind)
    assert requests.get(f"{server.url}/health", timeout=20).json()["status"] == "ok"
    assert "in mock mode" in server.log


@pytest.mark.parametrize("kind", ["gunicorn", "gunicorn-root", "module"])
def test_a_connection_idles_for_longer_than_a_proxy_lets_it(kind: str) -> None:
    assert GUNICORN["keepalive"] == 75
    if kind == "module":
        look = (
            "from gunicorn.app.base import BaseApplication as Base;"
            "Base.run = lambda self: print(self.cfg.keepalive, self.cfg.worker_class_str, self.cfg.threads);"
            "from personalizedTrailer.cli import main; main([])"
        )
        assert run("-c", look).stdout.split() == ["75", "gthread", "16"]
        return
    args = ["-m", "gunicorn", "--print-config", "personalizedTrailer:create_app()"]
    shown = run(*args, cwd=PACKAGE if kind == "gunicorn" else ROOT).stdout
    found = {
        line.split("=")[0].strip(): line.split("=", 1)[1].strip() for line in shown.splitlines() if "=" in line
    }
    assert (found["keepalive"], found["worker_class"], found["threads"]) == ("75", "gthread", "16")


def test_under_a_test_client(client: Any) -> None:
    assert client.application.config["TESTING"] is True
    assert client.application.config["MAX_CONTENT_LENGTH"] == (2 << 30) + (1 << 20)
    assert client.get("/health").status_code == 200


NAMES = ("create_app", "main", "PROFILE_PRESETS", "DEFAULT_PROFILES", "ALLOWED_EXTENSIONS")
LOOK = """
import json, os, sys, threading
before = set(os.listdir("."))
import {module} as door
found = {{name: hasattr(door, name) for name in {names!r}}}
twice = [name for name in sys.modules if f"personalizedTrailer.{{name}}" in sys.modules]
owners = {{value.__module__ for value in vars(door).values() if isinstance(value, type)}}
made = sorted(set(os.listdir(".")) - before - {{"__pycache__"}})
print(json.dumps({{
    "found": found, "twice": twice, "classes": sorted(owners), "made": made, "threads": threading.active_count(),
    "app": "app" in vars(door), "extensions": sorted(door.ALLOWED_EXTENSIONS),
    "presets": [p["id"] for p in door.PROFILE_PRESETS], "defaults": [p["id"] for p in door.DEFAULT_PROFILES],
}}))
"""


@pytest.mark.parametrize(
    ("module", "cwd"),
    [
        ("app", PACKAGE),
        ("personalized_trailer_service", PACKAGE),
        ("personalizedTrailer.app", ROOT),
        ("personalizedTrailer.personalized_trailer_service", ROOT),
    ],
)
def test_what_a_door_hands_on(module: str, cwd: Path) -> None:
    done = run("-c", LOOK.format(module=module, names=NAMES), cwd=cwd)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert all(seen["found"].values())
    assert seen["twice"] in ([], [module]) and set(seen["classes"]) <= {"pathlib"}
    assert seen["made"] == [] and seen["threads"] == 1 and seen["app"] is False
    assert seen["extensions"] == ["avi", "mkv", "mov", "mp4", "webm"]
    assert seen["presets"] == seen["defaults"] and len(seen["presets"]) == 4


def test_app_is_made_when_it_is_asked_for(tmp_path: Path) -> None:
    look = "import app; one = app.app; print(one is app.app, one.test_client().get('/options').status_code)"
    done = run("-c", look, cwd=PACKAGE, LOG_FILE=str(tmp_path / "log"))
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["True", "200"]
    wrong = run("-c", "import personalizedTrailer.app as door; door.nothing")
    assert "AttributeError" in wrong.stderr


HEAVY = ("scipy", "av", "rich", "boto3", "personalizedTrailer.pipeline")
LOADED = f"import sys; print(*(name for name in {HEAVY!r} if name in sys.modules), sep=',', file=sys.stderr)"


@pytest.mark.parametrize(
    "statement",
    [
        "import personalizedTrailer.app",
        "from personalizedTrailer.cli import main; main(['profiles', '--json'])",
        "from personalizedTrailer.cli import main\ntry: main(['--version'])\nexcept SystemExit: pass",
        "from personalizedTrailer.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass",
    ],
)
def test_only_what_is_needed_is_loaded(statement: str) -> None:
    done = run("-c", f"{statement}\n{LOADED}")
    assert (done.returncode, done.stderr) == (0, "\n")


def test_the_package_is_light_and_lazy() -> None:
    look = (
        "import sys, personalizedTrailer as p; print('flask' in sys.modules, p.__version__, p.create_app.__name__)"
    )
    assert run("-c", look).stdout.split() == ["False", "1.0.0", "create_app"]
    assert run("-m", "personalizedTrailer", "--version").stdout.strip() == "1.0.0"
    assert run("app.py", "--version", cwd=PACKAGE).stdout.strip() == "1.0.0"


BAD = {"PERSONALIZED_TRAILER_PORT": "many"}
SENTENCE = "PERSONALIZED_TRAILER_PORT='many' is not allowed: a whole number from 0 to 65535.\n"


@pytest.mark.parametrize(
    ("args", "cwd"),
    [
        (["app.py"], PACKAGE),
        (["-m", "personalizedTrailer"], ROOT),
        (["-m", "personalizedTrailer", "serve", "--debug"], ROOT),
        (["-m", "personalizedTrailer", "worker"], ROOT),
        (["-m", "personalizedTrailer", "profiles"], ROOT),
        (["-m", "personalizedTrailer", "clean"], ROOT),
        (["-m", "gunicorn", "personalizedTrailer:create_app()"], ROOT),
        (["-m", "gunicorn", "personalized_trailer_service:create_app()"], PACKAGE),
    ],
)
def test_a_bad_setting_is_one_line_and_exit_code_2(args: list[str], cwd: Path) -> None:
    done = run(*args, cwd=cwd, **BAD)
    assert done.returncode == 2
    assert done.stderr == SENTENCE


def test_a_bad_profiles_file_is_one_line_too(tmp_path: Path) -> None:
    (tmp_path / "p.json").write_text("[{}]")
    for args, cwd in ((["app.py"], PACKAGE), (["-m", "gunicorn", "personalizedTrailer:create_app()"], ROOT)):
        done = run(*args, cwd=cwd, PROFILES_FILE=str(tmp_path / "p.json"))
        assert done.returncode == 2 and done.stderr.startswith("p.json, line 1") and done.stderr.count("\n") == 1


def test_options_win_over_the_environment() -> None:
    done = run("app.py", "--mode", "nonsense", cwd=PACKAGE, PERSONALIZED_TRAILER_PIPELINE_MODE="mock")
    assert done.returncode == 2
    assert done.stderr.startswith("PERSONALIZED_TRAILER_PIPELINE_MODE='nonsense' is not allowed")
    done = run("app.py", "--port", "99999", cwd=PACKAGE, **BAD)
    assert done.stderr.startswith("PERSONALIZED_TRAILER_PORT='99999'")


def test_unknown_options_are_a_usage_error() -> None:
    for args in (["--bogus"], ["bogus"], ["generate"], ["clean", "--older-than", "soon"]):
        done = run("-m", "personalizedTrailer", *args)
        assert done.returncode == 2 and "usage:" in done.stderr and not done.stdout
