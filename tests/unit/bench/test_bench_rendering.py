"""The arithmetic of the rendering benchmark, on made-up runs and plans."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from bench import vmaf
from bench.common import films
from bench.common.measure import BenchError, Spent
from bench.common.quality import Quality
from bench.rendering import copied, limit, plan, results
from bench.rendering.limit import Limit
from bench.rendering.ours import Moment, Seen
from bench.rendering.plan import Plan
from bench.rendering.rounds import Runs
from bench.rendering.sides import GuideRun, OurRun, measured
from personalizedTrailer.model import Assembly, Clip, Rendition, Span, Timeline, TransitionKind, VariantSpec

TOP = Rendition("720p", 1280, 720, is_top=True)
SPENT, STARTS = {"pipeline": 1.0, "encode pictures": 3.0}, {"encode pictures": 7}
FOLDER = Path("somewhere")


def clip(source: tuple[int, int], at: int, transition: TransitionKind = "cut") -> Clip:
    blend = 0 if transition == "cut" else 8
    return Clip(1, Span(*source), at, transition, blend, 0, 0, "")


def assembly(name: str, *clips: Clip) -> Assembly:
    third = Fraction(1, 3)
    variant = VariantSpec(name, name, "", (third, third, third))
    return Assembly(Timeline(variant, Fraction(24), clips), (TOP,), "", "silent")


def planned() -> Plan:
    one = assembly("primary", clip((0, 48), 0), clip((100, 148), 40, "dissolve"))
    other = assembly("variant_0", clip((120, 168), 0))
    return plan.of((one, other))


def test_cuts_leave_out_what_overlaps_in_a_dissolve() -> None:
    made = planned()
    assert made.trailers == (((0, 40), (100, 48)), ((120, 48),))
    assert made.frames == 136
    assert made.seconds()[0] == [(0.0, 40 / 24), (100 / 24, 2.0)]


def test_distinct_frames_are_those_of_the_union() -> None:
    made = planned()
    assert made.spans == ((0, 48), (100, 168))
    assert made.distinct == 116


def test_a_plan_survives_its_file(tmp_path: Path) -> None:
    plan.write(planned(), tmp_path / "plan.json")
    assert plan.read(tmp_path / "plan.json") == planned()


def test_distinct_frames_are_laid_out_in_each_size(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    write_film(film, 30)
    raws = {(64, 48): tmp_path / "large.raw", (32, 24): tmp_path / "small.raw"}
    frames = limit.distinct(film, ((2, 5), (10, 14)))
    assert limit.write_raws(frames, raws, most=5) == 5
    assert raws[64, 48].stat().st_size == 5 * 64 * 48 * 3 // 2
    assert shades(raws[32, 24], (32, 24)) == pytest.approx([22, 23, 24, 30, 31], abs=0.6)
    assert limit.write_raws(frames, raws, most=5) == 2
    assert shades(raws[64, 48], (64, 48)) == pytest.approx([32, 33], abs=0.6)
    assert limit.write_raws(frames, raws, most=5) == 0


def write_film(path: Path, frames: int) -> None:
    """Frame n is grey of luma 20 + n."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=24, options={"crf": "1", "preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for number in range(frames):
            planes = np.full((72, 64), 128, np.uint8)
            planes[:48] = 20 + number
            container.mux(stream.encode(av.VideoFrame.from_ndarray(planes, "yuv420p")))
        container.mux(stream.encode())


def shades(raw: Path, size: tuple[int, int]) -> list[float]:
    """Mean luma of each frame of a raw file."""
    frames = np.fromfile(raw, np.uint8).reshape(-1, size[0] * size[1] * 3 // 2)
    return [float(mean) for mean in frames[:, : size[0] * size[1]].mean(axis=1)]


def test_a_run_counts_what_comes_after_planning() -> None:
    seen = Seen(Moment(1, 1.5), Moment(2, 2.0), Moment(4, 6.5), Moment(11, 21.5), 3.0, SPENT, STARTS)
    run = measured(Spent(22.0, 12.0, 5), seen, FOLDER)
    assert run == OurRun(20.0, 3.0, 0.3, 0.25, 5, SPENT, STARTS, FOLDER)


def own(cpu: float, checks: float | None = 2.0, peak: int = 10_000_000) -> OurRun:
    return OurRun(cpu, checks, 0.2, 0.3, peak, SPENT, STARTS, FOLDER)


def runs() -> Runs:
    guide = [GuideRun(20.0, 12.0, 150), GuideRun(30.0, 18.0, 150)]
    return Runs(planned(), planned(), guide=guide, encode=[own(10.0), own(12.0, peak=30_000_000)])


def test_what_cannot_be_measured_is_none_with_a_reason() -> None:
    found = results.summarise(runs(), Limit(1.0, 4.0), None, None)
    assert found.figures["cpu_ratio_vs_guide_encode"] == pytest.approx((0.5 + 0.4) / 2)
    assert found.figures["overhead_vs_limit"] == pytest.approx(11 / 5)
    assert found.figures["overhead_vs_limit_without_verification"] == pytest.approx(9 / 5)
    assert found.figures["distinct_share"] == pytest.approx(116 / 136)
    assert found.figures["peak_rss_mb"] == 30
    empty = {name for name, value in found.figures.items() if value is None}
    assert empty == set(found.reasons)
    assert "cpu_ratio_vs_guide" in empty and "cpu_ratio_vs_moviepy" in empty and "peak_rss_mb_4k" in empty


def test_all_sides_together() -> None:
    all_sides = runs()
    all_sides.guide_auto = all_sides.guide
    all_sides.auto, all_sides.auto_top = [own(4.0, None), own(6.0, None)], [own(3.0)]
    all_sides.encode_top, all_sides.moviepy = [own(8.0)], [16.0]
    found = results.summarise(all_sides, Limit(1.0, 4.0), 0.7, own(1.0, peak=7_000_000)).figures
    assert found["cpu_ratio_vs_guide"] == pytest.approx(0.2)
    assert found["cpu_ratio_vs_guide_native"] == pytest.approx(3 / 12)
    assert found["cpu_ratio_vs_moviepy"] == 3 / 16
    assert found["cpu_ratio_vs_moviepy_encode"] == 0.5
    assert found["cpu_seconds_by_work"]["auto"] == {"encode pictures (7)": 3.0, "pipeline": 1.0}
    assert found["copied_share"] == 0.7
    assert found["peak_rss_mb"] == 10 and found["peak_rss_mb_4k"] == 7
    assert None not in found.values()


def test_units_follow_their_lengths() -> None:
    assert list(copied.units(b"\0\0\0\2\x65a\0\0\0\0\0\0\0\1\x67", 4)) == [b"\x65a", b"\x67"]
    assert list(copied.units(b"\0\2\x65a", 2)) == [b"\x65a"]


def point(size: int, vmaf_score: float | None) -> vmaf.Point:
    return vmaf.Point(size, Quality(0.9, None, None, vmaf_score))


def test_quality_at_a_size_is_interpolated_over_its_logarithm() -> None:
    sweep = [point(400, 90.0), point(100, 80.0)]
    assert vmaf.at_size(sweep, 200, lambda quality: quality.vmaf) == pytest.approx(85)
    assert vmaf.at_size(sweep, 200, lambda quality: quality.psnr) is None
    with pytest.raises(BenchError, match="does not reach 401 bytes"):
        vmaf.at_size(sweep, 401, lambda quality: quality.vmaf)
    assert vmaf.Delta(point(200, 83.0), sweep, sweep[0]).of(lambda quality: quality.vmaf) == pytest.approx(2)


def test_every_child_is_counted_by_what_it_was_for() -> None:
    """In a process of its own: the ledger takes over how children are started and awaited."""
    code = r"""if True:
        import subprocess, sys
        from bench.rendering.ledger import Ledger
        ledger = Ledger()
        busy = "import time\nwhile time.process_time() < 0.3: pass"
        subprocess.run([sys.executable, "-c", busy, "-aac_pns"], check=True)
        subprocess.run([sys.executable, "-c", "", "scan"], check=True)
        assert ledger.starts == {"encode sound": 1, "look at the film": 1}, ledger.starts
        assert ledger.cpu["encode sound"] >= 0.3 > ledger.cpu["look at the film"] > 0, ledger.cpu
    """
    done = subprocess.run([sys.executable, "-c", code], cwd=films.ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
