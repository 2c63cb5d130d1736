"""Encoded clips that later trailers of the same film may take over, within a limit of bytes.

One folder a film, by its digest, and in it one a clip, by its key. A clip's files appear together by one rename, and
whoever takes them gets links of its own: neither a second worker nor making room can take them away again.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from personalizedTrailer.storage.files import Removed, names_in, remove, scratch

FOLDER = ".clips"


class ClipCache:
    """The clips of one film, by its digest, among those of all; a limit of 0 bytes keeps none."""

    def __init__(self, outputs: Path, limit_bytes: int, film: str) -> None:
        self._outputs, self._limit = outputs, limit_bytes
        self._all, self._film = outputs / FOLDER, outputs / FOLDER / film

    def take(self, key: str, wanted: Mapping[str, Path]) -> bool:
        """Links a clip's files to the places given by their names; says whether it was there, whole."""
        entry = self._film / key
        try:
            for name, size in _sizes(entry).items():
                if (entry / f"{name}.{size}").stat().st_size != size:
                    return False  # a machine that lost its power may leave a file short
                os.link(entry / f"{name}.{size}", wanted[name])
            os.utime(entry)
        except (OSError, KeyError):
            for path in wanted.values():
                path.unlink(missing_ok=True)
            return False
        return all(path.exists() for path in wanted.values())

    def keep(self, key: str, made: Mapping[str, Path]) -> None:
        """Keeps a clip's files, by links; where that cannot be done, the clip is just not kept."""
        if not self._limit:
            return
        with contextlib.suppress(OSError):
            entry = self._film / key
            entry.parent.mkdir(parents=True, exist_ok=True)
            waiting = Path(tempfile.mkdtemp(prefix="clip-", dir=scratch(self._outputs)))
            try:
                for name, path in made.items():
                    os.link(path, waiting / f"{name}.{path.stat().st_size}")
                remove(entry)  # what was taken from it are links of their own
                waiting.rename(entry)
            finally:
                shutil.rmtree(waiting, ignore_errors=True)

    def make_room(self) -> None:
        """Removes the clips that were not used for longest until the others are within the limit."""
        entries = []
        for film in names_in(self._all):
            for key in names_in(self._all / film):
                with contextlib.suppress(OSError):
                    entry = self._all / film / key
                    entries.append((entry.stat().st_mtime, sum(_sizes(entry).values()), entry))
        total = sum(size for _, size, _ in entries)
        for _, size, entry in sorted(entries):
            if total <= self._limit:
                break
            total -= size
            _drop(entry)


def forget(outputs: Path, film: str) -> Removed:
    """Removes every clip of a film, given by its digest."""
    return remove(outputs / FOLDER / film)


def forget_all(outputs: Path) -> Removed:
    """Removes every clip of every film."""
    return remove(outputs / FOLDER)


def _sizes(entry: Path) -> dict[str, int]:
    names = [name.rpartition(".") for name in names_in(entry)]
    return {name: int(size) for name, _, size in names if size.isdigit()}


def _drop(folder: Path) -> None:
    with contextlib.suppress(OSError):
        remove(folder)
        folder.parent.rmdir()  # the film's folder, once it is empty
