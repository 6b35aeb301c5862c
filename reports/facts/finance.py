"""The facts of the finance part: its notes, and its statements cell by cell with what fails in them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from reports.document import Cell, FinanceSection, Note, Statement, StatementColumn, StatementRow
from reports.facts.fact import Fact, Kind, Page, Spot, Text
from reports.facts.links import links_of
from reports.facts.words import word as _
from reports.findings import figures_of, place_of, reason_of

FINANCE: Page = ("finance", ())


def finance_facts(finance: FinanceSection) -> Iterator[Fact]:
    """The overview with its notes, then every table, page by page."""
    spot = Spot(FINANCE, (finance.title,), ("finance",), "finance")
    yield from spot.tell("wording", "title", _("Title"), finance.title)
    yield from _notes(spot, finance.notes)
    for page in finance.pages:
        address: Page = ("finance_page", (page.slug,))
        here = Spot(address, (finance.title, page.title), ("finance page", page.slug), page.slug)
        yield from here.tell("wording", "title", _("Title"), page.title)
        for statement in page.statements:
            key = ("statement", page.slug, statement.key)
            anchor = f"statement-{statement.key}"
            own = replace(
                here, row=key, place=(finance.title, *dict.fromkeys((page.title, statement.title))), anchor=anchor
            )
            yield from _statement(own, statement)


def _notes(spot: Spot, notes: tuple[Note, ...]) -> Iterator[Fact]:
    """A note that rows point at has its reference for a key; the paragraphs of a section are a list."""
    met: Counter[str] = Counter()
    for note in notes:
        section = note.section[:1].upper() + note.section[1:]
        if note.reference:
            key = ("note", note.section, note.reference)
            row = spot.row_of(key, section, note.reference, anchor=f"note-{note.reference}")
            yield from row.tell("note", "text", "", note.text)
        else:
            met[note.section] += 1
            row = spot.row_of(("note", note.section, "", str(met[note.section])), section)
            yield from row.listed("note", note.text)
        for number, link in enumerate(links_of(note.html), start=1):
            yield from row.row_of((*row.row, "link", str(number)), _("Link")).listed("link", link)


def _statement(spot: Spot, statement: Statement) -> Iterator[Fact]:
    told: dict[str, tuple[Kind, str, Text]] = {
        "title": ("table", _("Title"), statement.title),
        "subtitle": ("table", _("Subtitle"), statement.subtitle),
        "unit": ("table", _("Unit"), statement.unit),
        "as-at": ("table", _("Position at"), statement.as_at),
        "signs": ("table", _("How to read the signs"), statement.sign_convention),
        "decimals": ("structure", _("Decimals"), statement.decimals),
    }
    for name, (kind, what, text) in told.items():
        yield from spot.tell(kind, name, what, text)
    for column in statement.columns:
        yield from _column(spot.row_of((*spot.row, "column", column.key), _("Columns"), column.heading), column)
    for row in statement.rows:
        yield from _row(spot.row_of((*spot.row, "row", row.key), row.label), row, statement.columns)
    for mark, text in statement.footnotes:
        here = spot.row_of((*spot.row, "footnote", mark), _("Footnote %(mark)s") % {"mark": mark})
        yield from here.tell("table", "text", "", text)
    yield from _findings(spot, statement)


def _column(spot: Spot, column: StatementColumn) -> Iterator[Fact]:
    told: dict[str, tuple[str, Text]] = {
        "heading": (_("Heading"), column.heading),
        "unit": (_("Unit"), column.unit),
        "decimals": (_("Decimals"), column.decimals),
        "as-at": (_("Position at"), column.as_at),
        "measure": (_("What it measures"), column.measure),
        "sense": (_("What a positive figure means"), column.sense),
        "formula": (_("How it is made"), column.formula),
    }
    for name, (what, text) in told.items():
        yield from spot.tell("structure", name, what, text)


def _row(spot: Spot, row: StatementRow, columns: tuple[StatementColumn, ...]) -> Iterator[Fact]:
    yield from spot.tell("table", "label", _("Label"), row.label)
    yield from spot.tell("structure", "kind", _("Kind of row"), row.kind)
    yield from spot.tell("structure", "sums", _("Rows that it adds up"), ", ".join(row.sums))
    yield from spot.tell("structure", "note", _("Its note"), row.note)
    yield from spot.tell("structure", "footnote-mark", _("Mark of its footnote"), row.footnote_mark)
    for column, cell in zip(columns, row.cells, strict=False):
        kind: Kind = "structure" if cell.kind == "reference" else "figure"
        yield from spot.tell(kind, f"cell {column.key}", column.heading or column.key, _printed(cell))
        what = _("%(column)s, as its rules give it") % {"column": column.heading or column.key}
        yield from spot.tell("finding", f"check {column.key}", what, _checked(cell))


def _printed(cell: Cell) -> str:
    """The cell as printed; where data files hold another amount than one reads there, that too."""
    if cell.amount is None or cell.amount == _read(cell.text):
        return cell.text
    return _("%(printed)s (%(amount)s in the data files)") % {"printed": cell.text, "amount": cell.amount}


def _read(text: str) -> int | None:
    """A printed figure in units of its last digit; None where there is none."""
    digits = "".join(filter(str.isdecimal, text))
    if not digits:
        return None
    return -int(digits) if text.lstrip().startswith(("(", "-", "−")) else int(digits)


def _checked(cell: Cell) -> str:
    """What the rules of the table give, where that differs from what was entered."""
    words = {"error": _("should be %(figure)s"), "rounding": _("%(figure)s before rounding")}
    return words[cell.verdict] % {"figure": cell.computed} if cell.verdict in words else cell.computed + cell.verdict


def _findings(spot: Spot, statement: Statement) -> Iterator[Fact]:
    met: Counter[tuple[str, str]] = Counter()
    for finding in statement.findings:
        about = (finding.row, finding.column)
        met[about] += 1
        row = spot.row_of(
            (*spot.row, "finding", *about, str(met[about])), _("What does not add up"), place_of(finding, statement)
        )
        yield from row.tell("finding", "rule", _("Rule"), finding.words)
        yield from row.tell("finding", "figures", _("Figures"), figures_of(finding))
        yield from row.tell("reason", "reason", _("Reason"), reason_of(finding))
