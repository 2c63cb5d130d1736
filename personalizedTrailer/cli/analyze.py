"""What is found in a film, at the terminal: its shots, how each begins, and what can be seen and heard in it."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from personalizedTrailer import wire
from personalizedTrailer.analysis.local.measures import Signalled
from personalizedTrailer.analysis.local.shots import shots
from personalizedTrailer.cli.codes import DONE, FOOTAGE, INTERRUPTED, OURS, USAGE
from personalizedTrailer.cli.film import Interrupt
from personalizedTrailer.deliverables.tracks import choose_audio
from personalizedTrailer.errors import Cancelled, FootageError, TrailerError
from personalizedTrailer.factory import load_settings
from personalizedTrailer.media.hearing import hear
from personalizedTrailer.media.probe import probe
from personalizedTrailer.media.seeing import see
from personalizedTrailer.model import Measures, MediaInfo, Shot
from personalizedTrailer.settings import Settings


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("film", type=Path, help="the film: mp4, mov, mkv, avi or webm")
    parser.add_argument("--json", action="store_true", help="print JSON on stdout, and nothing else")


@dataclass(frozen=True, slots=True)
class Found:
    """All that the command shows of a film."""

    media: MediaInfo
    shots: tuple[tuple[Shot, Measures], ...]
    pauses: NDArray[np.float64]
    """As `Signalled.pauses`."""


def run(options: argparse.Namespace) -> int:
    film: Path = options.film
    if not film.is_file():
        print(f"There is no file {film}.", file=sys.stderr)
        return USAGE
    try:
        found = _look(film.resolve(), load_settings(), quiet=options.json)
    except Cancelled:
        print("Stopped.", file=sys.stderr)
        return INTERRUPTED
    except TrailerError as fault:
        print(fault.sentence, file=sys.stderr)
        return FOOTAGE if isinstance(fault, FootageError) else OURS
    if options.json:
        print(json.dumps(_as_json(film, found), indent=2))
    else:
        _show(film, found)
    return DONE


def _look(film: Path, chosen: Settings, *, quiet: bool) -> Found:
    # Not at the top: whoever asks for JSON has no use for it.
    from rich.console import Console
    from rich.progress import Progress

    interrupt = Interrupt()
    with interrupt.listening(), tempfile.TemporaryDirectory(prefix="analyze-") as name:
        media, folder = probe(film, chosen, quick=False), Path(name)
        audio = choose_audio(media, "en")
        with Progress(console=Console(stderr=True), disable=quiet, transient=True) as bar:
            task = bar.add_task("Looking at the film", total=1.0)
            seen = see(film, media, folder, lambda part: bar.update(task, completed=part), interrupt)
            bar.update(task, description="Listening to the film")
            heard = hear(film, media, audio, folder, interrupt) if audio else None
    measured = Signalled(seen, heard, media.rate)
    return Found(
        media,
        tuple((shot, measured.of(shot.clear if shot.clear.frames else shot.span)) for shot in shots(seen, media)),
        measured.pauses(float(media.seconds)),
    )


def _as_json(film: Path, found: Found) -> dict[str, object]:
    rate = found.media.rate
    return {
        "film": film.name,
        "seconds": wire.rounded(found.media.seconds),
        "shots": [wire.shot(shot, signals, rate) for shot, signals in found.shots],
        "pauses": [[wire.rounded(start), wire.rounded(end)] for start, end in found.pauses],
    }


def _show(film: Path, found: Found) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    heads = ("Shot", "Begins at", "Seconds", "Begins with", "Light", "Motion", "LUFS", "Speech", "Music")
    table = Table(*heads, title=f"Shots of {escape(film.name)}")
    for shot, signals in found.shots:
        begins, lasts = (wire.rounded(frames / found.media.rate) for frames in (shot.span.start, shot.span.frames))
        shares = (signals.luma, signals.motion)
        table.add_row(
            *(str(shot.number), f"{begins:.3f}", f"{lasts:.3f}", shot.begins),
            *("–" if value is None else f"{value:.2f}" for value in shares),
            "–" if signals.loudness is None else f"{signals.loudness:.0f}",
            *("–" if value is None else f"{value:.0%}" for value in (signals.speech, signals.music)),
        )
    Console().print(table)
