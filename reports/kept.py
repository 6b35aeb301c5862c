"""Pages through the quarters: what each shows, computed and drawn once for the same published reports, then kept.

The register, its stories, what changed, the indicators and the plan are drawn from all the reports of a plan, which is many times
the work of the smallest page; and they stay as they are until another report is published.
"""

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import get_language

from reports.charts import drawn_series
from reports.queries import PublishedPlan
from reports.through.changes import changes
from reports.through.choosing import Choice, chosen
from reports.through.course import LONG
from reports.through.register import Register, register
from reports.through.series import Indicators, indicators

Page = dict[str, Any]
# How many quarters the register shows beside each number.
RECENT = 4


def drawn(template: str, page: Callable[..., Page], plan: PublishedPlan, *subject: Hashable) -> Page:
    """What a page shows of a plan, with its `body` drawn by a template, in the language of the portal's own words.

    `page` is one of the functions below, and `subject` what it is asked for besides the plan. Raises what that raises.
    """
    return _drawn(get_language(), template, page, plan, *subject)


@lru_cache(maxsize=512)
def _drawn(language: str, template: str, page: Callable[..., Page], plan: PublishedPlan, *subject: Hashable) -> Page:
    shown = page(plan, *subject)
    return {**shown, "body": render_to_string(template, shown)}


@lru_cache(maxsize=16)
def register_of(plan: PublishedPlan) -> Register:
    """The register of a plan's published reports."""
    return register(plan.documents)


@lru_cache(maxsize=16)
def indicators_of(plan: PublishedPlan) -> Indicators:
    """The indicators through a plan's published reports."""
    return indicators(plan.documents)


def forget() -> None:
    """Drop what this process keeps; for measuring what the first reader pays."""
    for kept in (_drawn, register_of, indicators_of):
        kept.cache_clear()


# What each page shows, for `drawn`.


def register_page(plan: PublishedPlan, choice: Choice) -> Page:
    """The list of commitments, as far as a choice leaves it."""
    found = register_of(plan)
    return {
        "register": found,
        "choice": choice,
        "stories": chosen(found, choice),
        "recent": found.quarters[:RECENT],
        "recent_slice": f":{RECENT}",
        "long": LONG,
    }


def story_page(plan: PublishedPlan, slug: str) -> Page:
    """The story of one number. Raises KeyError where the register has none."""
    return {"register": register_of(plan), "story": register_of(plan).story(slug), "long": LONG}


def changes_page(plan: PublishedPlan, slug: str) -> Page:
    """What changed in a quarter. Raises KeyError where it is none of the plan's."""
    found = changes(plan.documents, register_of(plan), slug)
    return {"changes": found, "words": found.words, "quarter": found.quarter, "long": LONG}


def indicators_page(plan: PublishedPlan) -> Page:
    """Every indicator with its latest reading."""
    return {"indicators": indicators_of(plan)}


def indicator_page(plan: PublishedPlan, key: str) -> Page:
    """One indicator with its charts and readings. Raises KeyError where no report has it."""
    found = indicators_of(plan).indicator(key)
    charts = [
        drawn_series(str(number), f"{found.name}, {series.place.title}" if series.place else found.name, series)
        for number, series in enumerate(found.series, start=1)
    ]
    return {"indicator": found, "panels": tuple(zip(found.series, charts, strict=True))}


def plan_page(plan: PublishedPlan) -> Page:
    """The plan and its pillars, as the latest report has them."""
    return {"document": plan.latest}


def pillar_page(plan: PublishedPlan, key: str) -> Page:
    """One pillar, as the latest report has it. Raises KeyError where it has none of this key."""
    for pillar in plan.latest.pillars:
        if pillar.key == key:
            return {"document": plan.latest, "pillar": pillar}
    raise KeyError(key)
