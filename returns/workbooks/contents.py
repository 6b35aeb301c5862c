"""What a quarter's workbook says: its rows for one person, and the page that explains it. Pure; the writers put it into files."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from indicators.models import Kind
from indicators.values import EXAMPLES
from pillars.models import ReturnState
from pillars.ratings import RatingValue
from pillars.shown import Shown
from pillars.versions import EmptyReason
from returns.entries import Entry, LineEntry, OwnEntry, QuarterSheet, ReadingEntry, TextEntry
from returns.workbooks.keys import write_key
from returns.workbooks.shape import INDICATORS, LINES, SHEETS, SUB_THEMES, TEXTS, Sheet
from returns.workbooks.standing import answer
from spreadsheets.plain import LONGEST, plain

Cell = str | date


@dataclass(frozen=True, slots=True)
class BookRow:
    """A row: what stands in each field, and whether this person fills it in."""

    cells: dict[str, Cell]
    is_open: bool


@dataclass(frozen=True, slots=True)
class About:
    """The first sheet: paragraphs with their headings, the ratings (code, word, definition), and why there may be none."""

    title: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    ratings: tuple[tuple[str, str, str], ...]
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook before it is a file."""

    title: str
    about: About
    rows: dict[str, tuple[BookRow, ...]]


def sheet_of(entry: Entry) -> Sheet:
    """The sheet on which an entry stands."""
    if isinstance(entry, LineEntry):
        return LINES
    if isinstance(entry, ReadingEntry):
        return INDICATORS
    return SUB_THEMES if isinstance(entry, OwnEntry) else TEXTS


def entries_of(sheet: QuarterSheet) -> list[Entry]:
    """Every entry of the quarter that stands in the workbook, in the order of the plan."""
    found: list[Entry] = []
    for held in sheet.returns:
        found += [*held.lines, *held.readings, *held.texts, held.own]
    return found


def why_closed(entry: Entry, may_change: Callable[[Entry], bool]) -> str:
    """Why a person does not fill in an entry, in a few words; "" where they do."""
    if isinstance(entry, ReadingEntry) and entry.kept_on:
        return _("No: kept on %(sub_theme)s") % {"sub_theme": entry.kept_on.sub_theme}
    if may_change(entry):
        return ""
    if entry.quarterly_return.is_locked:
        return _("No: closed, %(state)s") % {"state": ReturnState(entry.quarterly_return.state).label.lower()}
    return _("No: not yours")


def book_of(sheet: QuarterSheet, may_change: Callable[[Entry], bool], made_at: datetime, made_for: str) -> Book:
    """The workbook of a quarter for one person."""
    rows: dict[str, list[BookRow]] = {each.name: [] for each in SHEETS}
    for entry in entries_of(sheet):
        closed = why_closed(entry, may_change)
        cells = _facts(entry) | _answers(entry, sheet)
        cells |= {"place": place_of(entry), "who": closed or _("Yes"), "key": write_key(sheet.period.quarter, entry)}
        rows[sheet_of(entry).name].append(BookRow(cells, not closed))
    title = _("%(quarter)s: %(plan)s") % {"quarter": sheet.period, "plan": sheet.period.plan}
    return Book(title, _about(sheet, made_at, made_for), {name: tuple(found) for name, found in rows.items()})


def place_of(entry: Entry) -> str:
    """The sub-theme of an entry with its pillar; the pillar alone where it is both, or where the text is the pillar's."""
    sub_theme = entry.quarterly_return.sub_theme
    if isinstance(entry, TextEntry) and entry.pillar:
        return sub_theme.pillar.title
    return sub_theme.in_full


def _facts(entry: Entry) -> dict[str, Cell]:
    if isinstance(entry, LineEntry):
        last = entry.last_milestone
        due = date_format(last.due_on, "j F Y") if last and last.due_on else ""
        return {
            "numbers": entry.name,
            "wording": "\n".join(f"{number}. {wording}" for number, wording in entry.numbers),
            "last": entry.last.words,
            "last_milestone": ", ".join(filter(None, (last.text, due))) if last else "",
        }
    if isinstance(entry, ReadingEntry):
        example = EXAMPLES[Kind(entry.place.indicator.kind)]
        last_year = str(entry.last_year) if entry.last_year else ""
        return {"name": entry.name, "example": example, "last": str(entry.last or ""), "last_year": last_year}
    if isinstance(entry, TextEntry):
        return {"name": entry.words, "last": plain(entry.last)}
    most = entry.suggestion
    told = {"word": most.rating.word, "count": most.count, "rated": most.rated} if most else {}
    return {"suggestion": _("%(word)s, %(count)d of %(rated)d") % told if most else "", "last": entry.last.words}


def _answers(entry: Entry, sheet: QuarterSheet) -> dict[str, Cell]:
    said = answer(entry, entry.version, sheet.ratings)
    return {field: written(field, value, sheet) for field, value in said.items()}


def written(field: str, value: str, sheet: QuarterSheet) -> Cell:
    """An answer as it is written into a cell: a rating by its word, a day as a day. Text that no cell can hold is left
    out, and a blank cell changes nothing."""
    if field == "rating":
        return next((rating.word for rating in sheet.ratings if rating.code == value), "")
    if field == "empty":
        return str(EmptyReason(value).label) if value else ""
    if field == "due":
        return date.fromisoformat(value) if value else ""
    text = plain(value)
    return text if len(text) <= LONGEST else ""


def _about(sheet: QuarterSheet, made_at: datetime, made_for: str) -> About:
    period = sheet.period
    when = date_format(made_at, "j F Y, H:i")
    parts = (
        (
            _("What this is"),
            (
                _("The whole of %(quarter)s, to be filled in without the portal and handed in to it.")
                % {"quarter": period},
                str(period.plan),
                _("Made for %(name)s on %(when)s.") % {"name": made_for, "when": when},
            ),
        ),
        (
            _("How to fill it in"),
            (
                _(
                    "Write in the columns whose heading ends in “(fill in)”, in rows that say Yes under “For you to fill in?”."
                ),
                _("What stands there already was given in the portal. Leave it, or write over it."),
                _("Rating: write its word or its code, or “no change” for the same rating as last period."),
                _("Why there is none: write one of the answers below, where there is no rating or no value."),
                _("Values: write them as they are to be printed, such as 94%, +1.1% or 232K +. The cells are text."),
                _("Days: write 31/03/2020 or 31 March 2020."),
                _("Headlines and activities: one paragraph to a line of the cell; a link is written [words](address)."),
            ),
        ),
        (
            _("How to empty a cell"),
            (
                _("A blank cell is not filled in, and never takes away what stands in the portal."),
                _("To take something away, write the word none in its cell."),
                _("For headlines and activities, none says that there are none this quarter."),
            ),
        ),
        (
            _("How to hand it in"),
            (
                _("Upload the file on the page from which it came. You see every difference before anything is kept."),
                _("Where somebody has changed a row in the portal since, you see both and choose."),
                _("Sheets and headings keep their names. Columns may be moved, rows may be sorted or left out."),
                _("Do not merge cells. Formulas count by the value that they have."),
            ),
        ),
        (
            _("The hidden column"),
            (
                _("The last column of each sheet, “Row key”, is hidden to keep it out of the way, not secret."),
                _(
                    "It names the quarter, the record and the version on which the row is based, and a seal of this portal."
                ),
                _("By it the portal sees a later change by somebody else. Leave it as it is."),
            ),
        ),
    )
    ratings = tuple((rating.code, rating.word, rating.definition) for rating in sheet.ratings)
    title = _("Workbook of %(quarter)s") % {"quarter": period}
    return About(title, parts, ratings, tuple(str(reason.label) for reason in EmptyReason))


def code_of_last(last: Shown, sheet: QuarterSheet) -> str:
    """The code of last period's rating, where the scale of this quarter has it."""
    rating: RatingValue | None = last.rating
    return rating.code if rating and any(rating.code == each.code for each in sheet.ratings) else ""
