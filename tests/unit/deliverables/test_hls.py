"""The files of a stream: which there are, in which order they come, and what the playlists say of a real trailer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from personalizedTrailer.deliverables.hls import write_streams
from personalizedTrailer.model import Deliverable, Job
from tests import stream_samples
from tests.stream_samples import CAPTIONS, JOB_ID, Trailers, job


@pytest.fixture
def trailers(make_trailer: Callable[..., Path]) -> Trailers:
    return stream_samples.trailers(make_trailer)


def written(one: Job, trailers: Trailers, folder: Path) -> dict[str, tuple[str, Deliverable]]:
    """Text (of media: nothing) and entry by key, in the order in which they came."""
    found = {}
    for path, made in write_streams(one, trailers, folder, lambda *_: None):
        assert path.stat().st_size == made.size_bytes
        found[made.key] = (path.read_text("utf-8") if path.suffix == ".m3u8" else "", made)
    return found


def test_every_file_has_its_name_and_comes_after_those_to_which_it_leads(
    trailers: Trailers, tmp_path: Path
) -> None:
    found = written(job(), trailers, tmp_path)
    parts = ["180p_media", "180p", "90p_media", "90p", "audio_media", "audio"]
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
        f"{JOB_ID}_trailer_variant_0_hls.m3u8",
        "application/vnd.apple.mpegurl",
    )
    assert named["master_hls_90p_media"] == (f"{JOB_ID}_trailer_master_hls_90p.mp4", "video/mp4")
    assert named["master_hls_audio_media"] == (f"{JOB_ID}_trailer_master_hls_audio.m4a", "audio/mp4")
    names = {made.file_name.removeprefix(f"{JOB_ID}_") for made in [*entries.values(), CAPTIONS]}
    for text, _ in found.values():
        for line in text.splitlines():
            uri = line.partition('URI="')[2].partition('"')[0] or ("" if line.startswith("#") else line)
            assert not uri or uri in names


def test_segments_begin_where_all_renditions_have_a_keyframe(trailers: Trailers, tmp_path: Path) -> None:
    found = written(job(), trailers, tmp_path)
    for part in ("180p", "90p"):
        text, _ = found[f"master_hls_{part}"]
        assert [line for line in text.splitlines() if line.startswith("#EXTINF")] == ["#EXTINF:6.006000,"] * 2
        assert "#EXT-X-TARGETDURATION:6\n" in text


def test_captions_are_offered_where_there_are_any(trailers: Trailers, tmp_path: Path) -> None:
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
    tag: str | None, said: str, trailers: Trailers, tmp_path: Path
) -> None:
    text, _ = written(job(tag), trailers, tmp_path)["master_hls"]
    assert said in text and "elsewhere" not in text and "EXTINF" not in text


def test_whoever_hears_of_a_step_may_stop_it(trailers: Trailers, tmp_path: Path) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        next(write_streams(job(), trailers, tmp_path, stop))
    assert not list(tmp_path.iterdir())
