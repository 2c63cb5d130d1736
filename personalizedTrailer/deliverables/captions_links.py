"""Words that lead into what follows them: a line may end before one, never after one."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


CONJUNCTIONS = {
    "en": _words("and or but nor so because that which who when where while if as than"),
    "es": _words("y e o u pero ni que porque cuando donde mientras si como"),
    "fr": _words("et ou mais ni que qui parce quand où pendant si comme"),
    "de": _words("und oder aber denn dass weil wenn als wie"),
    "hi": _words("और या लेकिन पर कि जो जब जहाँ अगर तो"),
}
"""By language. They open a clause of their own: nearly as good a place as a comma."""

LINKS = {
    "en": _words(
        "with without to of in on at by for from into over under after before about between the a "
        "an my your his her its our their"
    ),
    "es": _words("con sin de del a al en por para sobre entre hasta desde el la los las un una unos unas mi tu su"),
    "fr": _words(
        "avec sans de du des à au aux en par pour sur entre dans chez vers le la les un une mon ton son ma ta sa"
    ),
    "de": _words(
        "der die das dem den des ein eine einen einem einer mit ohne von vom zu zum zur in im an am "
        "auf aus bei für über unter nach vor zwischen"
    ),
}
"""Prepositions, articles and possessives, by language. Hindi has postpositions, Japanese particles."""
