"""The command line: the pipeline of the service in a process of its own, and the small commands."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from personalizedTrailer import logs
from personalizedTrailer.cli import generate, main
from personalizedTrailer.cli.film import Watch
from personalizedTrailer.model import Analysis, Deliverable, Job, JobRequest, Metrics, Progress, VariantSpec
from personalizedTrailer.runners.embedded import worker_lock
from personalizedTrailer.settings import Settings
from personalizedTrailer.storage.locks import is_free
from personalizedTrailer.web.services import utc_now

ROOT = Path(__file__).resolve().parents[2]


def command(*args: str) -> list[str]:
    return [sys.executable, "-m", "personalizedTrailer", *args]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    folders = {"UPLOAD_DIR": "u", "OUTPUT_DIR": "o", "JOBS_DIR": "j", "LOG_FILE": "log"}
    return {**os.environ, **{name: str(tmp_path / "service" / value) for name, value in folders.items()}}


def run(environment: dict[str, str], *args: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*args),
        cwd=ROOT,
        env={**environment, **more},
        capture_output=True,
        text=True,
        timeout=200,
        stdin=subprocess.DEVNULL,
    )


def test_generate(environment: dict[str, str], make_film: Any, tmp_path: Path) -> None:
    film = make_film(seconds=8, size="160x90")
    output = tmp_path / "out"
    done = run(
        environment,
        *("generate", str(film), "--profile", "thriller_buff", "--duration", "5", "--output", str(output)),
        *("--format", "mov", "--subtitles", "fr", "--no-storyboard", "--json"),
    )
    assert done.returncode == 0, done.stderr
    job = json.loads(done.stdout)
    assert job["status"] == "completed" and job["input"]["subtitleLanguage"] == "fr"
    assert done.stderr == ""
    names = {path.name for path in output.iterdir()}
    assert {"trailer_master.mov", "trailer_variant_3.mov", "subtitles_master_fr.vtt", "frame_01.jpg"} <= names
    for playlist in output.glob("*.m3u8"):
        uris = [line for line in playlist.read_text("utf-8").splitlines() if not line.startswith("#")]
        assert uris and set(uris) <= names
    assert "storyboard.json" not in names and not any(name.startswith(".") for name in names)
    for entry in job["deliverables"].values():
        assert Path(entry["path"]).stat().st_size == entry["sizeBytes"] and entry["url"] is None
    assert film.exists() and not (tmp_path / "service" / "j").exists()


@pytest.fixture
def here(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The settings of `environment` for a command in this process, whose log is closed afterwards."""
    for name in ("UPLOAD_DIR", "OUTPUT_DIR", "JOBS_DIR", "LOG_FILE"):
        monkeypatch.setenv(name, environment[name])
    monkeypatch.setenv("COLUMNS", "120")
    yield
    logger = logging.getLogger("personalizedTrailer")
    for handler in [found for found in logger.handlers if type(found).__module__ == logs.__name__]:
        logger.removeHandler(handler)
        handler.close()


def ended_job(film: Path, request: JobRequest, settings: Settings, output: Path, watch: Watch) -> Job:
    """A job as `make_trailers` would return it; nothing is made."""
    watch("rendering", 0.5, "half way")
    job_id = "0123456789ab"
    variant = VariantSpec("variant_0", "Opening Act", "…", (Fraction(1), Fraction(0), Fraction(0)))
    return Job(
        id=job_id,
        status="completed",
        submitted_at=utc_now(),
        request=request,
        progress=Progress("completion", 100.0, "Done"),
        analysis=Analysis("mock", True, (), (), Metrics(None, None, None)),
        deliverables=(
            Deliverable("master", f"{job_id}_trailer_master.mp4", "video/mp4", 7, seconds=5.0),
            Deliverable(
                "variant_0", f"{job_id}_trailer_variant_0.mp4", "video/mp4", 7, seconds=5.0, variant=variant
            ),
        ),
    )


@pytest.mark.usefixtures("here")
def test_generate_shows_a_table_and_a_bar(
    make_film: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(generate, "make_trailers", ended_job)
    arguments = ["generate", str(make_film(seconds=8, size="160x90")), "--profile", "thriller_buff"]
    arguments += ["--duration", "5", "--output", str(tmp_path / "out")]
    assert main(arguments) == 0
    out, error = capsys.readouterr()
    assert "trailer_master.mp4" in out and "Opening Act" in out and "simulated" in out
    assert "100%" in error
    assert main([*arguments, "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["missing.mp4", "--profile", "thriller_buff"], 2, "There is no file missing.mp4."),
        (["{film}", "--profile", "nobody"], 2, "Unknown profile selection."),
        (["{film}", "--profile", "thriller_buff", "--duration", "4"], 2, "max_duration “4” is not allowed"),
        (["{film}", "--profile", "thriller_buff", "--mode", "aws"], 2, "mode “aws” is not allowed"),
        (["{text}", "--profile", "thriller_buff"], 2, "not an accepted file type"),
        (["{fake}", "--profile", "thriller_buff"], 3, "could not be read as a video"),
    ],
)
def test_generate_refuses(
    make_film: Any,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    code: int,
    sentence: str,
) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "fake.mp4").write_text("no film\n" * 500)
    places = {"film": make_film(seconds=2), "text": tmp_path / "a.txt", "fake": tmp_path / "fake.mp4"}
    filled = [argument.format(**places) for argument in arguments]
    assert main(["generate", *filled, "--output", str(tmp_path / "out")]) == code
    out, error = capsys.readouterr()
    assert sentence in error and not out
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("name", "code", "sentence"),
    [("FFMPEG_PATH", 1, "FFMPEG_PATH"), ("PROFILES_FILE", 2, "PROFILES_FILE"), ("FLASK_PORT", 2, "FLASK_PORT")],
)
def test_generate_with_a_bad_setting(
    make_film: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    code: int,
    sentence: str,
) -> None:
    monkeypatch.setenv(name, "/nonexistent")
    arguments = ["generate", str(make_film(seconds=2)), "--profile", "thriller_buff"]
    assert main([*arguments, "--output", str(tmp_path / "out")]) == code
    out, error = capsys.readouterr()
    assert sentence in error.splitlines()[-1] and not out


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_ends_the_children_and_leaves_nothing(
    environment: dict[str, str], make_film: Any, tmp_path: Path, number: signal.Signals
) -> None:
    film = make_film(seconds=30, size="1280x720")
    output = tmp_path / "out"
    arguments = ("generate", str(film), "--profile", "thriller_buff", "--duration", "25", "--output", str(output))
    process = subprocess.Popen(
        command(*arguments, "--quiet"),
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 60
    while not using(output, process.pid) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.1)
    process.send_signal(number)
    out, said = process.communicate(timeout=30)
    assert process.returncode == 130 and said == "Stopped.\n" and not out
    assert not list(output.glob("*")) and not using(output, process.pid)


def using(folder: Path, but: int) -> list[str]:
    """Other processes that were told of something in this folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = entry.read_bytes().decode(errors="replace")
        except OSError:  # it has ended
            continue
        if str(folder) in line and int(entry.parent.name) != but:
            found.append(line)
    return found


@pytest.mark.usefixtures("here")
def test_doctor(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--json"]) == 0
    found = {finding["what"]: finding for finding in json.loads(capsys.readouterr().out)["findings"]}
    assert {"Python", "settings", "profiles", "FFmpeg", "sandbox", "UPLOAD_DIR", "disk"} <= set(found)
    assert main(["doctor"]) == 0
    assert "FFmpeg" in capsys.readouterr().out


@pytest.mark.usefixtures("here")
def test_doctor_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("FFMPEG_PATH", "/nonexistent")
    monkeypatch.setenv("PROFILES_FILE", "/nonexistent")
    monkeypatch.setenv("UPLOAD_DIR", str(tmp_path / "file" / "u"))
    assert main(["doctor", "--json"]) == 1
    problems = [one for one in json.loads(capsys.readouterr().out)["findings"] if one["state"] == "problem"]
    assert {finding["what"] for finding in problems} == {"FFmpeg", "profiles", "UPLOAD_DIR"}
    assert all(finding["remedy"] for finding in problems)
    monkeypatch.setenv("PIPELINE_MODE", "nonsense")
    assert main(["doctor"]) == 1
    assert "nonsense" in capsys.readouterr().out


@pytest.mark.usefixtures("here")
def test_profiles(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profiles", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["profiles"]) == 4
    assert main(["profiles"]) == 0
    assert "thriller_buff" in capsys.readouterr().out


@pytest.mark.usefixtures("here")
def test_clean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    orphan = tmp_path / "service" / "u" / "a1b2c3d4e5f6.mp4"
    orphan.parent.mkdir(parents=True)
    orphan.write_bytes(b"x" * 100)
    os.utime(orphan, (1, 1))
    assert main(["clean", "--older-than", "7d"]) == 0
    assert "Removed 0 jobs and 1 files" in capsys.readouterr().out
    assert not orphan.exists()


def test_worker_ends_when_idle_or_told(environment: dict[str, str]) -> None:
    assert run(environment, "worker", "--embedded", WORKER_IDLE_SECONDS="1").returncode == 0
    process = subprocess.Popen(command("worker"), cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 30
    while is_free(worker_lock(Path(environment["JOBS_DIR"]))) and time.monotonic() < deadline:
        time.sleep(0.1)
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
