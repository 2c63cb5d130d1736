"""What is found in a film, at the terminal: its shots, and how each begins."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from personalizedTrailer import wire
from personalizedTrailer.analysis.local.shots import shots
from personalizedTrailer.cli.codes import DONE, FOOTAGE, INTERRUPTED, OURS, USAGE
from personalizedTrailer.cli.film import Interrupt
from personalizedTrailer.errors import Cancelled, FootageError, TrailerError
from personalizedTrailer.factory import load_settings
from personalizedTrailer.media.probe import probe
from personalizedTrailer.media.seeing import see
from personalizedTrailer.model import MediaInfo, Shot
from personalizedTrailer.settings import Settings


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("film", type=Path, help="the film: mp4, mov, mkv, avi or webm")
    parser.add_argument("--json", action="store_true", help="print JSON on stdout, and nothing else")


def run(options: argparse.Namespace) -> int:
    film: Path = options.film
    if not film.is_file():
        print(f"There is no file {film}.", file=sys.stderr)
        return USAGE
    try:
        media, found = _look(film.resolve(), load_settings(), quiet=options.json)
    except Cancelled:
        print("Stopped.", file=sys.stderr)
        return INTERRUPTED
    except TrailerError as fault:
        print(fault.sentence, file=sys.stderr)
        return FOOTAGE if isinstance(fault, FootageError) else OURS
    if options.json:
        told = {
            "film": film.name,
            "seconds": wire.rounded(media.seconds),
            "shots": [wire.shot(shot, media.rate) for shot in found],
        }
        print(json.dumps(told, indent=2))
    else:
        _show(film, media, found)
    return DONE


def _look(film: Path, chosen: Settings, *, quiet: bool) -> tuple[MediaInfo, tuple[Shot, ...]]:
    # Not at the top: whoever asks for JSON has no use for it.
    from rich.console import Console
    from rich.progress import Progress

    interrupt = Interrupt()
    with interrupt.listening(), tempfile.TemporaryDirectory(prefix="analyze-") as folder:
        media = probe(film, chosen, quick=False)
        with Progress(console=Console(stderr=True), disable=quiet, transient=True) as bar:
            task = bar.add_task("Looking at the film", total=1.0)
            seen = see(film, media, Path(folder), lambda part: bar.update(task, completed=part), interrupt)
    return media, shots(seen, media)


def _show(film: Path, media: MediaInfo, found: tuple[Shot, ...]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table("Shot", "Begins at", "Seconds", "Frames", "Begins with", title=f"Shots of {escape(film.name)}")
    for shot in found:
        begins, lasts = (wire.rounded(frames / media.rate) for frames in (shot.span.start, shot.span.frames))
        table.add_row(str(shot.number), f"{begins:.3f}", f"{lasts:.3f}", str(shot.span.frames), shot.begins)
    Console().print(table)
