"""Duties: work that falls due by the clock, such as reminders. `tick` asks for each once in its period.

A floor registers a duty beside its other work:

    @duty("reminders", title=_("Reminders of returns that are due"), at=time(7))
    def remind(progress: Progress) -> Result: ...
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Literal

from django.utils.functional import Promise
from django.utils.timezone import localtime

from jobs.kinds import Work, job


@dataclass(frozen=True, slots=True)
class Duty:
    """Work of a kind that falls due once an hour, or once a day from a time on."""

    kind: str
    title: str | Promise
    every: Literal["hour", "day"]
    at: time

    def period(self, now: datetime) -> str:
        """The hour or day for which the duty is due at this moment (2019-06-30T14+0100, 2019-06-30); empty before its time."""
        here = localtime(now)
        if self.every == "hour":
            # In October one o'clock comes twice: only with its distance from UTC is an hour told apart from the next.
            return here.strftime("%Y-%m-%dT%H%z")
        return here.date().isoformat() if here.time() >= self.at else ""


_duties: dict[str, Duty] = {}


def duty(
    kind: str, *, title: str | Promise, every: Literal["hour", "day"] = "day", at: time = time(0)
) -> Callable[[Work], Work]:
    """Register a function, called with a Progress alone, as a duty. `at` is the local time before which no day's is due."""

    def register(work: Work) -> Work:
        _duties[kind] = Duty(kind, title, every, at)
        return job(kind)(work)

    return register


def duties() -> list[Duty]:
    """Every duty that this process knows."""
    return [_duties[kind] for kind in sorted(_duties)]
