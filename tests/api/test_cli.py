"""The command line: the pipeline of the service in a process of its own, and the small commands."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from personalizedTrailer.runners.embedded import worker_lock
from personalizedTrailer.storage.locks import is_free

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
    film = make_film(seconds=6, size="96x64", rate="10")
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
    assert "storyboard.json" not in names and not any(name.startswith(".") for name in names)
    for entry in job["deliverables"].values():
        assert Path(entry["path"]).stat().st_size == entry["sizeBytes"] and entry["url"] is None
    assert film.exists() and not (tmp_path / "service" / "j").exists()


def test_generate_shows_a_table_and_a_bar(environment: dict[str, str], make_film: Any, tmp_path: Path) -> None:
    film = make_film(seconds=6, size="96x64", rate="10")
    arguments = ("generate", str(film), "--profile", "thriller_buff", "--duration", "5", "--no-captions")
    done = run(environment, *arguments, "--output", str(tmp_path / "out"))
    assert done.returncode == 0
    assert "trailer_master.mp4" in done.stdout and "Opening Act" in done.stdout and "simulated" in done.stdout
    assert "100%" in done.stderr
    quiet = run(environment, *arguments, "--output", str(tmp_path / "out"), "--quiet")
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")


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
    environment: dict[str, str],
    make_film: Any,
    tmp_path: Path,
    arguments: list[str],
    code: int,
    sentence: str,
) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "fake.mp4").write_text("no film\n" * 500)
    places = {"film": make_film(seconds=2), "text": tmp_path / "a.txt", "fake": tmp_path / "fake.mp4"}
    filled = [argument.format(**places) for argument in arguments]
    done = run(environment, "generate", *filled, "--output", str(tmp_path / "out"))
    assert done.returncode == code, done.stderr
    assert sentence in done.stderr and "Traceback" not in done.stderr and not done.stdout
    assert not (tmp_path / "out").exists()


def test_generate_without_ffmpeg_is_our_fault(environment: dict[str, str], make_film: Any, tmp_path: Path) -> None:
    arguments = ["generate", str(make_film(seconds=2)), "--profile", "thriller_buff"]
    done = run(environment, *arguments, "--output", str(tmp_path / "out"), FFMPEG_PATH="/nonexistent")
    assert done.returncode == 1 and "FFMPEG_PATH" in done.stderr and "Traceback" not in done.stderr


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
    assert list(output.iterdir()) == [] and not using(output, process.pid)


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


def test_doctor(environment: dict[str, str]) -> None:
    done = run(environment, "doctor", "--json")
    assert done.returncode == 0, done.stdout
    found = {finding["what"]: finding for finding in json.loads(done.stdout)["findings"]}
    assert {"Python", "settings", "profiles", "FFmpeg", "sandbox", "UPLOAD_DIR", "disk"} <= set(found)
    assert run(environment, "doctor").returncode == 0


def test_doctor_says_what_to_do(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    bad = {
        "FFMPEG_PATH": "/nonexistent",
        "PROFILES_FILE": "/nonexistent",
        "UPLOAD_DIR": str(tmp_path / "file" / "u"),
    }
    done = run(environment, "doctor", "--json", **bad)
    assert done.returncode == 1
    problems = [finding for finding in json.loads(done.stdout)["findings"] if finding["state"] == "problem"]
    assert {finding["what"] for finding in problems} == {"FFmpeg", "profiles", "UPLOAD_DIR"}
    assert all(finding["remedy"] for finding in problems)
    done = run(environment, "doctor", PIPELINE_MODE="nonsense")
    assert done.returncode == 1 and "nonsense" in done.stdout and "Traceback" not in done.stderr


def test_profiles(environment: dict[str, str]) -> None:
    assert len(json.loads(run(environment, "profiles", "--json").stdout)["profiles"]) == 4
    assert "thriller_buff" in run(environment, "profiles").stdout


def test_clean(environment: dict[str, str], tmp_path: Path) -> None:
    orphan = tmp_path / "service" / "u" / "a1b2c3d4e5f6.mp4"
    orphan.parent.mkdir(parents=True)
    orphan.write_bytes(b"x" * 100)
    os.utime(orphan, (1, 1))
    done = run(environment, "clean", "--older-than", "7d")
    assert done.returncode == 0 and "Removed 0 jobs and 1 files" in done.stdout
    assert not orphan.exists()


def test_worker_ends_when_idle_or_told(environment: dict[str, str]) -> None:
    assert run(environment, "worker", "--embedded", WORKER_IDLE_SECONDS="1").returncode == 0
    process = subprocess.Popen(command("worker"), cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 30
    while is_free(worker_lock(Path(environment["JOBS_DIR"]))) and time.monotonic() < deadline:
        time.sleep(0.1)
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
