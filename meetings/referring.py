"""What an item or a part refers to, in words with an address: pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from meetings.models import Entry
from pillars.quarters import Quarter


@dataclass(frozen=True, slots=True)
class Reference:
    """`address` is "" where there is no page to lead to."""

    words: str
    address: str = ""


def references_of(entry: Entry, held: Collection[date], published: Collection[Quarter]) -> list[Reference]:
    """What an entry refers to: an earlier meeting with a minute of it, a quarter's report, the plan.

    `held` are the days of meetings that have a page, `published` the quarters whose report is public.
    """
    found = []
    if day := entry.refers_to_meeting_on:
        words = {"day": date_format(day, "j F Y"), "body": entry.refers_to_body, "minute": entry.refers_to_minute}
        said = _("%(body)s of %(day)s") if entry.refers_to_body else _("Meeting of %(day)s")
        if entry.refers_to_minute is not None:
            said = _("%(meeting)s, minute %(minute)s") % {"meeting": said % words, "minute": entry.refers_to_minute}
        is_here = day in held and not entry.refers_to_body
        found.append(Reference(said % words, reverse("meetings:meeting", args=[day]) if is_here else ""))
    if entry.refers_to_quarter:
        quarter = Quarter.from_slug(entry.refers_to_quarter)
        address = reverse("reports:contents", args=[quarter.slug]) if quarter in published else ""
        found.append(Reference(_("Report of %(quarter)s") % {"quarter": quarter}, address))
    if entry.refers_to_plan:
        found.append(Reference(_("The plan"), reverse("reports:plan")))
    return found
