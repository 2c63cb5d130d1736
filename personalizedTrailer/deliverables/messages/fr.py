"""French: participles agree, `de` is elided, and a no-break space stands before two-part punctuation."""

from __future__ import annotations

from personalizedTrailer.deliverables.messages.base import Facts, Feeling, Messages, Slots, numeral, things

FEELINGS = {
    "excited": Feeling(("Le pouls s’accélère", "L’excitation monte"), "excitation", "l’excitation", "f"),
    "tense": Feeling(("La tension monte", "Les nerfs à vif"), "tension", "la tension", "f"),
    "joy": Feeling(("Un moment de joie", "La joie éclate"), "joie", "la joie", "f"),
    "calm": Feeling(("Un moment de calme", "Tout est calme"), "calme", "le calme"),
    "fear": Feeling(("Un frisson de peur", "La peur s’installe"), "peur", "la peur", "f"),
    "surprise": Feeling(
        ("Soudain, la surprise", "Un moment de surprise"), "surprise", "la surprise", "f", "une vraie surprise"
    ),
    "love": Feeling(("Un moment de tendresse", "L’amour est dans l’air"), "amour", "l’amour"),
    "hope": Feeling(("Une lueur d’espoir", "L’espoir renaît"), "espoir", "l’espoir"),
    "neutral": Feeling(("Un ton neutre", "Un moment sans heurt")),
    "happy": Feeling(("Un moment heureux", "Un air de bonheur"), "bonheur", "le bonheur"),
    "sad": Feeling(("Un moment triste", "Le cœur lourd"), "tristesse", "la tristesse", "f"),
    "angry": Feeling(("La colère gronde", "Le ton monte"), "colère", "la colère", "f"),
    "disgusted": Feeling(("Une vague de dégoût", "Le dégoût affleure"), "dégoût", "le dégoût"),
    "confused": Feeling(("Rien n’est clair", "La confusion règne"), "confusion", "la confusion", "f"),
}

THINGS = things("""
    explosion: une explosion | f
    chase: une poursuite | f
    hero: un héros
    family: une famille | f
    friendship: une amitié | f
    heartwarming: un moment touchant
    mystery: un mystère
    plot_twist: un coup de théâtre
    shadow: une ombre | f
    couple: un couple
    sunset: un coucher de soleil
    monologue: un monologue
    landscape: un paysage
    dialogue: une conversation | f
    crowd: une foule | f
    vehicle: un véhicule
    logo: un logo
    person: une personne | f
    man: un homme
    woman: une femme | f
    child: un enfant
    animal: un animal
    dog: un chien
    cat: un chat
    horse: un cheval
    car: une voiture | f
    boat: un bateau
    airplane: un avion
    train: un train
    building: un bâtiment
    city: une ville | f
    road: une route | f
    nature: la nature | f
    water: de l’eau | f
    sea: la mer | f
    sky: le ciel
    forest: une forêt | f
    mountain: une montagne | f
    tree: un arbre
    flower: une fleur | f
    snow: de la neige | f
    rain: de la pluie | f
    night: la nuit | f
    dark: l’obscurité | f
    fire: du feu
    smoke: de la fumée | f
    action: une scène d’action | f
    fight: une bagarre | f
    weapon: une arme | f
    celebration: une fête | f
    wedding: un mariage
    kiss: un baiser
    embrace: une étreinte | f
    romance: une idylle | f
    date: un rendez-vous
    dance: une danse | f
    music: de la musique | f
    sport: du sport
    food: de la nourriture | f
    suspense: un moment de suspense
    investigation: une enquête | f
    secret: un secret
""")

SENTENCES = {
    "ELP": (
        "{mood}\u00a0: {label} avec {people}.",
        "{label} avec {people} et {plenty}.",
        "{mood}\u00a0: {label}, {label2} et {people}.",
        "Entre {the_feel} et {the_feel2}\u00a0: {label} avec {people}.",
        "{people} et {label}. {mood}.",
    ),
    "EAP": (
        "{mood}\u00a0: {label}, {people} à l’image.",
        "{label} et {plenty}, {people} à l’image.",
        "Entre {the_feel} et {the_feel2}\u00a0: {label}, {people} à l’image.",
        "Voici {people} et {label}. {mood}.",
    ),
    "EL": (
        "{mood}\u00a0: {label}.",
        "{label} et {plenty}.",
        "{label}, {imbued} {of_feel}.",
        "Entre {the_feel} et {the_feel2}\u00a0: {label}.",
        "{mood}\u00a0: {label} et {label2}.",
    ),
    "EP": (
        "{mood}\u00a0: on voit {people}.",
        "{people} et {plenty}.",
        "Entre {the_feel} et {the_feel2}\u00a0: {people}.",
        "{people} à l’image. {mood}.",
    ),
    "E": ("{mood}.", "{plenty} dans l’air.", "Entre {the_feel} et {the_feel2}."),
    "LP": ("{label} avec {people}.", "{people} et {label}.", "Dans cette scène, {label} et {people}."),
    "AP": ("{label}, {people} à l’image.", "Voici {people} et {label}."),
    "L": ("Voici {label}.", "Dans cette scène, {label}.", "Voici {label} et {label2}."),
    "P": ("On voit {people}.", "{people} à l’image."),
    "": ("L’histoire continue.", "Un moment du film.", "Une autre scène s’ouvre."),
}

_VOWELS = "aeiouyhàâäéèêëîïôöùûüœæ"


def elided(word: str, noun: str) -> str:
    """`de` or `le`-like word and noun, the word's vowel elided before a vowel or mute h."""
    return f"{word[:-1]}’{noun}" if noun[:1].casefold() in _VOWELS else f"{word} {noun}"


def _count_people(count: int) -> str:
    number = numeral(count, "une deux trois quatre cinq six sept huit neuf dix")
    # French counts 0 and 1 as one.
    return f"{number} {'personne' if count < 2 else 'personnes'}"


def _grammar(facts: Facts) -> Slots:
    slots = {}
    if facts.mooded:
        slots["imbued"] = "empreinte" if facts.things[0].gender == "f" else "empreint"
    for feeling, suffix in zip(facts.feelings, ("", "2"), strict=False):
        slots[f"the_feel{suffix}"] = feeling.definite
    if facts.feelings and facts.feelings[0].noun:
        feeling = facts.feelings[0]
        slots["of_feel"] = elided("de", feeling.noun)
        slots["plenty"] = feeling.plenty or f"beaucoup {slots['of_feel']}"
    return slots


MESSAGES = Messages(FEELINGS, THINGS, SENTENCES, _count_people, _grammar)
