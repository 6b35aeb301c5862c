"""The rows of the pages on which a quarter is kept: each entry with its form, or without one where it is only read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from accounts.models import User
from pillars.models import Rating
from returns.entries import Entry, LineEntry, OwnEntry, QuarterSheet, ReadingEntry, ReturnSheet, TextEntry
from returns.forms.entry import EntryForm
from returns.forms.judged import NO_RATING, WHY_NOT, LineForm, OwnForm, values_of_judgement, values_of_status
from returns.forms.reading import ReadingForm, values_of_reading
from returns.forms.text import TextForm, values_of_text
from returns.keys import keys_of


@dataclass(frozen=True, slots=True)
class Option:
    """A rating that can be chosen, with its key on the keyboard and the id of its radio button."""

    rating: Rating
    key: str
    id: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of which two versions say different things."""

    label: str
    theirs: str
    yours: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A save that somebody else was quicker than: their version, and where it differs from what was typed.
    Without a version (`pk` is 0) what the person changed is not there any more."""

    pk: int
    who: str
    at: datetime | None
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a save came to, where it did not succeed: its status, a sentence, faults at fields, or a conflict."""

    status: int
    sentence: str = ""
    faults: tuple[tuple[str, str], ...] = ()
    conflict: Conflict | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """An entry on a page. `form` is None where it is only read, `answer` tells why a save was refused."""

    entry: Entry
    form: EntryForm | None
    ratings: Sequence[Rating]
    keys: dict[str, str] = field(default_factory=dict)
    answer: Answer | None = None

    @property
    def kind(self) -> str:
        """line, reading, text or own."""
        return self.entry.key.partition("-")[0]

    @property
    def address(self) -> str:
        """Where the row is saved."""
        held = self.entry.quarterly_return
        return reverse("returns:save", args=[held.period.quarter.slug, held.sub_theme.key, self.entry.key])

    @property
    def history(self) -> str:
        """Where the versions of the row are told."""
        held = self.entry.quarterly_return
        match self.entry:
            case LineEntry():
                kind, pk = "line", self.entry.line.pk
            case ReadingEntry():
                kind, pk = "reading", self.entry.place.pk
            case TextEntry():
                kind, pk = ("summary", self.entry.pillar.pk) if self.entry.pillar else (self.entry.kind, held.pk)
            case OwnEntry():
                kind, pk = "own", held.pk
        return reverse("returns:history", args=[held.period.quarter.slug, kind, pk])

    @property
    def field(self) -> str:
        """The id of the field of a text."""
        return f"{self.entry.key}-text"

    @property
    def figures(self) -> str:
        """Where the figures that a text can cite are listed; "" where nobody writes one, or the quarter has no finance part."""
        held = self.entry.quarterly_return
        # A finance part came with the quarter (returns.views.found.period_of): asking for it takes no query.
        if self.form is None or not isinstance(self.entry, TextEntry) or not hasattr(held.period, "finance_report"):
            return ""
        asked = urlencode({"return": held.sub_theme.key, "entry": self.entry.key})
        return reverse("finance:figures", args=[held.period.quarter.slug]) + f"?{asked}"

    @property
    def based_on(self) -> str:
        """The id of the version that the form is based on: the one that the person saw when they typed."""
        if self.form is None:
            return ""
        return str(self.form["based_on"].value() or "")

    @property
    def saved(self) -> str:
        """ "Saved 14:32", with the day where that is another one; "" before the first save."""
        version = self.entry.version
        if version is None:
            return ""
        at = timezone.localtime(version.recorded_at)
        same_day = at.date() == timezone.localdate()
        when = date_format(at, "H:i") if same_day else date_format(at, "j F")
        return gettext("Saved %(when)s") % {"when": when}

    @property
    def options(self) -> list[Option]:
        """The ratings to choose from. The first has the id to which a list of what is missing leads."""
        chosen = self.form["choice"].value() if self.form else None
        key = self.entry.key
        return [
            Option(
                rating,
                self.keys.get(rating.code, ""),
                f"{key}-choice" if number == 0 else f"{key}-choice-{rating.code}",
                rating.code == chosen,
            )
            for number, rating in enumerate(self.ratings)
        ]

    @property
    def why_options(self) -> SafeString:
        """Every answer why there is no rating, as the options of a select."""
        return _options(str(self.form["why"].value() or "") if self.form else "", get_language())

    @property
    def same(self) -> str:
        """The code of last period's rating, where this scale still has it: what "no change" answers with."""
        last = self.entry.last.rating if isinstance(self.entry, LineEntry | OwnEntry) else None
        return last.code if last and last.code in {rating.code for rating in self.ratings} else ""

    @property
    def has_no_rating(self) -> bool:
        return self.form is not None and self.form["choice"].value() == NO_RATING

    @property
    def holds_more(self) -> bool:
        """Whether the part of the form that is folded away holds anything, or is at fault."""
        if self.form is None:
            return False
        names = {
            LineForm: ("evidence", "milestone", "milestone_due_on"),
            ReadingForm: ("footnote", "footnote_mark", "target_reason"),
        }.get(type(self.form), ())
        has_moved = isinstance(self.entry, ReadingEntry) and self.entry.has_moved
        return has_moved or any(self.form[name].value() or self.form[name].errors for name in names)


@lru_cache(maxsize=100)
def _options(chosen: str, language: str | None) -> SafeString:
    """The same few lines stand in each of eighty rows: they are drawn once for a language."""
    answers = ((value, words, " selected" if value == chosen else "") for value, words in WHY_NOT)
    return format_html_join("", '<option value="{0}"{2}>{1}</option>', answers)


def row_of(entry: Entry, sheet: QuarterSheet, *, is_kept: bool) -> Row:
    """A row as its page first shows it."""
    form = form_of(entry, sheet) if is_kept else None
    return Row(entry, form, sheet.ratings, keys_of(sheet.ratings))


def form_of(entry: Entry, sheet: QuarterSheet) -> EntryForm | None:
    """The form of an entry with what stands; None where another return keeps it."""
    initial: dict[str, Any]
    match entry:
        case LineEntry():
            initial = values_of_status(entry.status, sheet.ratings, _still_to_come(entry, sheet))
            return LineForm(prefix=entry.key, ratings=sheet.ratings, initial=initial)
        case ReadingEntry():
            if entry.kept_on is not None:
                return None
            indicator = entry.place.indicator
            initial = values_of_reading(entry.reading, entry.last, indicator)
            return ReadingForm(prefix=entry.key, indicator=indicator, initial=initial)
        case TextEntry():
            return TextForm(prefix=entry.key, initial=values_of_text(entry.narrative))
        case OwnEntry():
            initial = values_of_judgement(entry.rating, sheet.ratings)
            return OwnForm(prefix=entry.key, ratings=sheet.ratings, initial=initial)


def _still_to_come(entry: LineEntry, sheet: QuarterSheet) -> Any:
    """Last period's milestone where its day lies after this quarter: it still binds, so the form begins with it."""
    last = entry.last_milestone
    if last and last.due_on and last.due_on > sheet.period.quarter.ends_on:
        return last
    return None


def own_sheet(sheet: QuarterSheet) -> ReturnSheet:
    """The one return of a sheet that was read for one sub-theme."""
    return sheet.returns[0]


def entry_of(held: ReturnSheet, key: str) -> Entry | None:
    """An entry of a return by its key."""
    return next((entry for entry in held.kept if entry.key == key), None)


def who(person: User | None) -> str:
    """The author of a version; a file that was loaded from the command line has none."""
    return str(person) if person else gettext("A file that was loaded")
