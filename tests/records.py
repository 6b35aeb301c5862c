"""Builders of small records and files, for the tests of every floor: plain functions, each call a fresh record.

`WESTMARSH` is no real place. Its plan and quarter are also the example that docs/file-format.md prints.
"""

import csv
import re
from collections.abc import Sequence
from contextlib import contextmanager
from copy import deepcopy
from datetime import UTC, date, datetime
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction

from commitments.models import Commitment, Line, LineCommitment, Status, Wording
from commitments.references import Reference
from finance.models import Column, Figure, FinanceReport, Note, Row, Statement, Tie
from indicators.models import Indicator, Place
from pillars.models import (
    Office,
    Pillar,
    Plan,
    Rating,
    RatingScale,
    ReportingPeriod,
    Return,
    SubTheme,
    SubThemeRating,
)
from pillars.quarters import Quarter
from returns.actions import adopt_returns
from returns.files.plan import load_plan
from returns.files.quarter import load_quarter
from returns.files.read import FaultyFile

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "sample"
TRANSCRIPTION = ROOT / "tests" / "transcription"
FLOORS = (
    "accounts",
    "jobs",
    "translations",
    "pillars",
    "commitments",
    "indicators",
    "finance",
    "returns",
    "reports",
    "readers",
    "meetings",
)
PUBLISHED_AT = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)

# Code, word, shape, colour, rank.
RATINGS = (
    ("R", "Red", "square", "red", 3),
    ("A", "Amber", "triangle", "amber", 2),
    ("G", "Green", "disc", "green", 1),
    ("N", "Not started", "ring", "white", None),
)


# Files


def examples_of_the_docs() -> tuple[str, str]:
    """The small plan and the quarter of it that docs/file-format.md shows."""
    plan, quarter = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / "file-format.md").read_text(), re.DOTALL)
    return plan, quarter


def plan_file(**changes: Any) -> dict[str, Any]:
    """The smallest useful plan file: one pillar, two sub-themes, two indicators, commitments 1, 1(a), 2 and 3."""
    plan: dict[str, Any] = {
        "format": "pcp-plan/1",
        "office": {
            "name": "Office of the Police and Crime Commissioner for Westmarsh",
            "short_name": "OPCC",
            "area": "Westmarsh",
            "role": "Police and Crime Commissioner",
            "role_short": "PCC",
            "panel": "Westmarsh Police and Crime Panel",
            "report_title": "Monitoring Report",
        },
        "key": "westmarsh",
        "title": "Police and Crime Plan 2025-2029",
        "starts_on": "2025-04-01",
        "ends_on": "2029-03-31",
        "rating_scales": [
            {
                "version": 1,
                "ratings": [
                    {"code": code, "word": word, "definition": f"{word}.", "shape": shape, "colour": colour}
                    | ({"rank": rank} if rank else {})
                    for code, word, shape, colour, rank in RATINGS
                ],
            }
        ],
        "pillars": [
            {
                "key": "places",
                "title": "Safer places",
                "sub_themes": [{"key": "streets", "title": "Streets"}, {"key": "roads", "title": "Roads"}],
            }
        ],
        "indicators": [
            {"key": "safe", "name": "People who feel safe", "kind": "percentage", "places": [place("streets", 1)]},
            {
                "key": "grants",
                "name": "Grants",
                "kind": "money",
                "own_value_on_each": True,
                "places": [place("streets", 2), place("roads", 1)],
            },
        ],
        "commitments": [commitment(number) for number in ("1", "1(a)", "2", "3")],
    }
    return plan | changes


def place(sub_theme: str, order: int, **more: Any) -> dict[str, Any]:
    return {"sub_theme": sub_theme, "order": order, **more}


def commitment(number: str, *wordings: tuple[str, str], **more: Any) -> dict[str, Any]:
    """A commitment of a plan file; wordings are pairs of day and text."""
    given = wordings or (("2025-04-01", f"Promise {number}"),)
    return {
        "number": number,
        "wordings": [{"in_force_from": day, "text": text} for day, text in given],
        **more,
    }


def quarter_file(quarter: str = "2025-26-q1", **changes: Any) -> dict[str, Any]:
    """A quarter of that plan: both sub-themes rated, commitments 1 and 1(a) on one row and 2 on another."""
    content: dict[str, Any] = {
        "format": "pcp-quarter/1",
        "plan": "westmarsh",
        "quarter": quarter,
        "rating_scale": 1,
        "sub_themes": {
            "streets": {"rating": "G", "lines": [line("1", "1(a)"), line("2")]},
            "roads": {"rating": "A", "reason": "Late."},
        },
    }
    return content | changes


def line(*numbers: str, rating: str = "G", **more: Any) -> dict[str, Any]:
    return {"commitments": list(numbers), "rating": rating, **more}


def finance_file(*rows: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The finance part of a quarter file: one statement of two columns of figures."""
    statement = {
        "key": "revenue",
        "page": "Revenue",
        "title": "Revenue",
        "columns": [{"key": "budget", "heading": "Budget"}, {"key": "forecast", "heading": "Forecast"}],
        "rows": list(rows) or [{"key": "staff", "label": "Staff", "cells": [940, "-"]}],
    }
    return {"title": "Finance", "sub_theme": "roads", "statements": [statement | changes]}


def write(folder: Path, content: dict[str, Any] | str, name: str = "file.yaml") -> Path:
    path = folder / name
    text = content if isinstance(content, str) else yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
    path.write_text(text, encoding="utf-8")
    return path


def changed(content: dict[str, Any], *steps: str | int, to: Any) -> dict[str, Any]:
    """A copy of a file's content in which one value, found by its steps, is another."""
    copy = deepcopy(content)
    here: Any = copy
    for step in steps[:-1]:
        here = here[step]
    here[steps[-1]] = to
    return copy


def faults_of(load: Any, path: Path) -> list[str]:
    """Every fault for which a load refuses a file, one line each as a person is shown them."""
    with pytest.raises(FaultyFile) as refused:
        load(path)
    return refused.value.report().split("\n")


# Loads


def load(folder: Path, *contents: dict[str, Any]) -> ReportingPeriod | None:
    """Loads a plan file and quarter files from their contents; gives the last quarter's period."""
    period = None
    for content in contents:
        path = write(folder, content)
        if content["format"].startswith("pcp-plan"):
            load_plan(path)
        else:
            load_quarter(path)
            period = ReportingPeriod.objects.of(Quarter.from_slug(content["quarter"])).get()
    return period


def load_sample(*, is_published: bool = True) -> None:
    """The sample plan and its two quarters, whose returns are taken over as approved."""
    load_plan(SAMPLE / "plan.yaml")
    for slug in ("2018-19-q2", "2019-20-q1"):
        load_quarter(SAMPLE / f"{slug}.yaml", is_approved=True)
        if is_published:
            call_command("publish_report", slug, stdout=StringIO())


# Records


def make_plan(key: str = "plan", sub_themes: int = 1, pillars: int = 1) -> Plan:
    """A plan with an office, a scale of RATINGS, and pillars with sub-themes."""
    names = ("name", "short_name", "area", "role", "role_short", "panel", "report_title")
    office, _ = Office.objects.get_or_create(pk=1, defaults={name: name for name in names})
    plan = Plan.objects.create(
        office=office, key=key, title=f"Plan {key}", starts_on=date(2017, 4, 1), ends_on=date(2029, 3, 31)
    )
    scale = RatingScale.objects.create(plan=plan, version=1)
    for order, (code, word, shape, colour, rank) in enumerate(RATINGS, start=1):
        Rating.objects.create(
            scale=scale, code=code, word=word, definition=f"{word}.", shape=shape, colour=colour, order=order, rank=rank
        )
    for number in range(1, pillars + 1):
        pillar = Pillar.objects.create(plan=plan, key=f"pillar-{number}", order=number, title=f"Pillar {number}")
        for order in range(1, sub_themes + 1):
            name = f"{number}-{order}"
            SubTheme.objects.create(pillar=pillar, key=f"theme-{name}", order=order, title=f"Theme {name}")
    return plan


def make_period(plan: Plan, slug: str = "2019-20-q1", *, is_published: bool = False) -> ReportingPeriod:
    """A quarter of a plan, every sub-theme with its return: open, or approved where the quarter is published."""
    quarter = Quarter.from_slug(slug)
    period = ReportingPeriod.objects.create(
        plan=plan,
        scale=plan.scales.get(),
        year=quarter.year,
        number=quarter.number,
        published_at=PUBLISHED_AT if is_published else None,
    )
    for sub_theme in SubTheme.objects.filter(pillar__plan=plan):
        Return.objects.create(sub_theme=sub_theme, period=period)
    if is_published:
        adopt_returns(period=period)
    return period


def rating(plan: Plan, code: str) -> Rating:
    return Rating.objects.get(scale__plan=plan, code=code)


def rate(period: ReportingPeriod, code: str = "G", sub_theme: SubTheme | None = None) -> None:
    """Gives every sub-theme of a quarter its rating, or one."""
    returns = Return.objects.filter(period=period)
    for quarterly_return in returns.filter(sub_theme=sub_theme) if sub_theme else returns:
        SubThemeRating.objects.create(quarterly_return=quarterly_return, rating=rating(period.plan, code))


def first_return(period: ReportingPeriod) -> Return:
    return Return.objects.filter(period=period).order_by("sub_theme__pillar__order", "sub_theme__order")[0]


def make_commitment(plan: Plan, number: str, wording: str = "") -> Commitment:
    reference = Reference.read(number)
    made = Commitment.objects.create(plan=plan, number=reference.number, suffix=reference.suffix)
    Wording.objects.create(commitment=made, text=wording or f"Promise {number}", in_force_from=plan.starts_on)
    return made


def make_line(
    period: ReportingPeriod, *numbers: str, code: str | None = "G", in_return: Return | None = None, **fields: Any
) -> Line:
    """A row that carries these commitments of the plan (made where it lacks them), with its status unless `code` is None."""
    owner = in_return or first_return(period)
    made = Line.objects.create(quarterly_return=owner, order=owner.lines.count() + 1, **fields)
    for order, number in enumerate(numbers, start=1):
        reference = Reference.read(number)
        found = Commitment.objects.filter(plan=period.plan, number=reference.number, suffix=reference.suffix).first()
        LineCommitment.objects.create(
            line=made, period=period, commitment=found or make_commitment(period.plan, number), order=order
        )
    if code:
        Status.objects.create(line=made, rating=rating(period.plan, code))
    return made


def make_indicator(plan: Plan, key: str = "indicator", kind: str = "count", **fields: Any) -> Indicator:
    """An indicator that stands on the plan's first sub-theme."""
    made = Indicator.objects.create(plan=plan, key=key, name=key.capitalize(), kind=kind, **fields)
    sub_theme = SubTheme.objects.filter(pillar__plan=plan).order_by("pillar__order", "order")[0]
    Place.objects.create(indicator=made, sub_theme=sub_theme, order=sub_theme.places.count() + 1)
    return made


def make_finance_report(period: ReportingPeriod) -> FinanceReport:
    """The finance part of a quarter, on its first sub-theme: the one that is there, or a new one without tables."""
    sub_theme = first_return(period).sub_theme
    report, _ = FinanceReport.objects.get_or_create(
        period=period, defaults={"sub_theme": sub_theme, "title": "Finance"}
    )
    return report


def make_statement(period: ReportingPeriod) -> Statement:
    """A statement of one column, one row and one note."""
    report = make_finance_report(period)
    Note.objects.create(report=report, order=1, section="Revenue", reference="R1")
    statement = Statement.objects.create(report=report, key="revenue", order=1, page="Revenue", title="Revenue")
    Column.objects.create(statement=statement, key="budget", order=1, heading="Budget")
    Row.objects.create(statement=statement, key="staff", order=1, label="Staff")
    return statement


def make_table(
    period: ReportingPeriod,
    key: str,
    columns: Sequence[str | dict[str, Any]],
    rows: Sequence[str | dict[str, Any]],
    cells: dict[str, Sequence[int | str | None]] | None = None,
    **fields: Any,
) -> Statement:
    """A statement with its cells.

    A column or row is its key, or its fields with that key; a row's `sums` are keys too, and a column with a `formula` is
    computed. `cells` are by row, in the order of the columns (but references): an amount in the column's last digit, "-" for
    a dash, None for a blank, words for a comment.
    """
    report = make_finance_report(period)
    titles = {"order": report.statements.count() + 1, "page": key.capitalize(), "title": key.capitalize()}
    statement = Statement.objects.create(report=report, key=key, **titles | fields)
    made = [
        Column.objects.create(statement=statement, order=order, **_named(column, "heading"))
        for order, column in enumerate(columns, start=1)
    ]
    held = {}
    sums = {}
    for order, row in enumerate(rows, start=1):
        named = _named(row, "label")
        sums[named["key"]] = named.pop("sums", [])
        held[named["key"]] = Row.objects.create(statement=statement, order=order, **named)
    # A row may add up rows that stand below it.
    for row_key, parts in sums.items():
        held[row_key].sums.set(held[part] for part in parts)
    filled = [column for column in made if column.kind != Column.Kind.REFERENCE]
    Figure.objects.bulk_create(
        Figure(row=held[row], column=column, **_content(column, cell))
        for row, given in (cells or {}).items()
        for column, cell in zip(filled, given, strict=True)
        if cell is not None
    )
    return statement


def _named(given: str | dict[str, Any], words: str) -> dict[str, Any]:
    """The fields of a column or row; words and kind are made of the key and the formula where they are not given."""
    fields = {"key": given} if isinstance(given, str) else dict(given)
    kind = {"kind": Column.Kind.COMPUTED} if fields.get("formula") else {}
    return {words: fields["key"].replace("-", " ").capitalize()} | kind | fields


def _content(column: Column, cell: int | str) -> dict[str, Any]:
    if column.kind == Column.Kind.COMMENT:
        return {"text": cell}
    return {"is_dash": True} if cell == "-" else {"amount": cell}


def make_tie(report: FinanceReport, key: str, left: str, right: str, **fields: Any) -> Tie:
    """Two cells, by their addresses, that tell one figure; with `low` or `high` a band."""
    kind = Tie.Kind.BAND if {"low", "high"} & fields.keys() else Tie.Kind.EQUAL
    defaults = {"order": report.ties.count() + 1, "label": key.capitalize(), "kind": kind}
    return Tie.objects.create(report=report, key=key, left=left, right=right, **defaults | fields)


# Oracles


@cache
def transcribed(name: str) -> list[dict[str, str]]:
    """A file of tests/transcription: what the two published reports print."""
    with open(TRANSCRIPTION / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def row_counts(*, with_history: bool = True) -> dict[str, int]:
    """How many rows each table of the portal's own holds, links between rows included."""
    own = [model for floor in FLOORS for model in apps.get_app_config(floor).get_models(include_auto_created=True)]
    asked = [model for model in own if with_history or not hasattr(model, "history_object")]
    return {model._meta.label: model._default_manager.count() for model in asked}


def constraint_of(model: type[models.Model], name: str) -> Any:
    return {constraint.name: constraint for constraint in model._meta.constraints}[name]


def constraints_of(floor: str) -> set[str]:
    """The names of every constraint of a floor's tables."""
    return {
        constraint.name for model in apps.get_app_config(floor).get_models() for constraint in model._meta.constraints
    }


@contextmanager
def refused_by(model: type[models.Model], name: str):
    """What is done within must be refused by the database itself, by the constraint of this name."""
    constraint = constraint_of(model, name)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        yield
    said = str(refused.value)
    if connection.vendor == "postgresql" or isinstance(constraint, models.CheckConstraint):
        assert name in said
    else:
        # SQLite names the columns of what shall be unique, not the rule.
        table = model._meta.db_table
        columns = [f"{table}.{field.column}" for field in model._meta.fields if field.name in constraint.fields]
        assert set(said.removeprefix("UNIQUE constraint failed: ").split(", ")) == set(columns)


def sentence_of(model: type[models.Model], name: str, instance: models.Model) -> str:
    """What a form would say of a record that breaks this constraint."""
    with pytest.raises(ValidationError) as refused:
        constraint_of(model, name).validate(model, instance)
    return " ".join(refused.value.messages)
