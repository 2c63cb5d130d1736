"""Files in the public job object: names, addresses, doubles, copies in a bucket."""

from __future__ import annotations

from dataclasses import replace

from personalizedTrailer import wire
from personalizedTrailer.model import Deliverable
from tests.unit.wire_samples import completed


def test_deliverables() -> None:
    shown = wire.job(completed())["deliverables"]
    assert isinstance(shown, dict)
    assert shown["master"]["path"] == "outputs/a1b2c3d4e5f6_trailer_master.mov"
    assert shown["master"]["url"] == shown["master"]["downloadUrl"] == "/jobs/a1b2c3d4e5f6/deliverables/master"
    assert shown["variant_2"] == shown["trailer_variant_2"]
    assert shown["variant_2"]["downloadUrl"] == "/jobs/a1b2c3d4e5f6/deliverables/trailer_variant_2"
    assert shown["variant_2"]["name"] == "Grand Finale"
    assert shown["variant_2"]["distribution"] == {"early": "10%", "middle": "30%", "late": "60%"}
    assert sorted(key for key in shown if key.startswith("variant_")) == [f"variant_{n}" for n in range(4)]
    assert shown["storyboard"]["url"] == "/jobs/a1b2c3d4e5f6/storyboard"
    assert "durationSeconds" not in shown["storyboard"]


def test_a_part_of_a_stream_names_its_playlist_and_is_no_film() -> None:
    name = "a1b2c3d4e5f6_trailer_variant_0_hls_720p.mp4"
    part = Deliverable("trailer_variant_0_hls_720p_media", name, "video/mp4", 9, part_of="trailer_variant_0_hls")
    shown = wire.deliverables("a1b2c3d4e5f6", (part,))
    assert list(shown) == [part.key] and shown[part.key]["partOf"] == "trailer_variant_0_hls"
    assert "durationSeconds" not in shown[part.key] and "name" not in shown[part.key]


def test_names_by_which_a_file_may_be_asked_for() -> None:
    assert wire.resolve("variant_2") == "trailer_variant_2"
    assert wire.resolve("trailer_variant_2") == "trailer_variant_2"
    assert wire.resolve("variant_2_720p") == "variant_2_720p"
    assert wire.served_name("a1b2c3d4e5f6", "a1b2c3d4e5f6_frame_07.jpg") == "frame_07.jpg"


def test_a_poster_is_named_once_there_is_one() -> None:
    poster = Deliverable("poster", "a1b2c3d4e5f6_poster.jpg", "image/jpeg", 1)
    shown = wire.summary(replace(completed(), deliverables=(poster,)))
    assert shown["posterUrl"] == "/jobs/a1b2c3d4e5f6/deliverables/poster"


def test_copies_in_the_bucket_are_named_without_credentials() -> None:
    copied = Deliverable("poster", "a1b2c3d4e5f6_poster.jpg", "image/jpeg", 9, object_key="p/jobs/a1/poster 1.jpg")
    shown = wire.deliverables("a1b2c3d4e5f6", (copied,), "https://cdn.example.com/films/")["poster"]
    assert shown["s3Url"] == "/jobs/a1b2c3d4e5f6/deliverables/poster?from=s3"
    assert shown["cdnUrl"] == "https://cdn.example.com/films/p/jobs/a1/poster%201.jpg"
    here = wire.deliverables("a1b2c3d4e5f6", (replace(copied, object_key=None),), "https://cdn.example.com")[
        "poster"
    ]
    assert here["s3Url"] is None and here["cdnUrl"] is None
    assert wire.deliverables("a1b2c3d4e5f6", (copied,))["poster"]["cdnUrl"] is None
