"""A report by hand that holds each kind of thing once or twice, for tests of what is read out of a document."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from pillars.ratings import RatingValue
from reports import document as doc

GREEN = RatingValue("G", "Green", "On track.", "disc", "green", 2)
RED = RatingValue("R", "Red", "At severe risk.", "square", "red", 4)


def paragraphs(*texts: str) -> tuple[doc.Paragraph, ...]:
    return tuple(doc.Paragraph(text, text) for text in texts)


def rated(this: RatingValue = GREEN, last: RatingValue = RED, **fields) -> doc.Rated:
    told: dict[str, Any] = {
        "movement": "improved",
        "movement_words": "Improved from Red",
        "last_is_stated": False,
        "reason": "Hired.",
    }
    return doc.Rated(doc.Shown(this, this.word), doc.Shown(last, last.word), **told | fields)


def indicator(key: str = "calls", name: str = "Calls answered", **fields) -> doc.IndicatorRow:
    told: dict[str, Any] = {
        "value": "92%",
        "is_empty": False,
        "is_approximate": False,
        "basis": "Year to date",
        "unit": "calls",
        "source": "Control room",
        "comparisons": (
            doc.Comparison(
                "Same quarter last year", "90%", "up", "improving", "Up, improving", Decimal(90), "percentage"
            ),
        ),
        "marks": (doc.PrintedMark("Q1", "up", "up"),),
        "footnote_mark": "*",
        "footnote": "Without the night shift.",
        "target": "95%",
        "rebaselined": "Re-baselined from 97%",
        "rebaselined_reason": "A new system.",
        "number": Decimal(92),
        "kind": "percentage",
    }
    return doc.IndicatorRow(key, name, **told | fields)


def line(*numbers: str, **fields) -> doc.LineRow:
    commitments = tuple(
        doc.NumberedCommitment(number, number.replace("(", "").replace(")", ""), f"Promise {number}", f"{number}0")
        for number in numbers
    )
    told: dict[str, Any] = {
        "level": 1,
        "rated": rated(),
        "marks": (doc.PrintedMark("Q1", "none", "no change"),),
        "evidence": "https://example.org/minutes",
        "milestone": "Open the hub",
        "milestone_due_on": date(2019, 12, 1),
        "rebaselined": "Re-baselined from 1 October 2019",
    }
    return doc.LineRow(commitments, **told | fields)


def part(key: str, title: str, **fields) -> doc.SubThemePart:
    told: dict[str, Any] = {
        "rated": rated(),
        "headlines": paragraphs(f"Headline of {key}", "A hub was opened", "Two officers were hired"),
        "indicators": (indicator(),),
        "activities": paragraphs(f"Activity of {key}"),
        "lines": (),
    }
    return doc.SubThemePart(key, title, **told | fields)


def statement() -> doc.Statement:
    columns = (
        doc.StatementColumn("budget", "Budget", "amount", "£000", 0, date(2019, 4, 1), "original_budget", "", "As set"),
        doc.StatementColumn(
            "variance", "Variance", "computed", "£000", 0, None, "variance", "adverse", "Forecast − Budget"
        ),
    )
    staff = (doc.Cell("amount", "1,146", 1146), doc.Cell("amount", "(252)", -252, True, "(250)", "rounding"))
    total = (doc.Cell("dash", "-", None), doc.Cell("amount", "(252)", -252, True, "665", "error"))
    return doc.Statement(
        key="revenue",
        title="Revenue budget",
        subtitle="Position",
        unit="£000",
        as_at=date(2019, 7, 31),
        sign_convention="Brackets are income.",
        columns=columns,
        rows=(
            doc.StatementRow("staff", "Staff", "line", "*", staff, (), "R1"),
            doc.StatementRow("total", "Total", "total", "", total, ("staff",), ""),
        ),
        footnotes=(("*", "Without overtime."),),
        kind="revenue",
        findings=(doc.Finding("total", "variance", "the rows add up", "(252)", "665", "917", "Printed wrong."),),
    )


def small_report() -> doc.ReportDocument:
    """Two pillars; the second one's two parts share a page. Everything that a document can hold is in it."""
    hub = part("hub", "Safer hub", lines=(line("8", "9(a)"), line("17")))
    unrated = doc.Rated(doc.Shown(None, "Not due"), doc.Shown(None, "Not held"), "", "", False, "")
    roads, cyber = (
        part("roads", "Road safety", indicators=()),
        part("cyber", "Cyber", headlines=(), activities=(), rated=unrated),
    )

    def box(own: doc.SubThemePart, slug: str) -> doc.SummaryCell:
        return doc.SummaryCell(own.title, slug, own.rated)

    extra = (("Same quarter last year",), ("Q1",), ("Q1",))
    shared = doc.SubThemePage("roads", "Roads and cyber", (roads, cyber), *extra)
    finance = doc.FinanceSection(
        title="Finance",
        sub_theme_slug="hub",
        notes=(
            doc.Note("revenue", "", "It is on course.", "It is on course."),
            doc.Note("revenue", "R1", "Posts stood empty.", "Posts stood empty."),
        ),
        pages=(doc.FinancePage("revenue", "Revenue", (statement(),)),),
    )
    return doc.ReportDocument(
        schema=doc.SCHEMA,
        title="Monitoring report",
        plan_key="plan",
        plan_title="The plan",
        language="en-gb",
        notice="Illustrative.",
        published_at=datetime(2019, 9, 1, tzinfo=UTC),
        words=doc.Words(
            *("The office", "TO", "Westmarsh", "commissioner", "PCC", "Panel"),
            *("pillar", "pillars", "sub-theme", "sub-themes", "commitment", "commitments"),
        ),
        quarter=doc.QuarterHead(
            "2019-20-q1", "Q1 2019/20", date(2019, 4, 1), date(2019, 6, 30), "Q4 2018/19", "Q1 2018/19"
        ),
        edition=doc.EditionHead(
            2, 1, "A rating.", "Copied.", "The office", (doc.Changed("changed", ("Here",), "A", "B"),)
        ),
        licence=doc.Licence("Open licence", "https://example.org/licence"),
        second=doc.SecondLanguage("cy", (("The plan", "Y cynllun"),), (doc.Changed("changed", ("Yma",), "A", "B"),)),
        scale=(GREEN, RED),
        pillars=(
            doc.PillarSection(
                "safe",
                1,
                "Keeping safe",
                "teal",
                "shield",
                paragraphs("Safer streets"),
                (box(hub, "hub"),),
                (doc.SubThemePage("hub", "Safer hub", (hub,), *extra),),
            ),
            doc.PillarSection(
                "roads", 2, "Roads", "plum", "people", (), (box(roads, "roads"), box(cyber, "roads")), (shared,)
            ),
        ),
        finance=finance,
        account=doc.AccountSection(
            against="Q4 2018/19",
            against_slug="2018-19-q4",
            groups=(
                doc.AccountGroup("unchanged", "Unchanged", ("8", "9(a)")),
                doc.AccountGroup("missing", "Missing", ("3",)),
            ),
            reasons=(doc.AccountReason("3", "Ended on 30 June 2019", "It was met."),),
        ),
    )
