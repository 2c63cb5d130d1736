"""Clips that are kept: whole or not at all, within their room, and never taken away from who uses them."""

from __future__ import annotations

import os
from pathlib import Path

from personalizedTrailer.storage.clips import FOLDER, ClipCache, forget

DIGEST = "d" * 64


def made(folder: Path, size: int = 1000) -> dict[str, Path]:
    folder.mkdir(parents=True, exist_ok=True)
    files = {"mp4": folder / "clip.mp4", "gray": folder / "clip.gray"}
    for name, path in files.items():
        path.write_bytes(name.encode() * size)
    return files


def places(folder: Path) -> dict[str, Path]:
    folder.mkdir(exist_ok=True)
    return {"mp4": folder / "taken.mp4", "gray": folder / "taken.gray"}


def test_what_was_kept_is_taken(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path / "out", 10**6, DIGEST)
    wanted = places(tmp_path / "job")
    assert not cache.take("key", wanted)
    cache.keep("key", made(tmp_path / "made"))
    cache.keep("key", made(tmp_path / "again"))  # somebody else was faster, which is as good
    assert cache.take("key", wanted)
    assert wanted["mp4"].read_bytes() == b"mp4" * 1000 and wanted["gray"].read_bytes() == b"gray" * 1000
    assert not ClipCache(tmp_path / "out", 10**6, "e" * 64).take("key", places(tmp_path / "other"))
    assert list((tmp_path / "out" / ".tmp").iterdir()) == []


def test_a_clip_that_a_crash_cut_short_is_none(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path / "out", 10**6, DIGEST)
    cache.keep("key", made(tmp_path / "made"))
    (kept,) = (tmp_path / "out" / FOLDER / DIGEST / "key").glob("mp4.*")
    kept.unlink()
    kept.write_bytes(b"")
    wanted = places(tmp_path / "job")
    assert not cache.take("key", wanted)
    assert not any(path.exists() for path in wanted.values())


def test_the_least_used_make_room(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path / "out", 15_000, DIGEST)
    for number, key in enumerate(("old", "used", "new")):
        cache.keep(key, made(tmp_path / key))
        os.utime(tmp_path / "out" / FOLDER / DIGEST / key, (number, number))
    held = places(tmp_path / "job")
    assert cache.take("old", held)
    cache.make_room()
    assert [key for key in ("old", "used", "new") if cache.take(key, places(tmp_path / key))] == ["old", "new"]
    assert held["mp4"].read_bytes() == b"mp4" * 1000


def test_no_room_keeps_nothing(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path / "out", 0, DIGEST)
    cache.keep("key", made(tmp_path / "made"))
    assert not cache.take("key", places(tmp_path / "job"))


def test_a_film_is_forgotten_whole(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path / "out", 10**6, DIGEST)
    cache.keep("key", made(tmp_path / "made"))
    assert forget(tmp_path / "out", DIGEST).files == 2
    assert not (tmp_path / "out" / FOLDER / DIGEST).exists()
