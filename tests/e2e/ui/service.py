"""The service with its built UI, over real HTTP, whose FFmpeg can be held or made to fail."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from personalizedTrailer import settings as settings_module
from personalizedTrailer.media import ffmpeg
from tests.servers import PACKAGE, ROOT, Server, folders, free_port, gunicorn_command, wait_for_worker_end

_PATIENCE = 120.0
"""Seconds for whatever a busy machine may be slow at."""
_STAND_IN = """#!/bin/sh
hold=$(cat '{folder}/hold')
fail=$(cat '{folder}/fail')
case "$*" in *"${{fail:-nothing}}"*) echo 'It was told to fail.' >&2; exit 1 ;; esac
case "$*" in *"${{hold:-nothing}}"*) kill -STOP $$ ;; esac
exec '{real}' "$@"
"""


def why_not_built() -> str | None:
    """Builds the UI where anything of it changed; says what is missing where it cannot be."""
    if shutil.which("npm") is None:
        return "needs npm, to build the web UI: apt install npm"
    (ROOT / ".cache").mkdir(exist_ok=True)
    with (ROOT / ".cache" / "ui.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = subprocess.run([ROOT / "script" / "build"], capture_output=True, text=True)
    return f"needs the web UI, which could not be built: {done.stderr[-500:]}" if done.returncode else None


@dataclass
class Service:
    """A service in a folder of its own, that may go away and come back at the same address."""

    base: Path
    env: Mapping[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    _server: Server | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Returns once it answers."""
        self.base.mkdir(parents=True, exist_ok=True)
        stand_in = self.base / "ffmpeg"
        if not stand_in.exists():
            self.fail("")
            self._hold("")
            real = ffmpeg.find(settings_module.load(environ=os.environ)).path
            stand_in.write_text(_STAND_IN.format(folder=self.base, real=real))
            stand_in.chmod(0o755)
        own = {**folders(self.base), "FFMPEG_PATH": str(stand_in), "RENDER_CACHE_BYTES": "0"}
        with (self.base / "server.out").open("ab") as out:
            process = subprocess.Popen(
                gunicorn_command(self.port, "personalized_trailer_service:create_app()", 2),
                cwd=PACKAGE,
                env={**os.environ, **own, **self.env},
                stdout=out,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
            )
        self._server = Server(process, self.port, self.base)
        self.wait(self._answers)

    def start_if_down(self) -> None:
        """A test that failed may have left it so."""
        if self._server is None or self._server.process.poll() is not None:
            self.start()

    def _answers(self) -> bool:
        try:
            return requests.get(f"{self.url}/health", timeout=5).ok
        except requests.RequestException:
            return False

    def go_away(self) -> None:
        """Ends the web processes; a job that runs goes on."""
        assert self._server is not None
        self._server.process.send_signal(signal.SIGTERM)
        self._server.process.wait(30)

    def crash(self) -> None:
        """Kills the web processes: what is being sent breaks off."""
        assert self._server is not None
        master = self._server.process.pid
        # A master that goes on puts a new worker, which outlives it, in the place of one that was killed.
        os.kill(master, signal.SIGSTOP)
        for pid in map(int, Path(f"/proc/{master}/task/{master}/children").read_text().split()):
            os.kill(pid, signal.SIGKILL)
        self._server.process.kill()
        self._server.process.wait(30)

    def stop(self) -> None:
        """Cancels what runs or waits, and returns once nobody writes below the folder any more."""
        self.release()
        if self._answers():
            for job in requests.get(f"{self.url}/jobs", timeout=20).json()["jobs"]:
                if job["status"] in ("queued", "processing"):
                    self.end(job["jobId"])
        if self._server is not None:
            self._server.stop()
        wait_for_worker_end(self.base)

    def submit(self, film: Path, name: str | None = None, **fields: str) -> str:
        """Sends a film from outside the browser; returns the job's id."""
        wanted = {"profile_id": "family_viewer", "max_duration": "5", **fields}
        with film.open("rb") as video:
            answer = requests.post(
                f"{self.url}/generate",
                data=wanted,
                files={"video": (name or film.name, video)},
                headers={"Prefer": "respond-async"},
                timeout=_PATIENCE,
            )
        assert answer.status_code == 202, answer.text
        job_id: str = answer.json()["job"]["jobId"]
        return job_id

    def job(self, job_id: str) -> dict[str, Any]:
        job: dict[str, Any] = requests.get(f"{self.url}/jobs/{job_id}", timeout=20).json()["job"]
        return job

    def end(self, job_id: str) -> None:
        """Cancels a job that nobody waits for."""
        requests.delete(f"{self.url}/jobs/{job_id}", timeout=20)

    def until(self, job_id: str, *statuses: str, seconds: float = _PATIENCE) -> dict[str, Any]:
        """The job, once it has come so far."""
        self.wait(lambda: self.job(job_id)["status"] in statuses, seconds)
        return self.job(job_id)

    def hold(self, place: str) -> None:
        """From now on whichever FFmpeg has this in its command line stops before it begins."""
        self._hold(place)

    def _hold(self, place: str) -> None:
        (self.base / "hold").write_text(place)

    def fail(self, place: str) -> None:
        """From now on whichever FFmpeg has this in its command line fails; none for an empty text."""
        (self.base / "fail").write_text(place)

    def is_held(self) -> bool:
        return bool(list(self._stopped()))

    def release(self) -> None:
        """Lets those go on that are held."""
        if (self.base / "hold").exists():
            self._hold("")
        for pid in (*self._stopped(), *self._workers()):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)

    def freeze(self) -> None:
        """Stops the render worker, clocks and all, until `release`: a job stands still where it is."""
        for pid in self._workers():
            os.kill(pid, signal.SIGSTOP)

    def _workers(self) -> Iterator[int]:
        ours = f"JOBS_DIR={self.base / 'jobs'}".encode()
        for entry in Path("/proc").iterdir():
            with contextlib.suppress(OSError):
                is_worker = entry.name.isdigit() and b"worker" in (entry / "cmdline").read_bytes().split(b"\0")
                if is_worker and ours in (entry / "environ").read_bytes().split(b"\0"):
                    yield int(entry.name)

    def _stopped(self) -> Iterator[int]:
        for entry in Path("/proc").iterdir():
            with contextlib.suppress(OSError):
                ours = entry.name.isdigit() and str(self.base).encode() in (entry / "cmdline").read_bytes()
                if ours and (entry / "stat").read_text().rpartition(")")[2].split()[0] == "T":
                    yield int(entry.name)

    def wait(self, condition: Callable[[], bool], seconds: float = _PATIENCE) -> None:
        """Raises AssertionError, with the end of the log, where it does not come true."""
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                log = (self.base / "server.out").read_text(errors="replace")
                raise AssertionError(f"waited {seconds:.0f} s in vain:\n{log[-3000:]}")
            time.sleep(0.05)


@contextlib.contextmanager
def service(base: Path, **env: str) -> Iterator[Service]:
    """A running service whose files lie below `base`."""
    running = Service(base, env)
    try:
        running.start()
        yield running
    finally:
        running.stop()
