"""Last third: the storm, the lamp, the visitors, and the quiet afterwards."""

from __future__ import annotations

from demo.story import Line, NotCut, Shot, shot

BOLT = "lightning"

SHOTS: list[Shot] = [
    shot("storm", 4.6, "storm", "Tense", "Landscape, Mystery", "handheld", opening="fade", seed=81,
         options={"bolts": "1.0,3.4", "boat": 1}, cues="storm -, thunder 1.05 2.2, thunder 3.45 1.1 0.9",
         lines=[Line("theo", 1.6, 2.8, "The lamp is out! The boats are still at sea!")],
         not_cuts=(NotCut(24, 30, BOLT), NotCut(81, 88, BOLT))),
    shot("storm", 1.5, "storm", "Fear", "Landscape", "shake", seed=81, view=(470, 560, 2.0), options={"boat": 1},
         cues="storm -, splash 0.5 0.9"),
    shot("storm", 2.0, "stair", "Tense", "Hero", "handheld", seed=82, options={"from": 0.3}, cues="footsteps -, storm - 0.4",
         lines=[Line("mira", 0.2, 1.6, "Three hundred steps. Come on!")]),
    shot("storm", 1.7, "lamproom", "Fear", "Shadow, Mystery, Hero", "static", seed=83, options={"dark": 1, "keeper": 1},
         cues="storm - 0.5, sting 0.1 1.5"),
    shot("storm", 1.3, "chase", "Excited", "Chase, Vehicle", "shake", seed=85,
         options={"hour": "storm", "town": 0, "lead": "#3b3a8c", "pursuer": "#7a2f4c", "gap": 460}, cues="engine -, storm - 0.5"),
    shot("storm", 3.4, "lamproom", "Hope", "Hero, Dialogue", "push", seed=86, options={"lit": 2.0, "hour": "night"},
         cues="shimmer 1.9 1.5, ignite 2.0 1.3", hush=(1.35, 1.95),
         lines=[Line("visitor", 0.1, 1.2, "Into the glass.")]),
    shot("storm", 2.4, "storm", "Hope", "Landscape, Hero", "pull", seed=87, options={"lit": -0.6, "boat": 1, "bolts": "1.5"},
         cues="storm - 0.8, bell 0.3 2.0, thunder 1.55 0.85 0.6", not_cuts=(NotCut(36, 42, BOLT),)),
    shot("visitors", 4.8, "ship", "Surprise", "Plot Twist, Mystery", "static", seed=91, options={"hour": "teal", "rise": 3.0},
         cues="drone -, shimmer 1.4 3.2 0.8, waves - 0.4",
         lines=[Line("mira", 2.3, 2.2, "It was never a star. It's a lantern.")]),
    shot("visitors", 1.9, "crowd", "Surprise", "Crowd, Friendship", "push", seed=92, options={"hour": "dusk", "light": "#8ff0d6"},
         cues="murmur -, drone - 0.6"),
    shot("visitors", 1.2, "ship", "Excited", "Mystery, Plot Twist", "handheld", seed=91, view=(640, 260, 1.9),
         options={"hour": "neon", "rise": 0.1, "beam": 0}, cues="drone -, whoosh 0.4 0.8"),
    shot("visitors", 2.6, "blast", "Excited", "Explosion, Hero", "shake", seed=93,
         options={"hour": "sunset", "town": 0, "at": 0.3, "size": 400.0, "suny": 330.0, "flee": 1},
         cues="engine 0 0.5, boom 0.3 2.3, crackle 0.8 1.8"),
    shot("fireworks", 4.6, "fireworks", "Joy", "Landscape, Explosion, Heartwarming", "static", opening="dissolve", seed=95,
         cues="pops -, cheer 0.5 4.0 0.7"),
    shot("fireworks", 1.7, "crowd", "Joy", "Crowd, Friendship", "static", seed=96,
         options={"hour": "neon", "sparkle": 1, "light": "#ffb765"}, cues="cheer -, pops - 0.6"),
    shot("fireworks", 2.8, "crowd", "Joy", "Family, Heartwarming, Friendship, Dialogue", "push", seed=97,
         options={"hour": "gold", "hug": 1, "sparkle": 1, "light": "#ffd98c"}, cues="laugh - 0.8, pops - 0.4",
         lines=[Line("pip", 0.3, 2.2, "They were only looking for home!")]),
    shot("sunset", 7.6, "hill", "Love", "Couple, Sunset, Dialogue, Landscape", "push", opening="dissolve", seed=98,
         options={"hour": "sunset", "birds": 1, "suny": 420.0}, cues="crickets - 0.5, wind - 0.3",
         lines=[Line("theo", 1.6, 2.0, "Stay until the sun is down."), Line("mira", 4.4, 2.0, "Stay until it rises.")]),
    shot("sunset", 2.6, "hill", "Love", "Couple, Sunset", "static", seed=98, view=(620, 505, 2.2),
         options={"hour": "sunset", "suny": 420.0}, cues="crickets - 0.5"),
    shot("light", 4.9, "sea", "Calm", "Landscape, Monologue, Hero", "push", opening="dissolve", seed=99,
         options={"hour": "night", "beam": 1, "boat": 1, "sunx": 420.0}, cues="waves -, bell 3.4 1.4 0.7",
         lines=[Line("mira", 1.0, 3.4, "Every night somebody lights the lamp, so nobody stays lost.")]),
    shot("credits", 5.6, "credits", "Neutral", "Logo", opening="fade", cues="shimmer 0.6 3.0 0.4", hush=(5.0, 5.6)),
]  # fmt: skip
