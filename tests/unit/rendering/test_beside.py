"""Pieces that are encoded to stand beside copies: as like the film as x264 can be told to be."""

from __future__ import annotations

import subprocess
from pathlib import Path

import av
import pytest

from personalizedTrailer import settings
from personalizedTrailer.media import ffmpeg
from personalizedTrailer.media.probe import probe
from personalizedTrailer.media.process import never
from personalizedTrailer.rendering.commands import LONGEST_GROUP, Encoder
from personalizedTrailer.rendering.copier import copier
from personalizedTrailer.rendering.encoders import CPU, Wanted, encoder_arguments
from personalizedTrailer.rendering.h264 import read_header
from personalizedTrailer.rendering.ladder import ladder
from personalizedTrailer.rendering.sequence_set import SequenceSet, read_sequence

SOURCE = ("-f", "lavfi", "-i", "testsrc2=d=2:s=320x180:r=24", "-pix_fmt", "yuv420p")
FILMS = {
    "defaults": ("-c:v", "libx264"),
    "baseline": ("-c:v", "libx264", "-profile:v", "baseline"),
    "main": ("-c:v", "libx264", "-profile:v", "main", "-x264-params", "b-pyramid=none:ref=1"),
    "three": ("-c:v", "libx264", "-x264-params", "b-pyramid=none:ref=3"),
    "many": ("-c:v", "libx264", "-x264-params", "ref=16:bframes=8"),
    "intra": ("-c:v", "libx264", "-g", "1", "-crf", "40"),  # of more bits nothing would be copied
}


def encode(path: Path, *options: str) -> SequenceSet:
    tool = ffmpeg.find(settings.load()).path
    subprocess.run([tool, "-v", "error", "-y", *SOURCE, *options, str(path)], check=True, timeout=60)
    with av.open(str(path)) as film:
        return read_sequence(read_header(film.streams.video[0].codec_context.extradata or b"").sequence_sets[0])


@pytest.mark.parametrize("preset", ["ultrafast", "veryfast", "slower"])
@pytest.mark.parametrize("name", FILMS)
def test_profile_and_references_are_the_films(name: str, preset: str, tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    said = encode(film, *FILMS[name])
    media = probe(film, settings.load(), quick=False)
    found = copier(film, media, ladder(media)[0], tmp_path, never)
    assert found is not None
    beside = found.beside(Encoder(CPU, preset, 23))
    number, profile = beside.parameter_set, beside.profile
    wanted = Wanted(preset, 23, LONGEST_GROUP, beside.b_frames, number, profile, beside.references)
    made = encode(tmp_path / "piece.mp4", *encoder_arguments(CPU, wanted))
    assert made.id != said.id
    assert made.references == max(1, said.references)
    # x264 says of itself what it uses: of High without its tools, Main; of Main without CABAC and B-frames, Baseline.
    assert made.profile == said.profile or preset == "ultrafast"
    assert bool(beside.b_frames) == (name not in ("baseline", "intra"))
