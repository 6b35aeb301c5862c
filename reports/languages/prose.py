"""Which fields of a report are words, and the same report with other words in them.

Every field that holds text stands in one of the three tables: tests/reports/test_languages.py holds them against the dataclasses.
"""

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from html.parser import HTMLParser
from itertools import cycle, product
from typing import Any

from pillars.brand import Brand
from pillars.ratings import RatingValue
from pillars.shown import Shown
from reports import document as doc
from reports.document.paragraphs import paragraph

# What the office wrote.
WRITTEN: dict[type, tuple[str, ...]] = {
    doc.ReportDocument: ("title", "plan_title", "notice"),
    doc.Words: (
        "office", "office_short", "area", "role", "role_short", "panel",
        "pillar", "pillars", "sub_theme", "sub_themes", "commitment", "commitments",
    ),
    doc.EditionHead: ("what", "why", "asked_by"),
    RatingValue: ("word", "definition"),
    doc.Rated: ("reason",),
    doc.PrintedMark: ("heading",),
    doc.PillarSection: ("title",),
    doc.SummaryCell: ("title",),
    doc.SubThemePage: ("title", "mark_headings", "line_mark_headings"),
    doc.SubThemePart: ("title",),
    doc.NumberedCommitment: ("wording",),
    doc.LineRow: ("milestone",),
    doc.IndicatorRow: ("name", "unit", "source", "footnote", "target", "rebaselined_reason"),
    doc.AccountReason: ("reason",),
    doc.FinanceSection: ("title",),
    doc.FinancePage: ("title",),
    doc.Statement: ("title", "subtitle", "sign_convention", "footnotes"),
    doc.StatementColumn: ("heading", "unit"),
    doc.StatementRow: ("label",),
    doc.Finding: ("reason",),
    doc.Note: ("section",),
}  # fmt: skip
# What the portal put together, in whole or where the office wrote nothing.
COMPOSED: dict[type, tuple[str, ...]] = {
    doc.QuarterHead: ("label", "previous_label", "last_year_label"),
    doc.Licence: ("name",),
    Shown: ("words",),
    doc.Rated: ("movement_words",),
    doc.PrintedMark: ("words",),
    doc.Comparison: ("name", "value", "words"),
    doc.IndicatorRow: ("value", "basis", "rebaselined"),
    doc.LineRow: ("rebaselined",),
    doc.SubThemePage: ("comparison_names",),
    doc.AccountSection: ("against",),
    doc.AccountGroup: ("words",),
    doc.AccountReason: ("words",),
    doc.Statement: ("unit",),
    doc.StatementColumn: ("formula",),
    doc.Cell: ("text",),
    doc.Finding: ("words",),
}
# Keys, codes, figures and addresses, which are the same in every language; and what is made from the words (html, text).
OTHER: dict[type, tuple[str, ...]] = {
    doc.ReportDocument: ("plan_key", "language"),
    doc.Licence: ("address",),
    Brand: ("colour", "link", "logo"),
    doc.QuarterHead: ("slug",),
    RatingValue: ("code", "shape", "colour"),
    doc.Rated: ("movement",),
    doc.PrintedMark: ("mark",),
    doc.Paragraph: ("text", "html"),
    doc.PillarSection: ("key", "colour", "icon"),
    doc.SummaryCell: ("page_slug",),
    doc.SubThemePage: ("slug",),
    doc.SubThemePart: ("key",),
    doc.NumberedCommitment: ("number", "slug", "printed_number"),
    doc.LineRow: ("evidence",),
    doc.IndicatorRow: ("key", "footnote_mark", "kind"),
    doc.Comparison: ("direction", "judgement", "kind"),
    doc.AccountSection: ("against_slug",),
    doc.AccountGroup: ("outcome", "numbers"),
    doc.AccountReason: ("number",),
    doc.FinanceSection: ("sub_theme_slug",),
    doc.FinancePage: ("slug",),
    doc.Statement: ("key", "kind"),
    doc.StatementColumn: ("key", "kind", "measure", "sense"),
    doc.StatementRow: ("key", "kind", "footnote_mark", "sums", "note"),
    doc.Cell: ("kind", "computed", "verdict"),
    doc.Finding: ("row", "column", "printed", "expected", "difference"),
    doc.Note: ("reference", "html", "text"),
}
# Two letters beside each other, or a quarter (Q1): "2.1%", "£m" and "232K +" read the same in every language.
WORD = re.compile(r"[^\W\d_]{2}|\bQ[1-4]\b")

# Says a text otherwise; the second argument tells whether the portal put it together.
Say = Callable[[str, bool], str]


def needs_words(text: str) -> bool:
    """Whether there is a word in a text at all."""
    return WORD.search(text) is not None


def said(value: Any, say: Say) -> Any:
    """The same value, a document or any part of one, with every text in it as `say` says it. What a correction changed and the
    second language itself are no part of that."""
    if isinstance(value, tuple):
        return tuple(said(one, say) for one in value)
    if isinstance(value, doc.Paragraph):
        return paragraph(_said(as_typed(value), say, False))
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {name: _said(getattr(value, name), say, composed) for name, composed in _words(type(value))}
    for name in _parts(type(value)):
        before = getattr(value, name)
        if (after := said(before, say)) is not before:
            changed[name] = after
    if isinstance(value, doc.Note):
        typed = paragraph(_said(as_typed(doc.Paragraph(value.text, value.html)), say, False))
        changed |= {"text": typed.text, "html": typed.html}
    return replace(value, **changed) if changed else value


def _said(value: Any, say: Say, composed: bool) -> Any:
    """A field that holds words: one text, or texts in tuples."""
    if isinstance(value, tuple):
        return tuple(_said(one, say, composed) for one in value)
    return say(value, composed) if needs_words(value) else value


@cache
def _words(kind: type) -> tuple[tuple[str, bool], ...]:
    return (*((name, False) for name in WRITTEN.get(kind, ())), *((name, True) for name in COMPOSED.get(kind, ())))


@cache
def _parts(kind: type) -> tuple[str, ...]:
    """The fields that hold further parts."""
    texts = {name for table in (WRITTEN, COMPOSED, OTHER) for name in table.get(kind, ())}
    aside = {"changes", "second"}
    return tuple(field.name for field in fields(kind) if field.name not in texts | aside)


def as_typed(given: doc.Paragraph) -> str:
    """What a person would type for a paragraph: `paragraph` makes the same of it again."""
    if paragraph(given.text) == given:
        return given.text
    # Emphasis within or right behind emphasis needs another mark, and either may be the one that Markdown takes there.
    marks = min(8, given.html.count("<em>") + given.html.count("<strong>"))
    ways = (_typed(given.html, one) for one in product("*_", repeat=marks))
    return next((typed for typed in ways if paragraph(typed) == given), given.text)


def _typed(html: str, marks: tuple[str, ...]) -> str:
    reader = _Typed(marks)
    reader.feed(html)
    reader.close()
    return "".join(reader.typed)


class _Typed(HTMLParser):
    """Turns the links and emphasis of a safe paragraph back into Markdown."""

    TIMES = {"em": 1, "strong": 2}
    SPECIAL = re.compile(r"([\\*_\[\]&<>])")

    def __init__(self, marks: tuple[str, ...]) -> None:
        """`marks` are those of emphasis in turn, from one to the next."""
        super().__init__(convert_charrefs=True)
        self.marks = cycle(marks)
        self.open: list[str] = []
        self.typed: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.addresses.append(dict(attrs).get("href") or "")
            self.typed.append("[")
        else:
            self.open.append(next(self.marks) * self.TIMES[tag])
            self.typed.append(self.open[-1])

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.typed.append(f"](<{self.addresses.pop()}>)")
        else:
            self.typed.append(self.open.pop())

    def handle_data(self, data: str) -> None:
        self.typed.append(self.SPECIAL.sub(r"\\\1", data))
