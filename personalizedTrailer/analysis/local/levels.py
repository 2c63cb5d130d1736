"""How stretches of a film stand within it: signals from 0 to 1. Pure.

A measure becomes a robust z-score, z(x) = clip((x − median) / (1.4826 MAD), −3, 3) over what is not kept out (1.4826
makes the median absolute deviation of a normal distribution its standard deviation: Rousseeuw and Croux 1993), and
then s(z) = 1 / (1 + e^−z): 0.5 is what the film mostly is. Shares of time stay shares.
"""

from __future__ import annotations

import numpy as np
from scipy.ndimage import binary_opening

from personalizedTrailer.analysis.local.curves import Curve, Curves, Flags
from personalizedTrailer.media.hearing import BLOCKS
from personalizedTrailer.model import Signals, Span

_SHORT_SECONDS = 60
"""A film with less than that to use says too little of itself, and is held against others as well."""
_MOST = 3.0
_WHIP = 1.0
"""Widths of the picture a second: a camera as fast as that halves what can be made out."""
_USUAL = {
    "motion": (0.004, 0.005),
    "camera": (0.1, 0.2),
    "cut_density": (0.3, 0.15),
    "luma": (0.42, 0.16),
    "contrast": (0.26, 0.09),
    "saturation": (0.27, 0.12),
    "warmth": (0.05, 0.15),
    "darkness": (0.12, 0.15),
    "sharpness": (0.12, 0.06),
    "onsets": (0.8, 0.5),
    "steady": (0.75, 0.2),
}
"""Median and 1.4826 MAD of each measure over the blocks of films, drawn and acted ones."""
_LEAST_SPREAD = 0.25
"""Of the usual spread: in a film in which something hardly changes, what little it does is nothing to speak of."""
_MUTE_LUFS, _MUTE_SECONDS = -69.0, 2
"""What has no more sound than that for so long was never given any: it says as little as a film without sound."""
_COLUMNS = {"motion": "object", "cut_density": "cuts", "darkness": "dark"}
_SHARES = ("silence", "speech", "music")
_HEARD = ("loudness", "onsets", "steady")
_LEVELS = (
    "motion",
    "camera",
    "cut_density",
    "luma",
    "contrast",
    "saturation",
    "warmth",
    "darkness",
    "sharpness",
    "onsets",
)


def logistic(values: Curve) -> Curve:
    return np.asarray(1 / (1 + np.exp(-values)))


def measured(curves: Curves) -> dict[str, Curve]:
    """The curves that are held against the film, by the names of signals, and `steady`; of sound where there is any."""
    found = {name: curves.seen[_COLUMNS.get(name, name)] for name in _LEVELS if name != "onsets"}
    # What shakes or is swept past is not sharp, whatever edges it has.
    found["sharpness"] = found["sharpness"] / (1 + np.nan_to_num(found["camera"]) / _WHIP)
    return found | {name: curves.heard[name] for name in ("onsets", "steady") if curves.heard}


class Levels:
    """Of one film; `usable` are the blocks that are not kept out."""

    def __init__(self, curves: Curves, usable: Flags) -> None:
        self._curves = curves
        self._raw = {name: curve for name, curve in measured(curves).items() if not np.isnan(curve).all()}
        self._mute = _mute(curves)
        usable = usable if usable.any() else np.ones_like(usable)
        weight = min(1.0, float(usable.sum()) / (_SHORT_SECONDS * BLOCKS))
        self._scales = {name: _scale(values[usable], _USUAL[name], weight) for name, values in self._raw.items()}

    def z(self, name: str) -> Curve | None:
        """The robust z-score of each block, −3 to 3, by the name of a signal; None where it was measured nowhere.

        NaN where it was not measured, and for what is heard, where the film is mute.
        """
        if name == "loudness":
            # Silence counts for no z-score of it: `listening.loudness` has its own.
            loud = self._curves.heard.get("loudness")
            found = None if loud is None else np.log(loud / (1 - loud))
        else:
            found = self._z(name, self._raw[name]) if name in self._raw else None
        if found is not None and name in _HEARD:
            found = np.where(self._mute, np.nan, found)
        return found

    def level(self, name: str) -> Curve:
        """0 to 1 for each block; 0.5, as the film mostly is, where it was not measured."""
        z = self.z(name)
        return np.full(self._curves.blocks, 0.5) if z is None else logistic(np.nan_to_num(z))

    def of(self, span: Span, arousal: Curve, valence: Curve, faces: float | None) -> Signals:
        """What a stretch is like; arousal and valence of each block, and how much faces there are."""
        part = self._curves.part(span)
        mute = bool(self._mute[part].mean() > 0.5)
        found: dict[str, float] = {}
        for name in _LEVELS:
            if name in self._raw and len(known := _known(self._raw[name][part])) and not (name in _HEARD and mute):
                found[name] = float(logistic(self._z(name, known.mean())))
        heard = self._curves.heard
        told = ("silence",) if mute else (*_SHARES, "loudness")
        found |= {name: float(heard[name][part].mean()) for name in told if heard}
        return Signals(
            **found, faces=faces, arousal=float(arousal[part].mean()), valence=float(valence[part].mean())
        )

    def _z(self, name: str, values: Curve | float) -> Curve:
        middle, spread = self._scales[name]
        return np.clip((np.asarray(values) - middle) / spread, -_MOST, _MOST)


def _mute(curves: Curves) -> Flags:
    """Blocks in which nothing at all is to be heard, of a film that has sound."""
    if not curves.heard:
        return np.zeros(curves.blocks, bool)
    return np.asarray(binary_opening(curves.heard["lufs"] < _MUTE_LUFS, np.ones(_MUTE_SECONDS * BLOCKS)))


def _scale(values: Curve, usual: tuple[float, float], weight: float) -> tuple[float, float]:
    """Middle and spread of a film, `weight` of them its own."""
    if not len(values := _known(values)):
        return usual
    middle = float(np.median(values))
    spread = 1.4826 * float(np.median(np.abs(values - middle)))
    middle, spread = (
        weight * own + (1 - weight) * others for own, others in zip((middle, spread), usual, strict=True)
    )
    return middle, max(_LEAST_SPREAD * usual[1], spread)


def _known(values: Curve) -> Curve:
    """Those that were measured."""
    return values[~np.isnan(values)]
