"""Ratings, movements and printed marks as small pieces of markup, for the templates of a report.

A whole report shows several hundred of them, most of them alike: each is drawn from its component once and then
remembered by its value.
"""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from reports.document import PrintedMark, Rated, Shown

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
def printed(mark: PrintedMark) -> SafeString:
    """A mark that a source printed without a key, as a drawn sign and words."""
    return _component("mark", mark)


def _component(name: str, value: object) -> SafeString:
    return SafeString(render_to_string(f"components/_{name}.html", {name: value}).strip())
