"""Every set by name."""

from __future__ import annotations

from collections.abc import Callable

from demo import (
    sets_blast,
    sets_card,
    sets_city,
    sets_crowd,
    sets_hall,
    sets_home,
    sets_land,
    sets_rail,
    sets_road,
    sets_sea,
    sets_sky,
)
from demo.faces import face
from demo.paint import Drawer, Stage

SETS: dict[str, Callable[[Stage], Drawer]] = {
    "title": sets_card.title,
    "kiteair": sets_sky.kiteair,
    "ship": sets_sky.ship,
    "fireworks": sets_sky.fireworks,
    "credits": sets_card.credits,
    "mountains": sets_land.mountains,
    "sea": sets_sea.sea,
    "storm": sets_sea.storm,
    "meadow": sets_land.meadow,
    "hill": sets_land.hill,
    "forest": sets_land.forest,
    "rail": sets_rail.rail,
    "skyline": sets_city.skyline,
    "street": sets_city.street,
    "corridor": sets_hall.corridor,
    "bearer": sets_hall.bearer,
    "chase": sets_road.chase,
    "rush": sets_road.rush,
    "tyre": sets_road.tyre,
    "mirror": sets_road.mirror,
    "blast": sets_blast.blast,
    "table": sets_home.table,
    "window": sets_rail.window,
    "stair": sets_home.stair,
    "lamproom": sets_home.lamproom,
    "crowd": sets_crowd.crowd,
    "gallery": sets_crowd.gallery,
    "face": face,
}
