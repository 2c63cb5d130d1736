"""The catalogue is complete, fits the screen, keeps each language's script and grammar, and tells the truth."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator

import pytest

from personalizedTrailer.deliverables.captions_lines import lay_out
from personalizedTrailer.deliverables.catalogue import describe, slot_names
from personalizedTrailer.deliverables.catalogue_terms import (
    APART,
    EMOTIONS,
    LABELS,
    MOODED,
    emotion_key,
    label_key,
)
from personalizedTrailer.deliverables.messages import CATALOGUE
from personalizedTrailer.deliverables.messages.fr import elided
from personalizedTrailer.errors import InvalidField
from personalizedTrailer.model import Character, Scene, Span
from personalizedTrailer.web import parse

LANGUAGES = list(parse.LANGUAGES)
GUIDE_EMOTIONS = ["Excited", "Tense", "Joy", "Calm", "Fear", "Surprise", "Love", "Hope", "Neutral"]
GUIDE_LABELS = [
    *("Explosion", "Chase", "Hero", "Family", "Friendship", "Heartwarming", "Mystery", "Plot Twist", "Shadow"),
    *("Couple", "Sunset", "Monologue", "Landscape", "Dialogue", "Crowd", "Vehicle", "Logo"),
]


def scene(emotions: tuple[str, ...] = (), labels: tuple[str, ...] = (), people: int = 0, number: int = 1) -> Scene:
    characters = tuple(Character("Lead", 90.0, "Joy") for _ in range(people))
    return Scene(number, Span(0, 1), emotions, labels, characters, (), 0)


def lines_of(found: Scene, language: str, turns: int = 12) -> Iterator[str]:
    return (describe(found, language, turn) for turn in range(turns))


def test_every_language_names_every_term() -> None:
    assert list(CATALOGUE) == LANGUAGES
    for messages in CATALOGUE.values():
        assert tuple(messages.feelings) == EMOTIONS
        assert tuple(messages.things) == LABELS
        assert messages.sentences.keys() == CATALOGUE["en"].sentences.keys()
    assert set(APART) | MOODED <= set(LABELS)


def test_the_guide_s_words_are_known() -> None:
    assert None not in map(emotion_key, [*GUIDE_EMOTIONS, "HAPPY", "Sad", "angry", "Disgusted", "Confused"])
    assert None not in map(label_key, [*GUIDE_LABELS, "Person", "Car", "Night", "Water", "Animal", "Building"])
    assert label_key("plot-twist") == label_key("Plot Twist") == "plot_twist"
    assert label_key("Zeppelin") is emotion_key("Grumpy") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_emotion_and_label_gives_lines_that_fit(language: str) -> None:
    for number, (emotion, label) in enumerate(itertools.product(EMOTIONS, LABELS)):
        other = "Hope" if emotion != "hope" else "Fear"
        found = scene((emotion, other), (label, "Vehicle"), (3, 1, 0)[number % 3], number)
        for line in lines_of(found, language, 5):
            laid_out = lay_out(line, language)
            assert laid_out, line
            assert max(map(len, laid_out)) <= (16 if language == "ja" else 42), laid_out
            assert is_in_script(line, language), line


def is_in_script(line: str, language: str) -> bool:
    letters = [character for character in line if unicodedata.category(character)[0] == "L"]
    if language == "hi":
        return bool(letters) and all("DEVANAGARI" in unicodedata.name(letter) for letter in letters)
    if language == "ja":
        return bool(letters) and all(
            unicodedata.name(letter).startswith(("CJK", "HIRAGANA", "KATAKANA")) for letter in letters
        )
    return bool(letters) and all("LATIN" in unicodedata.name(letter) for letter in letters)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_has_no_word_is_left_out(language: str) -> None:
    for found in (None, scene(), scene(("Grumpy",), ("Zeppelin",)), scene(("Grumpy",), ("Zeppelin",), 2)):
        for turn in range(8):
            line = describe(found, language, turn)
            assert is_in_script(line, language)
            assert "Zeppelin" not in line and "Grumpy" not in line


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_said(language: str) -> None:
    """Each pattern can be said in two ways at least, whatever else is unknown: no line need repeat."""
    messages = CATALOGUE[language]
    assert all(len(set(feeling.headlines)) == 2 for feeling in messages.feelings.values())
    promised = {
        "E": {"mood"},
        "L": {"label"},
        "A": {"label"},
        "P": {"people", "people_dative", "people_seen", "are"},
    }
    for pattern, sentences in messages.sentences.items():
        known = set().union(*(promised[letter] for letter in pattern))
        sure = [sentence for sentence in sentences if set(slot_names(sentence)) <= known]
        assert len(sure) >= (1 if "E" in pattern else 2), pattern
        assert len(set(sentences)) == len(sentences)


@pytest.mark.parametrize("language", LANGUAGES)
def test_consecutive_lines_differ_even_for_one_scene(language: str) -> None:
    for found in (None, scene(), scene(("Neutral",)), scene((), ("Person",), 1), scene(("Joy",), ("Logo",), 4)):
        before = ""
        for turn in range(20):
            line = describe(found, language, turn, avoid=before)
            assert line != before
            before = line


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_vary_and_are_the_same_each_time(language: str) -> None:
    found = scene(("Tense", "Excited"), ("Chase", "Explosion", "Vehicle"), 3)
    lines = list(lines_of(found, language))
    assert lines == list(lines_of(found, language))
    assert len(set(lines)) >= 6


def test_only_what_the_scene_holds_is_told() -> None:
    """Every content word of a line belongs to an emotion, a label or a count of its scene."""
    known = {"en": {"tense": "tension nerves", "joy": "joy pure", "chase": "chase", "crowd": "crowd"}}["en"]
    for emotion, label in itertools.product(("tense", "joy"), ("chase", "crowd")):
        absent = {word for key, words in known.items() if key not in (emotion, label) for word in words.split()}
        for line in lines_of(scene((emotion,), (label,), 2), "en"):
            assert not absent & set(re.findall(r"\w+", line.casefold()))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["one person", "two people", "five people", "12 people"]),
        ("es", ["una persona", "dos personas", "cinco personas", "12 personas"]),
        ("fr", ["une personne", "deux personnes", "cinq personnes", "12 personnes"]),
        ("hi", ["एक व्यक्ति", "दो लोग", "पाँच लोग", "12 लोग"]),
        ("de", ["eine Person", "zwei Personen", "fünf Personen", "12 Personen"]),
        ("ja", ["一人", "二人", "五人", "12人"]),
    ],
)
def test_people_are_counted_in_the_plural_that_the_language_asks_for(language: str, expected: list[str]) -> None:
    assert [CATALOGUE[language].count_people(count) for count in (1, 2, 5, 12)] == expected
    for count, phrase in zip((1, 2, 5, 12), expected, strict=True):
        told = [line.casefold() for line in lines_of(scene(("Calm",), (), count), language)]
        assert any(phrase.casefold() in line for line in told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_not_counted(language: str) -> None:
    words = {"en": "people", "es": "persona", "fr": "personne", "hi": "लोग", "de": "Person", "ja": "人"}
    for line in lines_of(scene(("Calm",), ("Landscape",)), language):
        assert words[language] not in line


def test_people_already_said_are_not_said_again() -> None:
    assert all("two people" not in line for line in lines_of(scene(("Love",), ("Couple",), 2), "en"))
    assert any("three people" in line.casefold() for line in lines_of(scene(("Love",), ("Couple",), 3), "en"))
    assert all("a person" not in line.casefold() for line in lines_of(scene((), ("Person",), 2), "en"))
    assert any("a person" in line.casefold() for line in lines_of(scene((), ("Person",)), "en"))


def test_agreement() -> None:
    def told(language: str, emotion: str, label: str, people: int = 0) -> str:
        return " ".join(lines_of(scene((emotion,), (label,), people), language)).casefold()

    assert "una persecución, envuelta en tensión" in told("es", "Tense", "Chase")
    assert "un paisaje, envuelto en calma" in told("es", "Calm", "Landscape")
    assert "mucho miedo" in told("es", "Fear", "Shadow", 2) and "mucha alegría" in told("es", "Joy", "Car", 2)
    assert "une poursuite, empreinte de tension" in told("fr", "Tense", "Chase")
    assert "un paysage, empreint d’espoir" in told("fr", "Hope", "Landscape")
    assert "beaucoup d’amour" in told("fr", "Love", "Car", 2)
    assert "mit einer person" in told("de", "Calm", "Car", 1) and "mit drei personen" in told(
        "de", "Calm", "Car", 3
    )
    assert "zu sehen sind drei personen" in told("de", "Calm", "Crowd", 3)
    assert "zu sehen ist eine person" in told("de", "Calm", "Crowd", 1)
    assert "डर से भरी बातचीत" in told("hi", "Fear", "Dialogue")
    assert "डर से भरा एक रहस्य" in told("hi", "Fear", "Mystery")
    assert "गुस्से और" in " ".join(lines_of(scene(("Angry", "Fear"), ("Car",)), "hi"))


def test_french_elision_and_spacing() -> None:
    assert elided("de", "espoir") == "d’espoir"
    assert elided("de", "tension") == "de tension"
    for line in lines_of(scene(("Hope", "Love"), ("Chase",), 2), "fr"):
        assert not re.search(r"(?<!\u00a0):", line)
        assert not re.search(r"\b(de|le|la) [aeiouéèêh]", line)


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(InvalidField, match="subtitle_language"):
        describe(scene(), "xx")
