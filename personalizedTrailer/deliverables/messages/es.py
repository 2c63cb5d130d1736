"""Spanish: gender of the noun decides articles, `mucho` and participles; `se ve` takes `a` before people."""

from __future__ import annotations

from personalizedTrailer.deliverables.messages.base import Facts, Feeling, Messages, Slots, numeral, things

FEELINGS = {
    "excited": Feeling(("El pulso se acelera", "Emoción desbordante"), "emoción", "la emoción", "f"),
    "tense": Feeling(("La tensión aumenta", "Nervios a flor de piel"), "tensión", "la tensión", "f"),
    "joy": Feeling(("Pura alegría", "Reina la alegría"), "alegría", "la alegría", "f"),
    "calm": Feeling(("Un momento de calma", "Todo está en calma"), "calma", "la calma", "f"),
    "fear": Feeling(("Un escalofrío de miedo", "El miedo acecha"), "miedo", "el miedo"),
    "surprise": Feeling(
        ("Salta la sorpresa", "Una sorpresa repentina"), "sorpresa", "la sorpresa", "f", "una gran sorpresa"
    ),
    "love": Feeling(("Un momento de ternura", "Se respira amor"), "amor", "el amor"),
    "hope": Feeling(("Un rayo de esperanza", "Renace la esperanza"), "esperanza", "la esperanza", "f"),
    "neutral": Feeling(("Un tono neutro", "Un momento sin sobresaltos")),
    "happy": Feeling(("Un momento feliz", "Se respira felicidad"), "felicidad", "la felicidad", "f"),
    "sad": Feeling(("Un momento triste", "Pesa la tristeza"), "tristeza", "la tristeza", "f"),
    "angry": Feeling(("Los ánimos se encienden", "Estalla la ira"), "ira", "la ira", "f"),
    "disgusted": Feeling(("Una oleada de asco", "Asoma el asco"), "asco", "el asco"),
    "confused": Feeling(("Nada está claro", "Reina la confusión"), "confusión", "la confusión", "f"),
}

THINGS = things("""
    explosion: una explosión | f
    chase: una persecución | f
    hero: un héroe
    family: una familia | f
    friendship: una amistad | f
    heartwarming: un momento conmovedor
    mystery: un misterio
    plot_twist: un giro inesperado
    shadow: una sombra | f
    couple: una pareja | f
    sunset: una puesta de sol | f
    monologue: un monólogo
    landscape: un paisaje
    dialogue: una conversación | f
    crowd: una multitud | f
    vehicle: un vehículo
    logo: un logotipo
    person: una persona | f
    man: un hombre
    woman: una mujer | f
    child: un niño
    animal: un animal
    dog: un perro
    cat: un gato
    horse: un caballo
    car: un coche
    boat: un barco
    airplane: un avión
    train: un tren
    building: un edificio
    city: una ciudad | f
    road: una carretera | f
    nature: la naturaleza | f
    water: agua | f
    sea: el mar
    sky: el cielo
    forest: un bosque
    mountain: una montaña | f
    tree: un árbol
    flower: una flor | f
    snow: nieve | f
    rain: lluvia | f
    night: la noche | f
    dark: oscuridad | f
    fire: fuego
    smoke: humo
    action: una escena de acción | f
    fight: una pelea | f
    weapon: un arma | f
    celebration: una celebración | f
    wedding: una boda | f
    kiss: un beso
    embrace: un abrazo
    romance: un romance
    date: una cita | f
    dance: un baile
    music: música | f
    sport: deporte
    food: comida | f
    suspense: un momento de suspense
    investigation: una investigación | f
    secret: un secreto
""")

SENTENCES = {
    "ELP": (
        "{mood}: {label} con {people}.",
        "{label} con {people} y {plenty}.",
        "{mood}: {label}, {label2} y {people}.",
        "Entre {the_feel} y {the_feel2}: {label} con {people}.",
        "{people} y {label}. {mood}.",
    ),
    "EAP": (
        "{mood}: {label}; {people} a la vista.",
        "{label} con {plenty}; {people} a la vista.",
        "Entre {the_feel} y {the_feel2}: {label}; {people} a la vista.",
        "Se ve a {people}; {label}. {mood}.",
    ),
    "EL": (
        "{mood}: {label}.",
        "{label}, {wrapped} en {feel}.",
        "Entre {the_feel} y {the_feel2}: {label}.",
        "{mood}: {label} y {label2}.",
        "{label}. {mood}.",
    ),
    "EP": (
        "{mood}: se ve a {people}.",
        "{people} y {plenty}.",
        "Entre {the_feel} y {the_feel2}: {people}.",
        "{people} en escena. {mood}.",
    ),
    "E": ("{mood}.", "En el aire, {plenty}.", "Entre {the_feel} y {the_feel2}."),
    "LP": ("{label} con {people}.", "{people} y {label}.", "Se ve a {people}; {label}."),
    "AP": ("{label}; {people} a la vista.", "Se ve a {people}; {label}."),
    "L": ("En esta escena: {label}.", "Aquí, {label}.", "En esta escena: {label} y {label2}."),
    "P": ("Se ve a {people}.", "{people} en escena."),
    "": ("La historia continúa.", "Un momento de la película.", "Otra escena se abre paso."),
}


def _count_people(count: int) -> str:
    number = numeral(count, "una dos tres cuatro cinco seis siete ocho nueve diez")
    return f"{number} {'persona' if count == 1 else 'personas'}"


def _grammar(facts: Facts) -> Slots:
    slots = {}
    if facts.mooded:
        slots["wrapped"] = "envuelta" if facts.things[0].gender == "f" else "envuelto"
    for feeling, suffix in zip(facts.feelings, ("", "2"), strict=False):
        slots[f"the_feel{suffix}"] = feeling.definite
    if facts.feelings and facts.feelings[0].noun:
        feeling = facts.feelings[0]
        slots["plenty"] = feeling.plenty or f"{'mucha' if feeling.gender == 'f' else 'mucho'} {feeling.noun}"
    return slots


MESSAGES = Messages(FEELINGS, THINGS, SENTENCES, _count_people, _grammar)
