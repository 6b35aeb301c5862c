"""Who may read an edition before it is public: a pure rule."""

from datetime import datetime
from typing import Protocol


class Released(Protocol):
    """What says when an edition is given to whom."""

    @property
    def public_from(self) -> datetime: ...
    @property
    def panel_from(self) -> datetime | None: ...
    @property
    def withdrawn_at(self) -> datetime | None: ...


def may_read_early(edition: Released, now: datetime, *, is_staff: bool) -> bool:
    """Whether an edition is given to staff, or to the Panel's members and its clerk, before the public has it.

    Staff read whatever they publish; the Panel from the moment that the office set, and never where it set none.
    """
    if edition.withdrawn_at is not None or edition.public_from <= now:
        return False
    return is_staff or (edition.panel_from is not None and edition.panel_from <= now)
