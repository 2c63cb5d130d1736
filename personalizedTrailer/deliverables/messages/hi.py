"""Hindi: adjectives and verbs agree in gender and number; a postposition puts its noun in the oblique case."""

from __future__ import annotations

from personalizedTrailer.deliverables.messages.base import Facts, Feeling, Messages, Slots, numeral, things

FEELINGS = {
    "excited": Feeling(("रोमांच चरम पर", "रोमांच बढ़ता है"), "रोमांच"),
    "tense": Feeling(("बढ़ता तनाव", "माहौल में तनाव"), "तनाव"),
    "joy": Feeling(("आनंद का पल", "हर ओर आनंद"), "आनंद"),
    "calm": Feeling(("सुकून का पल", "हर ओर शांति"), "शांति"),
    "fear": Feeling(("डर का साया", "बढ़ता डर"), "डर"),
    "surprise": Feeling(("हैरानी का पल", "चौंकाने वाला पल"), "हैरानी"),
    "love": Feeling(("प्यार भरा पल", "प्यार का एहसास"), "प्यार"),
    "hope": Feeling(("उम्मीद की किरण", "उम्मीद जागती है"), "उम्मीद"),
    "neutral": Feeling(("सामान्य माहौल", "एक सामान्य पल")),
    "happy": Feeling(("खुशी का पल", "खुशनुमा माहौल"), "खुशी"),
    "sad": Feeling(("उदासी का पल", "माहौल में उदासी"), "उदासी"),
    "angry": Feeling(("गुस्से का पल", "गुस्सा भड़कता है"), "गुस्सा", oblique="गुस्से"),
    "disgusted": Feeling(("घृणा का पल", "घृणा का भाव"), "घृणा"),
    "confused": Feeling(("उलझन का पल", "बढ़ती उलझन"), "उलझन"),
}

THINGS = things("""
    explosion: एक धमाका
    chase: पीछा करने का दृश्य
    hero: एक नायक
    family: एक परिवार
    friendship: दोस्ती | f
    heartwarming: दिल छू लेने वाला पल
    mystery: एक रहस्य
    plot_twist: कहानी में नया मोड़
    shadow: एक परछाईं | f
    couple: एक जोड़ा
    sunset: सूर्यास्त
    monologue: एक एकालाप
    landscape: एक प्राकृतिक दृश्य
    dialogue: बातचीत | f
    crowd: भीड़ | f
    vehicle: एक वाहन
    logo: एक प्रतीक चिह्न
    person: एक व्यक्ति
    man: एक पुरुष
    woman: एक महिला | f
    child: एक बच्चा
    animal: एक जानवर
    dog: एक कुत्ता
    cat: एक बिल्ली | f
    horse: एक घोड़ा
    car: एक कार | f
    boat: एक नाव | f
    airplane: एक हवाई जहाज़
    train: एक रेलगाड़ी | f
    building: एक इमारत | f
    city: एक शहर
    road: एक सड़क | f
    nature: प्रकृति | f
    water: पानी
    sea: समुद्र
    sky: आसमान
    forest: एक जंगल
    mountain: एक पहाड़
    tree: एक पेड़
    flower: एक फूल
    snow: बर्फ़ | f
    rain: बारिश | f
    night: रात | f
    dark: अंधेरा
    fire: आग | f
    smoke: धुआँ
    action: एक रोमांचक दृश्य
    fight: एक लड़ाई | f
    weapon: एक हथियार
    celebration: एक जश्न
    wedding: एक शादी | f
    kiss: एक चुंबन
    embrace: एक आलिंगन
    romance: एक प्रेम कहानी | f
    date: एक मुलाकात | f
    dance: एक नृत्य
    music: संगीत
    sport: खेल
    food: खाना
    suspense: कौतूहल भरा पल
    investigation: एक जाँच | f
    secret: एक राज़
""")

SENTENCES = {
    "ELP": (
        "{mood}: {label}, साथ में {people}।",
        "{label}, {people} और माहौल में {feel}।",
        "{mood}: {label}, {label2} और {people}।",
        "{of_feel} और {of_feel2} के बीच: {label} और {people}।",
        "{of_feel} से {filled} {label}, पर्दे पर {people}।",
    ),
    "EAP": (
        "{mood}: {label}, पर्दे पर {people}।",
        "{label} और माहौल में {feel}, पर्दे पर {people}।",
        "{of_feel} और {of_feel2} के बीच: {label}, पर्दे पर {people}।",
        "{of_feel} से {filled} {label}, पर्दे पर {people}।",
    ),
    "EL": (
        "{mood}: {label}।",
        "{label} और माहौल में {feel}।",
        "{of_feel} और {of_feel2} के बीच: {label}।",
        "{mood}: {label} और {label2}।",
        "{of_feel} से {filled} {label}।",
    ),
    "EP": (
        "{mood}: पर्दे पर {people}।",
        "{people} और माहौल में {feel}।",
        "{of_feel} और {of_feel2} के बीच: {people}।",
        "{mood}: यहाँ {people} {people_seen}।",
    ),
    "E": ("{mood}।", "पूरे माहौल में {feel}।", "{of_feel} और {of_feel2} के बीच का पल।"),
    "LP": ("{label}, साथ में {people}।", "इस दृश्य में {label} और {people}।"),
    "AP": ("{label}, पर्दे पर {people}।", "पर्दे पर {people}, {label}।"),
    "L": ("इस दृश्य में {label}।", "यहाँ {label}।", "इस दृश्य में {label} और {label2}।"),
    "P": ("यहाँ {people} {people_seen}।", "पर्दे पर {people}।"),
    "": ("कहानी आगे बढ़ती है।", "फ़िल्म का एक पल।", "एक और दृश्य सामने है।"),
}

_NUMBERS = "एक दो तीन चार पाँच छह सात आठ नौ दस"


def _count_people(count: int) -> str:
    # Hindi counts 0 and 1 as one.
    return f"{numeral(count, _NUMBERS)} {'व्यक्ति' if count < 2 else 'लोग'}"


def _grammar(facts: Facts) -> Slots:
    slots = {"people_seen": "दिखता है" if facts.people < 2 else "दिखते हैं"}
    if facts.mooded:
        slots["filled"] = "भरी" if facts.things[0].gender == "f" else "भरा"
    for feeling, suffix in zip(facts.feelings, ("", "2"), strict=False):
        slots[f"of_feel{suffix}"] = feeling.oblique or feeling.noun
    return slots


MESSAGES = Messages(FEELINGS, THINGS, SENTENCES, _count_people, _grammar)
