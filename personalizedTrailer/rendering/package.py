"""Joins encoded pieces and sound into one file by copy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

from personalizedTrailer.media.process import Limits, run
from personalizedTrailer.rendering.commands import join
from personalizedTrailer.rendering.encode import EncodedPiece


def package(
    ffmpeg: str,
    made: Sequence[EncodedPiece],
    rendition: int,
    sound: Path,
    out: Path,
    rate: Fraction,
    cancelled: Callable[[], bool],
) -> None:
    """Writes `out` (.mp4 or .mov) from the files of one rendition; raises ProcessFailed or Cancelled."""
    listing = out.with_suffix(".txt")
    lines = ["ffconcat version 1.0"]
    for piece in made:
        lines.append(f"file '{piece.files[rendition].name}'")
        lines.append(f"duration {float(piece.piece.frames / rate):.9f}")
    listing.write_text("\n".join(lines) + "\n", encoding="utf-8")
    run(join(ffmpeg, listing, sound, out, rate), Limits(300, 60), cancelled=cancelled, on_line=lambda _: None)
    listing.unlink()
