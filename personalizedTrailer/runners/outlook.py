"""How far a job is and how long it will still take. Pure: told what is done and when, it never looks at a clock.

Percent are shares of the expected work that is left, so they never fall, and end at 100 however often the
expectation changes: of the percent that are left, as many are passed as of the work that is left is done.
Time left is extrapolated from the pace of this very job; until that is known there is none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

_LEAST_SECONDS = 2.0
"""Of work, before its pace says anything about the rest."""
_LEAST_SHARE = 0.03
"""Of all work that has to be done for that."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """One moment of a job. `costs` are the expected seconds of each stage on some machine: only ratios count."""

    costs: tuple[float, ...]
    now: float
    """On a monotonic clock, in seconds, as all times here."""
    percent: float = 0.0
    stage: int = 0
    fraction: float = 0.0
    """Part of the stage that is done."""
    began: float | None = None
    """When the first report came."""
    done: float = 0.0
    """Costs of what was done since then."""
    stage_began: float = 0.0
    stage_from: float = 0.0
    """The fraction at that time: not 0 where a stage fell back."""

    def expecting(self, costs: tuple[float, ...]) -> Outlook:
        """The same moment, with other expectations."""
        return replace(self, costs=costs)

    def at(self, stage: int, fraction: float, now: float) -> Outlook:
        """What a report makes of it: this part of this stage is done now."""
        fraction = min(1.0, max(0.0, fraction))
        fell_back = stage != self.stage or fraction < self.fraction
        after = replace(
            self,
            now=now,
            stage=stage,
            fraction=fraction,
            began=now if self.began is None else self.began,
            stage_began=now if fell_back or self.began is None else self.stage_began,
            stage_from=fraction if fell_back else self.stage_from,
        )
        gain = self.left - after.left
        if gain <= 0:
            return after
        return replace(after, done=self.done + gain, percent=100 - (100 - self.percent) * after.left / self.left)

    @property
    def left(self) -> float:
        """Expected costs of what is not done."""
        return self.costs[self.stage] * (1 - self.fraction) + sum(self.costs[self.stage + 1 :])

    @property
    def seconds_left(self) -> float | None:
        """Until the end of the job; None until its pace is known.

        The rest of a stage goes on as the stage does, and what follows as all that went before.
        """
        if self.began is None:
            return None
        here = self.costs[self.stage] * (self.fraction - self.stage_from)
        whole = _pace(self.done, self.now - self.began, self.done + self.left)
        pace = _pace(here, self.now - self.stage_began, self.done + self.left) or whole
        if pace is None or whole is None:
            return None
        following = sum(self.costs[self.stage + 1 :])
        return (self.left - following) * pace + following * whole


def _pace(done: float, seconds: float, total: float) -> float | None:
    """Seconds for each unit of cost; None where too little is known."""
    if seconds < _LEAST_SECONDS or done < _LEAST_SHARE * total:
        return None
    return seconds / done
