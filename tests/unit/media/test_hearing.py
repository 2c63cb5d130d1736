"""What the reader hears in films whose sound is known to the sample: loudness, and everything at its time."""

from __future__ import annotations

from dataclasses import fields
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import av
import numpy as np
import pytest

from personalizedTrailer.media.hearing import BLOCKS, STEPS, Heard
from personalizedTrailer.media.reading.film import BadFilm
from personalizedTrailer.media.reading.track import Track
from tests import sounds

PER_SECOND = sounds.RATE // sounds.PACKET


def clicks_in(level: np.ndarray, least: float = -50) -> list[float]:
    """Seconds at which clicks begin."""
    loud = (level > least).astype(int)
    return [float(at) / STEPS for at in np.flatnonzero(np.diff(loud, prepend=0) == 1)]


def clicked(seconds: float = 6) -> sounds.Sound:
    """A click at 0.5, 1.5, … s."""
    return sounds.clicks(seconds, 1)


@pytest.mark.parametrize(
    ("layout", "decibels", "lufs"),
    [
        ("mono", (-23,), -26.0),
        ("stereo", (-23, -23), -23.0),
        ("5.1", (-28, -28, -24, None, -30, -30), -23.0),
        ("5.1", (None, None, None, -10, None, None), -70.0),
    ],
)
def test_loudness_is_that_of_the_standard(
    layout: str, decibels: tuple[float | None, ...], lufs: float, tmp_path: Path
) -> None:
    """EBU Tech 3341, signals 1 and 6: tones of 1 kHz; the channel for effects does not count."""
    channels = [0 * sounds.time(3) if one is None else sounds.tone(1000, 3, one) for one in decibels]
    film = sounds.write(tmp_path / "film.mkv", np.stack(channels), layout=layout)
    loudness = sounds.heard_in(film, tmp_path, 3).loudness
    assert loudness[4:-4] == pytest.approx(lufs, abs=0.1)


def test_loudness_is_of_the_moment_that_it_stands_at(tmp_path: Path) -> None:
    sound = np.concatenate([sounds.tone(1000, 2, -60), sounds.tone(1000, 2, -20)])
    loudness = sounds.heard(sound, tmp_path).loudness
    # Of the 0.4 s about a block; in mono a tone is 3 LU softer than its level.
    assert loudness[18:22] == pytest.approx(-23 + 10 * np.log10([0.25, 0.5, 0.75, 1]), abs=0.2)
    assert loudness[0] == pytest.approx(loudness[5], abs=0.5), "the beginning, too, is known"


@pytest.mark.parametrize("shift", [0, 2.5, -0.75])
def test_everything_is_at_its_time(shift: float, tmp_path: Path) -> None:
    film = sounds.write(tmp_path / "film.mkv", clicked(), late=max(0, shift))
    heard = sounds.heard_in(film, tmp_path, 9, zero=max(0, -shift))
    expected = [at + shift for at in np.arange(0.5, 6) if at + shift > 0]
    assert clicks_in(heard.level) == pytest.approx(expected, abs=0.03)
    onsets = np.flatnonzero(heard.onset > 0.1) / BLOCKS
    assert {round(float(at) - shift - 0.5) for at in onsets} == set(range(6 - len(expected), 6))
    silent = heard.loudness[: max(0, int(shift * BLOCKS) - 2)]
    assert np.all(silent == -70)
    assert np.all(heard.loudness[int((6 + shift) * BLOCKS) + 3 :] == -70)
    assert len(heard.loudness) == 90 and len(heard.level) == 900


def test_as_much_is_heard_as_the_film_lasts(tmp_path: Path) -> None:
    film = sounds.write(tmp_path / "film.mkv", clicked())
    heard = sounds.heard_in(film, tmp_path, 2.3)
    assert len(heard.loudness) == 23 and len(heard.voice) == 230
    np.testing.assert_array_equal(heard.level, sounds.heard_in(film, tmp_path, 6).level[:230])


def test_a_gap_is_silent_and_shifts_nothing(tmp_path: Path) -> None:
    moved = dict.fromkeys(range(2 * PER_SECOND, 6 * PER_SECOND), 1.5)
    film = sounds.write(tmp_path / "film.mkv", clicked(), moved=moved)
    heard = sounds.heard_in(film, tmp_path, 8)
    assert clicks_in(heard.level) == pytest.approx([0.5, 1.5, 4.0, 5.0, 6.0, 7.0], abs=0.03)
    assert heard.level[210:340].max() < -99.9


def laid_down(stamps: dict[int, float], layouts: dict[int, str] | None = None) -> list[float]:
    """Seconds of the clicks of `clicked` where the timestamps of some of its packets are wrong by so many seconds.

    `layouts` says which packets are not mono.
    """
    sound = clicked().astype(np.float32)

    def packet(number: int) -> SimpleNamespace:
        part = sound[None, number * sounds.PACKET : (number + 1) * sounds.PACKET]
        layout = (layouts or {}).get(number, "mono")
        channels = np.repeat(part, av.AudioLayout(layout).nb_channels, axis=0)
        frame = av.AudioFrame.from_ndarray(channels, "fltp", layout)
        frame.sample_rate, frame.time_base = sounds.RATE, Fraction(1, sounds.RATE)
        frame.pts = number * sounds.PACKET + round(stamps.get(number, 0) * sounds.RATE)
        return SimpleNamespace(decode=lambda: [frame])

    container = SimpleNamespace(
        streams=[None], demux=lambda _: (packet(number) for number in range(len(sound) // sounds.PACKET))
    )
    pieces = list(Track(container, 0, Fraction(0)).pieces(8 * sounds.RATE, sounds.RATE // 2))
    assert [piece.shape for piece in pieces] == [(1, sounds.RATE // 2)] * 16
    loud = np.abs(np.concatenate(pieces, axis=1)[0]).reshape(-1, sounds.RATE // STEPS).max(axis=1)
    return clicks_in(loud, 0.01)


@pytest.mark.parametrize("wrong", [700.0, 3.0, 0.2, -0.1, -1.6], ids=str)
def test_one_wrong_timestamp_costs_its_packet_alone(wrong: float) -> None:
    assert laid_down({2 * PER_SECOND: wrong}) == pytest.approx(np.arange(0.5, 6), abs=0.011)


def test_the_sound_may_become_another_kind_of_sound() -> None:
    others = dict.fromkeys(range(2 * PER_SECOND, 4 * PER_SECOND), "5.1") | {PER_SECOND: "stereo"}
    assert laid_down({}, others) == pytest.approx(np.arange(0.5, 6), abs=0.011)


def test_timestamps_that_are_rounded_leave_no_holes() -> None:
    rounded = {number: 0.0005 * (-1) ** number for number in range(6 * PER_SECOND)}
    assert laid_down(rounded) == pytest.approx(np.arange(0.5, 6), abs=0.011)


def test_what_overlaps_is_heard_once() -> None:
    behind = dict.fromkeys(range(3 * PER_SECOND, 6 * PER_SECOND), -1.0)
    assert laid_down(behind) == pytest.approx([0.5, 1.5, 2.5, 3.5, 4.5], abs=0.011)


def damaged(film: Path, broken: range) -> Path:
    """The same film, AAC, whose packets of those numbers are rubbish."""
    out = film.with_name("damaged.mkv")
    rubbish = np.random.default_rng(1)
    with av.open(str(film)) as source, av.open(str(out), "w") as sink:
        stream = sink.add_stream("aac", rate=sounds.RATE, layout="mono")
        packets = [packet for frame in source.decode(audio=0) for packet in stream.encode(frame)]
        for number, packet in enumerate([*packets, *stream.encode(None)]):
            if number in broken:
                other = av.Packet(rubbish.integers(0, 256, packet.size, np.uint8).tobytes())
                other.pts, other.dts, other.time_base = packet.pts, packet.dts, packet.time_base
                other.stream, packet = stream, other
            sink.mux(packet)
    return out


def test_damaged_packets_cost_their_stretch_alone(tmp_path: Path) -> None:
    film = damaged(sounds.write(tmp_path / "film.mkv", clicked()), range(100, 110))
    heard = sounds.heard_in(film, tmp_path, 6)
    for at in (0.5, 1.5, 3.5, 4.5, 5.5):
        assert [one for one in clicks_in(heard.level) if abs(one - at) < 0.05]
    assert np.isfinite(heard.level).all() and np.isfinite(heard.loudness).all()


def test_a_stream_of_rubbish_alone_is_refused(tmp_path: Path) -> None:
    film = damaged(sounds.write(tmp_path / "film.mkv", clicked(2)), range(1000))
    with pytest.raises(BadFilm) as fault:
        sounds.heard_in(film, tmp_path, 2)
    assert fault.value.code == "corrupt_media"


@pytest.mark.parametrize(
    ("sound", "flat", "low"),
    [
        (sounds.noise(3), (0.4, 1), (0, 0.1)),
        (sounds.tone(80, 3), (0, 0.1), (0.9, 1)),
        (sounds.tone(1000, 3), (0, 0.1), (0, 0.1)),
    ],
    ids=["noise", "low-tone", "tone"],
)
def test_spectrum(sound: sounds.Sound, flat: tuple[float, float], low: tuple[float, float], tmp_path: Path) -> None:
    heard = sounds.heard(sound, tmp_path)
    assert flat[0] <= heard.flatness[5:-5].min() <= heard.flatness[5:-5].max() <= flat[1]
    assert low[0] <= heard.low[5:-5].min() <= heard.low[5:-5].max() <= low[1]


def test_pitch_is_that_of_the_note(tmp_path: Path) -> None:
    heard = sounds.heard(np.concatenate([sounds.note(110, 1, 3), sounds.note(233.1, 1, 3)]), tmp_path)
    assert heard.pitch[20:80] == pytest.approx(110, rel=0.01)
    assert heard.pitch[120:180] == pytest.approx(233.1, rel=0.01)
    assert heard.voice[20:80].min() > 0.35 > 0.2 > np.median(sounds.heard(sounds.noise(2), tmp_path).voice)
    assert heard.level[50] == pytest.approx(10 * np.log10(0.05**2 / 2 * sum(1 / n**2 for n in range(2, 9))), abs=3)


def test_what_is_heard_does_not_depend_on_where_the_pieces_end(tmp_path: Path) -> None:
    """The reader works on 5 s at a time."""
    sound = sounds.words([(0.2, 3.1), (3.3, 7.2)], 8) + 0.3 * sounds.chords(8)
    film = sounds.write(tmp_path / "film.mkv", sound)
    plain = sounds.heard_in(film, tmp_path, 8)
    # Later by 2.5 s, so that the pieces end elsewhere.
    later = sounds.heard_in(film, tmp_path, 10.5, zero=-2.5)
    for column in fields(Heard):
        one, other = getattr(plain, column.name), getattr(later, column.name)
        begins, shift = len(one) // 4, len(other) - len(one)  # from where nothing before it is remembered
        np.testing.assert_allclose(one[begins:], other[shift + begins :], rtol=1e-3, atol=1e-3, err_msg=column.name)
