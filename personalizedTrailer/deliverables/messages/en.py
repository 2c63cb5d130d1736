"""English."""

from __future__ import annotations

from personalizedTrailer.deliverables.messages.base import Facts, Feeling, Messages, Slots, numeral, things

FEELINGS = {
    "excited": Feeling(("Pulses race", "Pure excitement"), "excitement"),
    "tense": Feeling(("Rising tension", "Nerves on edge"), "tension"),
    "joy": Feeling(("Pure joy", "Joy all around"), "joy"),
    "calm": Feeling(("A moment of calm", "All is calm"), "calm"),
    "fear": Feeling(("A chill of fear", "Fear closes in"), "fear"),
    "surprise": Feeling(("A sudden surprise", "Taken by surprise"), "surprise"),
    "love": Feeling(("A tender moment", "Love in bloom"), "love"),
    "hope": Feeling(("A glimmer of hope", "Hope stirs"), "hope"),
    "neutral": Feeling(("An even mood", "An unhurried moment")),
    "happy": Feeling(("A happy moment", "Good spirits"), "happiness"),
    "sad": Feeling(("A sad moment", "A heavy heart"), "sadness"),
    "angry": Feeling(("Tempers flare", "Anger boils up"), "anger"),
    "disgusted": Feeling(("A wave of disgust", "Revulsion"), "disgust"),
    "confused": Feeling(("Nothing is clear", "A moment of confusion"), "confusion"),
}

THINGS = things("""
    explosion: an explosion
    chase: a chase
    hero: a hero
    family: a family
    friendship: a friendship
    heartwarming: a heartwarming moment
    mystery: a mystery
    plot_twist: a plot twist
    shadow: a shadow
    couple: a couple
    sunset: a sunset
    monologue: a monologue
    landscape: a landscape
    dialogue: a conversation
    crowd: a crowd
    vehicle: a vehicle
    logo: a logo
    person: a person
    man: a man
    woman: a woman
    child: a child
    animal: an animal
    dog: a dog
    cat: a cat
    horse: a horse
    car: a car
    boat: a boat
    airplane: a plane
    train: a train
    building: a building
    city: a city
    road: a road
    nature: nature
    water: water
    sea: the sea
    sky: the sky
    forest: a forest
    mountain: a mountain
    tree: a tree
    flower: a flower
    snow: snow
    rain: rain
    night: the night
    dark: darkness
    fire: fire
    smoke: smoke
    action: an action scene
    fight: a fight
    weapon: a weapon
    celebration: a celebration
    wedding: a wedding
    kiss: a kiss
    embrace: an embrace
    romance: a romance
    date: a date
    dance: a dance
    music: music
    sport: sport
    food: food
    suspense: a moment of suspense
    investigation: an investigation
    secret: a secret
""")

SENTENCES = {
    "ELP": (
        "{mood}: {label} with {people}.",
        "{label}, {people} and {feel} in the air.",
        "{mood}: {label}, {label2} and {people}.",
        "Between {feel} and {feel2}: {label} with {people}.",
        "{people} and {label}. {mood}.",
    ),
    "EAP": (
        "{mood}: {label}, {people} in view.",
        "{label} and {feel} in the air; {people} in view.",
        "Between {feel} and {feel2}: {label}, {people} in view.",
        "{people} in view; {label}. {mood}.",
    ),
    "EL": (
        "{mood}: {label}.",
        "{label} and {feel} in the air.",
        "Between {feel} and {feel2}: {label}.",
        "{mood}: {label} and {label2}.",
        "{label}. {mood}.",
    ),
    "EP": (
        "{mood}: {people} in view.",
        "{people} and {feel} in the air.",
        "Between {feel} and {feel2}: {people}.",
        "{people} in view. {mood}.",
    ),
    "E": ("{mood}.", "{feel} in the air.", "Between {feel} and {feel2}."),
    "LP": ("{label} with {people}.", "{people} and {label}.", "In this scene: {label} and {people}."),
    "AP": ("{label}, {people} in view.", "In view: {label}; {people} in all."),
    "L": ("In this scene: {label}.", "Here: {label}.", "{label} and {label2} in this scene."),
    "P": ("{people} in view.", "In view: {people}."),
    "": ("The story goes on.", "A moment from the film.", "Another scene unfolds."),
}


def _count_people(count: int) -> str:
    number = numeral(count, "one two three four five six seven eight nine ten")
    return f"{number} {'person' if count == 1 else 'people'}"


def _grammar(facts: Facts) -> Slots:
    """English needs no further form."""
    return {}


MESSAGES = Messages(FEELINGS, THINGS, SENTENCES, _count_people, _grammar)
