"""Models of the user's, small ones that the tests make, look at a film; those that are wrong are said and left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from personalizedTrailer import settings
from personalizedTrailer.analysis.local.likeness import expressed_in, seen_in
from personalizedTrailer.analysis.local.models.loading import Looks, faults, load, look
from personalizedTrailer.cli import doctor
from personalizedTrailer.errors import Cancelled, ProcessFailed
from personalizedTrailer.media import samples
from personalizedTrailer.media.probe import probe
from personalizedTrailer.media.process import never
from personalizedTrailer.media.seeing import Seen, see
from personalizedTrailer.model import Span
from tests import networks
from tests.media.drawn_faces import face
from tests.media.test_faces import picture, write

pytest.importorskip("cv2", reason="needs opencv-python-headless<5")
pytest.importorskip("onnxruntime", reason="needs requirements-models.txt")
COLOURS = {"red": (220, 30, 30), "lime": (30, 200, 40), "blue": (30, 40, 210)}


def named(**paths: Path) -> settings.Settings:
    return settings.load({name.upper(): str(path) for name, path in paths.items()}, {})


def seen_with(chosen: settings.Settings, film: Path, folder: Path) -> Seen:
    media = probe(film, chosen, quick=False)
    return see(film, media, folder, lambda part: None, never, load(chosen).wanted)


def looked(chosen: settings.Settings, film: Path, folder: Path, words: tuple[str, ...] = ()) -> Looks:
    return look(load(chosen), seen_with(chosen, film, folder).samples, words, never)


def plain(colour: tuple[int, int, int]) -> Image.Image:
    return Image.new("RGB", (480, 270), colour)


def test_words_are_found_where_they_are_shown(tmp_path: Path) -> None:
    chosen = named(clip_model=networks.clip(tmp_path / "clip"))
    film = write([plain(colour) for colour in COLOURS.values()], tmp_path / "film.mp4")
    looks = looked(chosen, film, tmp_path, tuple(COLOURS))
    assert looks.warnings == () and looks.expressions is None
    for number, word in enumerate(COLOURS):
        found = seen_in(looks.words, Span(48 * number, 48 * number + 48))
        assert found is not None
        confidences = {one.word: one.confidence for one in found}
        assert confidences.pop(word) > 0.9
        assert max(confidences.values()) < 0.05


def test_grey_is_none_of_the_colours(tmp_path: Path) -> None:
    chosen = named(clip_model=networks.clip(tmp_path / "clip"))
    looks = looked(chosen, write([plain((120, 120, 120))], tmp_path / "film.mp4"), tmp_path, tuple(COLOURS))
    found = seen_in(looks.words, Span(0, 48))
    assert found is not None and all(one.confidence < 0.05 for one in found)
    assert seen_in(looks.words, Span(48, 96)) is None


def test_clip_sees_the_middle_of_the_upright_picture(tmp_path: Path) -> None:
    """Red in the middle, blue at what is left and right of the square that CLIP takes."""
    drawn = plain(COLOURS["blue"])
    drawn.paste(COLOURS["red"], (100, 0, 380, 270))
    chosen = named(clip_model=networks.clip(tmp_path / "clip"))
    looks = looked(chosen, write([drawn], tmp_path / "film.mp4"), tmp_path, tuple(COLOURS))
    found = seen_in(looks.words, Span(0, 48))
    assert found is not None and found[0].confidence > 0.9 and found[2].confidence < 0.05


@pytest.mark.parametrize(("count", "names"), [(8, ("neutral", "happiness")), (7, ("anger", "disgust"))])
def test_faces_express_something(count: int, names: tuple[str, str], tmp_path: Path) -> None:
    chosen = named(expression_model=networks.expressions(tmp_path / "faces.onnx", count))
    bright, dark = picture(), picture(with_face=False)
    dark.paste(face(120, (130, 100, 90)), (250, 60))
    looks = looked(chosen, write([bright, dark], tmp_path / "film.mp4"), tmp_path)
    assert looks.warnings == () and looks.words is None and looks.expressions is not None
    assert looks.expressions.words[:2] == names and looks.expressions.values.shape[1] == count
    for span, expected in ((Span(0, 48), names[1]), (Span(48, 96), names[0])):
        found = expressed_in(looks.expressions, span)
        assert found is not None
        assert max(found, key=lambda one: one.confidence).word == expected
        assert sum(one.confidence for one in found) == pytest.approx(1, abs=1e-3)


def test_expressions_of_coloured_faces_in_words_of_ones_own(tmp_path: Path) -> None:
    model = networks.expressions(tmp_path / "faces.onnx", 3, colours=True)
    model.with_suffix(".txt").write_text("calm\nlively\n\nasleep\n")
    looks = looked(named(expression_model=model), write([picture()], tmp_path / "film.mp4"), tmp_path)
    assert looks.expressions is not None and looks.expressions.words == ("calm", "lively", "asleep")
    assert len(looks.expressions.values) >= 2


def test_a_film_without_faces_expresses_nothing(tmp_path: Path) -> None:
    chosen = named(expression_model=networks.expressions(tmp_path / "faces.onnx"))
    looks = looked(chosen, write([plain((40, 60, 80))], tmp_path / "film.mp4"), tmp_path)
    assert looks.warnings == () and expressed_in(looks.expressions, Span(0, 48)) is None


def test_yunet_finds_what_it_finds(tmp_path: Path) -> None:
    drawn = plain((20, 20, 20))
    drawn.paste((255, 255, 255), (96, 64, 128, 96))
    chosen = named(face_model=networks.yunet(tmp_path / "yunet.onnx"))
    seen = seen_with(chosen, write([drawn], tmp_path / "film.mp4", "-crf", "5"), tmp_path)
    assert seen.warnings == () and seen.faces is not None
    assert len(seen.faces.boxes) == len(seen.faces.sampled) >= 2
    x, y, width, height, eyes = seen.faces.boxes[0]
    assert (x * 480, y * 270, width * 480, height * 270) == pytest.approx((96, 64, 32, 32), abs=1)
    assert np.isnan(eyes), "YuNet does not say whether eyes are open"


def _empty(path: Path) -> Path:
    path.write_bytes(b"")
    return path


def _torn(path: Path) -> Path:
    whole = networks.expressions(path).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def _of_another_kind(path: Path) -> Path:
    return networks.clip(path.parent / "other") / "text_model.onnx"


def _missing(path: Path) -> Path:
    return path


@pytest.mark.parametrize("broken", [_empty, _torn, _of_another_kind, _missing])
@pytest.mark.parametrize("setting", ["FACE_MODEL", "CLIP_MODEL", "EXPRESSION_MODEL"])
def test_a_wrong_model_is_named_and_left_out(setting: str, broken: Callable[[Path], Path], tmp_path: Path) -> None:
    wrong = broken(tmp_path / "model.onnx")
    if setting == "CLIP_MODEL" and wrong.is_file():
        folder = networks.clip(tmp_path / "clip")
        (folder / "vision_model.onnx").write_bytes(wrong.read_bytes())
        wrong = folder
    chosen = named(**{setting.lower(): wrong})
    (fault,) = faults(chosen)
    assert fault.setting == setting and fault.sentence.startswith(f"{setting} cannot be used: ")
    assert str(tmp_path) not in fault.sentence and "\n" not in fault.sentence
    film = write([picture()], tmp_path / "film.mp4")
    seen = seen_with(chosen, film, tmp_path)
    warnings = (*seen.warnings, *look(load(chosen), seen.samples, ("red",), never).warnings)
    assert [warning.code for warning in warnings] == ["model_unusable"]
    assert setting in warnings[0].message
    assert seen.faces is not None and len(seen.faces.boxes) >= 2, "the cascade looked for them"


def test_models_that_work_have_no_faults(tmp_path: Path) -> None:
    chosen = named(
        face_model=networks.yunet(tmp_path / "yunet.onnx"),
        clip_model=networks.clip(tmp_path / "clip"),
        expression_model=networks.expressions(tmp_path / "faces.onnx"),
    )
    assert faults(chosen) == []


def test_doctor_tries_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACE_MODEL", str(networks.yunet(tmp_path / "yunet.onnx")))
    monkeypatch.setenv("CLIP_MODEL", str(tmp_path))
    found = {finding.what: finding for finding in doctor.look()}
    assert found["FACE_MODEL"].state == "ok" and "EXPRESSION_MODEL" not in found
    assert found["CLIP_MODEL"].state == "problem" and "CLIP_MODEL" in found["CLIP_MODEL"].detail


@pytest.mark.parametrize("name", ["tokenizer.json", "text_model.onnx"])
def test_half_of_a_clip_is_none(name: str, tmp_path: Path) -> None:
    folder = networks.clip(tmp_path / "clip")
    (folder / name).unlink()
    (fault,) = faults(named(clip_model=folder))
    assert "CLIP_MODEL" in fault.sentence


def test_encoders_that_do_not_belong_together(tmp_path: Path) -> None:
    (fault,) = faults(named(clip_model=networks.clip(tmp_path / "clip", size=5)))
    assert "belong together" in fault.sentence


def test_expressions_that_nobody_named(tmp_path: Path) -> None:
    (fault,) = faults(named(expression_model=networks.expressions(tmp_path / "faces.onnx", 5)))
    assert "5 numbers" in fault.sentence


def test_without_onnxruntime_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "onnxruntime", None)
    (fault,) = faults(named(clip_model=networks.clip(tmp_path / "clip")))
    assert "requirements-models.txt" in fault.sentence and "CLIP_MODEL" in fault.sentence


def test_looking_ends_when_it_is_cancelled(tmp_path: Path) -> None:
    chosen = named(clip_model=networks.clip(tmp_path / "clip"))
    seen = seen_with(chosen, write([plain((90, 90, 90))], tmp_path / "film.mp4"), tmp_path)
    with pytest.raises(Cancelled):
        look(load(chosen), seen.samples, ("red",), lambda: True)


def test_broken_samples_are_no_pictures(tmp_path: Path) -> None:
    chosen = named(clip_model=networks.clip(tmp_path / "clip"))
    seen = seen_with(chosen, write([plain((90, 90, 90))], tmp_path / "film.mp4"), tmp_path)
    assert seen.samples is not None and seen.samples.pictures is not None
    kept = seen.samples.pictures
    kept.path.write_bytes(bytes(kept.path.stat().st_size))
    with pytest.raises(ProcessFailed):
        list(kept)
    large = tmp_path / "large.jpg"
    Image.new("RGB", (2000, 100)).save(large)
    place = np.array([[0, large.stat().st_size]])
    with pytest.raises(ProcessFailed):
        list(replace(kept, path=large, _places=place))


def test_the_number_of_pictures_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long the film; every stretch of it keeps its share."""
    monkeypatch.setattr("personalizedTrailer.media.seeing.MOST_PICTURES", 3)
    assert samples.MOST_PICTURES == 4000
    chosen = named(clip_model=networks.clip(tmp_path / "clip"))
    film = write([plain(colour) for colour in (*COLOURS.values(), *COLOURS.values())], tmp_path / "film.mp4")
    seen = seen_with(chosen, film, tmp_path)
    assert seen.samples is not None and seen.samples.pictures is not None
    frames = seen.samples.pictures.frames
    assert len(frames) == 3 and np.diff(frames).min() >= 96
    assert len(seen.samples.faces.sampled) > 6
