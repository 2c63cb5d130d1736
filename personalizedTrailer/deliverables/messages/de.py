"""German: things stand in the nominative, people after `mit` in the dative, verbs agree in number."""

from __future__ import annotations

from personalizedTrailer.deliverables.messages.base import Facts, Feeling, Messages, Slots, numeral, things

FEELINGS = {
    "excited": Feeling(("Der Puls steigt", "Aufregung pur"), "Aufregung"),
    "tense": Feeling(("Die Spannung steigt", "Die Nerven liegen blank"), "Spannung"),
    "joy": Feeling(("Pure Freude", "Ein Moment der Freude"), "Freude"),
    "calm": Feeling(("Ein ruhiger Moment", "Ruhe kehrt ein"), "Ruhe"),
    "fear": Feeling(("Die Angst geht um", "Ein Moment der Angst"), "Angst"),
    "surprise": Feeling(
        ("Plötzlich eine Überraschung", "Ein Moment der Überraschung"),
        "Überraschung",
        plenty="eine große Überraschung",
    ),
    "love": Feeling(("Liebe liegt in der Luft", "Ein zärtlicher Moment"), "Liebe"),
    "hope": Feeling(("Ein Hoffnungsschimmer", "Hoffnung keimt auf"), "Hoffnung"),
    "neutral": Feeling(("Ein nüchterner Ton", "Ein Moment ohne Aufregung")),
    "happy": Feeling(("Ein glücklicher Moment", "Gute Laune"), "Glück"),
    "sad": Feeling(("Ein trauriger Moment", "Trauer liegt in der Luft"), "Trauer"),
    "angry": Feeling(("Die Wut kocht hoch", "Ein Moment der Wut"), "Wut"),
    "disgusted": Feeling(("Ein Moment des Ekels", "Ekel steigt auf"), "Ekel"),
    "confused": Feeling(("Nichts ist klar", "Verwirrung macht sich breit"), "Verwirrung"),
}

THINGS = things("""
    explosion: eine Explosion
    chase: eine Verfolgungsjagd
    hero: ein Held
    family: eine Familie
    friendship: eine Freundschaft
    heartwarming: ein herzerwärmender Moment
    mystery: ein Rätsel
    plot_twist: eine überraschende Wendung
    shadow: ein Schatten
    couple: ein Paar
    sunset: ein Sonnenuntergang
    monologue: ein Monolog
    landscape: eine Landschaft
    dialogue: ein Gespräch
    crowd: eine Menschenmenge
    vehicle: ein Fahrzeug
    logo: ein Logo
    person: eine Person
    man: ein Mann
    woman: eine Frau
    child: ein Kind
    animal: ein Tier
    dog: ein Hund
    cat: eine Katze
    horse: ein Pferd
    car: ein Auto
    boat: ein Boot
    airplane: ein Flugzeug
    train: ein Zug
    building: ein Gebäude
    city: eine Stadt
    road: eine Straße
    nature: freie Natur
    water: Wasser
    sea: das Meer
    sky: der Himmel
    forest: ein Wald
    mountain: ein Berg
    tree: ein Baum
    flower: eine Blume
    snow: Schnee
    rain: Regen
    night: die Nacht
    dark: Dunkelheit
    fire: Feuer
    smoke: Rauch
    action: eine Actionszene
    fight: ein Kampf
    weapon: eine Waffe
    celebration: eine Feier
    wedding: eine Hochzeit
    kiss: ein Kuss
    embrace: eine Umarmung
    romance: eine Romanze
    date: ein Rendezvous
    dance: ein Tanz
    music: Musik
    sport: Sport
    food: Essen
    suspense: ein Moment voller Spannung
    investigation: eine Ermittlung
    secret: ein Geheimnis
""")

SENTENCES = {
    "ELP": (
        "{mood}: {label} mit {people_dative}.",
        "{label} mit {people_dative} und {plenty}.",
        "{mood}: {label}, {label2} und {people}.",
        "Zwischen {feel} und {feel2}: {label} mit {people_dative}.",
        "{people} und {label}. {mood}.",
    ),
    "EAP": (
        "{mood}: {label}, zu sehen {are} {people}.",
        "{label} und {plenty}; zu sehen {are} {people}.",
        "Zwischen {feel} und {feel2}: {label}, {people} im Bild.",
        "{people} im Bild, {label}. {mood}.",
    ),
    "EL": (
        "{mood}: {label}.",
        "{label} und {plenty}.",
        "{label} {full_of} {feel}.",
        "Zwischen {feel} und {feel2}: {label}.",
        "{mood}: {label} und {label2}.",
    ),
    "EP": (
        "{mood}: Zu sehen {are} {people}.",
        "{people} und {plenty}.",
        "Zwischen {feel} und {feel2}: {people}.",
        "{people} im Bild. {mood}.",
    ),
    "E": ("{mood}.", "{plenty} liegt in der Luft.", "Zwischen {feel} und {feel2}."),
    "LP": ("{label} mit {people_dative}.", "{people} und {label}.", "In dieser Szene: {label} und {people}."),
    "AP": ("{label}, zu sehen {are} {people}.", "{people} im Bild, {label}."),
    "L": ("In dieser Szene: {label}.", "Hier: {label}.", "{label} und {label2} in dieser Szene."),
    "P": ("Zu sehen {are} {people}.", "{people} im Bild."),
    "": ("Die Geschichte geht weiter.", "Ein Moment aus dem Film.", "Eine weitere Szene beginnt."),
}

_NUMBERS = "zwei drei vier fünf sechs sieben acht neun zehn"


def _count_people(count: int) -> str:
    return "eine Person" if count == 1 else f"{numeral(count, 'eine ' + _NUMBERS)} Personen"


def _grammar(facts: Facts) -> Slots:
    slots = {"full_of": "voller"} if facts.mooded else {}
    if facts.feelings and facts.feelings[0].noun:
        slots["plenty"] = facts.feelings[0].plenty or f"viel {facts.feelings[0].noun}"
    if facts.people:
        alone = facts.people == 1
        slots["people_dative"] = "einer Person" if alone else _count_people(facts.people)
        slots["are"] = "ist" if alone else "sind"
    return slots


MESSAGES = Messages(FEELINGS, THINGS, SENTENCES, _count_people, _grammar)
