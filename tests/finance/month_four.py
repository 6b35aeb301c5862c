"""The Month 4 figures of the sample as texts see them, read straight from its file: no database is needed for words."""

from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import yaml

from finance.figures.addresses import Address
from finance.figures.formulas import read_formula
from finance.words import Fact, Facts, NamedShare

SAMPLE = Path(__file__).parents[2] / "sample" / "2019-20-q1.yaml"
THOUSANDS = 100_000
WITHOUT_FIGURES = ("reference", "comment")


@cache
def part():
    return yaml.safe_load(SAMPLE.read_text())["finance"]


@cache
def facts():
    """Every cell of the Month 4 tables, and the two shares of the general balance."""
    cells = tuple(fact for statement in part()["statements"] for fact in _of(statement))
    at = {fact.address: fact for fact in cells}
    shares = []
    for tie in part()["ties"]:
        if tie.get("kind") == "band":
            left, right = Address.read(tie["left"]), Address.read(tie["right"])
            percent = Fraction(at[left].pence * 100, at[right].pence)
            limits = (Decimal(tie["low"]), Decimal(tie["high"]))
            shares.append(NamedShare(tie["key"], tie["label"], left, right, percent, *limits))
    return Facts(cells, tuple(shares))


@cache
def notes():
    """The notes in their order, as (name, section, text, the rows that each serves)."""
    found = []
    for order, note in enumerate(part()["notes"], 1):
        reference = note.get("reference", "")
        rows = tuple(
            (statement["key"], row["key"])
            for statement in part()["statements"]
            for row in statement["rows"]
            if reference and row.get("note") == reference
        )
        found.append((reference or f"{note['section']} {order}", note["section"], note["text"], rows))
    return tuple(found)


def _of(statement):
    columns = [column for column in statement["columns"] if column.get("kind", "amount") not in WITHOUT_FIGURES]
    for row in statement["rows"]:
        for column, printed in zip(columns, row.get("cells", ()), strict=False):
            yield Fact(
                address=Address(statement["key"], row["key"], column["key"]),
                pence=0 if printed == "-" else printed * THOUSANDS,
                step=THOUSANDS,
                row_label=row["label"],
                row_kind=row.get("kind", "line"),
                column_heading=column["heading"],
                measure=column.get("measure", ""),
                sense=column.get("sense", ""),
                formula=read_formula(column["formula"]) if column.get("formula") else None,
                statement_title=statement["title"],
                statement_kind=statement.get("kind", "free"),
            )
