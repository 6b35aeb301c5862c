"""The key of a row: which record of which quarter it is, and the version it was based on, sealed by this portal."""

from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _

from pillars.quarters import Quarter
from returns.entries import Entry, LineEntry, ReadingEntry


def _signer() -> Signer:
    """Sealed, so that a row of another portal, whose records have the same numbers, is never taken for one of this."""
    return Signer(salt="returns.workbooks", sep=" ")


@dataclass(frozen=True, slots=True)
class RowKey:
    """The subject of a row (`line-12`), and the id of the version that stood when the workbook was made; 0: none."""

    subject: str
    version: int


def name_of(entry: Entry) -> str:
    """What names the record of an entry within the portal."""
    if isinstance(entry, LineEntry | ReadingEntry):
        return entry.key
    return f"{entry.key}-{entry.quarterly_return.pk}"


def write_key(quarter: Quarter, entry: Entry) -> str:
    """`2019-20-q2 line-12 345` and its seal."""
    return _signer().sign(f"{quarter.slug} {name_of(entry)} {entry.version.pk if entry.version else 0}")


def read_key(text: str, quarter: Quarter) -> RowKey:
    """Read a key that `write_key` wrote. Raises ValueError with a sentence."""
    try:
        slug, subject, version = _signer().unsign(text.strip()).split(" ")
    except (BadSignature, ValueError):
        raise ValueError(
            _(
                "The key of this row was not written by this portal, or it was changed. "
                "Copy what you wrote into a workbook that you download anew."
            )
        ) from None
    if slug != quarter.slug:
        raise ValueError(
            _("This row is of %(other)s, and the workbook is handed in for %(quarter)s. Delete the row.")
            % {"other": Quarter.from_slug(slug), "quarter": quarter}
        )
    return RowKey(subject, int(version))
