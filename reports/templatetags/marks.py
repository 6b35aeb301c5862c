"""Ratings, movements and printed marks as small pieces of markup, for the templates of a report.

A whole report shows several hundred of them, most of them alike: each is drawn from its component once and then
remembered by its value.
"""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from reports.document import PrintedMark, Rated, ReportDocument, Shown, SubThemePage, SubThemePart

register = template.Library()


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
