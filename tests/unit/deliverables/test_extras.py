"""What comes with the trailers may fail without taking them along."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from personalizedTrailer import extras, settings
from personalizedTrailer.deliverables import pictures
from personalizedTrailer.errors import VerificationFailed
from personalizedTrailer.extras import Extras
from personalizedTrailer.model import Warning


class Work:
    """A run of two trailers."""

    def __init__(self) -> None:
        made = [self._assembly(name) for name in ("primary", "variant_0")]
        self.job = SimpleNamespace(id="job", assemblies=made, ranked=())
        self.trailers = {
            (one.timeline.variant.id, one.renditions[0]): Path(one.timeline.variant.id) for one in made
        }
        self.media = SimpleNamespace(video=SimpleNamespace(hdr=None, matrix="bt709"))
        self.analysis = SimpleNamespace(scenes=(None,) * 10)
        self.steps: list[float] = []
        self.warnings: list[Warning] = []
        self.delivered: list[Path] = []

    @staticmethod
    def _assembly(name: str) -> Any:
        variant = SimpleNamespace(id=name, name=name)
        return SimpleNamespace(timeline=SimpleNamespace(variant=variant), renditions=("1080p",))

    def step(self, stage: str, fraction: float, message: str) -> None:
        assert stage == "deliverables" and message == "Making pictures"
        self.steps.append(fraction)

    def warn(self, warning: Warning) -> None:
        self.warnings.append(warning)

    def deliver(self, path: Path, _: object) -> None:
        self.delivered.append(path)

    def cancelled(self) -> bool:
        return False


def test_a_picture_that_fails_is_said_and_the_others_are_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def poster(*_: object) -> tuple[Path, None]:
        raise VerificationFailed("A rendered file does not decode.")

    monkeypatch.setattr(pictures, "poster", poster)
    monkeypatch.setattr(pictures, "contact_sheet", lambda _, trailer, *rest: (trailer, None))
    monkeypatch.setattr(pictures, "key_frames", lambda *_, **__: [(Path("still"), None), None])
    monkeypatch.setattr(extras, "to_sdr", lambda *_: "")
    monkeypatch.setattr(pictures, "key_frame_size", lambda _: None)
    work: Any = Work()
    made = Extras(work, "ffmpeg", tmp_path / "film", tmp_path, settings.load())
    made.show()
    assert [warning.code for warning in work.warnings] == ["keyframe_missing", "picture_missing"]
    assert work.delivered == [Path("still")]
    made._contact_sheets()
    assert len(work.warnings) == 2
    assert work.delivered == [Path("still"), Path("primary"), Path("variant_0")]
    assert work.steps == sorted(work.steps) and 0 < work.steps[0] < work.steps[1] < 1
