"""Serving over HTTP: options over environment over `.env` over defaults."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import Flask

from personalizedTrailer import __version__
from personalizedTrailer.cli.codes import DONE, USAGE
from personalizedTrailer.errors import StartError
from personalizedTrailer.factory import create_app, load_profiles, load_settings
from personalizedTrailer.settings import Settings
from personalizedTrailer.web.limits import THREADS
from personalizedTrailer.web.services import EXTENSION

WORKERS = 2


def fit_to_server(worker: Any) -> None:
    """gunicorn's hook for a process that is about to serve: tells the application of its threads and of its end."""
    if (made := getattr(worker.wsgi, "extensions", {}).get(EXTENSION)) is not None:
        made.slots.fit(worker.cfg.threads, lambda: bool(worker.alive))


GUNICORN = {
    "worker_class": "gthread",
    "threads": THREADS,
    "timeout": 300,
    "keepalive": 75,  # longer than the 60 s of a proxy: it, not we, ends a connection that idles
    "control_socket_disable": True,
    "post_worker_init": fit_to_server,
}
"""How gunicorn serves, whichever door it is started by."""


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", help="address to listen on")
    parser.add_argument("--port", help="port to listen on")
    parser.add_argument("--mode", help="how films are analysed: mock, local or aws")
    parser.add_argument("--debug", action="store_true", default=None, help="Flask's debugger, for development")


def overrides(options: argparse.Namespace) -> dict[str, object]:
    """What was given on the command line, by the names that win over all others."""
    given = {
        "FLASK_HOST": options.host,
        "PERSONALIZED_TRAILER_PORT": options.port,
        "PERSONALIZED_TRAILER_PIPELINE_MODE": options.mode,
        "FLASK_DEBUG": options.debug,
    }
    return {name: value for name, value in given.items() if value is not None}


def run(options: argparse.Namespace) -> int:
    given = overrides(options)
    chosen = check_settings(given)
    if chosen.debug or not _serve_with_gunicorn(chosen, lambda: create_app(given)):
        serve_for_development(chosen, create_app(given, chosen))
    return DONE


def main(arguments: Sequence[str] | None = None) -> int:
    """What `python app.py` does: Flask's own server, in this process; returns the exit code."""
    parser = argparse.ArgumentParser(prog="app.py", description="Serves personalised trailers over HTTP.")
    parser.add_argument("--version", action="version", version=__version__)
    add_options(parser)
    given = overrides(parser.parse_args(arguments))
    try:
        chosen = check_settings(given)
        serve_for_development(chosen, create_app(given, chosen))
    except StartError as fault:
        print(fault.sentence, file=sys.stderr)
        return USAGE
    return DONE


def check_settings(given: Mapping[str, object] | None = None) -> Settings:
    """The settings, once all that can stop a start has been looked at; raises StartError."""
    chosen = load_settings(given)
    load_profiles(chosen)
    return chosen


def check_start() -> Settings:
    """For a server's configuration file: one line and exit code 2 instead of a StartError in every worker."""
    try:
        return check_settings()
    except StartError as fault:
        print(fault.sentence, file=sys.stderr)
        raise SystemExit(USAGE) from None


def serve_for_development(chosen: Settings, app: Flask) -> None:
    """Flask's own server, until it is stopped."""
    # No reloader: it would start the program again under a name that its doors do not have.
    app.run(chosen.host, chosen.port, debug=chosen.debug, use_reloader=False, threaded=True)


def _serve_with_gunicorn(chosen: Settings, make: Callable[[], Flask]) -> bool:
    """Serves until stopped; False where gunicorn is not installed."""
    try:
        from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]
    except ImportError:
        return False

    class Server(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            self.cfg.set("bind", f"{chosen.host}:{chosen.port}")
            self.cfg.set("workers", WORKERS)
            for name, value in GUNICORN.items():
                if name in self.cfg.settings:  # control_socket_disable: from gunicorn 25.1 on
                    self.cfg.set(name, value)

        def load(self) -> Flask:
            return make()

    Server().run()
    return True
