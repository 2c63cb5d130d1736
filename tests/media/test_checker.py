"""The checker finds nothing in a sound job, and finds each fault that is put into a copy of it."""

from __future__ import annotations

import copy
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy.io import wavfile

from tests.media.conftest import Check, Made
from tests.media.planned import Json
from tests.media.sound_io import ffmpeg

ENCODE = ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "16", "-profile:v", "high", "-c:a", "copy")
SOUND = ("-c:v", "copy", "-c:a", "aac", "-b:a", "192k")
FAST_START = ("-movflags", "+faststart")


def rules(made: Made, check: Check) -> set[str]:
    """The rules that the checker says are broken."""
    found = (re.match(r"\[(\w+)]", one) for one in check(made.job, made.source, made.folder).violations)
    return {match[1] for match in found if match}


def test_a_sound_job_passes(sound_job: Made, check: Check) -> None:
    report = check(sound_job.job, sound_job.source, sound_job.folder)
    assert report.violations == []
    figures = report.figures
    assert isinstance(figures["discriminatingShare"], float) and figures["discriminatingShare"] > 0.9
    assert isinstance(figures["clipsPlaced"], int) and figures["clipsPlaced"] >= 5
    assert isinstance(figures["cues"], int) and figures["cues"] > 0


def entry(made: Made, key: str) -> Json:
    found: Json = made.job["deliverables"][key]
    return found


def file_of(made: Made, key: str) -> Path:
    return made.folder / Path(entry(made, key)["path"]).name


def note_size(made: Made, key: str) -> None:
    """Lists a changed file with its new size, so that only the fault that is meant is there."""
    for alias in (key, key.removeprefix("trailer_")):
        if alias in made.job["deliverables"]:
            entry(made, alias)["sizeBytes"] = file_of(made, key).stat().st_size


def remake(made: Made, *options: str, key: str = "trailer_variant_1", extra: tuple[str, ...] = ()) -> None:
    """Runs a trailer through FFmpeg."""
    path = file_of(made, key)
    old = path.rename(path.with_name(f"{path.stem}-old{path.suffix}"))
    command = [ffmpeg(), "-nostdin", "-v", "error", "-i", str(old), *extra, *options, str(path)]
    subprocess.run(command, check=True, timeout=60)
    old.unlink()
    note_size(made, key)


def movable(made: Made) -> Json:
    """A clip that can be said to begin one frame later without touching the next one."""
    for assembly in made.job["assemblies"]:
        items = [*assembly["timeline"]]
        for item, after in zip(items, [*items[1:], None], strict=True):
            end = item["sourceStartFrame"] + item["frames"]
            if (after is None and end < 20 * 24) or (after and end < after["sourceStartFrame"]):
                found: Json = item
                return found
    raise AssertionError("every clip touches the next one")


def shift_a_clip(made: Made) -> None:
    item = movable(made)
    item["sourceStartFrame"] += 1
    item["sourceStart"] = round(item["sourceStartFrame"] / 24, 3)
    item["sourceEnd"] = round((item["sourceStartFrame"] + item["frames"]) / 24, 3)


def reorder(made: Made, order: Callable[[list[int]], list[int]], key: str = "trailer_variant_1") -> None:
    """Encodes a trailer anew with its frames in another order."""
    path, old = file_of(made, key), made.folder.parent / "old.mp4"
    path.rename(old)
    decode = [ffmpeg(), "-nostdin", "-v", "error", "-i", str(old), "-f", "rawvideo", "-pix_fmt", "yuv420p", "-"]
    raw = subprocess.run(decode, check=True, timeout=60, capture_output=True).stdout
    size = 320 * 180 * 3 // 2
    pictures = [raw[at : at + size] for at in range(0, len(raw), size)]
    command = [ffmpeg(), "-nostdin", "-v", "error", "-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", "320x180"]
    command += ["-r", "24", "-i", "pipe:0", "-i", str(old), "-map", "0:v", "-map", "1:a"]
    command += [*ENCODE, *FAST_START, str(path)]
    again = b"".join(pictures[number] for number in order(list(range(len(pictures)))))
    subprocess.run(command, input=again, check=True, timeout=60)
    note_size(made, key)


def swap_frames(made: Made) -> None:
    reorder(made, lambda frames: [*frames[:40], 41, 40, *frames[42:]])


def repeat_a_frame(made: Made) -> None:
    reorder(made, lambda frames: [*frames[:40], 39, *frames[41:]])


def shift_the_picture(made: Made) -> None:
    reorder(made, lambda frames: [0, *frames[:-1]])


def lose_the_last_frames(made: Made) -> None:
    reorder(made, lambda frames: frames[:-3])


def exchange_colours(made: Made) -> None:
    remake(made, "-vf", "swapuv", *ENCODE, *FAST_START)


def brighten(made: Made) -> None:
    remake(made, "-vf", "eq=brightness=0.04", *ENCODE, *FAST_START)


def delay_the_sound(made: Made) -> None:
    remake(made, "-af", "adelay=40:all=1", *SOUND, "-shortest", *FAST_START)


def put_in_a_click(made: Made) -> None:
    path = file_of(made, "trailer_variant_1")
    wav = path.with_suffix(".wav")
    command = [ffmpeg(), "-nostdin", "-v", "error", "-i", str(path), "-c:a", "pcm_s16le", str(wav)]
    subprocess.run(command, check=True, timeout=60)
    rate, samples = wavfile.read(wav)
    track = np.array(samples)
    track[int(2.345 * rate)] = 30_000
    track[int(2.345 * rate) + 1] = -30_000
    wavfile.write(wav, rate, track)
    remake(made, "-map", "0:v", "-map", "1:a", *SOUND, *FAST_START, extra=("-i", str(wav)))
    wav.unlink()


def raise_the_sound(made: Made) -> None:
    remake(made, "-af", "volume=3dB", *SOUND, *FAST_START)


def silence_the_sound(made: Made) -> None:
    remake(made, "-af", "volume=0", *SOUND, *FAST_START)


def shrink(made: Made) -> None:
    remake(made, "-vf", "scale=160:90", *ENCODE, *FAST_START)


def put_the_index_last(made: Made) -> None:
    remake(made, "-c", "copy")


def lose_a_file(made: Made) -> None:
    file_of(made, "contact_sheet_variant_2").unlink()


def lose_a_trailer(made: Made) -> None:
    file_of(made, "trailer_variant_2").unlink()


def leave_a_stray_file(made: Made) -> None:
    (made.folder / "piece_0003.mp4").write_bytes(b"left behind")


def overlap_cues(made: Made) -> None:
    key = "subtitles_master_en"
    text = "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nOne.\n\n00:00:01.500 --> 00:00:03.000\nTwo.\n"
    file_of(made, key).write_text(text, encoding="utf-8")
    note_size(made, key)


def widen_a_cue(made: Made) -> None:
    key = "subtitles_master_en"
    text = f"WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n{'word ' * 10}\n"
    file_of(made, key).write_text(text, encoding="utf-8")
    note_size(made, key)


def misstate_the_duration(made: Made) -> None:
    made.job["assemblies"][2]["estimatedDuration"] += 0.2


def name_a_transition(made: Made) -> None:
    """A fade that nobody rendered; the first clip of some trailer is simply cut to, or another one is made so."""
    for assembly in [made.job["assembly"], *made.job["assemblies"]]:
        first = assembly["timeline"][0]
        if first["transition"] == "cut" and first["frames"] >= 36:
            first["transition"], first["transitionSeconds"] = "fade", 0.5
            return
    first["transition"], first["transitionSeconds"] = "cut", 0.0


def misstate_the_shares(made: Made) -> None:
    variant = made.job["personalization"]["variants"][0]
    variant["achievedDistribution"] = {"early": "10%", "middle": "30%", "late": "60%"}


def exchange_key_frames(made: Made) -> None:
    one, other = file_of(made, "keyframe_scene_1"), file_of(made, "keyframe_scene_2")
    shutil.copyfile(other, one)
    note_size(made, "keyframe_scene_1")


def exchange_contact_sheets(made: Made) -> None:
    shutil.copyfile(file_of(made, "contact_sheet_variant_0"), file_of(made, "contact_sheet_variant_2"))
    note_size(made, "contact_sheet_variant_2")


def alter_the_storyboard(made: Made) -> None:
    path = file_of(made, "storyboard")
    board = json.loads(path.read_text(encoding="utf-8"))
    board["trailers"][0]["timeline"][0]["in"] = 1.0
    path.write_text(json.dumps(board), encoding="utf-8")
    note_size(made, "storyboard")


FAULTS: tuple[tuple[Callable[[Made], None], str], ...] = (
    (shift_a_clip, "exact"),
    (swap_frames, "exact"),
    (repeat_a_frame, "exact"),
    (shift_the_picture, "exact"),
    (name_a_transition, "exact"),
    (exchange_colours, "exact"),
    (brighten, "levels"),
    (lose_the_last_frames, "times"),
    (delay_the_sound, "place"),
    (put_in_a_click, "clicks"),
    (raise_the_sound, "loudness"),
    (silence_the_sound, "loudness"),
    (shrink, "streams"),
    (put_the_index_last, "streams"),
    (lose_a_file, "files"),
    (lose_a_trailer, "files"),
    (leave_a_stray_file, "files"),
    (overlap_cues, "captions"),
    (widen_a_cue, "captions"),
    (misstate_the_duration, "duration"),
    (misstate_the_shares, "job"),
    (exchange_key_frames, "pictures"),
    (exchange_contact_sheets, "pictures"),
    (alter_the_storyboard, "storyboard"),
)


@pytest.mark.parametrize(("spoil", "rule"), FAULTS, ids=[spoil.__name__ for spoil, _ in FAULTS])
def test_a_fault_is_found(
    spoil: Callable[[Made], None], rule: str, sound_job: Made, check: Check, tmp_path: Path
) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(sound_job.folder, folder)
    made = replace(sound_job, job=copy.deepcopy(sound_job.job), folder=folder)
    spoil(made)
    assert rule in rules(made, check)
