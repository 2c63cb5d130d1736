"""Trailers at the terminal: the pipeline of the service, in this process."""

from __future__ import annotations

import argparse
import json
import logging
import signal
import sys
from dataclasses import replace
from pathlib import Path

from personalizedTrailer import logs, wire
from personalizedTrailer.analysis import registry
from personalizedTrailer.cli.codes import DONE, FOOTAGE, INTERRUPTED, OURS, USAGE
from personalizedTrailer.cli.film import make_trailers, place_of
from personalizedTrailer.cli.screen import Bar, show_made
from personalizedTrailer.errors import CallerError, FootageError, StartError, TrailerError
from personalizedTrailer.estimates import estimate
from personalizedTrailer.factory import load_profiles, load_settings
from personalizedTrailer.media.probe import probe
from personalizedTrailer.model import Job, JobRequest, MediaInfo
from personalizedTrailer.settings import Settings
from personalizedTrailer.web import estimates
from personalizedTrailer.web.parse import choices, job_request, video_name


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("film", type=Path, help="the film: mp4, mov, mkv, avi or webm")
    parser.add_argument("--profile", required=True, help="the viewer: see `profiles`")
    parser.add_argument("--duration", default="", help="longest trailer, in seconds (default: 60)")
    parser.add_argument("--output", type=Path, default=Path("trailers"), metavar="DIR", help="default: trailers")
    parser.add_argument("--format", default="", help="mp4 (default) or mov")
    parser.add_argument("--language", default="", help="of the sound: en (default), es, fr, hi, de or ja")
    parser.add_argument("--subtitles", default="", metavar="LANGUAGE", help="default: that of the sound")
    parser.add_argument("--no-captions", action="store_true", help="make no subtitle files")
    parser.add_argument("--no-storyboard", action="store_true", help="make no storyboard")
    parser.add_argument("--mode", default="", help="how the film is analysed (default: as configured)")
    parser.add_argument(
        "--user", default="", metavar="ID", help="the viewer's id at Amazon Personalize, in aws mode"
    )
    parser.add_argument("--estimate", action="store_true", help="say what AWS would cost, and make nothing")
    parser.add_argument("--json", action="store_true", help="print the job as JSON on stdout, and nothing else")
    parser.add_argument("--quiet", action="store_true", help="print nothing but errors")


def run(options: argparse.Namespace) -> int:
    # Ctrl-C and TERM are the same wish, and `probe` has children too; the pipeline listens for itself.
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return _generate(options)
    except KeyboardInterrupt:
        return _say("Stopped.", INTERRUPTED)
    finally:
        signal.signal(signal.SIGTERM, before)


def _generate(options: argparse.Namespace) -> int:
    chosen = load_settings()
    _log_to_file_alone(chosen)
    film: Path = options.film
    if not film.is_file():
        return _say(f"There is no file {film}.", USAGE)
    try:
        request = _request(options, chosen)
        media = probe(film.resolve(), chosen, quick=True)
        if options.estimate:
            return _estimate(chosen, request, media, as_json=options.json)
        with Bar(shown=not (options.quiet or options.json)) as bar:
            job = make_trailers(film.resolve(), request, chosen, options.output.resolve(), bar.watch)
    except TrailerError as fault:
        return _say(fault.sentence, _code(fault))
    return _report(job, options)


def _request(options: argparse.Namespace, chosen: Settings) -> JobRequest:
    """The wishes, checked as those of POST /generate are; raises CallerError."""
    form = {
        "profile_id": options.profile,
        "max_duration": options.duration,
        "output_format": options.format,
        "target_language": options.language,
        "subtitle_language": options.subtitles,
        "include_captions": "no" if options.no_captions else "yes",
        "include_storyboard": "no" if options.no_storyboard else "yes",
        "mode": options.mode,
        "user_id": options.user,
    }
    allowed = choices(chosen, load_profiles(chosen), registry.modes(chosen))
    return job_request(video_name(options.film.name), form, allowed)


def _estimate(chosen: Settings, request: JobRequest, media: MediaInfo, *, as_json: bool) -> int:
    found = estimate(chosen, request, media)
    if as_json:
        print(json.dumps({"estimate": estimates.shown(found, request.mode, media)}, indent=2))
    else:
        print("\n".join(estimates.sentences(found, request.mode)))
    return DONE


def _report(job: Job, options: argparse.Namespace) -> int:
    if options.json:
        print(json.dumps(_as_json(job, options.output), indent=2))
    if job.status == "completed":
        if not (options.quiet or options.json):
            show_made(job, options.output)
        return DONE
    if job.error is not None:
        return _say(job.error.message, FOOTAGE if job.error.fault == "footage" else OURS)
    return _say("Stopped.", INTERRUPTED)


def _as_json(job: Job, output: Path) -> dict[str, object]:
    """The job object of the service, with the files where they are and no addresses, for nobody serves them."""
    kept = job if job.status == "completed" else replace(job, deliverables=())
    shown = wire.job(kept)
    places = {made.key: str(place_of(output, job, made)) for made in kept.deliverables}
    listed = wire.deliverables(kept.id, kept.deliverables)
    for key, entry in listed.items():
        entry |= {"path": places[wire.resolve(key)], "url": None, "downloadUrl": None}
    return shown | {"deliverables": listed or None}


def _code(fault: TrailerError) -> int:
    if isinstance(fault, CallerError | StartError):
        return USAGE
    return FOOTAGE if isinstance(fault, FootageError) else OURS


def _say(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code


def _log_to_file_alone(chosen: Settings) -> None:
    """The terminal belongs to the progress bar."""
    logs.configure(chosen)
    logger = logging.getLogger("personalizedTrailer")
    for handler in [found for found in logger.handlers if isinstance(found, logs.StderrHandler)]:
        logger.removeHandler(handler)
