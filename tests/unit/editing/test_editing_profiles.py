"""The presets, their wire forms, and what a custom profiles file may and may not hold."""

from __future__ import annotations

import json

import pytest

from personalizedTrailer.editing.profiles import (
    DEFAULT_PROFILES,
    PRESETS,
    PROFILE_PRESETS,
    default_form,
    parse_profiles,
    preset_form,
)
from personalizedTrailer.errors import ProfilesFileError

FIRST_FORM = {
    "id": "noir",
    "label": "Noir",
    "summary": "Rain.",
    "preferences": {"dominantEmotions": ["Fear"], "foregroundTags": ["Rain", "Night"], "audioStyle": "jazz"},
}
SECOND_FORM = {
    "id": "nature",
    "label": "Nature",
    "preferredEmotions": ["calm"],
    "preferredTags": ["tree", "wild animal"],
    "emotionWeight": 2,
    "clipSeconds": 5.5,
}


def test_wire_forms_have_exactly_the_documented_keys() -> None:
    assert [one["id"] for one in PROFILE_PRESETS] == [profile.id for profile in PRESETS]
    for one in PROFILE_PRESETS:
        assert list(one) == ["id", "label", "summary", "preferences"]
        assert list(one["preferences"]) == ["dominantEmotions", "foregroundTags", "audioStyle"]
    for one in DEFAULT_PROFILES:
        assert list(one)[3:] == ["preferredEmotions", "preferredTags", "emotionWeight", "tagWeight"]
    assert PROFILE_PRESETS[2]["preferences"]["foregroundTags"] == ["Mystery", "Plot Twist", "Shadow"]
    assert DEFAULT_PROFILES[2]["summary"] == "Emphasizes suspenseful and mysterious scenes."


@pytest.mark.parametrize("wrap", [False, True])
def test_either_form_gives_both(wrap: bool) -> None:
    entries = [FIRST_FORM, SECOND_FORM]
    noir, nature = parse_profiles(json.dumps({"profiles": entries} if wrap else entries), "mine.json")
    assert preset_form(noir) == FIRST_FORM
    assert default_form(noir)["preferredTags"] == ["rain", "night"]
    assert (noir.emotion_weight, noir.tag_weight) == (1.0, 1.0)
    assert (nature.emotion_weight, nature.tag_weight, nature.clip_seconds) == (2.0, 1.0, 5.5)
    assert nature.foreground_tags == ("Tree", "Wild Animal")
    assert nature.preferred_tags == ("tree", "wild animal")


def test_an_empty_list_gives_no_profile() -> None:
    assert parse_profiles("[]", "mine.json") == ()


def entry(**changes: object) -> str:
    """One entry a line, each key on its own: "id" on line 3, the others from line 4 on in order."""
    whole = {"id": "mine", "label": "Mine", "preferredEmotions": ["calm"], **changes}
    return json.dumps([whole], indent=0)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('[\n{"id": "a",}\n]', 2, "not valid JSON"),
        ("", 1, "not valid JSON"),
        ('{"profiles": [],\n"colour": 1}', 2, "unknown key 'colour'; allowed are profiles"),
        ('{"profiles":\n 7}', 2, "must hold a list"),
        ("[\n1]", 2, "must be an object, not a number"),
        (entry(id="Mine!"), 3, "the id 'Mine!' is not allowed"),
        (entry(id="a" * 65), 3, "use 1 to 64"),
        (entry(id=5), 3, '"id" must be text, not a number'),
        (entry(id="family_viewer"), 3, "already that of a preset"),
        ('[{"id":"a","label":"A","preferredTags":["x"]},\n{"id":"a","label":"A"}]', 2, "the profile on line 1"),
        ('[{"id":"a",\n"id":"b"}]', 2, "given twice"),
        (entry(label=""), 4, '"label" is empty'),
        (entry(label=None), 4, "must be text, not null"),
        (entry(label="\ud800"), 4, "cannot be shown"),
        ('[\n{"id": "a"}]', 2, 'lacks "label"'),
        ('[\n{"id": "a", "label": "A"}]', 2, "prefers nothing"),
        (entry(preferredEmotions="calm"), 5, "must be a list of texts, not text"),
        (entry(preferredEmotions=["calm", 3]), 7, "each entry"),
        (entry(preferredEmotions=[" "]), 6, "is empty"),
        (entry(emotionWeight=-1), 8, "it must be a number from 0 to 100"),
        (entry(emotionWeight=float("nan")), 8, "is nan"),
        (entry(tagWeight=float("inf")), 8, "is inf"),
        (entry(tagWeight=True), 8, "not true or false"),
        (entry(tagWeight="2"), 8, "not text"),
        (entry(clipSeconds=0), 8, "from 0.5 to 20"),
        (entry(preferences=[]), 8, "must be an object, not a list"),
        (entry(preferences={"audioStyle": 1}), 9, '"audioStyle" must be text'),
        (entry(emotionweight=1), 8, "unknown key 'emotionweight'"),
        ('[\n{"id":"a","label":"A","preferredTags":["x"],"tagWeight":' + "9" * 5000 + "}]", 2, "is inf"),
        ("[\n" * 20, 17, "nested more than 16 deep"),
        ("[" * 100_000, 1, "nested"),
        ("[\n" + "{},\n" * 200 + "{}]", 202, "at most 200"),
        (" " * 1_000_001, 1, "too long"),
    ],
)
def test_faults_name_the_file_the_line_and_what_is_allowed(text: str, line: int, words: str) -> None:
    with pytest.raises(ProfilesFileError) as caught:
        parse_profiles(text, "mine.json")
    assert caught.value.sentence.startswith(f"mine.json, line {line}: ")
    assert words in caught.value.sentence
    assert "\n" not in caught.value.sentence
