"""A page in headless Chromium that tells what it saw: its files are served, and its report received, from here."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync", "--mute-audio"),
    *("--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage"),
    # A page that nobody looks at is not slowed down, and may play without a click.
    *("--disable-background-timer-throttling", "--disable-renderer-backgrounding"),
    "--autoplay-policy=no-user-gesture-required",
)
KINDS = {".html": "text/html", ".js": "text/javascript"}


@dataclass
class Page:
    """A page at an origin of its own."""

    origin: str
    files: dict[str, Path] = field(default_factory=dict)
    """By their paths."""
    _told: list[Any] = field(default_factory=list)
    _heard: threading.Event = field(default_factory=threading.Event)

    def open(self, name: str, folder: Path, limit: float, **query: str) -> Any:
        """Shows the page `name` until it has told what it saw; it is asked to within `limit` seconds.

        `folder` is the browser's own.
        """
        assert BROWSER is not None
        address = f"{self.origin}/{name}?{urlencode({**query, 'seconds': limit})}"
        with (folder / "browser.log").open("wb") as log:
            browser = subprocess.Popen(
                [BROWSER, *FLAGS, f"--user-data-dir={folder / 'profile'}", address],
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        try:
            heard = self._heard.wait(limit + 15)
        finally:
            os.killpg(browser.pid, signal.SIGKILL)
            browser.wait()
        assert heard, f"The page told nothing: {(folder / 'browser.log').read_text(errors='replace')[-3000:]}"
        return self._told.pop()

    def hear(self, told: Any) -> None:
        self._told.append(told)
        self._heard.set()


@contextlib.contextmanager
def page() -> Iterator[Page]:
    """Serves the files that are put into it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = shown.files.get(urlsplit(self.path).path.lstrip("/"))
            if path is None:
                return self.send_error(404)
            self._answer(path.read_bytes(), KINDS[path.suffix])

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self._answer(b"", "text/plain")
            shown.hear(json.loads(body))

        def _answer(self, data: bytes, kind: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    shown = Page(f"http://127.0.0.1:{server.server_port}")
    yield shown
    server.shutdown()
    thread.join()
    server.server_close()
