"""Every set by name."""

from __future__ import annotations

from collections.abc import Callable

from demo import sets_city, sets_home, sets_land, sets_road, sets_sky
from demo.faces import face
from demo.paint import Drawer, Stage

SETS: dict[str, Callable[[Stage], Drawer]] = {
    "title": sets_sky.title,
    "kiteair": sets_sky.kiteair,
    "ship": sets_sky.ship,
    "fireworks": sets_sky.fireworks,
    "credits": sets_sky.credits,
    "mountains": sets_land.mountains,
    "sea": sets_land.sea,
    "storm": sets_land.storm,
    "meadow": sets_land.meadow,
    "hill": sets_land.hill,
    "forest": sets_land.forest,
    "rail": sets_land.rail,
    "skyline": sets_city.skyline,
    "street": sets_city.street,
    "corridor": sets_city.corridor,
    "bearer": sets_city.bearer,
    "chase": sets_road.chase,
    "rush": sets_road.rush,
    "tyre": sets_road.tyre,
    "mirror": sets_road.mirror,
    "blast": sets_road.blast,
    "table": sets_home.table,
    "window": sets_home.window,
    "stair": sets_home.stair,
    "lamproom": sets_home.lamproom,
    "crowd": sets_home.crowd,
    "gallery": sets_home.gallery,
    "face": face,
}
