"""What is found in a film, at the terminal: shots, scenes, what they are like and why, and what no trailer may use."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from personalizedTrailer.analysis.base import Context
from personalizedTrailer.analysis.local.analyser import look
from personalizedTrailer.analysis.local.understanding import understand
from personalizedTrailer.cli.analysis_text import Found, as_json, show
from personalizedTrailer.cli.codes import DONE, FOOTAGE, INTERRUPTED, OURS, USAGE
from personalizedTrailer.cli.film import Interrupt
from personalizedTrailer.deliverables.tracks import choose_audio
from personalizedTrailer.editing.presets import PRESETS
from personalizedTrailer.errors import Cancelled, FootageError, TrailerError
from personalizedTrailer.factory import load_settings
from personalizedTrailer.media.probe import probe
from personalizedTrailer.settings import Settings

_TRAILER_SECONDS = 60
"""Where a film is looked at in two steps, the second is about what trailers of that length may use."""


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("film", type=Path, help="the film: mp4, mov, mkv, avi or webm")
    parser.add_argument("--mode", choices=["local"], default="local", help="how it is analysed (default: local)")
    parser.add_argument("--json", action="store_true", help="print JSON on stdout, and nothing else")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw key frames over curves: png or jpg")


def run(options: argparse.Namespace) -> int:
    film: Path = options.film
    if not film.is_file():
        return _say(f"There is no file {film}.", USAGE)
    if options.plot and options.plot.suffix.lower() not in (".png", ".jpg", ".jpeg"):
        return _say("--plot draws png or jpg files.", USAGE)
    interrupt, chosen = Interrupt(), load_settings()
    try:
        with interrupt.listening():
            found = _look(film.resolve(), chosen, interrupt, quiet=options.json)
            if options.plot:
                # Not at the top: Pillow is for whoever wants a picture.
                from personalizedTrailer.cli.analysis_plot import plot

                plot(film.resolve(), found, chosen, options.plot, interrupt)
    except Cancelled:
        return _say("Stopped.", INTERRUPTED)
    except OSError as fault:
        return _say(f"{options.plot} cannot be written: {fault.strerror}.", USAGE)
    except TrailerError as fault:
        return _say(fault.sentence, FOOTAGE if isinstance(fault, FootageError) else OURS)
    if options.json:
        print(json.dumps(as_json(film, found), indent=2))
    else:
        show(film, found)
    return DONE


def _say(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code


def _look(film: Path, chosen: Settings, interrupt: Interrupt, *, quiet: bool) -> Found:
    # Not at the top: whoever asks for JSON has no use for it.
    from rich.console import Console
    from rich.progress import Progress

    with tempfile.TemporaryDirectory(prefix="analyze-") as name:
        media = probe(film, chosen, quick=False)
        with Progress(console=Console(stderr=True), disable=quiet, transient=True) as bar:
            task = bar.add_task("Looking at the film", total=1.0)
            context = Context(
                digest="",
                profile=PRESETS[0],
                seconds=_TRAILER_SECONDS,
                audio=choose_audio(media, "en"),
                folder=Path(name),
                settings=chosen,
                report=lambda part: bar.update(task, completed=part),
                cancelled=interrupt,
            )
            looked = look(film, media, context)
    return Found(looked, understand(looked))
