"""The files of a stream: which there are, in which order they come, and what the playlists say of a real trailer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from personalizedTrailer.deliverables.hls import write_streams
from personalizedTrailer.editing.presets import PRESETS
from personalizedTrailer.editing.profiles import preset_form
from personalizedTrailer.editing.variants import PRIMARY, VARIANTS
from personalizedTrailer.model import (
    Assembly,
    AudioStream,
    Clip,
    Deliverable,
    Job,
    JobRequest,
    Progress,
    Rendition,
    Span,
    Timeline,
)
from tests.unit.deliverables.conftest import RATE, Make
from tests.unit.media_samples import MEDIA

TOP, LOW = Rendition("108p", 192, 108, True), Rendition("54p", 96, 54, False)
CAPTIONS = Deliverable("subtitles_variant_0_fr", "a1b2c3d4e5f6_subtitles_variant_0_fr.vtt", "text/vtt", 300)


def job(language: str | None = None) -> Job:
    """Two trailers of 288 frames, of which the second has captions."""
    request = JobRequest("film.mp4", "mp4", preset_form(PRESETS[0]), "en", "fr", 5, "mov", True, False, "mock")
    clip = Clip(1, Span(0, 288), 0, "cut", 0, 0, 0, "rise")
    return Job(
        id="a1b2c3d4e5f6",
        status="processing",
        submitted_at=datetime(2025, 1, 1, tzinfo=UTC),
        request=request,
        progress=Progress("deliverables", 93.0, ""),
        media=replace(MEDIA, audio=(AudioStream(1, "aac", 2, 48000, language, True),)),
        assemblies=tuple(
            Assembly(Timeline(spec, RATE, (clip,)), (TOP, LOW), "piano", "stream 1")
            for spec in (PRIMARY, VARIANTS[0])
        ),
        deliverables=(CAPTIONS,),
    )


@pytest.fixture
def trailers(make_trailer: Make) -> dict[tuple[str, Rendition], Path]:
    """A keyframe every 3 and every 2 seconds: one in 6 is common."""
    top, low = (
        make_trailer("top.mp4", frames=288, key=72),
        make_trailer("low.mp4", size="96x54", frames=288, key=48),
    )
    return {(spec.id, step): path for spec in (PRIMARY, VARIANTS[0]) for step, path in ((TOP, top), (LOW, low))}


def written(
    one: Job, trailers: dict[tuple[str, Rendition], Path], folder: Path
) -> dict[str, tuple[str, Deliverable]]:
    """Text (of media: nothing) and entry by key, in the order in which they came."""
    found = {}
    for path, made in write_streams(one, trailers, folder, lambda *_: None):
        assert path.stat().st_size == made.size_bytes
        found[made.key] = (path.read_text("utf-8") if path.suffix == ".m3u8" else "", made)
    return found


def test_every_file_has_its_name_and_comes_after_those_to_which_it_leads(
    trailers: dict[tuple[str, Rendition], Path], tmp_path: Path
) -> None:
    found = written(job(), trailers, tmp_path)
    parts = ["108p_media", "108p", "54p_media", "54p", "audio_media", "audio"]
    assert list(found) == [
        *(f"master_hls_{part}" for part in parts),
        "master_hls",
        *(f"trailer_variant_0_hls_{part}" for part in [*parts, "captions"]),
        "trailer_variant_0_hls",
    ]
    entries = {key: made for key, (_, made) in found.items()}
    assert {made.part_of for key, made in entries.items() if key.startswith("master_hls_")} == {"master_hls"}
    assert entries["master_hls"].part_of is None
    assert not any(made.is_trailer for made in entries.values())
    named = {key: (made.file_name, made.mime_type) for key, made in entries.items()}
    assert named["trailer_variant_0_hls"] == (
        "a1b2c3d4e5f6_trailer_variant_0_hls.m3u8",
        "application/vnd.apple.mpegurl",
    )
    assert named["master_hls_54p_media"] == ("a1b2c3d4e5f6_trailer_master_hls_54p.mp4", "video/mp4")
    assert named["master_hls_audio_media"] == ("a1b2c3d4e5f6_trailer_master_hls_audio.m4a", "audio/mp4")
    names = {made.file_name.removeprefix("a1b2c3d4e5f6_") for made in [*entries.values(), CAPTIONS]}
    for text, _ in found.values():
        for line in text.splitlines():
            uri = line.partition('URI="')[2].partition('"')[0] or ("" if line.startswith("#") else line)
            assert not uri or uri in names


def test_segments_begin_where_all_renditions_have_a_keyframe(
    trailers: dict[tuple[str, Rendition], Path], tmp_path: Path
) -> None:
    found = written(job(), trailers, tmp_path)
    for part in ("108p", "54p"):
        text, _ = found[f"master_hls_{part}"]
        assert [line for line in text.splitlines() if line.startswith("#EXTINF")] == ["#EXTINF:6.006000,"] * 2
        assert "#EXT-X-TARGETDURATION:6\n" in text


def test_captions_are_offered_where_there_are_any(
    trailers: dict[tuple[str, Rendition], Path], tmp_path: Path
) -> None:
    found = written(job(), trailers, tmp_path)
    assert "SUBTITLES" not in found["master_hls"][0]
    assert 'TYPE=SUBTITLES,GROUP-ID="captions",NAME="Français",LANGUAGE="fr"' in found["trailer_variant_0_hls"][0]
    assert "\nsubtitles_variant_0_fr.vtt\n" in found["trailer_variant_0_hls_captions"][0]


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        (None, 'NAME="Sound",DEFAULT'),
        ("ger", 'NAME="Deutsch",LANGUAGE="de",DEFAULT'),
        ("yue", 'NAME="Sound",LANGUAGE="zh",DEFAULT'),
        ('x",URI="http://elsewhere/', 'NAME="Sound",DEFAULT'),
        ("q\n#EXTINF:9,", 'NAME="Sound",DEFAULT'),
    ],
)
def test_the_language_of_the_sound_is_a_code_or_unsaid(
    tag: str | None, said: str, trailers: dict[tuple[str, Rendition], Path], tmp_path: Path
) -> None:
    text, _ = written(job(tag), trailers, tmp_path)["master_hls"]
    assert said in text and "elsewhere" not in text and "EXTINF" not in text


def test_whoever_hears_of_a_step_may_stop_it(trailers: dict[tuple[str, Rendition], Path], tmp_path: Path) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        next(write_streams(job(), trailers, tmp_path, stop))
    assert not list(tmp_path.iterdir())
