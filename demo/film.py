"""The demo film's door: draws every frame, scores it, and pipes both through one FFmpeg.

python -m demo.film OUT.mp4 [--ffmpeg PATH] [--seconds N] [--width W] [--json OUT.json]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image

from demo import sound
from demo.camera import canvas, look
from demo.light import vignette
from demo.paint import Drawer, Stage
from demo.sets import SETS
from demo.story import FPS, SOFT, Placed, upto, window
from demo.truth import lines, truth
from personalizedTrailer.media import ffmpeg as ffmpeg_tool
from personalizedTrailer.settings import load


def size(width: int) -> tuple[int, int]:
    """Even pixel sizes of a 16:9 picture about that wide."""
    return (max(64, width // 2 * 2), max(36, round(width * 9 / 32) * 2))


class Take:
    """One shot being drawn."""

    def __init__(self, placed: Placed, width: int, height: int, over: int) -> None:
        one = placed.shot
        self.placed = placed
        self.seconds = (one.frames + over) / FPS
        self.shape = (width, height)
        stage = Stage(*canvas(one.camera, width, height), self.seconds, one.seed, one.view, one.pan, one.options)
        self._draw: Drawer = SETS[one.scene](stage)

    def frame(self, number: int) -> Image.Image:
        """The picture of a film frame, which may lie a little outside the shot for a dissolve."""
        t = (number - self.placed.start) / FPS
        one = self.placed.shot
        return look(self._draw(t), one.camera, max(0.0, t), self.seconds, self.shape, one.seed)


def pictures(film: Sequence[Placed], width: int, height: int) -> Iterator[Image.Image]:
    """Every frame in order, with dissolves and fades through black."""
    lens = vignette(width, height)
    black = Image.new("RGB", (width, height))
    coming: Take | None = None
    for n, placed in enumerate(film):
        follower = film[n + 1] if n + 1 < len(film) else None
        soft = SOFT[follower.shot.opening] if follower else 0
        take = coming or Take(placed, width, height, soft)
        coming = None
        first, last = placed.start, placed.end
        if placed.shot.opening == "dissolve" and n:
            first = window(placed)[1]
        for number in range(first, last):
            if follower and follower.shot.opening == "dissolve" and number >= window(follower)[0]:
                break
            picture = take.frame(number)
            picture.paste(black, mask=lens)
            yield _faded(picture, black, placed, follower, number)
        if follower and follower.shot.opening == "dissolve":
            after = film[n + 2] if n + 2 < len(film) else None
            coming = Take(follower, width, height, SOFT[after.shot.opening] if after else 0)
            a, b = window(follower)
            for number in range(a, min(b, film[-1].end)):
                part = (number - a + 1) / (b - a + 1)
                mixed = Image.blend(take.frame(number), coming.frame(number), part)
                mixed.paste(black, mask=lens)
                yield mixed


def _faded(picture: Image.Image, black: Image.Image, now: Placed, then: Placed | None, number: int) -> Image.Image:
    """A frame darkened as a fade at either end of its shot asks for."""
    light = 1.0
    if now.shot.opening == "fade":
        light = min(light, (number - now.start) / SOFT["fade"])
    if then is not None and then.shot.opening == "fade":
        light = min(light, (now.end - number) / SOFT["fade"])
    return picture if light >= 1 else Image.blend(black, picture, max(0.0, light))


def _clock(at: float) -> str:
    """Seconds as SubRip writes them."""
    total = round(at * 1000)
    return f"{total // 3600000:02d}:{total // 60000 % 60:02d}:{total // 1000 % 60:02d},{total % 1000:03d}"


def subrip(film: Sequence[Placed]) -> str:
    """The spoken lines as a SubRip file."""
    return "".join(
        f"{n}\n{_clock(a)} --> {_clock(b)}\n{line.text}\n\n" for n, (line, a, b) in enumerate(lines(film), 1)
    )


def _command(ffmpeg: str, out: Path, shape: tuple[int, int], wav: Path, srt: Path | None) -> list[str]:
    """FFmpeg's arguments: raw frames on its input, then the sound, then the subtitles if any."""
    width, height = shape
    words = [ffmpeg, "-hide_banner", "-loglevel", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24"]
    words += ["-s", f"{width}x{height}", "-r", str(FPS), "-i", "pipe:0", "-i", str(wav)]
    words += ["-i", str(srt)] if srt else []
    words += ["-map", "0:v", "-map", "1:a", *(["-map", "2:s"] if srt else [])]
    words += ["-vf", "scale=out_color_matrix=bt709:out_range=tv", "-c:v", "libx264", "-preset", "veryfast"]
    words += ["-crf", "20", "-pix_fmt", "yuv420p", "-colorspace", "bt709", "-color_primaries", "bt709"]
    words += ["-color_trc", "bt709", "-c:a", "aac", "-b:a", "160k", "-ar", "48000", "-ac", "2"]
    # without this the encoder overshoots by decibels at the explosions
    words += ["-aac_tns", "0"]
    if srt:
        words += ["-c:s", "mov_text", "-metadata:s:s:0", "language=eng"]
    return [*words, "-metadata", "title=Lightkeeper", "-movflags", "+faststart", "-f", "mp4", str(out)]


def _encode(film: Sequence[Placed], out: Path, ffmpeg: str, shape: tuple[int, int], work: Path) -> None:
    """Draw, score and encode; frames are streamed and never held."""
    wav, srt = work / "sound.wav", work / "lines.srt"
    sound.write(film, wav)
    text = subrip(film)
    srt.write_text(text, encoding="utf-8")
    command = _command(ffmpeg, out, shape, wav, srt if text else None)
    total, shown = film[-1].end, 0
    with (work / "ffmpeg.log").open("w+b") as log:
        encoder = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=log)  # noqa: S603 - the caller's FFmpeg
        pipe = encoder.stdin
        if pipe is None:
            raise RuntimeError("FFmpeg has no input")
        try:
            for picture in pictures(film, *shape):
                pipe.write(picture.tobytes())
                shown += 1
                if sys.stderr.isatty() and (shown % FPS == 0 or shown == total):
                    print(f"\rfilm: frame {shown} of {total}", end="", file=sys.stderr, flush=True)
            pipe.close()
        except BrokenPipeError:
            print("\nfilm: FFmpeg stopped early", file=sys.stderr)
        except BaseException:
            encoder.kill()
            encoder.wait()
            raise
        print(file=sys.stderr)
        if encoder.wait() != 0 or shown != total:
            log.seek(0)
            raise RuntimeError("FFmpeg could not make the film: " + log.read().decode(errors="replace")[-2000:])


def make(out: Path, ffmpeg: str, seconds: float | None = None, width: int = 1280) -> Path:
    """Make the film (its first `seconds` if given) at `out`, and its truth beside it as JSON; gives `out`."""
    film = upto(seconds)
    shape = size(width)
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="film-") as work:
        _encode(film, out, ffmpeg, shape, Path(work))
    text = json.dumps(truth(film, *shape), indent=1, ensure_ascii=False)
    out.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
    return out


def main(argv: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="demo.film", description="Make the demo film.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--ffmpeg", default=None, help="which FFmpeg to use (default: as the service finds it)")
    parser.add_argument("--seconds", type=float, default=None, help="only the first so many seconds")
    parser.add_argument("--width", type=int, default=1280, help="width in pixels (16:9)")
    parser.add_argument("--json", type=Path, default=None, help="where the truth goes (default: beside the film)")
    given = parser.parse_args(argv)
    tool = given.ffmpeg or ffmpeg_tool.find(load(environ=os.environ)).path
    made = make(given.out, tool, given.seconds, given.width)
    beside = made.with_suffix(".json")
    if given.json is not None and given.json != beside:
        given.json.parent.mkdir(parents=True, exist_ok=True)
        beside.replace(given.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
