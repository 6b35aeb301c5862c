"""Ratings, movements and printed marks as small pieces of markup, for the templates of a report, and what follows a row.

A whole report shows several hundred marks, most of them alike: each is drawn from its component once and then
remembered by its value. What follows a row is its own, and is put together without a template.
"""

from functools import lru_cache
from urllib.parse import urlsplit

from django import template
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reports.addresses import Space
from reports.document import (
    IndicatorRow,
    LineRow,
    PrintedMark,
    Rated,
    ReportDocument,
    Shown,
    SubThemePage,
    SubThemePart,
)

register = template.Library()


@register.simple_tag(takes_context=True)
def address(context: template.Context, name: str, *arguments: str) -> str:
    """Where a page of this report is, in the `space` that is drawn."""
    space: Space = context["space"]
    return space.address(name, *arguments)


@register.filter
@lru_cache(maxsize=1024)
def rating(shown: Shown) -> SafeString:
    """A rating as shape and word on its colour, or the words that stand in its place."""
    return _component("rating", shown)


@register.filter
@lru_cache(maxsize=4096)
def movement(rated: Rated) -> SafeString:
    """How a rating moved, as a drawn sign and words; nothing where one of the two periods is missing."""
    return _component("movement", rated)


@register.filter
@lru_cache(maxsize=1024)
def under(marks: tuple[PrintedMark, ...], heading: str) -> SafeString:
    """The mark that a source printed under this heading, without a key, as a drawn sign and words; or nothing."""
    return SafeString("".join(_component("mark", mark) for mark in marks if mark.heading == heading))


@register.filter
def following(line: LineRow) -> SafeString:
    """What follows the rating of a line: the next milestone and its day, whether that day has moved, and the evidence."""
    found = SafeString("")
    if line.milestone or line.rebaselined:
        found += format_html('<p class="following"><b>{}</b> {}</p>', _("Next:"), _milestone(line))
    if line.rebaselined:
        found += format_html('<p class="following"><b>{}</b></p>', line.rebaselined)
    if line.evidence:
        found += format_html('<p class="following">{}</p>', _evidence(line))
    return found


def _milestone(line: LineRow) -> str:
    if not line.milestone:
        return _("no milestone is given now")
    if line.milestone_due_on is None:
        return line.milestone
    day = date_format(line.milestone_due_on, "j F Y")
    return _("%(milestone)s by %(day)s") % {"milestone": line.milestone.rstrip("."), "day": day}


def _evidence(line: LineRow) -> SafeString | str:
    """A link whose words say what it is evidence of, and where it leads; what is no address of the web is no link."""
    numbers = ", ".join(item.number for item in line.commitments)
    try:
        address = urlsplit(line.evidence)
        host = (address.hostname or "").removeprefix("www.")
    except ValueError:
        host = ""
    if not host or address.scheme not in ("http", "https"):
        return _("Evidence for %(numbers)s: %(text)s") % {"numbers": numbers, "text": line.evidence}
    words = _("Evidence for %(numbers)s, on %(host)s") % {"numbers": numbers, "host": host}
    return format_html('<a href="{}">{}</a>', line.evidence, words)


@register.filter
def target(row: IndicatorRow) -> SafeString:
    """What an indicator is wanted to reach, and whether that has moved; nothing where neither is said."""
    if not row.target and not row.rebaselined:
        return SafeString("")
    words = _("Target: %(target)s") % {"target": row.target} if row.target else _("No target now")
    return format_html(" <small>{}{}</small>", words, f". {row.rebaselined}" if row.rebaselined else "")


@register.filter
def has_stated(shown: ReportDocument | SubThemePage) -> bool:
    """Whether a summary or a page shows a last rating that the source stated and no record holds."""
    if isinstance(shown, ReportDocument):
        return any(cell.rated.last_is_stated for pillar in shown.pillars for cell in pillar.cells)
    rated = [rated for part in shown.parts for rated in (part.rated, *(line.rated for line in part.lines))]
    return any(one.last_is_stated for one in rated)


@register.filter
def filled(parts: tuple[SubThemePart, ...]) -> tuple[SubThemePart, ...]:
    """Those of the parts that share a page which have something to lay out; the first where none has."""
    found = [part for part in parts if part.headlines or part.indicators or part.activities or part.lines]
    return tuple(found) or parts[:1]


def _component(name: str, value: object) -> SafeString:
    return SafeString(render_to_string(f"components/_{name}.html", {name: value}).strip())
