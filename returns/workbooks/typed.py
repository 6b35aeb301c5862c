"""An answer of a workbook as the form of the editing page is given it."""

from django.http import QueryDict

from returns.entries import Entry, LineEntry, OwnEntry, ReadingEntry
from returns.forms.judged import NO_RATING
from returns.forms.reading import values_of_reading
from returns.workbooks.shape import COMPARATORS, NONE
from returns.workbooks.standing import Answer

# The fields of the forms by those of an answer, where they have other names.
FORM_FIELDS = {"rating": "choice", "empty": "why", "due": "milestone_due_on"} | {
    f"{name}_{number}": f"{name}-{number - 1}" for name in ("name", "value") for number in range(1, COMPARATORS + 1)
}


def typed(entry: Entry, outcome: Answer) -> QueryDict:
    """An answer as the form of the editing page is given it. What a workbook does not show stays as it stands."""
    values: dict[str, str] = {FORM_FIELDS.get(name, name): value for name, value in outcome.items()}
    if isinstance(entry, ReadingEntry):
        values |= _kept(entry)
    elif isinstance(entry, LineEntry | OwnEntry):
        values["choice"] = outcome["rating"] or (NO_RATING if outcome["empty"] else "")
    elif outcome["text"] == NONE:
        values |= {"text": "", "none": "on"}
    data = QueryDict(mutable=True)
    data.update({f"{entry.key}-{name}": value for name, value in values.items()})
    return data


def _kept(entry: ReadingEntry) -> dict[str, str]:
    standing = values_of_reading(entry.reading, entry.last, entry.place.indicator)
    kept = {name: str(standing.get(name) or "") for name in ("basis", "basis_printed", "label", "footnote_mark")}
    for number, (name, printed) in enumerate(standing["comparators"][COMPARATORS:], start=COMPARATORS):
        kept |= {f"name-{number}": name, f"value-{number}": printed}
    return kept
