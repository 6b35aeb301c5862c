"""A day on which something is due, as it is told on some other day: in 3 days, today, 2 days late. Pure."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext


@dataclass(frozen=True, slots=True)
class Due:
    """A due date as seen from `today`; once it `is_met`, it is no longer told how far off it is."""

    on: date
    today: date
    is_met: bool = False

    @property
    def days(self) -> int:
        """Days that are left; fewer than none when it is late."""
        return (self.on - self.today).days

    @property
    def is_late(self) -> bool:
        return self.days < 0 and not self.is_met

    @property
    def words(self) -> str:
        """How far off it is."""
        if self.days == 0:
            return gettext("today")
        if self.days == 1:
            return gettext("tomorrow")
        if self.days < 0:
            return ngettext("%(days)d day late", "%(days)d days late", -self.days) % {"days": -self.days}
        return gettext("in %(days)d days") % {"days": self.days}


def due(on: date | None, today: date, *, is_met: bool = False) -> Due | None:
    """The same for a day that may not be set."""
    return Due(on, today, is_met) if on else None
