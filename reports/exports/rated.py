"""Ratings in tables: the columns that every rated row has, and the values under them; and the key to the ratings."""

from django.utils.translation import gettext as _

from reports.document import Rated, ReportDocument
from reports.exports.table import NARROW, SENTENCES, Column, Link, Row, Table, Value, integer, truth

LINK = Link(("rating_code",), "scale", ("code",))


def columns() -> tuple[Column, ...]:
    """This period, last period and the movement, each with the words for why it is empty."""
    return (
        Column("rating_code", _("Rating code"), description=_("This period’s rating, by its code."), width=NARROW),
        Column("rating", _("Rating"), description=_("This period’s rating, by its word.")),
        Column(
            "rating_why_empty", _("Why there is no rating"), description=_("Such as Not due; empty where there is one.")
        ),
        Column(
            "last_code",
            _("Last code"),
            description=_("Last period’s rating, by its code, which may be of an earlier scale."),
            width=NARROW,
        ),
        Column("last_rating", _("Last rating"), description=_("Last period’s rating, by its word.")),
        Column(
            "last_why_empty",
            _("Why there is no last rating"),
            description=_(
                "Such as Not held, or the ratings of numbers that did not share one; empty where there is one."
            ),
        ),
        Column(
            "last_is_stated",
            _("Last is stated"),
            "boolean",
            _("true where a source stated last period’s rating and no record holds it."),
            width=NARROW,
            is_needed=True,
        ),
        Column(
            "movement",
            _("Movement"),
            description=_("From last period; empty where one of the two is missing, which is not unchanged."),
            choices=("improved", "worsened", "unchanged", "changed"),
        ),
        Column("movement_words", _("Movement in words")),
        Column("reason", _("Reason"), description=_("The reason given for the rating."), width=SENTENCES),
    )


def values(rated: Rated) -> tuple[Value, ...]:
    """The values under those columns."""
    this, last = rated.this, rated.last
    return (
        this.rating.code if this.rating else "",
        this.rating.word if this.rating else "",
        "" if this.rating else this.words,
        last.rating.code if last.rating else "",
        last.rating.word if last.rating else "",
        "" if last.rating else last.words,
        truth(rated.last_is_stated),
        rated.movement,
        rated.movement_words,
        rated.reason,
    )


def scale(document: ReportDocument) -> Table:
    """The key to the ratings of this report."""
    return Table(
        name="scale",
        title=_("Rating scale"),
        description=_("What each rating means in this report, in the order of the printed key."),
        columns=(
            Column(
                "code", _("Code"), description=_("By which the other tables name it."), width=NARROW, is_needed=True
            ),
            Column("word", _("Word"), is_needed=True),
            Column("definition", _("Definition"), width=SENTENCES),
            Column("shape", _("Shape"), description=_("The shape by which pages show it.")),
            Column("colour", _("Colour"), description=_("The colour of that shape.")),
            Column(
                "rank",
                _("Rank"),
                "integer",
                _("Its place from the best (1) down; empty where it is neither better nor worse than another."),
                width=NARROW,
            ),
        ),
        rows=tuple(
            Row((each.code, each.word, each.definition, each.shape, each.colour, integer(each.rank)))
            for each in document.scale
        ),
        key=("code",),
    )
