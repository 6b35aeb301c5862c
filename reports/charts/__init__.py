"""Charts for people who would rather look than read: budgets, reserves, variances, and indicators through time, as SVG.

A statement or a series gives charts (`budget`, `reserves`, `variance`, `split`, `timeline`: what is shown, and the words that
tell it), and each is drawn on wide paper and on narrow (`bars`, `stacks`, `lines`). The table beside a chart holds its figures.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from finance.figures.units import UnreadableUnit
from reports.charts.bars import draw_bars
from reports.charts.budget import budget_chart
from reports.charts.lines import draw_lines
from reports.charts.paper import NARROW, WIDE, Paper
from reports.charts.reserves import reserves_chart
from reports.charts.split import split_chart
from reports.charts.stacks import draw_stacks
from reports.charts.svg import picture
from reports.charts.timeline import timeline
from reports.charts.values import BarChart, Chart
from reports.charts.variance import variance_chart
from reports.document import Statement
from reports.through.series import Series

# What is drawn of each kind of statement: the first of these that its columns give.
MAKERS: dict[str, tuple[Callable[[Statement], Chart | None], ...]] = {
    "revenue": (budget_chart,),
    "usable_reserves": (reserves_chart,),
    "projection": (reserves_chart,),
    "capital_programme": (split_chart, variance_chart),
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart as pictures: each `wide` one and each `narrow` one says all of it in words; `unit` and `note` may be ""."""

    name: str
    unit: str
    wide: tuple[SafeString, ...]
    narrow: tuple[SafeString, ...]
    note: str = ""


def chart_of(statement: Statement) -> Chart | None:
    """The chart that a statement's kind and columns give; None where they give none."""
    try:
        return next((chart for maker in MAKERS.get(statement.kind, ()) if (chart := maker(statement))), None)
    except UnreadableUnit:
        return None


def drawn(statement: Statement) -> Drawn | None:
    """The statement's chart, drawn in the language of the portal's own words; None where it has none."""
    return _drawn(statement, get_language()) if statement.kind in MAKERS else None


@lru_cache(maxsize=128)
def _drawn(statement: Statement, language: str) -> Drawn | None:
    """Kept once it is drawn: the same figures in the same language give the same pictures."""
    chart = chart_of(statement)
    if chart is None:
        return None
    return Drawn(chart.name, chart.unit, _pictures(chart, WIDE, statement), _pictures(chart, NARROW, statement))


def drawn_series(key: str, name: str, series: Series) -> Drawn | None:
    """Readings through time under a name, `key` being one that no other chart on the page has; None where there is no chart."""
    chart = timeline(series)
    if chart is None:
        return None

    def pictures(paper: Paper) -> tuple[SafeString, ...]:
        panel = draw_lines(chart, paper)
        return (
            picture(
                key=f"chart-{key}-{paper.name}",
                title=f"{name}. {chart.words}",
                width=paper.width,
                height=panel.height,
                parts=panel.parts,
                size=paper.text,
            ),
        )

    return Drawn(name, "", pictures(WIDE), pictures(NARROW), chart.note)


def _pictures(chart: Chart, paper: Paper, statement: Statement) -> tuple[SafeString, ...]:
    panels = draw_bars(chart, paper) if isinstance(chart, BarChart) else draw_stacks(chart, paper)
    name = f"{chart.name}, {chart.unit}" if chart.unit else chart.name
    more = (_continued(name, number, len(panels)) for number in range(2, len(panels) + 1))
    return tuple(
        picture(
            key=f"chart-{statement.key}-{paper.name}-{number}",
            title=title,
            width=paper.width,
            height=panel.height,
            parts=panel.parts,
            size=paper.text,
        )
        for number, (title, panel) in enumerate(zip((f"{name}. {chart.words}", *more), panels, strict=True), start=1)
    )


def _continued(name: str, number: int, count: int) -> str:
    return _("%(chart)s, picture %(number)s of %(count)s") % {"chart": name, "number": number, "count": count}
