"""The benchmark of taste: its labels, what is true of its films, and the arithmetic of chance."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bench import taste
from bench.common.measure import BenchError
from bench.tasting import arrange, chance, labels, truth
from bench.tasting.arrange import Block
from bench.tasting.chosen import Chosen
from bench.tasting.labels import PROFILES, Labelled, LabelledClip
from bench.tasting.truth import Truth
from personalizedTrailer.model import Span

ACTION, FAMILY, THRILLER, ROMANCE = PROFILES
FRAMES = 2400


def stretch(start: float, end: float, *profiles: str, quality: str = "") -> Labelled:
    match = {profile: "yes" if profile in profiles else "no" for profile in PROFILES}
    return Labelled(start, end, "Something.", ("Joy",), (), frozenset(quality.split()), match, "So.")


def entry(**changes: object) -> dict[str, Any]:
    match = dict.fromkeys(PROFILES, "no")
    told = {"start": 1, "end": 2, "seen": "A dog.", "moods": ["Joy"], "labels": [], "quality": [], "match": match}
    return {**told, "why": "A dog.", **changes}


def written(folder: Path, *stretches: dict[str, Any], side: str = "tuning") -> Path:
    clip = {"side": side, "seen": "Dogs.", "stretches": list(stretches)}
    file = folder / "labels.json"
    file.write_text(json.dumps({"labelled": "2026-11-23", "profiles": PROFILES, "clips": {"dog.mp4": clip}}))
    return file


def test_what_is_written_is_read(tmp_path: Path) -> None:
    match = dict.fromkeys(PROFILES, "no") | {FAMILY: "yes", ROMANCE: "partly"}
    (clip,) = labels.load(written(tmp_path, entry(match=match), entry(start=2.5, end=4, quality=["black"])))
    assert (clip.name, clip.side) == ("dog.mp4", "tuning")
    first, second = clip.stretches
    assert (first.start, first.end, first.moods) == (1.0, 2.0, ("Joy",))
    assert first.profiles == {FAMILY}, "what matches in part does not count"
    assert (first.usable, second.usable) == (True, False)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"start": 3}, "begin before it ends"),
        ({"end": "2"}, "begin before it ends"),
        ({"moods": ["Bored"]}, "'Bored' is none of Excited"),
        ({"labels": ["Dog"]}, "'Dog' is none of Explosion"),
        ({"quality": ["ugly"]}, "'ugly' is none of"),
        ({"quality": "black"}, "must be a list"),
        ({"match": {ACTION: "yes"}}, "must have exactly"),
        ({"match": dict.fromkeys(PROFILES, "maybe")}, "'maybe' is none of yes, partly, no"),
        ({"why": " "}, "why must be a sentence"),
        ({"mood": []}, "must have exactly"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, changes: dict[str, Any], says: str) -> None:
    with pytest.raises(BenchError, match=rf"dog\.mp4, stretch 2.*{says}"):
        labels.load(written(tmp_path, entry(start=0, end=1), entry(**changes)))


def test_clips_are_on_one_side_and_in_order(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match="begins at 1 s, before the last ends"):
        labels.load(written(tmp_path, entry(), entry()))
    with pytest.raises(BenchError, match=r"dog\.mp4: side"):
        labels.load(written(tmp_path, entry(), side="both"))
    with pytest.raises(BenchError, match="no stretches"):
        labels.load(written(tmp_path))
    with pytest.raises(BenchError, match="cannot be read"):
        labels.load(tmp_path / "none.json")


def test_both_sides_show_every_profile() -> None:
    clips = labels.load()
    for side in labels.SIDES:
        shown = [one for clip in clips if clip.side == side for one in clip.stretches if one.usable]
        assert {profile for one in shown for profile in one.profiles} == set(PROFILES)


def test_what_no_trailer_uses_matches_nobody() -> None:
    assert not [one for clip in labels.load() for one in clip.stretches if one.profiles and not one.usable]


@pytest.mark.parametrize("profile", PROFILES)
def test_a_tenth_to_three_tenths_of_each_film_match(profile: str) -> None:
    low, high = truth.SHARES
    assert low <= truth.of_demo(Path("demo.mp4")).share(profile) <= high
    for order in arrange.arranged(arrange.blocks(labels.load()), taste.ORDERS):
        spans, frames = arrange.matching(order)
        assert low <= truth.mask(spans[profile], frames).mean() <= high


def test_the_demo_films_truth_is_that_of_its_shots() -> None:
    demo = truth.of_demo(Path("demo.mp4"))
    sequences = {
        profile: {one.shot.sequence for one in truth.whole() if Span(one.start, one.end) in demo.matching[profile]}
        for profile in PROFILES
    }
    assert sequences[ACTION] >= {"chase", "cliffs"} and not sequences[ACTION] & {"breakfast", "promise", "corridor"}
    assert sequences[FAMILY] >= {"breakfast", "kite"} and not sequences[FAMILY] & {"chase", "corridor", "sunset"}
    assert sequences[THRILLER] >= {"corridor"} and not sequences[THRILLER] & {"breakfast", "sunset"}
    assert sequences[ROMANCE] >= {"promise", "sunset"} and not sequences[ROMANCE] & {"chase", "corridor"}


def test_blocks_are_neighbours_that_are_usable() -> None:
    clip = LabelledClip(
        "a.mp4",
        "bench",
        "A film.",
        (
            *(stretch(0, 2, quality="black"), stretch(2, 5), stretch(5, 9, THRILLER), stretch(9, 10, THRILLER)),
            *(stretch(10.5, 11, ACTION),),
        ),
    )
    plain = [(one.start, one.frames, one.altered) for one in arrange.blocks([clip])]
    assert plain == [(2, 168, False), (9, 24, False), (10.5, 12, False), (5, 120, True)]


def test_the_truth_is_exact_to_the_frame() -> None:
    one = Block("a.mp4", (stretch(1.0, 2.02, FAMILY), stretch(2.02, 3.0, ACTION)))
    other = Block("b.mp4", (stretch(0.0, 1.0, ACTION, FAMILY),))
    spans, frames = arrange.matching([other, one])
    assert frames == 24 + 48
    assert spans[FAMILY] == (Span(0, 24), Span(24, 48))
    assert spans[ACTION] == (Span(0, 24), Span(48, 72))
    assert spans[THRILLER] == ()


def test_all_that_is_usable_is_shown_once_and_nothing_of_the_other_side() -> None:
    clips = labels.load()
    ours = sorted((c.name, one.start) for c in clips if c.side == "bench" for one in c.stretches if one.usable)
    orders = arrange.arranged(arrange.blocks(clips), 3)
    for order in orders:
        plain = sorted((block.clip, one.start) for block in order if not block.altered for one in block.stretches)
        assert plain == ours
    assert len({tuple((one.clip, one.start) for one in order) for order in orders}) == 3


def a_film() -> Truth:
    """A fifth matches, for each profile another one, in pieces all over the film."""
    spans = {
        profile: tuple(Span(at + 96 * number, at + 96 * (number + 1)) for at in range(0, FRAMES, 480))
        for number, profile in enumerate(PROFILES)
    }
    return Truth("made up", Path("none.mp4"), Fraction(24), FRAMES, spans)


def chosen(film: Truth, pick: Callable[[str], tuple[Span, ...]]) -> dict[str, Chosen]:
    return {profile: Chosen(pick(profile), (Span(0, FRAMES),)) for profile in PROFILES}


def test_an_oracle_has_the_greatest_lift_possible() -> None:
    film = a_film()
    told = taste.lift(film, chosen(film, lambda profile: film.matching[profile][:2]), 400)
    for profile, found in told.items():
        assert found.share == 1
        assert found.lift == pytest.approx(1 / film.share(profile), rel=0.15)
        assert found.lift >= found.spread[1] and found.luck < 0.05


def test_chance_has_a_lift_of_one() -> None:
    film, rng = a_film(), random.Random(7)
    picks = [chance.drawn([60, 70, 80], [Span(0, FRAMES)], rng) for _ in range(60)]
    lifts = [
        chance.compare(one, [Span(0, FRAMES)], film.mask(ACTION), 200, str(number)).lift
        for number, one in enumerate(picks)
    ]
    assert np.mean(lifts) == pytest.approx(1, abs=0.25)


def test_the_same_draws_every_time() -> None:
    film = a_film()
    one, other = (taste.lift(film, chosen(film, lambda _: (Span(0, 100),)), 50) for _ in range(2))
    assert [found.by_chance for found in one.values()] == [found.by_chance for found in other.values()]


def test_chance_stays_within_what_is_usable() -> None:
    mask = truth.mask([Span(0, 600)], FRAMES)
    usable = [Span(0, 300), Span(300, 600), Span(1200, 1800)]
    found = chance.compare([Span(0, 400)], usable, mask, 400, "seed")
    assert found.by_chance == pytest.approx(0.5, abs=0.1), "a quarter of the film, a half of what is usable"
    with pytest.raises(BenchError, match="No usable frame"):
        chance.compare([Span(0, 400)], [Span(1200, 1800)], mask, 10, "seed")
    with pytest.raises(BenchError, match="do not fit"):
        chance.compare([Span(0, 900)], usable, mask, 1, "seed")


def test_drawn_clips_never_overlap() -> None:
    rng, runs = random.Random(1), [Span(100, 160), Span(200, 300)]
    for _ in range(50):
        clips = sorted(chance.drawn([30, 50, 20, 20], runs, rng), key=lambda one: one.start)
        assert sorted(clip.frames for clip in clips) == [20, 20, 30, 50]
        assert all(one.end <= other.start for one, other in pairwise(clips))
        assert all(any(run.start <= clip.start and clip.end <= run.end for run in runs) for clip in clips)


def test_separation_is_the_mean_over_pairs() -> None:
    film = a_film()
    assert taste.separation(film, chosen(film, lambda _: (Span(0, 240),))) == 1
    assert taste.separation(film, chosen(film, lambda profile: film.matching[profile])) == 0
    halves = {ACTION: (Span(0, 240),), FAMILY: (Span(120, 360),), THRILLER: (Span(360, 600),)}
    assert chance.overlap(halves, FRAMES, 240) == pytest.approx(0.5 / 3)


def test_what_is_possible_counts_the_thirds() -> None:
    early = [Span(0, 100)]
    assert chance.most(early, 300, 100) == pytest.approx(0.3)
    assert chance.most([Span(0, 15), Span(100, 200)], 300, 100) == pytest.approx(0.15 + 0.4)


def test_trailers_are_a_tenth_of_the_film_and_five_seconds_at_least() -> None:
    assert a_film().target == 10
    assert Truth("short", Path("none.mp4"), Fraction(24), 240, {}).target == 5
