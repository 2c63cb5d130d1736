"""Which encoder is used: proved by a real encode, replaced by libx264 for a job or a clip, and said.

No machine has all of this hardware: a stand-in takes NVENC's arguments, and what is really there is asked as well.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import av
import imageio_ffmpeg
import pytest

from personalizedTrailer.errors import Cancelled, DamagedStretch, ProcessFailed, ProcessTimedOut, VerificationFailed
from personalizedTrailer.media import frames
from personalizedTrailer.media.ffmpeg import find
from personalizedTrailer.media.probe import probe
from personalizedTrailer.media.process import Limits, run
from personalizedTrailer.media.sandbox import wrap
from personalizedTrailer.rendering import encoder_choice
from personalizedTrailer.rendering.commands import THUMB, Encoder, TakeJob, encode_take
from personalizedTrailer.rendering.encoder_choice import choose, encoder_facts, probe_encoder, with_cpu_fallback
from personalizedTrailer.rendering.encoders import CPU, FAMILIES
from personalizedTrailer.rendering.ladder import ladder
from personalizedTrailer.rendering.plan import Piece
from personalizedTrailer.rendering.takes import Order, Take
from personalizedTrailer.settings import Settings, load
from tests.stand_in_ffmpeg import StandIn, stand_in_ffmpeg

NVENC = "h264_nvenc"
TOOLS = sorted({path for path in (shutil.which("ffmpeg"), imageio_ffmpeg.get_ffmpeg_exe()) if path})
GPU = Encoder(NVENC, "veryfast", 21)
EARLY = r"-video_track_timescale 24 -bsf:v setts=dts=DTS-12:pts=if(eq(N\,40)\,PTS-9\,PTS)"
"""One frame is shown nine places early, whatever timebase this FFmpeg has there."""


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load({"FFMPEG_VIDEO_CODEC": NVENC}, {}, ())


@pytest.fixture
def stand_in(tmp_path: Path) -> Callable[..., StandIn]:
    real = find(load(environ=os.environ, dotenv_files=())).path

    def make(**how: object) -> StandIn:
        return stand_in_ffmpeg(tmp_path, real, **how)  # type: ignore[arg-type]

    return make


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("name", FAMILIES)
def test_what_is_really_here_answers_soon(tool: str, name: str) -> None:
    began = time.monotonic()
    reason = probe_encoder(tool, name)
    assert time.monotonic() - began < 15
    if name == CPU:
        assert reason is None
    if name == "h264_vaapi" and not Path("/dev/dri").exists():
        assert reason in (
            "h264_vaapi cannot be used: there is no graphics card with VA-API that may be opened.",
            "h264_vaapi cannot be used: this FFmpeg is built without it.",
        )
    if reason is not None:
        assert reason.startswith(f"{name} cannot be used: ") and reason.endswith(".") and "\n" not in reason
        assert tool not in reason and "/" not in reason


def test_a_card_that_encodes_is_used(stand_in: Callable[..., StandIn], settings: Settings) -> None:
    tool = stand_in()
    chosen = choose(tool.path, settings)
    assert (chosen.asked, chosen.encoder, chosen.fallback_reason) == (NVENC, GPU, None)
    assert tool.calls == 1


def test_it_is_asked_once(stand_in: Callable[..., StandIn], settings: Settings) -> None:
    tool = stand_in(sleeps=0.3)
    asking = [Thread(target=choose, args=(tool.path, settings)) for _ in range(4)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert tool.calls == 1


def test_libx264_needs_no_proof(stand_in: Callable[..., StandIn]) -> None:
    tool = stand_in(fails=None)
    chosen = choose(tool.path, load({}, {}, ()))
    assert (chosen.asked, chosen.encoder.codec, chosen.fallback_reason) == (CPU, CPU, None)


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"fails": None}, "its test encode failed, and the log says how"),
        ({"fails": None, "says": "Unknown encoder 'h264_nvenc'"}, "this FFmpeg is built without it"),
        (
            {"fails": None, "says": "Cannot load libcuda.so.1"},
            "the driver of an NVIDIA card is not installed",
        ),
        (
            {"fails": None, "says": "OpenEncodeSessionEx failed: out of memory (10)\nNo capable devices found"},
            "the NVIDIA card has no encoding session free",
        ),
        ({"changes": {"-frames:v": "60"}}, "its test encode has 60 of 64 frames"),
        ({"changes": {"-g": "250"}}, "it sets its keyframes elsewhere than it is told"),
        ({"changes": {"-g": f"24 {EARLY}"}}, "its frames are further out of order than was asked for"),
        ({"writes": "no film"}, "its test encode does not decode"),
    ],
)
def test_one_that_fails_gives_way(
    stand_in: Callable[..., StandIn], settings: Settings, how: dict[str, object], why: str
) -> None:
    chosen = choose(stand_in(**how).path, settings)
    assert chosen.fallback_reason == f"h264_nvenc cannot be used: {why}."
    assert chosen.encoder == Encoder(CPU, "veryfast", 21) and chosen.asked == NVENC


def test_a_driver_that_hangs_is_not_waited_for(
    stand_in: Callable[..., StandIn], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoder_choice, "PROBE_SECONDS", 1.0)
    began = time.monotonic()
    chosen = choose(stand_in(sleeps=60).path, settings)
    assert time.monotonic() - began < 10
    assert "did not end within 1 seconds" in (chosen.fallback_reason or "")


def test_an_ffmpeg_that_is_not_there_is_said(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    chosen = choose(str(tmp_path / "nothing"), settings)
    assert "could not be started" in (chosen.fallback_reason or "") and str(tmp_path) not in str(chosen)


Render = Callable[[Encoder], Path]


@pytest.fixture
def renders(film: Path, settings: Settings, tmp_path: Path) -> Callable[[StandIn, int], Render]:
    """`renders(tool, start)`: renders the clip of 24 frames from `start` on with an encoder, to a file."""
    media = probe(film, settings, quick=False)

    def clip(tool: StandIn, start: int) -> Render:
        def render(encoder: Encoder) -> Path:
            out = tmp_path / f"clip_{start}.mp4"
            take = Take((Order(Piece("body", start, 24)),))
            thumbs = tmp_path / "clip.gray"
            job = TakeJob(film, media, take, ladder(media)[:1], (out,), thumbs, encoder, (None,))
            for path in (out, thumbs):
                path.unlink(missing_ok=True)
            run(wrap(encode_take(tool.path, job), FAMILIES[encoder.codec].cage), Limits(60))
            return out

        return render

    return clip


def test_a_clip_that_fails_is_made_by_the_processor(
    stand_in: Callable[..., StandIn], renders: Callable[[StandIn, int], Render]
) -> None:
    tool = stand_in(fails=[2])
    made = [with_cpu_fallback(GPU, renders(tool, start)) for start in (0, 96, 240)]
    assert [encoder.codec for _, encoder in made] == [NVENC, CPU, NVENC]
    assert [len(frames.thumbs(path, THUMB)) for path, _ in made] == [24, 24, 24]
    # Both kinds of headers have to fit into one file: those of the processor have a number of their own.
    assert [parameter_set(path) for path, _ in made] == [0, 1, 0]


def parameter_set(path: Path) -> int:
    """The number of the first SPS in a file's header: an Exp-Golomb number, after three bytes of profile and level."""
    with av.open(str(path)) as container:
        header = container.streams.video[0].codec_context.extradata
    assert header and header[0] == 1  # an avcC box: six bytes, two of length, one of the NAL unit's type
    bits = f"{header[12]:08b}"
    zeros = bits.index("1")
    return int(bits[zeros : 2 * zeros + 1], 2) - 1


@pytest.mark.parametrize(
    "fault",
    [
        ProcessFailed(detail="Error submitting packet to decoder: Invalid data found"),
        ProcessTimedOut(stalled=True),
        ProcessTimedOut(stalled=False),
        VerificationFailed("A rendered piece does not decode."),
        DamagedStretch(((0, 24),)),
    ],
)
def test_whatever_fails_is_tried_once_more(fault: Exception) -> None:
    asked: list[Encoder] = []

    def make(encoder: Encoder) -> str:
        asked.append(encoder)
        if encoder.codec == NVENC:
            raise fault
        return "made"

    assert with_cpu_fallback(GPU, make) == ("made", Encoder(CPU, "veryfast", 21, parameter_set=1))
    assert [encoder.codec for encoder in asked] == [NVENC, CPU]


def test_a_film_that_is_damaged_stays_so() -> None:
    asked: list[str] = []

    def make(encoder: Encoder) -> str:
        asked.append(encoder.codec)
        raise DamagedStretch(((0, 24),)) if encoder.codec == CPU else ProcessTimedOut(stalled=True)

    with pytest.raises(DamagedStretch):
        with_cpu_fallback(GPU, make)
    assert asked == [NVENC, CPU]


@pytest.mark.parametrize("fault", [Cancelled(), ProcessFailed()])
def test_no_second_try(fault: Exception) -> None:
    """What the caller stopped, and what libx264 itself cannot do."""
    asked: list[str] = []

    def make(encoder: Encoder) -> str:
        asked.append(encoder.codec)
        raise fault

    codec = NVENC if isinstance(fault, Cancelled) else CPU
    with pytest.raises(type(fault)):
        with_cpu_fallback(Encoder(codec, "veryfast", 21), make)
    assert asked == [codec]


def test_the_job_says_it(stand_in: Callable[..., StandIn], settings: Settings) -> None:
    used = encoder_facts(choose(stand_in().path, settings), 3)
    assert used.mode == NVENC
    assert used.details == {"asked": NVENC, "fallbackReason": None, "clipsOnCpu": 3}


def test_the_job_says_why_it_is_another(stand_in: Callable[..., StandIn], settings: Settings) -> None:
    tool = stand_in(fails=None, says="Cannot load libcuda.so.1")
    used = encoder_facts(choose(tool.path, settings), 0)
    why = "h264_nvenc cannot be used: the driver of an NVIDIA card is not installed."
    assert (used.mode, used.details) == (CPU, {"asked": NVENC, "fallbackReason": why, "clipsOnCpu": 0})
