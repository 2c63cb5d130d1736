"""Streams over HTTP: whatever a playlist names is found beside it, as its own kind, in whole and in part."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

STREAMS = ("master_hls", *(f"trailer_variant_{number}_hls" for number in range(4)))
PLAYLIST = "application/vnd.apple.mpegurl"


def named(playlist: str) -> list[str]:
    """Every address in a playlist, once."""
    lines = [line for line in playlist.splitlines() if not line.startswith("#")]
    return list(dict.fromkeys(re.findall(r'URI="([^"]+)"', playlist) + lines))


def test_every_trailer_has_a_stream(finished: Any) -> None:
    listed = finished.job["deliverables"]
    for key in STREAMS:
        entry = listed[key]
        assert entry["mimeType"] == PLAYLIST and entry["url"] == f"/jobs/{finished.job['jobId']}/deliverables/{key}"
        parts = {name.removeprefix(key) for name, one in listed.items() if one.get("partOf") == key}
        tracks = [step["label"] for step in finished.job["assembly"]["renditions"]] + ["audio"]
        assert parts == {f"_{track}{end}" for track in tracks for end in ("", "_media")} | {"_captions"}


def test_the_parts_of_a_stream_are_no_trailers(finished: Any) -> None:
    listed = finished.job["deliverables"]
    films = [key for key, one in listed.items() if "durationSeconds" in one]
    renditions = len(finished.job["assembly"]["renditions"])
    assert len(films) == 5 * renditions + 4 and not any("hls" in key for key in films)
    assert sorted(key for key in listed if key.startswith("variant_")) == [f"variant_{n}" for n in range(4)]


@pytest.mark.parametrize("key", STREAMS)
def test_addresses_in_a_playlist_lead_to_files(finished: Any, key: str) -> None:
    kinds, waiting = {}, [f"/jobs/{finished.job['jobId']}/deliverables/{key}"]
    while waiting:
        address = waiting.pop()
        answer = finished.client.get(address, buffered=True)
        assert answer.status_code == 200, address
        kinds[address.rsplit("/", 1)[1]] = answer.mimetype
        if answer.mimetype == PLAYLIST:
            uris = named(answer.text)
            # Neither a host nor a path: they work behind any prefix, and in a folder of files.
            assert all(re.fullmatch(r"[a-z0-9_]+\.[a-z0-9]+", uri) for uri in uris)
            waiting += [urljoin(address, uri) for uri in uris]
    assert sorted(set(kinds.values())) == [PLAYLIST, "audio/mp4", "text/vtt", "video/mp4"]


def test_a_part_has_two_names(finished: Any) -> None:
    base, label = f"/jobs/{finished.job['jobId']}/deliverables", finished.job["assembly"]["renditions"][0]["label"]
    for key, name in (
        ("master_hls", "trailer_master_hls.m3u8"),
        (f"master_hls_{label}", f"trailer_master_hls_{label}.m3u8"),
        (f"master_hls_{label}_media", f"trailer_master_hls_{label}.mp4"),
        ("trailer_variant_3_hls_audio_media", "trailer_variant_3_hls_audio.m4a"),
        ("subtitles_master_en", "subtitles_master_en.vtt"),
    ):
        by_key = finished.client.get(f"{base}/{key}", buffered=True)
        by_name = finished.client.get(f"{base}/{name}", buffered=True)
        assert by_key.status_code == by_name.status_code == 200 and by_key.data == by_name.data
        assert Path(finished.job["deliverables"][key]["path"]).name.endswith(name)


def test_a_segment_is_a_range(finished: Any) -> None:
    label = finished.job["assembly"]["renditions"][0]["label"]
    address = f"/jobs/{finished.job['jobId']}/deliverables/master_hls_{label}"
    playlist = finished.client.get(address, buffered=True).text
    size, at = map(int, re.findall(r"#EXT-X-BYTERANGE:(\d+)@(\d+)", playlist)[-1])
    headers = {"Range": f"bytes={at}-{at + size - 1}"}
    part = finished.client.get(f"{address}_media", headers=headers, buffered=True)
    assert part.status_code == 206 and len(part.data) == size and part.data[4:8] == b"moof"
    assert part.headers["Content-Range"] == f"bytes {at}-{at + size - 1}/{at + size}"
