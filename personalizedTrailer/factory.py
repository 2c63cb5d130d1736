"""Puts the application together. Importing this module has no side effect; `create_app` has them all."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping

from flask import Flask

from personalizedTrailer import __version__, logs, settings
from personalizedTrailer.analysis import registry
from personalizedTrailer.cloud import s3_jobs
from personalizedTrailer.cloud.checks import Checks
from personalizedTrailer.editing.profiles import PRESETS, parse_profiles
from personalizedTrailer.errors import FfmpegMissing, NoRoom, ProfilesFileError
from personalizedTrailer.media import ffmpeg
from personalizedTrailer.model import Profile
from personalizedTrailer.runners.base import JobRunner
from personalizedTrailer.runners.embedded import EmbeddedRunner
from personalizedTrailer.settings import Settings
from personalizedTrailer.storage.disk import DiskStore
from personalizedTrailer.storage.keys import KeyBook
from personalizedTrailer.storage.tallies import Tallies
from personalizedTrailer.web import problems, routes, security
from personalizedTrailer.web.health import mode_problem
from personalizedTrailer.web.linger import LingeringClose
from personalizedTrailer.web.services import EXTENSION, Services, utc_now
from personalizedTrailer.web.uploads import FORM_BYTES

log = logging.getLogger(__name__)

_MODE_MEANS = {
    "mock": "scenes, emotions and labels are simulated; cutting and rendering are real",
    "local": "picture and sound of every film are analysed on this machine",
    "aws": "films are analysed by AWS; what AWS cannot do is said in the job",
}


def create_app(config: Mapping[str, object] | None = None, settings: Settings | None = None) -> Flask:
    """The WSGI application.

    `config` overrides any setting by any of its names; its other keys go to Flask. Raises StartError
    (SettingsError, ProfilesFileError) with one line for a person.
    """
    chosen = settings or load_settings(config)
    app = Flask(__name__, static_folder=None)
    app.config.from_mapping(config or {})
    app.config["MAX_CONTENT_LENGTH"] = chosen.max_upload_bytes + FORM_BYTES
    app.json.sort_keys = False  # type: ignore[attr-defined]  # Flask's own provider has it
    app.url_map.merge_slashes = False  # an address with a slash too many is no address: no redirect, no HTML
    made = app.extensions[EXTENSION] = make_services(chosen)
    logs.configure(chosen)
    problems.install(app)
    security.install(app, chosen)
    routes.install(app)
    app.wsgi_app = LingeringClose(app.wsgi_app)  # type: ignore[method-assign]
    _announce(chosen)
    _resume(made.runner)
    return app


def load_settings(overrides: Mapping[str, object] | None = None) -> Settings:
    """From `.env`, the environment and `overrides`; raises SettingsError."""
    return settings.load(overrides, os.environ)


def load_profiles(chosen: Settings) -> tuple[Profile, ...]:
    """The presets, then those of PROFILES_FILE; raises ProfilesFileError."""
    if chosen.profiles_file is None:
        return PRESETS
    try:
        text = chosen.profiles_file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        why = "it is not UTF-8 text" if isinstance(fault, UnicodeDecodeError) else fault.strerror
        raise ProfilesFileError(f"PROFILES_FILE={chosen.profiles_file} cannot be read: {why}.") from None
    return (*PRESETS, *parse_profiles(text, chosen.profiles_file.name))


def make_services(chosen: Settings) -> Services:
    """What the views work with."""
    profiles = load_profiles(chosen)
    store = DiskStore(chosen, s3_jobs.forgetter(chosen))
    return Services(
        settings=chosen,
        store=store,
        runner=EmbeddedRunner(store, chosen, utc_now),
        keys=KeyBook(chosen.jobs_dir, store),
        requests=Tallies(chosen.jobs_dir / ".requests"),
        profiles=profiles,
        modes=lambda: registry.modes(chosen),
        version=__version__,
        aws=Checks(chosen),
    )


def _resume(runner: JobRunner) -> None:
    """Goes on with the jobs that were left when the service last ended."""
    try:
        load = runner.capacity()
    except (OSError, NoRoom):
        log.exception("The queue could not be read; it is looked at again with the next job")
        return
    if load.waiting + load.running:
        runner.ensure_running()


def _announce(chosen: Settings) -> None:
    log.info("Personalized Trailer %s in %s mode: %s", __version__, chosen.mode, _MODE_MEANS[chosen.mode])
    if chosen.mode not in (usable := registry.modes(chosen)):
        log.warning("%s", mode_problem(chosen.mode, usable))
    try:
        ffmpeg.find(chosen)
    except FfmpegMissing:
        log.error("FFmpeg not found in PATH")
